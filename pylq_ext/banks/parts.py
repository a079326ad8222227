"""The parts of a question, found in its blocks and not rendered yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
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
    """One option; `lines` are its first and last, from 1; `share` is what its note begins with."""

    tokens: list[Token]
    note: list[Token]
    ticked: bool
    lines: tuple[int, int]
    share: float | None = None

    def empty(self) -> Problem:
        """Return the problem of an option with nothing in it."""
        return Problem(
            "empty_option",
            self.lines[0],
            "There is nothing to choose behind this box: write the option's text, or take the "
            "item out.",
        )


@dataclass(frozen=True, slots=True)
class FormPart:
    """One typed answer, as it is spelled behind its box; `share` is what its note begins with."""

    text: str
    note: list[Token]
    ticked: bool
    has_note: bool
    share: float | None = None


@dataclass(frozen=True, slots=True)
class BlankPart:
    """A blank of the prompt: what it is called, and what is accepted or offered there."""

    kind: Kind
    label: list[Token]
    options: list[OptionPart] = field(default_factory=list)
    forms: list[FormPart] = field(default_factory=list)

    @property
    def answers(self) -> Sequence[OptionPart | FormPart]:
        """Options or typed answers, whichever there are."""
        return self.options or self.forms


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of each part of a question.

    `targets` are what the options are matched with: one for each, None where an option has none,
    and behind them those that belong to no option. `image` is what a place is asked for in,
    `output` what the code above has put out.
    """

    kind: Kind
    prompt: list[Token]
    options: list[OptionPart] = field(default_factory=list)
    forms: list[FormPart] = field(default_factory=list)
    explanation: list[Token] = field(default_factory=list)
    model_answer: list[Token] = field(default_factory=list)
    targets: list[list[Token] | None] = field(default_factory=list)
    blanks: list[BlankPart] = field(default_factory=list)
    image: list[Token] = field(default_factory=list)
    output: list[Token] = field(default_factory=list)

    @property
    def answers(self) -> Sequence[OptionPart | FormPart]:
        """Options or typed answers, whichever there are."""
        return self.options or self.forms

    def shown(self) -> list[Token]:
        """Return the tokens of all that students see before feedback."""
        labels = [token for blank in self.blanks for token in blank.label]
        offered = [*self.options, *(option for blank in self.blanks for option in blank.options)]
        targets = [token for target in self.targets for token in target or ()]
        options = [token for option in offered for token in option.tokens]
        return [*self.prompt, *self.output, *self.image, *labels, *options, *targets]

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
