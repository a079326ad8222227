"""What a host's refusal means for whoever called a method: an error with an English sentence."""

from __future__ import annotations

from typing import Final

from pylq_ext.domain.errors import (
    Busy,
    Conflict,
    Denied,
    ExpiredTicket,
    InvalidInput,
    NoOpenRound,
    NoSuchRoom,
    NotRevealed,
    PyLQError,
    RoomClosed,
    StaleRound,
)
from pylq_ext.domain.outcomes import Result
from pylq_ext.protocol.client import Lost
from pylq_ext.protocol.constants import CloseCode
from pylq_ext.protocol.messages import Ack
from pylq_ext.widgets.host import error_of

_NOT_OPEN: Final = {
    "locked": "The round is locked: answers are no longer taken.",
    "revealed": "The feedback of this round has been shown: answers are no longer taken.",
    "waiting": "There is no question now.",
    "no_round": "There is no current round: pick a question first.",
    "open": "The round is open: lock it or show its feedback first.",
}

_STALE: Final = {
    "withdrawn": "The question was withdrawn before your answer came.",
    "other_round": "Another question is the current one by now; this answer was not stored.",
}

_INVALID: Final = {
    "no_such_question": "The host holds no question with that hash: send it first.",
    "no_such_round": "The room has had no round of that number.",
    "no_such_seat": "Nobody in this room has that seat.",
    "no_options": "This question has no options, so none of them can be right.",
    "no_such_option": "This question has no such option.",
    "no_such_attempt": "There is no such answer in this round.",
}


def refusal(ack: Ack) -> PyLQError:
    """Return the error for an ack that is neither `ok` nor `duplicate`; `stored` is in `params`."""
    error = _refusal(ack)
    error.params = {**ack.params, **ack.stored, "reason": ack.reason}
    return error


def _refusal(ack: Ack) -> PyLQError:
    reason = ack.reason
    match ack.result:
        case Result.NOT_OPEN if reason == "not_revealed":
            return NotRevealed("Only a round whose feedback was shown can be shown again.")
        case Result.NOT_OPEN:
            return NoOpenRound(_NOT_OPEN.get(reason, f"The round's phase forbids it ({reason})."))
        case Result.CLOSED:
            return RoomClosed("The room is closed.")
        case Result.STALE_ROUND:
            return StaleRound(_STALE.get(reason, "This round is not the current one."))
        case Result.CONFLICT if reason == "other_answer":
            return Conflict(
                "Another answer of yours was stored meanwhile, perhaps from another window. "
                "Look at it, and answer again if you want this one to count."
            )
        case Result.CONFLICT:
            return Conflict("The room changed meanwhile. Look at it, and order again.")
        case Result.DENIED if reason == "expired_ticket":
            return ExpiredTicket("The ticket had ended; nothing was stored. Try again.")
        case Result.DENIED if reason == "removed":
            return Denied("You are no longer in this room.")
        case Result.DENIED:
            return Denied("Your role in this room does not allow that.")
        case Result.BUSY:
            return Busy("The host could not store it now, and stored nothing.")
        case _:
            message = ack.params.get("detail") or _INVALID.get(reason)
            return error_of(reason, message or f"The host refused this: {reason}.", {})


def ending(lost: Lost) -> PyLQError:
    """Return the error for a socket that will not come back."""
    match lost.code:
        case CloseCode.DENIED:
            return Denied("You are not, or no longer, in this room.")
        case CloseCode.NO_SUCH_ROOM:
            return NoSuchRoom("There is no such room on this host.")
        case CloseCode.ROOM_CLOSED:
            return RoomClosed("The room is closed.")
        case CloseCode.UNKNOWN_VERSION:
            return InvalidInput(
                "The host speaks another version of PyLiveQuestions than this kernel. Install the "
                "same version of `pylivequestions` in both, and restart the kernel."
            )
        case _:
            return PyLQError(
                f"The host ended the connection ({lost.code}: {lost.reason or 'no reason'}). "
                "This is a defect in PyLiveQuestions; please report it."
            )
