"""A question's title for lists: plain text from its prompt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from pylq_ext.banks.blank_marks import MARK
from pylq_ext.banks.images import alternative

MAX_TITLE = 80
UNTITLED = "Question"


def title_of(prompt: Sequence[Token]) -> str:
    """Return the text of the prompt's first heading, or else its first line of text.

    It has at most 80 characters, on one line, without characters that cannot be seen.
    """
    for wanted in (_headings, _first_lines, _code):
        for text in wanted(prompt):
            shown = _tidy(text.replace(MARK, "___"))
            if shown:
                return shorten(shown)
    return UNTITLED


def shorten(text: str, width: int = MAX_TITLE) -> str:
    """Return the text cut at a word, with an ellipsis, if it is longer than `width`."""
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    words = cut.rsplit(" ", 1)[0]
    return (words if len(words) > width // 2 else cut).rstrip() + "…"


def printable(text: str) -> str:
    """Return the text with a replacement character for each one that cannot be shown."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _headings(prompt: Sequence[Token]) -> Iterable[str]:
    for index, token in enumerate(prompt):
        if token.type == "heading_open":
            yield _plain(prompt[index + 1].children or ())


def _first_lines(prompt: Sequence[Token]) -> Iterable[str]:
    for token in prompt:
        if token.type == "inline":
            yield from _plain(token.children or (), newline="\n").split("\n")
        elif token.type in {"math_block", "amsmath"}:
            yield token.content


def _code(prompt: Sequence[Token]) -> Iterable[str]:
    for token in prompt:
        if token.type in {"fence", "code_block"}:
            yield from token.content.split("\n")


def _plain(children: Iterable[Token], newline: str = " ") -> str:
    parts = []
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(newline)
        elif child.type.startswith("math_inline"):
            parts.append(f"{child.markup}{child.content}{child.markup}")
        elif child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type == "image":
            parts.append(alternative(child))
    return "".join(parts)


def _tidy(text: str) -> str:
    seen = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join("".join(seen).split())
