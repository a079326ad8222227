import { expect, test } from "vitest";

import { type Answer, MyRooms } from "./my_rooms";

const ROOM = { id: "r1", name: "Week 3", code: "DOG-427", phase: "open", opened_at: 1 } as const;

/** A host that answers as it is told, and remembers what it was asked. */
function host(...answers: Answer[]) {
  const asked: unknown[] = [];
  const rooms = new MyRooms((...question) => {
    asked.push(question);
    return Promise.resolve(answers.shift() ?? { body: { rooms: [ROOM] } });
  });
  return { rooms, asked };
}

test("nothing is asked for before somebody looks", () => {
  const { rooms, asked } = host();
  expect(rooms.getSnapshot()).toEqual({ lines: null, busy: false, notice: null });
  expect(asked).toEqual([]);
});

test("the list is what the host says, and whoever looks is told", async () => {
  const { rooms } = host();
  const seen: boolean[] = [];
  rooms.subscribe(() => {
    seen.push(rooms.getSnapshot().busy);
  });
  await rooms.read();
  expect(seen).toEqual([true, false]);
  expect(rooms.getSnapshot().lines).toEqual([ROOM]);
});

test("a room that is opened or closed is asked for, and the list read anew", async () => {
  const { rooms, asked } = host();
  await rooms.open("Week 4");
  await rooms.close("r1");
  expect(asked).toEqual([
    ["POST", "", { name: "Week 4" }],
    ["GET", ""],
    ["POST", "/r1/close"],
    ["GET", ""],
  ]);
});

test("a refusal is told, and the list stays", async () => {
  const { rooms } = host({ body: { rooms: [ROOM] } }, { notice: { code: "invalid_name" } });
  await rooms.read();
  await rooms.open("\u0000");
  expect(rooms.getSnapshot().notice).toEqual({ code: "invalid_name" });
  expect(rooms.getSnapshot().lines).toEqual([ROOM]);
});

test("a host that says nothing is told, and what was read before stays", async () => {
  const { rooms } = host({ body: { rooms: [ROOM] } }, { notice: { code: "no_answer" } });
  await rooms.read();
  await rooms.read();
  expect(rooms.getSnapshot()).toEqual({
    lines: [ROOM],
    busy: false,
    notice: { code: "no_answer" },
  });
});
