"""The texts of a question's parts, as its author wrote them: Markdown of the cell's own lines.

Each stands by itself: link definitions that it uses are below it, and nothing is around it that
makes it a part, like a box, a quote or an indentation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from pylq_ext.banks.cell_lines import cut_comments, joined, list_of, without_note
from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import (
    BOX,
    MODEL_ANSWER,
    Block,
    Item,
    items_of,
    marker_of,
    offset_of,
    split_blocks,
)
from pylq_ext.banks.layout import texts as texts_in
from pylq_ext.banks.markdown import parse_blocks, parse_inlines
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import trimmed
from pylq_ext.banks.source import Source
from pylq_ext.domain.question import Kind, Question

_QUOTE = re.compile(r"^ {0,3}> ?")
#: The mark of a model answer with what parts it from its text, but not from code that is indented.
_BEHIND_MARK = re.compile(rf"\A{re.escape(MODEL_ANSWER)}(?:[ \t]*\n(?:[ \t]*\n)*|[ \t]*)")
#: Kinds whose list has no boxes.
_WITHOUT_BOXES = frozenset({Kind.ORDERING, Kind.MATCHING, Kind.SCALE})


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item of a question's list, without its bullet and box, and its note.

    Of a blank the text is its name, and `inner` is what is accepted or offered there.
    """

    text: str
    note: str = ""
    inner: tuple[ItemText, ...] = ()


@dataclass(frozen=True, slots=True)
class PartTexts:
    """The texts of a cell's parts; a share of the points still begins its note."""

    prompt: str
    items: tuple[ItemText, ...] = ()
    explanation: str = ""
    model_answer: str = ""


def part_texts(source: str, question: Question, *, blank: bool) -> PartTexts:
    """Return the texts of a cell that reads as `question`.

    Where a line is taken out, a comment's or the settings, there is nothing or, if `blank`, a
    blank line: only one of the two may read as it did.
    """
    text = Source.of(source)
    if isinstance(text, Problem):  # pragma: no cover - it was read as a question
        return PartTexts("")
    return _Taken(text, question, blank).texts()


class _Taken:
    """One way to take a cell apart."""

    def __init__(self, text: Source, question: Question, blank: bool) -> None:
        self._blank_lines = blank
        self._question = question
        blocks = parse_blocks(text.md, text.blanked)
        parse_inlines(text.md, blocks)
        self._outer = split_blocks(blocks.tokens)
        self._given = text.lines
        self._lines: list[str | None] = [*text.lines]
        self._settings = text.settings_at[0] if text.settings_at else 0
        self._definitions = _definitions(blocks.env, text.lines)
        for at in text.settings_at:
            self._lines[at] = None
        every = [
            *blocks.env.get("references", {}).values(),
            *blocks.env.get("duplicate_refs", ()),
        ]
        for one in every:
            for at in range(*one["map"]):
                self._lines[at] = None
        cut_comments(blocks.tokens, self._lines)

    def texts(self) -> PartTexts:
        listed = list_of(self._question, self._outer)
        items: Sequence[Item] = ()
        if listed is None:
            prompt = [block for block in self._outer if block.lines[0] < self._settings]
            after = [block for block in self._outer if block.lines[0] >= self._settings]
            end = self._settings
        else:
            prompt, after = self._outer[:listed], self._outer[listed + 1 :]
            end = self._outer[listed].lines[0]
            items = items_of(self._outer[listed], self._given)
        quotes = [self._quoted(block, 0) for block in after if block.type == "blockquote_open"]
        has_model = bool(self._question.key.model_answer)
        models = [text for text in quotes if has_model and text.startswith(MODEL_ANSWER)]
        return PartTexts(
            self._with_definitions(joined(self._lines[:end], self._blank_lines), prompt),
            tuple(
                self._blank(item)
                if self._question.face.kind is Kind.BLANKS
                else self._item(item, has_box=self._question.face.kind not in _WITHOUT_BOXES)
                for item in items
            ),
            "\n\n".join(text for text in quotes if text not in models),
            _BEHIND_MARK.sub("", "\n\n".join(models)),
        )

    def _blank(self, item: Item) -> ItemText:
        name, answers = (block for block in item.children if block.type != COMMENT)
        lines = self._lines[slice(*name.lines)]
        lines[0] = _behind_bullet(lines[0])
        text = self._with_definitions(joined(lines, self._blank_lines), [name])
        inner = items_of(answers, self._given)
        return ItemText(text, inner=tuple(self._item(one, has_box=True) for one in inner))

    def _item(self, item: Item, *, has_box: bool) -> ItemText:
        own, span = without_note(item, self._given)
        blocks = [block for block in item.children if block.type != COMMENT]
        offset = offset_of(self._given[item.block.lines[0]])
        lines = [_without_indent(line, offset) for line in self._lines[slice(*span)]]
        at = item.line - item.block.lines[0]
        lines[0] = _behind_bullet(self._lines[item.block.lines[0]])
        if has_box and lines[at] is not None:
            lines[at] = BOX.sub("", (lines[at] or "").lstrip(), count=1).lstrip()
        text = self._with_definitions(joined(lines, self._blank_lines), own)
        note = self._quoted(blocks[-1], offset) if len(blocks) > len(own) else ""
        return ItemText(text, note)

    def _quoted(self, block: Block, offset: int) -> str:
        lines = self._lines[slice(*trimmed(block.lines, self._given))]
        within = [
            None if line is None else _QUOTE.sub("", line)
            for line in (_without_indent(line, offset) for line in lines)
        ]
        return self._with_definitions(joined(within, self._blank_lines), [block])

    def _with_definitions(self, text: str, blocks: Sequence[Block]) -> str:
        used = _labels([token for block in blocks for token in block.tokens])
        below = "\n".join(self._definitions[label] for label in self._definitions if label in used)
        return f"{text}\n\n{below}" if below else text


def _behind_bullet(line: str | None) -> str | None:
    marker = marker_of(line or "")
    return line[marker.end() :] if line is not None and marker else line


def _without_indent(line: str | None, offset: int) -> str | None:
    if line is None:
        return None
    # A tab reaches to the fourth column, and behind what is taken off begins the text.
    return re.sub(rf"^ {{0,{offset}}}", "", re.sub(r"^\t", "    ", line))


def _definitions(env: dict[str, object], lines: Sequence[str]) -> dict[str, str]:
    """Return each link definition as it stands, by its label."""
    found: dict[str, str] = {}
    references = env.get("references")
    for label, one in references.items() if isinstance(references, dict) else ():
        own = (line.strip(" \t>") for line in lines[slice(*one["map"])])
        found[label] = "\n".join(own)
    return found


def _labels(tokens: Sequence[Token]) -> set[str]:
    return {
        child.meta["label"]
        for token in texts_in(tokens)
        for child in token.children or ()
        if "label" in child.meta
    }
