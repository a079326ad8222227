"""Code, raised and lowered text: how Markdown and Unicode write them."""

from __future__ import annotations

import re

_RAISED = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_LANGUAGE = re.compile(r"(?:language|lang|brush|highlight)[-:] ?([A-Za-z0-9+#]{1,20})")


def in_backticks(code: str) -> str:
    """Return code that is one line, without blanks at its ends, as a part of a text."""
    runs = {len(run) for run in re.findall("`+", code)}
    sign = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{sign}{pad}{code}{pad}{sign}"


def fenced(code: str, language: str = "") -> str:
    """Return code as a block of its own; nothing for blanks."""
    code = code.replace("\xa0", " ")
    lines = [line.rstrip() for line in code.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return ""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    sign = "`" * max(3, longest + 1)
    return "\n".join([f"{sign}{language}", *lines, sign])


def language_of(classes: str) -> str:
    """Return the language that an element's classes name, or nothing."""
    match = _LANGUAGE.search(classes)
    return match[1].lower() if match else ""


def raised(text: str) -> str | None:
    """Return the text in raised signs; None if Unicode has not all of them."""
    return _mapped(text, _RAISED)


def lowered(text: str) -> str | None:
    """Return the text in lowered signs; None if Unicode has not all of them."""
    return _mapped(text, _LOWERED)


def _mapped(text: str, signs: dict[str, str]) -> str | None:
    mapped = [signs.get(sign) for sign in text]
    return "".join(sign for sign in mapped if sign) if all(mapped) else None
