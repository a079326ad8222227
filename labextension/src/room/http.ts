/** Tickets over HTTP, and where in a page's server the host is. */
import type { HistoryDocument } from "./documents";
import type { Notice } from "./lesson";
import type { HistoryAnswer } from "./my_answers";
import type { Answer } from "./my_rooms";
import type { Ticket } from "./effects";
import type { HttpAnswer } from "./endings";

const PATIENCE = 15_000;

/** A ticket, or why there is none; `ending`: there never will be one. */
export type TicketAnswer = { ticket: Ticket } | { ticket: null; ending: Notice | null };

/** What is read of the page. */
export type Page = Pick<Document, "getElementById" | "cookie" | "baseURI">;

/**
 * The host's path at the server that this page came from; `given` where the page does not say, and
 * where it is the whole address of a host elsewhere.
 */
export function hostPath(given: string, page: Page = document): string {
  if (isAddress(given)) return given;
  const text = page.getElementById("jupyter-config-data")?.textContent;
  if (!text) return given;
  try {
    const { baseUrl } = JSON.parse(text) as { baseUrl?: unknown };
    if (typeof baseUrl !== "string") return given;
    // The page may say a whole address; only the path is ours, the origin is the page's.
    const path = new URL(baseUrl, page.baseURI).pathname;
    return `${path.endsWith("/") ? path : `${path}/`}pylq/`;
  } catch {
    return given;
  }
}

/** Whether a host is at a whole address, and not at the server that this page came from. */
function isAddress(path: string): boolean {
  return /^https?:\/\//.test(path);
}

/** Whether the browser forbids this page to reach a host: an encrypted page only opens its like. */
export function isForbidden(path: string, page: Page = document): boolean {
  if (!path.startsWith("http://") || !page.baseURI.startsWith("https://")) return false;
  // This very computer counts as safe, in whatever way it is spoken to.
  return !/^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(path).hostname);
}

/** A seat that was taken, or the code of why none was. */
export type JoinAnswer = { joined: Joined } | { joined: null; problem: string };

/** What a host says of a seat that was taken. */
export interface Joined {
  room: string;
  room_name: string;
  seat: string;
  name: string;
  ticket: string;
  expires_at: number;
}

/** Take a seat in the room of a join code, or the seat of the same secret again. */
export async function joinRoom(
  path: string,
  code: string,
  name: string,
  secret: string,
  page: Page = document,
): Promise<JoinAnswer> {
  try {
    const response = await fetch(`${path}api/join`, {
      ...fromThisPage(path, page),
      method: "POST",
      body: JSON.stringify({ code, name, secret }),
    });
    const body: unknown = await response.json();
    if (response.ok && isJoined(body)) return { joined: body };
    return { joined: null, problem: codeOf(body) ?? "no_answer" };
  } catch {
    return { joined: null, problem: "no_answer" };
  }
}

/** The ticket of a seat, for its secret; without one the owner's, for the page's cookie. */
export async function fetchTicket(
  path: string,
  room: string,
  seat: string,
  secret: string | null,
  page: Page = document,
): Promise<TicketAnswer> {
  try {
    const response = await fetch(`${path}api/rooms/${encodeURIComponent(room)}/tickets`, {
      ...fromThisPage(path, page),
      method: "POST",
      body: JSON.stringify(secret === null ? {} : { seat, secret }),
    });
    const body: unknown = await response.json();
    if (response.ok && isTicket(body)) return { ticket: body };
    return { ticket: null, ending: endingOf(body, secret === null ? OWNERS_ENDINGS : ENDINGS) };
  } catch {
    // No network, no host, or a proxy's page instead of an answer: all may be over in a moment.
    return { ticket: null, ending: null };
  }
}

/**
 * Ask the host below `api/rooms`, as the holder of a ticket, or without one as the person whom the
 * page's cookie names.
 */
export async function callRooms(
  path: string,
  method: "GET" | "POST" | "PUT",
  rest: string,
  body: Record<string, unknown> = {},
  ticket: string | null = null,
  page: Page = document,
): Promise<Answer> {
  try {
    const response = await fetch(`${path}api/rooms${rest}`, {
      ...fromThisPage(path, page, ticket),
      method,
      ...(method !== "GET" && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { body: answer };
    const code = codeOf(answer);
    return { notice: { code: code ?? "no_answer" } };
  } catch {
    return { notice: { code: "no_answer" } };
  }
}

/** An image of a room, for a ticket; rejects where there is none for it, or no network. */
export async function fetchAsset(
  path: string,
  room: string,
  hash: string,
  ticket: string,
): Promise<Blob> {
  const response = await fetch(`${path}api/rooms/${encodeURIComponent(room)}/assets/${hash}`, {
    // In the header only: an address is kept in histories and logs.
    headers: { Authorization: `PyLQ ${ticket}` },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`The host answered ${response.status}.`);
  return response.blob();
}

/** Send a poll or an order to a room, by a ticket; null if there is no answer that can be read. */
export async function postToRoom(
  path: string,
  room: string,
  rest: "poll" | "commands",
  ticket: string,
  body: object,
  page: Page = document,
): Promise<HttpAnswer> {
  try {
    const response = await fetch(`${path}api/rooms/${encodeURIComponent(room)}/${rest}`, {
      ...fromThisPage(path, page, ticket),
      method: "POST",
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  } catch {
    return null;
  }
}

/** The history of the seat that the ticket is for; also of a room that was closed a moment ago. */
export async function fetchHistory(
  path: string,
  room: string,
  ticket: string,
): Promise<HistoryAnswer> {
  try {
    const response = await fetch(`${path}api/rooms/${encodeURIComponent(room)}/history`, {
      // A server in front of the host may want its cookie; the host itself asks for the ticket.
      credentials: "same-origin",
      cache: "no-store",
      headers: { Authorization: `PyLQ ${ticket}` },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const body: unknown = await response.json();
    if (response.ok && isHistory(body)) return { history: body };
    return { notice: { code: codeOf(body) ?? "no_answer" } };
  } catch {
    return { notice: { code: "no_answer" } };
  }
}

/**
 * What a request from this page carries: its cookie, and the proof that it is the server's. Neither
 * is any other host's business. And a ticket, if there is one to be asked by.
 */
function fromThisPage(path: string, page: Page, ticket: string | null = null): RequestInit {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (ticket !== null) headers.Authorization = `PyLQ ${ticket}`;
  const xsrf = isAddress(path) ? undefined : /(?:^|;\s*)_xsrf=([^;]*)/.exec(page.cookie)?.[1];
  if (xsrf !== undefined) headers["X-XSRFToken"] = decodeURIComponent(xsrf);
  return {
    credentials: isAddress(path) ? "omit" : "same-origin",
    cache: "no-store",
    headers,
    signal: AbortSignal.timeout(PATIENCE),
  };
}

function codeOf(body: unknown): string | null {
  const code = (body as { error?: { code?: unknown } } | null)?.error?.code;
  return typeof code === "string" ? code : null;
}

/** Refusals that the same secret will always meet. */
const ENDINGS = new Set(["removed", "denied", "invalid_ticket", "no_such_room", "closed"]);
/** And the same cookie: a page that is not let in may still get a ticket from its kernel. */
const OWNERS_ENDINGS = new Set(["no_such_room"]);

function endingOf(body: unknown, endings: ReadonlySet<string>): Notice | null {
  const code = codeOf(body);
  return code !== null && endings.has(code) ? { code } : null;
}

export function isTicket(value: unknown): value is Ticket {
  if (typeof value !== "object" || value === null) return false;
  const ticket = value as Partial<Record<keyof Ticket, unknown>>;
  const texts = [ticket.room, ticket.seat, ticket.role, ticket.ticket];
  return texts.every((text) => typeof text === "string") && typeof ticket.expires_at === "number";
}

function isJoined(value: unknown): value is Joined {
  if (typeof value !== "object" || value === null) return false;
  const joined = value as Partial<Record<keyof Joined, unknown>>;
  const texts = [joined.room, joined.room_name, joined.seat, joined.name, joined.ticket];
  return texts.every((text) => typeof text === "string") && typeof joined.expires_at === "number";
}

function isHistory(value: unknown): value is HistoryDocument {
  return Array.isArray((value as Partial<HistoryDocument> | null)?.rounds);
}
