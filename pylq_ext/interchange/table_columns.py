"""The header of a table of questions: which column holds what.

A table has one question a row, below a header with these columns, in any order:

`question` (the only one that must be there), `title`, `kind`, the options `A`, `B`, `C` and so on,
`right` (their letters, or `none`), and for each option `note A`, `share A` (percent of the points)
and `match A` (what belongs to it); `explanation`, `model answer`, `points`, `seconds`, `tags`,
`difficulty`, `partial`, `shuffle`. Case does not matter, and some other usual names are known.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.spreadsheet import Row

MAX_OPTIONS = 60

SINGLES: Mapping[str, Sequence[str]] = {
    "question": ("prompt", "text", "question text", "stem", "frage", "fragetext"),
    "title": ("name", "heading", "question title", "titel", "überschrift"),
    "kind": ("type", "question type", "art", "typ", "fragetyp"),
    "right": (
        "correct",
        "correct answer",
        "correct answers",
        "correct option",
        "right answer",
        "right answers",
        "key",
        "answer key",
        "richtig",
        "richtige antwort",
        "richtige antworten",
    ),
    "explanation": (
        "feedback",
        "general feedback",
        "explanations",
        "rationale",
        "erklärung",
        "erläuterung",
    ),
    "model answer": ("sample answer", "expected answer", "solution", "musterlösung"),
    "points": ("point", "marks", "mark", "score", "punkte"),
    "seconds": ("time", "time limit", "duration", "second", "sekunden", "zeit"),
    "tags": ("tag", "keywords", "topic", "topics", "category", "categories", "schlagwörter"),
    "difficulty": ("level", "schwierigkeit"),
    "partial": ("part points", "partial points", "teilpunkte"),
    "shuffle": ("shuffle answers", "shuffle options", "shuffled", "mischen"),
}
"""The columns that there is one of, with their other names."""

OPTIONS: Mapping[str, Sequence[str]] = {
    "": ("option", "answer", "choice", "antwort"),
    "note": ("feedback", "comment", "hinweis", "rückmeldung"),
    "share": ("percent", "weight", "credit", "anteil"),
    "match": ("matches", "pair", "gehört zu"),
}
"""What there is for each option, with its other names: before a letter or a number, or behind."""

_NAMES = {other: name for name, others in SINGLES.items() for other in (name, *others)}
_WORDS = {word: part for part, words in OPTIONS.items() for word in (part, *words)}
_WORD = "|".join(re.escape(word) for word in _WORDS if word)
# A word and a letter have a blank between them, a word and a number need none.
_OF_OPTION = re.compile(
    rf"(?:(?P<word>{_WORD}) )?(?P<letter>[a-z])|(?P<before>{_WORD}) ?(?P<number>[0-9]{{1,2}})"
    rf"|(?P<first>[a-z]|[0-9]{{1,2}}) (?P<behind>{_WORD})"
)


@dataclass(slots=True)
class Columns:
    """Where what stands, counted from 0; `options` is by part and then by the option's number."""

    singles: dict[str, int] = field(default_factory=dict)
    options: dict[str, dict[int, int]] = field(
        default_factory=lambda: {part: {} for part in OPTIONS}
    )


def count_known(names: Sequence[str]) -> int:
    """Return how many of a header's names are known."""
    return sum(_single(name) is not None or _of_option(name) is not None for name in names)


def read_header(header: Row, rows: Sequence[Row]) -> Columns:
    """Return the columns of a table; raises Unreadable, which names those that are unknown."""
    columns = Columns()
    unknown = []
    for at in range(max(len(row.cells) for row in (header, *rows))):
        name = header.at(at).text.strip()
        single, option = _single(name), _of_option(name)
        if single is not None:
            _put(columns.singles, single, at, name, header)
        elif option is not None:
            _put(columns.options[option[0]], option[1], at, name, header)
        elif name or any(not row.at(at).is_empty for row in rows):
            unknown.append(_unknown(name, at))
    if "question" not in columns.singles:
        raise Unreadable(
            f"This is no table of questions: its first row (row {header.number}) should name the "
            "columns, and none of them is `question`."
        )
    if unknown:
        raise Unreadable(
            f"The table has columns that are not known: {', '.join(unknown[:20])}. There are: "
            f"{', '.join(SINGLES)}, A, B, C, …, note A, share A, match A, …. Rename them or take "
            "them out."
        )
    return columns


def letter_of(number: int) -> str:
    """Return how the option of a number, from 1, is called: its letter, or its number after Z."""
    return chr(ord("A") + number - 1) if number <= 26 else str(number)


def _put(known: dict[Any, int], key: Any, at: int, name: str, header: Row) -> None:
    if key in known:
        raise Unreadable(
            f"Two columns of the table mean the same: “{header.at(known[key]).text.strip()[:40]}” "
            f"and “{name[:40]}”. Take one out."
        )
    known[key] = at


def _single(name: str) -> str | None:
    return _NAMES.get(_plain(name))


def _of_option(name: str) -> tuple[str, int] | None:
    """Return what of which option a column holds."""
    found = _OF_OPTION.fullmatch(_plain(name))
    if found is None:
        return None
    part = _WORDS[found["word"] or found["before"] or found["behind"] or ""]
    letter = found["letter"] or found["number"] or found["first"]
    number = int(letter) if letter.isdigit() else ord(letter) - ord("a") + 1
    return (part, number) if 1 <= number <= MAX_OPTIONS else None


def _plain(name: str) -> str:
    """Return a column's name in small letters, without its unit in brackets and its marks."""
    name = re.sub(r"\([^()]{0,40}\)", " ", name[:100].lower())
    return " ".join(re.sub(r"[_\-:*?.]", " ", name).split())


def _unknown(name: str, at: int) -> str:
    if not name:
        return f"the {_place(at)} one, which has no name"
    near = difflib.get_close_matches(_plain(name), [*_NAMES], n=1, cutoff=0.7)
    hint = f" (did you mean `{_NAMES[near[0]]}`?)" if near else ""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in name[:40])
    return f"“{shown}”{hint}"


def _place(at: int) -> str:
    number = at + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
