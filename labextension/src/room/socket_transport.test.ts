import { afterEach, expect, test, vi } from "vitest";

import { openSocket, socketAddress } from "./socket_transport";

afterEach(() => {
  vi.unstubAllGlobals();
});

class FakeWebSocket {
  static readonly OPEN = 1;
  static last: FakeWebSocket;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: string[] = [];
  isClosed = false;

  constructor(
    readonly address: string,
    readonly protocols: string[],
  ) {
    FakeWebSocket.last = this;
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  close(): void {
    this.isClosed = true;
  }
}

function open() {
  vi.stubGlobal("WebSocket", FakeWebSocket);
  const heard: unknown[] = [];
  const socket = openSocket("ws://here/", {
    opened: () => heard.push("opened"),
    frame: (text) => heard.push(text),
    closed: (code) => heard.push(code),
  });
  return { socket, heard, raw: FakeWebSocket.last };
}

test.each([
  ["http://here:8888/base/lab", "ws://here:8888/base/pylq/api/rooms/r1/socket"],
  ["https://there/lab?x=1#y", "wss://there/base/pylq/api/rooms/r1/socket"],
])("the socket of a page at %s is at %s", (page, address) => {
  const location = new URL(page) as unknown as Location;
  expect(socketAddress("/base/pylq/", "r1", location)).toBe(address);
});

test("a socket offers this version, and the one by which any host can refuse", () => {
  expect(open().raw.protocols).toEqual(["v1.room.pylivequestions", "room.pylivequestions"]);
});

test("a socket reports what happens to it", () => {
  const { heard, raw } = open();
  raw.onopen?.();
  raw.onmessage?.({ data: "{}" });
  raw.onmessage?.({ data: new ArrayBuffer(1) });
  raw.onclose?.({ code: 4200 });
  expect(heard).toEqual(["opened", "{}", 4200]);
});

test("a socket sends only while it is open", () => {
  const { socket, raw } = open();
  socket.send("early");
  raw.readyState = FakeWebSocket.OPEN;
  socket.send("now");
  expect(raw.sent).toEqual(["now"]);
});

test("a dropped socket is closed and says nothing more", () => {
  const { socket, raw } = open();
  socket.drop();
  expect(raw).toMatchObject({ isClosed: true, onopen: null, onmessage: null, onclose: null });
});

test("a socket that the page's policy forbids is reported as closed", () => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", function () {
    throw new DOMException("forbidden", "SecurityError");
  });
  const closed = vi.fn();
  const events = { opened: vi.fn(), frame: vi.fn(), closed };
  openSocket("ws://here/", events);
  expect(closed).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(closed).toHaveBeenCalledExactlyOnceWith(1006);
  openSocket("ws://here/", events).drop();
  vi.runAllTimers();
  expect(closed).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
