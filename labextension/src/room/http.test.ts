import { afterEach, describe, expect, test, vi } from "vitest";

import { fetchTicket, hostPath, type Page } from "./http";
import { ticket } from "./samples";

function page(config: string | null, cookie = ""): Page {
  const script = document.createElement("script");
  script.textContent = config;
  const getElementById = (id: string) =>
    id === "jupyter-config-data" && config !== null ? script : null;
  return { getElementById, cookie, baseURI: "http://here/base/lab" };
}

describe("the host's path", () => {
  test.each([
    ['{"baseUrl": "/base/"}', "/base/pylq/"],
    ['{"baseUrl": "/base"}', "/base/pylq/"],
    ['{"baseUrl": "/"}', "/pylq/"],
    ['{"baseUrl": "https://elsewhere/user/ada/"}', "/user/ada/pylq/"],
    ["{}", "/given/pylq/"],
    ["{", "/given/pylq/"],
    [null, "/given/pylq/"],
  ])("of a page with %s is %s", (config, path) => {
    expect(hostPath("/given/pylq/", page(config))).toBe(path);
  });
});

describe("a ticket", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function answer(status: number, body: string) {
    const fetched = vi.fn(() => Promise.resolve(new Response(body, { status })));
    vi.stubGlobal("fetch", fetched);
    return () => fetched.mock.calls[0] as unknown as [string, RequestInit];
  }

  test("is asked for by the seat's secret", async () => {
    const asked = answer(200, JSON.stringify(ticket()));
    const got = await fetchTicket("/base/pylq/", "r1", "s1", "secret", page(null));
    expect(got).toEqual({ ticket: ticket() });
    const [address, { method, body, headers }] = asked();
    expect(address).toBe("/base/pylq/api/rooms/r1/tickets");
    expect(method).toBe("POST");
    expect(body).toBe('{"seat":"s1","secret":"secret"}');
    expect(headers).not.toHaveProperty("X-XSRFToken");
  });

  test("of an owner is asked for by the page's cookie, with its token", async () => {
    const asked = answer(200, JSON.stringify(ticket({ role: "owner" })));
    await fetchTicket("/pylq/", "r1", "s1", null, page(null, "a=1; _xsrf=2%7Cabc; b=2"));
    const [, { body, headers, credentials }] = asked();
    expect(body).toBe("{}");
    expect(headers).toMatchObject({ "X-XSRFToken": "2|abc" });
    expect(credentials).toBe("same-origin");
  });

  test.each([
    [403, "removed", "removed"],
    [403, "denied", "denied"],
    [401, "invalid_ticket", "invalid_ticket"],
    [404, "no_such_room", "no_such_room"],
    [409, "closed", "closed"],
    [503, "busy", null],
    [429, "too_many_tries", null],
  ])("refused with %i %s: ending %s", async (status, code, ending) => {
    answer(status, JSON.stringify({ error: { code, message: "", params: {} } }));
    expect(await fetchTicket("/pylq/", "r1", "s1", "secret", page(null))).toEqual({
      ticket: null,
      ending: ending === null ? null : { code: ending },
    });
  });

  test("refused to the page's cookie may still come from the kernel", async () => {
    answer(403, JSON.stringify({ error: { code: "denied" } }));
    expect(await fetchTicket("/pylq/", "r1", "s1", null, page(null))).toEqual({
      ticket: null,
      ending: null,
    });
  });

  test.each(["<html>", "null", '{"ticket": 7}'])("is not %s", async (body) => {
    answer(200, body);
    const got = await fetchTicket("/pylq/", "r1", "s1", "secret", page(null));
    expect(got).toEqual({ ticket: null, ending: null });
  });

  test("may come later where there is no network", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
    const got = await fetchTicket("/pylq/", "r1", "s1", "secret", page(null));
    expect(got).toEqual({ ticket: null, ending: null });
  });
});
