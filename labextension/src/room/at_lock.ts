/**
 * Sending what is chosen before an announced lock. A person has until the last moment to press Send;
 * what is still unsent shortly before goes by itself.
 */
import type { RoomDocument } from "./documents";

/**
 * Milliseconds before the deadline. The first is early enough for a slow network and not the same
 * for all, so that a class does not send in one moment; the second takes what was changed since.
 */
const FIRST = 700;
const SPREAD = 500;
const SECOND = 250;

export class AtLock {
  readonly #random: () => number;
  /** The deadline that the moments below are for. */
  #deadline: number | null = null;
  #moments: number[] = [];

  /** `random` is in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** When `take` is due, by the host's clock; null: not for this room as it is now. */
  dueAt(room: RoomDocument | null): number | null {
    this.#follow(room);
    return this.#moments[0] ?? null;
  }

  /**
   * Whether what is chosen must be sent now; each moment is reported once. Not after the deadline: a
   * page that hears of it too late would only be refused, and what it holds was never sent.
   */
  take(room: RoomDocument | null, now: number): boolean {
    this.#follow(room);
    let isDue = false;
    while (this.#moments.length > 0 && now >= (this.#moments[0] ?? Infinity)) {
      this.#moments.shift();
      isDue = true;
    }
    return isDue && now < (this.#deadline ?? 0);
  }

  #follow(room: RoomDocument | null): void {
    const deadline = room?.phase === "open" ? room.deadline : null;
    if (deadline === this.#deadline) return;
    this.#deadline = deadline;
    this.#moments =
      deadline === null ? [] : [deadline - FIRST - SPREAD * this.#random(), deadline - SECOND];
  }
}
