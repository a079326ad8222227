/** A WebSocket to a room. */
import { ANY_VERSION, SUBPROTOCOL } from "./frames";

export interface SocketEvents {
  opened(): void;
  frame(text: string): void;
  closed(code: number): void;
}

export interface Socket {
  send(frame: string): void;
  /** Close it now; none of its events is reported after this. */
  drop(): void;
}

/** Where a host's page path (`/base/pylq/`) has a room's socket. */
export function socketAddress(path: string, room: string, page: Location): string {
  const address = new URL(`${path}api/rooms/${encodeURIComponent(room)}/socket`, page.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}

export function openSocket(address: string, events: SocketEvents): Socket {
  let socket: WebSocket;
  try {
    socket = new WebSocket(address, [SUBPROTOCOL, ANY_VERSION]);
  } catch {
    // Forbidden by the page's policy: reported like any other failure, and not before we return.
    const later = setTimeout(() => {
      events.closed(1006);
    });
    return {
      send: () => undefined,
      drop: () => {
        clearTimeout(later);
      },
    };
  }
  socket.onopen = () => {
    events.opened();
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") events.frame(data);
  };
  socket.onclose = ({ code }) => {
    events.closed(code);
  };
  return {
    send(frame) {
      // While it closes there is nobody to send to; its `closed` follows.
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    drop() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}
