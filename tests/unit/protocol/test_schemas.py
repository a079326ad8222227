"""The JSON Schemas that are committed are those of the types, and say what the types say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pylq_ext.protocol import schemas
from pylq_ext.protocol.codec import BODIES


def schema(name: str) -> Any:
    return json.loads((schemas.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def fits(name: str, value: Any) -> bool:
    return Draft202012Validator(schema(name)).is_valid(value)


def test_the_schemas_are_current():
    """If this fails: `python -m pylq_ext.protocol.schemas`."""
    committed = {
        path.name: path.read_text(encoding="utf-8") for path in schemas.FOLDER.glob("*.json")
    }
    assert committed == schemas.schema_texts()


def test_writing_leaves_nothing_behind_that_no_type_has(tmp_path: Path):
    (tmp_path / "of_long_ago.json").write_text("{}")
    schemas.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(schemas.schema_texts())


@pytest.mark.parametrize("name", sorted(schemas.TYPES))
def test_each_schema_is_a_schema(name: str):
    Draft202012Validator.check_schema(schema(name))


def test_every_command_has_a_schema_of_its_body():
    assert {f"body_of_{name}" for name in BODIES} < set(schemas.TYPES)


def test_a_message_to_the_host_with_an_unknown_field_does_not_fit():
    assert fits("to_host", {"type": "ping", "id": 1})
    assert not fits("to_host", {"type": "hello", "ticket": "t", "colour": "red"})
    assert not fits("body_of_undo", {"now": True})


def test_a_frame_of_the_host_may_have_fields_of_later_versions():
    assert fits("to_attendee", {"type": "ping", "id": 1, "later": True})


def test_an_owners_question_does_not_fit_where_attendees_are_told():
    question = {
        "type": "question",
        "hash": "h",
        "kind": "open",
        "title": "t",
        "prompt": "p",
        "options": [],
        "points": 1.0,
        "right": None,
        "notes": {},
        "explanation": "",
        "model_answer": "",
    }
    assert not fits("to_attendee", question)
    assert fits("to_owner", question | {"face": "f"})
