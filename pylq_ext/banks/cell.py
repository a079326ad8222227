"""A question cell's text to a `Question`, or to a list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pylq_ext.banks.assembly import assemble
from pylq_ext.banks.blanks import read_blanks
from pylq_ext.banks.checks import check_text, check_work
from pylq_ext.banks.choice import read_choice
from pylq_ext.banks.images import Images, Refused
from pylq_ext.banks.layout import has_ticked_list, split_blocks
from pylq_ext.banks.listed import LISTED, read_listed
from pylq_ext.banks.markdown import Blocks, TooComplex, parse_blocks, parse_inlines
from pylq_ext.banks.odd_signs import makes_question, odd_sign
from pylq_ext.banks.open_text import read_open
from pylq_ext.banks.parts import Parts, Prepared
from pylq_ext.banks.place import read_place, take_image
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.render import SafeRenderer
from pylq_ext.banks.settings import Settings, looks_like_settings
from pylq_ext.banks.shown_output import read_output
from pylq_ext.banks.source import Source, too_complex
from pylq_ext.domain.question import WITHOUT_OPTIONS, Asset, Kind, Question

_LOOKS_TICKED = re.compile(r"^ {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]+\[[xX]\]", re.M)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a cell came to: a question, or at least one problem, never both.

    `assets` are the images that the question shows, each once.
    """

    question: Question | None
    problems: tuple[Problem, ...] = ()
    assets: tuple[Asset, ...] = ()


def is_question(source: str) -> bool:
    """Tell whether a Markdown cell is a question (or was meant to be one, with a mistake).

    It is if it has a settings line outside code, or if an item of an outermost list begins like a
    ticked box. Any text may be given.
    """
    if "pylq" not in source.lower() and not any(sign in source for sign in "[［【〔"):
        return False
    try:
        text = Source.of(source)
        if isinstance(text, Source):
            return (
                bool(text.settings_at)
                or _has_tick(text, parse_blocks(text.md, text.blanked))
                or any(makes_question(mended) for _, mended in text.odd_lines())
            )
    except (TooComplex, RecursionError):
        pass
    # Too much to be parsed: then what looks like a question is a reported mistake.
    return _LOOKS_TICKED.search(source) is not None or any(
        looks_like_settings(line) for line in split_lines(source)
    )


def read_cell(
    source: str,
    attachments: Mapping[str, Any] | None = None,
    unreadable: Mapping[str, Refused] | None = None,
) -> Reading:
    """Return the cell's question, or each mistake in it; any text may be given.

    `attachments` is the cell's, as nbformat has it; files beside the notebook are among them as
    `image_files.attached` adds them, and what code has put out as `outputs.with_output` does, or in
    `unreadable` with the reason why they are not. Problems come in the order of their lines. A text
    that is no question at all has the problem `not_a_question`.
    """
    images = Images(attachments or {}, unreadable or {})
    try:
        text = Source.of(source)
        return Reading(None, (text,)) if isinstance(text, Problem) else _read(text, images)
    except (TooComplex, RecursionError):
        return Reading(None, (too_complex(1),))


def _has_tick(text: Source, blocks: Blocks) -> bool:
    return has_ticked_list(split_blocks(blocks.tokens), text.lines)


def _read(text: Source, images: Images) -> Reading:
    blocks = parse_blocks(text.md, text.blanked)
    odd = text.odd_lines()
    is_meant = any(makes_question(mended) for _, mended in odd)
    if not text.settings_at and not is_meant and not _has_tick(text, blocks):
        return Reading(None, (_NOT_A_QUESTION,))
    if odd:
        # What else is wrong can only be told once these lines are what they look like.
        return Reading(None, tuple(odd_sign(text.lines[at], line, at + 1) for at, line in odd))
    settings, problems = text.read_settings()
    work = check_work(blocks.tokens)
    if work:
        return Reading(None, tuple(work))
    prepared = Prepared(text.lines, settings, split_blocks(blocks.tokens))
    parts, mistakes = _reader(settings)(prepared)
    problems += mistakes
    output, mistakes = read_output(text, settings, images)
    problems += mistakes
    if parts is not None:
        parts.output[:] = output
    if parts is not None and parts.kind is Kind.PLACE and not parts.image and not mistakes:
        problems += take_image(parts)
    _parse_text(text, blocks, parts)
    # What stands behind an arrow was split off the tokens of its line.
    split_off = parts.targets if parts is not None else []
    tokens = [*blocks.tokens, *(token for target in split_off for token in target or ()), *output]
    problems += check_text(tokens, text.lines, images)
    if parts is not None and not problems:
        renderer = SafeRenderer(text.md, images)
        rendered, problems = assemble(parts, prepared, lambda tokens: renderer(tokens, blocks.env))
        if rendered is not None:
            shown = rendered.face_assets | rendered.feedback_assets
            return Reading(rendered, (), tuple(images.used[one] for one in sorted(shown)))
    return Reading(None, tuple(sorted(problems, key=lambda problem: problem.line)))


def _reader(settings: Settings) -> Callable[[Prepared], tuple[Parts | None, list[Problem]]]:
    """Return what reads the parts of the kind that the settings name."""
    flags = settings.flags
    if not flags.isdisjoint(LISTED):
        return read_listed
    if Kind.BLANKS in flags:
        return read_blanks
    if Kind.PLACE in flags:
        return read_place
    return read_choice if flags.isdisjoint(WITHOUT_OPTIONS) else read_open


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


_NOT_A_QUESTION = Problem(
    "not_a_question",
    1,
    "This cell is no question: it has no settings line, and no list in it has a ticked box "
    "(`- [x] …`).",
)
