"""The parts of a question with a list: the prompt, options or typed answers, the explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pylq_ext.banks.after_list import after_list, indented
from pylq_ext.banks.boxes import boxes_in_tables, check_boxes, take_box
from pylq_ext.banks.layout import Block, Item, items_of
from pylq_ext.banks.notes import split_note
from pylq_ext.banks.parts import OptionPart, Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import quotes_in, trimmed
from pylq_ext.banks.settings_together import KINDS
from pylq_ext.banks.shares import check_partial, check_shares, take_share
from pylq_ext.banks.typed import are_typed, check_forms, forms_in, kind_of
from pylq_ext.domain.question import Kind

MAX_OPTIONS = 60


def read_choice(cell: Prepared) -> tuple[Parts | None, list[Problem]]:
    """Return the parts of a choice question, and each mistake in how they stand.

    There are no parts where no list of options can be made out.
    """
    in_tables = list(boxes_in_tables(cell.blocks, cell.lines))
    if in_tables:
        return None, in_tables
    lists = [at for at, block in enumerate(cell.blocks) if block.is_list]
    if not lists:
        return None, [_no_options(cell)]
    at = lists[-1]
    items = items_of(cell.blocks[at], cell.lines)
    if not any(item.like_a_box for item in items):
        boxed = [
            other
            for other in lists[:-1]
            if any(item.like_a_box for item in items_of(cell.blocks[other], cell.lines))
        ]
        if boxed:
            return None, [_not_last(cell, cell.blocks[boxed[-1]], cell.blocks[at])]
    if len(items) > MAX_OPTIONS:
        return None, [too_many(items, MAX_OPTIONS)]
    problems = list(check_boxes(cell.blocks[at], items, cell.lines))
    unindented = list(_split_lists(cell, lists))
    problems += unindented
    problems += _check_markdown(cell)
    after = cell.blocks[at + 1 :]
    problems += after_list(cell, cell.blocks[at], after, notes_unindented=bool(unindented))
    prompt = [token for block in cell.blocks[:at] for token in block.tokens]
    explanation = quotes_in(after)
    options, mistakes = take_options(cell, items)
    problems += mistakes
    if are_typed(items):
        forms = forms_in(items, options)
        problems += check_forms(cell, items, forms)
        kind = kind_of(forms)
        problems += check_shares(kind, options)
        return Parts(kind, prompt, forms=forms, explanation=explanation), problems
    ticks = sum(item.ticked for item in items)
    is_several = "multiple" in cell.settings or (ticks > 1 and "single" not in cell.settings)
    kind = Kind.MULTIPLE if is_several else Kind.SINGLE
    if not unindented and not cell.settings.flawed:
        problems += _check_key(cell, items, ticks)
        problems += check_partial(cell.settings, kind)
    problems += check_shares(kind, options, is_poll="poll" in cell.settings)
    return Parts(kind, prompt, options, explanation=explanation), problems


def take_options(cell: Prepared, items: list[Item]) -> tuple[list[OptionPart], list[Problem]]:
    """Return the items' texts and notes without their boxes, and each mistake in the notes."""
    options: list[OptionPart] = []
    problems: list[Problem] = []
    for item in items:
        first, last = trimmed(item.block.lines, cell.lines)
        take_box(item)
        text, note, mistakes = split_note(item, cell.lines)
        problems += mistakes
        share, note = take_share(note)
        ticked = item.box is not None and item.box[1] != " "
        options.append(OptionPart(text, note, ticked, (first + 1, last), share))
    return options, problems


def _check_markdown(cell: Prepared) -> Iterator[Problem]:
    # Beside the name of another kind it is a conflict already.
    if "markdown" in cell.settings and cell.settings.flags.isdisjoint(KINDS):
        line = cell.settings.line or 1
        yield Problem(
            "markdown_not_open",
            line,
            "`markdown` lets students write in Markdown, and this question is not answered in "
            "lines of text: take it out.",
            mended=re.sub(r"\s+markdown(?=\s|$)", "", cell.lines[line - 1]),
            replaces=(line, line),
        )


def _no_options(cell: Prepared) -> Problem:
    last = len(cell.lines)
    example = ["- [x] the right option", "- [ ] another option"]
    return Problem(
        "no_options",
        cell.settings.line or 1,
        "There is nothing to choose from: a choice question ends with a list of boxes, and a "
        "question to be answered in words says `open` in its settings.",
        mended="\n".join([cell.lines[-1], "", *example]).lstrip("\n"),
        replaces=(last, last),
    )


def _not_last(cell: Prepared, boxed: Block, last: Block) -> Problem:
    first, end = trimmed(last.lines, cell.lines)
    return Problem(
        "options_not_last",
        first + 1,
        f"The last list of a question is its options, but the boxes are in the list at line "
        f"{boxed.lines[0] + 1}: what follows the options must be a quote.",
        mended="\n".join(f"> {line}".rstrip() for line in cell.lines[first:end]),
        replaces=(first + 1, end),
    )


def only_one(items: list[Item]) -> Problem:
    """Return the problem of a list that leaves no choice."""
    return Problem("too_few_options", items[0].line + 1, "There is only one option to choose from.")


def too_many(items: list[Item], most: int) -> Problem:
    """Return the problem of a list with more items than it may have."""
    return Problem(
        "too_many_options",
        items[most].line + 1,
        f"A question has at most {most} options, and this has {len(items)}.",
        params={"options": len(items), "limit": most},
    )


def _split_lists(cell: Prepared, lists: list[int]) -> Iterator[Problem]:
    """Find earlier lists of boxes with the options' bullet: parts of a list that was split."""
    options = cell.blocks[lists[-1]]
    for at in lists[:-1]:
        block = cell.blocks[at]
        if block.bullet != options.bullet:
            continue
        if not any(item.like_a_box for item in items_of(block, cell.lines)):
            continue
        following = cell.blocks[at + 1]
        if following.type == "blockquote_open":
            yield _note_notindented(cell, block, following)
        else:
            yield _two_lists(cell, block, following)


def _note_notindented(cell: Prepared, block: Block, note: Block) -> Problem:
    first, last = trimmed(note.lines, cell.lines)
    return Problem(
        "note_not_indented",
        first + 1,
        "This quote is not indented, so it ends the list and the options above it are lost: a "
        "note stands below its option, indented as far as the box.",
        mended="\n".join(indented(cell, block, first, last)),
        replaces=(first + 1, last),
    )


def _two_lists(cell: Prepared, block: Block, following: Block) -> Problem:
    first, last = trimmed(block.lines, cell.lines)
    other = "*" if block.bullet != "*" else "-"
    mended = None
    if block.type == "bullet_list_open":
        mended_lines = cell.lines[first:last]
        for inner in block.inner():
            at = inner.lines[0] - first
            mended_lines[at] = mended_lines[at].replace(block.bullet, other, 1)
        mended = "\n".join(mended_lines)
    return Problem(
        "two_task_lists",
        first + 1,
        "Two lists of boxes have the same bullet, so it cannot be told which are the options: "
        f"if these belong to the prompt, give them the bullet `{other}`; if they are options, "
        f"indent what stands between (line {following.lines[0] + 1}).",
        mended=mended,
        replaces=(first + 1, last),
    )


def _check_key(cell: Prepared, items: list[Item], ticks: int) -> Iterator[Problem]:
    settings = cell.settings
    first_tick = next((item.line + 1 for item in items if item.ticked), 1)
    if "poll" in settings and ticks:
        yield _ticked(cell, items, "ticked_poll", first_tick, "A poll has no right answers")
    elif "none-right" in settings and ticks:
        yield _ticked(
            cell, items, "ticked_none_right", first_tick, "`none-right` says that none is right"
        )
    elif not ticks and "poll" not in settings and "none-right" not in settings:
        yield Problem(
            "no_right_option",
            items[0].line + 1,
            "No option is ticked: tick the right one (`[x]`), or say `poll` in the settings if "
            "there is no right or wrong, or `none-right` if all of them are wrong.",
        )
    if len(items) < 2 and "poll" not in settings:
        yield only_one(items)


def _ticked(cell: Prepared, items: list[Item], code: str, line: int, why: str) -> Problem:
    first = items[0].line
    last = max(item.line for item in items)
    mended = cell.lines[first : last + 1]
    for item in items:
        if item.like_a_box and item.ticked:
            at = item.line - first
            mended[at] = mended[at].replace(item.like_a_box[0], "[ ]", 1)
    return Problem(
        code,
        line,
        f"{why}, but this option is ticked: take out the tick, or the setting.",
        mended="\n".join(mended),
        replaces=(first + 1, last + 1),
    )
