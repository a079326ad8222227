/** The instructor's own rooms at the host, as a list that is read when somebody looks at it. */
import type { RoomPhase } from "./documents";
import type { Notice } from "./lesson";

export interface RoomLine {
  id: string;
  name: string;
  code: string;
  phase: RoomPhase;
  opened_at: number;
}

/** What a host answered: its body, or why there is none. */
export type Answer = { body: unknown } | { notice: Notice };

/** Asks the host below `api/rooms`, as the owner who is at this page. */
export type CallRooms = (
  method: "GET" | "POST" | "PUT",
  rest: string,
  body?: Record<string, unknown>,
) => Promise<Answer>;

/** One immutable snapshot. `lines` is null before the list has been read. */
export interface MyRoomsState {
  readonly lines: readonly RoomLine[] | null;
  readonly busy: boolean;
  readonly notice: Notice | null;
}

export class MyRooms {
  readonly #call: CallRooms;
  readonly #listeners = new Set<() => void>();
  #state: MyRoomsState = { lines: null, busy: false, notice: null };

  constructor(call: CallRooms) {
    this.#call = call;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): MyRoomsState => this.#state;

  /** Read the list. */
  readonly read = (): Promise<void> => this.#then(null);

  /** Open another room, whatever it is called, and read the list. */
  readonly open = (name: string): Promise<void> => this.#then(this.#call("POST", "", { name }));

  /** Close a room for everyone in it, and read the list. */
  readonly close = (id: string): Promise<void> =>
    this.#then(this.#call("POST", `/${encodeURIComponent(id)}/close`));

  async #then(change: Promise<Answer> | null): Promise<void> {
    this.#show({ ...this.#state, busy: true, notice: null });
    const changed = await change;
    const answer = await this.#call("GET", "");
    const lines = "body" in answer ? readLines(answer.body) : null;
    const notice =
      (changed !== null && "notice" in changed ? changed.notice : null) ??
      ("notice" in answer ? answer.notice : null);
    this.#show({ lines: lines ?? this.#state.lines, busy: false, notice });
  }

  #show(state: MyRoomsState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

function readLines(body: unknown): RoomLine[] | null {
  const rooms = (body as { rooms?: unknown } | null)?.rooms;
  return Array.isArray(rooms) ? (rooms as RoomLine[]) : null;
}
