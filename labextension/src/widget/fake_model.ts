/** An anywidget model whose kernel is the test. */
import type { ViewModel } from "./view_host";

export class FakeModel implements ViewModel {
  readonly sent: unknown[] = [];
  isDead = false;
  readonly #listeners = new Map<string, Set<(content: unknown) => void>>();
  readonly #traits: { view: string; room: string; seat: string };

  constructor(traits: { view?: string; room?: string; seat?: string } = {}) {
    this.#traits = { view: "card", room: "", seat: "", ...traits };
  }

  get(name: "view" | "room" | "seat"): string {
    return this.#traits[name];
  }

  send(content: unknown): void {
    if (this.isDead) throw new Error("the comm is closed");
    this.sent.push(content);
  }

  on(event: string, callback: (content: unknown) => void): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(callback));
  }

  off(event: string, callback: (content: unknown) => void): void {
    this.#listeners.get(event)?.delete(callback);
  }

  get listeners(): number {
    return this.#listeners.get("msg:custom")?.size ?? 0;
  }

  /** The kernel sends a custom message. */
  say(content: unknown): void {
    for (const listener of this.#listeners.get("msg:custom") ?? []) listener(content);
  }
}
