"""The parts of a question with blanks: the prompt, and a list with what each blank accepts."""

from __future__ import annotations

from collections.abc import Iterator

from pylq_ext.banks.after_list import after_list
from pylq_ext.banks.blank_marks import is_rule, mark_blanks
from pylq_ext.banks.boxes import check_boxes
from pylq_ext.banks.choice import MAX_OPTIONS, only_one, take_options, too_many
from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import Block, Item, items_of
from pylq_ext.banks.parts import BlankPart, Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import not_a_quote, quotes_in
from pylq_ext.banks.shares import check_shares
from pylq_ext.banks.typed import are_typed, check_forms, forms_in, kind_of, no_tick
from pylq_ext.domain.question import Kind

#: Most blanks of a question.
MAX_BLANKS = 20


def read_blanks(cell: Prepared) -> tuple[Parts | None, list[Problem]]:
    """Return the parts of a question with blanks, and each mistake in them.

    Without a list of accepted answers there is no key, and each blank takes a text.
    """
    problems = list(_rules(cell))
    at = _answers(cell)
    end = len(cell.blocks) if at is None else at
    if at is None:
        settings_line = (cell.settings.line or 1) - 1
        below = [
            place for place, block in enumerate(cell.blocks) if block.lines[0] >= settings_line
        ]
        end = min(below, default=end)
        problems += [
            not_a_quote("text_after_open", block, cell.lines, _AFTER)
            for block in cell.blocks[end:]
            if block.type not in {"blockquote_open", COMMENT}
        ]
    prompt = [token for block in cell.blocks[:end] for token in block.tokens]
    mark_blanks(prompt)
    blanks: list[BlankPart] = []
    after = cell.blocks[end:]
    if at is not None:
        after = cell.blocks[at + 1 :]
        items = items_of(cell.blocks[at], cell.lines)
        if len(items) > MAX_BLANKS:
            return None, [too_many(items, MAX_BLANKS)]
        problems += after_list(cell, cell.blocks[at], after, notes_unindented=False)
        for item in items:
            blank, mistakes = _blank(cell, item)
            problems += mistakes
            if blank is not None:
                blanks.append(blank)
    parts = Parts(
        Kind.BLANKS,
        prompt,
        explanation=quotes_in(after),
        blanks=blanks,
    )
    return parts, problems


def _answers(cell: Prepared) -> int | None:
    """Return which block is the list of the blanks: the last one with a list of boxes in it.

    A list below the settings line is meant to be one.
    """
    end = cell.settings.line or 1
    for at in range(len(cell.blocks) - 1, -1, -1):
        block = cell.blocks[at]
        if not block.is_list:
            continue
        items = items_of(block, cell.lines)
        if block.lines[0] >= end or any(_boxes(item, cell) for item in items):
            return at
    return None


def _boxes(item: Item, cell: Prepared) -> bool:
    return any(
        inner.like_a_box
        for block in item.children
        if block.is_list
        for inner in items_of(block, cell.lines)
    )


def _blank(cell: Prepared, item: Item) -> tuple[BlankPart | None, list[Problem]]:
    """Return what one item says of its blank: its name, and below it what is accepted."""
    blocks = [block for block in item.children if block.type != COMMENT]
    lists = [block for block in blocks if block.is_list]
    if len(blocks) != 2 or len(lists) != 1 or item.first_text is None or not blocks[1].is_list:
        return None, [Problem("blank_unclear", item.line + 1, _SHAPE)]
    inner = items_of(lists[0], cell.lines)
    if len(inner) > MAX_OPTIONS:
        return None, [too_many(inner, MAX_OPTIONS)]
    problems = list(check_boxes(lists[0], inner, cell.lines))
    options, mistakes = take_options(cell, inner)
    problems += mistakes
    if are_typed(inner):
        forms = forms_in(inner, options)
        problems += check_forms(cell, inner, forms)
        kind = kind_of(forms)
        if kind is Kind.PLACE:
            problems.append(
                Problem("blank_unclear", inner[0].line + 1, "A blank takes no place on an image.")
            )
        problems += check_shares(kind, options)
        return BlankPart(kind, blocks[0].tokens, forms=forms), problems
    if not problems:
        problems += _check_choice(inner)
        problems += check_shares(Kind.SINGLE, options)
    return BlankPart(Kind.SINGLE, blocks[0].tokens, options), problems


def _check_choice(items: list[Item]) -> Iterator[Problem]:
    if len(items) < 2:
        yield only_one(items)
    if not any(item.ticked for item in items):
        yield no_tick(items)


def _rules(cell: Prepared) -> Iterator[Problem]:
    """Find blanks that Markdown reads as a line across the page."""
    for block in cell.blocks:
        if block.type == "hr" and is_rule(cell.lines[block.lines[0]]):
            yield _rule(cell, block)


def _rule(cell: Prepared, block: Block) -> Problem:
    return Problem(
        "blank_alone",
        block.lines[0] + 1,
        "Markdown reads underscores alone on a line as a line across the page: let a word or a sign"
        " stand beside the blank.",
        mended=f"{cell.lines[block.lines[0]].strip()} .",
    )


_SHAPE = (
    "Each item here is a blank of the prompt, in their order: a name for it on the item's line, and"
    ' below it, indented, a list of what is accepted (`- [x] = "text"`).'
)

_AFTER = (
    "The prompt ends at the settings line; what follows is the list of what the blanks accept, or"
    " the explanation, a quote (`> …`)."
)


def count_mistake(cell: Prepared, in_prompt: int, listed: int) -> Problem | None:
    """Return what is wrong with how many blanks there are in prompt and list; None if nothing."""
    line = cell.settings.line or 1
    if in_prompt == 0:
        return Problem(
            "no_blanks", line, "There is no blank in the prompt: `___`, three underscores, is one."
        )
    if in_prompt > MAX_BLANKS:
        return Problem(
            "too_many_options",
            line,
            f"A question has at most {MAX_BLANKS} blanks, and this has {in_prompt}.",
            params={"options": in_prompt, "limit": MAX_BLANKS},
        )
    if listed not in (0, in_prompt):
        return Problem(
            "blanks_unlike",
            line,
            f"The prompt has {in_prompt} blanks, and the list below is for {listed}: it has one"
            " item for each, in their order.",
            params={"prompt": in_prompt, "list": listed},
        )
    return None


def in_formula(cell: Prepared) -> Problem:
    """Return the problem of a blank in mathematics."""
    return Problem(
        "blank_in_mathematics",
        cell.settings.line or 1,
        "A blank stands in mathematics, where nobody can type: end the formula before it.",
    )
