/** An owner's commands: one on its way, the others wait for what it comes to. */
import type { Command } from "./answering";
import type { Ack } from "./frames";
import type { Notice } from "./lesson";
import { same } from "./same";

export interface Consequence {
  next: Command | null;
  notice: Notice | null;
}

export class Commanding {
  #queue: Command[] = [];
  #version = 0;
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Names of the commands without an acknowledgement. */
  get pending(): string[] {
    return this.#queue.map((command) => command.name);
  }

  /** The room's version that the person sees; `anew`: versions of another epoch do not count. */
  see(version: number, anew: boolean): void {
    this.#version = anew ? version : Math.max(this.#version, version);
  }

  /** Give an order; the command to carry, or null if it waits or is on its way already. */
  give(name: string, body: Record<string, unknown>): Command | null {
    // A double click is one order.
    if (this.#queue.some((command) => command.name === name && same(command.body, body)))
      return null;
    const command = { command_id: this.#newId(), name, seen: this.#version, body };
    this.#queue.push(command);
    return this.#queue.length === 1 ? command : null;
  }

  /** The command to be carried by a new socket. */
  unacked(): Command[] {
    return this.#queue.slice(0, 1);
  }

  awaits(command_id: string): boolean {
    return this.#queue[0]?.command_id === command_id;
  }

  /** The host said what became of it: those that waited saw what it made of the room. */
  acked(ack: Ack): Consequence {
    const done = this.#queue.shift();
    if (!done) return { next: null, notice: null };
    if (ack.result !== "ok" && ack.result !== "duplicate") {
      // What waited was meant for a room in which this one had been obeyed.
      this.#queue = [];
      const code = ack.reason || ack.result;
      return { next: null, notice: { code, params: { command: done.name } } };
    }
    if (ack.seen !== undefined) {
      this.#version = Math.max(this.#version, ack.seen);
      for (const waiting of this.#queue) waiting.seen = ack.seen;
    }
    return { next: this.#queue[0] ?? null, notice: null };
  }
}
