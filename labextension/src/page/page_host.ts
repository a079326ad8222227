/** What the join page shows: code and name are asked for, then there is the card. */
import type { JoinAnswer, TicketAnswer } from "../room/http";
import type { Runtime } from "../room/runtime";
import type { SharedRoom } from "../room/shared_room";
import { type KeptSeat, type KeptSeats, shapeOf } from "./kept_seats";

/** The page's address, in its two parts. */
export interface Place {
  /** The host's path, ending with a slash. */
  path: string;
  /** The join code at the end of the link; "" where there is none. */
  code: string;
}

/** The world around the page. */
export interface PageWorld {
  runtime: Runtime;
  seats: KeptSeats;
  newSecret(): string;
  joinRoom(path: string, code: string, name: string, secret: string): Promise<JoinAnswer>;
  fetchTicket(path: string, room: string, seat: string, secret: string): Promise<TicketAnswer>;
  forgetDrafts(room: string, seat: string): void;
  /** Have the page's address lead into the room of a code, for a reload. */
  showCode(code: string): void;
}

export type PageShowing =
  | { what: "coming_back" }
  | { what: "name"; code: string; name: string; problem: string | null; joining: boolean }
  | { what: "room"; shared: SharedRoom; code: string };

/** Refusals after which a kept seat is of no use any more. */
const GONE = new Set(["closed", "no_such_room", "denied", "invalid_ticket"]);

export class PageHost {
  readonly path: string;
  readonly #world: PageWorld;
  readonly #listeners = new Set<() => void>();
  #showing: PageShowing;
  #release: () => void = () => undefined;

  constructor({ path, code }: Place, world: PageWorld) {
    this.path = path;
    this.#world = world;
    const kept = code === "" ? null : world.seats.find(code);
    if (kept?.seat) {
      this.#showing = { what: "coming_back" };
      void this.#comeBack(code, kept);
    } else {
      this.#showing = this.#asking(code);
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): PageShowing => this.#showing;

  /** The person typed the room's code, or its link, and a name. */
  readonly join = (typed: string, name: string): void => {
    void this.#join(codeIn(typed), name);
  };

  /** Somebody else sits at this page: forget the seat here, and ask. */
  readonly notMe = (): void => {
    if (this.#showing.what !== "room") return;
    const { code, shared } = this.#showing;
    const { room, seat } = shared.access;
    this.#world.seats.forget(code);
    this.#world.seats.forgetName();
    this.#world.forgetDrafts(room, seat);
    this.#release();
    this.#release = () => undefined;
    this.#show(this.#asking(code));
  };

  async #join(code: string, name: string): Promise<void> {
    const { seats } = this.#world;
    const kept = seats.find(code);
    // The same person tries again: perhaps the host gave a seat, and its answer was lost.
    const secret = kept?.asked === name ? kept.secret : this.#world.newSecret();
    seats.keep(code, { asked: name, secret, room: "", seat: "", name: "" });
    this.#show({ what: "name", code, name, problem: null, joining: true });
    const answer = await this.#world.joinRoom(this.path, code, name, secret);
    if (answer.joined === null) {
      if (answer.problem === "no_such_room") seats.forget(code);
      this.#show({ what: "name", code, name, problem: answer.problem, joining: false });
      return;
    }
    const { joined } = answer;
    seats.keep(code, {
      asked: name,
      secret,
      room: joined.room,
      seat: joined.seat,
      name: joined.name,
    });
    this.#world.showCode(shapeOf(code));
    this.#enter(code, {
      room: joined.room,
      seat: joined.seat,
      name: joined.name,
      secret,
      ticket: joined.ticket,
      expires_at: joined.expires_at,
    });
  }

  async #comeBack(code: string, { room, seat, name, secret }: KeptSeat): Promise<void> {
    const answer = await this.#world.fetchTicket(this.path, room, seat, secret);
    if (answer.ticket) {
      this.#enter(code, { ...answer.ticket, secret });
    } else if (answer.ending === null) {
      // The host is away: the card says so, and gets a ticket when it is back.
      this.#enter(code, { room, seat, name, secret, ticket: "", expires_at: 0 });
    } else {
      if (GONE.has(answer.ending.code)) this.#world.seats.forget(code);
      this.#show({ ...this.#asking(code), problem: answer.ending.code });
    }
  }

  #enter(code: string, access: Omit<SharedRoom["access"], "path" | "role">): void {
    const shared = this.#world.runtime.open({ ...access, path: this.path, role: "attendee" });
    this.#release = shared.hold(() => undefined);
    this.#show({ what: "room", shared, code });
  }

  #asking(code: string): Extract<PageShowing, { what: "name" }> {
    const name = this.#world.seats.lastName;
    return { what: "name", code, name, problem: null, joining: false };
  }

  #show(showing: PageShowing): void {
    this.#showing = showing;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Where the page is, by its address. */
export function placeOf(pathname: string): Place {
  const end = pathname.lastIndexOf("/") + 1;
  return { path: pathname.slice(0, end) || "/", code: pathname.slice(end) };
}

/** The code in what a person typed: a code, or a link that ends with one. */
function codeIn(typed: string): string {
  return typed.includes("://") ? placeOf(typed.replace(/\/+$/, "")).code : typed;
}
