"""Commands of the wire as orders of the domain, and what came of them as acks."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from pylq_ext.domain.by_hand import BY_HAND
from pylq_ext.domain.commands import (
    Action,
    Clear,
    Close,
    CorrectKey,
    Lock,
    MakeAttempt,
    MarkByHand,
    Pick,
    Remove,
    Rename,
    Reopen,
    ShowFeedback,
    ShowRound,
    Undo,
)
from pylq_ext.domain.errors import InvalidAnswer, InvalidInput
from pylq_ext.domain.kinds import key_ids, rules_of
from pylq_ext.domain.kinds.options import letter
from pylq_ext.domain.names import clean_name
from pylq_ext.domain.outcomes import Accepted, Result
from pylq_ext.domain.question import Question
from pylq_ext.ports.room_store import Committed
from pylq_ext.protocol.codec import read_body
from pylq_ext.protocol.messages import (
    Ack,
    Command,
    CorrectKeyBody,
    LockBody,
    MakeAttemptBody,
    MarkBody,
    NoBody,
    PickBody,
    RemoveBody,
    RenameBody,
    ShowRoundBody,
)
from pylq_ext.service.question_shelf import QuestionShelf
from pylq_ext.service.room_state import RoomState

MAX_COMMAND_ID: Final = 64

_BARE_ACTIONS: Final[dict[str, Action]] = {
    "undo": Undo(),
    "reopen": Reopen(),
    "show_feedback": ShowFeedback(),
    "clear": Clear(),
    "close": Close(),
}

#: What each command orders.
ACTIONS: Final[dict[str, type[Action]]] = {
    **{name: type(action) for name, action in _BARE_ACTIONS.items()},
    "pick": Pick,
    "lock": Lock,
    "correct_key": CorrectKey,
    "mark": MarkByHand,
    "remove": Remove,
    "rename": Rename,
    "show_round": ShowRound,
    "make_attempt": MakeAttempt,
}


async def read_action(command: Command, state: RoomState, shelf: QuestionShelf) -> Action:
    """Return what a command orders; raises InvalidInput, with `code` in its params, and StoreBusy.

    `state` may be a moment behind: it is asked only for a round's question, which never changes.
    """
    body = read_body(command)
    match body:
        case NoBody():
            return _BARE_ACTIONS[command.name]
        case LockBody():
            return Lock(body.now)
        case ShowRoundBody():
            return ShowRound(body.round)
        case CorrectKeyBody():
            return _correction(body, state)
        case MarkBody():
            return _mark(body, state)
        case RemoveBody():
            return Remove(body.seat)
        case RenameBody():
            return Rename(body.seat, clean_name(body.name, "A participant"))
        case PickBody():
            if await shelf.get(body.question) is None:
                raise InvalidInput(
                    "The host holds no question of that hash: send it first.",
                    code="no_such_question",
                )
            return Pick(body.question, body.bank, body.cell, body.again)
        case MakeAttemptBody():
            if command.seen is UNSET:
                raise InvalidInput("`seen` names the own attempt that is replaced.", code="seen")
            return _attempt(body, command.seen, state)


def _asked_in(round_id: str, state: RoomState) -> Question:
    asked = state.rounds.get(round_id)
    if asked is None:
        raise InvalidInput("The room has had no such round.", code="no_such_round")
    return state.questions[asked.question].question


def _correction(body: CorrectKeyBody, state: RoomState) -> CorrectKey:
    question = _asked_in(body.round, state)
    ids = key_ids(question.face, question.key)
    if not ids:
        raise InvalidInput("This question has no options that could be right.", code="no_options")
    if body.right is None:
        return CorrectKey(body.round, None)
    unknown = [one for one in body.right if one not in ids]
    if unknown:
        letters = ", ".join(letter(known) for known in ids)
        raise InvalidInput(
            f"{unknown[0][:40]!r} is none of the options; they are {letters}.",
            code="no_such_option",
        )
    return CorrectKey(body.round, frozenset(body.right))


def _mark(body: MarkBody, state: RoomState) -> MarkByHand:
    kind = _asked_in(body.round, state).face.kind
    if kind not in BY_HAND:
        raise InvalidInput(
            "Only open text is marked by hand; where there is a key, correct the key.",
            code="not_by_hand",
        )
    return MarkByHand(body.round, tuple(dict.fromkeys(body.attempts)), body.share)


def _attempt(body: MakeAttemptBody, seen: int, state: RoomState) -> MakeAttempt:
    face = _asked_in(body.round, state).face
    try:
        answer = rules_of(face).read_answer(body.answer, face)
    except InvalidAnswer as error:
        raise InvalidInput(str(error), code=error.code) from error
    return MakeAttempt(body.round, answer, seen, body.at_lock)


def ack_of(command: Command, committed: Committed) -> Ack:
    """Return how a command ended, with what its sender must name as `seen` next."""
    outcome = committed.outcome
    stored = dict(outcome.stored)
    seen: int | None = None
    if isinstance(committed.order.action, MakeAttempt):
        number = stored.get("number")
        seen = number if isinstance(number, int) else None
    elif isinstance(outcome, Accepted) and outcome.room is not None:
        # The version that this command made, not the latest: its sender must not order by what it
        # has not been shown. A repeat does not know it any more.
        seen = outcome.room.version
    return Ack(
        id=command.id,
        command_id=command.command_id,
        result=outcome.result,
        reason="" if isinstance(outcome, Accepted) else outcome.reason,
        seen=seen,
        stored=stored,
    )


def refusal(command: Command, result: Result, reason: str, **params: str) -> Ack:
    """Return the ack of a command that was refused before anything was asked of the store."""
    return Ack(command.id, command.command_id, result, reason, params=params)
