"""An instructor's room, in a notebook: the panel, and the lesson from Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.domain.errors import InvalidInput, NoSuchQuestion, NoSuchRound
from pylq_ext.domain.question import Face, Key, Kind
from pylq_ext.protocol.client import OwnerConnection, Pending
from pylq_ext.protocol.documents import OwnerQuestion, OwnerRoom, OwnerRound
from pylq_ext.protocol.messages import Ack
from pylq_ext.widgets.bank_list import BankList, put_question
from pylq_ext.widgets.host import Host, NoAnswer
from pylq_ext.widgets.record import (
    ATTEMPT_COLUMNS,
    RESULT_COLUMNS,
    attempt_rows,
    result_rows,
)
from pylq_ext.widgets.room_client import RoomClient, owner_client
from pylq_ext.widgets.tables import table
from pylq_ext.widgets.times import moment
from pylq_ext.widgets.views import Message, View, mimebundle


@dataclass(frozen=True, slots=True, repr=False)
class Round:
    """One question while it was live in a room, as it stood when it was looked at.

    `number` counts the room's picks from 1; `phase` is `open`, `locked` or `revealed`; `bank` and
    `cell` say where the question came from, if from a bank.
    """

    number: int
    title: str
    phase: str
    picked_at: datetime
    bank: str | None = None
    cell: str | None = None
    id: str = ""

    def __repr__(self) -> str:
        return f"<round {self.number}, {self.phase}: {self.title}>"


class Room:
    """A live class session; made by `open_room` and `my_rooms`. Shows the panel.

    Every method that changes something returns after it is stored, within five seconds, or raises:
    Conflict if the room changed meanwhile, NoOpenRound, NotRevealed, RoomClosed, Denied, Busy,
    NoAnswer or NoHost.
    """

    def __init__(self, host: Host, line: Mapping[str, Any], bank: Bank | None = None) -> None:
        self._host = host
        self._line = line
        self._bank = bank
        self._list = BankList(host, line["id"], bank) if bank is not None else None
        self._views: dict[str, View] = {}

    @property
    def name(self) -> str:
        """The room's name."""
        return str(self._line["name"])

    @property
    def code(self) -> str:
        """The join code, like `DOG-427`."""
        return str(self._line["code"])

    @property
    def opened_at(self) -> datetime:
        """When the room was opened (UTC)."""
        return moment(self._line["opened_at"])

    @property
    def link(self) -> str | None:
        """The address that leads into the room."""
        link = self._line.get("link")
        return str(link) if link else None

    @property
    def bank(self) -> Bank | None:
        """The question bank given to `open_room`."""
        return self._bank

    @property
    def phase(self) -> str:
        """`waiting`, `open`, `locked`, `revealed` or `closed`."""
        return str(self._document().phase)

    @property
    def round(self) -> Round | None:
        """The current round; None while there is none."""
        current = self._document().round
        return _round(current) if current is not None else None

    @property
    def rounds(self) -> list[Round]:
        """All rounds so far, but those that were undone."""
        return [_round(entry) for entry in self._document().rounds]

    # Orders

    def pick(self, question: BankQuestion | int | str, again: bool = False) -> Round:
        """Make a question the current round, and return it.

        `question` is one of a bank; or, of the bank given to `open_room`, its number, its cell's
        id, or "next" for the one after the last that was picked. One that is already open or
        locked stays as it is, unless `again` asks for a re-vote. Raises InvalidQuestion with each
        mistake if its cell has some, and NoSuchQuestion if there is none.
        """
        chosen = self._question(question)
        hash_ = put_question(self._host, self._id, chosen)
        ack = self._submit(
            lambda owner: owner.pick(hash_, bank=chosen.bank, cell=chosen.id, again=again)
        )
        return self._round_with(ack)

    def undo(self) -> None:
        """Withdraw the current round, as if it had not been picked; not after the feedback."""
        self._submit(lambda owner: owner.order("undo"))

    def lock(self) -> Round:
        """Take no more answers in the current round; nothing if it is locked."""
        return self._round_with(self._submit(lambda owner: owner.order("lock")))

    def reopen(self) -> Round:
        """Take answers again; not after the feedback."""
        return self._round_with(self._submit(lambda owner: owner.order("reopen")))

    def show_feedback(self) -> Round:
        """Show everyone what is right, and why; an open round is locked at once."""
        return self._round_with(self._submit(lambda owner: owner.order("show_feedback")))

    def show_round(self, number: int) -> Round:
        """Make a round whose feedback was shown current again. Raises NotRevealed, NoSuchRound."""
        return self._round_with(self._submit(lambda owner: owner.show_round(number)))

    def clear(self) -> None:
        """Have no current round: everybody waits."""
        self._submit(lambda owner: owner.order("clear"))

    def close(self) -> None:
        """End the lesson. Its record can still be read; nobody can answer or join any more."""
        self._submit(lambda owner: owner.close())

    # The record

    def attempts(
        self,
        round: Round | int | None = None,  # noqa: A002 - what it is called everywhere
        history: bool = False,
        names: bool = True,
        *,
        as_: str | None = None,
    ) -> Any:
        """Return a DataFrame of the attempts that count, of all rounds or of one.

        Columns: round, question, seat, name, number, answer (as people write it), right, points,
        at (UTC), seconds (since the pick). `history` adds those that were replaced; without
        `names` there is no name; `as_="rows"` returns a list of dictionaries, which needs no
        pandas. Has everything that was stored when it was called. Raises NoSuchRound.
        """
        held = self._client.read_all()
        rounds = self._entries(held, round)
        rows = attempt_rows(held, rounds, history=history, names=names)
        columns = [name for name in ATTEMPT_COLUMNS if names or name != "name"]
        return table(rows, columns, as_)

    def results(
        self,
        round: Round | int | None = None,  # noqa: A002 - what it is called everywhere
        *,
        as_: str | None = None,
    ) -> Any:
        """Return a DataFrame of how a round was answered: answer, count, share, right.

        Without `round`: of the current one, or of the last one if there is none now. Raises
        NoSuchRound.
        """
        held = self._client.read_all()
        document = held.room
        if round is None and document is not None and document.round is not None:
            round = document.round.number  # noqa: A001 - what it is called everywhere
        entries = self._entries(held, round)
        rows = result_rows(held, entries[-1], self._lookup(held)) if entries else []
        return table(rows, RESULT_COLUMNS, as_)

    # Views

    @property
    def panel_view(self) -> View:
        """Everything in one: what the room itself shows."""
        return self._view("panel")

    @property
    def controls_view(self) -> View:
        """Pick, lock, feedback, undo."""
        return self._view("controls")

    @property
    def question_view(self) -> View:
        """The current question, as students see it."""
        return self._view("question")

    @property
    def results_view(self) -> View:
        """How the class answers, while it does."""
        return self._view("results")

    @property
    def attempts_view(self) -> View:
        """Who answers what, while they do."""
        return self._view("attempts")

    @property
    def people_view(self) -> View:
        """Who is in the room."""
        return self._view("people")

    def __repr__(self) -> str:
        closed = ", closed" if self._line.get("closed_at") is not None else ""
        return f"Room {self.name!r}, join code {self.code}{closed}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return mimebundle(self.panel_view, repr(self), **kwargs)

    # Inside

    @property
    def _id(self) -> str:
        return str(self._line["id"])

    @property
    def _client(self) -> RoomClient[OwnerConnection]:
        return owner_client(self._host, self._id)

    def _document(self) -> OwnerRoom:
        document = self._client.look().room
        if document is None:  # another epoch has begun at this very moment
            raise NoAnswer("The room is being read anew: try again.")
        return document

    def _submit(self, give: Callable[[OwnerConnection], Pending]) -> Ack:
        return self._client.submit(give)

    def _round_with(self, ack: Ack) -> Round:
        named = ack.stored.get("id")
        for entry in self._document().rounds:
            if entry.id == named:
                return _round(entry)
        raise NoAnswer(
            "It is stored, but the room has changed again since: look at `round` and `rounds`."
        )

    def _question(self, which: BankQuestion | int | str) -> BankQuestion:
        if isinstance(which, BankQuestion):
            chosen = which
        elif self._bank is None:
            raise InvalidInput(
                "This room has no bank to pick from by number or id: give it one, "
                "open_room(name, bank), or pick a question of a bank, room.pick(bank[3])."
            )
        elif which == "next":
            chosen = self._next(self._bank)
        else:
            try:
                chosen = self._bank[which]
            except LookupError as error:
                raise NoSuchQuestion(str(error.args[0])) from None
        _ = chosen.question  # raises InvalidQuestion, with each mistake
        return chosen

    def _next(self, bank: Bank) -> BankQuestion:
        places = {question.id: question.number for question in bank}
        picked = [
            places[entry.cell]
            for entry in self._document().rounds
            if entry.bank == bank.id and entry.cell in places
        ]
        last = picked[-1] if picked else 0
        for question in bank:
            if question.number > last and not question.broken:
                return question
        raise NoSuchQuestion(f"Question {last} was the last one of the bank {bank.title!r}.")

    def _entries(self, held: OwnerConnection, which: Round | int | None) -> tuple[OwnerRound, ...]:
        rounds = held.room.rounds if held.room is not None else ()
        if which is None:
            return rounds
        number = which.number if isinstance(which, Round) else which
        found = tuple(entry for entry in rounds if entry.number == number)
        if not found:
            raise NoSuchRound(f"The room has no round {number}, or it was undone.", round=number)
        return found

    def _lookup(self, held: OwnerConnection) -> Callable[[str], tuple[Face, Key] | None]:
        def lookup(hash: str) -> tuple[Face, Key] | None:  # noqa: A002 - what it is
            document = held.questions.get(hash)
            if document is not None:
                return _face_and_key(document)
            question = self._list.question(hash) if self._list is not None else None
            return (question.question.face, question.question.key) if question else None

        return lookup

    def _view(self, name: str) -> View:
        if name not in self._views:
            self._views[name] = View(name, self._receive, room=self._id)
        return self._views[name]

    def _receive(self, view: View, message: Message) -> None:
        if message["type"] != "ready":
            return
        view.tell_access(self._host, self._host.ticket(self._id), None)
        if self._list is not None and view.view in ("panel", "controls"):
            view.send(self._list.message)


def _round(entry: OwnerRound) -> Round:
    return Round(
        number=entry.number,
        title=entry.title,
        phase=str(entry.phase),
        picked_at=moment(entry.picked_at),
        bank=entry.bank,
        cell=entry.cell,
        id=entry.id,
    )


def _face_and_key(document: OwnerQuestion) -> tuple[Face, Key] | None:
    try:
        kind = Kind(document.kind)
    except ValueError:  # a later host's
        return None
    face = Face(kind, document.title, document.prompt, document.options, document.points)
    right = None if document.right is None else frozenset(document.right)
    return face, Key(right, document.notes, document.explanation, document.model_answer)
