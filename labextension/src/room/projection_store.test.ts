import { describe, expect, test, vi } from "vitest";

import { ProjectionStore } from "./projection_store";

describe("what an instructor asked to see", () => {
  test("is nothing at first", () => {
    expect(new ProjectionStore().getSnapshot()).toEqual({
      safe: true,
      moment: "",
      hasControls: false,
    });
  });

  test("holds for the moment in which it was asked for", () => {
    const store = new ProjectionStore();
    store.ask("r1 before", "split", true);
    store.ask("r1 before", "key", true);
    expect(store.getSnapshot()).toMatchObject({ moment: "r1 before", split: true, key: true });
    store.ask("r2 before", "key", true);
    expect(store.getSnapshot()).not.toHaveProperty("split");
  });

  test("ends with the switch", () => {
    const store = new ProjectionStore();
    store.ask("r1 before", "split", true);
    store.setSafe(true);
    expect(store.getSnapshot()).not.toHaveProperty("split");
  });

  test("is told to every view that listens, and to none that has gone", () => {
    const store = new ProjectionStore();
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    store.setSafe(false);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    store.setSafe(true);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

test("controls are on the page until the last view with some has gone, however often it says so", () => {
  const store = new ProjectionStore();
  const [one, other] = [store.addControls(), store.addControls()];
  one();
  one();
  expect(store.getSnapshot().hasControls).toBe(true);
  other();
  expect(store.getSnapshot().hasControls).toBe(false);
});
