import { afterEach, describe, expect, test, vi } from "vitest";

import {
  fetchHistory,
  fetchTicket,
  hostPath,
  isForbidden,
  joinRoom,
  type Page,
  postToRoom,
} from "./http";
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

test("a host elsewhere stays where it is, whatever the page's own server is", () => {
  const elsewhere = "http://10.0.0.7:8765/";
  expect(hostPath(elsewhere, page('{"baseUrl": "/base/"}'))).toBe(elsewhere);
  expect(hostPath(elsewhere, page(null))).toBe(elsewhere);
});

test.each([
  ["https://here/lab", "http://10.0.0.7:8765/", true],
  ["https://here/lab", "http://instructor.example/pylq/", true],
  ["https://here/lab", "http://localhost.evil.example/", true],
  ["https://here/lab", "http://127.0.0.1:8765/", false],
  ["https://here/lab", "http://localhost:8765/", false],
  ["https://here/lab", "http://[::1]:8765/", false],
  ["https://here/lab", "https://10.0.0.7:8765/", false],
  ["https://here/lab", "/base/pylq/", false],
  ["http://here/lab", "http://10.0.0.7:8765/", false],
])("whether a page at %s may open %s", (baseURI, path, forbidden) => {
  expect(isForbidden(path, { ...page(null), baseURI })).toBe(forbidden);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(status: number, body: string) {
  const fetched = vi.fn(() => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal("fetch", fetched);
  return () => fetched.mock.calls[0] as unknown as [string, RequestInit];
}

describe("what is posted to a room", () => {
  test("goes by the ticket, in the header that is ours", async () => {
    const asked = answer(409, '{"type":"ack"}');
    const got = await postToRoom("/base/pylq/", "r1", "commands", "t", { a: 1 }, page(null));
    expect(got).toEqual({ status: 409, body: { type: "ack" } });
    const [address, { method, body, headers }] = asked();
    expect(address).toBe("/base/pylq/api/rooms/r1/commands");
    expect(method).toBe("POST");
    expect(body).toBe('{"a":1}');
    expect(headers).toMatchObject({ Authorization: "PyLQ t" });
  });

  test("has no answer where a proxy's page comes instead, or nothing", async () => {
    answer(200, "<html>");
    expect(await postToRoom("/", "r1", "poll", "t", {}, page(null))).toBeNull();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
    expect(await postToRoom("/", "r1", "poll", "t", {}, page(null))).toBeNull();
  });
});

describe("a ticket", () => {
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

  test("of a host elsewhere is asked for without the page's cookie and its token", async () => {
    const asked = answer(200, JSON.stringify(ticket()));
    await fetchTicket("http://10.0.0.7:8765/", "r1", "s1", "secret", page(null, "_xsrf=2%7Cabc"));
    const [address, { headers, credentials }] = asked();
    expect(address).toBe("http://10.0.0.7:8765/api/rooms/r1/tickets");
    expect(headers).not.toHaveProperty("X-XSRFToken");
    expect(credentials).toBe("omit");
  });

  test("comes with a seat that was taken", async () => {
    const joined = { ...ticket(), room_name: "Week 3" };
    const asked = answer(200, JSON.stringify(joined));
    expect(await joinRoom("/", "DOG-427", "Ada", "secret", page(null))).toEqual({ joined });
    const [address, { body }] = asked();
    expect(address).toBe("/api/join");
    expect(body).toBe('{"code":"DOG-427","name":"Ada","secret":"secret"}');
  });

  test.each([
    [404, '{"error": {"code": "no_such_room"}}', "no_such_room"],
    [502, "<h1>Bad gateway</h1>", "no_answer"],
    [200, "{}", "no_answer"],
  ])("is not given with a %s %s", async (status, body, problem) => {
    answer(status, body);
    expect(await joinRoom("/", "DOG-427", "Ada", "secret", page(null))).toEqual({
      joined: null,
      problem,
    });
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

describe("a seat's history", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const history = { type: "history", room: "Week 3", name: "Ada", rounds: [] };

  test("is asked for with the ticket in a header, never in the address", async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(history))));
    vi.stubGlobal("fetch", fetched);
    expect(await fetchHistory("/base/pylq/", "r1", "ticket-1")).toEqual({ history });
    const [address, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect(address).toBe("/base/pylq/api/rooms/r1/history");
    expect(init.headers).toEqual({ Authorization: "PyLQ ticket-1" });
  });

  test.each([
    ["removed", 403, '{"error": {"code": "removed", "message": "", "params": {}}}'],
    ["no_answer", 200, "{}"],
    ["no_answer", 502, "<html>Bad gateway</html>"],
  ])("that cannot be had says %s", async (code, status, body) => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
    expect(await fetchHistory("/pylq/", "r1", "ticket-1")).toEqual({ notice: { code } });
  });

  test("is not waited for without a network", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    const answer = await fetchHistory("/pylq/", "r1", "ticket-1");
    expect(answer).toEqual({ notice: { code: "no_answer" } });
  });
});
