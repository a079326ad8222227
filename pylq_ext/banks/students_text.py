"""The students' copy of a cell's text: what they may see before feedback, as its author wrote it.

It is made of the text's own lines, not of what was parsed, so that it reads as the bank does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.comments import COMMENT, UNCLOSED
from pylq_ext.banks.layout import Block, Item, items_of, marker_of, split_blocks, texts
from pylq_ext.banks.markdown import Blocks, parse_blocks, parse_inlines
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import trimmed
from pylq_ext.banks.render import render_markdown
from pylq_ext.banks.shown_output import output_in
from pylq_ext.banks.source import Source
from pylq_ext.banks.students_list import in_face_order, settings_of
from pylq_ext.domain.question import WITHOUT_OPTIONS, Face, Kind, Question

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
    leaves it out). Raises Inseparable if no such text would read as the question does.
    """
    output = output_in(source, attachments)
    for blank, tight in itertools.product((True, False), repeat=2):
        prompt, options, definitions = _Copy(source, question, blank).parts()
        prompt = _paragraphs([prompt, output])
        choices = ("\n" if tight else "\n\n").join(options)
        if _reads_alike([prompt, choices, definitions], question.face, attachments):
            hint = several if question.face.kind is Kind.MULTIPLE else ""
            return _paragraphs([prompt, hint, choices, definitions])
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
    shown = _as_read(render_markdown("\n".join(text.lines)))
    for blank in (True, False):
        blocks = parse_blocks(text.md, "\n".join(text.lines))
        parse_inlines(text.md, blocks)
        if any(_hides_the_rest(token, text.lines) for token in blocks.tokens):
            raise Inseparable
        lines: list[str | None] = [*text.lines]
        _cut_comments(blocks.tokens, lines)
        copy = _joined(lines, blank)
        if _as_read(render_markdown(copy)) == shown:
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
        listed = _list_of(self.question, outer)
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
            own, span = _without_note(item, text.lines)
            shown += [token for block in own for token in block.tokens]
            spans.append((item, span, bool(own) and own[-1].type == "blockquote_open"))
        definitions = _definitions(text, blocks, shown, lines)
        _cut_comments(shown, lines)
        # Comments between the parts of an option are blocks of it that do not count as its own.
        _cut_comments([token for item in items for token in item.block.tokens], lines, inner=False)
        options = [self._option(item, lines[slice(*span)], quote) for item, span, quote in spans]
        return _joined(lines[:end], self.blank), in_face_order(options, self.question), definitions

    def _option(self, item: Item, lines: list[str | None], ends_in_quote: bool) -> str:
        at = item.line - item.block.lines[0]
        line = lines[at] or ""
        marker = marker_of(line) if at == 0 else None
        start = marker.end() if marker else 0
        lines[at] = line[:start] + re.sub(r"\[[xX ]\]", "[ ]", line[start:], count=1)
        text = _joined(lines, self.blank)
        # The empty quote that keeps a quotation from being read as a note.
        if ends_in_quote:
            indent = " " * (marker.end() if marker else 2)
            text += f"\n\n{indent}>"
        return text


def _list_of(question: Question, outer: Sequence[Block]) -> int | None:
    """Return which block is the list of a question; None if its prompt ends at its settings."""
    kind, key = question.face.kind, question.key
    has_no_list = not key.forms and kind in WITHOUT_OPTIONS | {Kind.PLACE}
    if has_no_list or (kind is Kind.BLANKS and key.right is None):
        return None
    lists = [at for at, block in enumerate(outer) if block.is_list]
    if kind is Kind.SCALE:
        # The labels may be left out, and what stands above the settings is the prompt's.
        labelled = any(option.text for option in question.face.options)
        return lists[-1] if labelled else None
    return lists[-1]


def _without_note(item: Item, lines: list[str]) -> tuple[list[Block], tuple[int, int]]:
    """Return the option's own blocks, and its first and last + 1 line (from 0)."""
    first, last = trimmed(item.block.lines, lines)
    own = [block for block in item.children if block.type != COMMENT]
    if own and own[-1].type == "blockquote_open":
        last = own.pop().lines[0]
    return own, (first, last)


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


def _cut_comments(tokens: Iterable[Token], lines: list[str | None], *, inner: bool = True) -> None:
    """Take comments out of the lines: whole ones (None), and if `inner` those within a text."""
    for token in tokens:
        if token.type == COMMENT and token.map:
            for at in range(*token.map):
                lines[at] = None
        elif inner and token.type == "inline" and token.map and token.children:
            _cut_inner(token, lines)


def _hides_the_rest(token: Token, lines: Sequence[str]) -> bool:
    # Within a line `<!--` without an end is text to every viewer, and stays.
    return any(child.type == UNCLOSED for child in token.children or ()) and any(
        line.lstrip(" \t>").startswith("<!--") for line in lines[slice(*token.map or (0, 0))]
    )


def _cut_inner(token: Token, lines: list[str | None]) -> None:
    first, last = token.map or (0, 0)
    before = [line or "" for line in lines[first:last]]
    raw = "\n".join(before)
    at = 0
    for child in token.children or ():
        found = _spelled(child.content).search(raw, at) if "<!--" in child.content else None
        if found is None:
            continue
        at = found.end()
        if child.type == COMMENT:
            # As many lines as before, so that the next text is found where it stands.
            ends = "\n" * found[0].count("\n")
            raw = f"{raw[: found.start()]}{ends}{raw[found.end() :]}"
            at = found.start() + len(ends)
    for offset, (left, line) in enumerate(zip(raw.split("\n"), before, strict=True)):
        if left != line:
            # A line with nothing left would end the paragraph: it goes without a trace.
            lines[first + offset] = left.rstrip() if left.strip(" \t>") else _GONE


_GONE = "\0"


def _spelled(content: str) -> re.Pattern[str]:
    """Return a pattern for a text whose further lines may be indented or quoted in the cell."""
    return re.compile(r"\n[ \t>]*".join(re.escape(part.strip()) for part in content.split("\n")))


def _joined(lines: Iterable[str | None], blank: bool) -> str:
    """Return the lines; where one is None there is nothing, or if `blank` one blank line."""
    joined: list[str] = []
    gone = emptied = False
    for line in lines:
        if line is None or line == _GONE:
            gone = gone or line is None
            emptied = True
            continue
        empty = not line.strip()
        if emptied and empty and joined and not joined[-1].strip():
            # A paragraph went with all that was in it: one blank line is enough.
            continue
        if gone and blank:
            if empty:
                continue
            while joined and not joined[-1].strip():
                joined.pop()
            joined.append("")
        gone = emptied = False
        joined.append(line)
    return _paragraphs(["\n".join(joined)])


def _paragraphs(parts: Iterable[str]) -> str:
    stripped = (re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", part) for part in parts)
    return "\n\n".join(part for part in stripped if part)


def _reads_alike(parts: Sequence[str], face: Face, attachments: Mapping[str, Any] | None) -> bool:
    """Tell whether the copy, read as a poll, asks what the question asks and holds no comment."""
    prompt, choices, definitions = parts
    told = [prompt, f"<!-- pylq: {settings_of(face)} -->", choices, definitions]
    reading = read_cell(_paragraphs(told), attachments)
    if reading.question is None:
        return False
    copy = reading.question.face
    return (
        copy.kind is face.kind
        and _as_read(copy.prompt) == _as_read(face.prompt)
        and [_as_read(option.text) for option in copy.options]
        == [_as_read(option.text) for option in face.options]
        and [target.text for target in copy.targets] == [target.text for target in face.targets]
        and len(copy.blanks) == len(face.blanks)
        and copy.image == face.image
        and _uncommented(_paragraphs(parts))
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


def _as_read(fragment: str) -> str:
    """Return a fragment so that blanks count within code only, and empty paragraphs nowhere."""
    pieces = re.split(r"(<code>.*?</code>)", fragment, flags=re.S)
    return "".join(
        piece
        if piece.startswith("<code>")
        else re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(piece.split()))
        for piece in pieces
    ).replace("<p></p>", "")
