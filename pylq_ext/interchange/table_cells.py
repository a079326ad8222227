"""The cells of a table's row, by what they say of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pylq_ext.banks.settings import DIFFICULTIES, MAX_POINTS, MAX_SECONDS
from pylq_ext.interchange.option_numbers import MAX_LENGTH, option_numbers
from pylq_ext.interchange.spreadsheet import Cell, Row
from pylq_ext.interchange.table_columns import Columns, letter_of
from pylq_ext.interchange.tags import safe_tags
from pylq_ext.interchange.unfit import Unfit

#: Twenty tags of forty letters are shorter.
MAX_TAGS_TEXT = 2_000

_SETTINGS = re.compile(r"<!--(?=\s*pylq)", re.I)
_BOX = re.compile(r"(?m)^([ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)\[(?=[ xX]?\])")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja"})
_NO = frozenset({"", "no", "n", "false", "0", "-", "nein"})
NUMBER = re.compile(r"[-+−]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
# Small letters in a row are rather a word.
_LETTERS = re.compile(r"[A-Za-z]|[A-Z]{1,26}")
_BETWEEN = re.compile(r"[\s,;/&+|]+|\b(?:and|und)\b", re.I)


class Cells:
    """The cells of one row; `notes` grow while they are read. Every method raises Unfit."""

    def __init__(self, row: Row, columns: Columns) -> None:
        self._row = row
        self._columns = columns
        self.notes: dict[str, None] = {}

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self.notes[sentence] = None

    def plain(self, name: str) -> str:
        """Return the text of a column that there is one of, as it stands."""
        at = self._columns.singles.get(name)
        return self._text(self._row.at(at)) if at is not None else ""

    def markdown(self, name: str) -> str:
        """Return the text of a column that there is one of, as Markdown."""
        return as_markdown(self.plain(name))

    def of_options(self, part: str = "") -> Mapping[int, str]:
        """Return what is not empty of a part of the options, by the option's number."""
        columns = sorted(self._columns.options[part].items())
        texts = ((number, self._text(self._row.at(at))) for number, at in columns)
        return {number: text for number, text in texts if text}

    def right(self, options: Mapping[int, str]) -> tuple[int, ...] | None:
        """Return the numbers of the right options; None where it is not said."""
        at = self._columns.singles.get("right")
        cell = self._row.at(at) if at is not None else Cell()
        text = self._text(cell) if not cell.is_date else cell.text
        if not text:
            return None
        if text.lower() in {"none", "keine", "-"}:
            return ()
        numbers = self._named(cell, text, options)
        for number in numbers:
            if number not in options:
                raise Unfit(f"{letter_of(number)} is said to be right, and it is empty.")
        return numbers

    def _named(self, cell: Cell, text: str, options: Mapping[int, str]) -> tuple[int, ...]:
        same = [number for number, option in options.items() if option == text]
        is_number = re.match(r"[0-9]", text) is not None
        if len(same) == 1 and len(text) > 1 and not is_number:
            return (same[0],)
        if len(text) > MAX_LENGTH:
            raise Unfit("What should say which options are right is a long text.")
        words = [word for word in _BETWEEN.split(text) if word]
        if words and all(_LETTERS.fullmatch(word) for word in words):
            letters = "".join(words).upper()
            return tuple(dict.fromkeys(ord(letter) - ord("A") + 1 for letter in letters))
        if not is_number and not cell.is_date:
            raise Unfit(
                f"“{text[:40]}” does not say which options are right: write their letters, like "
                "A, C."
            )
        if same and not (text.isdigit() and int(text) in same):
            raise Unfit(
                f"“{text[:40]}” is the text of {letter_of(same[0])} and may be the number of "
                "another: say by its letter which one is right."
            )
        numbers, note = option_numbers(cell, max(options, default=0))
        if note is not None:
            self.note(note)
        return numbers

    def points(self) -> float | None:
        """Return the points; None where they are not said."""
        text = self.plain("points")
        if not text:
            return None
        points = as_float(text) if NUMBER.fullmatch(text) else -1.0
        if not 0 <= points <= MAX_POINTS:
            self.note(f"Its points (“{text[:20]}”) were dropped: they are from 0 to 1000.")
            return None
        return points

    def seconds(self) -> int | None:
        """Return the seconds; None where they are not said."""
        text = self.plain("seconds")
        found = re.fullmatch(r"([0-9]{1,6})\s*(s|sec|seconds|m|min|minutes)?\.?", text, re.I)
        if found is not None:
            seconds = int(found[1]) * (60 if (found[2] or "").lower().startswith("m") else 1)
            if 1 <= seconds <= MAX_SECONDS:
                return seconds
        if text:
            self.note(f"Its time (“{text[:20]}”) was dropped: it is no number of seconds.")
        return None

    def tags(self) -> tuple[str, ...]:
        """Return the words to find the question by."""
        words = re.split(r"[,;\n]", self.plain("tags")[:MAX_TAGS_TEXT])
        tags, notes = safe_tags(words)
        for note in notes:
            self.note(note)
        return tags

    def difficulty(self) -> str:
        """Return how hard the question is meant to be; nothing where it is not said."""
        text = self.plain("difficulty").lower()
        if text and text not in DIFFICULTIES:
            self.note(
                f"Its difficulty (“{text[:20]}”) was dropped: it is {', '.join(DIFFICULTIES)}."
            )
            return ""
        return text

    def says(self, name: str) -> bool:
        """Return whether a column says yes: `shuffle`, `partial`."""
        text = self.plain(name).lower()
        if text not in {*_YES, *_NO, name}:
            self.note(f"`{name}` says “{text[:20]}”, and neither yes nor no; it was dropped.")
        return text in _YES or (bool(text) and text == name)

    def _text(self, cell: Cell) -> str:
        if cell.problem is not None:
            raise Unfit(f"One of its cells {cell.problem}.")
        if cell.is_date:
            self.note(f"A cell that holds a date was spelled {cell.text[:40]}.")
        return cell.text.strip()


def as_markdown(text: str) -> str:
    """Return a cell's Markdown, in which nothing can be taken for a cell's settings or boxes."""
    text = _SETTINGS.sub(r"\\<!--", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if "```" in text or "~~~" in text else _BOX.sub(r"\1\\[", text)


def as_option(text: str) -> str:
    """Return an option's Markdown, which cannot be taken for a typed answer."""
    text = as_markdown(text)
    return f"\\{text}" if re.match(r"=|~\s*/", text) else text


def as_float(text: str) -> float:
    """Return a number as `NUMBER` fits it."""
    return float(text.replace(",", ".").replace("−", "-"))
