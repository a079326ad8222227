/**
 * The client of protocol v1 as a pure state machine. It knows no socket, no timer and no clock: it
 * is told what happened and when, and leaves effects for its host to carry out. After every call
 * carry out `effects()`, then call `tick` again at `wakeAt`.
 */
import { Answering } from "./answering";
import type { Command } from "./answering";
import { AtLock } from "./at_lock";
import { about, backoff, BACKOFF_CAP, BACKOFF_FIRST } from "./backoff";
import { Commanding } from "./commanding";
import { isTyped, sendable } from "./answers";
import type { Answer, Role } from "./documents";
import type { Effect, Options, Posted, Ticket } from "./effects";
import { afterClose, afterRefusal, refusedOrder } from "./endings";
import type { HttpAnswer, Verdict } from "./endings";
import { Errands } from "./errands";
import type { Ack, Document, HostFrame, Welcome } from "./frames";
import { MAX_FRAME, readAck, readFrame, readPolled } from "./frames";
import { Holdings } from "./holdings";
import type { Bank, Connection, Lesson, Notice } from "./lesson";
import { showOwn, storeMine, storeNothing } from "./own";
import { Polling } from "./polling";
import { same } from "./same";
import { heldOf, nextSnapshot, ownOf } from "./snapshot";

/** Milliseconds. */
const PING_EVERY = 10_000;
const SILENCE = 20_000;
/** How long a new socket may take until it is welcomed. */
const GREETING = 10_000;
/** After a page was asleep: how long the answer to the first ping may take. */
const PROBE = 5_000;
/** How long documents of another epoch stay on the screen if the host does not answer the ping. */
const SETTLE = 3_000;
/** A connection that lived this long was a good one: the next loss begins a new series. */
const STEADY = 10_000;
/** So many sockets in a row that came to nothing: the host is asked by HTTP meanwhile. */
const POLL_AFTER = 2;
/** How often a socket is tried where the host can be asked, but sockets come to nothing. */
const SOCKET_EVERY = 30_000;
const RENEW_AT = 0.8;

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
  readonly #atLock: AtLock;
  readonly #errands: Errands;
  readonly #polling: Polling;

  #line: Line = "idle";
  #ticket: Ticket | null = null;
  #asked = false;
  /** How far the host's clock is ahead of ours; null before the first `welcome`. */
  #ahead: number | null = null;
  #lostBefore = false;
  #failures = 0;
  /** Sockets come to nothing although the host can be asked by HTTP. */
  #isBlocked = false;
  #retryAt = 0;
  #heardAt = 0;
  #liveSince = 0;
  #pingAt = 0;
  #renewAt = 0;
  /** When the ticket of the last `welcome` ends, by the host's clock. */
  #endsAt = 0;
  #probeBy: number | null = null;
  /** The ping whose answer comes after everything that the host had to say, and until when. */
  #settling: { ping: number; until: number } | null = null;
  #frames = 0;
  #goodbye: { code: number; reason: string } | null = null;

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
    this.#atLock = new AtLock(random);
    this.#answering = new Answering(
      newId,
      (round, entry) => this.#effects.push({ do: "keep", round, kept: entry }),
      kept,
    );
    this.#errands = new Errands(this.#answering, this.#commanding, random);
    this.#polling = new Polling(random);
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
    if (this.#isConnected()) due.push(this.#heardAt + this.#patience);
    if (this.#line === "live") {
      due.push(this.#pingAt);
      if (this.#probeBy !== null) due.push(this.#probeBy);
      if (this.#settling) due.push(this.#settling.until);
    }
    if (this.#way) {
      if (!this.#asked) due.push(this.#renewAt);
      if (this.#errands.wakeAt !== null) due.push(this.#errands.wakeAt);
      const lock = this.#atLock.dueAt(this.#holdings.room);
      if (lock !== null) due.push(lock - (this.#ahead ?? 0));
    }
    if (this.#polling.wakeAt !== null) due.push(this.#polling.wakeAt);
    return due.length > 0 ? Math.min(...due) : null;
  }

  // What happened -------------------------------------------------------------------------------

  /** There is a ticket: the first one, or a fresh one. */
  access(ticket: Ticket, now: number): void {
    const held = this.#ticket;
    // Each view on the page passes on what its kernel says, which may be older than what we have.
    if (held?.ticket === ticket.ticket) return;
    if (this.#way && held && ticket.expires_at < held.expires_at) return;
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
    if (this.#polling.isUp) this.#renewLater(ticket.expires_at - now - (this.#ahead ?? 0), now);
    else if (this.#polling.isOn) this.#polling.hurry(now);
    // Where sockets come to nothing the next one has its time.
    const canWait = this.#polling.isUp && this.#line === "waiting";
    if (!this.#isConnected() && !canWait) this.#connect(now);
    this.#poll(now);
  }

  /** No ticket could be had. `ending` says why there never will be one; null: try again later. */
  noTicket(ending: Notice | null, now: number): void {
    if (!this.#asked) return;
    this.#asked = false;
    // A poll whose ticket is not taken any more has none; a socket finds out by being closed.
    const isGood = this.#line === "live" || (this.#polling.isUp && this.#ticket !== null);
    if (isGood) this.#renewAt = now + BACKOFF_CAP * (1 + this.#random());
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
    this.#obey(afterClose(code, this.#goodbye?.reason ?? ""), now);
    this.#poll(now);
  }

  /** A poll was answered, or not. */
  polled(number: number, answer: HttpAnswer, now: number): void {
    if (!this.#polling.awaits(number)) return;
    const read = answer?.status === 200 ? readPolled(answer.body) : null;
    if (read) {
      this.#takePolled(read.messages, read.more, now);
    } else {
      const verdict = afterRefusal(answer);
      this.#polling.failed(now);
      if (verdict.then === "end") this.#leave(verdict.ending);
      else if (verdict.newTicket) this.#loseTicket(now);
    }
    this.#poll(now);
  }

  /** An order by HTTP was answered, or not. */
  posted(posted: Posted, answer: HttpAnswer, now: number): void {
    if (!this.#errands.awaitsPost(posted)) return;
    const { command_id } = posted.order;
    const ack = readAck(answer?.body) ?? refusedOrder(command_id, answer);
    if (ack) {
      this.#acked(ack, now);
      // What was asked before may be answered by what was so before.
      if (this.#polling.isUp) this.#polling.hurry(now);
    } else {
      // Without a ticket it goes when the next poll has been answered.
      if (answer?.status === 401) this.#loseTicket(now);
      else this.#errands.again(command_id, now);
    }
    this.#poll(now);
  }

  /** Time has passed. */
  tick(now: number): void {
    // A clock set back must not make a dead connection look alive for hours.
    if (this.#heardAt > now) this.#heardAt = now;
    if (this.#line === "waiting" && now >= this.#retryAt) this.#connect(now);
    const silent = now - this.#heardAt >= this.#patience;
    const unanswered = this.#probeBy !== null && now >= this.#probeBy;
    if (this.#isConnected() && (silent || unanswered)) this.#drop(now);
    if (this.#line === "live") {
      if (now >= this.#pingAt) this.#ping(now);
      if (this.#settling && now >= this.#settling.until) this.#settle();
    }
    if (this.#way) {
      if (!this.#asked && now >= this.#renewAt) this.#ask();
      const { room } = this.#holdings;
      if (this.#atLock.take(room, now + (this.#ahead ?? 0))) this.#send(now, true);
      for (const command of this.#errands.due(now)) this.#carry(command);
    }
    this.#poll(now);
  }

  /** The page woke up or is online again: find out at once what is still true. */
  wake(now: number): void {
    this.tick(now);
    if (this.#line === "waiting") this.#connect(now);
    if (this.#line === "live") {
      this.#ping(now);
      this.#probeBy ??= now + PROBE;
    }
    // What was asked before the page slept may never be answered.
    if (this.#polling.isOn) this.#polling.hurry(now);
    this.#poll(now);
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

  setDraft(answer: Answer | null, now: number): void {
    const round = this.#holdings.round;
    if (!round) return;
    const wasUnsent = this.lesson.saving.state === "unsent";
    const kind = this.#holdings.question?.kind;
    // A box that was emptied must stay empty, whatever is stored.
    const emptied = answer === null && isTyped(kind);
    // Of what is ticked the order says nothing; elsewhere it is what the answer says.
    const ticked = kind === "multiple" && Array.isArray(answer) ? [...answer].sort() : answer;
    this.#answering.choose(round.id, emptied ? "" : ticked);
    // A lock may have been announced since the last question, and this must be sent before it.
    if (!wasUnsent && this.lesson.saving.state === "unsent" && this.#polling.isUp) {
      this.#polling.hurry(now);
      this.#poll(now);
    }
  }

  send(now: number): void {
    this.#send(now, false);
  }

  #send(now: number, atLock: boolean): void {
    const round = this.#holdings.round;
    const kind = this.#holdings.question?.kind;
    if (!round || (atLock && !sendable(this.#answering.chosen(round.id), kind))) return;
    const command = this.#answering.send(round.id, now, atLock);
    if (!command) return;
    const frame = JSON.stringify(this.#framed(command));
    if (new TextEncoder().encode(frame).length > MAX_FRAME)
      this.#answering.refuse(command.command_id, "too_large");
    else if (this.#way) this.#carry(command);
  }

  /** An owner's command; its `seen` is the version on the screen. */
  order(name: string, body: Record<string, unknown> = {}): void {
    if (!this.#holdings.room || this.#line === "ended") return;
    this.#notice = null;
    const command = this.#commanding.give(name, body);
    if (command && this.#way) this.#carry(command);
  }

  dismiss(): void {
    this.#notice = null;
  }

  // What views see --------------------------------------------------------------------------------

  /** The lesson now; the same object as before if nothing in it changed. */
  get lesson(): Lesson {
    const way = this.#way;
    const ending = this.#line === "ended" ? this.#ending : null;
    return (this.#lesson = nextSnapshot(this.#lesson, {
      ...heldOf(this.#holdings),
      ...ownOf(this.#holdings, this.#answering, way === null, ending),
      connection: this.#connection(),
      polling: way === "polls",
      ahead: this.#ahead ?? 0,
      notice: this.#ending ?? this.#notice,
      role: this.#role,
      seat: this.#seat,
      name: this.#holdings.name ?? this.#name,
      bank: this.#bank,
      pending: new Set(this.#commanding.pending),
    }));
  }

  #connection(): Connection {
    if (this.#line === "ended") return "ended";
    if (this.#way) return "live";
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
    } else if (!this.#take(message)) {
      this.#drop(now);
    }
  }

  /** Take a document; false: facts are missing before it. */
  #take(document: Document): boolean {
    if (!this.#holdings.take(document)) return false;
    if (document.type === "room") {
      this.#answering.enter(this.#holdings.round?.id ?? null);
      this.#commanding.see(document.version, this.#settling !== null);
      storeMine(this.#holdings, this.#answering);
    } else if (document.type === "mine") {
      storeMine(this.#holdings, this.#answering);
    }
    return true;
  }

  #welcomed(welcome: Welcome, now: number): void {
    if (this.#line !== "greeting") return;
    this.#line = "live";
    this.#liveSince = now;
    this.#polling.end();
    this.#meet(welcome, now);
    for (const command of this.#errands.unacked()) this.#carry(command);
    this.#settling = { ping: this.#ping(now), until: now + SETTLE };
  }

  /** The host says who it is, and whom it takes us for. */
  #meet(welcome: Welcome, now: number): void {
    this.#ahead = welcome.now - now;
    // Polls are welcomed again and again: each time a share of what is left would never be over.
    if (this.#line === "live" || welcome.expires_at !== this.#endsAt)
      this.#renewLater(welcome.expires_at - welcome.now, now);
    this.#endsAt = welcome.expires_at;
    this.#role = welcome.role;
    this.#seat = welcome.seat;
    this.#name = welcome.name;
    this.#holdings.enter(welcome.epoch);
  }

  #takePolled(messages: HostFrame[], more: boolean, now: number): void {
    const wasUp = this.#polling.isUp;
    this.#polling.answered(more, this.lesson.saving.state === "unsent", now);
    for (const message of messages) {
      if (message.type === "welcome") {
        const isAnother = message.epoch !== this.#holdings.epoch;
        this.#meet(message, now);
        // Versions count anew, and what was posted to the host before may be forgotten there.
        if (isAnother) this.#settling = { ping: 0, until: Infinity };
        if (isAnother || !wasUp)
          for (const command of this.#errands.unacked()) this.#carry(command);
      } else if (message.type === "goodbye") {
        const verdict = afterClose(message.code, message.reason);
        if (verdict.then === "end") this.#leave(verdict.ending);
        return;
      } else if (isDocument(message) && !this.#take(message)) {
        this.#polling.hurry(now);
      }
    }
    if (!more) this.#settle();
  }

  #acked(ack: Ack, now: number): void {
    const own = this.#answering.awaits(ack.command_id);
    if (!own && !this.#commanding.awaits(ack.command_id)) return;
    if (ack.result === "busy") {
      this.#errands.again(ack.command_id, now);
      return;
    }
    this.#errands.done(ack.command_id);
    if (ack.reason === "expired_ticket") {
      // Not a word about the order itself: it goes again with a fresh ticket.
      this.#loseTicket(now);
      this.#drop(now, true);
      return;
    }
    const round = this.#holdings.round?.id ?? null;
    const texts = isTyped(this.#holdings.question?.kind);
    const { next, notice } = own
      ? this.#answering.acked(ack, round, texts, now + (this.#ahead ?? 0))
      : this.#commanding.acked(ack);
    if (notice) this.#notice = notice;
    if (own && round) showOwn(this.#holdings, this.#answering, round, this.#name);
    if (next) this.#carry(next);
  }

  #carry(command: Command): void {
    if (this.#line === "live") {
      this.#errands.travels(command);
      this.#say(this.#framed(command));
    } else if (this.#ticket) {
      const { ticket } = this.#ticket;
      this.#effects.push({ do: "post", ticket, posted: this.#errands.post(command) });
    }
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
    storeNothing(this.#holdings, this.#answering);
  }

  // The line ----------------------------------------------------------------------------------------

  /** By which way orders go and documents come now; null: by none. */
  get #way(): "socket" | "polls" | null {
    if (this.#line === "live") return "socket";
    return this.#polling.isUp ? "polls" : null;
  }

  /** How long nothing may be heard. */
  get #patience(): number {
    return this.#line === "live" ? SILENCE : GREETING;
  }

  #isConnected(): boolean {
    return this.#line === "opening" || this.#line === "greeting" || this.#line === "live";
  }

  #connect(now: number): void {
    if (!this.#hasTicket(now)) {
      this.#line = "asking";
      if (!this.#asked) this.#ask();
      return;
    }
    this.#line = "opening";
    this.#heardAt = now;
    this.#probeBy = null;
    this.#effects.push({ do: "connect" });
  }

  #hasTicket(now: number): boolean {
    if (!this.#ticket) return false;
    return this.#ahead === null || this.#ticket.expires_at > now + this.#ahead;
  }

  /** Ask the host by HTTP, if it is time. */
  #poll(now: number): void {
    if (this.#line === "live" || !this.#polling.isDue(now)) return;
    if (!this.#ticket || !this.#hasTicket(now)) {
      this.#polling.failed(now);
      if (!this.#asked) this.#ask();
      return;
    }
    const { ticket } = this.#ticket;
    const body = { held: this.#holdings.heldByPoll, present: true };
    this.#effects.push({ do: "poll", number: this.#polling.ask(now), ticket, body });
  }

  #loseTicket(now: number): void {
    this.#ticket = null;
    if (this.#polling.isOn) this.#polling.failed(now);
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
    this.#lose(now, { atOnce });
  }

  #obey(verdict: Verdict, now: number): void {
    if (verdict.then === "end") {
      this.#hopeless = verdict.hopeless ?? false;
      this.#end(verdict.ending);
      return;
    }
    if (verdict.newTicket) this.#loseTicket(now);
    this.#lose(now, verdict);
  }

  /** Come back later; `atOnce` if this is the first failure in a row. */
  #lose(now: number, { atOnce = false, first = BACKOFF_FIRST, told = false } = {}): void {
    if (this.#line === "live" && now - this.#liveSince >= STEADY) {
      this.#failures = 0;
      this.#isBlocked = false;
    }
    if (this.#polling.isUp) this.#isBlocked = true;
    let delay = backoff(this.#random(), this.#failures, first);
    if (atOnce && this.#failures === 0) delay = 0;
    else if (this.#isBlocked) delay = about(SOCKET_EVERY, this.#random());
    this.#line = "waiting";
    this.#lostBefore = true;
    this.#failures += 1;
    if (this.#failures >= POLL_AFTER && !told) this.#polling.begin(now);
    this.#probeBy = null;
    this.#settling = null;
    this.#retryAt = now + delay;
    if (delay === 0) this.#connect(now);
  }

  /** A poll has told that it is over; a socket that is being tried would hear the same. */
  #leave(ending: Notice): void {
    if (this.#isConnected()) this.#effects.push({ do: "drop" });
    this.#end(ending);
  }

  #end(ending: Notice): void {
    this.#line = "ended";
    this.#ending = ending;
    this.#settling = null;
    this.#polling.end();
  }
}

function isDocument(message: HostFrame): message is Document {
  return !["welcome", "ack", "goodbye", "ping", "pong"].includes(message.type);
}
