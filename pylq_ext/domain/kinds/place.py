"""A place on an image: a point, compared with the regions that are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds.forms import mark_typed, tally_typed
from pylq_ext.domain.question import Face, Key

_WIDTH = re.compile(r' width="(\d+)"')
_HEIGHT = re.compile(r' height="(\d+)"')


def read_answer(raw: object, face: Face) -> Answer:
    """Return the point as percent across and down, with one decimal at most: `"31.5 42"`."""
    words = raw.split() if isinstance(raw, str) else []
    try:
        across, down = (float(word) for word in words)
    except ValueError:
        raise InvalidAnswer(
            "This question takes a place: percent across and down, like '31.5 42'."
        ) from None
    if not (0 <= across <= 100 and 0 <= down <= 100):
        raise InvalidAnswer("A place is from 0 to 100 percent across and down.")
    return f"{round(across, 1):g} {round(down, 1):g}"


def from_person(value: object, face: Face) -> Answer:
    """Return the point that was typed: `(31.5, 42)` or `"31.5 42"`."""
    if isinstance(value, (list, tuple)):
        value = " ".join(str(one) for one in value)
    return read_answer(value, face)


def to_person(answer: Answer) -> list[float]:
    """Return the point as percent across and down."""
    return [float(word) for word in str(answer).split()]


def ratio_of(face: Face) -> float:
    """Return the image's height as a share of its width; 1 where its size is not known."""
    width, height = _WIDTH.search(face.image), _HEIGHT.search(face.image)
    if width is None or height is None or int(width[1]) == 0:
        return 1.0
    return int(height[1]) / int(width[1])


def mark(answer: Answer, face: Face, key: Key) -> Mark:
    """Give what the first region earns that the point is in."""
    return mark_typed(answer, face, key, ratio_of(face))


def tally(answers: Iterable[Answer], face: Face, key: Key) -> dict[str, int]:
    """Count how many points are in each region first."""
    return tally_typed(answers, key, ratio_of(face))
