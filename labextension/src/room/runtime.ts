/**
 * What all views on a page share: one socket for each host, room and seat. A notebook's views are
 * separate copies of one module, so they find each other on the page itself.
 */
import { browserAddresses } from "./assets";
import { storedDrafts } from "./drafts";
import { callRooms, fetchAsset, fetchHistory, fetchTicket, postToRoom } from "./http";
import { type Access, type Surroundings, SharedRoom } from "./shared_room";
import { openSocket, socketAddress } from "./socket_transport";

declare const __PYLQ_BUILD__: string;

/** Changes with every build: views of two versions on one page must not share anything. */
export const BUILD: string = __PYLQ_BUILD__;

export class Runtime {
  readonly #world: Surroundings;
  readonly #rooms = new Map<string, SharedRoom>();
  /** Also of rooms that no view shows now: a view that comes back needs no kernel. */
  readonly #known = new Map<string, Access>();

  constructor(world: Surroundings) {
    this.#world = world;
  }

  /** The room that `access` leads to; call `hold` on it at once. */
  open(access: Access): SharedRoom {
    const key = keyOf(access);
    const shared = this.#rooms.get(key);
    if (shared) {
      shared.renew(access);
      return shared;
    }
    this.#known.set(key, access);
    const opened = new SharedRoom(access, this.#world, () => {
      this.#known.set(key, opened.access);
      this.#rooms.delete(key);
    });
    this.#rooms.set(key, opened);
    return opened;
  }

  /** The same for a view that knows only its room and seat; null if no view on this page knew more. */
  find(room: string, seat: string): SharedRoom | null {
    const isIt = (access: Access) => access.room === room && access.seat === seat;
    for (const shared of this.#rooms.values()) {
      if (isIt(shared.access)) return shared;
    }
    for (const access of this.#known.values()) {
      if (isIt(access)) return this.open(access);
    }
    return null;
  }
}

function keyOf({ path, room, seat }: Access): string {
  return JSON.stringify([path, room, seat]);
}

/** The page's runtime, made when the first view asks for it. */
export function sharedRuntime(): Runtime {
  const place = globalThis as unknown as Record<symbol, Runtime | undefined>;
  const key = Symbol.for(`pylivequestions.runtime.${BUILD}`);
  return (place[key] ??= new Runtime(browser()));
}

/** 128 random bits. `crypto.randomUUID` does not exist on plain http pages. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A seat secret: 128 random bits as URL-safe base64 without padding. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The browser as a room's surroundings. */
export function browser(): Surroundings {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    newId: randomId,
    after(delay, act) {
      const timer = setTimeout(act, delay);
      return () => {
        clearTimeout(timer);
      };
    },
    onWake(act) {
      // A frozen page's timers stand still: whoever comes back must not wait for them.
      const whenShown = () => {
        if (document.visibilityState === "visible") act();
      };
      document.addEventListener("visibilitychange", whenShown);
      window.addEventListener("online", act);
      window.addEventListener("pageshow", act);
      return () => {
        document.removeEventListener("visibilitychange", whenShown);
        window.removeEventListener("online", act);
        window.removeEventListener("pageshow", act);
      };
    },
    openSocket: (path, room, events) => openSocket(socketAddress(path, room, location), events),
    fetchTicket: (path, room, seat, secret) => fetchTicket(path, room, seat, secret),
    postToRoom: (path, room, rest, ticket, body) => postToRoom(path, room, rest, ticket, body),
    callRooms: (path, method, rest, body, ticket) => callRooms(path, method, rest, body, ticket),
    fetchHistory: (path, room, ticket) => fetchHistory(path, room, ticket),
    storage: () => localStorage,
    drafts: (room, seat) => storedDrafts(room, seat, () => localStorage),
    fetchAsset: (path, room, hash, ticket) => fetchAsset(path, room, hash, ticket),
    addresses: browserAddresses,
  };
}
