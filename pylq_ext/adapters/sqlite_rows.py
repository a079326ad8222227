"""Rows of the SQLite store as the domain's objects, and back."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from sqlite3 import Row
from typing import Any

import msgspec

from pylq_ext.domain.answers import Answer, Attempt
from pylq_ext.domain.commands import Action, MakeAttempt
from pylq_ext.domain.outcomes import (
    Accepted,
    Amended,
    Fact,
    Joined,
    Marked,
    Outcome,
    Refused,
    Removed,
    Renamed,
    Result,
    Stored,
)
from pylq_ext.domain.question import Face, Key, Question
from pylq_ext.domain.room import Amendment, Role, Room, Round, RoundPhase, Seat
from pylq_ext.ports.room_store import StoredQuestion, StoreUnavailable

ROOM = (
    "id, name, owner, code, opened_at, current_round, accepting_until, version, last_number,"
    " closed_at, door_address"
)
#: Which rooms are open. Every code is above "", which lets their own index be searched.
OPEN = "closed_at IS NULL AND code > ''"
ROUND = "id, number, question, bank, cell, phase, picked_at, locked_at, revealed_at"
SEAT = (
    "seats.id, role, identities.name, secret_hash, joined_at, generation, removed_at"
    " FROM seats JOIN identities ON identities.seat = seats.id"
)
ATTEMPT = "number, round, seat, answer, made_at, at_lock, room, checksum"
QUESTION = "hash, face, document, key, settings"
AMENDMENT = "round, n, key, at, actor"
FACT = "number, kind, seat, body, made_at"


class DamagedAttempt(StoreUnavailable):
    """An attempt's row is not as it was written."""


class _Settings(msgspec.Struct):
    tags: tuple[str, ...] = ()
    shuffle: bool = False
    seconds: int | None = None
    difficulty: str = ""


class _Remembered(msgspec.Struct):
    result: Result
    reason: str
    # None: whatever counts when a repeat comes.
    stored: dict[str, str | int | bool | Answer | None] | None


class _AmendedBody(msgspec.Struct):
    round: str
    amendment: int


class _MarkedBody(msgspec.Struct):
    round: str
    attempts: tuple[int, ...]
    share: float | None


_encode = msgspec.json.Encoder(order="deterministic").encode
_answer = msgspec.json.Decoder(Answer)
_face = msgspec.json.Decoder(Face)
_key = msgspec.json.Decoder(Key)
_right = msgspec.json.Decoder(frozenset[str] | None)
_amended = msgspec.json.Decoder(_AmendedBody)
_marked = msgspec.json.Decoder(_MarkedBody)
_settings = msgspec.json.Decoder(_Settings)
_remembered = msgspec.json.Decoder(_Remembered)


def room_of(row: Row) -> Room:
    """Return the room of a row of `ROOM`."""
    return Room(*row)


def round_of(row: Row) -> Round:
    """Return the round of a row of `ROUND`."""
    number_of_phase = 5
    fields = list(row)
    fields[number_of_phase] = RoundPhase(fields[number_of_phase])
    return Round(*fields)


def seat_of(row: Row) -> Seat:
    """Return the seat of a row of `SEAT`."""
    seat, role, *rest = row
    return Seat(seat, Role(role), *rest)


def attempt_of(row: Row) -> Attempt:
    """Return the attempt of a row of `ATTEMPT`; raises DamagedAttempt if its checksum is off."""
    number, round_id, seat, answer, made_at, at_lock, room, checksum = row
    if checksum_of(room, number, round_id, seat, answer, made_at, at_lock) != checksum:
        raise DamagedAttempt(
            f"The stored attempt {number} of room {room} is damaged; restore the database from a"
            " copy, or open a new room."
        )
    return Attempt(number, round_id, seat, _answer.decode(answer), made_at, bool(at_lock))


def attempt_row(room: str, attempt: Attempt) -> tuple[Any, ...]:
    """Return the values of `attempts`' columns in the table's order."""
    answer = _encode(attempt.answer).decode()
    values = (
        room,
        attempt.number,
        attempt.round,
        attempt.seat,
        answer,
        int(attempt.at_lock),
        attempt.made_at,
    )
    checksum = checksum_of(
        room,
        attempt.number,
        attempt.round,
        attempt.seat,
        answer,
        attempt.made_at,
        int(attempt.at_lock),
    )
    return (*values, checksum)


def checksum_of(*values: object) -> int:
    """Return a CRC-32 over the values: random damage passed SQLite's own check in 2 of 60 cases."""
    return zlib.crc32("\0".join(map(str, values)).encode())


def question_row(stored: StoredQuestion) -> tuple[str, ...]:
    """Return the values of `questions`' columns in the table's order."""
    question = stored.question
    settings = _Settings(question.tags, question.shuffle, question.seconds, question.difficulty)
    return (
        stored.hash,
        stored.face,
        _encode(question.face).decode(),
        _encode(question.key).decode(),
        _encode(settings).decode(),
    )


def question_of(row: Row) -> StoredQuestion:
    """Return the question of a row of `QUESTION`."""
    question_hash, face_hash, document, key, settings = row
    kept = _settings.decode(settings)
    question = Question(
        _face.decode(document),
        _key.decode(key),
        kept.tags,
        kept.shuffle,
        kept.seconds,
        kept.difficulty,
    )
    return StoredQuestion(question_hash, face_hash, question)


def amendment_of(row: Row) -> Amendment:
    """Return the amendment of a row of `AMENDMENT`."""
    round_id, n, right, at, actor = row
    return Amendment(round_id, n, _right.decode(right), at, actor)


def amendment_row(amendment: Amendment) -> tuple[Any, ...]:
    """Return the values of `amendments`' columns in the table's order."""
    right = None if amendment.right is None else sorted(amendment.right)
    return (
        amendment.round,
        amendment.n,
        _encode(right).decode(),
        amendment.at,
        amendment.actor,
    )


def fact_of(row: Row) -> Fact:
    """Return the fact of a row of `FACT`."""
    number, kind, seat, body, at = row
    match kind:
        case "joined":
            return Joined(number, seat, at)
        case "renamed":
            return Renamed(number, seat, at)
        case "removed":
            return Removed(number, seat, at)
        case "amended":
            named = _amended.decode(body)
            return Amended(number, seat, at, named.round, named.amendment)
        case "marked":
            return marked_of(row)
        case _:
            raise StoreUnavailable(
                f"Fact {number} is of a kind that this version does not know ({kind}): install the"
                " newer one that wrote it."
            )


def marked_of(row: Row) -> Marked:
    """Return the mark by hand of a row of `FACT` whose kind is `marked`."""
    number, _, seat, body, at = row
    said = _marked.decode(body)
    return Marked(number, seat, at, said.round, said.attempts, said.share)


def fact_row(room: str, fact: Fact) -> tuple[Any, ...]:
    """Return the values of `facts`' columns in the table's order."""
    body = "{}"
    match fact:
        case Joined():
            kind = "joined"
        case Renamed():
            kind = "renamed"
        case Removed():
            kind = "removed"
        case Amended():
            kind = "amended"
            body = _encode(_AmendedBody(fact.round, fact.amendment)).decode()
        case Marked():
            kind = "marked"
            body = _encode(_MarkedBody(fact.round, fact.attempts, fact.share)).decode()
    return (room, fact.number, kind, fact.seat, body, fact.at)


def remembered(action: Action, outcome: Outcome) -> str:
    """Return what is kept of an outcome, for repeats of its order."""
    if isinstance(outcome, Accepted):
        return _encode(_Remembered(outcome.result, "", dict(outcome.stored))).decode()
    # A refused attempt is told the answer that counts. Kept with every refusal, long answers fill
    # the disk fast, with what `attempts` holds already.
    by_what_counts = isinstance(action, MakeAttempt) and outcome.stored
    stored = None if by_what_counts else dict(outcome.stored)
    return _encode(_Remembered(outcome.result, outcome.reason, stored)).decode()


def repeated(text: str, what_counts: Callable[[], Stored]) -> Outcome:
    """Return what a repeat gets: the first refusal, or the first result as a duplicate.

    `what_counts` is asked if that is to be told instead of what the first was told.
    """
    kept = _remembered.decode(text)
    stored = what_counts() if kept.stored is None else kept.stored
    if kept.result is Result.OK:
        return Accepted(stored=stored, result=Result.DUPLICATE)
    return Refused(kept.result, kept.reason, stored)
