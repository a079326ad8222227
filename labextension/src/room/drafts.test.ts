import { beforeEach, describe, expect, test } from "vitest";

import { forgetDrafts, storedDrafts } from "./drafts";

const draft = { draft: "b", sent: null, next: null };
const open = (seat = "s1") => storedDrafts("r1", seat, () => localStorage);

beforeEach(() => {
  localStorage.clear();
});

describe("stored drafts", () => {
  test("are read again by the next page", () => {
    const sent = { command_id: "c1", seen: 3, answer: ["a", "b"] };
    open().keep("r1.1", { draft: null, sent, next: ["c"] });
    expect(open().read()).toEqual(new Map([["r1.1", { draft: null, sent, next: ["c"] }]]));
  });

  test("belong to one seat", () => {
    open("s1").keep("r1.1", draft);
    expect(open("s2").read().size).toBe(0);
  });

  test("of somebody who left are forgotten, and no one else's", () => {
    open("s1").keep("r1.1", draft);
    open("s1").keep("r1.2", draft);
    open("s2").keep("r1.1", draft);
    forgetDrafts("r1", "s1", () => localStorage);
    expect(open("s1").read().size).toBe(0);
    expect(open("s2").read().size).toBe(1);
  });

  test("are gone once forgotten", () => {
    const drafts = open();
    drafts.keep("r1.1", draft);
    drafts.keep("r1.1", null);
    expect(localStorage.length).toBe(0);
  });

  test("of another tab survive that this one forgets its own", () => {
    const drafts = open();
    drafts.keep("r1.1", draft);
    open().keep("r1.1", { ...draft, draft: "c" });
    drafts.keep("r1.1", null);
    expect(open().read().get("r1.1")?.draft).toBe("c");
  });

  test.each(["", "{", "null", "7", '{"draft":{}}', '{"sent":{"command_id":1}}'])(
    "that are damaged (%s) are no drafts",
    (text) => {
      localStorage.setItem("pylivequestions.draft/r1/s1/r1.1", text);
      expect(open().read().size).toBe(0);
    },
  );

  test("of a browser that refuses to store are no reason to stop", () => {
    const refusing = storedDrafts("r1", "s1", () => {
      throw new DOMException("refused", "SecurityError");
    });
    expect(refusing.read().size).toBe(0);
    refusing.keep("r1.1", draft);
    refusing.keep("r1.1", null);
  });
});
