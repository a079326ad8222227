import { describe, expect, test } from "vitest";

import type { Drafts } from "./drafts";
import type { HttpAnswer } from "./endings";
import type { TicketAnswer } from "./http";
import type { Orders } from "./lesson";
import { Runtime, randomId, sharedRuntime } from "./runtime";
import { answered, LIFE, mine, question, room, START, type Sent, ticket } from "./samples";
import type { Access, Surroundings } from "./shared_room";
import type { SocketEvents } from "./socket_transport";

class FakeSocket {
  readonly sent: Sent[] = [];
  dropped = false;

  constructor(
    readonly path: string,
    readonly room: string,
    readonly events: SocketEvents,
  ) {}

  send(frame: string): void {
    this.sent.push(JSON.parse(frame) as Sent);
  }

  drop(): void {
    this.dropped = true;
  }

  hear(...messages: object[]): void {
    for (const message of messages) this.events.frame(JSON.stringify(message));
  }
}

/** A page whose clock, network and storage the test holds. */
class Page implements Surroundings {
  time = START;
  readonly sockets: FakeSocket[] = [];
  readonly asked: { seat: string; secret: string | null }[] = [];
  answers: TicketAnswer[] = [];
  readonly stored = new Map<string, string>();
  #timers: { at: number; act: () => void }[] = [];
  readonly #wakers = new Set<() => void>();
  #ids = 0;

  now = () => this.time;
  random = () => 0.5;
  newId = () => `id-${++this.#ids}`;

  after(delay: number, act: () => void): () => void {
    const timer = { at: this.time + delay, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  onWake(act: () => void): () => void {
    this.#wakers.add(act);
    return () => this.#wakers.delete(act);
  }

  openSocket(path: string, room: string, events: SocketEvents): FakeSocket {
    const socket = new FakeSocket(path, room, events);
    this.sockets.push(socket);
    return socket;
  }

  /** What was posted to a room; each is answered by the test. */
  readonly posts: {
    rest: string;
    ticket: string;
    body: Record<string, unknown>;
    answer: (answer: HttpAnswer) => void;
  }[] = [];

  postToRoom(_path: string, _room: string, rest: string, ticket: string, body: object) {
    return new Promise<HttpAnswer>((answer) => {
      this.posts.push({ rest, ticket, body: body as Record<string, unknown>, answer });
    });
  }

  callRooms() {
    return Promise.resolve({ body: { rooms: [] } });
  }

  readonly historiesAsked: [path: string, room: string, ticket: string][] = [];

  fetchHistory(...asked: [path: string, room: string, ticket: string]) {
    this.historiesAsked.push(asked);
    return Promise.resolve({ notice: { code: "no_answer" } });
  }

  storage(): Storage {
    throw new Error("refused");
  }

  fetchTicket(_path: string, _room: string, seat: string, secret: string | null) {
    this.asked.push({ seat, secret });
    return Promise.resolve(this.answers.shift() ?? { ticket: null, ending: null });
  }

  readonly fetched: string[] = [];
  readonly revoked: string[] = [];

  fetchAsset(path: string, room: string, hash: string, ticket: string) {
    this.fetched.push(`${path} ${room} ${hash} ${ticket}`);
    return Promise.resolve(new Blob());
  }

  addresses = {
    make: () => "blob:here",
    revoke: (address: string) => this.revoked.push(address),
  };

  drafts(room: string, seat: string): Drafts {
    const prefix = `${room}/${seat}/`;
    return {
      read: () =>
        new Map(
          [...this.stored]
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, text]) => [key.slice(prefix.length), JSON.parse(text) as never]),
        ),
      keep: (round, kept) => {
        if (kept) this.stored.set(prefix + round, JSON.stringify(kept));
        else this.stored.delete(prefix + round);
      },
    };
  }

  get wakers(): number {
    return this.#wakers.size;
  }

  get timers(): number {
    return this.#timers.length;
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  wake(): void {
    for (const act of this.#wakers) act();
  }

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.time = Math.max(this.time, due.at);
      due.act();
    }
    this.time = end;
  }

  welcome(role = "attendee"): void {
    this.socket.events.opened();
    this.socket.hear({
      type: "welcome",
      epoch: "epoch-1",
      room: "r1",
      seat: "s1",
      name: "Ada",
      role,
      now: this.time,
      expires_at: this.time + LIFE,
    });
  }
}

const access = (changes: Partial<Access> = {}): Access => ({
  ...ticket(),
  path: "/pylq/",
  secret: "secret",
  ...changes,
});

const quiet = () => undefined;

/** What promises bring is there. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function open(page = new Page()) {
  const runtime = new Runtime(page);
  const shared = runtime.open(access());
  const release = shared.hold(quiet);
  page.welcome();
  page.socket.hear(room(), question(), mine());
  return { page, runtime, shared, release };
}

describe("views on one page", () => {
  test("share one socket for a room and seat", () => {
    const { page, runtime, shared } = open();
    expect(runtime.open(access())).toBe(shared);
    expect(runtime.find("r1", "s1")).toBe(shared);
    expect(page.sockets).toHaveLength(1);
    expect(page.socket).toMatchObject({ path: "/pylq/", room: "r1" });
  });

  test("see the same lesson, and each is told once of a change", () => {
    const { page, shared } = open();
    const told = [0, 0];
    told.forEach((_, view) => shared.subscribe(() => (told[view] = (told[view] ?? 0) + 1)));
    page.socket.hear(answered(7, "b"));
    page.socket.hear(answered(7, "b"));
    expect(told).toEqual([1, 1]);
    expect(shared.getSnapshot()).toBe(shared.getSnapshot());
  });

  test("of two seats have a socket each", () => {
    const { page, runtime, shared } = open();
    expect(runtime.open(access({ seat: "s2", ticket: "other" }))).not.toBe(shared);
    expect(page.sockets).toHaveLength(2);
  });

  test("close the socket only after the last of them has been gone for a while", () => {
    const { page, shared, release } = open();
    const other = shared.hold(quiet);
    release();
    release();
    page.pass(5_000);
    expect(page.socket.dropped).toBe(false);
    other();
    page.pass(4_999);
    const back = shared.hold(quiet);
    page.pass(5_000);
    expect(page.socket.dropped).toBe(false);
    back();
    page.pass(5_000);
    expect(page.socket.dropped).toBe(true);
    expect(page.timers).toBe(0);
    expect(page.wakers).toBe(0);
  });

  test("that come back later find the way without a kernel", () => {
    const { page, runtime, shared, release } = open();
    release();
    page.pass(5_000);
    const again = runtime.find("r1", "s1");
    expect(again).not.toBeNull();
    expect(again).not.toBe(shared);
    expect(page.sockets).toHaveLength(2);
  });

  test("of an unknown room find nothing", () => {
    expect(new Runtime(new Page()).find("r1", "s1")).toBeNull();
  });
});

describe("a shared room", () => {
  test("answers, and shows what came of it", () => {
    const { page, shared } = open();
    shared.orders.setDraft("b");
    shared.orders.send();
    const command = page.socket.sent.find(({ type }) => type === "command");
    expect(command).toMatchObject({ name: "make_attempt", body: { answer: "b" } });
    expect(shared.getSnapshot().saving.state).toBe("saving");
    page.socket.hear({
      type: "ack",
      id: command?.id,
      command_id: command?.command_id,
      result: "ok",
      seen: 7,
      stored: { number: 7, answer: "b", made_at: START },
    });
    expect(shared.getSnapshot().saving).toEqual({ state: "saved", at: START });
    expect(page.stored.size).toBe(0);
  });

  test("asks for the seat's history at the close, with the newest ticket", () => {
    const { page, shared } = open();
    shared.renew(access({ ticket: "ticket-2", expires_at: START + 2 * LIFE }));
    expect(page.historiesAsked).toEqual([]);
    page.socket.hear(room({ version: 3, phase: "closed", round: null }));
    page.socket.hear({ type: "goodbye", code: 4010, reason: "closed" });
    expect(page.historiesAsked).toEqual([["/pylq/", "r1", "ticket-2"]]);
  });

  test("keeps a draft over a reload of the page", () => {
    const { page, shared } = open();
    shared.orders.setDraft("b");
    const reloaded = new Page();
    for (const [key, text] of page.stored) reloaded.stored.set(key, text);
    const after = open(reloaded);
    expect(after.shared.getSnapshot()).toMatchObject({ draft: "b", saving: { state: "unsent" } });
  });

  test("sends owners' commands as the protocol names them", () => {
    const page = new Page();
    const shared = new Runtime(page).open(access({ role: "owner", secret: null }));
    shared.hold(quiet);
    page.welcome("owner");
    page.socket.hear(room({ phase: "waiting", round: null }));
    const { orders } = shared;
    const acts: ((orders: Orders) => void)[] = [
      (give) => {
        give.pick({ hash: "h", bank: "b.ipynb", cell: "c" });
      },
      (give) => {
        give.pick({ hash: "h", bank: null, cell: null }, true);
      },
      (give) => {
        give.undo();
      },
      (give) => {
        give.lock();
      },
      (give) => {
        give.reopen();
      },
      (give) => {
        give.showFeedback();
      },
      (give) => {
        give.showRound(2);
      },
      (give) => {
        give.clear();
      },
      (give) => {
        give.close();
      },
    ];
    const sent = acts.map((act) => {
      act(orders);
      const command = page.socket.sent.at(-1);
      const { id, command_id } = command ?? {};
      page.socket.hear({ type: "ack", id, command_id, result: "ok", seen: 3 });
      return [command?.name, command?.body];
    });
    expect(sent).toEqual([
      ["pick", { question: "h", bank: "b.ipynb", cell: "c" }],
      ["pick", { question: "h", again: true }],
      ["undo", {}],
      ["lock", {}],
      ["reopen", {}],
      ["show_feedback", {}],
      ["show_round", { round: 2 }],
      ["clear", {}],
      ["close", {}],
    ]);
  });

  test("fetches an image once with the ticket, and lets go of it with the room", async () => {
    const { page, shared } = open();
    expect(await shared.asset("hash")).toBe("blob:here");
    await shared.asset("hash");
    const { path, room, ticket } = shared.access;
    expect(page.fetched).toEqual([`${path} ${room} hash ${ticket}`]);
    expect(page.revoked).toEqual([]);
  });

  test("renews its ticket by the seat's secret", async () => {
    const { page } = open();
    const fresh = ticket({ ticket: "fresh", expires_at: START + 2 * LIFE });
    page.answers = [{ ticket: fresh }];
    page.socket.events.closed(4002);
    await settled();
    expect(page.asked).toEqual([{ seat: "s1", secret: "secret" }]);
    page.socket.events.opened();
    expect(page.socket.sent[0]).toMatchObject({ type: "hello", ticket: "fresh" });
  });

  test("asks its kernel for a ticket that it cannot get itself, but does not pester it", async () => {
    const page = new Page();
    const shared = new Runtime(page).open(access({ role: "owner", secret: null }));
    let asked = 0;
    shared.hold(() => (asked += 1));
    page.welcome("owner");
    page.socket.events.closed(4002);
    for (let times = 0; times < 5; times += 1) {
      await settled();
      page.pass(5_000);
    }
    expect(page.asked.length).toBeGreaterThan(2);
    expect(asked).toBe(1);
    shared.renew(access({ role: "owner", secret: null, ticket: "fresh" }));
    page.socket.events.opened();
    expect(page.socket.sent[0]).toMatchObject({ ticket: "fresh" });
  });

  test("does not take a ticket of somebody else's cookie", async () => {
    const page = new Page();
    const shared = new Runtime(page).open(access({ role: "owner", secret: null }));
    let asked = 0;
    shared.hold(() => (asked += 1));
    page.welcome("owner");
    page.answers = [{ ticket: ticket({ seat: "somebody", ticket: "theirs" }) }];
    page.socket.events.closed(4001);
    await settled();
    expect(asked).toBe(1);
    expect(page.sockets).toHaveLength(1);
  });

  test("ends when its ticket can never be renewed", async () => {
    const { page, shared } = open();
    page.answers = [{ ticket: null, ending: { code: "removed" } }];
    page.socket.events.closed(4001);
    await settled();
    expect(shared.getSnapshot()).toMatchObject({
      connection: "ended",
      notice: { code: "removed" },
    });
  });

  test("reconnects by itself, at once when the page wakes up", () => {
    const { page, shared } = open();
    page.socket.events.closed(1006);
    expect(shared.getSnapshot().connection).toBe("lost");
    page.wake();
    expect(page.sockets).toHaveLength(2);
    page.socket.events.closed(1006);
    page.pass(5_000);
    expect(page.sockets).toHaveLength(3);
    page.welcome();
    expect(shared.getSnapshot().connection).toBe("live");
  });

  test("has one timer, and drops a silent socket by it", () => {
    const { page } = open();
    expect(page.timers).toBe(1);
    const { socket } = page;
    page.pass(21_000);
    expect(socket.dropped).toBe(true);
    expect(page.sockets).toHaveLength(2);
  });
});

test("the runtime is found on the page by every copy of the module of one build", () => {
  expect(sharedRuntime()).toBe(sharedRuntime());
  const place = globalThis as unknown as Record<symbol, unknown>;
  expect(place[Symbol.for("pylivequestions.runtime.test")]).toBe(sharedRuntime());
});

test("random ids need no secure page, and fit into a command", () => {
  const ids = new Set(Array.from({ length: 100 }, randomId));
  expect(ids.size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

describe("a page whose network blocks sockets", () => {
  /** Let what was promised be heard. */
  const promised = () => new Promise((done) => setTimeout(done));

  async function blocked() {
    const page = new Page();
    const shared = new Runtime(page).open(access());
    const release = shared.hold(() => undefined);
    for (const socket of [0, 1]) {
      page.socket.events.closed(1006);
      if (socket === 0) page.pass(500);
    }
    await promised();
    const [poll] = page.posts;
    if (!poll) throw new Error("nothing was asked");
    const messages = [greeting(page.time), room(), question(), mine()];
    poll.answer({ status: 200, body: { messages, more: false } });
    await promised();
    return { page, shared, release };
  }

  const greeting = (now: number) => ({
    type: "welcome",
    epoch: "epoch-1",
    room: "r1",
    seat: "s1",
    name: "Ada",
    role: "attendee",
    now,
    expires_at: now + LIFE,
  });

  test("shows the lesson, and stores an answer by HTTP", async () => {
    const { page, shared } = await blocked();
    expect(shared.getSnapshot()).toMatchObject({ connection: "live", polling: true });
    shared.orders.setDraft("b");
    shared.orders.send();
    const posted = page.posts.at(-1);
    expect(posted).toMatchObject({ rest: "commands", ticket: "ticket-1" });
    expect(posted?.body).toMatchObject({ name: "make_attempt", body: { answer: "b" } });
    const ack = { type: "ack", id: 0, command_id: posted?.body.command_id, result: "ok", seen: 5 };
    posted?.answer({ status: 200, body: ack });
    await promised();
    expect(shared.getSnapshot().saving.state).toBe("saved");
    expect(page.posts.at(-1)).toMatchObject({ rest: "poll" });
  });

  test("asks no more once its last view has gone", async () => {
    const { page, release } = await blocked();
    page.pass(3_000);
    const asked = page.posts.length;
    expect(asked).toBe(2);
    release();
    page.pass(60_000);
    page.posts.at(-1)?.answer(null);
    await promised();
    page.pass(60_000);
    expect(page.posts.length).toBe(asked);
  });
});
