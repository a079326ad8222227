"""Texts of a question with blanks: its prompt, and choices, which are plain text in a blank."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from pylq_ext.banks.blank_marks import MARK
from pylq_ext.banks.blanks import MAX_BLANKS
from pylq_ext.banks.markdown import TooComplex
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange.markup_plain import from_plain
from pylq_ext.interchange.unfit import Unfit

BLANKS = tuple(map(chr, range(0xFDDA, 0xFDDA + MAX_BLANKS)))
"""Stand for the first blank, the second and so on while a source becomes Markdown.

Unicode keeps them free of any meaning. By their order is seen that each blank kept its place.
"""

_BLANK = f"[{''.join(BLANKS)}]"
_ANY = re.compile(_BLANK)
_NEIGHBOURS = re.compile(f"(?<={_BLANK})(?={_BLANK})")

#: Three underscores; a backslash before them would stand before a blank.
_LITERAL = re.compile("_{3,}")
_TOUCHED = re.compile(f"_{_BLANK}|{_BLANK}_")
#: In text an underscore that touches a blank has a backslash, and would be part of the blank.
_ESCAPED = re.compile(rf"(?<!\\)((?:\\\\)*)\\_(?={_BLANK})")
#: Blanks alone in a line, perhaps of a list or a quote: Markdown would see a line across the page.
_ALONE = re.compile(rf"(?P<before>(?:[ >]|[-+*] |[0-9]{{1,9}}[.)] )*)(?=(?:{_BLANK}[ \t]*)+$)")
_FENCE = re.compile(r"(?:[ >]|[-+*] |[0-9]{1,9}[.)] )*(?P<sign>`{3,}(?=[^`]*$)|~{3,})(?P<rest>.*)")

_IMAGE = re.compile(r"(?<!\\)!\[")
_PLAIN_TAGS = re.compile(r"</?(?:p|code)>")
_TAG = re.compile(r"<[^>]*>")
_TAG_APART = re.compile(r"(<[^>]*>)")


def without_blanks(source: str) -> str:
    """Return a source in which none of `BLANKS` stands yet."""
    return _ANY.sub("\ufffd", source)


def prompt_with_blanks(markdown: str, count: int) -> str:
    """Return a prompt in Markdown as a bank writes it, with `___` for each blank; raises Unfit.

    `count` is how many of `BLANKS` the source has, each of them once and in their order. What else
    would be read as a blank is refused.
    """
    if tuple(_ANY.findall(markdown)) != BLANKS[:count]:
        raise Unfit(
            "One of its blanks stands where a bank shows no text, as in an image's words. Write the"
            " question anew in the bank."
        )
    if _LITERAL.search(markdown):
        raise Unfit(
            "Its text has three underscores in a row, which a bank reads as a blank. Take them out"
            " of the source."
        )
    lines = []
    fence = ""
    for line in markdown.split("\n"):
        is_code = bool(fence)
        found = _FENCE.match(line)
        if found is not None and not fence:
            fence = found["sign"]
        elif found is not None and found["sign"].startswith(fence) and not found["rest"].strip():
            fence = ""
        lines.append(_line(line, is_code))
    return _ANY.sub("___", "\n".join(lines))


def _line(line: str, is_code: bool) -> str:
    if not _ANY.search(line):
        return line
    line = _NEIGHBOURS.sub(" ", line)
    if not is_code and "`" not in line:
        line = _ESCAPED.sub(r"\1&#95;", line)
    if _TOUCHED.search(line):
        raise Unfit(
            "An underscore touches one of its blanks and would be part of it. Take it out of the"
            " source."
        )
    if is_code:
        return line
    alone = _ALONE.match(line)
    return f"{line[: alone.end()]}&nbsp;{line[alone.end() :]}" if alone else line


def plain_choice(markdown: str, note: Callable[[str], None]) -> str:
    """Return a choice as a blank can have it, without markup; raises Unfit.

    `note` takes a sentence if the choice looked otherwise.
    """
    try:
        fragment = render_markdown(markdown)
    except (TooComplex, RecursionError):
        raise Unfit("One of the choices in its blanks has too much markup.") from None
    if _IMAGE.search(markdown) or "pylq-math" in fragment:
        raise Unfit(
            "A choice in one of its blanks has an image or a formula in it, and there stands plain"
            " text only. Write a question for each blank."
        )
    if _TAG.search(_PLAIN_TAGS.sub("", fragment)):
        note("The choices of blanks are plain text: their bold, italic and other markup was lost.")
    return from_plain(shown_plain(fragment))


def put_into_blanks(fragment: str, contents: Sequence[str]) -> str:
    """Return a text in HTML with its contents in the place of each MARK, as a bank counts them."""
    left = iter(contents)
    pieces = _TAG_APART.split(fragment)
    for at, piece in enumerate(pieces):
        # Of an image's words or a link's address.
        is_tag = at % 2 == 1
        pieces[at] = (
            piece.replace(MARK, "___") if is_tag else re.sub(MARK, lambda _: next(left), piece)
        )
    return "".join(pieces)


def shown_plain(fragment: str) -> str:
    """Return the text of a safe fragment in one line, as a blank shows it."""
    return " ".join(html.unescape(_TAG.sub("", fragment)).split())
