"""The fields of an object in a quiz's JSON: found although misspelt, none lost without a note."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from typing import Any

from pylq_ext.domain.kinds.number_form import NoSuchNumber, read_number
from pylq_ext.interchange.forgiving_json import JsonObject, signs_of_markup
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_texts import jupyter_code, jupyter_text
from pylq_ext.interchange.unfit import Unfit

MAX_OPTIONS = 60
MAX_FIELDS = 60
MAX_TEXT = 400_000
MAX_SIGNS = 20_000
"""Of markup in one text."""

_NEAR = 0.75
_MOST_MISSPELT = 10
_SHOWN = 60


class Computed:
    """Stands for a value that only running a program would tell; `source` is how it is written."""

    def __init__(self, source: str, line: int) -> None:
        self.source = source
        self.line = line


class Fields:
    """The fields of one object by their right names.

    What stands under no known name is noted as dropped, and so is what `dropped` names, each with
    its own sentence.
    """

    def __init__(
        self,
        source: JsonObject,
        known: Sequence[str],
        gathered: Gathered,
        dropped: Mapping[str, str] | None = None,
    ) -> None:
        if len(source) > MAX_FIELDS:
            raise Unfit(
                f"An object of it has {len(source):,} fields; at most {MAX_FIELDS} are read."
            )
        self._gathered = gathered
        self._values: dict[str, Any] = {}
        self._unused = {*known}
        dropped = dropped or {}
        names = [name for name in [*known, *dropped] if name not in source]
        misspelt = 0
        for given, value in source.items():
            name = given if given in known or given in dropped else None
            if name is None and misspelt < _MOST_MISSPELT:
                misspelt += 1
                name = _nearest(given, names)
            if name is None or name in self._values:
                gathered.note(f"The field `{_short(given)}`{_said(value)} was dropped.")
                continue
            if name != given:
                gathered.note(f"`{_short(given)}` was read as `{name}`.")
            self._values[name] = value
        for name in source.repeated:
            gathered.note(f"The field `{_short(name)}` stands twice; the later one counts.")
        for name, sentence in dropped.items():
            if name in self._values:
                gathered.note(sentence)

    def note_unused(self) -> None:
        """Note each known field that nothing asked for: it means nothing in this question."""
        for name in self._values:
            if name in self._unused and name in self:
                said = _said(self._values[name])
                self._gathered.note(
                    f"The field `{name}`{said} was dropped: it has no meaning here."
                )

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def value(self, name: str) -> Any:
        """Return what stands in a field, None where nothing does; raises Unfit if computed."""
        self._unused.discard(name)
        value = self._values.get(name)
        if isinstance(value, Computed):
            raise Unfit(
                f"`{name}` is computed (`{_short(value.source)}`, line {value.line} of the cell), "
                "and nothing is run here: write the text itself into it."
            )
        return value

    def items(self, name: str) -> list[Any]:
        """Return a list's items, at least one; raises Unfit."""
        value = self.value(name)
        if not isinstance(value, list) or not value:
            raise Unfit(f"It has no list of `{name}`.")
        if len(value) > MAX_OPTIONS:
            raise Unfit(f"It has {len(value):,} `{name}`; a question has at most {MAX_OPTIONS}.")
        return value

    def plain(self, name: str) -> str:
        """Return a field's text as it stands, empty where there is none."""
        value = self.value(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            self._gathered.note(f"`{name}` is no text but {value}; it was taken as a word.")
        elif not isinstance(value, (str, int, float)):
            raise Unfit(f"`{name}` is no text.")
        return spelled(value)

    def text(self, name: str) -> str:
        """Return a field's text as Markdown."""
        return markdown_of(self.plain(name), self._gathered)

    def code(self, name: str = "code") -> str:
        """Return a field's code as a block of Markdown."""
        return jupyter_code(self.plain(name), self._gathered)

    def is_right(self) -> bool:
        """Return what `correct` says; an answer that says nothing is wrong. Raises Unfit."""
        value = self.value("correct")
        if isinstance(value, bool):
            return value
        word = spelled(value).strip().lower() if isinstance(value, (str, int, float)) else ""
        if word in ("true", "false", "0", "1"):
            self._gathered.note(f"`correct` is {_short(repr(value))}, which was read as a truth.")
            return word in ("true", "1")
        if value is not None:
            raise Unfit(f"`correct` is neither true nor false but {_short(repr(value))}.")
        return False

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self._gathered.note(sentence)


def markdown_of(text: str, gathered: Gathered) -> str:
    """Return a text's Markdown; its notes and images are gathered. Raises Unfit."""
    if signs_of_markup(text) > MAX_SIGNS:
        raise Unfit(f"One of its texts has more than {MAX_SIGNS:,} signs of markup in it.")
    # An image within a text makes it long without making it hard to read.
    if len(text) > MAX_TEXT and ";base64," not in text:
        raise Unfit(
            f"One of its texts has {len(text):,} characters; at most {MAX_TEXT:,} are read."
        )
    return gathered.add(jupyter_text(text))


def object_of(value: Any, what: str) -> JsonObject:
    """Return the value if it is an object; raises Unfit."""
    if isinstance(value, Computed):
        raise Unfit(
            f"{what} is computed (`{_short(value.source)}`, line {value.line} of the cell), and "
            "nothing is run here: write it out."
        )
    if not isinstance(value, JsonObject):
        raise Unfit(f"{what} is no object in curly brackets.")
    return value


def number_of(value: Any, gathered: Gathered) -> str:
    """Return how a number is spelled in a bank; texts are read as numbers. Raises Unfit."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if isinstance(value, float) and not math.isfinite(value):
            raise Unfit(f"{value} is no number that could be typed.")
        return _checked(spelled(value))
    if not isinstance(value, str):
        raise Unfit(f"{_short(repr(value))} is no number.")
    text = value.strip()
    whole, comma, part = text.partition(",")
    if comma and whole.lstrip("+-").isdigit() and part.isdigit() and len(part) != 3:
        gathered.note(f"The comma in {_short(text)} was read as a decimal point.")
        return _checked(f"{whole}.{part}")
    return _checked(text)


def spelled(value: str | int | float) -> str:
    """Return a number without superfluous decimals, and a text as it stands."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _checked(text: str) -> str:
    try:
        read_number(text)
    except NoSuchNumber as error:
        raise Unfit(f"An answer is no number: {error}.") from None
    return text


def _nearest(given: str, names: Sequence[str]) -> str | None:
    word = given[:_SHOWN].strip().lower().replace("-", "_")
    # Only what is about as long can be near, and most fields are not even that.
    likely = [name for name in names if abs(len(name) - len(word)) <= 3 and {*name} & {*word}]
    near = difflib.get_close_matches(word, likely, n=1, cutoff=_NEAR)
    return near[0] if near else None


def _said(value: Any) -> str:
    if isinstance(value, (str, int, float)) and value != "":
        return f" ({_short(spelled(value))})"
    return ""


def _short(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
