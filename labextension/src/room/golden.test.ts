/**
 * The frames that the Python side keeps as examples of protocol v1 (`pylq_ext/protocol/golden/`),
 * read by this client: what hosts say must arrive in the lesson whole, and what this client says
 * must be what the examples of clients' frames say.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, test } from "vitest";

import type { Fact, FeedDocument, Role } from "./documents";
import { type HostFrame, readFrame, type Welcome } from "./frames";
import { Bench, room, START } from "./samples";

interface Golden {
  name: string;
  direction: "host" | "client";
  /** null for what every role says alike. */
  role: Role | null;
  frame: Record<string, unknown> & { type: string };
}

const folder = path.resolve(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "pylq_ext",
  "protocol",
  "golden",
);
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith(".json"))
  : [];
const examples = files.flatMap((name) => {
  const read = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Golden | Golden[];
  return Array.isArray(read) ? read : [read];
});
const named = (direction: Golden["direction"]) =>
  examples
    .filter((example) => example.direction === direction)
    .map((example) => ({ ...example, type: example.frame.type }));

test("there are examples, of every type of frame that a host sends", () => {
  // Without this the tests below would pass by testing nothing.
  expect(files.length, `examples in ${path.basename(folder)}/`).toBeGreaterThanOrEqual(10);
  const types = new Set(named("host").map(({ type }) => type));
  expect([...types].sort()).toEqual(
    expect.arrayContaining(["ack", "feedback", "feed", "mine", "question", "room", "welcome"]),
  );
});

describe("a host's frame", () => {
  const known = named("host").filter(({ frame }) => readFrame(JSON.stringify(frame)) !== null);

  test.for(known)("$name ($role) arrives whole", ({ frame, role }) => {
    const text = JSON.stringify(frame);
    expect(readFrame(text)).toMatchObject(frame);
    const bench = connected(role ?? "attendee");
    arrives(bench, frame as unknown as HostFrame, text);
  });
});

/** A client that waits for what `role` is told. */
function connected(role: Role): Bench {
  const bench = new Bench();
  bench.connect({ role });
  return bench;
}

/** Hear the frame, and find all of it in what views see. */
function arrives(bench: Bench, frame: HostFrame, text: string): void {
  const hear = () => {
    bench.client.frame(text, bench.now);
  };
  switch (frame.type) {
    case "welcome":
      bench.client.closed(1006, bench.now);
      bench.pass(5_000);
      bench.client.opened(bench.now);
      hear();
      expect(bench.lesson).toMatchObject(seen(frame));
      return;
    case "goodbye":
      hear();
      expect(bench.lesson.connection).not.toBe("live");
      return;
    case "ping":
      hear();
      expect(bench.said("pong")).toEqual([{ type: "pong", id: frame.id }]);
      return;
    case "room":
      hear();
      expect(bench.lesson.room).toMatchObject(frame);
      break;
    case "question": {
      const round = { id: "r1.1", number: 1, picked_at: START, face: frame.face };
      bench.hear(room({ round: { ...round, ...(frame.hash && { question: frame.hash }) } }));
      hear();
      expect(bench.lesson.question).toEqual(frame);
      break;
    }
    case "mine":
      if (frame.round !== null)
        bench.hear(room({ version: 1, round: { id: frame.round, number: 1, picked_at: START } }));
      hear();
      expect(bench.lesson.name).toBe(frame.name);
      if (frame.number > 0) {
        expect(bench.lesson.mine).toMatchObject(frame);
        expect(bench.lesson).toMatchObject({ draft: frame.answer, saving: { state: "saved" } });
      } else {
        expect(bench.lesson).toMatchObject({ mine: null, draft: null });
      }
      break;
    case "feedback": {
      const { round, amendment } = frame;
      const reveal = { round, amendment };
      bench.hear(
        room({ phase: "revealed", reveal, round: { id: round, number: 1, picked_at: START } }),
      );
      hear();
      expect(bench.lesson.feedback).toEqual(frame);
      break;
    }
    case "feed":
      bench.hear({ type: "feed", after: 0, to: frame.after, facts: [] } satisfies FeedDocument);
      hear();
      expect([...bench.lesson.people.values()]).toEqual(
        frame.facts.filter((fact: Fact) => fact.kind === "joined"),
      );
      expect(bench.lesson.attempts).toEqual(frame.facts.filter((fact) => fact.kind === "attempt"));
      break;
    case "gauges":
      hear();
      expect(bench.lesson.gauges).toEqual(frame);
      break;
    case "ack":
    case "pong":
      hear();
  }
  expect(bench.lesson.connection).toBe("live");
}

function seen({ seat, name, role }: Welcome) {
  return { connection: "live", seat, name, role };
}

describe("a client's frame", () => {
  /** What this client says where the example says the same. */
  function ours(type: string, name: unknown): object | undefined {
    if (name === "make_attempt") return Bench.open().answer("b");
    const bench = type === "command" ? Bench.owner() : new Bench();
    if (type === "command") {
      const order = String(name);
      const bodies: Record<string, object> = {
        pick: { question: "hash-2", bank: "bank", cell: "cell", again: true },
        show_round: { round: 1 },
        lock: { now: true },
        correct_key: { round: "r1.1", right: ["a"] },
        mark: { round: "r1.1", attempts: [3], share: 0.5 },
        remove: { seat: "s1" },
        rename: { seat: "s1", name: "Ada" },
      };
      bench.take();
      bench.client.order(order, { ...bodies[order] });
      return bench.command();
    }
    bench.connect();
    bench.passAlive(10_000);
    bench.hear({ type: "ping", id: 1 });
    const fresh = { room: "r1", seat: "s1", name: "Ada", role: "attendee", ticket: "new" } as const;
    bench.client.access({ ...fresh, expires_at: bench.now + 9e6 }, bench.now);
    return bench.said(type)[0];
  }

  test.for(named("client"))("$name ($role) has the fields that ours has", ({ type, frame }) => {
    const said = ours(type, frame.name) as Record<string, unknown>;
    // The optional ones may be absent from either.
    const optional = new Set(["seen", "held", "present", "body"]);
    const fields = (message: object) =>
      Object.keys(message)
        .filter((field) => !optional.has(field))
        .sort();
    expect(fields(said)).toEqual(fields(frame));
    if (frame.held) expect(fields(said.held as object)).toEqual(fields(frame.held));
    if (frame.body) {
      for (const field of Object.keys(frame.body)) {
        if (field !== "at_lock" && !(field === "again" || field === "bank" || field === "cell"))
          expect(said.body).toHaveProperty(field);
      }
    }
  });
});
