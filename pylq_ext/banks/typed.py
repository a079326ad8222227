"""Typed answers in the list of a question: `= 2 ± 0.01`, `= "text"`, `~ /pattern/`, `otherwise`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pylq_ext.banks.layout import Item
from pylq_ext.banks.notes import has_note
from pylq_ext.banks.parts import FormPart, OptionPart, Prepared
from pylq_ext.banks.problems import Problem
from pylq_ext.domain.kinds.forms import (
    OTHERWISE,
    ReadForm,
    is_number,
    is_region,
    is_text,
    read_form,
)
from pylq_ext.domain.question import Kind

_TYPED = re.compile(r"=|~\s*/")

#: What a settings line may say of a question with options, and not of one with typed answers.
_NEEDS_OPTIONS = ("single", "multiple", "partial", "shuffle", "poll", "none-right")


def is_typed(item: Item) -> bool:
    """Return whether an item is a typed answer by how it begins; `otherwise` depends on others."""
    return _TYPED.match(item.behind) is not None


def are_typed(items: list[Item]) -> bool:
    """Return whether a list is of typed answers: one item of it is enough."""
    return any(item.box and is_typed(item) for item in items)


def forms_in(items: list[Item], options: list[OptionPart]) -> list[FormPart]:
    """Return the items of a list as typed answers; `options` are what else was read of each."""
    return [
        FormPart(item.behind.strip(), part.note, part.ticked, has_note(item), part.share)
        for item, part in zip(items, options, strict=True)
    ]


def kind_of(forms: list[FormPart]) -> Kind:
    """Return which kind these forms are of; texts where it cannot be told."""
    readings = [_reading(form.text) for form in forms]
    if any(reading is not None and is_region(reading) for reading in readings):
        return Kind.PLACE
    is_of_numbers = any(reading is not None and is_number(reading) for reading in readings)
    return Kind.NUMBER if is_of_numbers else Kind.SHORT


def check_forms(cell: Prepared, items: list[Item], forms: list[FormPart]) -> Iterator[Problem]:
    """Yield each mistake in a list of typed answers."""
    plain = [item for item in items if not is_typed(item) and item.behind.strip() != OTHERWISE]
    if plain:
        yield from _mixed(cell, items, plain)
        return
    readable: list[FormPart] = []
    for item, form in zip(items, forms, strict=True):
        if len(item.children) > (1 + form.has_note) or _goes_on(item):
            yield Problem("typed_long", item.line + 1, _ONE_LINE)
            continue
        try:
            read_form(form.text)
        except ValueError as why:
            yield _unreadable(cell, item, str(why))
        else:
            readable.append(form)
    if len(readable) == len(forms):
        yield from _together(items, forms)
    for setting in _NEEDS_OPTIONS:
        if setting in cell.settings:
            yield Problem(
                "setting_of_options",
                cell.settings.line or 1,
                f"`{setting}` is for questions with options; here the answer is typed. Take it"
                " out, and ask for a number or a text without right or wrong by `number` or"
                " `short` without a list.",
                params={"setting": setting},
            )


def _together(items: list[Item], forms: list[FormPart]) -> Iterator[Problem]:
    readings = [read_form(form.text) for form in forms]
    numbers = [is_number(reading) for reading in readings]
    texts = [is_text(reading) for reading in readings]
    regions = [is_region(reading) for reading in readings]
    firsts = [sort.index(True) for sort in (numbers, texts, regions) if any(sort)]
    if len(firsts) > 1:
        other = max(firsts)
        yield Problem(
            "numbers_and_texts",
            items[other].line + 1,
            "The answer is a number, a text or a place, and only one of them: a number stands"
            " behind `=`, a text between quotation marks, a place as `circle`, `box` or `polygon`.",
        )
    first: dict[object, int] = {}
    for at, (item, form) in enumerate(zip(items, forms, strict=True)):
        earlier = first.setdefault(readings[at] if form.text != OTHERWISE else OTHERWISE, at)
        if earlier != at:
            yield Problem(
                "form_twice",
                item.line + 1,
                f"The answer at line {items[earlier].line + 1} accepts the same, and the first"
                " that fits counts: take one out.",
                params={"first": items[earlier].line + 1},
            )
        if form.text == OTHERWISE and at < len(items) - 1:
            yield Problem(
                "after_otherwise",
                items[at + 1].line + 1,
                "What stands below `otherwise` is never reached: the first that fits counts.",
            )
    if not any(form.ticked for form in forms):
        yield no_tick(items)


def no_tick(items: list[Item]) -> Problem:
    """Return the problem of a list in which no answer is right."""
    return Problem(
        "no_right_option",
        items[0].line + 1,
        "No answer is ticked: tick each one that is right (`[x]`).",
    )


def _mixed(cell: Prepared, items: list[Item], plain: list[Item]) -> Iterator[Problem]:
    typed = [item for item in items if item not in plain and is_typed(item)]
    if len(typed) <= len(plain):
        # Options, and some of them begin with an equals sign.
        for item in typed:
            line = cell.lines[item.line]
            start = line.rfind(item.behind.rstrip())
            yield Problem(
                "typed_among_options",
                item.line + 1,
                "Behind an equals sign stands an answer that is typed, and the others here are"
                " options to choose: an option that begins so is written `\\=`.",
                mended=f"{line[:start]}\\{line[start:]}",
            )
        return
    for item in plain:
        words = item.behind.strip().replace('"', '\\"')
        line = cell.lines[item.line]
        start = line.rfind(item.behind.rstrip())
        is_line = bool(words) and start >= 0 and not _goes_on(item)
        yield Problem(
            "option_among_typed",
            item.line + 1,
            "The other answers of this question are typed, so this must be one too: a text stands"
            ' between quotation marks, `= "text"`.',
            mended=f'{line[:start]}= "{words}"' if is_line else None,
        )


def _unreadable(cell: Prepared, item: Item, why: str) -> Problem:
    line = cell.lines[item.line]
    return Problem(
        "typed_unreadable",
        item.line + 1,
        f"This typed answer cannot be read: {why}.",
        mended=_mended(line, item.behind.strip()),
    )


def _mended(line: str, text: str) -> str | None:
    """Return the line as it was probably meant; None if no better one reads."""
    # Three digits behind a comma may be thousands: then only the author knows.
    is_clear = not re.search(r"[\[(]|\d,\d{3}(?!\d)", text)
    better = re.sub(r"(?<=\d),(?=\d)", ".", text) if is_clear else text
    words = text.removeprefix("=").strip()
    for meant in (better, f'= "{words}"' if words.isalpha() else text):
        if meant == text:
            continue
        try:
            read_form(meant)
        except ValueError:
            continue
        return f"{line[: line.rfind(text)]}{meant}"
    return None


def _goes_on(item: Item) -> bool:
    text = item.first_text
    return text is None or not text.map or text.map[1] - text.map[0] > 1


def _reading(text: str) -> ReadForm | None:
    try:
        return read_form(text)
    except ValueError:
        return None


_ONE_LINE = (
    "A typed answer stands in the box's own line, and below it nothing but its note: a quote,"
    " indented as far as the box."
)
