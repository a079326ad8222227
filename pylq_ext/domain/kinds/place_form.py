"""Regions of an image that are accepted: `= circle 30 40 8`, `= box 10 20 30 50`, `= polygon ...`.

Numbers are percent of the image's width (across, from its left) and height (down, from its top); a
circle's radius is percent of the width.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

#: Most corners of a polygon.
MAX_CORNERS: Final = 50

_SHAPE = re.compile(r"(circle|box|polygon)\b(.*)", re.S)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,6})?", re.ASCII)

Point = tuple[float, float]


class NoSuchPlace(ValueError):
    """A text is no region; the message says why."""


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """A circle (its centre, and `radius`), or a polygon (its corners); a box is one of four."""

    points: tuple[Point, ...]
    radius: float | None = None

    def fits(self, point: Point, ratio: float = 1.0) -> bool:
        """Tell whether a point is in the region, its edge included.

        `ratio` is the image's height as a share of its width.
        """
        if self.radius is not None:
            (across, down) = self.points[0]
            return math.hypot(point[0] - across, (point[1] - down) * ratio) <= self.radius + 1e-9
        return _in_polygon(point, self.points)


def is_place(text: str) -> bool:
    """Tell whether a form, without its equals sign, is of a region."""
    return _SHAPE.match(text.strip()) is not None


def read_place_form(text: str) -> PlaceForm:
    """Return the region that a form, without its equals sign, accepts; raises NoSuchPlace."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise NoSuchPlace(
            "a region is `circle 30 40 8`, `box 10 20 30 50` or `polygon 1 1, 9 1, 5 9`"
        )
    numbers = _numbers(found[2])
    if found[1] == "circle":
        if len(numbers) != 3 or numbers[2] == 0:
            raise NoSuchPlace("a circle is its centre and its radius: `circle 30 40 8`")
        return PlaceForm(((numbers[0], numbers[1]),), numbers[2])
    if found[1] == "box":
        if len(numbers) != 4:
            raise NoSuchPlace("a box is two opposite corners: `box 10 20 30 50`")
        left, top, right, bottom = numbers
        if left == right or top == bottom:
            raise NoSuchPlace("a box has some width and height")
        return PlaceForm(((left, top), (right, top), (right, bottom), (left, bottom)))
    corners = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) % 2 or not 3 <= len(corners) <= MAX_CORNERS:
        raise NoSuchPlace(
            f"a polygon is 3 to {MAX_CORNERS} corners, two numbers each: `polygon 1 1, 9 1, 5 9`"
        )
    return PlaceForm(tuple(corners))


def _numbers(text: str) -> list[float]:
    words = text.replace(",", " ").split()
    for word in words:
        if not _NUMBER.fullmatch(word) or float(word) > 100:
            raise NoSuchPlace(f"`{word[:20]}` is no percentage from 0 to 100")
    return [float(word) for word in words]


def _in_polygon(point: Point, corners: tuple[Point, ...]) -> bool:
    """Even-odd rule; an edge belongs to the region."""
    across, down = point
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = (x2 - x1) * (down - y1) - (y2 - y1) * (across - x1)
        is_between = min(x1, x2) <= across <= max(x1, x2) and min(y1, y2) <= down <= max(y1, y2)
        if abs(cross) < 1e-9 and is_between:
            return True
        if (y1 > down) != (y2 > down) and across < (x2 - x1) * (down - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
