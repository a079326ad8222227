"""Signs that only look like those of a list, a box, a quote or the settings, and what is meant.

Keyboards, input methods and other programs' pages leave them behind: a no-break space, brackets of
full width, a Cyrillic х. To Markdown such a line is ordinary text, so that an option or a whole
question would be nothing, or a note be shown to students.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pylq_ext.banks.problems import Problem
from pylq_ext.banks.settings_words import spell, words_of

_BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: Nobody sees these: soft hyphens, joiners, marks of direction, byte order marks.
_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_GAP = f"[{_BLANK}{_UNSEEN}]"
_TICK = "xX×хХχΧｘＸ✓✔"
#: What ends a line to the eye, and not to Markdown.
_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

_ITEM = re.compile(
    rf"(?P<indent>{_GAP}*+)(?P<bullet>[-+*–—−－•·・●▪◦‣]|[0-9０-９]{{1,9}}[.)．）、])(?P<gap>{_GAP}*+)"
    rf"(?P<box>[\[［【〔]{_GAP}*+(?P<tick>[{_TICK}]?){_GAP}*+[\]］】〕])(?P<rest>.*)",
    re.S,
)
_PLAIN_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[[ \t]*+[xX]?[ \t]*+\].*", re.S | re.A)
#: What begins a typed answer, where it is not simply a sign that an option is about.
_TYPED_ANSWER = re.compile(
    rf"{_GAP}*+(?:(?P<equals>[=＝])(?={_GAP}*+[\"“„0-9０-９+−(\[-])|(?P<pattern>[~～])(?={_GAP}*+/))"
)
_PLAIN_TYPED = re.compile(r"\s*+[=~]")
_SETTINGS = re.compile(
    rf"{_GAP}*+[<＜][!！](?:[-－]{{2}}|[–—]){_GAP}*+pylq(?![\w-]){_GAP}*+[:：]?(?P<words>.*?)"
    rf"(?:[-－]{{2}}|[–—])[>＞]{_GAP}*+",
    re.I | re.S,
)
_PLAIN_SETTINGS = re.compile(r"\s*<!--\s*pylq(?=[\s:]|-->).*-->\s*", re.I | re.S)
_QUOTE = re.compile(rf"{_GAP}*+(?P<sign>[>＞])(?P<rest>.*)", re.S)
_PLAIN_QUOTE = re.compile(r"[ \t]*>.*", re.S)
#: A fence that is none lets what stands below it, a note, be code that students see.
_FENCE = re.compile(
    rf"{_GAP}*+(?P<sign>(?:`[{_UNSEEN}]*+){{3,}}|(?:~[{_UNSEEN}]*+){{3,}})(?P<rest>.*)", re.S
)
_OPENING = re.compile(r"[ \t]*(?:`{3}|~{3}).*", re.S)
_PLAIN_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*")

_ODD_IN_SETTINGS = re.compile(rf'"[^"]*"|[＝：，{_UNSEEN}]')
_TYPED = {"＝": "=", "：": ":", "，": ",", "．": ".", "）": ")", "、": ".", "－": "-"}


def odd_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the index (from 0) of each line with odd signs, and how it should read."""
    for at, line in enumerate(lines):
        if line.isascii() and not _ENDS.search(line):
            continue
        mended = _mended(line)
        if mended != line:
            yield at, mended


def ends_code(mended: str) -> bool:
    """Tell whether what a line should read as ends the block of code that it is in."""
    return any(_PLAIN_FENCE.fullmatch(part) for part in mended.split("\n"))


def looks_quoted(line: str) -> bool:
    """Tell whether a quote begins in a line, or was meant to."""
    return any(_QUOTE.fullmatch(part) for part in _ENDS.split(line))


def odd_sign(line: str, mended: str, number: int) -> Problem:
    """Return the problem of a line that should read as `mended` does."""
    left = set(mended)
    odd = list(dict.fromkeys(sign for sign in line if not sign.isascii() and sign not in left))
    odd = odd or [sign for sign in dict.fromkeys(line) if _ENDS.match(sign)]
    named = ", ".join(f"U+{ord(sign):04X} {_name(sign)}".rstrip() for sign in odd[:3])
    return Problem(
        "odd_sign",
        number,
        "This line looks right and is not read as what it is, because of signs that only look "
        f"like those that are meant{f' ({named})' if named else ''}: type them anew.",
        mended=mended,
        params={"signs": [f"U+{ord(sign):04X}" for sign in odd]},
    )


def makes_question(mended: str) -> bool:
    """Tell whether what a line should read as makes its cell a question."""
    return any(
        _PLAIN_SETTINGS.fullmatch(part) or re.match(r" {0,3}(?:[-+*]|\d{1,9}[.)]) \[x\]", part)
        for part in mended.split("\n")
    )


def _mended(line: str) -> str:
    parts = _ENDS.split(line)
    if len(parts) > 1:
        mended = [_mended_part(part) for part in parts]
        # Elsewhere such a sign is a blank, and does no harm.
        if any(map(_is_structure, mended[1:])):
            return "\n".join(mended)
    return _mended_part(line)


def _is_structure(part: str) -> bool:
    plain = (_PLAIN_ITEM, _PLAIN_SETTINGS, _PLAIN_QUOTE, _OPENING)
    return any(pattern.fullmatch(part) for pattern in plain)


def _mended_part(line: str) -> str:
    if settings := _SETTINGS.fullmatch(line):
        words = _ODD_IN_SETTINGS.sub(_typed_in_settings, settings["words"])
        is_plain = _PLAIN_SETTINGS.fullmatch(line) and words == settings["words"]
        return line if is_plain else _indented(line) + spell(words_of(words))
    if (item := _ITEM.fullmatch(line)) and (item["gap"] or not item["bullet"].isascii()):
        typed = _TYPED_ANSWER.match(item["rest"])
        is_odd_answer = typed is not None and not _PLAIN_TYPED.match(item["rest"])
        if _PLAIN_ITEM.fullmatch(line) and not is_odd_answer:
            return line
        box = "[x]" if item["tick"] else "[ ]"
        rest = re.sub(f"^{_GAP}*", "", item["rest"])
        if typed is not None:
            rest = ("=" if typed["equals"] else "~") + item["rest"][typed.end() :]
        return f"{_indented(line)}{_bullet(item['bullet'])} {box} {rest}".rstrip()
    if fence := _FENCE.fullmatch(line):
        sign = re.sub(f"[{_UNSEEN}]", "", fence["sign"])
        is_alone = re.fullmatch(f"{_GAP}*", fence["rest"])
        is_plain = re.match(rf"[ \t]*{sign}", line) is not None
        is_plain = is_plain and (not is_alone or _PLAIN_FENCE.fullmatch(line) is not None)
        return line if is_plain else f"{_indented(line)}{sign}{'' if is_alone else fence['rest']}"
    if (quote := _QUOTE.fullmatch(line)) and not _PLAIN_QUOTE.fullmatch(line):
        return f"{_indented(line)}>{quote['rest']}"
    return line


def _indented(line: str) -> str:
    """Return a line's indentation in plain blanks; what has no width has none."""
    indent = re.match(f"{_GAP}*+", line)
    seen = re.sub(f"[{_UNSEEN}]", "", indent[0]) if indent else ""
    return re.sub(r"[^ \t]", " ", seen)


def _bullet(sign: str) -> str:
    if sign[0].isdigit():
        return f"{int(sign[:-1])}{_TYPED.get(sign[-1], sign[-1])}"
    return sign if sign in "-+*" else "-"


def _typed_in_settings(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else _TYPED.get(found[0], "")


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower()
