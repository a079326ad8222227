"""A question cell's text to a `Question`, or to a list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from pylq_ext.banks.checks import check_text, check_work
from pylq_ext.banks.choice import read_choice
from pylq_ext.banks.layout import has_ticked_list, split_blocks
from pylq_ext.banks.markdown import Blocks, TooComplex, parse_blocks, parse_inlines
from pylq_ext.banks.open_text import read_open
from pylq_ext.banks.parts import Parts, Prepared
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.render import SafeRenderer, hidden_where_alone
from pylq_ext.banks.settings import looks_like_settings
from pylq_ext.banks.source import Source, too_complex
from pylq_ext.banks.title import title_of
from pylq_ext.domain.question import Face, Key, Kind, Option, Question, option_id

_LOOKS_TICKED = re.compile(r"^ {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]+\[[xX]\]", re.M)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a cell came to: a question, or at least one problem, never both."""

    question: Question | None
    problems: tuple[Problem, ...] = ()


def is_question(source: str) -> bool:
    """Tell whether a Markdown cell is a question (or was meant to be one, with a mistake).

    It is if it has a settings line outside code, or if an item of an outermost list begins like a
    ticked box. Any text may be given.
    """
    if "[" not in source and "pylq" not in source.lower():
        return False
    try:
        text = Source.of(source)
        if isinstance(text, Source):
            return bool(text.settings_at) or _has_tick(text, parse_blocks(text.md, text.blanked))
    except (TooComplex, RecursionError):
        pass
    # Too much to be parsed: then what looks like a question is a reported mistake.
    return _LOOKS_TICKED.search(source) is not None or any(
        looks_like_settings(line) for line in split_lines(source)
    )


def read_cell(
    source: str,
    attachments: Mapping[str, Any] | None = None,  # noqa: ARG001 - images come with it
) -> Reading:
    """Return the cell's question, or each mistake in it; any text may be given.

    `attachments` is the cell's, as nbformat has it. Problems come in the order of their lines. A
    text that is no question at all has the problem `not_a_question`.
    """
    try:
        text = Source.of(source)
        return Reading(None, (text,)) if isinstance(text, Problem) else _read(text)
    except (TooComplex, RecursionError):
        return Reading(None, (too_complex(1),))


def _has_tick(text: Source, blocks: Blocks) -> bool:
    return has_ticked_list(split_blocks(blocks.tokens), text.lines)


def _read(text: Source) -> Reading:
    blocks = parse_blocks(text.md, text.blanked)
    if not text.settings_at and not _has_tick(text, blocks):
        return Reading(None, (_NOT_A_QUESTION,))
    settings, problems = text.read_settings()
    work = check_work(blocks.tokens)
    if work:
        return Reading(None, tuple(work))
    prepared = Prepared(text.lines, settings, split_blocks(blocks.tokens))
    read = read_open if "open" in settings else read_choice
    parts, mistakes = read(prepared)
    problems += mistakes
    _parse_text(text, blocks, parts)
    problems += check_text(blocks.tokens, text.lines)
    if parts is not None and not problems:
        rendered, problems = _render(parts, prepared, SafeRenderer(text.md), blocks.env)
        if rendered is not None:
            return Reading(rendered)
    return Reading(None, tuple(sorted(problems, key=lambda problem: problem.line)))


def _parse_text(text: Source, blocks: Blocks, parts: Parts | None) -> None:
    """Parse the text within the blocks; what feedback defines is known to feedback only.

    A link definition counts in the whole of a Markdown text, wherever it stands. One that stands
    in a note would show its address in the prompt, before the reveal.
    """
    if parts is None:
        parse_inlines(text.md, blocks)
        return
    shown = {id(token) for token in parts.shown()}
    later = [token for token in blocks.tokens if id(token) not in shown]
    # The quotes of feedback themselves belong to no part, but every line of theirs is hidden.
    quotes = [token for token in later if token.type == "blockquote_open"]
    parse_inlines(text.md, Blocks(parts.shown(), blocks.without_definitions_in(quotes)))
    parse_inlines(text.md, Blocks(later, blocks.env))


def _render(
    parts: Parts, prepared: Prepared, renderer: SafeRenderer, env: dict[str, Any]
) -> tuple[Question | None, list[Problem]]:
    settings = prepared.settings

    def fragment(tokens: list[Token]) -> str:
        return renderer(tokens, env)

    problems: list[Problem] = []
    prompt = fragment(parts.prompt)
    if not prompt:
        problems.append(Problem("no_prompt", 1, _NO_PROMPT))
    options: list[Option] = []
    notes: dict[str, str] = {}
    ticked: set[str] = set()
    for position, part in enumerate(parts.options):
        text = fragment(hidden_where_alone(part.tokens))
        if not text:
            problems.append(part.empty())
        name = option_id(position)
        options.append(Option(name, text))
        note = fragment(part.note)
        if note:
            notes[name] = note
        if part.ticked:
            ticked.add(name)
    problems += parts.repeated([option.text for option in options])
    if problems:
        return None, problems
    right = None if parts.kind is Kind.OPEN or "poll" in settings else frozenset(ticked)
    question = Question(
        Face(parts.kind, title_of(parts.prompt), prompt, tuple(options), settings.points),
        Key(right, notes, fragment(parts.explanation), fragment(parts.model_answer)),
        settings.tags,
        "shuffle" in settings,
        settings.seconds,
    )
    return question, []


_NOT_A_QUESTION = Problem(
    "not_a_question",
    1,
    "This cell is no question: it has no settings line, and no list in it has a ticked box "
    "(`- [x] …`).",
)

_NO_PROMPT = (
    "Nothing is asked: what stands before the options (or before an open question's settings "
    "line) is the prompt."
)
