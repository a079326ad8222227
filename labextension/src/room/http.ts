/** Tickets over HTTP, and where in a page's server the host is. */
import type { Notice } from "./lesson";
import type { Answer } from "./my_rooms";
import type { Ticket } from "./protocol_client";

const PATIENCE = 15_000;

/** A ticket, or why there is none; `ending`: there never will be one. */
export type TicketAnswer = { ticket: Ticket } | { ticket: null; ending: Notice | null };

/** What is read of the page. */
export type Page = Pick<Document, "getElementById" | "cookie" | "baseURI">;

/** The host's path at the server that this page came from; `given` where the page does not say. */
export function hostPath(given: string, page: Page = document): string {
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
      ...asThisPage(page),
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

/** Ask the host below `api/rooms`, as the person whom the page's cookie names. */
export async function callRooms(
  path: string,
  method: "GET" | "POST",
  rest: string,
  body: Record<string, unknown> = {},
  page: Page = document,
): Promise<Answer> {
  try {
    const response = await fetch(`${path}api/rooms${rest}`, {
      ...asThisPage(page),
      method,
      ...(method === "POST" && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { body: answer };
    const code = codeOf(answer);
    return { notice: { code: code ?? "no_answer" } };
  } catch {
    return { notice: { code: "no_answer" } };
  }
}

/** What a request from this page carries: its cookie, and the proof that it is the server's. */
function asThisPage(page: Page): RequestInit {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  const xsrf = /(?:^|;\s*)_xsrf=([^;]*)/.exec(page.cookie)?.[1];
  if (xsrf !== undefined) headers["X-XSRFToken"] = decodeURIComponent(xsrf);
  return {
    credentials: "same-origin",
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
