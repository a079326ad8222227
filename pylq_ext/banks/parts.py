"""The parts of a question, found in its blocks and not rendered yet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from markdown_it.token import Token

from pylq_ext.banks.layout import Block
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.settings import Settings
from pylq_ext.domain.question import Kind


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cell's lines (the settings line still among them), settings and outermost blocks."""

    lines: list[str]
    settings: Settings
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class OptionPart:
    """One option; `lines` are its first and last, from 1."""

    tokens: list[Token]
    note: list[Token]
    ticked: bool
    lines: tuple[int, int]

    def empty(self) -> Problem:
        """Return the problem of an option with nothing in it."""
        return Problem(
            "empty_option",
            self.lines[0],
            "There is nothing to choose behind this box: write the option's text, or take the "
            "item out.",
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of each part of a question."""

    kind: Kind
    prompt: list[Token]
    options: list[OptionPart] = field(default_factory=list)
    explanation: list[Token] = field(default_factory=list)
    model_answer: list[Token] = field(default_factory=list)

    def shown(self) -> list[Token]:
        """Return the tokens of all that students see before feedback."""
        return [*self.prompt, *(token for option in self.options for token in option.tokens)]

    def repeated(self, texts: list[str]) -> list[Problem]:
        """Return a problem for each option that reads like an earlier one.

        `texts` are the options' fragments, in order.
        """
        problems: list[Problem] = []
        first_with: dict[str, OptionPart] = {}
        for part, text in zip(self.options, texts, strict=True):
            if not text:
                continue
            earlier = first_with.setdefault(_as_read(text), part)
            if earlier is not part:
                problems.append(_repeated(part, earlier))
        return problems


def _repeated(part: OptionPart, earlier: OptionPart) -> Problem:
    return Problem(
        "option_twice",
        part.lines[0],
        f"This option reads the same as the one at line {earlier.lines[0]}: nobody could tell "
        "them apart.",
        # Which of two may go is only clear when the key says the same of both.
        mended="" if part.ticked == earlier.ticked else None,
        replaces=part.lines if part.ticked == earlier.ticked else None,
        params={"first": earlier.lines[0]},
    )


def _as_read(fragment: str) -> str:
    """Return what a reader sees: blanks count within code only."""
    pieces = re.split(r"(<code>.*?</code>)", unicodedata.normalize("NFC", fragment), flags=re.S)
    return "".join(
        piece if piece.startswith("<code>") else " ".join(piece.split()) for piece in pieces
    )
