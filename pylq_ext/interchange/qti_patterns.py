"""Texts that may be typed, as the patterns that QTI has: those of XML Schema, where case counts."""

from __future__ import annotations

import re
from typing import Final

from pylq_ext.domain.kinds.text_form import MAX_TEXT_FORM, normalised
from pylq_ext.interchange.pattern_parts import (
    BLANKS,
    Either,
    OtherPattern,
    Part,
    Repeated,
    Row,
    Signs,
    parts_of,
)

#: Signs that a bank takes for the plain one.
_LIKE: Final = {"'": "'‘’‚‛", '"': '"“”„‟', "-": "-‐‑‒–—−"}
_SPECIAL: Final = frozenset("\\.?*+()[]{}|^-")
_BETWEEN: Final = r"\s+"
#: What a bank's pattern is at most here: both cases of each letter stand between brackets.
_MOST_WRITTEN: Final = 4 * MAX_TEXT_FORM + 100
_BOTH_CASES = re.compile(r"\[([^\W\d_])([^\W\d_])\]")
_WRAPPED = re.compile(r"\\s\*\((?P<inner>.*)\)\\s\*", re.S)


def loose(text: str) -> str:
    """Return a pattern for a text in any case, with any blanks, curly quotes and long dashes."""
    words = ("".join(_any_case(sign) for sign in word) for word in normalised(text).split())
    return rf"\s*{_BETWEEN.join(words)}\s*"


def exact(text: str) -> str:
    """Return a pattern for exactly this text, with blanks around it."""
    return rf"\s*{''.join(map(_literal, text))}\s*"


def in_qti(pattern: str, *, has_case: bool) -> str:
    """Return a pattern of a bank as one of QTI, which fits a whole answer; raises OtherPattern.

    `has_case` tells whether case counts.
    """
    return rf"\s*({_written(parts_of(pattern), has_case)})\s*"


def of_qti(pattern: str) -> tuple[str, bool]:
    """Return what was written as a pattern, and whether case counts.

    Blanks around an answer count in no pattern of a bank.
    """
    wrapped = _WRAPPED.fullmatch(pattern)
    if wrapped is None or len(pattern) > _MOST_WRITTEN:
        return pattern, True
    both_cases = _BOTH_CASES.sub(
        lambda found: found[1] if found[1].lower() == found[2].lower() else found[0],
        wrapped["inner"],
    )
    for inner, has_case in ((both_cases, False), (wrapped["inner"], True)):
        try:
            if in_qti(inner, has_case=has_case) == pattern:
                return inner, has_case
        except OtherPattern:
            continue
    return pattern, True


def _any_case(sign: str) -> str:
    signs = _LIKE.get(sign) or "".join(
        dict.fromkeys(one for one in (sign, sign.upper(), sign.title()) if len(one) == 1)
    )
    return _literal(sign) if len(signs) == 1 else f"[{''.join(map(_literal, signs))}]"


def _literal(sign: str) -> str:
    # A dollar sign means nothing to XML Schema, and the end to other syntaxes.
    return "[$]" if sign == "$" else f"\\{sign}" if sign in _SPECIAL else sign


def _written(part: Part, has_case: bool) -> str:
    match part:
        case Signs():
            return _signs(part, has_case)
        case Row():
            return "".join(_grouped(one, has_case, Either) for one in part.parts)
        case Either():
            return "|".join(_written(one, has_case) for one in part.parts)
        case Repeated():
            once = _grouped(part.part, has_case, (Either, Row, Repeated))
            return f"{once}{_times(part.least, part.most)}"


def _grouped(part: Part, has_case: bool, sorts: type | tuple[type, ...]) -> str:
    written = _written(part, has_case)
    return f"({written})" if isinstance(part, sorts) else written


def _times(least: int, most: int | None) -> str:
    known = {(0, None): "*", (1, None): "+", (0, 1): "?"}
    if (least, most) in known:
        return known[least, most]
    return f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}"


def _signs(signs: Signs, has_case: bool) -> str:
    if signs.spans == (("\n", "\n"),) and signs.others:
        return "."
    spans = dict.fromkeys(signs.spans)
    if not has_case:
        for span in signs.spans:
            spans |= dict.fromkeys(_other_case(*span))
    if len(spans) == 1 and not signs.others:
        ((first, last),) = spans
        if first == last:
            return _literal(first) if first.isprintable() else _control(first)
    blanks = ""
    if all(span in spans for span in BLANKS):
        spans = {span: None for span in spans if span not in BLANKS}
        blanks = "\\s"
        if not spans and not signs.others:
            return blanks
    inner = "".join(_span(*span) for span in spans) + blanks
    return f"[{'^' if signs.others else ''}{inner}]"


def _other_case(first: str, last: str) -> list[tuple[str, str]]:
    """Return the spans of the same letters in the other case."""
    if first == last:
        others = {first.upper(), first.lower()} - {first}
        return [(one, one) for one in sorted(others) if len(one) == 1]
    if not any(chr(code).isalpha() for code in range(ord(first), min(ord(last) + 1, 0x3000))):
        return []
    if first.isascii() and last.isascii() and first.isalpha() and last.isalpha():
        for case in (str.lower, str.upper):
            if (case(first), case(last)) == (first, last):
                other = str.upper if case is str.lower else str.lower
                return [(other(first), other(last))]
    raise OtherPattern


def _span(first: str, last: str) -> str:
    ends = [_in_class(sign) for sign in (first, last)]
    return ends[0] if first == last else "-".join(ends)


def _in_class(sign: str) -> str:
    return _control(sign) if not sign.isprintable() else f"\\{sign}" if sign in _SPECIAL else sign


def _control(sign: str) -> str:
    known = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    if sign not in known:
        raise OtherPattern
    return known[sign]
