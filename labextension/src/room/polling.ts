/**
 * When to ask the host by HTTP for what is new, while no socket can be had. One question at a time:
 * an answer that was overtaken by a newer question is nobody's any more, so it brings nothing back.
 */
import { about, backoff } from "./backoff";

/** Milliseconds. */
export const POLL_EVERY = 3_000;
/** While something is chosen and not sent: an announced lock leaves three seconds to send it. */
export const POLL_UNSENT_EVERY = 1_500;
const ANSWER_WITHIN = 20_000;

export class Polling {
  readonly #random: () => number;
  #isOn = false;
  #isUp = false;
  #count = 0;
  /** The question whose answer is awaited, and until when. */
  #asked: { number: number; until: number } | null = null;
  #dueAt = 0;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Whether the host is asked at all. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Whether it answers. */
  get isUp(): boolean {
    return this.#isUp;
  }

  get wakeAt(): number | null {
    if (!this.#isOn) return null;
    return this.#asked ? this.#asked.until : this.#dueAt;
  }

  begin(now: number): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#failures = 0;
    this.#dueAt = now;
  }

  end(): void {
    this.#isOn = this.#isUp = false;
    this.#asked = null;
  }

  /** Ask at once, whatever was asked before: something has happened since. */
  hurry(now: number): void {
    this.#asked = null;
    this.#dueAt = now;
  }

  /** Whether it is time to ask. */
  isDue(now: number): boolean {
    if (!this.#isOn) return false;
    if (this.#asked && now >= this.#asked.until) this.failed(now);
    // A clock that was set back must not silence us for hours.
    const isFar = this.#dueAt - now > 2 * POLL_EVERY + ANSWER_WITHIN;
    return this.#asked === null && (now >= this.#dueAt || isFar);
  }

  /** A question is on its way; its number comes with the answer. */
  ask(now: number): number {
    this.#asked = { number: ++this.#count, until: now + ANSWER_WITHIN };
    return this.#count;
  }

  awaits(number: number): boolean {
    return this.#asked?.number === number;
  }

  /**
   * The host has answered; `more`: there is more than fits one answer; `unsent`: something is chosen
   * and not sent.
   */
  answered(more: boolean, unsent: boolean, now: number): void {
    this.#asked = null;
    this.#isUp = true;
    this.#failures = 0;
    const period = unsent ? POLL_UNSENT_EVERY : POLL_EVERY;
    this.#dueAt = more ? now : now + about(period, this.#random());
  }

  /** It has not, or not in a way that can be used. */
  failed(now: number): void {
    this.#asked = null;
    this.#isUp = false;
    this.#dueAt = now + backoff(this.#random(), ++this.#failures);
  }
}
