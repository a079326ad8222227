import { beforeEach, expect, test } from "vitest";

import { Skipped } from "./skipped";

const stored = (room: string) => new Skipped(room, () => localStorage);

beforeEach(() => {
  localStorage.clear();
});

test("what is skipped in a room is skipped after a reload, in that room only", () => {
  stored("r1").set("c1", true);
  expect([...stored("r1").getSnapshot()]).toEqual(["c1"]);
  expect([...stored("r2").getSnapshot()]).toEqual([]);
});

test("what is taken back leaves nothing behind", () => {
  const skipped = stored("r1");
  skipped.set("c1", true);
  skipped.set("c1", false);
  expect(skipped.getSnapshot().size).toBe(0);
  expect(localStorage).toHaveLength(0);
});

test("two pages of one room do not undo each other", () => {
  const [one, other] = [stored("r1"), stored("r1")];
  one.set("c1", true);
  other.set("c2", true);
  expect([...stored("r1").getSnapshot()].sort()).toEqual(["c1", "c2"]);
  other.set("c1", false);
  one.set("c3", true);
  expect([...stored("r1").getSnapshot()].sort()).toEqual(["c2", "c3"]);
});

test("views are told, also where nothing can be stored", () => {
  const skipped = new Skipped("r1", () => {
    throw new Error("refused");
  });
  let told = 0;
  skipped.subscribe(() => (told += 1));
  skipped.set("c1", true);
  expect([told, ...skipped.getSnapshot()]).toEqual([1, "c1"]);
});

test.each(["{", "7", '{"a": 1}'])("%s in the storage is nothing skipped", (text) => {
  localStorage.setItem("pylivequestions.skipped/r1", text);
  expect(stored("r1").getSnapshot().size).toBe(0);
});
