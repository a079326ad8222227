"""Broken rules, each with a stable code that programs can act on."""

from __future__ import annotations

from typing import Any, ClassVar


class PyLQError(Exception):
    """A rule of PyLiveQuestions was broken; nothing was changed.

    `code` is stable across releases and languages; `str(error)` is an English sentence that says
    what was wrong and how to mend it; `params` holds the values that the sentence speaks of.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.params = params


class InvalidInput(PyLQError):
    """What was sent or typed has a shape that cannot be used."""

    code = "invalid"


class InvalidAnswer(InvalidInput):
    """The answer does not fit the question's kind or its options."""

    code = "invalid_answer"


class InvalidName(InvalidInput):
    """A room's or a person's name is empty, too long or has characters that cannot be shown."""

    code = "invalid_name"


class InvalidQuestion(InvalidInput):
    """A cell does not follow the question format; `params["problems"]` lists each mistake."""

    code = "invalid_question"


class Denied(PyLQError):
    """Whoever asks has no right to it, or is no longer in the room."""

    code = "denied"


class InvalidTicket(Denied):
    """The ticket was not issued by this host, or belongs to another room."""

    code = "invalid_ticket"


class ExpiredTicket(Denied):
    """The ticket is older than it may be; the seat secret buys a new one."""

    code = "expired_ticket"


class NoSuchRoom(PyLQError):
    """No room has that id, or no open room has that join code."""

    code = "no_such_room"


class NoSuchQuestion(PyLQError):
    """The host holds no question with that hash: send it first."""

    code = "no_such_question"


class NoSuchSeat(PyLQError):
    """Nobody in the room has that seat."""

    code = "no_such_seat"


class NoSuchAsset(PyLQError):
    """The room shows no image of that hash, or not yet: which of the two is not told."""

    code = "no_such_asset"


class NothingYet(PyLQError):
    """The room has no such document now; another time it may."""

    code = "nothing_yet"


class NoSuchRound(PyLQError):
    """The room has had no round of that number."""

    code = "no_such_round"


class RoomClosed(PyLQError):
    """The lesson is over; its record can still be read by its owner."""

    code = "closed"


class NoOpenRound(PyLQError):
    """There is no round in the phase that the command needs."""

    code = "not_open"


class NotRevealed(PyLQError):
    """Only a round whose feedback has been shown can be shown again."""

    code = "not_revealed"


class StaleRound(PyLQError):
    """The answer is for a round that is no longer the current one."""

    code = "stale_round"


class Conflict(PyLQError):
    """Something changed since the sender last looked; `params` holds what is stored now."""

    code = "conflict"


class Busy(PyLQError):
    """The host could not store it now and stored nothing; the same command may be sent again."""

    code = "busy"
