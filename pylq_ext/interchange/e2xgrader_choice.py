"""e2xgrader's cells of single and multiple choice: https://github.com/DigiKlausur/e2xgrader.

The options are the first bulleted list of a Markdown cell, and its metadata say by numbers from 0
which are right: `{"extended_cell": {"type": "singlechoice", "choice": ["1"]}}`. Newer versions have
a single choice's number without a list. When a student's notebook is marked, the instructor's
`choice` stands under `source`, and the outer one is the student's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from pylq_ext.banks.layout import offset_of
from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.nbgrader_cell import GradedCell
from pylq_ext.interchange.notebook_markdown import CellTexts
from pylq_ext.interchange.record import Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit

MAX_OPTIONS = 60

SEVERAL = (
    "Some versions of e2xgrader give a part of the points for a part of the right options; here "
    "exactly the right ones earn all of them."
)
NONE_RIGHT = "None of its options is marked as right: look whether that is meant."
BEHIND = "What stood behind the options stands before them now."
HANDED_OUT = (
    "The notebook was handed out to students: which option is right is not in it. Convert the one "
    "that it was made from."
)

# What e2xgrader's own new cell tells to who writes the question.
_HINT = re.compile(r"Hint: Add the choices as list items, then .{0,20}select the correct answer!")


def read_choice(cell: GradedCell, gathered: Gathered) -> Record:
    """Return what a cell asks, perhaps without a prompt; raises Unfit."""
    texts = CellTexts(cell.source, cell.attachments, gathered)
    options, (first, last) = _options(texts)
    behind = _HINT.sub("", "\n".join(texts.lines[last:]))
    parts = [texts.of(texts.lines[:first]), texts.of(behind.split("\n"))]
    if all(parts):
        gathered.note(BEHIND)
    right = _right(cell, len(options))
    is_single = cell.extended.get("type") == "singlechoice"
    if is_single and len(right) > 1:
        raise Unfit("It names several options as right, and only one can be picked.")
    if not is_single:
        gathered.note(SEVERAL if right else NONE_RIGHT)
    return Record(
        "",
        Sort.SINGLE if is_single else Sort.MULTIPLE,
        prompt="\n\n".join(part for part in parts if part),
        choices=distinct(
            (Choice(text, float(at in right)) for at, text in enumerate(options)), gathered.note
        ),
    )


def _options(texts: CellTexts) -> tuple[list[str], tuple[int, int]]:
    """Return the options, and the lines between which they stand; raises Unfit."""
    start = next(
        (at for at, one in enumerate(texts.tokens) if one.type == "bullet_list_open"), None
    )
    if start is None or (lines := texts.tokens[start].map) is None:
        raise Unfit("It has no options: they are a list whose items begin with `-`.")
    if texts.tokens[start].level or _has_list_in_html(texts.tokens[:start]):
        raise Unfit("Its options stand within something else: let them be a list of its own.")
    items = list(_items(texts.tokens[start + 1 :]))
    if len(items) > MAX_OPTIONS:
        raise Unfit(f"It has {len(items):,} options; a question has at most {MAX_OPTIONS}.")
    options = [texts.of(_dedented(texts.lines[slice(*item)])) for item in items]
    if not all(options):
        raise Unfit("One of its options is empty.")
    return options, (lines[0], lines[1])


def _items(tokens: Sequence[Token]) -> Iterator[list[int]]:
    """Yield between which lines each item of a list stands; raises Unfit."""
    for token in tokens:
        if token.level == 0:
            return
        if token.type != "list_item_open":
            continue
        if token.level > 1:
            raise Unfit(
                "An option holds a list, and e2xgrader counts the items of both: write it without."
            )
        if token.map is not None:
            yield token.map


def _has_list_in_html(tokens: Sequence[Token]) -> bool:
    return any("<ul" in token.content.lower() for token in tokens if token.type == "html_block")


def _dedented(lines: Sequence[str]) -> list[str]:
    offset = offset_of(lines[0])
    blanks = re.compile(rf" {{0,{offset}}}")
    return [lines[0][offset:], *(blanks.sub("", line, count=1) for line in lines[1:])]


def _right(cell: GradedCell, count: int) -> frozenset[int]:
    """Return which options are right, from 0; raises Unfit where a key is missing or stale."""
    source = cell.extended.get("source")
    has_source = isinstance(source, dict) and "choice" in source
    if not has_source and cell.was_handed_out:
        raise Unfit(HANDED_OUT)
    given = source["choice"] if has_source and source is not None else cell.extended.get("choice")
    numbers = given if isinstance(given, list) else [] if given in (None, "") else [given]
    right = frozenset(map(_number, numbers))
    said = cell.extended.get("num_of_choices")
    if cell.extended.get("type") == "multiplechoice" and said is not None:
        if _number(said) != count:
            raise Unfit(
                f"It was marked when it had {_number(said)} options, and now it has {count}: show "
                "it in Jupyter and tick the right ones again."
            )
    elif not right:
        raise Unfit("It does not say which option is right: tick it in Jupyter.")
    if any(number >= count for number in right):
        raise Unfit("It names an option as right that is not there: tick the right one in Jupyter.")
    return right


def _number(given: Any) -> int:
    if isinstance(given, str) and re.fullmatch(r"[0-9]{1,4}", given):
        return int(given)
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 10_000:
        return given
    raise Unfit("How it says which options are right cannot be read: tick them again in Jupyter.")
