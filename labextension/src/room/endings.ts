/** What it means that a socket was closed, or a request refused: come back, or leave it. */
import { BACKOFF_CAP } from "./backoff";
import type { Ack } from "./frames";
import type { Notice } from "./lesson";

export type Verdict =
  | {
      then: "return";
      /** Without a wait, if this is the first failure in a row. */
      atOnce?: boolean;
      /** The bound of the first wait. */
      first?: number;
      /** The ticket is not taken any more. */
      newTicket?: boolean;
      /** The host itself said so on the socket: nothing keeps sockets from it. */
      told?: boolean;
    }
  /** `hopeless`: the page itself is wrong, so no ticket makes it right. */
  | { then: "end"; ending: Notice; hopeless?: boolean };

/** After a close code; `reason` is the host's word for it. */
export function afterClose(code: number, reason: string): Verdict {
  switch (code) {
    case 4001:
    case 4002:
      return { then: "return", told: true, atOnce: true, newTicket: true };
    case 4003:
      return end(reason === "removed" ? "removed" : "denied");
    case 4004:
      return end("no_such_room");
    case 4000:
      return { then: "end", ending: { code: "malformed", params: { reason } }, hopeless: true };
    case 4006:
      return { then: "end", ending: { code: "reload_page" }, hopeless: true };
    case 4008:
      return { then: "return" };
    case 4010:
      return end("closed");
    default:
      if (code >= 4000 && code < 4100)
        return { then: "end", ending: { code: "unexpected_close", params: { close: code } } };
      if (code >= 4100 && code < 4200) return { then: "return", told: true, first: BACKOFF_CAP };
      if (code >= 4200 && code < 4300) return { then: "return", told: true, atOnce: true };
      return { then: "return" };
  }
}

/** A host's answer by HTTP; null where there was none that could be read. */
export type HttpAnswer = { status: number; body: unknown } | null;

/** Refusals of a poll that the same seat will always meet. */
const ENDINGS = new Set(["removed", "denied", "role", "no_such_room", "closed"]);

/** After a poll that brought no messages. */
export function afterRefusal(answer: HttpAnswer): Verdict {
  const code = errorCode(answer);
  if (answer?.status === 401) return { then: "return", newTicket: true };
  if (code !== null && ENDINGS.has(code)) return end(code === "role" ? "denied" : code);
  return { then: "return" };
}

/**
 * What an order that was refused without an acknowledgement has come to; null: it may be stored
 * when it is sent again.
 */
export function refusedOrder(command_id: string, answer: HttpAnswer): Ack | null {
  if (!answer || answer.status < 400 || answer.status >= 500) return null;
  // A fresh ticket, or some patience, mends these.
  if (answer.status === 401 || answer.status === 429) return null;
  const reason = errorCode(answer) ?? "denied";
  return { type: "ack", id: 0, command_id, result: "denied", reason };
}

function errorCode(answer: HttpAnswer): string | null {
  const code = (answer?.body as { error?: { code?: unknown } } | null)?.error?.code;
  return typeof code === "string" ? code : null;
}

function end(code: string): Verdict {
  return { then: "end", ending: { code } };
}
