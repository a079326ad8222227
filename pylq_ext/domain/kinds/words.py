"""A word cloud: a few words of a student's own; there is no right or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pylq_ext.domain.answers import UNMARKED, Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds import short_text
from pylq_ext.domain.kinds.options import chosen_options
from pylq_ext.domain.question import Face, Key

#: Longest word or phrase, in characters.
MAX_WORD = 40
#: How many different words a class is told of; the rest are given once or twice.
MAX_TOLD = 60


def read_answer(raw: object, face: Face) -> Answer:
    """Return the words, each once and as one line; case does not make another word."""
    if not isinstance(raw, (list, tuple)):
        raise InvalidAnswer("This question takes a list of words.")
    words: dict[str, str] = {}
    for item in raw:
        if not isinstance(item, str):
            raise InvalidAnswer("This question takes a list of words.")
        if not item.strip():
            continue
        word = str(short_text.read_answer(item, face))
        if len(word) > MAX_WORD:
            raise InvalidAnswer(
                f"A word is {len(word)} characters long; {MAX_WORD} is the most.",
                size=len(word),
                most=MAX_WORD,
            )
        words.setdefault(folded(word), word)
    if not words:
        raise InvalidAnswer("The answer is empty.")
    if len(words) > face.most:
        raise InvalidAnswer(
            f"These are {len(words)} words; {face.most} is the most.",
            size=len(words),
            most=face.most,
        )
    return tuple(words.values())


def from_person(value: object, face: Face) -> Answer:
    """Return the words that were typed: one, several with commas between them, or a list."""
    return read_answer(value.split(",") if isinstance(value, str) else value, face)


def to_person(answer: Answer) -> list[str]:
    """Return the words."""
    return list(chosen_options(answer))


def folded(word: str) -> str:
    """Return what equal words have in common."""
    return word.lower()


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give nothing: there is no right or wrong."""
    return UNMARKED


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how many gave each word, in small letters: the commonest ones, of equals in order."""
    counts = Counter(folded(word) for answer in answers for word in chosen_options(answer))
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return dict(ranked[:MAX_TOLD])
