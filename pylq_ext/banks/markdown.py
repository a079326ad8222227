"""The Markdown that questions are written in: CommonMark, tables, strikethrough, mathematics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from pylq_ext.banks.comments import comments_plugin

# markdown-it drops what is nested more deeply without a word, so what is refused lies well below.
MAX_NESTING = 40
MAX_DEPTH = 24

_BUDGET = "pylq_lines_left"
_LINES_TO_SEARCH = 50_000


class TooComplex(Exception):
    """The text asks for more work than a question may need."""


@cache
def shared_parser() -> MarkdownIt:
    """Return the parser that every question is read by; threads share it, and nobody changes it."""
    return make_parser()


def make_parser() -> MarkdownIt:
    """Return a new parser with the rules that every question is read by."""
    md = MarkdownIt(
        "commonmark",
        {"html": False, "linkify": False, "maxNesting": MAX_NESTING, "store_labels": True},
    ).enable(["table", "strikethrough"])
    # Every scheme is parsed here and judged once, by the sanitiser's allow-list (render.py):
    # the default would refuse `data:` images before they could be reported as images.
    md.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
    dollarmath_plugin(
        md,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    _see_the_start(md)
    amsmath_plugin(md)
    comments_plugin(md)
    for name in ("math_block", "amsmath"):
        _bound(md, name)
    # Rules are put in order when they are first asked for; no thread may see that half done.
    for ruler in (md.core.ruler, md.block.ruler, md.inline.ruler, md.inline.ruler2):
        ruler.getRules("")
    return md


def _see_the_start(md: MarkdownIt) -> None:
    """Let a formula begin a paragraph, whatever the paragraph ends in.

    The plugin looks at what stands before the dollar sign, and at the start of a text it looks at
    its end instead: a digit or a backslash there would hide the formula.
    """
    rule = next(rule for rule in md.inline.ruler.__rules__ if rule.name == "math_inline")
    read = rule.fn

    def seeing(state: StateInline, silent: bool) -> bool:
        if state.pos > 0:
            return bool(read(state, silent))
        text = state.src
        state.src = f"{text} "
        try:
            return bool(read(state, silent))
        finally:
            state.src = text

    rule.fn = seeing


def _bound(md: MarkdownIt, name: str) -> None:
    """Let a rule that searches for its end to the last line do so only so often."""
    rules = {rule.name: rule for rule in md.block.ruler.__rules__}
    rule = rules[name]
    search = rule.fn
    opening = {"math_block": "$$", "amsmath": "\\begin{"}[name]

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not state.src.startswith(opening, state.bMarks[start] + state.tShift[start]):
            return False
        state.env[_BUDGET] = state.env.get(_BUDGET, _LINES_TO_SEARCH) - (end - start)
        if state.env[_BUDGET] < 0:
            raise TooComplex
        return bool(search(state, start, end, silent))

    rule.fn = bounded


@dataclass(slots=True)
class Blocks:
    """A text's block tokens; `env` holds its link definitions. Inline text is not parsed yet."""

    tokens: list[Token]
    env: dict[str, Any]

    def without_definitions_in(self, tokens: Sequence[Token]) -> dict[str, Any]:
        """Return `env` as it would be if the lines of `tokens` defined no links."""
        hidden = {line for token in tokens if token.map for line in range(*token.map)}
        definitions: dict[str, Any] = self.env.get("references", {})
        # The first of one label counts; the others were set aside.
        every = [
            *({"label": label, **one} for label, one in definitions.items()),
            *self.env.get("duplicate_refs", []),
        ]
        seen: dict[str, Any] = {}
        for one in sorted(every, key=lambda one: one["map"][0]):
            if one["map"][0] not in hidden:
                seen.setdefault(one["label"], one)
        return {**self.env, "references": seen, "duplicate_refs": []}


def parse_blocks(md: MarkdownIt, text: str) -> Blocks:
    """Parse the blocks only, so that boxes can be taken out before the text within is parsed."""
    env: dict[str, Any] = {}
    state = StateCore(text, md, env)
    for rule in ("normalize", "block"):
        _core_rule(md, rule)(state)
    return Blocks(state.tokens, env)


def parse_inlines(md: MarkdownIt, blocks: Blocks) -> None:
    """Parse the text within the blocks, in place."""
    state = StateCore("", md, blocks.env, blocks.tokens)
    for rule in ("inline", "text_join"):
        _core_rule(md, rule)(state)


def _core_rule(md: MarkdownIt, name: str) -> Any:
    return next(rule.fn for rule in md.core.ruler.__rules__ if rule.name == name)


def depth(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the deepest nesting and the line (from 1) where it is reached first."""
    deepest, line, here = 0, 1, 1
    for token in tokens:
        if token.map:
            here = token.map[0] + 1
        inner = max((child.level for child in token.children or ()), default=0)
        if token.level + inner > deepest:
            deepest, line = token.level + inner, here
    return deepest, line


def code_lines(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the index (from 0) of every line that belongs to a code block."""
    for token in tokens:
        if token.type in {"fence", "code_block"} and token.map:
            yield from range(*token.map)
