"""Which blocks of a cell are the prompt, the options, their notes and the explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

BOX = re.compile(r"\[([ xX])\](?=\s|$)")
LIKE_A_BOX = re.compile(r"\[[ \t]*+[xX]?[ \t]*+\]")
TICKED = re.compile(r"\[[ \t]*+[xX][ \t]*+\]")
MODEL_ANSWER = "**Model answer.**"

_MARKER = re.compile(r"^(\s*(?:[-+*]|\d{1,9}[.)]))(\s*)")


@dataclass(slots=True)
class Block:
    """One block with all that is in it; `lines` are its first and last + 1, from 0."""

    tokens: list[Token]
    lines: tuple[int, int]

    @property
    def type(self) -> str:
        """The type of the block's first token."""
        return self.tokens[0].type

    @property
    def is_list(self) -> bool:
        """Whether it is a list, bulleted or numbered."""
        return self.type in {"bullet_list_open", "ordered_list_open"}

    @property
    def bullet(self) -> str:
        """A list's bullet, or the sign after its numbers."""
        return self.tokens[0].markup

    def inner(self) -> list[Block]:
        """Return the blocks directly within this one."""
        return split_blocks(self.tokens[1:-1])


@dataclass(slots=True)
class Item:
    """An item of a list: `head` is what stands behind its bullet, `line` where (from 0)."""

    block: Block
    head: str
    line: int
    children: list[Block] = field(default_factory=list)

    @property
    def box(self) -> re.Match[str] | None:
        """The item's box, if it is well spelled."""
        return BOX.match(self.head)

    @property
    def like_a_box(self) -> re.Match[str] | None:
        """What is a box, or was meant to be one."""
        return LIKE_A_BOX.match(self.head)

    @property
    def behind(self) -> str:
        """What stands behind the box in its line; nothing if there is no box."""
        return self.head[self.box.end() :].lstrip() if self.box else ""

    @property
    def ticked(self) -> bool:
        """Whether the item begins like a ticked box, well spelled or not."""
        return TICKED.match(self.head) is not None

    @property
    def first_text(self) -> Token | None:
        """The text that begins where the head begins, if it is ordinary text."""
        if self.children and self.children[0].type == "paragraph_open":
            text = self.children[0].tokens[1]
            if text.map and text.map[0] == self.line:
                return text
        return None


def split_blocks(tokens: Sequence[Token]) -> list[Block]:
    """Return the outermost blocks of these tokens."""
    blocks: list[Block] = []
    gathered: list[Token] = []
    depth = 0
    for token in tokens:
        gathered.append(token)
        depth += token.nesting
        if depth == 0:
            first, last = gathered[0].map or (0, 0)
            blocks.append(Block(gathered, (first, last)))
            gathered = []
    return blocks


def items_of(block: Block, lines: Sequence[str]) -> list[Item]:
    """Return the items of a list; `lines` are the cell's."""
    return [_item(inner, lines) for inner in block.inner()]


def _item(block: Block, lines: Sequence[str]) -> Item:
    children = block.inner()
    first = block.lines[0]
    # From the raw line: `[x]: y` would have become a link definition and left no token.
    marker = _MARKER.match(lines[first]) if first < len(lines) else None
    head = lines[first][marker.end() :] if marker else ""
    if not head.strip() and children and children[0].type == "paragraph_open":
        first = children[0].lines[0]
        head = lines[first].strip()
    return Item(block, head, first, children)


def offset_of(line: str) -> int:
    """Return the column at which the content of a list item that begins here is indented."""
    marker = _MARKER.match(line)
    if marker is None:
        return 2
    blanks = len(marker[2])
    return len(marker[1]) + (blanks if 1 <= blanks <= 4 else 1)


def marker_of(line: str) -> re.Match[str] | None:
    """Return the match of a list item's bullet (group 1) and the blanks behind it (group 2)."""
    return _MARKER.match(line)


def has_ticked_list(blocks: Sequence[Block], lines: Sequence[str]) -> bool:
    """Tell whether an item of an outermost list begins like a ticked box."""
    return any(
        item.ticked for block in blocks if block.is_list for item in items_of(block, lines)
    ) or any(TICKED.match(head) for block in blocks for head in table_heads(block, lines))


def table_heads(block: Block, lines: Sequence[str]) -> Iterator[str]:
    """Yield the text behind the bullet if the block is a table that swallowed a list's item.

    `- [x] a | b` above a line of dashes is a table to markdown-it, and its bullet a cell's text.
    """
    marker = marker_of(lines[block.lines[0]]) if block.type == "table_open" else None
    if marker is not None and marker[2]:
        yield lines[block.lines[0]][marker.end() :]


def texts(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that hold text with its markup."""
    return (token for token in tokens if token.type == "inline")
