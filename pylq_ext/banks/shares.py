"""The share of the points that an option earns: `**50 %.**` at the beginning of its note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from pylq_ext.banks.parts import OptionPart
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.settings import Settings
from pylq_ext.domain.question import Kind

_SHARE = re.compile(r"\*\*([-\u2212]?)(\d{1,3}(?:\.\d{1,4})?)\s?%\.?\*\*(?P<end>)\s*")


def take_share(note: list[Token]) -> tuple[float | None, list[Token]]:
    """Return the share that a note begins with, from -1 to 1, and the note without it.

    None where it begins otherwise. The note's text is not parsed yet.
    """
    if len(note) < 3 or note[1].type != "inline":
        return None, note
    found = _SHARE.match(note[1].content)
    if found is None or float(found[2]) > 100:
        return None, note
    share = float(found[2]) / 100
    note[1].content = note[1].content[found.end() :]
    return -share if found[1] else share, note if note[1].content else note[3:]


def without_share(note: str) -> str:
    """Return the text of a note without the share that it begins with."""
    found = _SHARE.match(note)
    if found is None:
        return note
    # Of what stands below it, the indentation may be code's.
    behind = note[found.end("end") :]
    return re.sub(r"\A(?:[ \t]*\n)+|\A[ \t]+", "", behind)


def check_shares(
    kind: Kind, options: Iterable[OptionPart], *, is_poll: bool = False
) -> Iterator[Problem]:
    """Yield a problem for each share that cannot count."""
    for option in options:
        share = option.share
        if share is None:
            continue
        why = None
        if is_poll:
            why = "A poll has no points to give a share of"
        elif kind is not Kind.MULTIPLE and option.ticked:
            why = "What is ticked earns all points"
        elif kind is not Kind.MULTIPLE and not 0 <= share < 1:
            why = "An answer that is not ticked earns from 0 % to less than 100 %"
        elif option.ticked and share <= 0:
            why = "What is ticked earns more than nothing"
        if why is not None:
            yield Problem("share_senseless", option.lines[0], f"{why}: take the share out.")


def check_partial(settings: Settings, kind: Kind) -> Iterator[Problem]:
    """Yield a problem if points are to be given by right minus wrong where only one is chosen."""
    if "partial" in settings and kind is not Kind.MULTIPLE:
        yield Problem(
            "partial_of_one",
            settings.line or 1,
            "`partial` gives points by right minus wrong, and here only one option can be chosen:"
            " take it out, or say `multiple` as well.",
        )
