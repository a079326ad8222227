"""What happened, and whether it may have: a checker of histories that does no I/O.

Whoever plays a lesson records who ordered what and who was told what, in the order in which it
happened; afterwards `violations` compares that with what is stored. It knows the promises of the
design and nothing of how they are kept, so one checker serves every store and every transport.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.outcomes import Result

ACCEPTED = frozenset({Result.OK, Result.DUPLICATE})

#: Refusals that are kept with the command, so that each repeat gets the same one.
REMEMBERED = frozenset({Result.NOT_OPEN, Result.CLOSED, Result.STALE_ROUND, Result.CONFLICT})


class Rule(StrEnum):
    """What every history keeps."""

    LOST = "what was acknowledged is stored once, under the number and with the answer told"
    TWICE = "an order is stored at most once"
    UNINVOKED = "what is stored was ordered by somebody"
    REFUSED_STORED = "a refused order stores nothing"
    NUMBERS = "a room's numbers run from 1 without gap or repeat"
    LATE = "nothing is accepted once the round has shut"
    REPLACED = "an attempt replaces the own attempt that it names, and no other"
    COUNTS = "the last accepted attempt of each seat counts"
    TOLD = "every copy of an order is told the same"


@dataclass(frozen=True)
class Violation:
    """A rule that a history breaks, and where."""

    rule: Rule
    where: str

    def __str__(self) -> str:
        return f"{self.rule.name}: {self.where} (the rule: {self.rule})"


@dataclass(frozen=True)
class Attempted:
    """Somebody ordered an attempt; `replaces` is the own number that it names."""

    at: int
    seat: str
    command_id: str
    round: str
    answer: Answer
    replaces: int


@dataclass(frozen=True)
class Told:
    """Somebody was told how an order ended; `number` and `answer` are said to be stored."""

    at: int
    seat: str
    command_id: str
    result: Result
    reason: str
    number: int
    answer: Answer | None


@dataclass(frozen=True)
class Moved:
    """An owner was told that a round takes no more attempts, or that it takes them again.

    `after` is the room's last number before it shut, where that is known.
    """

    at: int
    round: str
    is_open: bool
    after: int | None = None


@dataclass(frozen=True)
class StoredAttempt:
    """An attempt as it is stored."""

    number: int
    round: str
    seat: str
    answer: Answer
    made_at: int = 0


@dataclass(frozen=True)
class StoredRoom:
    """What is stored of a room. `facts` are the numbers of all facts but attempts."""

    attempts: tuple[StoredAttempt, ...] = ()
    facts: tuple[int, ...] = ()
    last_number: int = 0
    #: When each round that is shut was shut, in milliseconds since the epoch.
    locked_at: Mapping[str, int] = field(default_factory=dict)


@dataclass
class History:
    """Who ordered what, and who was told what, in the order in which it happened."""

    attempted_: list[Attempted] = field(default_factory=list)
    told_: list[Told] = field(default_factory=list)
    moved_: list[Moved] = field(default_factory=list)
    #: For each round what was said to count at the end: of each seat the number and the answer.
    counting_: dict[str, dict[str, tuple[int, Answer]]] = field(default_factory=dict)
    _now: int = 0

    def attempted(
        self, seat: str, command_id: str, round_id: str, answer: Answer, replaces: int
    ) -> None:
        """Somebody is about to send an attempt, for the first time or again."""
        event = Attempted(self._next(), seat, command_id, round_id, _plain(answer), replaces)
        self.attempted_.append(event)

    def told(
        self,
        seat: str,
        command_id: str,
        result: Result,
        *,
        reason: str = "",
        number: int = 0,
        answer: Answer | None = None,
    ) -> None:
        """Somebody has been told how an attempt ended."""
        plain = None if answer is None else _plain(answer)
        self.told_.append(
            Told(self._next(), seat, command_id, Result(result), reason, number, plain)
        )

    def shut(self, round_id: str, after: int | None = None) -> None:
        """An owner has been told that a round takes no more attempts."""
        self.moved_.append(Moved(self._next(), round_id, False, after))

    def opened(self, round_id: str) -> None:
        """An owner is about to let a round take attempts again."""
        self.moved_.append(Moved(self._next(), round_id, True))

    def counting(self, round_id: str, by_seat: Mapping[str, tuple[int, Answer]]) -> None:
        """Say what counts in a round at the end, for every seat that has answered."""
        self.counting_[round_id] = {
            seat: (number, _plain(answer)) for seat, (number, answer) in by_seat.items()
        }

    @property
    def acknowledged(self) -> int:
        """How many orders were acknowledged as stored."""
        return len({(one.seat, one.command_id) for one in self.told_ if one.result in ACCEPTED})

    def _next(self) -> int:
        self._now += 1
        return self._now


def violations(history: History, stored: StoredRoom) -> list[Violation]:
    """Return every rule that a history breaks, given what is stored in the end."""
    return [
        *_numbers(stored),
        *_acknowledged(history, stored),
        *_copies(history, stored),
        *_late(history, stored),
        *_replaced(history, stored),
        *_counting(history, stored),
        *_told(history),
    ]


def assert_kept(history: History, stored: StoredRoom) -> None:
    """Fail, naming each rule that is broken."""
    broken = violations(history, stored)
    assert not broken, "\n".join(map(str, broken))


def _numbers(stored: StoredRoom) -> Iterator[Violation]:
    numbers = sorted([*(one.number for one in stored.attempts), *stored.facts])
    if numbers != list(range(1, stored.last_number + 1)):
        odd = _odd(numbers, stored.last_number)
        yield Violation(Rule.NUMBERS, f"the room counts to {stored.last_number}, but {odd}")


def _odd(numbers: Sequence[int], last: int) -> str:
    wanted = range(1, last + 1)
    missing = sorted(set(wanted) - set(numbers))
    beyond = sorted(set(numbers) - set(wanted))
    repeated = sorted({one for one in numbers if numbers.count(one) > 1})
    return f"missing are {missing}, beyond it {beyond}, repeated {repeated}"


def _acknowledged(history: History, stored: StoredRoom) -> Iterator[Violation]:
    orders = _orders(history)
    rows = {one.number: one for one in stored.attempts}
    claimed: dict[int, tuple[str, str]] = {}
    for told in history.told_:
        order = orders.get((told.seat, told.command_id))
        if order is None:
            yield Violation(Rule.TOLD, f"{told.seat} was told of an order nobody gave")
            continue
        if told.number == 0:
            if told.result in ACCEPTED:
                yield Violation(Rule.LOST, f"{told} names no number")
            continue
        row = rows.get(told.number)
        if row is None:
            yield Violation(Rule.LOST, f"{told.seat} was told of {told.number}, which is not there")
        elif (row.seat, row.round, row.answer) != (told.seat, order.round, told.answer):
            yield Violation(Rule.LOST, f"{told.seat} was told {told.answer!r}, stored is {row}")
        if told.result in ACCEPTED:
            if told.answer != order.answer:
                yield Violation(Rule.LOST, f"{order} was acknowledged as {told.answer!r}")
            key = (told.seat, told.command_id)
            if claimed.setdefault(told.number, key) != key:
                yield Violation(Rule.LOST, f"two orders were told that they are {told.number}")


def _copies(history: History, stored: StoredRoom) -> Iterator[Violation]:
    """Every row has an order of its own that may have stored it."""
    accepted, refused = _ended(history)
    orders: dict[tuple[str, str, Answer], list[tuple[str, str]]] = defaultdict(list)
    for key, order in _orders(history).items():
        orders[order.seat, order.round, order.answer].append(key)
    rows: dict[tuple[str, str, Answer], int] = defaultdict(int)
    for row in stored.attempts:
        rows[row.seat, row.round, row.answer] += 1
    for what, count in rows.items():
        keys = orders.get(what, [])
        if not keys:
            yield Violation(Rule.UNINVOKED, f"{what} is stored")
        may = sum(key in accepted or key not in refused for key in keys)
        if keys and count > len(keys):
            yield Violation(Rule.TWICE, f"{what} was ordered {len(keys)}, stored {count} times")
        elif keys and count > may:
            yield Violation(Rule.REFUSED_STORED, f"{what} is stored {count} times, {may} may be")


def _late(history: History, stored: StoredRoom) -> Iterator[Violation]:
    for row in stored.attempts:
        locked_at = stored.locked_at.get(row.round)
        if locked_at is not None and row.made_at > locked_at:
            late = row.made_at - locked_at
            yield Violation(Rule.LATE, f"{row} was made {late} ms after the round had shut")
    for moved in history.moved_:
        reopened = any(
            one.is_open and one.round == moved.round and one.at > moved.at for one in history.moved_
        )
        if moved.is_open or moved.after is None or reopened:
            continue
        for row in stored.attempts:
            if row.round == moved.round and row.number > moved.after:
                yield Violation(Rule.LATE, f"{row} has a number above {moved.after}, the lock's")
    accepted, _ = _ended(history)
    for key, order in _orders(history).items():
        if key in accepted and not _may_have_been_open(history, order, accepted[key]):
            yield Violation(Rule.LATE, f"{order} was given after the round had shut")


def _may_have_been_open(history: History, order: Attempted, told_at: int) -> bool:
    is_open = True
    for moved in history.moved_:
        if moved.round == order.round and moved.at < told_at:
            # What was let in again while the order was under way may have taken it.
            is_open = moved.is_open or (is_open and moved.at > order.at)
    return is_open


def _replaced(history: History, stored: StoredRoom) -> Iterator[Violation]:
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in sorted(stored.attempts, key=lambda one: one.number):
        numbers[row.round, row.seat].append(row.number)
    orders = _orders(history)
    for told in history.told_:
        order = orders.get((told.seat, told.command_id))
        if order is None or told.result not in ACCEPTED:
            continue
        before = max(
            (one for one in numbers[order.round, told.seat] if one < told.number), default=0
        )
        if before != order.replaces:
            yield Violation(
                Rule.REPLACED, f"{order} became {told.number} and replaced {before} instead"
            )


def _counting(history: History, stored: StoredRoom) -> Iterator[Violation]:
    for round_id, counting in history.counting_.items():
        last: dict[str, tuple[int, Answer]] = {}
        for row in sorted(stored.attempts, key=lambda one: one.number):
            if row.round == round_id:
                last[row.seat] = (row.number, row.answer)
        for seat in sorted(last.keys() | counting.keys()):
            if last.get(seat) != counting.get(seat):
                yield Violation(
                    Rule.COUNTS,
                    f"of {seat} in {round_id} {counting.get(seat)} counts, not {last.get(seat)}",
                )


def _told(history: History) -> Iterator[Violation]:
    told: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in history.told_:
        if one.result in ACCEPTED | REMEMBERED:
            told[one.seat, one.command_id].append(one)
    for key, copies in told.items():
        said = {
            ("" if one.result in ACCEPTED else one.result, one.reason, one.number, one.answer)
            for one in copies
        }
        if len(said) > 1:
            yield Violation(
                Rule.TOLD, f"{key} was told {len(said)} things: {sorted(map(str, said))}"
            )
        if sum(one.result is Result.OK for one in copies) > 1:
            yield Violation(Rule.TOLD, f"{key} was told more than once that it was the first")


def _orders(history: History) -> dict[tuple[str, str], Attempted]:
    """The orders by who gave them and their command id, each as it was first given."""
    orders: dict[tuple[str, str], Attempted] = {}
    for one in history.attempted_:
        orders.setdefault((one.seat, one.command_id), one)
    return orders


def _ended(history: History) -> tuple[dict[tuple[str, str], int], set[tuple[str, str]]]:
    """The orders that were accepted, with when they were told so first, and those refused."""
    accepted: dict[tuple[str, str], int] = {}
    refused: set[tuple[str, str]] = set()
    for one in history.told_:
        key = (one.seat, one.command_id)
        if one.result in ACCEPTED:
            accepted.setdefault(key, one.at)
        elif one.result is not Result.BUSY:
            refused.add(key)
    return accepted, refused - accepted.keys()


def _plain(answer: Answer | Iterable[str]) -> Answer:
    return answer if isinstance(answer, (str, float)) else tuple(answer)
