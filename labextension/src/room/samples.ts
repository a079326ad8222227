/** Example documents and a bench that drives the client, for tests. */
import type {
  Answer,
  AttemptFact,
  MineDocument,
  QuestionDocument,
  RoomDocument,
} from "./documents";
import type { KeptAnswer } from "./answering";
import { type Effect, type Ticket, ProtocolClient } from "./protocol_client";

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

  /** The kinds of `take()`, without what is only said or stored. */
  deeds(): string[] {
    return this.take()
      .map((effect) => effect.do)
      .filter((deed) => deed !== "send" && deed !== "keep");
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
    this.hear({
      type: "welcome",
      epoch: "epoch-1",
      room: "r1",
      seat: "s1",
      name: "Ada",
      role: "attendee",
      now: this.now,
      expires_at: this.now + LIFE,
      ...changes,
    });
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
    this.client.setDraft(answer);
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
