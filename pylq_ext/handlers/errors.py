"""Errors as HTTP answers."""

from __future__ import annotations

from typing import Any, Final

from pylq_ext.domain.errors import (
    Busy,
    Conflict,
    Denied,
    ExpiredTicket,
    InvalidInput,
    InvalidTicket,
    NoSuchAsset,
    NoSuchQuestion,
    NoSuchRoom,
    NoSuchRound,
    NothingYet,
    PyLQError,
    RoomClosed,
)

_STATUS: Final[dict[type[PyLQError], int]] = {
    InvalidTicket: 401,
    ExpiredTicket: 401,
    Denied: 403,
    NoSuchRoom: 404,
    NoSuchAsset: 404,
    NoSuchQuestion: 404,
    NoSuchRound: 404,
    NothingYet: 404,
    RoomClosed: 409,
    Conflict: 409,
    InvalidInput: 400,
    Busy: 503,
}


class NotJson(InvalidInput):
    """The request's body is not a JSON object."""

    code = "not_json"


class TooLarge(InvalidInput):
    """The request's body is larger than it may be."""

    code = "too_large"


class TooManyTries(PyLQError):
    """Somebody at this address was wrong too often."""

    code = "too_many_tries"


class NoStore(PyLQError):
    """Rooms cannot be kept by this server."""

    code = "no_store"


class WrongHost(PyLQError):
    """The request names this computer as nobody here does: a page may have been rebound to it."""

    code = "wrong_host"


_STATUS_OF_CODE: Final = {
    NotJson.code: 415,
    TooLarge.code: 413,
    TooManyTries.code: 429,
    NoStore.code: 503,
    WrongHost.code: 421,
}


def status_of(error: PyLQError) -> int:
    """Return the HTTP status of a broken rule."""
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    return next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)


def error_body(error: PyLQError) -> dict[str, Any]:
    """Return what a client is told of a broken rule."""
    params = dict(error.params)
    code = str(params.pop("code", error.code))
    return {"error": {"code": code, "message": str(error), "params": params}}
