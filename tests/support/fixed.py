"""What does not change from run to run: a clock that stands still, dice that are loaded."""

from __future__ import annotations

import random
from collections.abc import Mapping

from pylq_ext.domain.question import Face, Form, Key, Kind, Option, Question, option_id
from pylq_ext.service.questions import stored

#: 2026-09-21 at 12:00 UTC, a Monday; in milliseconds since the epoch.
NOON = 1_789_992_000_000


class FixedClock:
    """Implements `ports.clock.Clock`; time goes on only when a test says so."""

    def __init__(self, now: int = NOON) -> None:
        self._now = now
        self._monotonic = 1_000.0

    def now(self) -> int:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def set_back(self, seconds: float) -> None:
        """Set the clock that people share back; the other one never goes back."""
        self._now -= round(seconds * 1000)

    def go_on(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._now += round(seconds * 1000)
        self._monotonic += seconds


def seeded(seed: int = 2026) -> random.Random:
    """A source of ids and codes that gives the same ones in each run."""
    return random.Random(seed)


def secret(number: int) -> str:
    """The seat secret of one of many students, in the shape that a host asks for."""
    return f"secret-{number:015d}"


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(option_id(position), text) for position, text in enumerate(texts))


def single(
    title: str = "Which one prints 3?",
    right: frozenset[str] | None = frozenset({"b"}),
    notes: Mapping[str, str] | None = None,
) -> Question:
    """A question with one right option of three."""
    return Question(
        Face(
            Kind.SINGLE,
            title,
            f"<p>{title}</p>",
            options("<p>print(1, 2)</p>", "<p>print(1 + 2)</p>", "<p>neither</p>"),
            points=2.0,
        ),
        Key(
            right,
            {"a": "<p>That prints two numbers.</p>"} if notes is None else notes,
            "<p>One expression, one value.</p>",
        ),
    )


def multiple(right: frozenset[str] | None = frozenset({"a", "c"})) -> Question:
    """A question with two right options of four."""
    return Question(
        Face(
            Kind.MULTIPLE,
            "Which of these are immutable?",
            "<p>Which of these are immutable?</p>",
            options("tuple", "list", "str", "dict"),
        ),
        Key(right, {"b": "<p>Lists have append.</p>"}, "<p>Hashable all the way down.</p>"),
    )


def open_text(points: float = 0.0) -> Question:
    """A question that is answered in a student's own words."""
    return Question(
        Face(Kind.OPEN, "What was unclear?", "<p>What was unclear?</p>", points=points),
        Key(model_answer="<p>Scopes, for most of us.</p>"),
    )


def number() -> Question:
    """A question that is answered with a number, and has no key."""
    return Question(
        Face(Kind.NUMBER, "How many?", "<p>How many lines has it?</p>", points=0.0), Key()
    )


def short() -> Question:
    """A question with a short text: `return`, or a pattern of it, and a mistake with a note."""
    face = Face(Kind.SHORT, "Which keyword?", "<p>Which keyword?</p>", (), 2.0)
    return Question(
        face,
        Key(
            frozenset({"a", "b"}),
            {"c": "<p>Look at the letters.</p>"},
            forms=(
                Form("a", '= "return"'),
                Form("b", r"~ /return\s+\w+/"),
                Form("c", '= "retrun" within 1 edit'),
            ),
            shares={"c": 0.5},
        ),
    )


SINGLE = stored(single())
MULTIPLE = stored(multiple())
OPEN = stored(open_text())
NUMBER = stored(number())
SHORT = stored(short())
