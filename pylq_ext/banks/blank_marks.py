"""Blanks in a prompt: `___`, three or more underscores, in text and in code.

Markdown would read some of them as emphasis or as a line across the page. So each is a character of
its own while the text is parsed, and becomes an element that the views put a field into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

BLANK_CLASS = "pylq-blank"

#: Stands for a blank within text; a private character, which no keyboard has.
MARK = "\uf8f0"

_BLANK = re.compile(r"_{3,}")
_TAG = re.compile(r"(<[^>]*>)")
_MATH = re.compile(r'<(span|div) class="pylq-math[^"]*">[^<]*' + MARK)
#: How a highlighter writes what is no code.
_ERROR = re.compile(rf'<span class="err">({MARK}+)</span>')
_RULE = re.compile(r"^ {0,3}(?:_[ \t]*){3,}$")


def mark_blanks(tokens: Iterable[Token]) -> None:
    """Put MARK in the place of each blank, before the text within the blocks is parsed."""
    for token in tokens:
        if token.type in {"inline", "fence", "code_block"}:
            token.content = _BLANK.sub(MARK, token.content.replace(MARK, "\ufffd"))


def is_rule(line: str) -> bool:
    """Tell whether a line of nothing but a blank would be read as a line across the page."""
    return _RULE.match(line) is not None


def in_mathematics(fragment: str) -> bool:
    """Tell whether a blank stands in a formula, where no field can be."""
    return _MATH.search(fragment) is not None


def number_blanks(fragment: str) -> tuple[str, int]:
    """Return a safe fragment with an element for each blank, and how many there are."""
    count = 0
    pieces = _TAG.split(_ERROR.sub(r"\1", fragment))
    for at, piece in enumerate(pieces):
        if piece.startswith("<"):
            # Of an image's words or a link's address.
            pieces[at] = piece.replace(MARK, "___")
            continue
        texts = piece.split(MARK)
        for place in range(1, len(texts)):
            count += 1
            texts[place] = f'<span class="{BLANK_CLASS}">__{count}__</span>{texts[place]}'
        pieces[at] = "".join(texts)
    return "".join(pieces), count
