"""A student's seat in a room, in a notebook: `join`, the card, and answers from Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pylq_ext.domain.errors import Denied, NoOpenRound, NoSuchRoom, PyLQError, RoomClosed
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.room import RoomPhase
from pylq_ext.protocol.client import AttendeeConnection
from pylq_ext.widgets.host import Host, Ticket
from pylq_ext.widgets.room_client import RoomClient, attendee_client
from pylq_ext.widgets.seat_file import Seat, SeatFiles, entered
from pylq_ext.widgets.shown_question import ShownQuestion, face_of, shown
from pylq_ext.widgets.times import moment
from pylq_ext.widgets.views import Message, View, mimebundle


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer is stored: its number in the room, and when (UTC)."""

    number: int
    at: datetime


class Me:
    """Somebody's seat in a room, or the wish for one; made by `join`. Shows the card."""

    def __init__(self, host: Host, files: SeatFiles) -> None:
        self._host = host
        self._files = files
        self._seat: Seat | None = None
        self._room_name = ""
        #: What the card fills in when it asks for code and name.
        self._asked_code = ""
        self._card: View | None = None

    @property
    def name(self) -> str | None:
        """The name in the room, which may have a number after it; None before joining."""
        return self._seat.name if self._seat is not None else None

    @property
    def code(self) -> str | None:
        """The room's join code; None before joining."""
        return self._seat.code if self._seat is not None else None

    @property
    def room_name(self) -> str | None:
        """The room's name; None before joining."""
        return self._room_name if self._seat is not None else None

    @property
    def phase(self) -> str | None:
        """`waiting`, `open`, `locked`, `revealed` or `closed`; None before joining."""
        if self._seat is None:
            return None
        client = self._client(self._seat)
        try:
            room = client.look().room
        except RoomClosed:
            return str(RoomPhase.CLOSED)
        return str(room.phase) if room is not None else None

    @property
    def question(self) -> ShownQuestion | None:
        """The current question; None while there is none."""
        if self._seat is None:
            return None
        question = self._client(self._seat).look().question
        return shown(question) if question is not None else None

    def answer(self, answer: object) -> Saved:
        """Answer the current question: `"B"`, `["A", "C"]`, or a text. Later answers replace it.

        Returns once it is stored, within five seconds. Raises NoOpenRound while no question is
        open, InvalidAnswer if it does not fit the question, Conflict if another window answered
        meanwhile, StaleRound, RoomClosed, Denied, Busy, NoAnswer or NoHost; then it is not stored,
        or (NoAnswer) the card tells whether it is.
        """
        seat = self._seat
        if seat is None:
            raise NoSuchRoom(
                "You are in no room yet: type join code and name on the card, or run "
                'me = join("DOG-427", name="Ada") with yours.'
            )
        client = self._client(seat)
        held = client.look()
        room, question = held.room, held.question
        if room is not None and room.phase is RoomPhase.CLOSED:
            raise RoomClosed("The room is closed.")
        if room is None or room.round is None or question is None:
            raise NoOpenRound("There is no question now.")
        face = face_of(question)
        typed = rules_of(face).from_person(answer, face)
        round_id = room.round.id
        ack = client.submit(lambda connection: connection.make_attempt(typed, round_id=round_id))
        return Saved(_integer(ack.stored, "number"), moment(_integer(ack.stored, "made_at")))

    def __repr__(self) -> str:
        if self._seat is None:
            return "In no room yet: the card asks for join code and name."
        return f"{self._seat.name} in {self._room_name} ({self._seat.code})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return mimebundle(self._view(), repr(self), **kwargs)

    # Sitting down

    def _sit(self, code: str, name: str) -> Ticket:
        """Take the seat kept for code and name, or a new one."""
        wish = self._files.take(code, name)
        body = {"code": code, "name": name, "secret": wish.secret}
        try:
            content = self._host.request("POST", "api/join", body, again=True).content
        except NoSuchRoom:
            self._files.forget(wish)
            raise
        seat = entered(wish, room=content["room"], id=content["seat"], name=content["name"])
        # Written each time: the seat taken last is the one that a restarted kernel asks for.
        self._files.keep(seat)
        self._seat, self._room_name = seat, content["room_name"]
        return Ticket(
            room=seat.room,
            seat=seat.seat,
            role="attendee",
            name=seat.name,
            ticket=content["ticket"],
            expires_at=content["expires_at"],
        )

    def _sit_again(self, code: str | None, name: str | None) -> bool:
        """Take the seat last taken in this notebook again, if its room is still open."""
        kept = self._files.newest(code, name)
        if kept is None:
            return False
        try:
            self._sit(kept.code, kept.asked)
        except (NoSuchRoom, RoomClosed, Denied):
            return False
        return True

    def _client(self, seat: Seat) -> RoomClient[AttendeeConnection]:
        return attendee_client(self._host, seat)

    # The card

    def _view(self) -> View:
        if self._card is None:
            room, seat = (self._seat.room, self._seat.seat) if self._seat else ("", "")
            self._card = View("card", self._receive, room=room, seat=seat)
        return self._card

    def _receive(self, card: View, message: Message) -> None:
        if message["type"] == "join":
            self._join_from_card(card, str(message.get("code", "")), str(message.get("name", "")))
        elif message["type"] == "ready":
            if self._seat is None:
                card.tell("ask_name", code=self._asked_code, problem=None)
                return
            ticket = self._host.ticket(self._seat.room, self._seat.seat, self._seat.secret)
            card.tell_access(self._host, ticket, self._seat.secret)

    def _join_from_card(self, card: View, code: str, name: str) -> None:
        try:
            ticket = self._sit(self._host.code_in(code), name.strip())
        except PyLQError as problem:
            card.tell("ask_name", code=code, problem=str(problem.params.get("code", problem.code)))
            return
        seat = self._seat
        if seat is not None:
            card.room, card.seat = seat.room, seat.seat
            card.tell_access(self._host, ticket, seat.secret)


def join(code_or_link: str | None = None, name: str | None = None) -> Me:
    """Join a room by its code or link, as `name`; show the result to have the card.

    Where one of them is missing, the seat taken last in this notebook is taken again while its
    room is open; otherwise the card asks. The same notebook, code and name are the same seat,
    also after the kernel was restarted. Raises NoHost, NoSuchRoom, InvalidName, InvalidInput.
    """
    host = Host.from_environment()
    me = Me(host, SeatFiles.of_this_notebook(host.url))
    code = host.code_in(code_or_link) if code_or_link else None
    if code and name:
        me._sit(code, name)
    elif not me._sit_again(code, name):
        me._asked_code = code or ""
    return me


def _integer(stored: Mapping[str, Any], name: str) -> int:
    value = stored.get(name)
    return value if isinstance(value, int) else 0
