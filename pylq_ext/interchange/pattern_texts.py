"""The texts that a pattern accepts, where they are few, each with `*` for any signs."""

from __future__ import annotations

from typing import Final

from pylq_ext.interchange.pattern_parts import (
    BLANKS,
    Either,
    OtherPattern,
    Part,
    Repeated,
    Row,
    Signs,
    parts_of,
    texts_of,
)

#: More spellings than these nobody wants to have in a list.
MAX_TEXTS: Final = 24

#: Stands for any signs until the texts are listed; nobody types it.
_ANY: Final = "\u2042"
_ONE_BLANK: Final = Signs(((" ", " "),))


def texts_of_pattern(pattern: str) -> list[str]:
    r"""Return the texts, `*` itself written `\*`; none if they cannot be listed.

    Of blanks that may be several (`\s+`) one stands.
    """
    if _ANY in pattern:
        return []
    try:
        texts = texts_of(_with_wildcards(parts_of(pattern)), MAX_TEXTS)
    except OtherPattern:
        return []
    shown = (" ".join(text.replace("*", "\\*").replace(_ANY, "*").split()) for text in texts or ())
    return [text for text in dict.fromkeys(shown) if text]


def _with_wildcards(part: Part) -> Part:
    """Return the part with one sign in place of what is any signs, or any number of blanks."""
    match part:
        case Row():
            return Row(tuple(map(_with_wildcards, part.parts)))
        case Either():
            return Either(tuple(map(_with_wildcards, part.parts)))
        case Repeated(part=Signs(spans, others), most=None):
            if others and spans == (("\n", "\n"),):
                return Signs(((_ANY, _ANY),))
            return _ONE_BLANK if spans in (BLANKS, _ONE_BLANK.spans) and not others else part
        case Repeated():
            return Repeated(_with_wildcards(part.part), part.least, part.most)
        case _:
            return part
