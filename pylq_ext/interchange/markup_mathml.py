"""MathML as TeX, as far as its elements are those of school and of first years at university."""

from __future__ import annotations

from collections.abc import Callable

from pylq_ext.interchange.markup_tree import Element

_FUNCTIONS = frozenset(
    {"arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "deg", "det", "dim", "exp", "gcd"}
    | {"inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "sin", "sinh"}
    | {"sup", "tan", "tanh"}
)
_OPERATORS = {
    "−": "-",
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "∬": r"\iint",
    "∮": r"\oint",
    "⋂": r"\bigcap",
    "⋃": r"\bigcup",
    "×": r"\times",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "∗": "*",
    "≤": r"\le",
    "≥": r"\ge",
    "≠": r"\ne",
    "→": r"\to",
    "⇒": r"\Rightarrow",
    "⇔": r"\Leftrightarrow",
    "…": r"\dots",
    "′": "'",
    # Signs that only tell a reading program how letters belong together.
    "\u2061": "",
    "\u2062": "",
    "\u2063": "",
    "\u2064": "",
}
_ACCENTS = {
    "^": "hat",
    "ˆ": "hat",
    "̂": "hat",
    "¯": "overline",
    "‾": "overline",
    "_": "overline",
    "ˉ": "overline",
    "~": "tilde",
    "˜": "tilde",
    "→": "vec",
    "⃗": "vec",
    "˙": "dot",
    ".": "dot",
    "¨": "ddot",
    "⏞": "overbrace",
    "⏟": "underbrace",
}
_SPECIAL = {sign: f"\\{sign}" for sign in "{}%#&_$"}
_SPECIAL |= {"\\": r"\backslash ", "^": r"\hat{}", "~": r"\sim "}
_LARGE = frozenset([r"\sum", r"\prod", r"\bigcap", r"\bigcup", r"\lim", r"\max", r"\min", r"\sup"])


class _Unknown(Exception):
    """An element that has no translation, or not the parts that it needs."""


def tex_of(math: Element) -> str | None:
    """Return the TeX of a `math` element; None if it holds what cannot be translated.

    TeX that its author left beside the formula is preferred.
    """
    for element in math.within():
        if element.tag == "annotation" and "tex" in element.attributes.get("encoding", "").lower():
            return _unwrapped(element.text()) or None
    try:
        tex = _row(math)
    except _Unknown:
        tex = ""
    return tex or _unwrapped(math.attributes.get("alttext", "")) or None


def _unwrapped(tex: str) -> str:
    tex = tex.strip()
    for opening, closing in (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("$", "$")):
        if len(tex) > len(opening + closing) and tex.startswith(opening) and tex.endswith(closing):
            return tex[len(opening) : -len(closing)].strip()
    return tex


def _row(element: Element) -> str:
    if not list(element.elements()):
        return _signs(element.text().strip())
    return _joined([_tex(child) for child in element.elements()])


def _joined(pieces: list[str]) -> str:
    text = ""
    for piece in pieces:
        # A command's name must not run into a letter behind it.
        command = text.rpartition("\\")[2] if "\\" in text else ""
        apart = command.isalpha() and piece[:1].isalpha()
        text += f" {piece}" if apart else piece
    return text


def _tex(element: Element) -> str:
    write = _WRITERS.get(element.tag)
    if write is None:
        raise _Unknown
    return write(element)


def _signs(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _identifier(element: Element) -> str:
    name = element.text().strip()
    if name in _FUNCTIONS:
        return f"\\{name}"
    if len(name) > 1 and name.isalpha() and name.isascii():
        return f"\\mathrm{{{name}}}"
    return _OPERATORS.get(name, _signs(name))


def _operator(element: Element) -> str:
    sign = element.text().strip()
    if sign in _FUNCTIONS:
        return f"\\{sign}"
    if sign.isalpha() and sign.isascii() and len(sign) > 1:
        return f"\\operatorname{{{sign}}}"
    return _OPERATORS.get(sign, _signs(sign))


def _text(element: Element) -> str:
    words = element.text().replace("\xa0", " ")
    if any(sign in words for sign in "$\\{}"):
        raise _Unknown
    return f"\\text{{{_signs(words)}}}" if words.strip() else r"\ "


def _parts(element: Element, count: int) -> list[str]:
    parts = [_tex(child) for child in element.elements()]
    if len(parts) != count:
        raise _Unknown
    return parts


def _fraction(element: Element) -> str:
    above, below = _parts(element, 2)
    return f"\\frac{{{above}}}{{{below}}}"


def _root(element: Element) -> str:
    under, degree = _parts(element, 2)
    return f"\\sqrt[{degree}]{{{under}}}"


def _base(tex: str) -> str:
    return tex if len(tex) == 1 or tex in _LARGE or tex in _OPERATORS.values() else f"{{{tex}}}"


def _scripts(*signs: str) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        base, *scripts = _parts(element, 1 + len(signs))
        return _base(base) + "".join(
            f"{sign}{{{script}}}" for sign, script in zip(signs, scripts, strict=True)
        )

    return write


def _around(place: str, sign: str) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        base, script = _parts(element, 2)
        parts = list(element.elements())
        accent = _ACCENTS.get(parts[1].text().strip())
        if accent is not None:
            return f"\\{accent}{{{base}}}"
        if base in _LARGE:
            return f"{base}{sign}{{{script}}}"
        return f"\\{place}{{{script}}}{{{base}}}"

    return write


def _under_and_over(element: Element) -> str:
    base, under, over = _parts(element, 3)
    if base in _LARGE or base in _OPERATORS.values():
        return f"{base}_{{{under}}}^{{{over}}}"
    return f"\\underset{{{under}}}{{\\overset{{{over}}}{{{base}}}}}"


def _fenced(element: Element) -> str:
    opening = element.attributes.get("open", "(")
    closing = element.attributes.get("close", ")")
    separators = "".join(element.attributes.get("separators", ",").split())
    text = ""
    for at, child in enumerate(element.elements()):
        if at and separators:
            text += _signs(separators[min(at, len(separators)) - 1])
        text += _tex(child)
    return f"\\left{_signs(opening) or '.'}{text}\\right{_signs(closing) or '.'}"


def _table(element: Element) -> str:
    rows = []
    for row in element.elements():
        if row.tag != "mtr":
            raise _Unknown
        rows.append(" & ".join(_row(cell) for cell in row.elements()))
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _semantics(element: Element) -> str:
    first = next(element.elements(), None)
    if first is None:
        raise _Unknown
    return _tex(first)


def _nothing(element: Element) -> str:
    return "" if element.tag != "mspace" else r"\ "


_WRITERS: dict[str, Callable[[Element], str]] = {
    "math": _row,
    "mrow": _row,
    "mstyle": _row,
    "mpadded": _row,
    "merror": _row,
    "semantics": _semantics,
    "mi": _identifier,
    "mn": lambda element: _signs(element.text().strip()),
    "mo": _operator,
    "ms": _text,
    "mtext": _text,
    "mspace": _nothing,
    "none": _nothing,
    "mfrac": _fraction,
    "msqrt": lambda element: f"\\sqrt{{{_row(element)}}}",
    "mroot": _root,
    "msub": _scripts("_"),
    "msup": _scripts("^"),
    "msubsup": _scripts("_", "^"),
    "munder": _around("underset", "_"),
    "mover": _around("overset", "^"),
    "munderover": _under_and_over,
    "mtable": _table,
    "mtd": _row,
    "mfenced": _fenced,
    "mphantom": lambda element: f"\\phantom{{{_row(element)}}}",
}
