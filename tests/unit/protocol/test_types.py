"""What an attendee can be sent has no place for a key: the types are walked to the last field."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import make_dataclass
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from pylq_ext.domain.question import Face, Key, Question
from pylq_ext.protocol.documents import Feedback, OwnerQuestion, OwnerRoom, OwnerRound
from pylq_ext.protocol.messages import ToAttendee, ToOwner

#: What only feedback tells.
OF_THE_KEY = {"right", "notes", "explanation", "model_answer", "counts", "distribution"}
#: What is marked and explained is sent from the reveal on; `Mark.right` is the own attempt's.
FROM_THE_REVEAL_ON = {"Feedback", "Distribution", "Mark"}
#: What an attendee's frame must never hold, whenever.
FOR_OWNERS = {Key, Question, Face, OwnerQuestion, OwnerRoom, OwnerRound}


def reachable(type_: Any) -> dict[type, set[str]]:
    """Every class that a value of a type can hold, with the names of its fields."""
    found: dict[type, set[str]] = {}
    waiting = [inspect.type_info(type_)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, inspect.StructType | inspect.DataclassType):
            if one.cls in found:
                continue
            found[one.cls] = {field.encode_name for field in one.fields}
            waiting += [field.type for field in one.fields]
        else:
            waiting += _parts(one)
    return found


def _parts(one: inspect.Type) -> Iterator[inspect.Type]:
    for name in ("types", "item_types"):
        yield from getattr(one, name, ())
    for name in ("item_type", "key_type", "value_type", "type"):
        part = getattr(one, name, None)
        if isinstance(part, inspect.Type):
            yield part


def leaks(type_: Any) -> set[str]:
    """What of a type an attendee must not be sent, in words."""
    found = set()
    for cls, fields in reachable(type_).items():
        if cls in FOR_OWNERS:
            found.add(f"holds {cls.__name__}")
        if cls.__name__ not in FROM_THE_REVEAL_ON:
            found |= {f"{cls.__name__}.{name}" for name in fields & OF_THE_KEY}
    return found


def test_no_type_that_an_attendee_is_sent_has_a_place_for_a_key():
    assert leaks(ToAttendee) == set()


def test_the_walk_reaches_documents_and_what_is_in_them():
    names = {cls.__name__ for cls in reachable(ToAttendee)}
    assert {"AttendeeRoom", "AttendeeRound", "AttendeeQuestion", "Option", "Mine"} <= names
    assert {"Feedback", "Distribution", "Mark", "Reveal", "Ack", "Welcome"} <= names


def test_of_what_an_attendee_is_sent_only_acks_have_fields_of_any_type():
    """`Any` and open dictionaries are places that the walk cannot look into."""
    blind = {
        f"{cls.__name__}.{field.encode_name}"
        for cls in reachable(ToAttendee)
        if issubclass(cls, msgspec.Struct)
        for field in getattr(inspect.type_info(cls), "fields", ())
        if _holds_anything(field.type)
    }
    assert blind == {"Ack.params"}


def _holds_anything(one: inspect.Type) -> bool:
    return isinstance(one, inspect.AnyType | inspect.RawType) or any(
        map(_holds_anything, _parts(one))
    )


@pytest.mark.parametrize("part", [Key, Question, OwnerQuestion, OwnerRoom, OwnerRound])
def test_the_walk_finds_a_leak_that_was_planted(part: Any):
    planted = msgspec.defstruct(
        "Planted", [("deep", dict[str, list[part]])], tag="planted", tag_field="type"
    )
    assert leaks(planted) != set()


@pytest.mark.parametrize("name", sorted(OF_THE_KEY))
def test_the_walk_finds_a_field_of_the_key_in_a_type_of_another_name(name: str):
    planted = make_dataclass("Planted", [(name, str)])
    holding = msgspec.defstruct("Holding", [("planted", planted)])
    assert leaks(holding) == {f"Planted.{name}"}


def test_owners_are_sent_what_attendees_are_not():
    assert "holds OwnerQuestion" in leaks(ToOwner)


def test_feedback_is_the_only_document_with_all_of_a_key():
    whole = {cls for cls, fields in reachable(ToAttendee).items() if fields >= {"right", "notes"}}
    assert whole == {Feedback}


def test_every_frame_says_its_type_and_no_two_types_are_called_the_same():
    for type_ in (ToAttendee, ToOwner):
        union = inspect.type_info(type_)
        assert isinstance(union, inspect.UnionType)
        tags = [one.tag for one in union.types if isinstance(one, inspect.StructType)]
        assert len(tags) == len(union.types) == len(set(tags))


def test_enums_are_sent_as_the_words_of_the_glossary():
    for type_ in (ToAttendee, ToOwner):
        for cls in reachable(type_):
            for field in getattr(inspect.type_info(cls), "fields", ()):
                if isinstance(field.type, inspect.EnumType):
                    assert issubclass(field.type.cls, enum.StrEnum)
