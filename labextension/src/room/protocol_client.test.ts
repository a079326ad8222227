import { describe, expect, test } from "vitest";

import { ProtocolClient } from "./protocol_client";
import { answered, Bench, LIFE, mine, question, room, START, ticket } from "./samples";

describe("connecting", () => {
  test("waits for a ticket, opens a socket and says hello first", () => {
    const bench = new Bench();
    expect(bench.deeds()).toEqual([]);
    bench.client.access(ticket(), bench.now);
    expect(bench.take()).toEqual([{ do: "connect" }]);
    bench.client.opened(bench.now);
    expect(bench.said()).toEqual([
      {
        type: "hello",
        ticket: "ticket-1",
        held: { epoch: "", room: 0, question: "", feed: 0 },
        present: true,
      },
    ]);
    expect(bench.lesson.connection).toBe("connecting");
    bench.welcome();
    expect(bench.lesson).toMatchObject({ connection: "live", seat: "s1", role: "attendee" });
  });

  test("knows how far the host's clock is ahead, and dates by it what the host does not date", () => {
    const bench = new Bench();
    bench.connect({ now: START + 3_600_000, expires_at: START + 3_600_000 + LIFE });
    bench.hear(room(), question(), mine());
    bench.settle();
    expect(bench.lesson.ahead).toBe(3_600_000);
    bench.ack(bench.answer("b"), "ok", { seen: 7 });
    expect(bench.lesson.saving).toEqual({ state: "saved", at: START + 3_600_000 });
  });

  test("says what is held when it comes back", () => {
    const bench = Bench.open();
    bench.client.closed(1006, bench.now);
    bench.pass(5_000);
    bench.take();
    bench.client.opened(bench.now);
    expect(bench.said("hello")[0]?.held).toEqual({
      epoch: "epoch-1",
      room: 2,
      question: "face-1",
      feed: 0,
    });
  });

  test("backs off with full jitter, never longer than five seconds", () => {
    const bench = new Bench();
    bench.client.access(ticket(), bench.now);
    bench.take();
    const waits: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      bench.client.closed(1006, bench.now);
      waits.push((bench.client.wakeAt ?? 0) - bench.now);
      bench.pass(waits.at(-1) ?? 0);
      expect(bench.deeds()).toEqual(["connect"]);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 2_500, 2_500, 2_500]);
    expect(bench.lesson.connection).toBe("lost");
  });

  test("begins a new series of waits after a connection that lasted", () => {
    const bench = Bench.open();
    for (let times = 0; times < 4; times += 1) bench.reconnect();
    bench.passAlive(20_000);
    bench.client.closed(1006, bench.now);
    expect(bench.client.wakeAt).toBe(bench.now + 250);
  });

  test("a host that welcomes and throws out again and again is not hammered", () => {
    const bench = Bench.open();
    const waits: number[] = [];
    for (let times = 0; times < 5; times += 1) {
      bench.client.closed(1006, bench.now);
      waits.push((bench.client.wakeAt ?? 0) - bench.now);
      bench.pass(5_000);
      bench.client.opened(bench.now);
      bench.welcome();
    }
    expect(waits.at(-1)).toBe(2_500);
  });
});

describe("signs of life", () => {
  test("a ping every ten seconds, and a pong for each of the host's", () => {
    const bench = Bench.open();
    bench.take();
    bench.pass(9_999);
    expect(bench.said("ping")).toEqual([]);
    bench.pass(1);
    expect(bench.said("ping")).toHaveLength(1);
    bench.hear({ type: "ping", id: 77 });
    expect(bench.said("pong")).toEqual([{ type: "pong", id: 77 }]);
  });

  test("twenty seconds of silence: the socket is dropped, and a new one opened", () => {
    const bench = Bench.open();
    bench.take();
    bench.pass(19_999);
    expect(bench.lesson.connection).toBe("live");
    bench.pass(1);
    expect(bench.lesson.connection).toBe("lost");
    bench.pass(500);
    expect(bench.deeds()).toEqual(["drop", "connect"]);
  });

  test("a socket that never opens is given up after ten seconds", () => {
    const bench = new Bench();
    bench.client.access(ticket(), bench.now);
    bench.take();
    bench.pass(11_000);
    expect(bench.deeds()).toEqual(["drop", "connect"]);
  });

  test("a page that slept looks at once, and waits five seconds for an answer", () => {
    const bench = Bench.open();
    bench.now += 15_000;
    bench.take();
    bench.client.wake(bench.now);
    expect(bench.said("ping")).not.toEqual([]);
    bench.pass(4_999);
    expect(bench.lesson.connection).toBe("live");
    bench.pass(1);
    expect(bench.lesson.connection).toBe("lost");
  });

  test("a page that slept and is answered stays connected", () => {
    const bench = Bench.open();
    bench.now += 15_000;
    bench.client.wake(bench.now);
    bench.hear({ type: "pong", id: 99 });
    bench.pass(6_000);
    expect(bench.lesson.connection).toBe("live");
  });

  test("a page that slept longer than the host waits reconnects without a wait", () => {
    const bench = Bench.open();
    bench.take();
    bench.now += 3_600_000;
    bench.client.wake(bench.now);
    // The ticket's time is over as well.
    expect(bench.deeds()).toEqual(["drop", "ticket"]);
    bench.client.access(ticket({ ticket: "new", expires_at: bench.now + LIFE }), bench.now);
    expect(bench.deeds()).toEqual(["connect"]);
  });

  test("a page that is online again does not wait for the end of its backoff", () => {
    const bench = Bench.open();
    bench.client.closed(1006, bench.now);
    bench.take();
    bench.client.wake(bench.now);
    expect(bench.deeds()).toEqual(["connect"]);
  });

  test("a clock set back does not hide silence", () => {
    const bench = Bench.open();
    bench.now -= 3_600_000;
    bench.client.tick(bench.now);
    bench.pass(20_000);
    expect(bench.lesson.connection).toBe("lost");
  });
});

describe("close codes", () => {
  test.each([
    [4003, "removed", { code: "removed" }],
    [4003, "denied", { code: "denied" }],
    [4004, "no_such_room", { code: "no_such_room" }],
    [4000, "malformed", { code: "malformed", params: { reason: "malformed" } }],
    [4006, "unknown_version", { code: "reload_page" }],
    [4010, "closed", { code: "closed" }],
    [4042, "?", { code: "unexpected_close", params: { close: 4042 } }],
  ])("%i %s ends the connection and is shown", (code, reason, notice) => {
    const bench = Bench.open();
    bench.hear({ type: "goodbye", code, reason });
    expect(bench.lesson).toMatchObject({ connection: "ended", notice });
    bench.take();
    bench.pass(60_000);
    bench.client.wake(bench.now);
    expect(bench.deeds()).toEqual([]);
    // What was on the screen can still be read.
    expect(bench.lesson.room?.name).toBe("Week 3");
  });

  test.each([4001, 4002])("%i gets a new ticket first", (code) => {
    const bench = Bench.open();
    bench.take();
    bench.client.closed(code, bench.now);
    expect(bench.deeds()).toEqual(["ticket"]);
    bench.client.access(ticket({ ticket: "new" }), bench.now);
    expect(bench.deeds()).toEqual(["connect"]);
    bench.client.opened(bench.now);
    expect(bench.said("hello")[0]?.ticket).toBe("new");
    bench.client.closed(code, bench.now);
    expect(bench.deeds()).toEqual([]);
    bench.pass(1_000);
    expect(bench.deeds()).toEqual(["ticket"]);
  });

  test.each([4100, 4101, 4102])("%i comes back somewhen within five seconds", (code) => {
    const bench = Bench.open();
    bench.client.closed(code, bench.now);
    expect(bench.client.wakeAt).toBe(bench.now + 2_500);
  });

  test("4200 comes back at once, and backs off if that fails", () => {
    const bench = Bench.open();
    bench.take();
    bench.client.closed(4200, bench.now);
    expect(bench.deeds()).toEqual(["connect"]);
    bench.client.closed(1006, bench.now);
    expect(bench.deeds()).toEqual([]);
    expect(bench.client.wakeAt).toBe(bench.now + 500);
  });

  test("4008 comes back", () => {
    const bench = Bench.open();
    bench.client.closed(4008, bench.now);
    expect(bench.lesson.connection).toBe("lost");
  });

  test("a fresh ticket revives what was ended, but not a page of the wrong version", () => {
    const removed = Bench.open();
    removed.client.closed(4003, removed.now);
    removed.take();
    removed.client.access(ticket({ ticket: "new" }), removed.now);
    expect(removed.deeds()).toEqual(["connect"]);

    const old = Bench.open();
    old.client.closed(4006, old.now);
    old.take();
    old.client.access(ticket({ ticket: "new" }), old.now);
    expect(old.deeds()).toEqual([]);
  });
});

describe("tickets", () => {
  test("are renewed when four fifths of their time are over, on the same socket", () => {
    const bench = Bench.open();
    bench.take();
    bench.passAlive(0.8 * LIFE - 1);
    expect(bench.deeds()).toEqual([]);
    bench.passAlive(1);
    expect(bench.deeds()).toEqual(["ticket"]);
    bench.client.access(ticket({ ticket: "new", expires_at: bench.now + LIFE }), bench.now);
    expect(bench.said()).toEqual([{ type: "renew", ticket: "new" }]);
    bench.passAlive(0.8 * LIFE);
    expect(bench.deeds()).toEqual(["ticket"]);
    expect(bench.lesson.connection).toBe("live");
  });

  test("are renewed by the host's clock, whatever the page's says", () => {
    const bench = new Bench();
    bench.client.access(ticket(), bench.now);
    bench.client.opened(bench.now);
    const ahead = bench.now + 7_200_000;
    bench.welcome({ now: ahead, expires_at: ahead + LIFE });
    bench.take();
    bench.passAlive(0.8 * LIFE - 1);
    expect(bench.deeds()).toEqual([]);
    bench.passAlive(1);
    expect(bench.deeds()).toEqual(["ticket"]);
  });

  test("are not thought to be over because the host's clock is behind", () => {
    const bench = new Bench();
    const behind = bench.now - 7_200_000;
    bench.client.access(ticket({ expires_at: behind + LIFE }), bench.now);
    bench.client.opened(bench.now);
    bench.welcome({ now: behind, expires_at: behind + LIFE });
    bench.take();
    bench.client.closed(4200, bench.now);
    expect(bench.deeds()).toEqual(["connect"]);
  });

  test("that cannot be renewed are asked for again while the socket lives on", () => {
    const bench = Bench.open();
    bench.take();
    bench.passAlive(0.8 * LIFE);
    expect(bench.deeds()).toEqual(["ticket"]);
    bench.client.noTicket(null, bench.now);
    bench.passAlive(10_000);
    expect(bench.deeds()).toEqual(["ticket"]);
    expect(bench.lesson.connection).toBe("live");
  });

  test("that ran out while the page was away are replaced before it comes back", () => {
    const bench = Bench.open();
    bench.client.closed(1006, bench.now);
    bench.now += LIFE;
    bench.take();
    bench.client.tick(bench.now);
    expect(bench.deeds()).toEqual(["ticket"]);
  });

  test("that cannot be had are asked for again, with a wait", () => {
    const bench = Bench.open();
    bench.client.closed(4002, bench.now);
    bench.take();
    bench.client.noTicket(null, bench.now);
    expect(bench.deeds()).toEqual([]);
    bench.pass(5_000);
    expect(bench.deeds()).toEqual(["ticket"]);
  });

  test("that will never be had end the connection", () => {
    const bench = Bench.open();
    bench.client.closed(4002, bench.now);
    bench.client.noTicket({ code: "removed" }, bench.now);
    expect(bench.lesson).toMatchObject({ connection: "ended", notice: { code: "removed" } });
  });

  test("older than the one in use, from another view's kernel, change nothing", () => {
    const bench = Bench.open();
    bench.take();
    bench.client.access(ticket({ ticket: "older", expires_at: START + 1 }), bench.now);
    expect(bench.take()).toEqual([]);
  });

  test("that expire under a command: it goes again with a fresh one", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    bench.ack(command, "denied", { reason: "expired_ticket" });
    expect(bench.deeds()).toEqual(["drop", "ticket"]);
    expect(bench.lesson.saving.state).toBe("saving");
    bench.client.access(ticket({ ticket: "new" }), bench.now);
    bench.client.opened(bench.now);
    bench.welcome();
    expect(bench.command().command_id).toBe(command.command_id);
  });
});

describe("documents", () => {
  test("say whether the seat was taken after the lock, of the current round only", () => {
    const bench = Bench.open();
    bench.hear(room({ version: 3, phase: "locked" }), mine({ version: [3, 0], late: true }));
    expect(bench.lesson).toMatchObject({ mine: null, late: true });
    const round = { id: "r1.2", number: 2, face: "face-1", picked_at: START };
    bench.hear(room({ version: 4, round }));
    expect(bench.lesson.late).toBe(false);
  });

  test("the newest of each kind wins, in whatever order they come", () => {
    const bench = Bench.open();
    bench.hear(room({ version: 5, phase: "locked" }), room({ version: 4 }));
    expect(bench.lesson.room).toMatchObject({ version: 5, phase: "locked" });
    bench.hear(answered(9, "b"), answered(7, "a"));
    expect(bench.lesson.mine).toMatchObject({ number: 9, answer: "b" });
    bench.hear(mine({ version: [5, 9], number: 9, answer: "b", made_at: START }));
    expect(bench.lesson.mine?.version).toEqual([5, 9]);
  });

  test("nothing changes identity when the same is said again", () => {
    const bench = Bench.open();
    bench.hear(answered(9, "b"));
    const before = bench.lesson;
    bench.hear(room(), question(), answered(9, "b"), { type: "pong", id: 12345 });
    expect(bench.lesson).toBe(before);
    bench.pass(1_000);
    expect(bench.lesson).toBe(before);
  });

  test("what did not change keeps its identity when something else does", () => {
    const bench = Bench.open();
    const before = bench.lesson;
    bench.hear(answered(9, "b"));
    expect(bench.lesson).not.toBe(before);
    expect(bench.lesson.room).toBe(before.room);
    expect(bench.lesson.question).toBe(before.question);
    expect(bench.lesson.attempts).toBe(before.attempts);
    expect(before.mine).toBeNull();
  });

  test("an attempt of another round is never shown", () => {
    const bench = Bench.open();
    bench.hear(answered(9, "b"));
    const round = { id: "r1.2", number: 2, face: "face-2", picked_at: START };
    bench.hear(room({ version: 3, round }));
    expect(bench.lesson).toMatchObject({ mine: null, draft: null, question: null });
    bench.hear(question({ face: "face-2", title: "Next" }));
    expect(bench.lesson.question?.title).toBe("Next");
  });

  test("feedback is shown for the revealed round, and amended", () => {
    const bench = Bench.open();
    const feedback = {
      type: "feedback",
      round: "r1.1",
      amendment: 0,
      right: ["b"],
      notes: {},
      explanation: "",
      model_answer: "",
      distribution: { answered: 1, counts: { b: 1 } },
    };
    bench.hear(feedback);
    expect(bench.lesson.feedback).toBeNull();
    bench.hear(room({ version: 3, phase: "revealed", reveal: { round: "r1.1", amendment: 0 } }));
    expect(bench.lesson.feedback?.right).toEqual(["b"]);
    bench.hear({ ...feedback, amendment: 1, right: ["a"] }, feedback);
    expect(bench.lesson.feedback?.right).toEqual(["a"]);
    const round = { id: "r1.2", number: 2, face: "face-2", picked_at: START };
    bench.hear(room({ version: 4, round }));
    expect(bench.lesson.feedback).toBeNull();
  });

  test("unknown types and fields of a newer host are ignored", () => {
    const bench = Bench.open();
    bench.hear({ type: "confetti", amount: 12 }, { ...room({ version: 3 }), mood: "good" });
    expect(bench.lesson).toMatchObject({ connection: "live", room: { version: 3, mood: "good" } });
  });

  test.each(["{", "[]", "null", '{"type":"room","version":"two"}', '{"version":2}'])(
    "%s is no frame of a host: a new socket is opened",
    (text) => {
      const bench = Bench.open();
      bench.take();
      bench.client.frame(text, bench.now);
      expect(bench.deeds()).toEqual(["drop"]);
      expect(bench.lesson.connection).toBe("lost");
    },
  );

  test("what a dropped socket still says is not heard", () => {
    const bench = Bench.open();
    bench.client.closed(1006, bench.now);
    bench.hear(room({ version: 9 }));
    expect(bench.lesson.room?.version).toBe(2);
  });
});

describe("another epoch", () => {
  test("drops what is held and keeps drafts", () => {
    const bench = Bench.open();
    bench.hear(room({ version: 9 }), answered(40, "a"));
    bench.choose("b");
    bench.reconnect({ epoch: "epoch-2" });
    // Lower numbers are newer now.
    bench.hear(room({ version: 3 }), answered(12, "a"));
    bench.settle();
    expect(bench.lesson).toMatchObject({
      room: { version: 3 },
      mine: { number: 12 },
      draft: "b",
      saving: { state: "unsent" },
    });
    bench.client.send(bench.now);
    expect(bench.command().seen).toBe(12);
  });

  test("keeps unacknowledged commands", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    bench.reconnect({ epoch: "epoch-2" });
    expect(bench.command()).toMatchObject({ command_id: command.command_id, seen: command.seen });
  });

  test("leaves nothing on the screen that the host does not have any more", () => {
    const bench = Bench.open();
    bench.hear(answered(40, "a"));
    bench.reconnect({ epoch: "epoch-2" });
    bench.hear(room({ version: 1 }));
    bench.settle();
    expect(bench.lesson).toMatchObject({ mine: null, draft: null, saving: { state: "none" } });
  });

  test("takes nothing from the screen before the host has said what there is", () => {
    const bench = Bench.open();
    bench.hear(answered(40, "a"));
    bench.reconnect({ epoch: "epoch-2" });
    expect(bench.lesson).toMatchObject({
      connection: "live",
      room: { version: 2 },
      question: { title: "Sorted" },
      saving: { state: "saved" },
    });
    const { mine: before } = bench.lesson;
    bench.hear(room(), answered(40, "a"));
    bench.settle();
    expect(bench.lesson.mine).toBe(before);
  });

  test("says in the next hello that nothing of it is held", () => {
    const bench = Bench.open();
    bench.reconnect({ epoch: "epoch-2" });
    bench.take();
    bench.client.closed(1006, bench.now);
    bench.pass(5_000);
    bench.client.opened(bench.now);
    expect(bench.said("hello")[0]?.held).toMatchObject({ epoch: "epoch-2", room: 0 });
  });
});

test("a client asks for nothing before it is told something", () => {
  const client = new ProtocolClient({ random: () => 0, newId: () => "x" });
  expect(client.wakeAt).toBeNull();
  expect(client.effects()).toEqual([]);
  client.send(0);
  client.order("lock");
  client.setDraft("a", 0);
  client.noTicket({ code: "removed" }, 0);
  client.closed(1006, 0);
  client.frame("{}", 0);
  expect(client.effects()).toEqual([]);
  expect(client.lesson.connection).toBe("connecting");
});
