"""Mathematics in TeX: found in a text of another program, and written as a bank has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TEX = 4000
"""Characters that a formula has at most."""

_OPENING = re.compile(r"\\\(|\\\[|\$\$|\\begin\{([A-Za-z]{1,20}\*?)\}|\$")
_CLOSING = {"\\(": "\\)", "\\[": "\\]", "$$": "$$", "$": "$"}
# The environments that the bank's Markdown takes for mathematics without any sign around them.
_ENVIRONMENTS = frozenset(
    name + star
    for name in ("align", "alignat", "eqnarray", "equation", "flalign", "gather", "multline")
    for star in ("", "*")
)


@dataclass(frozen=True, slots=True)
class Tex:
    """A formula; `source` is how it stood in the text."""

    tex: str
    display: bool
    source: str


def split_tex(text: str, *, dollars: bool = False) -> Iterator[str | Tex]:
    r"""Yield a paragraph's pieces in their order, formulas as `Tex`.

    These are `\(…\)`, `\[…\]`, `$$…$$` and environments like `\begin{align}…\end{align}`; if
    `dollars`, `$…$` as well, with nothing blank inside its signs and no digit behind it. A digit
    that touches a formula is taken into it, because a bank would not read `2$x$`.
    """
    done = at = 0
    searched: dict[str, int] = {}
    while (opening := _OPENING.search(text, at)) is not None:
        found = None if _is_escaped(text, opening.start()) else _formula(text, opening, searched)
        if found is None or (opening[0] == "$" and not (dollars and _is_meant(text, found))):
            at = opening.end()
            continue
        start, end = opening.start(), found[1]
        tex, display = found[0].strip(), opening[0] not in ("\\(", "$")
        if not display:
            start, end = _with_digits(text, start, end, done)
            tex = f"{text[start : opening.start()]}{tex} {text[found[1] : end]}".strip()
        if start > done:
            yield text[done:start]
        yield Tex(tex, display, text[start:end])
        done = at = end
    if done < len(text):
        yield text[done:]


def _with_digits(text: str, start: int, end: int, least: int) -> tuple[int, int]:
    """Return the formula's start and end moved over the digits that touch it."""
    before = re.search(r"(?:\d+[.,])?\d+\Z", text[max(least, start - 20) : start])
    while end < len(text) and text[end].isdigit():
        end += 1
    return start - len(before[0]) if before else start, end


def in_dollars(formula: Tex) -> str | None:
    """Return the formula as a bank has it, in one line; None if it cannot be held."""
    return dollars_around(formula.tex, display=formula.display)


def dollars_around(tex: str, *, display: bool) -> str | None:
    """Return TeX as a bank has it, in one line; None if it has dollars of its own or is empty."""
    tex = " ".join(re.sub(r"(?<!\\)%[^\n]*", "", tex).split())
    if not tex or re.search(r"(?<!\\)(?:\\\\)*\$", tex) or re.search(r"(?<!\\)(?:\\\\)*\\\Z", tex):
        return None
    return f"$${tex}$$" if display else f"${tex}$"


def _formula(text: str, opening: re.Match[str], searched: dict[str, int]) -> tuple[str, int] | None:
    """Return what stands in the signs, and where it ends; None where they are none."""
    name = opening[1]
    if name is not None:
        if name not in _ENVIRONMENTS:
            return None
        closing = f"\\end{{{name}}}"
    else:
        closing = _CLOSING[opening[0]]
    last = opening.end() + MAX_TEX
    # What was searched in vain for an opening before this one need not be searched again.
    start = max(opening.end(), searched.get(closing, 0) - len(closing) + 1)
    end = text.find(closing, start, last)
    while end > 0 and _is_escaped(text, end):
        end = text.find(closing, end + 1, last)
    if end < 0:
        searched[closing] = last
        return None
    inner = text[opening.start() if name is not None else opening.end() : end]
    end += len(closing)
    return (f"{inner}{closing}" if name is not None else inner, end) if inner.strip() else None


def _is_meant(text: str, found: tuple[str, int]) -> bool:
    """Tell whether a single dollar opens mathematics, by the rule that bank and viewers have."""
    inner, end = found
    return not (inner[0].isspace() or inner[-1].isspace() or text[end : end + 1].isdigit())


def _is_escaped(text: str, at: int) -> bool:
    backslashes = 0
    while at - backslashes > 0 and text[at - backslashes - 1] == "\\" and backslashes < 100:
        backslashes += 1
    return backslashes % 2 == 1
