/** Example documents and a bench that drives the client, for tests. */
import type {
  Answer,
  AttemptFact,
  MineDocument,
  QuestionDocument,
  RoomDocument,
} from "./documents";
import type { KeptAnswer } from "./answering";
import type { Effect, Posted, Ticket } from "./effects";
import { ProtocolClient } from "./protocol_client";

export const START = 1_700_000_000_000;
export const LIFE = 15 * 60_000;

export function ticket(changes: Partial<Ticket> = {}): Ticket {
  return {
    room: "r1",
    seat: "s1",
    name: "Ada",
    role: "attendee",
    ticket: "ticket-1",
    expires_at: START + LIFE,
    ...changes,
  };
}

export function room(changes: Partial<RoomDocument> = {}): RoomDocument {
  return {
    type: "room",
    id: "r1",
    name: "Week 3",
    code: "DOG-427",
    version: 2,
    phase: "open",
    round: { id: "r1.1", number: 1, face: "face-1", picked_at: START },
    reveal: null,
    deadline: null,
    ...changes,
  };
}

export function question(changes: Partial<QuestionDocument> = {}): QuestionDocument {
  return {
    type: "question",
    face: "face-1",
    kind: "single",
    title: "Sorted",
    prompt: "<p>What prints?</p>",
    options: [
      { id: "a", text: "1" },
      { id: "b", text: "2" },
    ],
    points: 1,
    ...changes,
  };
}

export function mine(changes: Partial<MineDocument> = {}): MineDocument {
  return {
    type: "mine",
    version: [2, 0],
    name: "Ada",
    round: "r1.1",
    number: 0,
    answer: null,
    made_at: null,
    at_lock: false,
    late: false,
    order: null,
    mark: null,
    ...changes,
  };
}

export function answered(number: number, answer: Answer, changes: Partial<MineDocument> = {}) {
  return mine({ version: [2, number], number, answer, made_at: START + number, ...changes });
}

export function attempt(number: number, changes: Partial<AttemptFact> = {}): AttemptFact {
  return {
    kind: "attempt",
    number,
    seat: `s${number}`,
    round: "r1.1",
    answer: "b",
    at: START + number,
    at_lock: false,
    mark: { right: true, points: 1, of: 1 },
    ...changes,
  };
}

export interface Sent {
  type: string;
  id: number;
  command_id: string;
  name: string;
  seen: number;
  body: Record<string, unknown>;
  ticket: string;
  held: Record<string, unknown>;
}

/** A client with a clock that the test moves, and a record of what it wanted done. */
export class Bench {
  now = START;
  /** What the client's chance is, in [0, 1). */
  chance = 0.5;
  readonly effects: Effect[] = [];
  readonly client: ProtocolClient;
  #ids = 0;

  constructor(kept?: ReadonlyMap<string, KeptAnswer>) {
    this.client = new ProtocolClient({
      random: () => this.chance,
      newId: () => `command-${++this.#ids}`,
      ...(kept && { kept }),
    });
  }

  get lesson() {
    return this.client.lesson;
  }

  /** What the client wants done since the last call. */
  take(): Effect[] {
    this.effects.push(...this.client.effects());
    return this.effects.splice(0);
  }

  /** The kinds of `take()`, without what is only said, stored or asked meanwhile. */
  deeds(): string[] {
    return this.take()
      .map((effect) => effect.do)
      .filter((deed) => !["send", "keep", "poll", "post"].includes(deed));
  }

  /** The one poll among `take()`. */
  poll(): Extract<Effect, { do: "poll" }> {
    const polls = this.take().filter((effect) => effect.do === "poll");
    const [poll, ...others] = polls;
    if (!poll || others.length > 0) throw new Error("exactly one poll was expected");
    return poll;
  }

  /** The orders by HTTP among `take()`. */
  posts(): Posted[] {
    return this.take().flatMap((effect) => (effect.do === "post" ? [effect.posted] : []));
  }

  /** The host answers a poll: a welcome, and what is new. */
  answerPoll({ number }: { number: number }, messages: object[] = [], changes: object = {}): void {
    const body = { messages: [this.greeting(changes), ...messages], more: false };
    this.client.polled(number, { status: 200, body }, this.now);
  }

  /** The host answers an order by HTTP. */
  answerPost(posted: Posted, result: string, changes: object = {}, status = 200): void {
    const { command_id } = posted.order;
    const body = { type: "ack", id: 0, command_id, result, ...changes };
    this.client.posted(posted, { status, body }, this.now);
  }

  /** The messages among `take()`. */
  said(type?: string): Sent[] {
    return this.take()
      .flatMap((effect) => (effect.do === "send" ? [JSON.parse(effect.frame) as Sent] : []))
      .filter((message) => type === undefined || message.type === type);
  }

  /** The one command among `take()`. */
  command(): Sent {
    const [command, ...others] = this.said("command");
    if (!command || others.length > 0) throw new Error("exactly one command was expected");
    return command;
  }

  hear(...messages: object[]): void {
    for (const message of messages) this.client.frame(JSON.stringify(message), this.now);
  }

  /** Time goes by, with a tick whenever one is due. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (let due = this.client.wakeAt; due !== null && due <= end; due = this.client.wakeAt) {
      this.now = Math.max(this.now, due);
      this.client.tick(this.now);
      if (this.client.wakeAt === due) throw new Error("the client asks for the same tick again");
    }
    this.now = end;
  }

  /** As `pass`, while the host answers every ping. */
  passAlive(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= 5_000) {
      this.pass(Math.min(left, 5_000));
      this.hear({ type: "ping", id: 1 });
    }
  }

  welcome(changes: object = {}): void {
    this.hear(this.greeting(changes));
  }

  greeting(changes: object = {}): object {
    return {
      type: "welcome",
      epoch: "epoch-1",
      room: "r1",
      seat: "s1",
      name: "Ada",
      role: "attendee",
      now: this.now,
      expires_at: this.now + LIFE,
      ...changes,
    };
  }

  /** The host answers the ping that follows every welcome. */
  settle(): void {
    for (const { id } of this.said("ping")) this.hear({ type: "pong", id });
  }

  /** Up to the welcome. */
  connect(changes: object = {}): void {
    this.client.access(ticket({ expires_at: this.now + LIFE }), this.now);
    this.client.opened(this.now);
    this.welcome(changes);
  }

  /** Connected, in an open round of one single-choice question. */
  static open(kept?: ReadonlyMap<string, KeptAnswer>): Bench {
    const bench = new Bench(kept);
    bench.connect();
    bench.hear(room(), question(), mine());
    bench.settle();
    return bench;
  }

  /** No socket can be had, and the first poll waits for its answer. */
  static blocked(): Bench {
    const bench = new Bench();
    bench.client.access(ticket({ expires_at: bench.now + LIFE }), bench.now);
    bench.client.closed(1006, bench.now);
    bench.pass(250);
    bench.client.closed(1006, bench.now);
    return bench;
  }

  /** The same, in an open round of one single-choice question. */
  static polling(): Bench {
    const bench = Bench.blocked();
    bench.answerPoll(bench.poll(), [room(), question(), mine()]);
    return bench;
  }

  /** Connected as the owner of a room. */
  static owner(): Bench {
    const bench = new Bench();
    bench.connect({ role: "owner" });
    const round = { id: "r1.1", number: 1, question: "hash-1", picked_at: START } as const;
    bench.hear(room({ round, rounds: [round] }), question({ hash: "hash-1" }));
    bench.settle();
    return bench;
  }

  choose(answer: Answer | null): void {
    this.client.setDraft(answer, this.now);
  }

  /** Choose and send; the command that went out. */
  answer(answer: Answer): Sent {
    this.take();
    this.choose(answer);
    this.client.send(this.now);
    return this.command();
  }

  ack(command: Sent, result: string, changes: object = {}): void {
    this.hear({ type: "ack", id: command.id, command_id: command.command_id, result, ...changes });
  }

  /** The host stored it under `number`. */
  store(command: Sent, number: number, result = "ok"): void {
    const stored = { number, answer: command.body.answer, made_at: START + number };
    this.ack(command, result, { seen: number, stored });
  }

  /** The network fails, and the next socket opens. */
  reconnect(changes: object = {}): void {
    this.client.closed(1006, this.now);
    this.pass(5_000);
    this.client.opened(this.now);
    this.welcome(changes);
  }
}
