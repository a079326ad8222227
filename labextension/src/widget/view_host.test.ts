import { describe, expect, test } from "vitest";

import { Runtime } from "../room/runtime";
import type { Surroundings } from "../room/shared_room";
import { ticket } from "../room/samples";
import { FakeModel } from "./fake_model";
import { ViewHost } from "./view_host";

/** Surroundings in which nothing ever answers: views must not need that. */
function lonely(): Surroundings & { opened: string[] } {
  const opened: string[] = [];
  return {
    opened,
    now: () => 1_700_000_000_000,
    random: () => 0.5,
    newId: () => "id",
    after: () => () => undefined,
    onWake: () => () => undefined,
    openSocket: (path) => {
      opened.push(path);
      return { send: () => undefined, drop: () => undefined };
    },
    fetchTicket: () => new Promise(() => undefined),
    postToRoom: () => Promise.resolve(null),
    callRooms: () => new Promise(() => undefined),
    fetchAsset: () => new Promise(() => undefined),
    addresses: { make: () => "", revoke: () => undefined },
    fetchHistory: () => new Promise(() => undefined),
    storage: () => localStorage,
    drafts: () => ({ read: () => new Map(), keep: () => undefined }),
  };
}

function page(baseUrl?: string) {
  const script = document.createElement("script");
  script.textContent = JSON.stringify({ baseUrl });
  return {
    getElementById: () => (baseUrl === undefined ? null : script),
    cookie: "",
    baseURI: "http://here/",
  };
}

const access = {
  type: "access",
  ...ticket({ room: "r1", seat: "s1" }),
  path: "/given/pylq/",
  secret: "secret",
};

function start(model = new FakeModel(), world = lonely(), where = page()) {
  const waits = new Set<() => void>();
  const host = new ViewHost(model, new Runtime(world), where, (_delay, act) => {
    waits.add(act);
    return () => waits.delete(act);
  });
  const stop = host.start();
  /** Longer than anybody has patience. */
  const wait = () => {
    for (const act of waits) act();
  };
  return { model, world, host, stop, wait };
}

describe("a view", () => {
  test("listens before it says that it is ready", () => {
    const model = new FakeModel();
    const listening: number[] = [];
    model.send = () => listening.push(model.listeners);
    start(model);
    expect(listening).toEqual([1]);
  });

  test("shows the room as soon as it has access", () => {
    const { model, host, world } = start();
    expect(model.sent).toEqual([{ type: "ready" }]);
    expect(host.getSnapshot()).toEqual({ what: "beginning", notice: null });
    model.say(access);
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
    expect(world.opened).toEqual(["/given/pylq/"]);
  });

  test("finds the host at its own page's server first", () => {
    const { model, host, world } = start(undefined, undefined, page("/user/ada/"));
    expect(host.path).toBe("/user/ada/pylq/");
    model.say(access);
    expect(world.opened).toEqual(["/user/ada/pylq/"]);
  });

  test("goes to a host elsewhere where the kernel says so, not to its own page's server", () => {
    const { model, host, world } = start(undefined, undefined, page("/user/ada/"));
    model.say({ ...access, path: "http://10.0.0.7:8765/" });
    expect(world.opened).toEqual(["http://10.0.0.7:8765/"]);
    expect(host.path).toBe("http://10.0.0.7:8765/");
  });

  test("on an encrypted page says that it may not open a host that is not", () => {
    const encrypted = { ...page("/user/ada/"), baseURI: "https://hub.example/user/ada/lab" };
    const { model, host, world } = start(undefined, undefined, encrypted);
    model.say({ ...access, path: "http://10.0.0.7:8765/" });
    expect(world.opened).toEqual([]);
    expect(host.getSnapshot()).toEqual({
      what: "beginning",
      notice: { code: "insecure_host", params: { host: "10.0.0.7:8765" } },
    });
  });

  test("stays with its room when the kernel gives access again", () => {
    const { model, host, world } = start();
    model.say(access);
    const before = host.getSnapshot();
    model.say({ ...access, ticket: "another" });
    expect(host.getSnapshot()).toBe(before);
    expect(world.opened).toHaveLength(1);
  });

  test("follows its kernel into another room", () => {
    const { model, host } = start();
    model.say(access);
    const before = host.getSnapshot();
    model.say({ ...access, room: "r2" });
    expect(host.getSnapshot()).not.toBe(before);
  });

  test("of a room that another view shows works with a kernel that says nothing", () => {
    const runtime = new Runtime(lonely());
    const first = new FakeModel({ room: "r1", seat: "s1" });
    new ViewHost(first, runtime, page()).start();
    first.say(access);
    const second = new FakeModel({ room: "r1", seat: "s1", view: "results" });
    second.isDead = true;
    const host = new ViewHost(second, runtime, page());
    host.start();
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
  });

  test("asks for code and name, and passes them on", () => {
    const { model, host } = start();
    model.say({ type: "ask_name", code: "DOG-427", problem: null });
    expect(host.getSnapshot()).toEqual({ what: "name", code: "DOG-427", problem: null });
    host.join("DOG-427", "Ada");
    expect(model.sent.at(-1)).toEqual({ type: "join", code: "DOG-427", name: "Ada" });
    model.say({ type: "ask_name", code: "DOG-427", problem: "no_such_room" });
    expect(host.getSnapshot()).toMatchObject({ problem: "no_such_room" });
    model.say(access);
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
  });

  test("gives the bank to its room, whichever comes first", () => {
    const line = { number: 1, title: "Sorted", kind: "single", tags: ["a", 7], hash: "h" };
    const bank = { type: "bank", title: "Python", questions: [line, { title: "no number" }] };
    for (const messages of [
      [bank, access],
      [access, bank],
    ]) {
      const { model, host } = start();
      for (const message of messages) model.say(message);
      const showing = host.getSnapshot();
      if (showing.what !== "room") throw new Error("the room is not shown");
      expect(showing.shared.getSnapshot().bank).toEqual({
        title: "Python",
        questions: [{ ...line, tags: ["a"], bank: null, cell: null, problem: null }],
      });
    }
  });

  test.each([
    ["panel", [{ type: "bank" }]],
    ["controls", [{ type: "bank" }]],
    ["results", []],
    ["card", []],
  ])("of the sort %s asks for an edited bank: %j", (view, expected) => {
    const { model, host } = start(new FakeModel({ room: "r1", seat: "s1", view }));
    const before = model.sent.length;
    host.look();
    expect(model.sent.slice(before)).toEqual(expected);
  });

  test("tells of trouble, before the room and in it", () => {
    const { model, host } = start();
    const trouble = { type: "trouble", code: "no_host", message: "No host." };
    const notice = { code: "no_host", params: { message: "No host." } };
    model.say(trouble);
    expect(host.getSnapshot()).toEqual({ what: "beginning", notice });
    host.dismiss();
    expect(host.getSnapshot()).toEqual({ what: "beginning", notice: null });
    model.say(access);
    model.say(trouble);
    const showing = host.getSnapshot();
    if (showing.what !== "room") throw new Error("the room is not shown");
    expect(showing.shared.getSnapshot().notice).toEqual(notice);
  });

  test.each([null, "ready", 7, {}, { type: "confetti" }, { type: "access" }, { type: "bank" }])(
    "is not shaken by %j from a kernel",
    (message) => {
      const { model, host } = start();
      model.say(message);
      expect(host.getSnapshot()).toEqual({ what: "beginning", notice: null });
    },
  );

  test("says so when its kernel says nothing, until it does", () => {
    const { model, host, wait } = start();
    wait();
    const silent = { what: "beginning", notice: { code: "kernel_silent" } };
    expect(host.getSnapshot()).toEqual(silent);
    model.say(access);
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
  });

  test("says nothing of that once its kernel has spoken, or the view is gone", () => {
    const [asked, gone] = [start(), start()];
    asked.model.say({ type: "ask_name", code: "", problem: null });
    asked.wait();
    expect(asked.host.getSnapshot()).toMatchObject({ what: "name", problem: null });
    gone.stop();
    gone.wait();
    expect(gone.host.getSnapshot()).toEqual({ what: "beginning", notice: null });
  });

  test("goes on when its kernel is gone", () => {
    const { model, host } = start();
    model.say(access);
    model.isDead = true;
    host.join("DOG-427", "Ada");
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
  });

  test("that is taken away hears nothing more", () => {
    const { model, stop } = start();
    stop();
    expect(model.listeners).toBe(0);
  });
});
