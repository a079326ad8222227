"""The parts of a choice question: the prompt, the list of options, the explanation."""

from __future__ import annotations

from collections.abc import Iterator

from pylq_ext.banks.boxes import boxes_in_tables, check_boxes, take_box
from pylq_ext.banks.comments import COMMENT
from pylq_ext.banks.layout import Block, Item, items_of, offset_of
from pylq_ext.banks.notes import split_note
from pylq_ext.banks.parts import OptionPart, Parts, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import not_a_quote, quoted, trimmed
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
        return None, [_too_many(items)]
    problems = list(check_boxes(cell.blocks[at], items, cell.lines))
    unindented = list(_split_lists(cell, lists))
    problems += unindented
    after = cell.blocks[at + 1 :]
    problems += _after_options(cell, cell.blocks[at], after, notes_unindented=bool(unindented))
    options: list[OptionPart] = []
    for item in items:
        first, last = trimmed(item.block.lines, cell.lines)
        take_box(item)
        text, note, mistakes = split_note(item, cell.lines)
        problems += mistakes
        ticked = item.box is not None and item.box[1] != " "
        options.append(OptionPart(text, note, ticked, (first + 1, last)))
    ticks = sum(item.ticked for item in items)
    if not unindented and not cell.settings.flawed:
        problems += _check_key(cell, items, ticks)
    kind = Kind.MULTIPLE if "multiple" in cell.settings or ticks > 1 else Kind.SINGLE
    parts = Parts(
        kind,
        [token for block in cell.blocks[:at] for token in block.tokens],
        options,
        quoted(block for block in after if block.type == "blockquote_open"),
    )
    return parts, problems


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


def _too_many(items: list[Item]) -> Problem:
    return Problem(
        "too_many_options",
        items[MAX_OPTIONS].line + 1,
        f"A question has at most {MAX_OPTIONS} options, and this has {len(items)}.",
        params={"options": len(items), "limit": MAX_OPTIONS},
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
            yield _note_not_indented(cell, block, following)
        else:
            yield _two_lists(cell, block, following)


def _note_not_indented(cell: Prepared, block: Block, note: Block) -> Problem:
    first, last = trimmed(note.lines, cell.lines)
    return Problem(
        "note_not_indented",
        first + 1,
        "This quote is not indented, so it ends the list and the options above it are lost: a "
        "note stands below its option, indented as far as the box.",
        mended="\n".join(_indented(cell, block, first, last)),
        replaces=(first + 1, last),
    )


def _indented(cell: Prepared, block: Block, first: int, last: int) -> list[str]:
    indent = " " * offset_of(cell.lines[block.inner()[-1].lines[0]])
    return [f"{indent}{line.strip()}".rstrip() for line in cell.lines[first:last]]


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


def _after_options(
    cell: Prepared, options: Block, after: list[Block], *, notes_unindented: bool
) -> Iterator[Problem]:
    end = trimmed(options.lines, cell.lines)[1]
    for block in after:
        if block.type == COMMENT:
            continue
        if block.type != "blockquote_open":
            yield not_a_quote("text_after_options", block, cell.lines, _AFTER)
        elif block.lines[0] == end and cell.lines[end - 1].strip():
            first, last = trimmed(block.lines, cell.lines)
            mended = (
                _indented(cell, options, first, last)
                if notes_unindented
                else ["", *cell.lines[first:last]]
            )
            yield Problem(
                "explanation_too_close",
                first + 1,
                "A quote straight below the last option could be its note or the explanation: "
                "indent a note as far as the box, and leave a blank line before an explanation.",
                mended="\n".join(mended),
                replaces=(first + 1, last),
            )


_AFTER = (
    "What follows the options is the explanation, and is shown with the feedback: it must be a "
    "quote (`> …`). What belongs to the prompt goes above the options."
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
        yield Problem(
            "too_few_options",
            items[0].line + 1,
            "There is only one option to choose from.",
        )


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
