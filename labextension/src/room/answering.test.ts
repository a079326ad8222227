import { describe, expect, test } from "vitest";

import type { KeptAnswer } from "./answering";
import { answered, Bench, mine, question, room, START } from "./samples";

const second = { id: "r1.2", number: 2, face: "face-2", picked_at: START };

describe("an answer", () => {
  test("is unsent, saving, saved: one after the other", () => {
    const bench = Bench.open();
    expect(bench.lesson.saving).toEqual({ state: "none" });

    bench.choose("b");
    expect(bench.lesson).toMatchObject({ draft: "b", saving: { state: "unsent" } });

    bench.client.send(bench.now);
    const command = bench.command();
    expect(command).toMatchObject({
      name: "make_attempt",
      seen: 0,
      body: { round: "r1.1", answer: "b" },
    });
    expect(bench.lesson.saving).toEqual({ state: "saving", since: bench.now, offline: false });

    bench.store(command, 7);
    expect(bench.lesson).toMatchObject({
      draft: "b",
      saving: { state: "saved", at: START + 7 },
      mine: { round: "r1.1", number: 7, answer: "b" },
    });
  });

  test("that is the stored one again has nothing to be sent", () => {
    const bench = Bench.open();
    bench.store(bench.answer("b"), 7);
    bench.choose("a");
    bench.choose("b");
    expect(bench.lesson.saving.state).toBe("saved");
    bench.take();
    bench.client.send(bench.now);
    expect(bench.said("command")).toEqual([]);
  });

  test("of several options is the same in any order of ticking", () => {
    const bench = Bench.open();
    bench.hear(question({ kind: "multiple" }), answered(4, ["a", "b"]));
    bench.choose(["b", "a"]);
    expect(bench.lesson.saving.state).toBe("saved");
    expect(bench.answer(["c", "a"]).body.answer).toEqual(["a", "c"]);
  });

  test("names the attempt that it replaces", () => {
    const bench = Bench.open();
    bench.store(bench.answer("b"), 7);
    expect(bench.answer("a").seen).toBe(7);
  });

  test("given while another is on its way waits for it", () => {
    const bench = Bench.open();
    const first = bench.answer("a");
    bench.choose("b");
    expect(bench.lesson.saving.state).toBe("unsent");
    bench.client.send(bench.now);
    expect(bench.said("command")).toEqual([]);
    expect(bench.lesson).toMatchObject({ draft: "b", saving: { state: "saving" } });

    bench.store(first, 7);
    const next = bench.command();
    expect(next).toMatchObject({ seen: 7, body: { answer: "b" } });
    expect(next.command_id).not.toBe(first.command_id);
    expect(bench.lesson).toMatchObject({ draft: "b", saving: { state: "saving" } });
    bench.store(next, 9);
    expect(bench.lesson).toMatchObject({ saving: { state: "saved", at: START + 9 } });
  });

  test("given twice more while one is on its way: only the last one follows", () => {
    const bench = Bench.open();
    const first = bench.answer("a");
    for (const answer of ["b", "a", "b"]) {
      bench.choose(answer);
      bench.client.send(bench.now);
    }
    bench.store(first, 7);
    expect(bench.command().body.answer).toBe("b");
    expect(bench.said("command")).toEqual([]);
  });

  test("chosen but not sent while another is on its way is still unsent after the ack", () => {
    const bench = Bench.open();
    const first = bench.answer("a");
    bench.choose("b");
    bench.store(first, 7);
    expect(bench.lesson).toMatchObject({ draft: "b", saving: { state: "unsent" } });
    expect(bench.said("command")).toEqual([]);
  });

  test("from another tab is shown where nothing unsent is chosen here", () => {
    const bench = Bench.open();
    bench.store(bench.answer("b"), 7);
    bench.hear(answered(8, "a"));
    expect(bench.lesson).toMatchObject({ draft: "a", saving: { state: "saved", at: START + 8 } });
  });

  test("from another tab does not push out what is chosen here", () => {
    const bench = Bench.open();
    bench.choose("b");
    bench.hear(answered(8, "a"));
    expect(bench.lesson).toMatchObject({
      draft: "b",
      saving: { state: "unsent" },
      mine: { answer: "a" },
    });
    bench.client.send(bench.now);
    expect(bench.command().seen).toBe(8);
  });

  test("too long for a frame is refused here, and stays in its box", () => {
    const bench = Bench.open();
    bench.hear(question({ kind: "open" }));
    const long = "ü".repeat(9_000);
    bench.choose(long);
    bench.take();
    bench.client.send(bench.now);
    expect(bench.said("command")).toEqual([]);
    expect(bench.lesson).toMatchObject({
      draft: long,
      saving: { state: "refused", notice: { code: "too_large" } },
    });
  });

  test("whose text was emptied stays empty although another is stored", () => {
    const bench = Bench.open();
    bench.hear(question({ kind: "open" }), answered(4, "words"));
    bench.choose(null);
    expect(bench.lesson).toMatchObject({ draft: "", saving: { state: "unsent" } });
  });
});

describe("a refusal", () => {
  test("after the lock says so, and what is stored", () => {
    const bench = Bench.open();
    bench.store(bench.answer("a"), 5);
    const late = bench.answer("b");
    bench.ack(late, "not_open", {
      reason: "locked",
      stored: { number: 5, answer: "a", made_at: START + 5 },
    });
    expect(bench.lesson).toMatchObject({
      saving: { state: "refused", notice: { code: "locked" } },
      mine: { number: 5, answer: "a" },
    });
    bench.reconnect();
    expect(bench.said("command")).toEqual([]);
  });

  test("by conflict shows the stored answer, and nothing is sent by itself", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    bench.choose("a");
    bench.client.send(bench.now);
    bench.ack(command, "conflict", {
      reason: "other_answer",
      stored: { number: 9, answer: "c", made_at: START + 9 },
    });
    expect(bench.lesson).toMatchObject({
      draft: "c",
      mine: { number: 9, answer: "c", made_at: START + 9 },
      saving: { state: "refused", notice: { code: "other_answer" } },
    });
    bench.reconnect();
    bench.pass(10_000);
    expect(bench.said("command")).toEqual([]);
    expect(bench.answer("b").seen).toBe(9);
  });

  test("by conflict leaves a text in its box", () => {
    const bench = Bench.open();
    bench.hear(question({ kind: "open" }));
    const command = bench.answer("my words");
    const stored = { number: 9, answer: "other words", made_at: START + 9 };
    bench.ack(command, "conflict", { reason: "other_answer", stored });
    expect(bench.lesson).toMatchObject({
      draft: "my words",
      mine: { answer: "other words" },
      saving: { state: "refused" },
    });
    expect(bench.said("command")).toEqual([]);
    bench.client.send(bench.now);
    expect(bench.command()).toMatchObject({ seen: 9, body: { answer: "my words" } });
  });

  test("by conflict with nothing stored makes the next answer a first one", () => {
    const bench = Bench.open();
    bench.store(bench.answer("a"), 5);
    bench.ack(bench.answer("b"), "conflict", { reason: "other_answer", stored: { number: 0 } });
    expect(bench.answer("a").seen).toBe(0);
  });

  test("is over as soon as something else is chosen", () => {
    const bench = Bench.open();
    bench.ack(bench.answer("b"), "invalid", { reason: "invalid_answer" });
    expect(bench.lesson.saving.state).toBe("refused");
    bench.choose("a");
    expect(bench.lesson.saving.state).toBe("unsent");
  });

  test("as invalid does not hold up the answer that waited", () => {
    const bench = Bench.open();
    const first = bench.answer("zzz");
    bench.choose("b");
    bench.client.send(bench.now);
    bench.ack(first, "invalid", { reason: "invalid_answer" });
    expect(bench.command()).toMatchObject({ seen: 0, body: { answer: "b" } });
    expect(bench.lesson.saving.state).toBe("saving");
  });

  test("for a round that is over is told as a notice, with the reason", () => {
    const bench = Bench.open();
    const late = bench.answer("b");
    bench.hear(room({ version: 3, round: second }), question({ face: "face-2" }));
    expect(bench.lesson).toMatchObject({ draft: null, saving: { state: "none" } });
    bench.ack(late, "stale_round", { reason: "other_round", stored: { number: 0 } });
    expect(bench.lesson).toMatchObject({
      saving: { state: "none" },
      notice: { code: "earlier_answer_refused", params: { reason: "other_round" } },
    });
    bench.client.dismiss();
    expect(bench.lesson.notice).toBeNull();
  });

  test("as busy sends the same command again later, more and more rarely", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    bench.ack(command, "busy", { reason: "store" });
    expect(bench.lesson.saving.state).toBe("saving");
    expect(bench.said("command")).toEqual([]);
    bench.pass(500);
    const again = bench.command();
    expect(again).toMatchObject({ command_id: command.command_id, seen: 0 });
    bench.ack(again, "busy", { reason: "store" });
    bench.pass(900);
    expect(bench.said("command")).toEqual([]);
    bench.pass(100);
    bench.store(bench.command(), 3);
    expect(bench.lesson.saving.state).toBe("saved");
  });
});

describe("without a connection", () => {
  test("an unacknowledged answer is sent again under the same id until it is acknowledged", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    for (let times = 0; times < 3; times += 1) {
      bench.reconnect();
      expect(bench.command()).toMatchObject({
        command_id: command.command_id,
        seen: command.seen,
        body: command.body,
      });
    }
    bench.store(command, 7, "duplicate");
    expect(bench.lesson).toMatchObject({ saving: { state: "saved" }, mine: { number: 7 } });
    bench.reconnect();
    expect(bench.said("command")).toEqual([]);
  });

  test("it says that there is none, and keeps the answer", () => {
    const bench = Bench.open();
    bench.answer("b");
    bench.client.closed(1006, bench.now);
    expect(bench.lesson).toMatchObject({
      connection: "lost",
      draft: "b",
      saving: { state: "saving", offline: true },
    });
  });

  test("a changed mind replaces what no socket has carried", () => {
    const bench = Bench.open();
    bench.client.closed(1006, bench.now);
    for (const answer of ["a", "b"]) {
      bench.choose(answer);
      bench.client.send(bench.now);
    }
    bench.pass(5_000);
    bench.client.opened(bench.now);
    bench.welcome();
    expect(bench.command()).toMatchObject({ seen: 0, body: { answer: "b" } });
  });

  test("a second acknowledgement changes nothing", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    bench.store(command, 7);
    const lesson = bench.lesson;
    bench.store(command, 7, "duplicate");
    expect(bench.lesson).toBe(lesson);
  });

  test("an old acknowledgement does not bring an old answer back", () => {
    const bench = Bench.open();
    const command = bench.answer("b");
    bench.hear(answered(9, "a"));
    bench.store(command, 7, "duplicate");
    expect(bench.lesson).toMatchObject({ draft: "a", mine: { number: 9, answer: "a" } });
  });

  test("what came on a socket before the room closed for good is called unconfirmed", () => {
    const bench = Bench.open();
    bench.answer("b");
    bench.client.closed(4010, bench.now);
    expect(bench.lesson).toMatchObject({
      connection: "ended",
      notice: { code: "closed" },
      saving: { state: "refused", notice: { code: "unconfirmed" } },
    });
  });

  test("what no socket carried before the end was surely not saved", () => {
    const bench = Bench.open();
    bench.client.closed(1006, bench.now);
    bench.choose("b");
    bench.client.send(bench.now);
    bench.pass(5_000);
    bench.client.opened(bench.now);
    bench.client.closed(4010, bench.now);
    expect(bench.lesson.saving).toEqual({ state: "refused", notice: { code: "closed" } });
  });
});

describe("drafts", () => {
  /** What a reload of the page would find. */
  function kept(bench: Bench): Map<string, KeptAnswer> {
    const found = new Map<string, KeptAnswer>();
    for (const effect of bench.take()) {
      if (effect.do !== "keep") continue;
      if (effect.kept) found.set(effect.round, effect.kept);
      else found.delete(effect.round);
    }
    return found;
  }

  test("are there again after a reload", () => {
    const before = Bench.open();
    before.choose("b");
    const after = Bench.open(kept(before));
    expect(after.lesson).toMatchObject({ draft: "b", saving: { state: "unsent" } });
  });

  test("what was on its way at a reload is sent again under the same id", () => {
    const before = Bench.open();
    before.choose("b");
    before.client.send(before.now);
    const after = new Bench(kept(before));
    after.connect();
    expect(after.command()).toMatchObject({ command_id: "command-1", body: { answer: "b" } });
    after.hear(room(), question(), mine());
    expect(after.lesson).toMatchObject({ draft: "b", saving: { state: "saving" } });
    after.hear({ type: "ack", id: 1, command_id: "command-1", result: "duplicate", seen: 4 });
    expect(after.lesson).toMatchObject({ mine: { number: 4 }, saving: { state: "saved" } });
  });

  test("are forgotten only when the answer is acknowledged", () => {
    const bench = Bench.open();
    bench.choose("b");
    bench.client.send(bench.now);
    const before = bench.take();
    const command = before.flatMap((effect) => (effect.do === "send" ? [effect.frame] : []));
    expect(before.filter((effect) => effect.do === "keep" && effect.kept === null)).toEqual([]);
    bench.store(JSON.parse(command.join("")) as never, 7);
    expect(kept(bench).size).toBe(0);
    expect(bench.lesson.saving.state).toBe("saved");
  });

  test("of rounds that are over are dropped", () => {
    const bench = Bench.open();
    bench.choose("b");
    bench.take();
    bench.hear(room({ version: 3, round: second }), question({ face: "face-2" }));
    expect(bench.take()).toContainEqual({ do: "keep", round: "r1.1", kept: null });
    bench.hear(room({ version: 4 }));
    expect(bench.lesson.draft).toBeNull();
  });

  test("that equal what is stored meanwhile are no drafts any more", () => {
    const bench = Bench.open(new Map([["r1.1", { draft: "b", sent: null, next: null }]]));
    bench.hear(answered(5, "b"));
    expect(bench.lesson.saving.state).toBe("saved");
    expect(bench.take()).toContainEqual({ do: "keep", round: "r1.1", kept: null });
  });
});
