/** Which lines of the bank a lesson leaves out, in the page's localStorage: one entry for each room. */

const PREFIX = "pylivequestions.skipped";

export class Skipped {
  readonly #key: string;
  readonly #storage: () => Storage;
  readonly #listeners = new Set<() => void>();
  #names: ReadonlySet<string>;

  /** A storage that refuses only means that a reload forgets what was skipped. */
  constructor(room: string, storage: () => Storage) {
    this.#key = `${PREFIX}/${room}`;
    this.#storage = storage;
    this.#names = this.#read() ?? new Set();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): ReadonlySet<string> => this.#names;

  /** Leave a line out, or take it in again. */
  set(name: string, skipped: boolean): void {
    // Another tab may have skipped others, or taken some back.
    const names = new Set(this.#read() ?? this.#names);
    if (skipped) names.add(name);
    else names.delete(name);
    this.#names = names;
    try {
      if (names.size > 0) this.#storage().setItem(this.#key, JSON.stringify([...names]));
      else this.#storage().removeItem(this.#key);
    } catch {
      // See above.
    }
    for (const listener of [...this.#listeners]) listener();
  }

  /** null: the storage refuses. */
  #read(): ReadonlySet<string> | null {
    let text: string | null;
    try {
      text = this.#storage().getItem(this.#key);
    } catch {
      return null;
    }
    return new Set(namesIn(text ?? "[]"));
  }
}

function namesIn(text: string): string[] {
  try {
    const read: unknown = JSON.parse(text);
    const names: unknown[] = Array.isArray(read) ? read : [];
    return names.filter((name) => typeof name === "string");
  } catch {
    return [];
  }
}
