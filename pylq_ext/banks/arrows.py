"""Pairs in a list: `- len("ab") → 2`, with the arrow outside code and mathematics."""

from __future__ import annotations

import re

#: An arrow with a blank, or an end of the text, on both sides.
_ARROW = re.compile(r"(?:(?<=\s)|^)(?:→|-{1,2}>|={1,2}>|⟶|↦)(?=\s|$)")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_MATH = re.compile(r"(?<![\\$])\$(?![\s$])(?:[^$\\]|\\.)*?(?<!\s)\$(?!\d)", re.S)


def split_arrow(text: str) -> tuple[str, str] | None:
    """Return what stands before and behind the first arrow, without blanks; None without one.

    Either may be empty.
    """
    hidden = [found.span() for found in (*_CODE.finditer(text), *_MATH.finditer(text))]
    for arrow in _ARROW.finditer(text):
        if not any(start <= arrow.start() < end for start, end in hidden):
            return text[: arrow.start()].strip(), text[arrow.end() :].strip()
    return None
