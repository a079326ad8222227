"""Telling a function of every attempt, as it is stored."""

from __future__ import annotations

import itertools
import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from queue import SimpleQueue
from typing import Final

from pylq_ext.domain.errors import PyLQError, RoomClosed
from pylq_ext.domain.kinds import PersonsAnswer
from pylq_ext.domain.room import RoomPhase
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import AttemptFact, OwnerRoom, OwnerRound
from pylq_ext.widgets.record import written
from pylq_ext.widgets.room_client import RoomClient
from pylq_ext.widgets.times import moment

# Without a handler of somebody's, Python writes warnings to the cell's output.
_log = logging.getLogger("pylq_ext.on_attempt")

#: What was shown of failures is remembered up to here, so that no counter in a text fills memory.
_MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer of one person, when it was stored.

    `round` is the round's number and `number` the room's number of the attempt; `name` is the
    person's then; `answer` is as people write it; `right` is None where there is no right or
    wrong; `at` is in UTC.
    """

    round: int
    name: str
    seat: str
    answer: PersonsAnswer
    right: bool | None
    number: int
    at: datetime


class Handle:
    """A function that is told of attempts; made by `room.on_attempt`."""

    def __init__(self, call: Callable[[Attempt], object]) -> None:
        self._call = call
        self._queue: SimpleQueue[Attempt | None] = SimpleQueue()
        self._removed = False
        self._shown: set[str] = set()
        # Started by the cell that registers, so that the kernel shows there what is printed.
        self._thread = threading.Thread(target=self._run, name="pylq-on-attempt", daemon=True)
        self._thread.start()

    @property
    def active(self) -> bool:
        """Whether it will be told of more."""
        return not self._removed

    def remove(self) -> None:
        """Call it no more; a call that has begun goes on to its end."""
        self._removed = True
        self._queue.put(None)

    def _tell(self, attempt: Attempt) -> None:
        """Have it called with an attempt, after all those before."""
        self._queue.put(attempt)

    def _end(self, why: PyLQError | None) -> None:
        """Have it end when it was called with all attempts so far; `why` is shown."""
        if why is not None:
            _log.warning("The function given to on_attempt is told of no more attempts: %s", why)
        self._queue.put(None)

    def __repr__(self) -> str:
        name = getattr(self._call, "__qualname__", repr(self._call))
        return f"<{name} is told of every attempt{'' if self.active else ': removed'}>"

    def _run(self) -> None:
        while (attempt := self._queue.get()) is not None and not self._removed:
            try:
                self._call(attempt)
            except (Exception, SystemExit) as failure:
                self._show(failure, attempt)
        self._removed = True

    def _show(self, failure: BaseException, attempt: Attempt) -> None:
        last = traceback.format_exception_only(failure)[-1].strip()
        where = traceback.extract_tb(failure.__traceback__)[-1]
        text = f"{last} ({where.name}, line {where.lineno})"
        if text in self._shown or len(self._shown) >= _MOST_SHOWN:
            return
        self._shown.add(text)
        _log.warning(
            "The function given to on_attempt failed at attempt %s: %s. It is called with the "
            "next ones all the same; this failure is shown once.",
            attempt.number,
            text,
        )


def watch_attempts(
    client: RoomClient[OwnerConnection], call: Callable[[Attempt], object]
) -> Handle:
    """Have a function called with every attempt committed from now on.

    Those committed before this call are not among them, those after its return all are. Raises
    NoAnswer or NoHost after five seconds.
    """
    position = client.read(lambda owner: owner.feed_to)
    handle = Handle(call)
    client.watch(_Watch(client, handle, position))
    return handle


class _Watch:
    """Looks at what is held after every change, on the loop's thread, and tells what is new.

    A position in the feed is what makes it exact: a room's numbers outlast sockets and hosts.
    """

    def __init__(self, client: RoomClient[OwnerConnection], handle: Handle, position: int) -> None:
        self._client = client
        self._handle = handle
        self._position = position
        self._rounds: dict[str, OwnerRound] = {}
        # The room's version at which an attempt's round was not known yet.
        self._unknown_at: int | None = None
        # Made when the room is closed: whether everything from before has come.
        self._all_has_come: Callable[[OwnerConnection], bool] | None = None

    def __call__(self, owner: OwnerConnection) -> bool:
        """Return whether it wants to look on."""
        if not self._handle.active:
            return False
        ended = self._client.ended
        if owner.room is not None:
            self._tell_new(owner, owner.room)
        if ended is None and not self._is_over(owner):
            return True
        self._handle._end(None if isinstance(ended, RoomClosed) else ended)
        return False

    def _tell_new(self, owner: OwnerConnection, room: OwnerRoom) -> None:
        self._rounds.update((entry.id, entry) for entry in room.rounds)
        for fact in _attempts_after(owner, self._position):
            entry = self._rounds.get(fact.round)
            if entry is None and not self._is_withdrawn(room.version):
                return
            self._unknown_at = None
            self._position = fact.number
            if entry is not None:
                self._handle._tell(_attempt(owner, fact, entry))

    def _is_over(self, owner: OwnerConnection) -> bool:
        if owner.room is None or owner.room.phase is not RoomPhase.CLOSED:
            return False
        # The last attempts may be on their way: the feed comes in batches, the room at once.
        if self._all_has_come is None:
            self._all_has_come = self._client.catching_up()
        return self._all_has_come(owner)

    def _is_withdrawn(self, version: int) -> bool:
        """Tell whether a round that the room does not list is one that was undone.

        The feed may be ahead of the room's document. A later document that does not list it either
        settles the matter; until then, its attempts and those after them wait.
        """
        if self._unknown_at is None:
            self._unknown_at = version
        return version > self._unknown_at


def _attempts_after(owner: OwnerConnection, position: int) -> list[AttemptFact]:
    if owner.feed_to <= position:
        return []
    # From the end: a whole lesson's facts are not gone through for each new one.
    newer = itertools.takewhile(lambda fact: fact.number > position, reversed(owner.facts))
    return [fact for fact in newer if isinstance(fact, AttemptFact)][::-1]


def _attempt(owner: OwnerConnection, fact: AttemptFact, entry: OwnerRound) -> Attempt:
    person = owner.people.get(fact.seat)
    return Attempt(
        round=entry.number,
        name=person.name if person is not None else "",
        seat=fact.seat,
        answer=written(fact.answer, entry.kind),
        right=fact.mark.right,
        number=fact.number,
        at=moment(fact.at),
    )
