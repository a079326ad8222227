/**
 * What an instructor asked to see of a room, for all its views on one page: a projector shows the
 * page, not a view. Everything is hidden at first, and nothing of this leaves the page.
 */

/** One immutable snapshot. */
export interface Asked {
  /** Safe to project: the switch, on at first. */
  readonly safe: boolean;
  /** Split and key shown (or hidden) by hand in `moment` only: undefined where nobody asked. */
  readonly moment: string;
  readonly split?: boolean;
  readonly key?: boolean;
  /** A view with controls is on the page: the switch stands there, once for all. */
  readonly hasControls: boolean;
}

export class ProjectionStore {
  #asked: Asked = { safe: true, moment: "", hasControls: false };
  #controls = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): Asked => this.#asked;

  /** The switch is for everything, so it ends what was asked for by hand. */
  setSafe(safe: boolean): void {
    this.#change({ safe, moment: "", hasControls: this.#asked.hasControls });
  }

  /** Show or hide one thing by hand; what was asked for in another moment is forgotten. */
  ask(moment: string, what: "split" | "key", shown: boolean): void {
    const { safe, hasControls } = this.#asked;
    const kept = this.#asked.moment === moment ? this.#asked : { safe, moment, hasControls };
    this.#change({ ...kept, [what]: shown });
  }

  /** A view with controls is on the page; returns how it says that it is gone. */
  addControls(): () => void {
    let isThere = true;
    this.#count(1);
    return () => {
      if (isThere) this.#count(-1);
      isThere = false;
    };
  }

  #count(change: number): void {
    this.#controls += change;
    const hasControls = this.#controls > 0;
    if (hasControls !== this.#asked.hasControls) this.#change({ ...this.#asked, hasControls });
  }

  #change(asked: Asked): void {
    this.#asked = asked;
    for (const listener of [...this.#listeners]) listener();
  }
}
