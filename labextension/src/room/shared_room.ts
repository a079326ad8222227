/** A room as one seat sees it, for all views on a page: the client with its socket and timers. */
import { type Addresses, Assets, dataAddress } from "./assets";
import { type Desk, deskOf } from "./desk";
import type { Drafts } from "./drafts";
import type { Effect, Posted, Ticket } from "./effects";
import type { HttpAnswer } from "./endings";
import type { TicketAnswer } from "./http";
import type { Bank, Lesson, Notice, Orders } from "./lesson";
import { type HistoryAnswer, MyAnswers } from "./my_answers";
import type { Answer, CallRooms } from "./my_rooms";
import { ProjectionStore } from "./projection_store";
import { ProtocolClient } from "./protocol_client";
import type { Socket, SocketEvents } from "./socket_transport";

/** Milliseconds: a kernel that is busy answers all that it was asked at once, later. */
const ASK_KERNEL_EVERY = 30_000;
/** Milliseconds: a notebook takes a view away and puts it back when its cell is moved. */
const LINGER = 5_000;
const LONGEST_TIMER = 2 ** 31 - 1;
/** Most attempts that one command may mark. */
const MOST_MARKED = 1_000;

/** How to reach a room: what a kernel tells its views. */
export interface Access extends Ticket {
  /** The host's path at the page's own server, or its whole address; ends with a slash. */
  path: string;
  /** The seat's secret; null for owners. */
  secret: string | null;
}

/** The world around a room: everything that is not decided by its frames. */
export interface Surroundings {
  now(): number;
  random(): number;
  newId(): string;
  /** Call `act` after `delay` milliseconds; returns how to cancel that. */
  after(delay: number, act: () => void): () => void;
  /** Call `act` when the page wakes up or is online again; returns how to stop that. */
  onWake(act: () => void): () => void;
  openSocket(path: string, room: string, events: SocketEvents): Socket;
  fetchTicket(
    path: string,
    room: string,
    seat: string,
    secret: string | null,
  ): Promise<TicketAnswer>;
  postToRoom(
    path: string,
    room: string,
    rest: "poll" | "commands",
    ticket: string,
    body: object,
  ): Promise<HttpAnswer>;
  callRooms(
    path: string,
    method: "GET" | "POST" | "PUT",
    rest: string,
    body?: Record<string, unknown>,
    ticket?: string,
  ): Promise<Answer>;
  /** A seat's own history of a room, by its ticket. */
  fetchHistory(path: string, room: string, ticket: string): Promise<HistoryAnswer>;
  /** What outlives the page; reading or writing it may throw. */
  storage(): Storage;
  drafts(room: string, seat: string): Drafts;
  /** An image of a room; rejects where it cannot be had. */
  fetchAsset(path: string, room: string, hash: string, ticket: string): Promise<Blob>;
  addresses: Addresses;
}

export class SharedRoom {
  readonly #world: Surroundings;
  readonly #client: ProtocolClient;
  readonly #drafts: Drafts;
  readonly #closed: () => void;
  readonly #stopWaking: () => void;
  readonly #listeners = new Set<() => void>();
  /** What the instructor asked to see, the same in all views of this room. */
  readonly projection = new ProjectionStore();
  readonly #assets: Assets;
  /** What this seat has answered, for the student's card. */
  readonly myAnswers = new MyAnswers(
    () => {
      const { path, room, ticket } = this.#access;
      return this.#world.fetchHistory(path, room, ticket);
    },
    async (hash) => dataAddress(await this.#fetchImage(hash)),
  );
  /** What the owner's panel asks and remembers beside the lesson. */
  readonly desk: Desk;
  /** For each view that uses this room: how it asks its kernel for a ticket. */
  readonly #views = new Set<() => void>();
  #access: Access;
  #socket: Socket | null = null;
  #lesson: Lesson;
  #askedKernelAt = -Infinity;
  #cancelTick: () => void = () => undefined;
  #cancelClose: () => void = () => undefined;
  #isClosed = false;

  /** What a person can do; the same functions for as long as the room lives. */
  readonly orders: Orders = {
    setDraft: (answer) => {
      this.#act((client, now) => {
        client.setDraft(answer, now);
      });
    },
    send: () => {
      this.#act((client, now) => {
        client.send(now);
      });
    },
    pick: ({ hash, bank, cell }, again = false) => {
      this.#order("pick", {
        question: hash,
        ...(bank !== null && { bank }),
        ...(cell !== null && { cell }),
        ...(again && { again }),
      });
    },
    undo: () => {
      this.#order("undo");
    },
    lock: (now = false) => {
      this.#order("lock", now ? { now } : {});
    },
    reopen: () => {
      this.#order("reopen");
    },
    showFeedback: () => {
      this.#order("show_feedback");
    },
    showRound: (number) => {
      this.#order("show_round", { round: number });
    },
    correctKey: (round, right) => {
      this.#order("correct_key", { round, right });
    },
    mark: (round, attempts, share) => {
      for (let at = 0; at < attempts.length; at += MOST_MARKED) {
        this.#order("mark", { round, attempts: attempts.slice(at, at + MOST_MARKED), share });
      }
    },
    remove: (seat) => {
      this.#order("remove", { seat });
    },
    rename: (seat, name) => {
      this.#order("rename", { seat, name });
    },
    clear: () => {
      this.#order("clear");
    },
    close: () => {
      this.#order("close");
    },
    dismiss: () => {
      this.#act((client) => {
        client.dismiss();
      });
    },
  };

  /** `closed` is called when the last view has been gone for a while. */
  constructor(access: Access, world: Surroundings, closed: () => void) {
    this.#access = access;
    this.#world = world;
    this.#closed = closed;
    this.#assets = new Assets((hash) => this.#fetchImage(hash), world.addresses);
    this.#drafts = world.drafts(access.room, access.seat);
    // The rooms are those of whoever is at this page; in this room the ticket says who that is.
    const asPerson: CallRooms = (method, rest, body) =>
      world.callRooms(this.#access.path, method, rest, body);
    const asOwner: CallRooms = (method, rest, body) =>
      world.callRooms(this.#access.path, method, rest, body, this.#access.ticket);
    this.desk = deskOf(access.room, asPerson, asOwner, () => world.storage());
    this.#client = new ProtocolClient({
      random: () => world.random(),
      newId: () => world.newId(),
      kept: this.#drafts.read(),
    });
    this.#lesson = this.#client.lesson;
    this.#stopWaking = world.onWake(() => {
      this.#act((client, now) => {
        client.wake(now);
      });
    });
    this.#act((client, now) => {
      client.access(access, now);
    });
  }

  get access(): Access {
    return this.#access;
  }

  /** The address of one of the room's images on this page; rejects where it cannot be had now. */
  readonly asset = (hash: string): Promise<string> => this.#assets.get(hash);

  #fetchImage(hash: string): Promise<Blob> {
    const { path, room, ticket } = this.#access;
    return this.#world.fetchAsset(path, room, hash, ticket);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): Lesson => this.#lesson;

  /** Keep the room open for a view; returns how the view lets go. */
  hold(askKernel: () => void): () => void {
    // A function of its own for each view, so that two equal ones count twice.
    const view = () => {
      askKernel();
    };
    this.#views.add(view);
    this.#cancelClose();
    return () => {
      if (!this.#views.delete(view) || this.#views.size > 0) return;
      this.#cancelClose = this.#world.after(LINGER, () => {
        this.#close();
      });
    };
  }

  /** A kernel said how to reach the room. */
  renew(access: Access): void {
    this.#access = { ...access, secret: access.secret ?? this.#access.secret };
    this.#act((client, now) => {
      client.access(access, now);
    });
  }

  setBank(bank: Bank): void {
    this.#act((client) => {
      client.setBank(bank);
    });
  }

  tell(notice: Notice): void {
    this.#act((client) => {
      client.tell(notice);
    });
  }

  #order(name: string, body: Record<string, unknown> = {}): void {
    this.#act((client) => {
      client.order(name, body);
    });
  }

  /** Every input comes through here: do what follows from it, and show what changed. */
  #act(input: (client: ProtocolClient, now: number) => void): void {
    if (this.#isClosed) return;
    input(this.#client, this.#world.now());
    for (const effect of this.#client.effects()) this.#carryOut(effect);
    this.#cancelTick();
    const due = this.#client.wakeAt;
    if (due !== null) {
      const delay = Math.min(Math.max(0, due - this.#world.now()), LONGEST_TIMER);
      this.#cancelTick = this.#world.after(delay, () => {
        this.#act((client, now) => {
          client.tick(now);
        });
      });
    }
    const lesson = this.#client.lesson;
    if (lesson === this.#lesson) return;
    this.#lesson = lesson;
    this.myAnswers.follow(lesson);
    for (const listener of [...this.#listeners]) listener();
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case "connect":
        this.#connect();
        return;
      case "drop":
        this.#socket?.drop();
        this.#socket = null;
        return;
      case "send":
        this.#socket?.send(effect.frame);
        return;
      case "poll":
        void this.#poll(effect.number, effect.ticket, effect.body);
        return;
      case "post":
        void this.#post(effect.ticket, effect.posted);
        return;
      case "ticket":
        void this.#getTicket();
        return;
      case "keep":
        this.#drafts.keep(effect.round, effect.kept);
    }
  }

  #connect(): void {
    this.#socket?.drop();
    this.#socket = this.#world.openSocket(this.#access.path, this.#access.room, {
      opened: () => {
        this.#act((client, now) => {
          client.opened(now);
        });
      },
      frame: (text) => {
        this.#act((client, now) => {
          client.frame(text, now);
        });
      },
      closed: (code) => {
        this.#socket = null;
        this.#act((client, now) => {
          client.closed(code, now);
        });
      },
    });
  }

  async #poll(number: number, ticket: string, body: object): Promise<void> {
    const { path, room } = this.#access;
    const answer = await this.#world.postToRoom(path, room, "poll", ticket, body);
    this.#act((client, now) => {
      client.polled(number, answer, now);
    });
  }

  async #post(ticket: string, posted: Posted): Promise<void> {
    const { path, room } = this.#access;
    const answer = await this.#world.postToRoom(path, room, "commands", ticket, posted.order);
    this.#act((client, now) => {
      client.posted(posted, answer, now);
    });
  }

  async #getTicket(): Promise<void> {
    const { path, room, seat, secret } = this.#access;
    const answer = await this.#world.fetchTicket(path, room, seat, secret);
    // The page's cookie may be somebody else's than the kernel's.
    if (answer.ticket?.seat === seat) {
      this.#access = { ...this.#access, ...answer.ticket };
      const { ticket } = answer;
      this.#act((client, now) => {
        client.access(ticket, now);
      });
      return;
    }
    const ending = answer.ticket === null ? answer.ending : null;
    if (!ending) this.#askKernel();
    this.#act((client, now) => {
      client.noTicket(ending, now);
    });
  }

  #askKernel(): void {
    const now = this.#world.now();
    if (now - this.#askedKernelAt < ASK_KERNEL_EVERY) return;
    this.#askedKernelAt = now;
    for (const ask of this.#views) ask();
  }

  #close(): void {
    this.#isClosed = true;
    this.#cancelTick();
    this.#stopWaking();
    this.#assets.close();
    this.#socket?.drop();
    this.#socket = null;
    this.#closed();
  }
}
