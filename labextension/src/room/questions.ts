/** An owner's questions at the host: one looked at before it is asked, one made on the spot. */
import type { QuestionDocument } from "./documents";
import type { Notice } from "./lesson";
import type { CallRooms } from "./my_rooms";

/** One immutable snapshot. */
export interface QuestionsState {
  /** By hash, as far as they were read: a question never changes under its hash. */
  readonly read: ReadonlyMap<string, QuestionDocument>;
  /** A question is on its way to the host. */
  readonly busy: boolean;
  readonly notice: Notice | null;
}

/** Looked at one after the other: so many stay at hand. */
const KEPT = 8;

export class Questions {
  readonly #call: CallRooms;
  readonly #rest: string;
  readonly #listeners = new Set<() => void>();
  #state: QuestionsState = { read: new Map(), busy: false, notice: null };

  constructor(call: CallRooms, room: string) {
    this.#call = call;
    this.#rest = `/${encodeURIComponent(room)}/questions`;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): QuestionsState => this.#state;

  /** Read a question of the room, with its key, unless it is here already. */
  readonly read = async (hash: string): Promise<void> => {
    if (this.#state.read.has(hash)) return;
    this.#show({ notice: null });
    const answer = await this.#call("GET", `${this.#rest}/${encodeURIComponent(hash)}`);
    if (!("body" in answer)) {
      this.#show({ notice: answer.notice });
      return;
    }
    if (!isQuestion(answer.body)) {
      this.#show({ notice: { code: "no_answer" } });
      return;
    }
    const kept = [...this.#state.read].slice(1 - KEPT);
    this.#show({ read: new Map([...kept, [hash, answer.body]]) });
  };

  /**
   * Give the host a question by value, as a bank's cell would have it. Its hash, to be picked; null
   * where the host did not take it (the notice says why) or another one is still on its way.
   */
  readonly put = async (source: string): Promise<string | null> => {
    if (this.#state.busy) return null;
    this.#show({ busy: true, notice: null });
    const answer = await this.#call("PUT", this.#rest, { source });
    const hash = "body" in answer ? (answer.body as { hash?: unknown } | null)?.hash : undefined;
    if (typeof hash === "string") {
      this.#show({ busy: false });
      return hash;
    }
    this.#show({ busy: false, notice: "notice" in answer ? answer.notice : { code: "no_answer" } });
    return null;
  };

  #show(changes: Partial<QuestionsState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }
}

function isQuestion(value: unknown): value is QuestionDocument {
  if (typeof value !== "object" || value === null) return false;
  const { prompt, options, kind } = value as Partial<Record<keyof QuestionDocument, unknown>>;
  return typeof prompt === "string" && typeof kind === "string" && Array.isArray(options);
}
