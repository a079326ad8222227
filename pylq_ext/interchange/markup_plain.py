"""Plain text as Markdown that shows exactly that text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from pylq_ext.interchange.markup_tex import Tex, in_dollars, split_tex

MARK = "\ufdd0"
"""Stands in a text for Markdown that is put in as it is; Unicode keeps it free of any meaning."""

_MAX_INDENT = 40

# What ends a line anywhere ends one here; other control characters would be invisible.
_CONTROL = {code: "\ufffd" for code in [*range(32), 127, *range(0xD800, 0xE000), ord(MARK)]}
_CONTROL.update(dict.fromkeys(map(ord, "\n\x0b\x0c\x85\u2028\u2029"), "\n"))
_CONTROL[ord("\t")] = "\t"

_SPECIAL = re.compile(r"[\\`*_~<&$!\]]")
# What makes a list, a heading, a quote, a rule, a table or a typed answer of a line.
_AT_START = re.compile(
    r"(?P<number>[0-9]{1,9})(?=[.)](?:\s|$))|[-+](?=[-:|\s]|$)|#(?=#*(?:\s|$))|[>=|]|:(?=-)"
)
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")


def from_plain(text: str, *, tex: bool = False) -> str:
    r"""Return Markdown that shows `text`, whatever is in it.

    Blank lines end paragraphs, other line ends stay as they are, and so does indentation. If
    `tex`, what stands in `\(…\)`, `\[…\]` or `$$…$$` is mathematics, as for Moodle's filters.
    """
    lines = textwrap.dedent(cleaned(text).expandtabs(4)).split("\n")
    texts = ("\n".join(paragraph) for paragraph in paragraphs(lines))
    return "\n\n".join(_with_tex(one) if tex else escape(one) for one in texts)


def _with_tex(paragraph: str) -> str:
    marks: list[str] = []
    text = ""
    for piece in split_tex(paragraph):
        written = in_dollars(piece) if isinstance(piece, Tex) else None
        if written is not None:
            marks.append(written)
            added = MARK
        else:
            added = piece.source if isinstance(piece, Tex) else piece
        text += _blank_between(text[-1:], added[:1]) + added
    return escape(text, marks)


def _blank_between(before: str, after: str) -> str:
    """Return a blank where a formula would touch another or a digit, and not be read as one."""
    touching = {before, after}
    return " " if MARK in touching and all(one == MARK or one.isdigit() for one in touching) else ""


def cleaned(text: str) -> str:
    """Return the text with one sort of line end, and with no character that means nothing."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def escape(text: str, marks: Sequence[str] = ()) -> str:
    """Return a paragraph's Markdown: its line ends are hard breaks, its indentation is kept.

    Each `MARK` in `text` stands for the next of `marks`, which are Markdown already. The text is
    `cleaned`, and has no blank lines.
    """
    given = iter(marks)
    lines = []
    for line in text.split("\n"):
        words = line.strip(" \t")
        indent = min(len(line) - len(line.lstrip(" \t")), _MAX_INDENT)
        shown = "&nbsp;" * indent if indent > 1 and words else ""
        lines.append(shown + _escape_line(words, given))
    return "\\\n".join(lines)


def paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph; what is blank in any way stands between two."""
    gathered: list[str] = []
    for line in lines:
        # The parser strips every sort of blank, and a paragraph must not be empty.
        if line.strip():
            gathered.append(line)
        elif gathered:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _escape_line(line: str, marks: Iterator[str]) -> str:
    start = _AT_START.match(line)
    before = ""
    if start is not None:
        before = f"{start['number']}\\" if start["number"] else f"\\{start[0]}"
        if start["number"]:
            # The dot or bracket behind a number is none of the special signs.
            before, line = before + line[start.end()], line[start.end() + 1 :]
        else:
            line = line[start.end() :]
    pieces = _SPECIAL.sub(lambda match: _escaped(match, bool(before)), line).split(MARK)
    return before + pieces[0] + "".join(next(marks) + piece for piece in pieces[1:])


def _escaped(match: re.Match[str], continued: bool) -> str:
    sign, text, at = match[0], match.string, match.start()
    before = text[at - 1] if at else "-" if continued else ""
    after = text[at + 1] if at + 1 < len(text) else ""
    literal = False
    if sign == "*":
        literal = before.isspace() and after.isspace()
    elif sign == "_":
        literal = before.isalnum() and after.isalnum()
    elif sign == "~":
        literal = before not in ("", "~", MARK) and after not in ("", "~", MARK)
    elif sign == "<":
        literal = not (after.isalpha() or (after and after in "/!?$" + MARK))
    elif sign == "&":
        literal = _ENTITY.match(text, at) is None
    elif sign == "!":
        literal = after not in ("[", MARK)
    elif sign == "]":
        literal = after == "" or after not in "([:" + MARK
    return sign if literal else f"\\{sign}"
