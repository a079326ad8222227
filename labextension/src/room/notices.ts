/**
 * Every code that a `Notice` of the room client can carry, for the views' catalogues. A host newer
 * than this page may send others, and a kernel's `trouble` has codes of its own (with its English
 * sentence as `params.message`): a catalogue needs a sentence for what it does not know.
 */

/** Why an answer was NOT stored: `saving.notice` of `refused`. */
export const refusals = [
  "locked",
  "revealed",
  "waiting",
  "closed",
  "withdrawn",
  "other_round",
  "no_such_round",
  /** Another tab or device answered meanwhile; what it stored is the lesson's `mine`. */
  "other_answer",
  "role",
  "removed",
  "invalid_answer",
  /** Longer than a frame may be. */
  "too_large",
  /** The connection ended for good before the host said whether it stored the answer. */
  "unconfirmed",
] as const;

/** Why a connection ended for good: `notice` while `connection` is `ended`. */
export const endings = [
  "denied",
  "removed",
  "closed",
  "no_such_room",
  "invalid_ticket",
  /** The host no longer speaks this page's version. */
  "reload_page",
  /** A defect of this page: the host could not read it. `params.reason` */
  "malformed",
  /** A close code that this page does not know. `params.close` */
  "unexpected_close",
] as const;

/** Why an owner's command changed nothing; `params.command` is the command's name. */
export const commandRefusals = [
  "room_changed",
  "locked",
  "revealed",
  "waiting",
  "open",
  "no_round",
  "not_revealed",
  "closed",
  "role",
  "removed",
  "no_such_question",
  "no_such_round",
  "no_such_seat",
  "no_such_option",
  "no_options",
  "withdrawn",
  "invalid_name",
  "unknown_command",
  "bad_body",
] as const;

/**
 * An answer to a round that is over was refused: `notice` while another round (or none) is on the
 * card. `params.reason` is one of `refusals`.
 */
export const EARLIER_ANSWER_REFUSED = "earlier_answer_refused";
