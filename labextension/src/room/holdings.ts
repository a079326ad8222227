/** What a client holds of a room: the newest document of each kind, and the feed's facts. */
import type {
  AmendedFact,
  AttemptFact,
  FeedbackDocument,
  FeedDocument,
  GaugesDocument,
  JoinedFact,
  MarkedFact,
  MineDocument,
  QuestionDocument,
  RemovedFact,
  RenamedFact,
  RoomDocument,
  Round,
} from "./documents";
import type { Document, Held, HeldByPoll } from "./frames";
import { same } from "./same";

/** Questions stay valid in every epoch: their name is the hash of what they say. */
const QUESTIONS_HELD = 4;

/** A document with the epoch in which it was sent: versions compare within one epoch only. */
interface Dated<T> {
  epoch: string;
  document: T;
}

export class Holdings {
  epoch = "";
  #room: Dated<RoomDocument> | null = null;
  #mine: Dated<MineDocument> | null = null;
  #feedback: Dated<FeedbackDocument> | null = null;
  #gauges: Dated<GaugesDocument> | null = null;
  readonly #questions = new Map<string, QuestionDocument>();
  /** The number up to which the feed was read in this epoch. */
  #read = 0;
  /** The epoch whose facts are listed below. */
  #listed = "";
  #people = new Map<string, JoinedFact>();
  #removed = new Set<string>();
  #attempts: AttemptFact[] = [];
  /** What views were given; null after a change, so that many frames cost one copy. */
  #peopleShown: ReadonlyMap<string, JoinedFact> | null = null;
  #removedShown: ReadonlySet<string> | null = null;
  #attemptsShown: readonly AttemptFact[] | null = null;
  /** Who is here, and the figures and the people that this was made of. */
  #here: { of: unknown; among: unknown; seats: ReadonlySet<string> } | null = null;

  get room(): RoomDocument | null {
    return this.#room?.document ?? null;
  }

  get round(): Round | null {
    return this.room?.round ?? null;
  }

  get question(): QuestionDocument | null {
    const name = this.round?.question ?? this.round?.face;
    return name === undefined ? null : (this.#questions.get(name) ?? null);
  }

  /** The seat's own document if it is about the current round, with an attempt or without. */
  get mine(): MineDocument | null {
    const mine = this.#mine?.document;
    return mine && this.round && mine.round === this.round.id ? mine : null;
  }

  /** The name that the newest document about this seat gives it. */
  get name(): string | null {
    return this.#mine?.document.name ?? null;
  }

  get feedback(): FeedbackDocument | null {
    const feedback = this.#feedback?.document;
    const shown = feedback && this.room?.reveal?.round === feedback.round;
    return shown && this.round?.id === feedback.round ? feedback : null;
  }

  get gauges(): GaugesDocument | null {
    return this.#gauges?.document ?? null;
  }

  get people(): ReadonlyMap<string, JoinedFact> {
    return (this.#peopleShown ??= new Map(this.#people));
  }

  get removed(): ReadonlySet<string> {
    return (this.#removedShown ??= new Set(this.#removed));
  }

  /** The seats of attendees who are here, as far as the newest figures tell. */
  get here(): ReadonlySet<string> {
    const { gauges, people } = this;
    if (this.#here?.of !== gauges || this.#here.among !== people) {
      const attendees = [...people.values()].filter(({ role }) => role === "attendee");
      const presence = gauges?.presence ?? "";
      const seats = attendees.flatMap(({ seat }, place) => (isSet(presence, place) ? [seat] : []));
      this.#here = { of: gauges, among: people, seats: new Set(seats) };
    }
    return this.#here.seats;
  }

  get attempts(): readonly AttemptFact[] {
    return (this.#attemptsShown ??= this.#attempts.slice());
  }

  /** What the next `hello` says is still there. */
  get held(): Held {
    const room = this.#room?.epoch === this.epoch ? this.#room.document : null;
    const name = this.round?.question ?? this.round?.face ?? "";
    return {
      epoch: this.epoch,
      room: room?.version ?? 0,
      question: this.#questions.has(name) ? name : "",
      feed: this.#read,
    };
  }

  /** What the next poll says is still there. */
  get heldByPoll(): HeldByPoll {
    const held: HeldByPoll = this.held;
    if (this.#mine?.epoch === this.epoch) held.mine = this.#mine.document.version;
    if (this.#gauges?.epoch === this.epoch) held.gauges = this.#gauges.document;
    if (this.#feedback?.epoch === this.epoch) {
      const { round, amendment } = this.#feedback.document;
      held.feedback = { round, amendment };
    }
    return held;
  }

  /**
   * In another epoch nothing counts as held any more. It stays on the screen until its successor
   * arrives or `settle` is called, so that a host's restart takes nobody's text box away.
   */
  enter(epoch: string): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.#read = 0;
  }

  /** Everything that the host has of this epoch has arrived: what is left of others goes. */
  settle(): void {
    if (this.#room?.epoch !== this.epoch) this.#room = null;
    if (this.#mine?.epoch !== this.epoch) this.#mine = null;
    if (this.#feedback?.epoch !== this.epoch) this.#feedback = null;
    if (this.#gauges?.epoch !== this.epoch) this.#gauges = null;
    this.#list();
  }

  /** Take a document; false: facts are missing before it, so the feed must be asked for again. */
  take(document: Document): boolean {
    switch (document.type) {
      case "room":
        this.#room = this.#newer(this.#room, document, (held, sent) => sent.version - held.version);
        return true;
      case "mine":
        this.#mine = this.#newer(
          this.#mine,
          document,
          // In one round numbers only grow: what was said before an acknowledgement came by
          // another way must not bring an older attempt back.
          (held, sent) =>
            (held.round === sent.round && sent.number - held.number) ||
            sent.version[0] - held.version[0] ||
            sent.version[1] - held.version[1],
        );
        return true;
      case "feedback":
        this.#feedback = this.#newer(this.#feedback, document, (held, sent) =>
          sent.round === held.round ? sent.amendment - held.amendment : 1,
        );
        return true;
      case "gauges":
        this.#gauges = this.#newer(this.#gauges, document, () => 1);
        return true;
      case "question":
        this.#takeQuestion(document);
        return true;
      case "feed":
        return this.#takeFacts(document);
    }
  }

  #newer<T>(held: Dated<T> | null, sent: T, order: (held: T, sent: T) => number): Dated<T> {
    const dated = { epoch: this.epoch, document: sent };
    if (held === null) return dated;
    // What says the same keeps its identity: views compare by it.
    if (same(held.document, sent)) return { epoch: this.epoch, document: held.document };
    return held.epoch !== this.epoch || order(held.document, sent) >= 0 ? dated : held;
  }

  #takeQuestion(document: QuestionDocument): void {
    const name = document.hash ?? document.face;
    if (same(this.#questions.get(name), document)) return;
    this.#questions.delete(name);
    this.#questions.set(name, document);
    for (const oldest of this.#questions.keys()) {
      if (this.#questions.size <= QUESTIONS_HELD) break;
      this.#questions.delete(oldest);
    }
  }

  #takeFacts({ after, to, facts }: FeedDocument): boolean {
    if (after > this.#read) return false;
    this.#list();
    for (const fact of facts) {
      if (fact.number <= this.#read) continue;
      // Read as text: a newer host may have facts of other kinds.
      const kind: string = fact.kind;
      if (kind === "joined") {
        this.#people.set((fact as JoinedFact).seat, fact as JoinedFact);
        this.#peopleShown = null;
      } else if (kind === "renamed") {
        this.#rename(fact as RenamedFact);
      } else if (kind === "removed") {
        this.#removed.add((fact as RemovedFact).seat);
        this.#removedShown = null;
      } else if (kind === "amended" || kind === "marked") {
        this.#markAgain(fact as AmendedFact | MarkedFact);
      } else if (kind === "attempt") {
        this.#attempts.push(fact as AttemptFact);
        this.#attemptsShown = null;
      }
    }
    this.#read = Math.max(this.#read, to);
    return true;
  }

  #rename({ seat, name }: RenamedFact): void {
    const known = this.#people.get(seat);
    if (!known) return;
    this.#people.set(seat, { ...known, name });
    this.#peopleShown = null;
  }

  #markAgain({ marks }: AmendedFact | MarkedFact): void {
    const byNumber = new Map(marks);
    this.#attempts = this.#attempts.map((attempt) => {
      const mark = byNumber.get(attempt.number);
      return mark ? { ...attempt, mark } : attempt;
    });
    this.#attemptsShown = null;
  }

  /** Begin the lists anew if they are of another epoch. */
  #list(): void {
    if (this.#listed === this.epoch) return;
    this.#listed = this.epoch;
    if (this.#people.size > 0) this.#peopleShown = null;
    if (this.#attempts.length > 0) this.#attemptsShown = null;
    if (this.#removed.size > 0) this.#removedShown = null;
    this.#people = new Map();
    this.#removed = new Set();
    this.#attempts = [];
  }
}

/** Whether the place's bit is set in hexadecimal digits, four places a digit, lowest bit first. */
function isSet(digits: string, place: number): boolean {
  const digit = parseInt(digits.charAt(place >> 2), 16);
  return !Number.isNaN(digit) && ((digit >> (place & 3)) & 1) === 1;
}
