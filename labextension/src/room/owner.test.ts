import { describe, expect, test } from "vitest";

import type { Fact } from "./documents";
import { attempt, Bench, room, START } from "./samples";

const joined = (number: number, seat: string, name: string): Fact => ({
  kind: "joined",
  number,
  seat,
  name,
  role: "attendee",
  at: START,
});

function feed(after: number, to: number, facts: readonly Fact[]) {
  return { type: "feed", after, to, facts };
}

describe("the feed", () => {
  test("lists people and every attempt in the order of numbers", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 3, [joined(1, "s1", "Ada"), joined(2, "s2", "Ben"), attempt(3)]));
    bench.hear(feed(3, 5, [attempt(4), attempt(5, { seat: "s4" })]));
    expect([...bench.lesson.people.values()].map(({ name }) => name)).toEqual(["Ada", "Ben"]);
    expect(bench.lesson.attempts.map(({ number }) => number)).toEqual([3, 4, 5]);
  });

  test("with a gap is asked for again from the last number held", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 3, [attempt(3)]));
    bench.take();
    bench.hear(feed(5, 6, [attempt(6)]));
    expect(bench.deeds()).toEqual(["drop"]);
    expect(bench.lesson.attempts).toHaveLength(1);
    bench.pass(5_000);
    bench.take();
    bench.client.opened(bench.now);
    expect(bench.said("hello")[0]?.held).toMatchObject({ feed: 3, question: "hash-1" });
    bench.welcome({ role: "owner" });
    bench.hear(feed(3, 6, [attempt(4), attempt(6)]));
    expect(bench.lesson.attempts.map(({ number }) => number)).toEqual([3, 4, 6]);
  });

  test("repeated or overlapping lists nothing twice", () => {
    const bench = Bench.owner();
    const first = feed(0, 3, [attempt(2), attempt(3)]);
    bench.hear(first, first, feed(1, 4, [attempt(2), attempt(3), attempt(4)]));
    expect(bench.lesson.attempts.map(({ number }) => number)).toEqual([2, 3, 4]);
    const before = bench.lesson;
    bench.hear(first);
    expect(bench.lesson).toBe(before);
  });

  test("renames and removes people, who keep their place", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 2, [joined(1, "s1", "Ada"), joined(2, "s2", "Ben")]));
    const before = bench.lesson.people;
    bench.hear(
      feed(2, 4, [
        { kind: "renamed", number: 3, seat: "s1", name: "Ada Lovelace", at: START },
        { kind: "removed", number: 4, seat: "s2", at: START },
      ]),
    );
    expect([...bench.lesson.people.values()].map(({ name }) => name)).toEqual([
      "Ada Lovelace",
      "Ben",
    ]);
    expect([...bench.lesson.removed]).toEqual(["s2"]);
    expect(before.get("s1")?.name).toBe("Ada");
  });

  test("marks earlier attempts again when a key is corrected", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 2, [attempt(1), attempt(2)]));
    const right = { right: true, points: 1, of: 1 };
    bench.hear(
      feed(2, 3, [
        { kind: "amended", number: 3, round: "r1.1", amendment: 2, at: START, marks: [[2, right]] },
      ]),
    );
    expect(bench.lesson.attempts[0]?.mark).toEqual(attempt(1).mark);
    expect(bench.lesson.attempts[1]?.mark).toEqual(right);
  });

  test("marks attempts that were marked by hand", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 2, [attempt(1), attempt(2)]));
    const half = { right: false, points: 0.5, of: 1 };
    bench.hear(
      feed(2, 3, [{ kind: "marked", number: 3, round: "r1.1", at: START, marks: [[1, half]] }]),
    );
    expect(bench.lesson.attempts.map(({ mark }) => mark)).toEqual([half, attempt(2).mark]);
  });

  test("and the figures tell who is here", () => {
    const bench = Bench.owner();
    const people = ["s1", "s2", "s3", "s4", "s5"].map((seat, at) => joined(at + 1, seat, seat));
    bench.hear(feed(0, 5, people));
    expect(bench.lesson.here.size).toBe(0);
    const gauges = { type: "gauges", seated: 5, here: 3, away: 2, answered: 0 };
    bench.hear({ ...gauges, presence: "a1" });
    expect([...bench.lesson.here]).toEqual(["s2", "s4", "s5"]);
    const before = bench.lesson;
    bench.hear({ ...gauges, presence: "a1" });
    expect(bench.lesson).toBe(before);
  });

  test("counts on over facts of kinds that this page does not know", () => {
    const bench = Bench.owner();
    const strange = { kind: "applauded", number: 1 } as unknown as Fact;
    bench.hear(feed(0, 1, [strange]), feed(1, 2, [attempt(2)]));
    expect(bench.lesson.attempts.map(({ number }) => number)).toEqual([2]);
    expect(bench.lesson.connection).toBe("live");
  });

  test("does not change a snapshot that was given out", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 1, [attempt(1)]));
    const before = bench.lesson.attempts;
    bench.hear(feed(1, 2, [attempt(2)]));
    expect(before).toHaveLength(1);
    expect(bench.lesson.attempts).toHaveLength(2);
  });

  test("of many frames costs one copy where nobody looked in between", () => {
    const bench = Bench.owner();
    for (let number = 0; number < 300; number += 1)
      bench.hear(feed(number, number + 1, [attempt(number + 1)]));
    const { attempts } = bench.lesson;
    expect(attempts).toHaveLength(300);
    expect(bench.lesson.attempts).toBe(attempts);
  });

  test("begins anew in another epoch, without taking the old one away too early", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 9, [joined(1, "s1", "Ada"), attempt(9)]));
    bench.reconnect({ epoch: "epoch-2", role: "owner" });
    expect(bench.lesson.attempts).toHaveLength(1);
    bench.hear(feed(0, 2, [attempt(2)]));
    expect(bench.lesson.attempts.map(({ number }) => number)).toEqual([2]);
    expect(bench.lesson.people.size).toBe(0);
  });

  test("that is empty in another epoch leaves nothing of the old one", () => {
    const bench = Bench.owner();
    bench.hear(feed(0, 9, [attempt(9)]));
    bench.reconnect({ epoch: "epoch-2", role: "owner" });
    bench.settle();
    expect(bench.lesson.attempts).toEqual([]);
  });

  test("gauges show the latest", () => {
    const bench = Bench.owner();
    bench.hear({ type: "gauges", seated: 3, here: 2, away: 1, answered: 0 });
    bench.hear({ type: "gauges", seated: 3, here: 3, away: 0, answered: 1 });
    expect(bench.lesson.gauges).toMatchObject({ here: 3, answered: 1 });
  });
});

describe("an owner's command", () => {
  test("carries the version on the screen, and is pending until acknowledged", () => {
    const bench = Bench.owner();
    bench.client.order("lock");
    const command = bench.command();
    expect(command).toMatchObject({ name: "lock", seen: 2, body: {} });
    expect([...bench.lesson.pending]).toEqual(["lock"]);
    bench.ack(command, "ok", { seen: 3 });
    expect(bench.lesson.pending.size).toBe(0);
  });

  test("given before the room's new version came carries what the ack told", () => {
    const bench = Bench.owner();
    bench.client.order("lock");
    bench.ack(bench.command(), "ok", { seen: 3 });
    bench.client.order("show_feedback");
    expect(bench.command().seen).toBe(3);
  });

  test("waits for the one before it, and sees what that one made", () => {
    const bench = Bench.owner();
    bench.client.order("lock");
    bench.client.order("show_feedback");
    const first = bench.command();
    expect([...bench.lesson.pending]).toEqual(["lock", "show_feedback"]);
    bench.ack(first, "ok", { seen: 3 });
    expect(bench.command()).toMatchObject({ name: "show_feedback", seen: 3 });
  });

  test("clicked twice is one", () => {
    const bench = Bench.owner();
    bench.client.order("pick", { question: "hash-2" });
    bench.client.order("pick", { question: "hash-2" });
    bench.ack(bench.command(), "ok", { seen: 3 });
    expect(bench.said("command")).toEqual([]);
  });

  test("that met a changed room is told, and so is not what waited behind it", () => {
    const bench = Bench.owner();
    bench.client.order("lock");
    bench.client.order("show_feedback");
    bench.ack(bench.command(), "conflict", { reason: "room_changed", stored: { version: 5 } });
    expect(bench.lesson).toMatchObject({
      notice: { code: "room_changed", params: { command: "lock" } },
    });
    expect(bench.lesson.pending.size).toBe(0);
    expect(bench.said("command")).toEqual([]);
    bench.hear(room({ version: 5 }));
    bench.client.order("lock");
    expect(bench.lesson.notice).toBeNull();
    expect(bench.command().seen).toBe(5);
  });

  test("without an ack is sent again under the same id and with the same version", () => {
    const bench = Bench.owner();
    bench.client.order("lock");
    const command = bench.command();
    bench.reconnect({ role: "owner" });
    bench.hear(room({ version: 8 }));
    expect(bench.command()).toMatchObject({ command_id: command.command_id, seen: 2 });
    bench.ack(command, "duplicate", { seen: 3 });
    expect(bench.lesson.pending.size).toBe(0);
  });

  test("given without a connection goes out with the next one", () => {
    const bench = Bench.owner();
    bench.client.closed(1006, bench.now);
    bench.client.order("lock");
    bench.take();
    bench.pass(5_000);
    bench.client.opened(bench.now);
    bench.welcome({ role: "owner" });
    expect(bench.command()).toMatchObject({ name: "lock", seen: 2 });
  });

  test("that met a busy host is sent again later", () => {
    const bench = Bench.owner();
    bench.client.order("lock");
    const command = bench.command();
    bench.ack(command, "busy", { reason: "store" });
    bench.pass(500);
    expect(bench.command().command_id).toBe(command.command_id);
    expect([...bench.lesson.pending]).toEqual(["lock"]);
  });

  test("in another epoch counts by that epoch's versions", () => {
    const bench = Bench.owner();
    bench.hear(room({ version: 40 }));
    bench.reconnect({ epoch: "epoch-2", role: "owner" });
    bench.hear(room({ version: 3 }));
    bench.settle();
    bench.client.order("lock");
    expect(bench.command().seen).toBe(3);
  });
});

test("the bank is part of the lesson", () => {
  const bench = Bench.owner();
  bench.client.setBank({ title: "Python", questions: [] });
  const { bank } = bench.lesson;
  expect(bank?.title).toBe("Python");
  bench.client.setBank({ title: "Python", questions: [] });
  expect(bench.lesson.bank).toBe(bank);
});
