/** What one view of a notebook shows, by what its kernel said: it needs the kernel only to begin. */
import { hostPath, isForbidden, isTicket, type Page } from "../room/http";
import {
  type Bank,
  type BankLine,
  type Lesson,
  type Notice,
  type Orders,
  unknownLesson,
} from "../room/lesson";
import type { Runtime } from "../room/runtime";
import type { Access, SharedRoom } from "../room/shared_room";

export type View = "panel" | "controls" | "question" | "results" | "attempts" | "people" | "card";

const VIEWS: readonly View[] = [
  "panel",
  "controls",
  "question",
  "results",
  "attempts",
  "people",
  "card",
];

/** Those that list the bank. */
const LISTING: readonly View[] = ["panel", "controls"];

/** Milliseconds without a word from the kernel, after which a person is told so. */
const PATIENCE = 8_000;

/** Calls `act` after `delay` milliseconds; returns how to cancel that. */
export type After = (delay: number, act: () => void) => () => void;

const browserAfter: After = (delay, act) => {
  const timer = setTimeout(act, delay);
  return () => {
    clearTimeout(timer);
  };
};

/** The part of an anywidget model that a view uses. */
export interface ViewModel {
  get(name: "view" | "room" | "seat"): unknown;
  send(content: unknown): void;
  on(event: string, callback: (content: unknown) => void): void;
  off(event: string, callback: (content: unknown) => void): void;
}

/** `beginning`: the kernel has not said yet how to reach the room. */
export type Showing =
  | { what: "beginning"; notice: Notice | null }
  | { what: "name"; code: string; problem: string | null }
  | { what: "room"; shared: SharedRoom };

export class ViewHost {
  readonly view: View;
  readonly #model: ViewModel;
  readonly #runtime: Runtime;
  readonly #page: Page;
  readonly #after: After;
  readonly #listeners = new Set<() => void>();
  #showing: Showing = { what: "beginning", notice: null };
  #release: () => void = () => undefined;
  #cancelPatience: () => void = () => undefined;
  #bank: Bank | null = null;
  #givenPath: string | null = null;

  constructor(
    model: ViewModel,
    runtime: Runtime,
    page: Page = document,
    after: After = browserAfter,
  ) {
    this.#model = model;
    this.#runtime = runtime;
    this.#page = page;
    this.#after = after;
    const view = model.get("view");
    this.view = VIEWS.find((known) => known === view) ?? "card";
  }

  /** Listen, and say so: what the kernel sent before is lost. Returns how to stop. */
  start(): () => void {
    this.#model.on("msg:custom", this.#hear);
    // Another view on this page may know the way: then this one works without any kernel.
    const room = this.#model.get("room");
    const seat = this.#model.get("seat");
    if (typeof room === "string" && room !== "" && typeof seat === "string" && seat !== "") {
      const shared = this.#runtime.find(room, seat);
      if (shared) this.#enter(shared);
    }
    if (this.#showing.what === "beginning") {
      // A notebook that was opened again shows its views without any kernel behind them.
      this.#cancelPatience = this.#after(PATIENCE, () => {
        this.#tell({ code: "kernel_silent" });
      });
    }
    this.#ready();
    return () => {
      this.#cancelPatience();
      this.#model.off("msg:custom", this.#hear);
      this.#release();
      this.#release = () => undefined;
      this.#listeners.clear();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly getSnapshot = (): Showing => this.#showing;

  /** The host's path, as far as it is known: the page's own server first. */
  get path(): string | null {
    const path = hostPath(this.#givenPath ?? "", this.#page);
    return path === "" ? null : path;
  }

  /** The person typed the room's code and a name. */
  readonly join = (code: string, name: string): void => {
    this.#send({ type: "join", code, name });
  };

  /** Somebody is back at a view that lists the bank: the kernel sends it if it was edited. */
  readonly look = (): void => {
    if (LISTING.includes(this.view)) this.#send({ type: "bank" });
  };

  /** The person has read what was told before there was a room. */
  readonly dismiss = (): void => {
    if (this.#showing.what === "beginning") this.#show({ what: "beginning", notice: null });
  };

  readonly #hear = (content: unknown): void => {
    if (typeof content !== "object" || content === null) return;
    const message = content as Record<string, unknown>;
    this.#cancelPatience();
    switch (message.type) {
      case "access":
        this.#access(readAccess(message));
        return;
      case "bank":
        this.#bank = readBank(message);
        if (this.#showing.what === "room") this.#showing.shared.setBank(this.#bank);
        return;
      case "ask_name":
        // A room that is on the screen already stays there: the question is too late.
        if (this.#showing.what === "room" && message.problem == null) return;
        this.#leave();
        this.#show({
          what: "name",
          code: text(message.code) ?? "",
          problem: text(message.problem),
        });
        return;
      case "trouble":
        this.#tell({
          code: text(message.code) ?? "trouble",
          params: { message: text(message.message) ?? "" },
        });
    }
  };

  #access(access: Access | null): void {
    if (!access) return;
    if (isForbidden(access.path, this.#page)) {
      this.#tell({ code: "insecure_host", params: { host: new URL(access.path).host } });
      return;
    }
    this.#givenPath = access.path;
    this.#enter(this.#runtime.open({ ...access, path: hostPath(access.path, this.#page) }));
  }

  #enter(shared: SharedRoom): void {
    if (this.#showing.what !== "room" || this.#showing.shared !== shared) {
      const release = shared.hold(this.#ready);
      this.#release();
      this.#release = release;
      this.#show({ what: "room", shared });
    }
    if (this.#bank) shared.setBank(this.#bank);
  }

  #leave(): void {
    this.#release();
    this.#release = () => undefined;
  }

  #tell(notice: Notice): void {
    if (this.#showing.what === "room") this.#showing.shared.tell(notice);
    else if (this.#showing.what === "name") this.#show({ ...this.#showing, problem: notice.code });
    else this.#show({ what: "beginning", notice });
  }

  #show(showing: Showing): void {
    this.#showing = showing;
    for (const listener of [...this.#listeners]) listener();
  }

  readonly #ready = (): void => {
    this.#send({ type: "ready" });
  };

  #send(content: unknown): void {
    try {
      this.#model.send(content);
    } catch {
      // The kernel is gone. The lesson goes on without it.
    }
  }
}

/** What is on the screen before the kernel has spoken. */
export function beginning(view: View, notice: Notice | null): Lesson {
  return { ...unknownLesson(view === "card" ? "attendee" : "owner"), notice };
}

const nothing = () => undefined;

/** Nothing can be ordered yet; a notice can be put away. */
export function ordersBefore(dismiss: () => void): Orders {
  return {
    setDraft: nothing,
    send: nothing,
    pick: nothing,
    undo: nothing,
    lock: nothing,
    reopen: nothing,
    showFeedback: nothing,
    showRound: nothing,
    correctKey: nothing,
    mark: nothing,
    remove: nothing,
    rename: nothing,
    clear: nothing,
    close: nothing,
    dismiss,
  };
}

function readAccess(message: Record<string, unknown>): Access | null {
  const { path, secret } = message;
  if (!isTicket(message) || typeof path !== "string") return null;
  const { room, seat, name, role, ticket, expires_at } = message;
  return { path, room, seat, name, role, ticket, expires_at, secret: text(secret) };
}

function readBank(message: Record<string, unknown>): Bank {
  const lines: unknown[] = Array.isArray(message.questions) ? message.questions : [];
  return {
    title: text(message.title) ?? "",
    questions: lines.flatMap((line) => readLine(line) ?? []),
  };
}

function readLine(line: unknown): BankLine | null {
  if (typeof line !== "object" || line === null) return null;
  const read = line as Partial<Record<keyof BankLine, unknown>>;
  if (typeof read.number !== "number") return null;
  const tags: unknown[] = Array.isArray(read.tags) ? read.tags : [];
  return {
    number: read.number,
    title: text(read.title) ?? "",
    kind: text(read.kind) ?? "",
    tags: tags.filter((tag) => typeof tag === "string"),
    hash: text(read.hash),
    bank: text(read.bank),
    cell: text(read.cell),
    problem: text(read.problem),
  };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
