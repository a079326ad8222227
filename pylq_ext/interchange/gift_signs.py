r"""GIFT's escapes: a sign behind a backslash is text, and `\n` is the end of a line.

While a text is taken apart, an escaped sign is a character that Unicode keeps free of any meaning,
so that it cannot be taken for one that separates.
"""

from __future__ import annotations

import re

from pylq_ext.interchange.markup_plain import MARK

GAP = "\ufdd9"
"""Stands where a text had its answers in the middle."""

_ESCAPED = dict(zip("\\~=#{}:n", map(chr, range(0xFDD1, 0xFDD9)), strict=True))
_SIGNS = str.maketrans({hidden: sign for sign, hidden in _ESCAPED.items()} | {_ESCAPED["n"]: "\n"})
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
# Half a character cannot be written into any file.
_RESERVED = re.compile(f"[{MARK}{GAP}{''.join(_ESCAPED.values())}\ud800-\udfff]")


def hide(source: str) -> str:
    """Return a text with its escaped signs hidden; it has one character less for each."""
    source = _RESERVED.sub("\ufffd", source)
    return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], source)


def reveal(hidden: str) -> str:
    """Return a text with its escaped signs as what they stand for."""
    return hidden.translate(_SIGNS)
