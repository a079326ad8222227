"""The parts of a question whose list has no boxes: ordering, matching and scale."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from markdown_it.token import Token

from pylq_ext.banks.after_list import after_list
from pylq_ext.banks.arrows import split_arrow
from pylq_ext.banks.choice import MAX_OPTIONS, too_many
from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import Item, items_of
from pylq_ext.banks.notes import split_note
from pylq_ext.banks.parts import OptionPart, Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import quotes_in, trimmed
from pylq_ext.banks.settings import MAX_STEPS
from pylq_ext.domain.question import Kind

#: Kinds whose list has no boxes, by their settings.
LISTED = (Kind.ORDERING, Kind.MATCHING, Kind.SCALE)


def read_listed(cell: Prepared) -> tuple[Parts | None, list[Problem]]:
    """Return the parts of an ordering, a matching or a scale, and each mistake in them."""
    kind = next(kind for kind in LISTED if kind in cell.settings)
    lists = [at for at, block in enumerate(cell.blocks) if block.is_list]
    # The settings line ends the prompt of a scale that has no list.
    end = cell.settings.line or 1
    after_settings = [at for at in lists if cell.blocks[at].lines[0] >= end]
    if kind is Kind.SCALE and cell.settings.steps is not None and not after_settings:
        return _unlisted(cell, end)
    if not lists:
        return None, [_no_list(cell, kind)]
    at = lists[-1]
    items = items_of(cell.blocks[at], cell.lines)
    most = MAX_STEPS if kind is Kind.SCALE else MAX_OPTIONS
    if len(items) > most:
        return None, [too_many(items, most)]
    after = cell.blocks[at + 1 :]
    problems = list(_boxes(cell, items, kind))
    problems += after_list(cell, cell.blocks[at], after, notes_unindented=False)
    options: list[OptionPart] = []
    for item in items:
        first, last = trimmed(item.block.lines, cell.lines)
        text, note, mistakes = split_note(item, cell.lines)
        problems += mistakes
        options.append(OptionPart(text, note, ticked=False, lines=(first + 1, last)))
    parts = Parts(
        kind,
        [token for block in cell.blocks[:at] for token in block.tokens],
        options,
        explanation=quotes_in(after),
    )
    if kind is Kind.MATCHING:
        problems += _take_targets(cell, items, parts)
    elif kind is Kind.SCALE:
        problems += _check_steps(cell, items)
    if kind is not Kind.MATCHING and len(items) < 2:
        problems.append(
            Problem("too_few_options", items[0].line + 1, f"{_NAMES[kind]} has at least two items.")
        )
    return parts, problems


def _unlisted(cell: Prepared, end: int) -> tuple[Parts, list[Problem]]:
    prompt = [block for block in cell.blocks if block.lines[0] < end]
    after = [block for block in cell.blocks if block.lines[0] >= end]
    problems = [
        Problem(
            "text_after_options",
            block.lines[0] + 1,
            "A scale's prompt ends at the settings line; what follows is its labels, a list, or the"
            " explanation, a quote (`> …`).",
        )
        for block in after
        if block.type not in {"blockquote_open", COMMENT}
    ]
    parts = Parts(
        Kind.SCALE,
        [token for block in prompt for token in block.tokens],
        explanation=quotes_in(after),
    )
    return parts, problems


def _boxes(cell: Prepared, items: list[Item], kind: Kind) -> Iterator[Problem]:
    for item in items:
        if item.like_a_box is None:
            continue
        line = cell.lines[item.line]
        yield Problem(
            "box_in_list",
            item.line + 1,
            f"{_NAMES[kind]} has no boxes: {_HOW[kind]}.",
            mended=line.replace(f"{item.like_a_box[0]} ", "", 1),
        )


def _take_targets(cell: Prepared, items: list[Item], parts: Parts) -> Iterator[Problem]:
    """Split each item at its arrow: what stands behind it becomes a target."""
    is_poll = "poll" in cell.settings
    without: list[list[Token] | None] = []
    kept: list[OptionPart] = []
    for item, option in zip(items, parts.options, strict=True):
        text = item.first_text
        is_line = text is not None and len(option.tokens) == 3
        sides = split_arrow(text.content) if text is not None and is_line else None
        if sides is None and not (is_poll and is_line):
            yield _no_arrow(cell, item, is_line=is_line)
            continue
        left, right = sides if sides is not None else (text.content if text else "", "")
        if left and right and is_poll:
            yield Problem(
                "pair_in_poll",
                item.line + 1,
                "A poll has no right pairs: let what is matched stand alone, and what it can be"
                " matched with behind an arrow in items of their own (`- → text`).",
            )
        if not left and not right:
            yield option.empty()
            continue
        if left and not right and not is_poll:
            yield _no_arrow(cell, item, is_line=True)
            continue
        if not left:
            if option.note:
                yield Problem(
                    "note_of_target",
                    item.line + 1,
                    "What belongs to nothing has no note: a note stands below what is matched.",
                )
            without.append(_with_content(option.tokens, right))
            continue
        kept.append(option)
        parts.targets.append(_with_content(option.tokens, right) if right else None)
        if text is not None:
            text.content = left
    parts.options[:] = kept
    parts.targets.extend(without)
    given = [target for target in parts.targets if target is not None]
    if len(kept) < 2 - bool(without) or len(given) < 2:
        yield Problem(
            "too_few_options",
            items[0].line + 1,
            "Matching takes at least two pairs, or a pair and something that belongs to nothing"
            " (`- → text`).",
        )


def _with_content(tokens: list[Token], content: str) -> list[Token]:
    """Return a copy of a paragraph's tokens with another text."""
    copied = [copy.copy(token) for token in tokens]
    copied[1].content = content
    copied[1].children = []
    return copied


def _no_arrow(cell: Prepared, item: Item, *, is_line: bool) -> Problem:
    line = cell.lines[item.line]
    near = [sign for sign in ("↔", "<->", ":", "=", "–") if line.count(f" {sign} ") == 1]
    return Problem(
        "no_pair",
        item.line + 1,
        "A pair is what is matched, an arrow with a blank on both sides, and what belongs to it, on"
        " one line: `- Paris → France`.",
        mended=line.replace(f" {near[0]} ", " → ") if is_line and near else None,
    )


def _check_steps(cell: Prepared, items: list[Item]) -> Iterator[Problem]:
    steps = cell.settings.steps
    if steps is None:
        return
    count = steps[1] - steps[0] + 1
    if len(items) not in (2, count):
        yield Problem(
            "scale_labels",
            items[0].line + 1,
            f"`scale={steps[0]}..{steps[1]}` has {count} steps: its list has a label for each of"
            f" them, or one for the first and one for the last; this one has {len(items)}.",
            params={"steps": count, "labels": len(items)},
        )


def _no_list(cell: Prepared, kind: Kind) -> Problem:
    last = len(cell.lines)
    example = {
        Kind.ORDERING: ["1. what comes first", "2. what comes next"],
        Kind.MATCHING: ["- one → what belongs to it", "- another → what belongs to that"],
        Kind.SCALE: ["1. the lowest step", "2. the highest step"],
    }[kind]
    return Problem(
        "no_options",
        cell.settings.line or 1,
        f"{_NAMES[kind]} ends with a list: {_HOW[kind]}.",
        mended="\n".join([cell.lines[-1], "", *example]).lstrip("\n"),
        replaces=(last, last),
    )


_NAMES = {Kind.ORDERING: "An ordering", Kind.MATCHING: "A matching", Kind.SCALE: "A scale"}
_HOW = {
    Kind.ORDERING: "its items stand in the right order",
    Kind.MATCHING: "each item is a pair, `- Paris → France`",
    Kind.SCALE: "its items are the labels of the steps, the lowest first",
}
