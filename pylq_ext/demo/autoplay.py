"""A lesson that plays itself, by what an instructor would do: over the owner's socket."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.demo.lesson_socket import LessonSocket
from pylq_ext.demo.rest import Rest
from pylq_ext.demo.trouble import DemoTrouble
from pylq_ext.domain.kinds.options import chosen_options
from pylq_ext.domain.outcomes import Result
from pylq_ext.domain.question import Kind
from pylq_ext.protocol.client import OwnerConnection, Pending
from pylq_ext.protocol.documents import AttemptFact
from pylq_ext.protocol.messages import Ack
from pylq_ext.widgets.host import Ticket

#: Who has not answered so many seconds after the class's usual time is not waited for.
_PATIENCE: Final = 5.0

_WIDTH: Final = 24


class Autoplay:
    """Plays the questions of a bank in a room, and says each thing that it does.

    `expected` answers are waited for before the lock; `seconds` is how long the class takes.
    """

    def __init__(
        self,
        host: Rest,
        room: str,
        *,
        expected: int,
        seconds: float,
        say: Callable[[str], None],
    ) -> None:
        self._host = host
        self._room = room
        self._expected = expected
        self._seconds = seconds
        self._say = say
        self._socket = LessonSocket(
            f"{host.socket_url}api/rooms/{room}/socket",
            OwnerConnection(present=False),
            self._get_ticket,
        )

    async def play(self, questions: Sequence[BankQuestion]) -> None:
        """Play them one after the other, and close the room. Raises the domain's errors."""
        staying = asyncio.create_task(self._socket.stay())
        try:
            await self._socket.until(lambda owner: owner.ready or None)
            for question in questions:
                await self._play_one(question)
            await self._give("Close the room", lambda owner: owner.close())
        finally:
            staying.cancel()
            await asyncio.gather(staying, return_exceptions=True)

    async def _play_one(self, question: BankQuestion) -> None:
        stored = await self._host.put(
            f"api/rooms/{self._room}/questions",
            {"source": question.source, "attachments": dict(question.attachments)},
        )
        ack = await self._give(
            f"Ask question {question.number}: {question.title}",
            lambda owner: owner.pick(stored["hash"], bank=question.bank, cell=question.id),
        )
        round_id = str(ack.stored["id"])
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._seconds + _PATIENCE):
                await self._socket.until(
                    lambda owner: len(_counting(owner, round_id)) >= self._expected or None
                )
        await self._give("  Lock", lambda owner: owner.lock(now=True))
        await asyncio.sleep(self._seconds / 10)
        answers = _counting(self._socket.connection, round_id)
        await self._give("  Feedback", lambda owner: owner.order("show_feedback"))
        self._show(question, answers)
        await asyncio.sleep(self._seconds / 4)

    async def _give(self, what: str, give: Callable[[OwnerConnection], Pending]) -> Ack:
        self._say(what)
        ack = await self._socket.submit(give)
        if ack.result is Result.CONFLICT:
            # Somebody plays along in the panel: what they did is known by now, and this is due.
            ack = await self._socket.submit(give)
        # What a person has done in the panel already need not be done again.
        if ack.result not in (Result.OK, Result.DUPLICATE, Result.NOT_OPEN):
            raise DemoTrouble(f"{what.strip()}: the host refused ({ack.reason or ack.result}).")
        return ack

    def _show(self, question: BankQuestion, answers: dict[str, Any]) -> None:
        face, key = question.question.face, question.question.key
        self._say(f"  {len(answers)} answered")
        if face.kind in (Kind.ORDERING, Kind.MATCHING):
            # Everybody has all of the options: how many have one of them says nothing.
            return
        counts: Counter[str] = Counter()
        for answer in answers.values():
            counts.update(chosen_options(answer))
        for option in face.options:
            count = counts[option.id]
            bar = "█" * round(_WIDTH * count / max(1, len(answers)))
            right = " ✓" if key.right and option.id in key.right else ""
            self._say(f"    {option.id.upper()} {bar:<{_WIDTH}} {count}{right}")

    async def _get_ticket(self) -> Ticket:
        return Ticket(**await self._host.post(f"api/rooms/{self._room}/tickets", {}))


def choose_questions(bank: Bank, count: int) -> list[BankQuestion]:
    """Return so many of a bank's questions in its order, with each kind among them if it can be."""
    usable = [question for question in bank if not question.broken]
    kinds = {question.kind: question for question in reversed(usable)}
    chosen = sorted(kinds.values(), key=lambda question: question.number)[:count]
    for question in usable:
        if len(chosen) >= count:
            break
        if question not in chosen:
            chosen.append(question)
    return sorted(chosen, key=lambda question: question.number)


def _counting(owner: OwnerConnection, round_id: str) -> dict[str, Any]:
    """Return each seat's answer that counts in a round."""
    return {
        fact.seat: fact.answer
        for fact in owner.facts
        if isinstance(fact, AttemptFact) and fact.round == round_id
    }
