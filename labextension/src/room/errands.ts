/** Orders under way: each is carried, by whichever way there is, until it is acknowledged. */
import type { Answering, Command } from "./answering";
import { backoff } from "./backoff";
import type { Commanding } from "./commanding";
import type { Posted } from "./effects";

export class Errands {
  readonly #answering: Answering;
  readonly #commanding: Commanding;
  readonly #random: () => number;
  /** Refused as busy: when to send which again. */
  readonly #busy = new Map<string, { command: Command; at: number; times: number }>();
  /** Orders on their way by HTTP, by the number under which each went last. */
  readonly #posts = new Map<string, number>();
  #posted = 0;

  constructor(answering: Answering, commanding: Commanding, random: () => number) {
    this.#answering = answering;
    this.#commanding = commanding;
    this.#random = random;
  }

  /** When the next one is due; null: none waits for its time. */
  get wakeAt(): number | null {
    return this.#busy.size === 0 ? null : Math.min(...[...this.#busy.values()].map(({ at }) => at));
  }

  /** There is a new way: what has no acknowledgement goes by it. */
  unacked(): Command[] {
    this.#busy.clear();
    this.#posts.clear();
    return this.#all();
  }

  /** What must be sent again now. */
  due(now: number): Command[] {
    const due = [...this.#busy.values()].filter(({ at }) => now >= at);
    for (const again of due) again.at = Infinity;
    return due.map(({ command }) => command);
  }

  /** An order is about to go by socket. */
  travels(command: Command): void {
    this.#posts.delete(command.command_id);
    this.#answering.travelled(command.command_id);
  }

  /** An order is about to go by HTTP. */
  post(order: Command): Posted {
    this.#posts.set(order.command_id, ++this.#posted);
    this.#answering.travelled(order.command_id);
    return { number: this.#posted, order };
  }

  /** Whether an answer is to the latest that was posted of an order: another way may have won. */
  awaitsPost({ number, order }: Posted): boolean {
    return this.#posts.get(order.command_id) === number;
  }

  /** The host could not store it now. */
  again(command_id: string, now: number): void {
    const command = this.#all().find((one) => one.command_id === command_id);
    if (!command) return;
    const times = (this.#busy.get(command_id)?.times ?? 0) + 1;
    this.#busy.set(command_id, { command, times, at: now + backoff(this.#random(), times) });
  }

  /** It has been acknowledged. */
  done(command_id: string): void {
    this.#busy.delete(command_id);
    this.#posts.delete(command_id);
  }

  #all(): Command[] {
    return [...this.#answering.unacked(), ...this.#commanding.unacked()];
  }
}
