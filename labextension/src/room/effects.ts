/** What the client wants done by its host, and what it needs to be made. */
import type { Command, KeptAnswer } from "./answering";
import type { Role } from "./documents";
import type { HeldByPoll } from "./frames";

export interface Ticket {
  room: string;
  seat: string;
  name: string;
  role: Role;
  ticket: string;
  expires_at: number;
}

/** An order by HTTP; `number` tells one sending of it from another. */
export interface Posted {
  number: number;
  order: Command;
}

export type Effect =
  | { do: "connect" }
  /** Close the socket now; its own end is not waited for. */
  | { do: "drop" }
  | { do: "send"; frame: string }
  /** Ask by HTTP what is new and answer with `polled`. */
  | { do: "poll"; number: number; ticket: string; body: { held: HeldByPoll; present: boolean } }
  /** Give an order by HTTP and answer with `posted`. */
  | { do: "post"; ticket: string; posted: Posted }
  /** Get another ticket and answer with `access` or `noTicket`. */
  | { do: "ticket" }
  /** Store what must survive a reload; null: forget it. */
  | { do: "keep"; round: string; kept: KeptAnswer | null };

export interface Options {
  /** In [0, 1), for the jitter. */
  random: () => number;
  /** Unguessable, at most 64 characters. */
  newId: () => string;
  kept?: ReadonlyMap<string, KeptAnswer>;
}
