"""Text in, messages out: what is read, what is refused, and how frames are made."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.protocol.codec import (
    BODIES,
    Malformed,
    frame_of,
    read_body,
    read_client_message,
    text_frame,
)
from pylq_ext.protocol.messages import (
    Command,
    CorrectKeyBody,
    Hello,
    LockBody,
    MakeAttemptBody,
    MarkBody,
    NoBody,
    PickBody,
    Ping,
    Pong,
    RemoveBody,
    RenameBody,
    Renew,
    ShowRoundBody,
)
from tests.support.fake_sink import payloads

COMMAND = {"type": "command", "id": 1, "command_id": "c1", "name": "undo"}


def read(**message: Any) -> Any:
    return read_client_message(json.dumps(message))


def body_of(name: str, body: Any) -> Any:
    command = read(**COMMAND | {"name": name, "body": body})
    assert isinstance(command, Command)
    return read_body(command)


def refused(name: str, body: Any) -> str:
    with pytest.raises(InvalidInput) as refusal:
        body_of(name, body)
    return str(refusal.value.params["code"])


def test_each_message_of_a_client_is_read_as_its_type():
    assert read(type="hello", ticket="t") == Hello("t")
    assert read(type="renew", ticket="t") == Renew("t")
    assert read(type="ping", id=7) == Ping(7)
    assert read(type="pong", id=7) == Pong(7)
    assert read(**COMMAND).name == "undo"


def test_a_hello_without_more_holds_nothing_and_is_present():
    hello = read(type="hello", ticket="t")
    assert (hello.held.epoch, hello.held.room, hello.held.question, hello.held.feed) == (
        "",
        0,
        "",
        0,
    )
    assert hello.present


def test_a_command_without_a_body_has_an_empty_one():
    assert read_body(read(**COMMAND)) == NoBody()


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "null",
        "[]",
        '"ping"',
        "{}",
        '{"type":"welcome"}',
        '{"type":"ping"}',
        '{"type":"ping","id":"7"}',
        '{"type":"ping","id":7.5}',
        '{"type":"ping","id":-1}',
        '{"type":"ping","id":9007199254740992}',
        '{"type":"ping","id":1000000000000000000000000000000}',
        '{"type":"hello"}',
        '{"type":"hello","ticket":"t","colour":"red"}',
        '{"type":"hello","ticket":"t","held":{"feed":-1}}',
        '{"type":"hello","ticket":"t","held":{"rooms":1}}',
        '{"type":"renew","ticket":null}',
        '{"type":"command","id":1,"name":"lock"}',
        '{"type":"command","id":1,"command_id":"c","name":"lock","seen":null}',
        '{"type":"command","id":1,"command_id":"c","name":"lock","role":"owner"}',
        '{"type":"ping","id":1} {"type":"ping","id":2}',
        '{"type":"command","id":1,"command_id":"\\ud800","name":"lock"}',
        "[" * 5_000,
        '{"type":"command","id":1,"command_id":"c","name":"lock","body":' + "[" * 5_000,
    ],
)
def test_what_no_client_of_this_version_says_is_malformed(frame: str):
    with pytest.raises(Malformed):
        read_client_message(frame)


def test_a_binary_frame_is_malformed_even_if_it_holds_a_message():
    with pytest.raises(Malformed):
        read_client_message(b'{"type":"ping","id":1}')


@given(st.text())
def test_no_text_at_all_does_anything_but_be_read_or_be_malformed(text: str):
    try:
        read_client_message(text)
    except Malformed:
        return
    raise AssertionError("random text was read")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(BODIES)), JSON.filter(lambda body: body != {}))
def test_a_body_of_anything_else_is_refused(name: str, body: Any):
    assert refused(name, body) == "bad_body"


def test_each_command_has_the_body_that_the_readme_lists():
    assert body_of("pick", {"question": "h"}) == PickBody("h")
    whole = {"question": "h", "bank": "b.ipynb", "cell": "c", "again": True}
    assert body_of("pick", whole) == PickBody("h", "b.ipynb", "c", again=True)
    assert body_of("show_round", {"round": 3}) == ShowRoundBody(3)
    answered = {"round": "r.1", "answer": ["a"], "at_lock": True}
    assert body_of("make_attempt", answered) == MakeAttemptBody("r.1", ["a"], at_lock=True)
    assert body_of("lock", {}) == LockBody(now=False)
    assert body_of("lock", {"now": True}) == LockBody(now=True)
    assert body_of("correct_key", {"round": "r.1", "right": ["a", "c"]}) == CorrectKeyBody(
        "r.1", ("a", "c")
    )
    assert body_of("correct_key", {"round": "r.1", "right": None}) == CorrectKeyBody("r.1", None)
    marked = {"round": "r.1", "attempts": [3, 4], "share": 0.5}
    assert body_of("mark", marked) == MarkBody("r.1", (3, 4), 0.5)
    assert body_of("mark", marked | {"share": None}) == MarkBody("r.1", (3, 4), None)
    assert body_of("remove", {"seat": "s"}) == RemoveBody("s")
    assert body_of("rename", {"seat": "s", "name": "Ada"}) == RenameBody("s", "Ada")
    for name in ("undo", "reopen", "show_feedback", "clear", "close"):
        assert body_of(name, {}) == NoBody()


def test_a_field_that_a_body_does_not_have_is_refused():
    assert refused("undo", {"now": True}) == "bad_body"
    assert refused("lock", {"when": "now"}) == "bad_body"
    assert refused("pick", {"question": "h", "key": "a"}) == "bad_body"
    assert refused("make_attempt", {"round": "r.1", "answer": "a", "seat": "s"}) == "bad_body"


def test_a_field_that_is_missing_or_of_another_type_is_refused():
    assert refused("pick", {}) == "bad_body"
    assert refused("pick", {"question": 7}) == "bad_body"
    assert refused("show_round", {"round": "1"}) == "bad_body"
    assert refused("show_round", {"round": True}) == "bad_body"
    assert refused("make_attempt", {"round": "r.1"}) == "bad_body"
    assert refused("lock", []) == "bad_body"
    assert refused("lock", None) == "bad_body"
    assert refused("lock", {"now": 1}) == "bad_body"
    assert refused("correct_key", {"round": "r.1"}) == "bad_body"
    assert refused("correct_key", {"round": "r.1", "right": "a"}) == "bad_body"
    assert refused("rename", {"seat": "s"}) == "bad_body"
    assert refused("mark", {"round": "r.1", "attempts": [3]}) == "bad_body"
    assert refused("mark", {"round": "r.1", "attempts": [3], "share": 2}) == "bad_body"


@pytest.mark.parametrize("number", [-1, 2**53, 2**64, 10**30])
def test_a_number_that_no_database_can_hold_is_refused_before_it_gets_there(number: int):
    assert refused("show_round", {"round": number}) == "bad_body"


def test_a_command_that_does_not_exist_is_refused_by_its_own_code():
    assert refused("make_atempt", {}) == "unknown_command"
    assert refused("", {}) == "unknown_command"


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_a_payload_of_any_size_is_one_whole_unmasked_text_frame(size: int):
    payload = b"x" * size
    assert payloads(text_frame(payload)) == [payload]


def test_lengths_take_as_few_bytes_as_the_standard_wants():
    assert len(text_frame(b"x" * 125)) == 125 + 2
    assert len(text_frame(b"x" * 126)) == 126 + 4
    assert len(text_frame(b"x" * 65_536)) == 65_536 + 10


def test_a_message_is_framed_as_json_with_its_type():
    (payload,) = payloads(frame_of(Ping(7)))
    assert json.loads(payload) == {"type": "ping", "id": 7}
