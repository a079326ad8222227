"""ipyquizjb's questions, as JSON: https://github.com/ForceoftheCyber/ipyquiz."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.forgiving_json import JsonObject, read_json
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_fields import (
    MAX_OPTIONS,
    Fields,
    markdown_of,
    number_of,
    object_of,
    spelled,
)
from pylq_ext.interchange.record import MAX_QUESTIONS, Accepted, Choice, Record, Sort, Unreadable
from pylq_ext.interchange.unfit import Unfit

_KNOWN = ("type", "body", "answers", "answer", "notes", "when")
_OF_PACKAGE = ("questions", "passing_threshold", "status", "additional_material")


def read_ipyquizjb(text: str) -> list[Record]:
    """Return a record for each question of a package, or of a list; raises Unreadable."""
    value = read_json(text)
    package = value if isinstance(value, JsonObject) and "questions" in value else None
    given = value if package is None else package["questions"]
    questions = given if isinstance(given, list) else [given]
    if len(questions) > MAX_QUESTIONS:
        raise Unreadable(
            f"The file has {len(questions):,} questions; at most {MAX_QUESTIONS:,} are read. "
            "Split it."
        )
    if not any(is_question(one) for one in questions):
        raise Unreadable(
            "This is no file of ipyquizjb: it should have a list of `questions`, each of them with "
            "`type` and `body`."
        )
    return _all(questions, package, "")


def is_package(value: Any) -> bool:
    """Tell whether a value is questions of ipyquizjb with what belongs to all of them."""
    return (
        isinstance(value, JsonObject)
        and isinstance(value.get("questions"), list)
        and any(is_question(one) for one in value["questions"])
    )


def read_package(package: JsonObject, where: str) -> list[Record]:
    """Return the records of a package that stands somewhere."""
    return _all(package["questions"], package, f"{where}, ")


def _all(questions: Sequence[Any], package: JsonObject | None, before: str) -> list[Record]:
    records = [
        read_question(one, f"{before}question {at}{_line_of(one) if not before else ''}")
        for at, one in enumerate(questions, start=1)
    ]
    if package is not None:
        # What belongs to all of them is told once.
        records[0] = replace(records[0], notes=(*records[0].notes, *_notes_of_package(package)))
    return records


def is_question(value: Any) -> bool:
    """Tell whether a value is probably meant as a question of ipyquizjb."""
    if not isinstance(value, JsonObject) or not {"body", "type"} <= {*value}:
        return False
    return isinstance(value["type"], str) and value["type"].strip().upper() in _READERS


def read_question(given: Any, where: str) -> Record:
    """Return the record of one question; what it cannot hold is told in it."""
    gathered = Gathered()
    try:
        fields = Fields(object_of(given, "The question"), _KNOWN, gathered)
        prompt = fields.text("body")
        if not prompt:
            raise Unfit("Its text (`body`) is empty, so that nothing is asked.")
        kind = fields.plain("type").strip().upper()
        read = _READERS.get(kind)
        if read is None:
            raise Unfit(f"Its `type` “{kind[:40]}” is none of {', '.join(_READERS)}.")
        record = read(fields, gathered)
        if fields.plain("when").strip().lower() == "retry":
            gathered.note("It is asked at a second try only (`when`); in a bank it is as others.")
        fields.note_unused()
    except Unfit as unfit:
        return Record(where, problem=str(unfit))
    return replace(
        record,
        where=where,
        prompt=prompt,
        attachments=gathered.images,
        notes=tuple(gathered.notes),
    )


def _choice(fields: Fields, gathered: Gathered) -> Record:
    options = [_plain(one) for one in fields.items("answers")]
    given = fields.value("answer")
    right = list(dict.fromkeys(_plain(one) for one in _listed(given)))
    if not right:
        raise Unfit("It has no right `answer`.")
    for one in right:
        if one not in options:
            raise Unfit(f"The right answer “{one[:60]}” is not among its `answers`.")
    is_single = len(right) == 1
    # Each right answer earns its part, and a wrong one costs nothing.
    share = 1.0 if is_single else 1.0 / len(right)
    if not is_single:
        gathered.note(
            "As in ipyquizjb each right option earns its part of the points, and a wrong one costs "
            "nothing: look whether who ticks all of them should have all points."
        )
    return Record(
        "",
        Sort.SINGLE if is_single else Sort.MULTIPLE,
        choices=distinct(
            (Choice(markdown_of(one, gathered), share if one in right else 0.0) for one in options),
            gathered.note,
        ),
        explanation=_notes(fields, gathered),
    )


def _number(fields: Fields, gathered: Gathered) -> Record:
    given = fields.value("answer")
    if isinstance(given, list):
        raise Unfit("The `answer` of a number is a list, and one number is expected.")
    form = forms.exactly(number_of(given, gathered))
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(f"The answer cannot be spelled: {error}.") from None
    return Record(
        "",
        Sort.NUMBER,
        accepted=(Accepted(form),),
        explanation=_notes(fields, gathered),
    )


def _open(fields: Fields, gathered: Gathered) -> Record:
    return Record("", Sort.OPEN, model_answer=_notes(fields, gathered))


_READERS: Mapping[str, Callable[[Fields, Gathered], Record]] = {
    "MULTIPLE_CHOICE": _choice,
    "NUMERIC": _number,
    "TEXT": _open,
}


def _notes(fields: Fields, gathered: Gathered) -> str:
    """Return the explanations as one text; raises Unfit."""
    texts = [markdown_of(_plain(one), gathered) for one in _listed(fields.value("notes"))]
    return "\n\n".join(text for text in texts if text)


def _listed(value: Any) -> Sequence[Any]:
    if value is None:
        return []
    listed = value if isinstance(value, list) else [value]
    if len(listed) > MAX_OPTIONS:
        raise Unfit(f"A list has {len(listed):,} items; a question has at most {MAX_OPTIONS}.")
    return listed


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Unfit("An answer or a note is no text.")
    text = spelled(value).strip()
    if not text:
        raise Unfit("An answer or a note is empty.")
    return text


def _notes_of_package(package: JsonObject) -> Iterable[str]:
    if "additional_material" in package:
        material = package["additional_material"]
        body = material.get("body") if isinstance(material, JsonObject) else material
        yield f"The additional material of all questions was dropped ({str(body)[:300]})."
    if "passing_threshold" in package:
        yield (
            f"How much of all questions has to be right ({str(package['passing_threshold'])[:20]}) "
            "was dropped: a bank has no such bound."
        )
    for name in package:
        if name not in _OF_PACKAGE:
            yield f"The package's field `{name[:40]}` was dropped."


def _line_of(value: Any) -> str:
    return f" (line {value.line})" if isinstance(value, JsonObject) else ""
