"""The texts that a simple regular expression accepts, each with `*` for any signs.

Simple is what people write for spellings: letters, `colou?r`, `(the )?group`, `one|two`, `[ab]c`,
and `.*`. Anything else accepts more texts than can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: More spellings than these nobody wants to have in a list.
MAX_TEXTS: Final = 24

_LITERAL = re.compile(r"[^\\.+*?()|\[\]{}^$]|\\[^A-Za-z0-9]")
_CLASS = re.compile(r"\[(-?(?:[^\\\[\]^-]|\\[^A-Za-z0-9])+-?)\]")
_BLANKS = re.compile(r"\\s[+*]?| [+*]")
_ANY = re.compile(r"\.[*+]")


class _NotSimple(Exception):
    """A pattern has something of which no texts can be listed."""


def texts_of_pattern(pattern: str) -> list[str]:
    r"""Return the texts, `*` itself written `\*`; none if the pattern is not simple.

    Where blanks are counted (`\s+`) one blank stands.
    """
    try:
        reader = _Reader(pattern)
        texts = reader.alternatives()
        if reader.at < len(pattern):
            return []
    except _NotSimple:
        return []
    shown = [" ".join(text.split()) for text in texts]
    return list(dict.fromkeys(text for text in shown if text))


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def alternatives(self) -> list[str]:
        """Return the texts of what stands up to a closing bracket or the end."""
        texts = self._sequence()
        while self._takes("|"):
            texts = _few([*texts, *self._sequence()])
        return texts

    def _sequence(self) -> list[str]:
        texts = [""]
        while self.at < len(self._pattern) and self._pattern[self.at] not in "|)":
            piece = self._piece()
            if self._takes("?"):
                piece = ["", *piece]
            texts = _few(before + behind for before in texts for behind in piece)
        return texts

    def _piece(self) -> list[str]:
        if self._takes("(?:") or self._takes("("):
            texts = self.alternatives()
            if not self._takes(")"):
                raise _NotSimple
            return texts
        for pattern, mean in ((_ANY, None), (_BLANKS, " ")):
            if self._matches(pattern) is not None:
                return ["*" if mean is None else mean]
        signs = self._matches(_CLASS)
        if signs is not None:
            return [_plain(sign) for sign in re.findall(r"\\?.", signs[1])]
        literal = self._matches(_LITERAL)
        if literal is None:
            raise _NotSimple
        return [_plain(literal[0])]

    def _takes(self, text: str) -> bool:
        found = self._pattern.startswith(text, self.at)
        self.at += len(text) * found
        return found

    def _matches(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._pattern, self.at)
        self.at = found.end() if found else self.at
        return found


def _plain(sign: str) -> str:
    sign = sign[-1]
    return "\\*" if sign == "*" else sign


def _few(texts: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(texts))
    if len(found) > MAX_TEXTS:
        raise _NotSimple
    return found
