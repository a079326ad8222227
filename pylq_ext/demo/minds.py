"""What simulated students answer, and when: chance with a seed, and no clock."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pylq_ext.banks.bank import Bank
from pylq_ext.domain.answers import Answer
from pylq_ext.domain.kinds.parts import split_part
from pylq_ext.domain.question import Blank, Kind
from pylq_ext.protocol.documents import AttendeeQuestion

#: Which options are right, by a question's title and prompt; None: there is no right or wrong.
Crib = Mapping[tuple[str, str], frozenset[str] | None]

NAMES: Final = (
    "Amina", "Björn", "Chiara", "Dmitri", "Elif", "Fatou", "Gustav", "Hana", "Ines", "Jamal",
    "Kateřina", "Luca", "Mei", "Noah", "Olga", "Priya", "Quentin", "Rosa", "Samuel", "Thandi",
    "Uche", "Vera", "Wiktor", "Ximena", "Yusuf", "Zoë",
)  # fmt: skip

_ABOUT_TUPLES: Final = (
    "When the values belong together and do not change, like a point (x, y).",
    "When I need it as the key of a dictionary.",
    "A tuple is faster.",
    "When it has round brackets :)",
    "For a fixed number of things. A list is for as many as come.",
)
_ABOUT_EXCEPT: Final = (
    "It hides every error, also misspelled names.",
    "It should name the exception that it expects.",
    "Nothing, it works.",
    "Even Ctrl-C is caught!",
    "The except has no `as error`.",
)
_WORDS: Final = ("return", "yield", "Return", "print", "def", "end", "give")

_ABOUT_ANYTHING: Final = (
    "I am not sure.",
    "It depends on what the values are.",
    "Because the name is looked up only when the line runs.",
    "Could you show one more example?",
    "The same as in the last lecture, I think.",
)


class Character(StrEnum):
    """What is special about a student."""

    STEADY = "steady"
    CHANGES_MIND = "changes mind"
    DROPS = "drops"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Step:
    """What a student does next: waits `after` seconds, then does one thing.

    `answer`: answers; `away`: loses the network for so many seconds. `whatever` says that the
    student answers also when the question is locked meanwhile, and will be refused.
    """

    after: float
    answer: Answer | None = None
    away: float = 0.0
    whatever: bool = False


def characters(students: int) -> list[Character]:
    """Return who is in a class of that size: everyone is steady, but the last three if it has six.

    A smaller class has only as many special students as leave half of it steady.
    """
    special = [Character.CHANGES_MIND, Character.DROPS, Character.LATE][: students // 2]
    return [Character.STEADY] * (students - len(special)) + special


def name(index: int) -> str:
    """Return the name of a class's student, counted from 0; no two are the same."""
    again, which = divmod(index, len(NAMES))
    return NAMES[which] if again == 0 else f"{NAMES[which]} {'ABCDEFGHJKLM'[again % 12]}{again}"


def crib_of(banks: Sequence[Bank]) -> dict[tuple[str, str], frozenset[str] | None]:
    """Return what makes a class know something: the keys of these banks' questions."""
    return {
        (question.question.face.title, question.question.face.prompt): question.question.key.right
        for bank in banks
        for question in bank
        if not question.broken
    }


def plan(
    character: Character,
    question: AttendeeQuestion,
    crib: Crib,
    seconds: float,
    chance: random.Random,
) -> list[Step]:
    """Return what a student does from the moment when a question opens, within `seconds`."""
    moment = seconds * (0.05 + 0.9 * chance.betavariate(2, 3))
    answer = choose(question, crib, chance)
    if character is Character.CHANGES_MIND:
        other = _another(question, crib, answer, chance)
        return [Step(moment / 2, answer), Step(moment / 2, other)]
    if character is Character.DROPS:
        return [Step(moment / 3, away=seconds / 4), Step(moment / 3, answer)]
    if character is Character.LATE:
        return [Step(seconds * 1.5, answer, whatever=True)]
    return [Step(moment, answer)]


def choose(question: AttendeeQuestion, crib: Crib, chance: random.Random) -> Answer:
    """Return an answer. How hard a question is, is the same for the whole class."""
    if question.kind == Kind.OPEN:
        return chance.choice(_texts(question.title))
    if question.kind == Kind.NUMBER:
        return round(chance.gauss(50, 15), 1)
    if question.kind == Kind.SHORT:
        return chance.choice(_WORDS)
    if question.kind == Kind.WORDS:
        different = sorted({word.lower() for word in _WORDS})
        return tuple(chance.sample(different, min(len(different), question.most)))
    if question.kind == Kind.PLACE:
        return f"{chance.randint(5, 95)} {chance.randint(5, 95)}"
    if question.kind == Kind.BLANKS:
        return tuple(_filled(blank, chance) for blank in question.blanks)
    options = [option.id for option in question.options]
    if question.kind in (Kind.ORDERING, Kind.MATCHING):
        return _arranged(question, options, crib, chance)
    hardness = random.Random(question.prompt)  # noqa: S311 - a game
    right = crib.get((question.title, question.prompt))
    if question.kind == Kind.MULTIPLE:
        chosen = [
            option
            for option in options
            if chance.random() < (0.85 if right and option in right else 0.2)
        ]
        return tuple(sorted(chosen or [chance.choice(options)]))
    weights = [hardness.choice((0.3, 1.0, 2.0)) for _ in options]
    if right:
        share = hardness.uniform(0.5, 3.0) * sum(weights)
        weights = [
            share if option in right else weight
            for option, weight in zip(options, weights, strict=True)
        ]
    return chance.choices(options, weights)[0]


def _arranged(
    question: AttendeeQuestion, options: list[str], crib: Crib, chance: random.Random
) -> Answer:
    """Return an order, or each option's target: one in two knows all of it, where it is known."""
    right = crib.get((question.title, question.prompt))
    known = dict(split_part(part) for part in right or ())
    knows = set(known) == set(options) and chance.random() < 0.5
    if question.kind == Kind.ORDERING:
        if knows:
            return tuple(sorted(options, key=lambda option: int(known[option])))
        return tuple(chance.sample(options, len(options)))
    targets = [target.id for target in question.targets]
    return tuple(known[one] if knows else chance.choice(targets) for one in options)


def _filled(blank: Blank, chance: random.Random) -> str:
    if blank.kind == Kind.SINGLE:
        return chance.choice(blank.options).id
    return str(chance.randrange(10)) if blank.kind == Kind.NUMBER else chance.choice(_WORDS)


def _another(
    question: AttendeeQuestion, crib: Crib, answer: Answer, chance: random.Random
) -> Answer:
    for _ in range(20):
        other = choose(question, crib, chance)
        if other != answer:
            return other
    return answer


def _texts(title: str) -> Sequence[str]:
    if "tuple" in title:
        return _ABOUT_TUPLES
    if "wrong with this" in title:
        return _ABOUT_EXCEPT
    return _ABOUT_ANYTHING
