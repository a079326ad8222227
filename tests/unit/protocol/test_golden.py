"""The golden frames are what the service says today, and both clients can read them."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.protocol.codec import read_body, read_client_message
from pylq_ext.protocol.messages import Command, ToAttendee, ToOwner
from pylq_ext.protocol.schemas import FOLDER as SCHEMAS
from tests.unit.protocol.golden_lesson import FOLDER, play

FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.json"))}
GOLDEN = {name: json.loads(text) for name, text in FILES.items()}
FROM_HOST = [name for name, file in GOLDEN.items() if file["direction"] == "host"]
FROM_CLIENT = [name for name, file in GOLDEN.items() if file["direction"] == "client"]


async def test_the_service_says_today_what_is_recorded():
    """If this is meant to fail: `python -m tests.unit.protocol.golden_lesson`, and look at the
    difference; frames of a released version must still be readable (README)."""
    assert await play() == FILES


def test_every_file_says_what_it_is():
    for name, file in GOLDEN.items():
        assert list(file) == ["name", "direction", "role", "frame"]
        assert name == f"{file['name']}.json"
        assert (file["role"] in ("owner", "attendee")) == (file["direction"] == "host")
        assert file["role"] is None or file["direction"] == "host"


def test_every_type_of_frame_in_both_directions_is_among_them():
    said = {(file["direction"], file["frame"]["type"]) for file in GOLDEN.values()}
    documents = {"room", "question", "mine", "feedback", "feed", "gauges"}
    answers = {"welcome", "ack", "ping", "pong", "goodbye"}
    assert {kind for direction, kind in said if direction == "host"} == documents | answers
    asked = {"hello", "command", "renew", "ping", "pong"}
    assert {kind for direction, kind in said if direction == "client"} == asked


def test_every_result_of_a_command_is_among_them():
    results = {file["frame"].get("result") for file in GOLDEN.values()} - {None}
    assert results == {
        "ok",
        "duplicate",
        "not_open",
        "closed",
        "stale_round",
        "conflict",
        "denied",
        "invalid",
        "busy",
    }


@pytest.mark.parametrize("name", FROM_HOST)
def test_a_frame_of_the_host_fits_the_schema_of_its_role(name: str):
    file = GOLDEN[name]
    schema = json.loads((SCHEMAS / f"to_{file['role']}.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(file["frame"])


@pytest.mark.parametrize("name", FROM_HOST)
def test_a_frame_of_the_host_is_read_as_a_type_of_its_role_and_written_the_same(name: str):
    file = GOLDEN[name]
    types: dict[str, Any] = {"owner": ToOwner, "attendee": ToAttendee}
    read = msgspec.json.decode(json.dumps(file["frame"]), type=types[file["role"]])
    assert json.loads(msgspec.json.encode(read)) == file["frame"]


@pytest.mark.parametrize("name", FROM_CLIENT)
def test_a_frame_of_a_client_is_read_by_the_host(name: str):
    frame = GOLDEN[name]["frame"]
    schema = json.loads((SCHEMAS / "to_host.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(frame)
    message = read_client_message(json.dumps(frame))
    if isinstance(message, Command) and frame["name"] != "make_atempt":
        body = json.loads((SCHEMAS / f"body_of_{frame['name']}.json").read_text(encoding="utf-8"))
        Draft202012Validator(body).validate(frame["body"])
        read_body(message)
    elif isinstance(message, Command):
        with pytest.raises(InvalidInput):
            read_body(message)
