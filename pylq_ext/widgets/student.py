"""A student's seat in a room, in a notebook: `join`, the card, and answers from Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from pylq_ext.domain.errors import Denied, NoOpenRound, NoSuchRoom, PyLQError, RoomClosed
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.question import Asset
from pylq_ext.domain.room import RoomPhase
from pylq_ext.protocol.client import AttendeeConnection
from pylq_ext.protocol.documents import History
from pylq_ext.widgets.history import HISTORY_COLUMNS, history_rows
from pylq_ext.widgets.host import Host, Ticket
from pylq_ext.widgets.links import follow
from pylq_ext.widgets.one_call import one_call
from pylq_ext.widgets.room_client import RoomClient, attendee_client
from pylq_ext.widgets.seat_file import Seat, SeatFiles, entered
from pylq_ext.widgets.shown_question import ShownQuestion, face_of, shown
from pylq_ext.widgets.tables import table
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
        #: Images that were displayed, by their hashes.
        self._images: dict[str, Asset] = {}
        #: The ticket that came with the seat.
        self._ticket: Ticket | None = None

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
        return shown(question, self._image) if question is not None else None

    @one_call
    def answer(self, answer: object) -> Saved:
        """Answer the current question: `"B"`, `["A", "C"]`, a text or a number.

        A later answer replaces it, until the lock.

        Returns once it is stored, within five seconds. Raises NoOpenRound while no question is
        open, InvalidAnswer if it does not fit the question, Conflict if another window answered
        meanwhile, StaleRound, RoomClosed, Denied, Busy, NoAnswer or NoHost; then it is not stored,
        or (NoAnswer) the card tells whether it is.
        """
        seat = self._seat
        if seat is None:
            raise _in_no_room()
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

    @one_call
    def history(self, replaced: bool = False, *, as_: str | None = None) -> Any:
        """Return a DataFrame of the lesson so far: a row for each round, with what counts of mine.

        Columns: round, question, number, answer (as I type it), right, points, key (the letters of
        the right options), at (UTC). Rounds that I did not answer have no number, answer and time;
        right, points and key are there once the feedback was shown. `replaced` adds answers that I
        changed later; `as_="rows"` returns a list of dictionaries, which needs no pandas. After
        the close it can still be read for a quarter of an hour. Raises NoSuchRoom before joining,
        Denied, ExpiredTicket, Busy, NoAnswer or NoHost.
        """
        seat = self._seat
        if seat is None:
            raise _in_no_room()
        ticket = self._ticket_to_read(seat).ticket
        path = f"api/rooms/{seat.room}/history"
        content = self._host.request("GET", path, again=True, ticket=ticket).content
        rows = history_rows(msgspec.convert(content, History), replaced=replaced)
        return table(rows, HISTORY_COLUMNS, as_, nullable=["number"])

    def __repr__(self) -> str:
        if self._seat is None:
            return "In no room yet: the card asks for join code and name."
        return f"{self._seat.name} in {self._room_name} ({self._seat.code})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return mimebundle(self._view(), repr(self), **kwargs)

    def _image(self, asset_hash: str) -> Asset | None:
        """Return an image of the room; None if it cannot be had now."""
        seat = self._seat
        if seat is not None and asset_hash not in self._images:
            try:
                ticket = self._host.ticket(seat.room, seat.seat, seat.secret)
                asset = self._host.asset(seat.room, asset_hash, ticket.ticket)
            except PyLQError:
                return None
            self._images[asset_hash] = asset
        return self._images.get(asset_hash)

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
        self._ticket = Ticket(
            room=seat.room,
            seat=seat.seat,
            role="attendee",
            name=seat.name,
            ticket=content["ticket"],
            expires_at=content["expires_at"],
        )
        return self._ticket

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

    def _ticket_to_read(self, seat: Seat) -> Ticket:
        """Return a new ticket; the newest there is, once a closed room gives no more."""
        try:
            return self._host.ticket(seat.room, seat.seat, seat.secret)
        except RoomClosed:
            held = [self._ticket, self._client(seat).ticket]
            last = max((ticket for ticket in held if ticket), key=_expiry, default=None)
            if last is None:
                raise
            return last

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
            host, wanted = follow(code, self._host)
            if host != self._host:
                self._host, self._files = host, SeatFiles.of_this_notebook(host.url)
            ticket = self._sit(wanted, name.strip())
        except PyLQError as problem:
            card.tell("ask_name", code=code, problem=str(problem.params.get("code", problem.code)))
            return
        seat = self._seat
        if seat is not None:
            card.room, card.seat = seat.room, seat.seat
            card.tell_access(self._host, ticket, seat.secret)


def join(code_or_link: str | None = None, name: str | None = None) -> Me:
    """Join a room by its code or link, as `name`; show the result to have the card.

    A code is one at the host of this notebook's own Jupyter Server; a link leads to any host that
    this computer reaches. Where code or name is missing, the seat taken last in this notebook is
    taken again while its room is open; otherwise the card asks. The same notebook, code and name
    are the same seat, also after the kernel was restarted. Raises NoHost, NoSuchRoom, InvalidName,
    InvalidInput.
    """
    host, typed = follow(code_or_link or "")
    me = Me(host, SeatFiles.of_this_notebook(host.url))
    code = typed or None
    if code and name:
        me._sit(code, name)
    elif not me._sit_again(code, name):
        me._asked_code = code or ""
    return me


def _in_no_room() -> NoSuchRoom:
    return NoSuchRoom(
        "You are in no room yet: type join code and name on the card, or run "
        'me = join("DOG-427", name="Ada") with yours.'
    )


def _expiry(ticket: Ticket) -> int:
    return ticket.expires_at


def _integer(stored: Mapping[str, Any], name: str) -> int:
    value = stored.get(name)
    return value if isinstance(value, int) else 0
