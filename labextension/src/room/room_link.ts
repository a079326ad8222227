/** The link by which students get into a room, as the host says it: read anew whenever it matters. */
import type { CallRooms } from "./my_rooms";

export class RoomLink {
  readonly #call: CallRooms;
  readonly #rest: string;
  readonly #listeners = new Set<() => void>();
  #link: string | null = null;
  #reading: Promise<void> | null = null;

  constructor(call: CallRooms, room: string) {
    this.#call = call;
    this.#rest = `/${encodeURIComponent(room)}`;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** null while there is none, or none is known. */
  readonly getSnapshot = (): string | null => this.#link;

  /** Ask the host; what was known stays where it does not answer. Many at once ask once. */
  readonly read = (): Promise<void> => {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  };

  async #read(): Promise<void> {
    const answer = await this.#call("GET", this.#rest);
    if (!("body" in answer)) return;
    const { link } = (answer.body ?? {}) as { link?: unknown };
    const read = typeof link === "string" && /^https?:/.test(link) ? link : null;
    if (read === this.#link) return;
    this.#link = read;
    for (const listener of [...this.#listeners]) listener();
  }
}
