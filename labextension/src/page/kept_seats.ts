/** Seats kept on this page, in its localStorage: whoever comes back sits where they sat. */

const SEATS = "pylivequestions.seat";
const NAME = "pylivequestions.name";

/** A seat, or (with an empty `seat`) the wish for one: what is needed to sit there again. */
export interface KeptSeat {
  /** The name that was asked for; the host may have put a number behind it. */
  asked: string;
  secret: string;
  room: string;
  seat: string;
  name: string;
}

/**
 * The seats at one host, by join code. A storage that refuses (private windows, switched off) only
 * means that a reload asks anew: nothing here throws.
 */
export class KeptSeats {
  readonly #path: string;
  readonly #storage: () => Storage;
  /** What was kept since the page was loaded, for a storage that refuses. */
  readonly #held = new Map<string, string>();

  /** `path` is the host's at the page's own server: several may stand side by side there. */
  constructor(path: string, storage: () => Storage) {
    this.#path = path;
    this.#storage = storage;
  }

  find(code: string): KeptSeat | null {
    return readSeat(this.#get(this.#keyOf(code)));
  }

  keep(code: string, seat: KeptSeat): void {
    this.#set(this.#keyOf(code), JSON.stringify(seat));
    this.#set(NAME, seat.asked);
  }

  forget(code: string): void {
    this.#remove(this.#keyOf(code));
  }

  forgetName(): void {
    this.#remove(NAME);
  }

  /** The name that was typed last. */
  get lastName(): string {
    return this.#get(NAME) ?? "";
  }

  #keyOf(code: string): string {
    return `${SEATS}/${this.#path}/${shapeOf(code)}`;
  }

  #get(key: string): string | null {
    return this.#quietly((storage) => storage.getItem(key)) ?? this.#held.get(key) ?? null;
  }

  #set(key: string, text: string): void {
    this.#held.set(key, text);
    this.#quietly((storage) => {
      storage.setItem(key, text);
    });
  }

  #remove(key: string): void {
    this.#held.delete(key);
    this.#quietly((storage) => {
      storage.removeItem(key);
    });
  }

  #quietly<T>(act: (storage: Storage) => T): T | null {
    try {
      return act(this.#storage());
    } catch {
      return null;
    }
  }
}

/** A code as the host reads it: `dog 427` and `DOG-427` are one. */
export function shapeOf(code: string): string {
  const signs = code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  return signs.length > 3 ? `${signs.slice(0, -3)}-${signs.slice(-3)}` : signs;
}

function readSeat(text: string | null): KeptSeat | null {
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as Partial<Record<keyof KeptSeat, unknown>> | null;
    if (typeof read !== "object" || read === null) return null;
    const { asked, secret, room, seat, name } = read;
    const texts = [asked, secret, room, seat, name];
    if (!texts.every((one) => typeof one === "string") || secret === "") return null;
    return { asked, secret, room, seat, name } as KeptSeat;
  } catch {
    return null;
  }
}
