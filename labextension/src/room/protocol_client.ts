/**
 * The client of protocol v1 as a pure state machine. It knows no socket, no timer and no clock: it
 * is told what happened and when, and leaves effects for its host to carry out. After every call
 * carry out `effects()`, then call `tick` again at `wakeAt`.
 */
import { type Command, type KeptAnswer, Answering } from "./answering";
import { Commanding } from "./commanding";
import type { Answer, Role } from "./documents";
import { type Ack, type HostFrame, type Welcome, MAX_FRAME, readFrame } from "./frames";
import { Holdings } from "./holdings";
import type { Bank, Connection, Lesson, Notice } from "./lesson";
import { same } from "./same";

/** Milliseconds. */
const PING_EVERY = 10_000;
const SILENCE = 20_000;
/** After a page was asleep: how long the answer to the first ping may take. */
const PROBE = 5_000;
/** How long documents of another epoch stay on the screen if the host does not answer the ping. */
const SETTLE = 3_000;
const BACKOFF_FIRST = 500;
const BACKOFF_CAP = 5_000;
/** A connection that lived this long was a good one: the next loss begins a new series. */
const STEADY = 10_000;
const RENEW_AT = 0.8;

export interface Ticket {
  room: string;
  seat: string;
  name: string;
  role: Role;
  ticket: string;
  expires_at: number;
}

export type Effect =
  | { do: "connect" }
  /** Close the socket now; its own end is not waited for. */
  | { do: "drop" }
  | { do: "send"; frame: string }
  /** Get another ticket and answer with `access` or `noTicket`. */
  | { do: "ticket" }
  /** Store what must survive a reload; null: forget it. */
  | { do: "keep"; round: string; kept: KeptAnswer | null };

export interface Options {
  /** In [0, 1), for the jitter. */
  random: () => number;
  /** Unguessable, at most 64 characters. */
  newId: () => string;
  kept?: ReadonlyMap<string, KeptAnswer>;
}

/**
 * `idle`: without a ticket. `asking`: for a ticket, in order to connect. `waiting`: until `retryAt`.
 * `opening`: the socket. `greeting`: until `welcome`. `ended`: does not come back by itself.
 */
type Line = "idle" | "asking" | "waiting" | "opening" | "greeting" | "live" | "ended";

export class ProtocolClient {
  readonly #random: () => number;
  #effects: Effect[] = [];
  readonly #holdings = new Holdings();
  readonly #answering: Answering;
  readonly #commanding: Commanding;

  #line: Line = "idle";
  #ticket: Ticket | null = null;
  #asked = false;
  /** How far the host's clock is ahead of ours; null before the first `welcome`. */
  #ahead: number | null = null;
  #lostBefore = false;
  #failures = 0;
  #retryAt = 0;
  #heardAt = 0;
  #liveSince = 0;
  #pingAt = 0;
  #renewAt = 0;
  #probeBy: number | null = null;
  /** The ping whose answer comes after everything that the host had to say, and until when. */
  #settling: { ping: number; until: number } | null = null;
  #frames = 0;
  #goodbye: { code: number; reason: string } | null = null;
  /** Refused as busy: when to send which again. */
  readonly #busy = new Map<string, { command: Command; at: number; times: number }>();

  #role: Role = "attendee";
  #seat = "";
  #name = "";
  #ending: Notice | null = null;
  /** The page itself is wrong: no ticket makes it right. */
  #hopeless = false;
  #notice: Notice | null = null;
  #bank: Bank | null = null;
  #lesson: Lesson | null = null;

  constructor({ random, newId, kept = new Map() }: Options) {
    this.#random = random;
    this.#commanding = new Commanding(newId);
    this.#answering = new Answering(
      newId,
      (round, entry) => this.#effects.push({ do: "keep", round, kept: entry }),
      kept,
    );
  }

  /** What is to be done now; each effect is handed out once. */
  effects(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** When `tick` is due; null: not before something else happens. */
  get wakeAt(): number | null {
    const due: number[] = [];
    if (this.#line === "waiting") due.push(this.#retryAt);
    if (this.#isConnected()) due.push(this.#heardAt + SILENCE);
    if (this.#line === "live") {
      due.push(this.#pingAt);
      if (!this.#asked) due.push(this.#renewAt);
      if (this.#probeBy !== null) due.push(this.#probeBy);
      if (this.#settling) due.push(this.#settling.until);
      for (const { at } of this.#busy.values()) due.push(at);
    }
    return due.length > 0 ? Math.min(...due) : null;
  }

  // What happened -------------------------------------------------------------------------------

  /** There is a ticket: the first one, or a fresh one. */
  access(ticket: Ticket, now: number): void {
    const held = this.#ticket;
    // Each view on the page passes on what its kernel says, which may be older than what we have.
    if (held?.ticket === ticket.ticket) return;
    if (this.#line === "live" && held && ticket.expires_at < held.expires_at) return;
    this.#asked = false;
    this.#ticket = ticket;
    if (this.#seat === "") {
      this.#seat = ticket.seat;
      this.#name = ticket.name;
      this.#role = ticket.role;
    }
    if (this.#line === "live") {
      this.#say({ type: "renew", ticket: ticket.ticket });
      this.#renewLater(ticket.expires_at - now - (this.#ahead ?? 0), now);
      return;
    }
    if (this.#line === "ended") {
      if (this.#hopeless) return;
      this.#ending = null;
    }
    if (!this.#isConnected()) this.#connect(now);
  }

  /** No ticket could be had. `ending` says why there never will be one; null: try again later. */
  noTicket(ending: Notice | null, now: number): void {
    if (!this.#asked) return;
    this.#asked = false;
    if (this.#line === "live") this.#renewAt = now + BACKOFF_CAP * (1 + this.#random());
    else if (ending) this.#end(ending);
    else if (this.#line === "asking") this.#lose(now);
  }

  /** The socket is open. */
  opened(now: number): void {
    if (this.#line !== "opening" || !this.#ticket) return;
    this.#line = "greeting";
    this.#heardAt = now;
    this.#goodbye = null;
    const { ticket } = this.#ticket;
    this.#say({ type: "hello", ticket, held: this.#holdings.held, present: true });
  }

  /** A text frame arrived. */
  frame(text: string, now: number): void {
    if (this.#line !== "greeting" && this.#line !== "live") return;
    this.#heardAt = now;
    this.#probeBy = null;
    let message: HostFrame | null;
    try {
      message = readFrame(text);
    } catch {
      // What was lost with it is unknown: a new socket brings the newest of everything.
      this.#drop(now);
      return;
    }
    if (message) this.#hear(message, now);
  }

  /** The socket is closed, or never opened (1006). */
  closed(code: number, now: number): void {
    if (!this.#isConnected()) return;
    const reason = this.#goodbye?.reason ?? "";
    switch (code) {
      case 4001:
      case 4002:
        this.#ticket = null;
        this.#lose(now, true);
        return;
      case 4003:
        this.#end({ code: reason === "removed" ? "removed" : "denied" });
        return;
      case 4004:
        this.#end({ code: "no_such_room" });
        return;
      case 4000:
        this.#hopeless = true;
        this.#end({ code: "malformed", params: { reason } });
        return;
      case 4006:
        this.#hopeless = true;
        this.#end({ code: "reload_page" });
        return;
      case 4008:
        this.#lose(now);
        return;
      case 4010:
        this.#end({ code: "closed" });
        return;
      default:
        if (code >= 4000 && code < 4100)
          this.#end({ code: "unexpected_close", params: { close: code } });
        else if (code >= 4100 && code < 4200) this.#lose(now, false, BACKOFF_CAP);
        else this.#lose(now, code >= 4200 && code < 4300);
    }
  }

  /** Time has passed. */
  tick(now: number): void {
    // A clock set back must not make a dead connection look alive for hours.
    if (this.#heardAt > now) this.#heardAt = now;
    if (this.#line === "waiting" && now >= this.#retryAt) this.#connect(now);
    const silent = now - this.#heardAt >= SILENCE;
    const unanswered = this.#probeBy !== null && now >= this.#probeBy;
    if (this.#isConnected() && (silent || unanswered)) {
      this.#drop(now);
      return;
    }
    if (this.#line !== "live") return;
    if (now >= this.#pingAt) this.#ping(now);
    if (this.#settling && now >= this.#settling.until) this.#settle();
    if (!this.#asked && now >= this.#renewAt) this.#ask();
    for (const again of this.#busy.values()) {
      if (now < again.at) continue;
      again.at = Infinity;
      this.#carry(again.command);
    }
  }

  /** The page woke up or is online again: find out at once what is still true. */
  wake(now: number): void {
    this.tick(now);
    if (this.#line === "waiting") this.#connect(now);
    if (this.#line === "live") {
      this.#ping(now);
      this.#probeBy ??= now + PROBE;
    }
  }

  /** The kernel says what can be picked. */
  setBank(bank: Bank): void {
    if (!same(this.#bank, bank)) this.#bank = bank;
  }

  /** The person must be told. */
  tell(notice: Notice): void {
    this.#notice = notice;
  }

  // What the person orders ------------------------------------------------------------------------

  setDraft(answer: Answer | null): void {
    const round = this.#holdings.round;
    // A box that was emptied must stay empty, whatever is stored.
    const emptied = answer === null && this.#holdings.question?.kind === "open";
    if (round) this.#answering.choose(round.id, emptied ? "" : answer);
  }

  send(now: number): void {
    const round = this.#holdings.round;
    if (!round) return;
    const command = this.#answering.send(round.id, now);
    if (!command) return;
    const frame = JSON.stringify(this.#framed(command));
    if (new TextEncoder().encode(frame).length > MAX_FRAME)
      this.#answering.refuse(command.command_id, "too_large");
    else if (this.#line === "live") this.#carry(command);
  }

  /** An owner's command; its `seen` is the version on the screen. */
  order(name: string, body: Record<string, unknown> = {}): void {
    if (!this.#holdings.room || this.#line === "ended") return;
    this.#notice = null;
    const command = this.#commanding.give(name, body);
    if (command && this.#line === "live") this.#carry(command);
  }

  dismiss(): void {
    this.#notice = null;
  }

  // What views see --------------------------------------------------------------------------------

  /** The lesson now; the same object as before if nothing in it changed. */
  get lesson(): Lesson {
    const round = this.#holdings.round?.id ?? null;
    const mine = this.#holdings.mine;
    const last = this.#lesson;
    const offline = this.#line !== "live";
    const lesson: Lesson = {
      connection: this.#connection(),
      ahead: this.#ahead ?? 0,
      notice: this.#ending ?? this.#notice,
      role: this.#role,
      seat: this.#seat,
      name: this.#holdings.name ?? this.#name,
      room: this.#holdings.room,
      question: this.#holdings.question,
      mine: mine && mine.number > 0 ? mine : null,
      late: mine?.late ?? false,
      feedback: this.#holdings.feedback,
      saving: round
        ? this.#answering.saving(round, offline, this.#line === "ended" ? this.#ending : null)
        : { state: "none" },
      draft: round ? this.#answering.chosen(round) : null,
      people: this.#holdings.people,
      attempts: this.#holdings.attempts,
      gauges: this.#holdings.gauges,
      bank: this.#bank,
      pending: new Set(this.#commanding.pending),
    };
    if (last) {
      // Small values are made anew above: what says the same stays the same object.
      if (same(last.saving, lesson.saving)) lesson.saving = last.saving;
      if (same(last.draft, lesson.draft)) lesson.draft = last.draft;
      if (same(last.notice, lesson.notice)) lesson.notice = last.notice;
      if (same([...last.pending], [...lesson.pending])) lesson.pending = last.pending;
      const names = Object.keys(lesson) as (keyof Lesson)[];
      if (names.every((name) => Object.is(last[name], lesson[name]))) return last;
    }
    return (this.#lesson = lesson);
  }

  #connection(): Connection {
    if (this.#line === "live" || this.#line === "ended") return this.#line;
    return this.#lostBefore ? "lost" : "connecting";
  }

  // Frames ----------------------------------------------------------------------------------------

  #hear(message: HostFrame, now: number): void {
    if (message.type === "goodbye") {
      // Not left to the socket's own end: proxies replace its code.
      this.#goodbye = message;
      this.#effects.push({ do: "drop" });
      this.closed(message.code, now);
    } else if (message.type === "ping") {
      this.#say({ type: "pong", id: message.id });
    } else if (message.type === "welcome") {
      this.#welcomed(message, now);
    } else if (this.#line !== "live") {
      // Before `welcome` it is unknown which epoch a document belongs to.
    } else if (message.type === "pong") {
      if (message.id === this.#settling?.ping) this.#settle();
    } else if (message.type === "ack") {
      this.#acked(message, now);
    } else if (!this.#holdings.take(message)) {
      this.#drop(now);
    } else if (message.type === "room") {
      const round = this.#holdings.round?.id ?? null;
      this.#answering.enter(round);
      this.#commanding.see(message.version, this.#settling !== null);
      this.#storeMine();
    } else if (message.type === "mine") {
      this.#storeMine();
    }
  }

  #welcomed(welcome: Welcome, now: number): void {
    if (this.#line !== "greeting") return;
    this.#line = "live";
    this.#liveSince = now;
    this.#ahead = welcome.now - now;
    this.#renewLater(welcome.expires_at - welcome.now, now);
    this.#role = welcome.role;
    this.#seat = welcome.seat;
    this.#name = welcome.name;
    this.#holdings.enter(welcome.epoch);
    this.#busy.clear();
    const commands = [...this.#answering.unacked(), ...this.#commanding.unacked()];
    for (const command of commands) this.#carry(command);
    this.#settling = { ping: this.#ping(now), until: now + SETTLE };
  }

  #acked(ack: Ack, now: number): void {
    const own = this.#answering.awaits(ack.command_id);
    if (!own && !this.#commanding.awaits(ack.command_id)) return;
    if (ack.result === "busy") {
      this.#sendAgain(ack.command_id, now);
      return;
    }
    this.#busy.delete(ack.command_id);
    if (ack.reason === "expired_ticket") {
      // Not a word about the order itself: it goes again with a fresh ticket.
      this.#ticket = null;
      this.#drop(now, true);
      return;
    }
    const round = this.#holdings.round?.id ?? null;
    const texts = this.#holdings.question?.kind === "open";
    const { next, notice } = own
      ? this.#answering.acked(ack, round, texts, now + (this.#ahead ?? 0))
      : this.#commanding.acked(ack);
    if (notice) this.#notice = notice;
    if (own && round) this.#showOwn(round);
    if (next) this.#carry(next);
  }

  /** `mine` and the answers must agree on the attempt that counts. */
  #storeMine(): void {
    const mine = this.#holdings.mine;
    if (!mine?.round) return;
    const { number, answer, made_at } = mine;
    this.#answering.store(mine.round, { number, answer, at: made_at });
  }

  /** An acknowledgement told more than the last `mine`: the card need not wait for the next one. */
  #showOwn(round: string): void {
    const own = this.#answering.own(round);
    const mine = this.#holdings.mine;
    if (own.number === 0 || own.number <= (mine?.number ?? 0)) return;
    this.#holdings.take({
      type: "mine",
      name: this.#holdings.name ?? this.#name,
      order: null,
      mark: null,
      ...mine,
      version: [mine?.version[0] ?? this.#holdings.room?.version ?? 0, own.number],
      round,
      number: own.number,
      answer: own.answer,
      made_at: own.at,
      at_lock: false,
      late: false,
    });
  }

  #sendAgain(command_id: string, now: number): void {
    const commands = [...this.#answering.unacked(), ...this.#commanding.unacked()];
    const command = commands.find((one) => one.command_id === command_id);
    if (!command) return;
    const times = (this.#busy.get(command_id)?.times ?? 0) + 1;
    this.#busy.set(command_id, { command, times, at: now + this.#jitter(times) });
  }

  #carry(command: Command): void {
    this.#answering.travelled(command.command_id);
    this.#say(this.#framed(command));
  }

  #framed({ command_id, name, seen, body }: Command): object {
    return { type: "command", id: ++this.#frames, command_id, name, seen, body };
  }

  #ping(now: number): number {
    this.#pingAt = now + PING_EVERY;
    const id = ++this.#frames;
    this.#say({ type: "ping", id });
    return id;
  }

  #say(message: object): void {
    this.#effects.push({ do: "send", frame: JSON.stringify(message) });
  }

  #settle(): void {
    this.#settling = null;
    this.#holdings.settle();
    const round = this.#holdings.round;
    if (round && !this.#holdings.mine)
      this.#answering.store(round.id, { number: 0, answer: null, at: null });
  }

  // The line ----------------------------------------------------------------------------------------

  #isConnected(): boolean {
    return this.#line === "opening" || this.#line === "greeting" || this.#line === "live";
  }

  #connect(now: number): void {
    const expired = this.#ahead !== null && (this.#ticket?.expires_at ?? 0) <= now + this.#ahead;
    if (!this.#ticket || expired) {
      this.#line = "asking";
      if (!this.#asked) this.#ask();
      return;
    }
    this.#line = "opening";
    this.#heardAt = now;
    this.#probeBy = null;
    this.#effects.push({ do: "connect" });
  }

  #ask(): void {
    this.#asked = true;
    this.#effects.push({ do: "ticket" });
  }

  #renewLater(life: number, now: number): void {
    this.#renewAt = now + Math.max(BACKOFF_FIRST, RENEW_AT * life);
  }

  #drop(now: number, atOnce = false): void {
    this.#effects.push({ do: "drop" });
    this.#lose(now, atOnce);
  }

  /** Come back later; `atOnce` if this is the first failure in a row. */
  #lose(now: number, atOnce = false, first = BACKOFF_FIRST): void {
    if (this.#line === "live" && now - this.#liveSince >= STEADY) this.#failures = 0;
    const delay = atOnce && this.#failures === 0 ? 0 : this.#jitter(this.#failures, first);
    this.#line = "waiting";
    this.#lostBefore = true;
    this.#failures += 1;
    this.#probeBy = null;
    this.#settling = null;
    this.#retryAt = now + delay;
    if (delay === 0) this.#connect(now);
  }

  /** Full jitter: anywhere between nothing and a bound that doubles. */
  #jitter(failures: number, first = BACKOFF_FIRST): number {
    return this.#random() * Math.min(BACKOFF_CAP, first * 2 ** Math.min(failures, 10));
  }

  #end(ending: Notice): void {
    this.#line = "ended";
    this.#ending = ending;
    this.#settling = null;
  }
}
