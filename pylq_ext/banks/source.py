"""A cell's text made ready for the parser: bounded, cleaned, its settings line set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from pylq_ext.banks.markdown import code_lines, parse_blocks, shared_parser
from pylq_ext.banks.odd_signs import ends_code, odd_lines
from pylq_ext.banks.problems import Problem, split_lines
from pylq_ext.banks.settings import Settings, read_settings, settings_lines

MAX_BYTES = 128 * 1024
MAX_LINES = 2000

#: The first line of a code block, at the margin.
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
#: What begins other blocks in which a fence is none, and fences that are not at the margin.
_MAY_HOLD_FENCES = ("```", "~~~", "$$", "\\begin{", "<!--")


@dataclass(slots=True)
class Source:
    """A text within the limits. `settings_at` are the indices of its settings lines, from 0."""

    lines: list[str]
    settings_at: list[int]
    md: MarkdownIt

    @classmethod
    def of(cls, source: str) -> Source | Problem:
        """Return the text made ready, or why it is too much."""
        # A lone surrogate can stand in JSON, but in no UTF-8 that a page or a database takes.
        clean = source.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
        # Some editors begin every text with a byte order mark.
        clean = clean.removeprefix("\ufeff")
        size = len(clean.encode())
        if size > MAX_BYTES:
            return Problem(
                "too_large",
                1,
                f"The cell has {size:,} bytes; a question has at most {MAX_BYTES:,}. Long data "
                "belongs into a file.",
                params={"bytes": size, "limit": MAX_BYTES},
            )
        lines = split_lines(clean)
        if len(lines) > MAX_LINES:
            return too_complex(MAX_LINES + 1)
        md = shared_parser()
        settings_at = settings_lines(lines, ())
        if settings_at and _may_be_code(lines, settings_at):
            code = code_lines(parse_blocks(md, "\n".join(lines)).tokens)
            settings_at = settings_lines(lines, code)
        return cls(lines, settings_at, md)

    @property
    def blanked(self) -> str:
        """The text with empty lines in the place of its settings lines."""
        away = set(self.settings_at)
        return "\n".join("" if at in away else line for at, line in enumerate(self.lines))

    def odd_lines(self) -> list[tuple[int, str]]:
        """Return the lines outside code that only look like what they are, as `odd_signs` does."""
        found = list(odd_lines(self.lines))
        if not found:
            return []
        code = frozenset(code_lines(parse_blocks(self.md, "\n".join(self.lines)).tokens))
        return [(at, line) for at, line in found if at not in code or ends_code(line)]

    def read_settings(self) -> tuple[Settings, list[Problem]]:
        """Return what the settings line says, and each mistake in it."""
        return read_settings(self.lines, self.settings_at)


def _may_be_code(lines: Sequence[str], indices: Sequence[int]) -> bool:
    """Tell whether one of these lines may be code. That none is, is certain.

    Parsing the text only to know takes as long as all the rest, and most texts are as plain as
    this: blocks of code that begin and end at the margin.
    """
    # Code without a fence is indented by at least four columns, wherever it stands.
    if any(lines[at].startswith("    ") or "\t" in lines[at] for at in indices):
        return True
    ends: re.Pattern[str] | None = None
    settings = frozenset(indices)
    for at, line in enumerate(lines[: indices[-1] + 1]):
        if at in settings:
            if ends:
                return True
        elif ends:
            ends = None if ends.fullmatch(line) else ends
        elif fence := _FENCE.match(line):
            sign = fence[1] or fence[2]
            ends = re.compile(rf" {{0,3}}{sign[0]}{{{len(sign)},}}[ \t]*")
        elif any(sign in line for sign in _MAY_HOLD_FENCES):
            return True
    return False


def too_complex(line: int) -> Problem:
    """Return the problem of a text that would take too long to read."""
    return Problem(
        "too_complex",
        line,
        f"The cell is too long or too tangled to be a question: at most {MAX_LINES:,} lines, and "
        "no thousands of brackets, asterisks or links.",
    )
