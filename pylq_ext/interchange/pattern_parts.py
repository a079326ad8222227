"""The parts of a bank's pattern, for formats that have other patterns, or none.

What is read here is what the syntax of RE2 (https://github.com/google/re2/wiki/Syntax) has in
common with that of XML Schema and most others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

#: From the first sign to the last, both included.
Span = tuple[str, str]

_DIGITS: Final[tuple[Span, ...]] = (("0", "9"),)
_WORDS: Final[tuple[Span, ...]] = (("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z"))
#: What `\s` is.
BLANKS: Final[tuple[Span, ...]] = (("\t", "\n"), ("\f", "\r"), (" ", " "))
_CLASSES: Final = {"d": _DIGITS, "w": _WORDS, "s": BLANKS}
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
#: Longer patterns, and deeper ones, nobody writes for an answer.
MAX_LENGTH: Final = 10_000
MAX_DEPTH: Final = 40

_COUNT = re.compile(r"\{(\d{1,4})(?:(,)(\d{1,4})?)?\}")
_MOST_OF_A_CLASS: Final = 20


class OtherPattern(ValueError):
    """A pattern has something that not every syntax has."""


@dataclass(frozen=True, slots=True)
class Signs:
    """One sign of these spans, or if `others` any other one."""

    spans: tuple[Span, ...]
    others: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One part behind the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A part so many times; a `most` of None is without end."""

    part: Part
    least: int
    most: int | None


Part = Signs | Row | Either | Repeated


def parts_of(pattern: str) -> Part:
    """Return what a pattern is made of; raises OtherPattern."""
    if len(pattern) > MAX_LENGTH:
        raise OtherPattern
    reader = _Reader(pattern)
    part = reader.either()
    if reader.at < len(pattern):
        raise OtherPattern
    return part


def texts_of(part: Part, most: int) -> list[str] | None:
    """Return all texts that fit a pattern; None if they are more than `most`.

    Of blanks there is only the one that people type.
    """
    try:
        texts = list(islice(dict.fromkeys(_texts(part, most)), most + 1))
    except OtherPattern:
        return None
    return texts if len(texts) <= most else None


def _texts(part: Part, most: int) -> list[str]:
    match part:
        case Signs():
            found = list(_signs(part))
        case Either():
            found = [text for one in part.parts for text in _texts(one, most)]
        case Row():
            found = _joined([_texts(one, most) for one in part.parts], most)
        case Repeated():
            if part.most is None or part.most > _MOST_OF_A_CLASS:
                raise OtherPattern
            once = _texts(part.part, most)
            found = []
            for count in range(part.least, part.most + 1):
                found += _joined([once] * count, most)
    if len(found) > most:
        raise OtherPattern
    return found


def _joined(rows: list[list[str]], most: int) -> list[str]:
    texts = ["".join(one) for one in islice(product(*rows), most + 1)]
    if len(texts) > most:
        raise OtherPattern
    return texts


def _signs(signs: Signs) -> Iterator[str]:
    if signs.others:
        raise OtherPattern
    for first, last in signs.spans:
        if ord(last) - ord(first) > _MOST_OF_A_CLASS:
            raise OtherPattern
        for code in range(ord(first), ord(last) + 1):
            if chr(code).isprintable():
                yield chr(code)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self._depth = 0

    def either(self) -> Part:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise OtherPattern
        parts = [self._row()]
        while self._takes("|"):
            parts.append(self._row())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _row(self) -> Part:
        parts = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated())
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _repeated(self) -> Part:
        part = self._one()
        count = _COUNT.match(self.pattern, self.at)
        if count is not None:
            self.at = count.end()
            least = int(count[1])
            part = Repeated(part, least, int(count[3]) if count[3] else None if count[2] else least)
        elif self._takes("*"):
            part = Repeated(part, 0, None)
        elif self._takes("+"):
            part = Repeated(part, 1, None)
        elif self._takes("?"):
            part = Repeated(part, 0, 1)
        else:
            return part
        # Where all of an answer has to fit, it does not matter how much a part takes first.
        self._takes("?")
        if self.pattern[self.at : self.at + 1] in {"*", "+", "?"}:
            raise OtherPattern
        return part

    def _one(self) -> Part:
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            if self._takes("?") and not self._takes(":"):
                raise OtherPattern
            part = self.either()
            if not self._takes(")"):
                raise OtherPattern
            return part
        if sign == "[":
            return self._class()
        if sign == "\\":
            return self._escaped()
        if sign == ".":
            return Signs((("\n", "\n"),), others=True)
        if sign in "^$*+?":
            raise OtherPattern
        return Signs(((sign, sign),))

    def _escaped(self) -> Signs:
        sign = self.pattern[self.at : self.at + 1]
        self.at += 1
        if sign in _CLASSES:
            return Signs(_CLASSES[sign])
        if sign.lower() in _CLASSES:
            return Signs(_CLASSES[sign.lower()], others=True)
        if sign in _CONTROLS:
            sign = _CONTROLS[sign]
        elif not sign or (sign.isalnum() and sign.isascii()):
            raise OtherPattern
        return Signs(((sign, sign),))

    def _class(self) -> Signs:
        others = self._takes("^")
        spans: list[Span] = []
        while not self._takes("]") or not spans:
            if self.at >= len(self.pattern) or self.pattern.startswith("[:", self.at):
                raise OtherPattern
            first = self._of_class()
            rest = self.pattern[self.at : self.at + 2]
            if rest[:1] == "-" and rest[1:] not in ("", "]"):
                self.at += 1
                last = self._of_class()
                if len(first.spans) > 1 or len(last.spans) > 1 or first.spans > last.spans:
                    raise OtherPattern
                spans.append((first.spans[0][0], last.spans[0][1]))
            else:
                spans += first.spans
        return Signs(tuple(spans), others)

    def _of_class(self) -> Signs:
        sign = self.pattern[self.at]
        self.at += 1
        signs = self._escaped() if sign == "\\" else Signs(((sign, sign),))
        if signs.others:
            raise OtherPattern
        return signs

    def _takes(self, sign: str) -> bool:
        if self.pattern.startswith(sign, self.at):
            self.at += 1
            return True
        return False
