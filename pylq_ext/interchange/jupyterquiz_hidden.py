"""Quizzes that are hidden in a notebook's texts: as JSON, or encoded, within an element."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pylq_ext.interchange.forgiving_json import MAX_SIGNS, read_json, read_json_at, signs_of_markup
from pylq_ext.interchange.record import Unreadable

MAX_ELEMENTS = 2_000
#: What looked like JSON and was none; each may have been read to the text's end.
MAX_FAILURES = 20

_ELEMENT = re.compile(
    r"<(?:span|div|p|pre|code|script|template|textarea|data|section|details)\b([^<>]*)>\s*", re.I
)
_NAMES = re.compile(r"\b(?:id|class)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.I)
_ENCODED = re.compile(r"[A-Za-z0-9+/\s]{16,}+[=\s]*+")
_JSON = re.compile(r"[\[{]\s*[\[{\"']")
# How `[{`, `{"` and `[` with a line break behind it begin in base64.
_LIKELY = re.compile(r"W3si|W3sK|W3sg|eyJ|W3sN|Wwog|WwoJ|Wwp7|Ww0K|WyB7|ewog|ewoJ")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What one element hides, or why that cannot be read; `names` are its id and its classes."""

    names: tuple[str, ...]
    value: Any = None
    problem: str | None = None


def hidden_in(source: str) -> Iterator[Hidden]:
    """Yield what the elements of a text hide that is JSON; the text is `whole`."""
    if signs_of_markup(source) > MAX_SIGNS:
        yield Hidden((), problem="The cell is too large to look for hidden quizzes.")
        return
    done = failures = 0
    for count, element in enumerate(_ELEMENT.finditer(source)):
        if count >= MAX_ELEMENTS or failures >= MAX_FAILURES:
            yield Hidden((), problem="The cell has too many elements to look for hidden quizzes.")
            return
        # What stands within a quiz's texts is no element of its own.
        if element.start() < done:
            continue
        names = tuple(
            name
            for found in _NAMES.findall(element[1][:2000])
            for part in found
            for name in part.split()
        )
        try:
            if _JSON.match(source, element.end()) is not None:
                value, done = read_json_at(source, element.end())
                yield Hidden(names, value)
                continue
            encoded = _ENCODED.match(source, element.end())
            text = _decoded(encoded[0]) if encoded is not None else None
            if text is not None:
                yield Hidden(names, read_json(text))
        except Unreadable as unreadable:
            failures += 1
            yield Hidden(names, problem=str(unreadable))


def _decoded(encoded: str) -> str | None:
    """Return the text of what probably is JSON in base64; raises Unreadable if it is damaged."""
    signs = "".join(encoded.split())
    try:
        content = base64.b64decode(signs, validate=True)
    except (binascii.Error, ValueError):
        if _LIKELY.match(signs) is None:
            return None
        raise Unreadable("The encoded text (base64) is damaged: encode it anew.") from None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        # As a browser decodes it, which makes a character of each byte.
        text = content.decode("latin-1")
    return text if text.lstrip("\ufeff \t\r\n").startswith(("[", "{")) else None
