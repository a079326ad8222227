import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { question, room, START, ticket } from "../room/samples";
import { ErrorBoundary } from "./ErrorBoundary";
import { translator } from "../views";
import { FakeModel } from "./fake_model";
import widget from "./index";
import { render as renderReact } from "@testing-library/react";

class FakeWebSocket {
  static readonly OPEN = 1;
  static opened: FakeWebSocket[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];

  constructor(readonly address: string) {
    FakeWebSocket.opened.push(this);
  }

  send(frame: string): void {
    this.sent.push(JSON.parse(frame) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  hear(...messages: object[]): void {
    for (const message of messages) this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let seats = 0;

/** A seat of its own for each test: the page's runtime outlives them. */
function access() {
  seats += 1;
  const seat = `seat-${seats}`;
  const given = ticket({ seat, expires_at: Date.now() + 900_000 });
  return { type: "access", ...given, path: "/pylq/", secret: "secret" };
}

const cleanups: (() => void)[] = [];

function show(model: FakeModel): HTMLElement {
  const el = document.createElement("div");
  document.body.append(el);
  act(() => {
    const stop = widget.render({ model, el });
    cleanups.push(() => {
      act(stop);
      el.remove();
    });
  });
  return el;
}

function enter(
  model: FakeModel,
  given = access(),
  asked: Parameters<typeof question>[0] = { kind: "open", options: [] },
): FakeWebSocket {
  act(() => {
    model.say(given);
  });
  const socket = FakeWebSocket.opened.at(-1);
  if (!socket) throw new Error("no socket was opened");
  const welcome = {
    type: "welcome",
    epoch: "epoch-1",
    room: "r1",
    seat: given.seat,
    name: "Ada",
    role: "attendee",
    now: Date.now(),
    expires_at: Date.now() + 900_000,
  };
  act(() => {
    socket.onopen?.();
    socket.hear(welcome, room(), question(asked));
  });
  return socket;
}

beforeEach(() => {
  FakeWebSocket.opened = [];
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["en"]);
});

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

describe("a notebook's view", () => {
  test("is a region with a name", () => {
    const el = show(new FakeModel());
    const region = screen.getByRole("region", { name: /question card/ });
    expect(region).toHaveClass("pylq-root");
    expect(el).toContainElement(region);
  });

  test("carries an answer from the keyboard to the host", async () => {
    const model = new FakeModel();
    show(model);
    const socket = enter(model);
    const person = userEvent.setup();
    await person.type(screen.getByRole("textbox"), "abc");
    await person.keyboard("{Control>}{Enter}{/Control}");
    const command = socket.sent.find(({ type }) => type === "command");
    expect(command).toMatchObject({ name: "make_attempt", body: { answer: "abc" } });
    act(() => {
      socket.hear({
        type: "ack",
        id: command?.id,
        command_id: command?.command_id,
        result: "ok",
        seen: 7,
        stored: { number: 7, answer: "abc", made_at: START },
      });
    });
    expect(screen.getByRole("status")).toHaveTextContent(/saved/i);
  });

  test("answers with a dead kernel", async () => {
    const model = new FakeModel();
    show(model);
    const socket = enter(model);
    model.isDead = true;
    const person = userEvent.setup();
    await person.type(screen.getByRole("textbox"), "abc");
    await person.click(screen.getByRole("button", { name: /send/i }));
    expect(socket.sent.at(-1)).toMatchObject({ type: "command", body: { answer: "abc" } });
  });

  test("shares its socket with the other views of its seat", () => {
    const given = access();
    const models = [new FakeModel(), new FakeModel()];
    for (const model of models) show(model);
    for (const model of models) {
      act(() => {
        model.say(given);
      });
    }
    expect(FakeWebSocket.opened).toHaveLength(1);
    expect(FakeWebSocket.opened[0]?.address).toMatch(/^ws:.*\/pylq\/api\/rooms\/r1\/socket$/);
  });

  test("shares no id with another view on the page: radio buttons find their group by it", () => {
    const roots = [new FakeModel(), new FakeModel()].map((model) => {
      const el = show(model);
      enter(model, access(), { kind: "single" });
      return el;
    });
    const names = roots.map((el) => el.querySelector("input")?.name);
    expect(new Set(names).size).toBe(2);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("takes the focus of whoever clicks beside its controls, so that no key goes astray", () => {
    show(new FakeModel());
    const region = screen.getByRole("region", { name: /question card/ });
    expect(region).toHaveAttribute("tabindex", "-1");
    expect(region).toHaveAttribute("data-lm-suppress-shortcuts", "true");
  });

  test("lets no key out, and marks everything that can have focus", async () => {
    const model = new FakeModel();
    const el = show(model);
    enter(model);
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener("keydown", listen);
    await userEvent.type(screen.getByRole("textbox"), "dd x0{Enter}");
    document.removeEventListener("keydown", listen);
    expect(heard).toEqual([]);
    const focusable = el.querySelectorAll("button, input, textarea, select, a[href], [tabindex]");
    expect(focusable.length).toBeGreaterThan(0);
    for (const element of focusable)
      expect(element).toHaveAttribute("data-lm-suppress-shortcuts", "true");
  });

  test("marks also what appears later", async () => {
    const el = show(new FakeModel());
    const late = document.createElement("p");
    late.innerHTML = '<a href="#x">x</a>';
    el.querySelector(".pylq-root")?.append(late);
    await vi.waitFor(() => {
      expect(late.firstChild).toHaveAttribute("data-lm-suppress-shortcuts");
    });
  });

  test("asks for code and name where the kernel wants that", async () => {
    const model = new FakeModel();
    show(model);
    act(() => {
      model.say({ type: "ask_name", code: "DOG-427", problem: null });
    });
    await userEvent.type(screen.getByRole("textbox", { name: /name/i }), "Ada{Enter}");
    expect(model.sent.at(-1)).toEqual({ type: "join", code: "DOG-427", name: "Ada" });
  });

  test("leaves nothing behind when it is taken away", () => {
    const model = new FakeModel();
    const el = show(model);
    enter(model);
    cleanups.splice(0).forEach((cleanup) => {
      cleanup();
    });
    expect(el).toBeEmptyDOMElement();
    expect(el).not.toHaveClass("pylq-host");
    expect(model.listeners).toBe(0);
  });
});

test("a view that breaks says so, and can be shown again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  let isBroken = true;
  function Fragile() {
    if (isBroken) throw new Error("broken");
    return <p>whole</p>;
  }
  renderReact(
    <ErrorBoundary t={translator(["en"])}>
      <Fragile />
    </ErrorBoundary>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent(/your answers are safe/);
  isBroken = false;
  await userEvent.click(screen.getByRole("button", { name: "Show it again" }));
  expect(screen.getByText("whole")).toBeInTheDocument();
});
