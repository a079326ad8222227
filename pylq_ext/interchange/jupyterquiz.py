"""jupyterquiz's questions, as JSON: https://github.com/jmshea/jupyterquiz."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pylq_ext.interchange.forgiving_json import JsonObject, read_json
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_choice import (
    read_many_choice,
    read_match,
    read_multiple_choice,
)
from pylq_ext.interchange.jupyterquiz_fields import Fields, object_of
from pylq_ext.interchange.jupyterquiz_typed import read_numeric, read_string
from pylq_ext.interchange.record import MAX_QUESTIONS, Record, Unreadable
from pylq_ext.interchange.unfit import Unfit

_READERS: Mapping[str, Callable[[Fields, Gathered], Record]] = {
    "multiple_choice": read_multiple_choice,
    "many_choice": read_many_choice,
    "numeric": read_numeric,
    "string": read_string,
    "match": read_match,
    "drag_drop": read_match,
}
_KNOWN = ("question", "code", "type", "answers", "precision", "pairs", "options")
_SHUFFLES = ("shuffle_pairs", "shuffle_options")
_DROPPED = {
    "answer_cols": "The setting `answer_cols` was dropped: a bank does not lay out its options.",
    "hide": "The setting `hide` was dropped: a bank tells nothing before the feedback.",
    "input_width": "The width of the input (`input_width`) was dropped.",
}


def read_jupyterquiz(text: str) -> list[Record]:
    """Return a record for each question of a file; raises Unreadable."""
    value = read_json(text)
    if isinstance(value, JsonObject) and isinstance(value.get("questions"), list):
        value = value["questions"]
    questions = value if isinstance(value, list) else [value]
    if len(questions) > MAX_QUESTIONS:
        raise Unreadable(
            f"The file has {len(questions):,} questions; at most {MAX_QUESTIONS:,} are read. "
            "Split it."
        )
    if not any(is_question(one) for one in questions):
        raise Unreadable(
            "This is no file of jupyterquiz: it should be a list of objects, each with `question`, "
            f"`type` and `answers`.{_hint(questions)}"
        )
    return [
        read_question(one, f"question {at}{_line_of(one)}")
        for at, one in enumerate(questions, start=1)
    ]


def is_question(value: Any) -> bool:
    """Tell whether a value is probably meant as a question of jupyterquiz."""
    if not isinstance(value, JsonObject):
        return False
    names = {name.strip().lower() for name in value}
    return "question" in names and not names.isdisjoint({"type", "answers", "pairs", "code"})


def read_question(given: Any, where: str) -> Record:
    """Return the record of one question; what it cannot hold is told in it."""
    gathered = Gathered()
    try:
        fields = Fields(object_of(given, "The question"), (*_KNOWN, *_SHUFFLES), gathered, _DROPPED)
        prompt = "\n\n".join(part for part in (fields.text("question"), fields.code()) if part)
        if not prompt:
            raise Unfit("It has neither a text (`question`) nor `code`, so that nothing is asked.")
        record = _reader(fields, gathered)(fields, gathered)
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


def _reader(fields: Fields, gathered: Gathered) -> Callable[[Fields, Gathered], Record]:
    given = fields.value("type")
    known = ", ".join(f"`{name}`" for name in _READERS)
    if not isinstance(given, str) or not given.strip():
        raise Unfit(f"It does not say of which `type` it is: {known}.")
    word = re.sub(r"[\s_-]+", "_", given[:40].strip().lower())
    near = difflib.get_close_matches(word, _READERS, n=1, cutoff=0.8)
    if not near:
        raise Unfit(f"Its `type` {_short(given)} is none of jupyterquiz: {known}.")
    if near[0] != given:
        gathered.note(f"The type {_short(given)} was read as `{near[0]}`.")
    return _READERS[near[0]]


def _hint(questions: Iterable[Any]) -> str:
    for one in questions:
        names = set(one) if isinstance(one, JsonObject) else set()
        if {"front", "back"} <= names:
            return " This looks like flash cards."
        if {"body", "type"} <= names:
            return " This looks like ipyquizjb."
        if {"cell_type", "source"} <= names or "nbformat" in names:
            return " This looks like a notebook."
    return ""


def _line_of(value: Any) -> str:
    return f" (line {value.line})" if isinstance(value, JsonObject) else ""


def _short(text: str) -> str:
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:40])
    return f"“{text}”"
