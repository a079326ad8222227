"""The lines of a GIFT file, parted into questions and categories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pylq_ext.interchange.gift_signs import hide, reveal

_CATEGORY = "$CATEGORY:"
_BRACE = re.compile(r"[{}]")
_BRACKET = re.compile(r"\\([\[\]])")
# Behind `//`; a bracket within is escaped.
_MARKER = re.compile(r"\[(id|tag):((?:\\[\[\]]|[^\[\]\x00-\x1f])+)\]")


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """The line that names the category of the questions below it."""

    path: str


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one question: its escaped signs are hidden, and its comments are taken out.

    `numbers` are those of its lines in the file, from 1; `ids` and `tags` stood in its comments.
    """

    text: str
    numbers: tuple[int, ...]
    ids: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def line_at(self, offset: int) -> int:
        """Return the number of the file's line in which a character of `text` stands."""
        return self.numbers[self.text.count("\n", 0, offset)]


@dataclass(slots=True)
class _Gathering:
    """The lines of a block so far; `last_comments` are those behind the last line of text."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    last_comments: list[str] = field(default_factory=list)
    is_open: bool = False
    has_answers: bool = False

    def add(self, line: str, number: int) -> None:
        self.comments += self.last_comments
        self.last_comments = []
        self.lines.append(line)
        self.numbers.append(number)
        for brace in _BRACE.finditer(line):
            self.has_answers = self.has_answers or (self.is_open and brace[0] == "}")
            self.is_open = brace[0] == "{"

    def take(self, *, with_last_comments: bool = True) -> Iterator[Block]:
        """Yield the block, if it has any text, and begin a new one."""
        if with_last_comments:
            self.comments += self.last_comments
            self.last_comments = []
        if self.lines:
            found = [
                (marker[1], " ".join(reveal(_BRACKET.sub(r"\1", marker[2])).split()))
                for comment in self.comments
                for marker in _MARKER.finditer(comment)
            ]
            yield Block(
                "\n".join(self.lines),
                tuple(self.numbers),
                tuple(words for name, words in found if name == "id"),
                tuple(words for name, words in found if name == "tag"),
            )
        self.lines, self.numbers, self.comments = [], [], []
        self.is_open = self.has_answers = False


def scan(lines: Sequence[str]) -> Iterator[Block | CategoryLine]:
    """Yield the questions and categories of a file's lines in their order.

    A blank line ends a question, except between the braces of its answers. So does a title that
    begins the line behind a question's answers.
    """
    lines = hide("\n".join(lines)).split("\n")
    closed_next = _closed_next(lines)
    block = _Gathering()
    for at, line in enumerate(lines):
        words = line.strip()
        if not words:
            if not (block.is_open and closed_next[at]):
                yield from block.take()
            else:
                block.add("", at + 1)
        elif words.startswith("//"):
            block.last_comments.append(words)
        elif words.startswith(_CATEGORY) and not block.is_open:
            yield from block.take()
            yield CategoryLine(reveal(words.removeprefix(_CATEGORY)).strip())
        else:
            if words.startswith("::") and block.has_answers and not block.is_open:
                yield from block.take(with_last_comments=False)
            block.add(line, at + 1)
    yield from block.take()


def _closed_next(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether the next brace, in it or below, is a closing one."""
    closed = False
    known = []
    for line in reversed(lines):
        if not line.lstrip().startswith("//"):
            brace = _BRACE.search(line)
            closed = brace[0] == "}" if brace else closed
        known.append(closed)
    return known[::-1]
