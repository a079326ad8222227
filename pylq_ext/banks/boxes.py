"""The boxes of the options: `[ ]` and `[x]`, and everything that only looks like one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pylq_ext.banks.layout import BOX, LIKE_A_BOX, Block, Item, marker_of, offset_of, table_heads
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.quotes import trimmed

# A fence's opening line may have anything behind it but another backtick.
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,}).*$")


def check_boxes(options: Block, items: list[Item], lines: list[str]) -> Iterator[Problem]:
    """Yield each mistake in how the options begin."""
    unboxed = list(itertools.takewhile(lambda item: not item.like_a_box, items))
    if unboxed and len(unboxed) < len(items):
        yield _merged(options, unboxed, lines)
    else:
        unboxed = []
    for item in items[len(unboxed) :]:
        if item.like_a_box is None:
            yield _unboxed(item, lines)
        elif item.box is None or (item.first_text is None and _in_code(item)):
            yield _malformed(item, lines)
        elif item.first_text is None:
            yield _before_block(item)
        elif _FENCE.match(item.behind):
            yield _fence_on_line(item, lines)


def boxes_in_tables(blocks: list[Block], lines: list[str]) -> Iterator[Problem]:
    """Yield a problem for each table that swallowed an option's bullet and box."""
    for block in blocks:
        for head in table_heads(block, lines):
            if LIKE_A_BOX.match(head):
                item = Item(block, head, block.lines[0], block.inner())
                yield _in_table(item, lines)


def take_box(item: Item) -> None:
    """Cut the box off the item's text, and drop the text if nothing else was in it."""
    text = item.first_text
    if text is None:
        return
    box = BOX.match(text.content)
    if box is None:
        return
    text.content = text.content[box.end() :].lstrip()
    if not text.content:
        item.children = item.children[1:]


def _in_code(item: Item) -> bool:
    return bool(item.children) and item.children[0].type == "code_block"


def _merged(options: Block, unboxed: list[Item], lines: list[str]) -> Problem:
    first = unboxed[0].block.lines[0]
    last = trimmed(unboxed[-1].block.lines, lines)[1]
    other = "*" if options.bullet != "*" else "-"
    mended = lines[first:last]
    for item in unboxed:
        at = item.block.lines[0] - first
        marker = marker_of(mended[at])
        if marker is not None:
            indent = marker[1][: len(marker[1]) - len(marker[1].lstrip())]
            mended[at] = f"{indent}{other}{mended[at][marker.end(1) :]}"
    return Problem(
        "item_without_box",
        unboxed[0].line + 1,
        "Markdown reads this and the options below as one list, blank line or not, and these "
        f"items have no box: a list of the prompt's own takes another bullet (`{other}`).",
        mended="\n".join(mended),
        replaces=(first + 1, last),
    )


def _unboxed(item: Item, lines: list[str]) -> Problem:
    line = lines[item.line]
    marker = marker_of(line)
    mended = f"{line[: marker.end(1)]} [ ] {line[marker.end() :]}".rstrip() if marker else None
    return Problem(
        "item_without_box",
        item.line + 1,
        "Every option has a box, `[ ]` or `[x]`; this item has none.",
        mended=mended,
    )


def _malformed(item: Item, lines: list[str]) -> Problem:
    line = lines[item.line]
    meant = item.like_a_box
    mended = None
    if meant is not None:
        box = "[x]" if item.ticked else "[ ]"
        start = line.find(meant[0])
        rest = line[start + len(meant[0]) :].lstrip()
        mended = f"{line[:start].rstrip()} {box} {rest}".rstrip()
        if not line[:start].strip():
            mended = f"{line[:start]}{box} {rest}".rstrip()
    return Problem(
        "box_malformed",
        item.line + 1,
        "A box is `[ ]` or `[x]`: one character between the brackets, one blank before it and "
        "one behind it.",
        mended=mended,
    )


def _before_block(item: Item) -> Problem:
    return Problem("box_before_block", item.line + 1, _BOX_ALONE)


def _in_table(item: Item, lines: list[str]) -> Problem:
    first, last = trimmed(item.block.lines, lines)
    return Problem(
        "box_before_block",
        first + 1,
        _BOX_ALONE,
        mended="\n".join(_box_alone(item, lines, first, last)) if item.box else None,
        replaces=(first + 1, last) if item.box else None,
    )


_BOX_ALONE = (
    "The box has become part of a table or of an underlined heading: let it stand alone, and "
    "begin on the next line, indented as far as the box."
)


def _fence_on_line(item: Item, lines: list[str]) -> Problem:
    first = item.line
    fence = _FENCE.match(item.behind)
    sign = (fence[1] or fence[2]) if fence else "```"
    last = first + 1
    end = trimmed(item.block.lines, lines)[1]
    # The fence opened too late for the parser: look for its end by its sign alone.
    for index in range(first + 1, len(lines)):
        last = index + 1
        if lines[index].strip() == sign:
            break
    else:
        last = end
    return Problem(
        "fence_on_box_line",
        first + 1,
        "A code block that begins on the box's own line is not read as code: let the box stand "
        "alone, and begin the block on the next line, indented as far as the box.",
        mended="\n".join(_box_alone(item, lines, first, last)),
        replaces=(first + 1, last),
    )


def _box_alone(item: Item, lines: list[str], first: int, last: int) -> list[str]:
    line = lines[first]
    offset = offset_of(line) if marker_of(line) else len(line) - len(line.lstrip())
    box = item.box[0] if item.box else "[ ]"
    before = line[: line.find(box)]
    below = lines[first + 1 : last]
    least = min((len(text) - len(text.lstrip()) for text in below if text.strip()), default=offset)
    missing = " " * max(0, offset - least)
    return [
        f"{before}{box}",
        " " * offset + item.behind.rstrip(),
        *(f"{missing}{text}".rstrip() for text in below),
    ]
