import { describe, expect, test } from "vitest";

import { AtLock } from "./at_lock";
import { Bench, room, START } from "./samples";

const DEADLINE = START + 3_000;

/** A card on which `b` is chosen and not sent, and whose round is about to be locked. */
function undecided(): Bench {
  const bench = Bench.open();
  bench.client.setDraft("b", bench.now);
  bench.hear(room({ version: 3, deadline: bench.now + 3_000 }));
  bench.take();
  return bench;
}

describe("before an announced lock", () => {
  test("what is chosen and not sent goes by itself, and says so", () => {
    const bench = undecided();
    bench.pass(1_500);
    expect(bench.said("command")).toEqual([]);
    bench.pass(1_300);
    expect(bench.said("command")).toMatchObject([
      { name: "make_attempt", seen: 0, body: { answer: "b", at_lock: true } },
    ]);
  });

  test("what the person sends is not sent again", () => {
    const bench = undecided();
    bench.client.send(bench.now);
    const [sent] = bench.said("command");
    expect(sent?.body).not.toHaveProperty("at_lock");
    bench.take();
    bench.pass(2_900);
    expect(bench.said("command")).toEqual([]);
  });

  test("nothing is sent where nothing is chosen, or a text says nothing", () => {
    const bench = Bench.open();
    bench.hear(room({ version: 3, deadline: bench.now + 3_000 }));
    bench.take();
    bench.pass(2_900);
    expect(bench.said("command")).toEqual([]);
  });

  test("nothing is sent when the lock is called off", () => {
    const bench = undecided();
    bench.hear(room({ version: 4, deadline: null }));
    bench.pass(5_000);
    expect(bench.said("command")).toEqual([]);
    expect(bench.lesson).toMatchObject({ draft: "b", saving: { state: "unsent" } });
  });

  test("nothing is sent by a page that hears of the lock after it: it would only be refused", () => {
    const bench = Bench.open();
    bench.client.setDraft("b", bench.now);
    bench.hear(room({ version: 3, deadline: bench.now - 1 }));
    bench.take();
    bench.pass(100);
    expect(bench.said("command")).toEqual([]);
    expect(bench.lesson.saving).toEqual({ state: "unsent" });
  });

  test("nothing is sent by a page without a connection: it stays unsent", () => {
    const bench = undecided();
    bench.client.closed(1006, bench.now);
    bench.pass(2_900);
    expect(bench.said("command")).toEqual([]);
    expect(bench.lesson.saving).toEqual({ state: "unsent" });
  });
});

describe("the moments", () => {
  test("are two, each reported once, the first not the same for all", () => {
    const locked = room({ deadline: DEADLINE });
    const [soon, late] = [new AtLock(() => 0.999), new AtLock(() => 0)];
    expect(soon.dueAt(locked)).toBeLessThan(late.dueAt(locked) ?? 0);
    const due = late.dueAt(locked) ?? 0;
    expect(late.take(locked, due - 1)).toBe(false);
    expect(late.take(locked, due)).toBe(true);
    expect(late.take(locked, due)).toBe(false);
    expect(late.take(locked, DEADLINE - 1)).toBe(true);
    expect(late.dueAt(locked)).toBeNull();
  });

  test("are another announcement's after another announcement", () => {
    const lock = new AtLock(() => 0);
    expect(lock.take(room({ deadline: DEADLINE }), DEADLINE - 1)).toBe(true);
    expect(lock.dueAt(room({ deadline: null }))).toBeNull();
    expect(lock.dueAt(room({ deadline: DEADLINE + 9_000 }))).toBeGreaterThan(DEADLINE);
    expect(lock.dueAt(room({ phase: "locked", deadline: DEADLINE }))).toBeNull();
  });
});
