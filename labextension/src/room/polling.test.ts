/** A network that blocks sockets: the lesson goes on by HTTP, and by socket again once one can be had. */
import { describe, expect, test } from "vitest";

import { answered, Bench, LIFE, mine, question, room, START, ticket } from "./samples";

/** The messages of an answer that came from a host of another epoch. */
const OTHER = { epoch: "epoch-2" };

describe("when no socket can be had", () => {
  test("one that fails is not enough to ask by HTTP", () => {
    const bench = new Bench();
    bench.client.access(ticket(), bench.now);
    bench.client.closed(1006, bench.now);
    expect(bench.take().map((effect) => effect.do)).toEqual(["connect"]);
  });

  test("after two that fail the host is asked at once, with the ticket and what is held", () => {
    const poll = Bench.blocked().poll();
    expect(poll).toEqual({
      do: "poll",
      number: 1,
      ticket: "ticket-1",
      body: { held: { epoch: "", room: 0, question: "", feed: 0 }, present: true },
    });
  });

  test.each<[string, (bench: Bench) => void]>([
    [
      "that open and are cut before the welcome",
      (bench) => {
        bench.client.opened(bench.now);
        bench.client.closed(1006, bench.now);
      },
    ],
    [
      "that open and are silent",
      (bench) => {
        bench.client.opened(bench.now);
        bench.pass(10_000);
      },
    ],
    [
      "that never open",
      (bench) => {
        bench.pass(10_000);
      },
    ],
    [
      "that are cut after the welcome, again and again",
      (bench) => {
        bench.client.opened(bench.now);
        bench.welcome();
        bench.client.closed(1006, bench.now);
      },
    ],
  ])("sockets %s count as none", (_, fail) => {
    const bench = new Bench();
    bench.client.access(ticket(), bench.now);
    fail(bench);
    bench.pass(500);
    fail(bench);
    expect(bench.poll().number).toBe(1);
  });

  test.each([4001, 4002, 4100, 4101, 4200])(
    "a host that closes with %i is heard, so it is not asked by HTTP",
    (code) => {
      const bench = new Bench();
      for (let times = 0; times < 3; times += 1) {
        bench.client.access(ticket({ ticket: `ticket-${times}` }), bench.now);
        bench.pass(5_000);
        bench.client.closed(code, bench.now);
      }
      expect(bench.take().some((effect) => effect.do === "poll")).toBe(false);
    },
  );

  test("a lesson by polls is live, and says by which way", () => {
    const bench = Bench.blocked();
    expect(bench.lesson).toMatchObject({ connection: "lost", polling: false });
    bench.answerPoll(bench.poll(), [room(), question(), mine()]);
    expect(bench.lesson).toMatchObject({
      connection: "live",
      polling: true,
      seat: "s1",
      room: { version: 2 },
      question: { face: "face-1" },
      saving: { state: "none" },
    });
  });

  test("the host is asked every three seconds, a little more or less, and told what is held", () => {
    const bench = Bench.polling();
    bench.take();
    bench.pass(2_999);
    expect(bench.take().filter((effect) => effect.do === "poll")).toEqual([]);
    bench.pass(1);
    const poll = bench.poll();
    expect(poll.body.held).toEqual({
      epoch: "epoch-1",
      room: 2,
      question: "face-1",
      feed: 0,
      mine: [2, 0],
    });
    bench.chance = 0;
    bench.answerPoll(poll);
    bench.pass(2_250);
    bench.chance = 0.999;
    bench.answerPoll(bench.poll());
    bench.pass(3_700);
    expect(bench.take().filter((effect) => effect.do === "poll")).toEqual([]);
  });

  test("while something is chosen and not sent the host is asked twice as often", () => {
    const bench = Bench.polling();
    bench.client.setDraft("b", bench.now);
    bench.answerPoll(bench.poll());
    bench.pass(1_499);
    expect(bench.take().filter((effect) => effect.do === "poll")).toEqual([]);
    bench.pass(1);
    bench.answerPoll(bench.poll());
    bench.client.setDraft(null, bench.now);
    bench.take();
    bench.pass(1_500);
    bench.answerPoll(bench.poll());
    bench.pass(2_999);
    expect(bench.take().filter((effect) => effect.do === "poll")).toEqual([]);
  });

  test("with the first choice the host is asked at once, because a lock may have been announced", () => {
    const bench = Bench.polling();
    bench.pass(1_000);
    bench.take();
    bench.client.setDraft("b", bench.now);
    const deadline = bench.now + 1_200;
    bench.answerPoll(bench.poll(), [room({ version: 3, deadline })]);
    bench.client.setDraft("c", bench.now);
    expect(bench.take().filter((effect) => effect.do === "poll")).toEqual([]);
    bench.pass(1_000);
    const [post] = bench.take().filter((effect) => effect.do === "post");
    expect(post?.posted.order.body).toMatchObject({ answer: "c", at_lock: true });
  });

  test("an owner's poll goes on where the feed was read to, and names the gauges", () => {
    const bench = Bench.blocked();
    const gauges = { type: "gauges", seated: 3, here: 2, away: 1, answered: 0 };
    const feed = { type: "feed", after: 0, to: 7, facts: [] };
    bench.answerPoll(bench.poll(), [room(), gauges, feed], { role: "owner" });
    bench.pass(3_000);
    expect(bench.poll().body.held).toMatchObject({ feed: 7, gauges });
    expect(bench.lesson.gauges).toMatchObject({ here: 2 });
  });

  test("what did not fit one answer is asked for at once", () => {
    const bench = Bench.blocked();
    const body = { messages: [bench.greeting(), room()], more: true };
    bench.client.polled(bench.poll().number, { status: 200, body }, bench.now);
    expect(bench.poll().number).toBe(2);
  });

  test.each([null, { status: 502, body: null }, { status: 200, body: "a proxy's page" }])(
    "a poll without a usable answer (%j) is a lost connection, and is tried again",
    (answer) => {
      const bench = Bench.polling();
      bench.pass(3_000);
      bench.client.polled(bench.poll().number, answer, bench.now);
      expect(bench.lesson).toMatchObject({ connection: "lost", polling: false });
      bench.pass(1_000);
      bench.answerPoll(bench.poll());
      expect(bench.lesson).toMatchObject({ connection: "live", polling: true });
    },
  );

  test("a poll that is never answered is given up after twenty seconds", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    bench.take();
    bench.pass(19_999);
    expect(bench.lesson.connection).toBe("live");
    bench.pass(1);
    expect(bench.lesson.connection).toBe("lost");
  });

  test.each([
    [403, "removed", "removed"],
    [403, "denied", "denied"],
    [404, "no_such_room", "no_such_room"],
    [409, "closed", "closed"],
  ])("a poll refused with %i %s ends the lesson", (status, code, ending) => {
    const bench = Bench.polling();
    bench.pass(3_000);
    const body = { error: { code, message: "", params: {} } };
    bench.client.polled(bench.poll().number, { status, body }, bench.now);
    expect(bench.lesson).toMatchObject({ connection: "ended", notice: { code: ending } });
    expect(bench.client.wakeAt).toBeNull();
  });

  test("a poll that ends the lesson ends the socket that is being tried, too", () => {
    const bench = Bench.polling();
    bench.client.wake(bench.now);
    const body = { error: { code: "closed" } };
    bench.client.polled(bench.poll().number, { status: 409, body }, bench.now);
    expect(bench.deeds()).toEqual(["drop"]);
  });

  test("whoever was there sees how the room ended", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    const closed = room({ version: 3, phase: "closed", round: null });
    bench.answerPoll(bench.poll(), [closed, { type: "goodbye", code: 4010, reason: "closed" }]);
    expect(bench.lesson).toMatchObject({
      connection: "ended",
      notice: { code: "closed" },
      room: { phase: "closed" },
    });
  });

  test("a ticket that is not taken any more is exchanged, and polls go on with the new one", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    const body = { error: { code: "expired_ticket" } };
    bench.client.polled(bench.poll().number, { status: 401, body }, bench.now);
    bench.pass(1_000);
    expect(bench.deeds()).toEqual(["ticket"]);
    bench.client.access(ticket({ ticket: "fresh", expires_at: bench.now + LIFE }), bench.now);
    expect(bench.poll().ticket).toBe("fresh");
  });

  test("a ticket is renewed before it ends, without a socket to say so on", () => {
    const bench = Bench.polling();
    for (let passed = 0; passed <= 0.8 * LIFE; passed += 3_000) {
      bench.pass(3_000);
      for (const effect of bench.client.effects()) {
        if (effect.do === "poll") bench.answerPoll(effect, [], { expires_at: START + LIFE });
        if (effect.do === "connect") bench.client.closed(1006, bench.now);
        bench.effects.push(effect);
      }
    }
    expect(bench.deeds()).toContain("ticket");
    expect(bench.lesson.connection).toBe("live");
  });
});

describe("an answer that was overtaken", () => {
  test("by a newer question brings nothing back, not even gauges", () => {
    const bench = Bench.blocked();
    const gauges = (here: number) => ({
      type: "gauges",
      seated: 3,
      here,
      away: 3 - here,
      answered: 0,
    });
    bench.answerPoll(bench.poll(), [room(), gauges(1)], { role: "owner" });
    bench.pass(3_000);
    const slow = bench.poll();
    bench.client.wake(bench.now);
    bench.answerPoll(bench.poll(), [room({ version: 4 }), gauges(3)], { role: "owner" });
    bench.answerPoll(slow, [room({ version: 3 }), gauges(2)], { role: "owner" });
    expect(bench.lesson).toMatchObject({ room: { version: 4 }, gauges: { here: 3 } });
  });

  test("by a host of another epoch does not bring the old one back", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    const slow = bench.poll();
    bench.client.wake(bench.now);
    bench.answerPoll(bench.poll(), [room({ version: 1, round: null, phase: "waiting" })], OTHER);
    bench.answerPoll(slow, [room({ version: 9 })]);
    expect(bench.lesson.room?.version).toBe(1);
    bench.pass(3_000);
    expect(bench.poll().body.held).toMatchObject({ epoch: "epoch-2", room: 1 });
  });

  test("by a socket's welcome brings nothing", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    const slow = bench.poll();
    bench.client.wake(bench.now);
    bench.client.opened(bench.now);
    bench.welcome();
    bench.hear(room({ version: 5, phase: "locked" }));
    bench.answerPoll(slow, [room({ version: 6 })]);
    expect(bench.lesson).toMatchObject({ room: { version: 5 }, polling: false });
  });

  test("by an acknowledgement does not make a saved answer look unsaved", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    const slow = bench.poll();
    bench.choose("b");
    bench.client.send(bench.now);
    const [posted] = bench.posts();
    if (!posted) throw new Error("nothing was posted");
    const stored = { number: 5, answer: "b", made_at: START };
    bench.answerPost(posted, "ok", { seen: 5, stored });
    bench.answerPoll(slow, [room({ version: 3 }), mine({ version: [3, 0] })]);
    expect(bench.lesson.saving.state).toBe("saved");
    // Asked anew at once; and were it answered with less all the same, numbers only grow.
    bench.answerPoll(bench.poll(), [room({ version: 3 }), mine({ version: [3, 0] })]);
    expect(bench.lesson).toMatchObject({ saving: { state: "saved" }, mine: { number: 5 } });
  });

  test("the documents of another epoch take the place of all that was held", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    bench.answerPoll(bench.poll(), [room({ version: 1 }), mine({ version: [1, 0] })], OTHER);
    expect(bench.lesson.room?.version).toBe(1);
    bench.pass(3_000);
    bench.answerPoll(bench.poll(), [answered(4, "a", { version: [1, 4] })], OTHER);
    expect(bench.lesson).toMatchObject({ mine: { number: 4 }, saving: { state: "saved" } });
  });
});

describe("orders without a socket", () => {
  /** Choose and send; what was posted. */
  function answer(bench: Bench) {
    bench.take();
    bench.choose("b");
    bench.answerPoll(bench.poll());
    bench.client.send(bench.now);
    const [posted, ...others] = bench.posts();
    if (!posted || others.length > 0) throw new Error("exactly one order was expected");
    return posted;
  }

  test("an answer is posted once, and saved when it is acknowledged", () => {
    const bench = Bench.polling();
    const posted = answer(bench);
    expect(posted.order).toMatchObject({
      name: "make_attempt",
      seen: 0,
      body: { round: "r1.1", answer: "b" },
    });
    bench.client.tick(bench.now);
    expect(bench.posts()).toEqual([]);
    expect(bench.lesson.saving).toMatchObject({ state: "saving", offline: false });
    const stored = { number: 5, answer: "b", made_at: START };
    bench.answerPost(posted, "ok", { seen: 5, stored });
    expect(bench.lesson.saving).toEqual({ state: "saved", at: START });
  });

  test("after an acknowledgement the host is asked at once what came of it", () => {
    const bench = Bench.polling();
    const posted = answer(bench);
    bench.answerPost(posted, "ok", { seen: 5 });
    expect(bench.poll().number).toBeGreaterThan(1);
  });

  test.each([
    ["denied", 403],
    ["not_open", 409],
    ["conflict", 409],
    ["invalid", 422],
  ])("an answer that is refused as %s is told to be not saved", (result, status) => {
    const bench = Bench.polling();
    bench.answerPost(answer(bench), result, { reason: "locked" }, status);
    expect(bench.lesson.saving).toMatchObject({ state: "refused", notice: { code: "locked" } });
  });

  test("an order that the host refuses without an acknowledgement is not sent for ever", () => {
    const bench = Bench.polling();
    const body = { error: { code: "too_large" } };
    bench.client.posted(answer(bench), { status: 413, body }, bench.now);
    expect(bench.lesson.saving).toMatchObject({ state: "refused", notice: { code: "too_large" } });
  });

  test.each([null, { status: 503, body: { type: "ack", id: 0, command_id: "", result: "busy" } }])(
    "one without an answer (%j) goes again, under the same id",
    (reply) => {
      const bench = Bench.polling();
      const posted = answer(bench);
      const { command_id } = posted.order;
      const body = reply && { ...reply.body, command_id };
      bench.client.posted(posted, reply && { status: reply.status, body }, bench.now);
      bench.pass(1_000);
      const [again] = bench.posts();
      expect(again?.order).toEqual(posted.order);
      expect(again?.number).not.toBe(posted.number);
    },
  );

  test("one that a socket did not get acknowledged goes by HTTP, under the same id", () => {
    const bench = Bench.open();
    const sent = bench.answer("b");
    bench.client.closed(1006, bench.now);
    bench.pass(500);
    bench.client.closed(1006, bench.now);
    bench.answerPoll(bench.poll(), []);
    const [posted] = bench.posts();
    expect(posted?.order).toMatchObject({ command_id: sent.command_id, seen: sent.seen });
  });

  test("one that HTTP did not get acknowledged goes by the socket, under the same id", () => {
    const bench = Bench.polling();
    const posted = answer(bench);
    bench.client.wake(bench.now);
    bench.client.opened(bench.now);
    bench.welcome();
    const sent = bench.command();
    expect(sent).toMatchObject({ command_id: posted.order.command_id, seen: 0 });
    // The late answer to the post changes nothing: the socket's counts.
    bench.answerPost(posted, "ok", { seen: 5 });
    expect(bench.lesson.saving.state).toBe("saving");
    bench.store(sent, 5, "duplicate");
    expect(bench.lesson.saving.state).toBe("saved");
  });

  test("an acknowledgement from before another epoch is not believed: the order goes again", () => {
    const bench = Bench.polling();
    const posted = answer(bench);
    bench.pass(3_000);
    bench.answerPoll(bench.poll(), [room({ version: 1 }), mine({ version: [1, 0] })], OTHER);
    const [again] = bench.posts();
    expect(again?.order.command_id).toBe(posted.order.command_id);
    bench.answerPost(posted, "ok", { seen: 99 });
    expect(bench.lesson.saving.state).toBe("saving");
  });

  test("an owner's orders go one after the other", () => {
    const bench = Bench.blocked();
    bench.answerPoll(bench.poll(), [room()], { role: "owner" });
    bench.client.order("lock");
    bench.client.order("show_feedback");
    const [lock, ...others] = bench.posts();
    if (!lock) throw new Error("nothing was posted");
    expect([lock.order.name, others]).toEqual(["lock", []]);
    bench.answerPost(lock, "ok", { seen: 3 });
    expect(bench.posts().map(({ order }) => [order.name, order.seen])).toEqual([
      ["show_feedback", 3],
    ]);
  });
});

describe("on the way back to a socket", () => {
  test("one is tried about every thirty seconds while polls are answered", () => {
    const bench = Bench.polling();
    bench.take();
    const tried: number[] = [];
    for (let passed = 0; passed < 100_000; passed += 500) {
      bench.pass(500);
      for (const effect of bench.client.effects()) {
        if (effect.do === "poll") bench.answerPoll(effect);
        if (effect.do !== "connect") continue;
        tried.push(passed);
        bench.client.closed(1006, bench.now);
      }
    }
    // The one whose time had come before it was known that polls are answered, and then few.
    expect(tried.length).toBe(4);
    expect(bench.lesson.connection).toBe("live");
  });

  test("one is tried at once when the page wakes up", () => {
    const bench = Bench.polling();
    bench.pass(600);
    bench.client.closed(1006, bench.now);
    bench.take();
    bench.client.wake(bench.now);
    expect(bench.deeds()).toEqual(["connect"]);
  });

  test("while it is being tried the polls go on", () => {
    const bench = Bench.polling();
    bench.client.wake(bench.now);
    bench.answerPoll(bench.poll());
    bench.client.opened(bench.now);
    bench.pass(3_000);
    expect(bench.poll().number).toBeGreaterThan(1);
    expect(bench.lesson).toMatchObject({ connection: "live", polling: true });
  });

  test("with its welcome the polls end", () => {
    const bench = Bench.polling();
    bench.client.wake(bench.now);
    bench.client.opened(bench.now);
    bench.welcome();
    bench.settle();
    bench.passAlive(9_000);
    expect(bench.take().filter((effect) => effect.do === "poll")).toEqual([]);
    expect(bench.lesson).toMatchObject({ connection: "live", polling: false });
  });

  test("a host that was away is found by socket soon, not after thirty seconds", () => {
    const bench = Bench.open();
    bench.passAlive(20_000);
    bench.client.closed(1006, bench.now);
    for (let passed = 0; passed < 20_000; passed += 250) {
      bench.pass(250);
      for (const effect of bench.client.effects()) {
        if (effect.do === "poll") bench.client.polled(effect.number, null, bench.now);
        if (effect.do === "connect") bench.client.closed(1006, bench.now);
      }
    }
    expect(bench.lesson.connection).toBe("lost");
    bench.pass(5_000);
    expect(bench.deeds()).toContain("connect");
  });

  test("a page that was frozen and offline asks at once, whatever was asked before", () => {
    const bench = Bench.polling();
    bench.pass(3_000);
    bench.take();
    bench.now += 90_000;
    bench.client.wake(bench.now);
    const poll = bench.poll();
    bench.answerPoll(poll, [room({ version: 3, phase: "locked" })]);
    expect(bench.lesson).toMatchObject({ connection: "live", room: { phase: "locked" } });
  });

  test("a clock that is set back silences nobody", () => {
    const bench = Bench.polling();
    bench.now -= 3_600_000;
    bench.client.tick(bench.now);
    expect(bench.poll().number).toBeGreaterThan(1);
  });
});
