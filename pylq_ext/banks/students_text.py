"""The students' copy of a cell's text: what they may see before feedback, as its author wrote it.

It is made of the text's own lines, not of what was parsed, so that it reads as the bank does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.cell_lines import (
    as_read,
    cut_comments,
    joined,
    list_of,
    paragraphs,
    without_note,
)
from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.layout import Item, items_of, marker_of, split_blocks, texts
from pylq_ext.banks.markdown import Blocks, parse_blocks, parse_inlines
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.render import render_markdown
from pylq_ext.banks.shown_output import output_in
from pylq_ext.banks.source import Source
from pylq_ext.banks.students_list import blanks_of, in_face_order, settings_of
from pylq_ext.domain.question import Face, Kind, Question

SEVERAL = "*More than one may be picked.*"


class Inseparable(Exception):
    """What students may see cannot be told apart from the rest in this cell; `problem` says why."""

    def __init__(self) -> None:
        super().__init__("students' text")
        self.problem = Problem(
            "inseparable",
            1,
            "Comments, settings or link definitions are so entangled with the text here that it "
            "would read differently without them: give each a line of its own between the "
            "paragraphs, and each comment its end (`-->`).",
        )


def students_text(
    source: str,
    question: Question,
    several: str = SEVERAL,
    attachments: Mapping[str, Any] | None = None,
) -> str:
    """Return prompt and options with empty boxes, for `source` that reads as `question`.

    `attachments` is what `source` was read with; an output of code among them, if the question asks
    for it, stands at the end of the prompt.

    Ticks, notes, explanation, model answer, settings and comments are gone, and so is each link
    definition that only they use: two cells that differ in nothing else give the same text. Where
    more than one option may be picked, the line `several` says so above the options (an empty one
    leaves it out); blanks are listed with their names and with what can be chosen in them. Raises
    Inseparable if no such text would read as the question does.
    """
    output = output_in(source, attachments)
    for blank, tight in itertools.product((True, False), repeat=2):
        prompt, options, definitions = _Copy(source, question, blank).parts()
        prompt = paragraphs([prompt, output])
        choices = ("\n" if tight else "\n\n").join(options)
        if _reads_alike([prompt, choices, definitions], question.face, attachments):
            hint = several if question.face.kind is Kind.MULTIPLE else ""
            return paragraphs([prompt, blanks_of(question.face), hint, choices, definitions])
    raise Inseparable


def without_comments(source: str) -> str:
    """Return a Markdown text that is no question without its comments, which no viewer shows.

    Raises Inseparable if it would read differently, or if a comment at the beginning of a line has
    no end: it hides the rest of the text, and none can say where it should end.
    """
    if "<!--" not in source:
        return source
    text = Source.of(source)
    if isinstance(text, Problem):
        raise Inseparable
    shown = as_read(render_markdown("\n".join(text.lines)))
    for blank in (True, False):
        blocks = parse_blocks(text.md, "\n".join(text.lines))
        parse_inlines(text.md, blocks)
        if any(_hides_the_rest(token, text.lines) for token in blocks.tokens):
            raise Inseparable
        lines: list[str | None] = [*text.lines]
        cut_comments(blocks.tokens, lines)
        copy = joined(lines, blank)
        if as_read(render_markdown(copy)) == shown:
            return copy
    raise Inseparable


@dataclass(slots=True)
class _Copy:
    """One way to copy a cell: with or without a blank line where a line was taken out."""

    source: str
    question: Question
    blank: bool

    def parts(self) -> tuple[str, list[str], str]:
        """Return the prompt, the options and the link definitions that these two use."""
        text = Source.of(self.source)
        if isinstance(text, Problem):  # pragma: no cover - it was read as a question
            raise Inseparable
        blocks = parse_blocks(text.md, text.blanked)
        lines: list[str | None] = [*text.lines]
        for at in text.settings_at:
            lines[at] = None
        outer = split_blocks(blocks.tokens)
        items: list[Item] = []
        listed = list_of(self.question, outer)
        if listed is None:
            end = text.settings_at[0]
            prompt = [block for block in outer if block.lines[0] < end]
        else:
            end = outer[listed].lines[0]
            prompt = outer[:listed]
            # Typed answers are the key, and nothing of them is for students.
            items = [] if self.question.key.forms else items_of(outer[listed], text.lines)
        shown = [token for block in prompt for token in block.tokens]
        spans = []
        for item in items:
            own, span = without_note(item, text.lines)
            shown += [token for block in own for token in block.tokens]
            spans.append((item, span, bool(own) and own[-1].type == "blockquote_open"))
        definitions = _definitions(text, blocks, shown, lines)
        cut_comments(shown, lines)
        # Comments between the parts of an option are blocks of it that do not count as its own.
        cut_comments([token for item in items for token in item.block.tokens], lines, inner=False)
        options = [self._option(item, lines[slice(*span)], quote) for item, span, quote in spans]
        return joined(lines[:end], self.blank), in_face_order(options, self.question), definitions

    def _option(self, item: Item, lines: list[str | None], ends_in_quote: bool) -> str:
        at = item.line - item.block.lines[0]
        line = lines[at] or ""
        marker = marker_of(line) if at == 0 else None
        start = marker.end() if marker else 0
        lines[at] = line[:start] + re.sub(r"\[[xX ]\]", "[ ]", line[start:], count=1)
        text = joined(lines, self.blank)
        # The empty quote that keeps a quotation from being read as a note.
        if ends_in_quote:
            indent = " " * (marker.end() if marker else 2)
            text += f"\n\n{indent}>"
        return text


def _definitions(text: Source, blocks: Blocks, shown: list[Token], lines: list[str | None]) -> str:
    """Take all link definitions out of `lines`, and return those that the shown text uses."""
    seen = {id(token) for token in shown}
    later = [token for token in blocks.tokens if id(token) not in seen]
    quotes = [token for token in later if token.type == "blockquote_open"]
    env = blocks.without_definitions_in(quotes)
    parse_inlines(text.md, Blocks(shown, env))
    every = [*blocks.env.get("references", {}).values(), *blocks.env.get("duplicate_refs", ())]
    for one in every:
        for at in range(*one["map"]):
            lines[at] = None
    used = {
        child.meta["label"]
        for token in texts(shown)
        for child in token.children or ()
        if "label" in child.meta
    }
    return "\n".join(
        line.strip().lstrip(">").strip()
        for label, one in sorted(env["references"].items())
        if label in used
        for line in text.lines[slice(*one["map"])]
    )


def _hides_the_rest(token: Token, lines: Sequence[str]) -> bool:
    # Within a line `<!--` without an end is text to every viewer, and stays.
    return any(child.type == UNCLOSED for child in token.children or ()) and any(
        line.lstrip(" \t>").startswith("<!--") for line in lines[slice(*token.map or (0, 0))]
    )


def _reads_alike(parts: Sequence[str], face: Face, attachments: Mapping[str, Any] | None) -> bool:
    """Tell whether the copy, read as a poll, asks what the question asks and holds no comment."""
    prompt, choices, definitions = parts
    told = [prompt, f"<!-- pylq: {settings_of(face)} -->", choices, definitions]
    reading = read_cell(paragraphs(told), attachments)
    if reading.question is None:
        return False
    copy = reading.question.face
    return (
        copy.kind is face.kind
        and as_read(copy.prompt) == as_read(face.prompt)
        and [as_read(option.text) for option in copy.options]
        == [as_read(option.text) for option in face.options]
        and [target.text for target in copy.targets] == [target.text for target in face.targets]
        and len(copy.blanks) == len(face.blanks)
        and copy.image == face.image
        and _uncommented(paragraphs(parts))
    )


def _uncommented(text: str) -> bool:
    if "<!--" not in text:
        return True
    source = Source.of(text)
    if isinstance(source, Problem):  # pragma: no cover - it is shorter than what was read
        return False
    blocks = parse_blocks(source.md, text)
    parse_inlines(source.md, blocks)
    within = [child for token in blocks.tokens for child in token.children or ()]
    return not any(token.type in {COMMENT, UNCLOSED} for token in [*blocks.tokens, *within])
