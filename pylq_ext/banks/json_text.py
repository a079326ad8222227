"""A JSON text edited in place: what is not edited keeps its every byte.

Reading and writing a notebook anew would change its indentation, escapes and order of keys, and
with them each line of a diff.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

_BLANKS = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode


class Edit(NamedTuple):
    """`text` in the place of what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object.

    `at` is where its name begins, `value_at` and `end` where its value begins and ends; `before`
    are the blanks above its name, `colon` is what stands between name and value.
    """

    name: str
    at: int
    value_at: int
    end: int
    before: str
    colon: str


def start_of(text: str) -> int:
    """Return where the text's value begins: behind a byte order mark and blanks."""
    return _skip(text, 1 if text.startswith("\ufeff") else 0)


def members(text: str, at: int) -> list[Member]:
    """Return the members of the object that begins at `at`; the text must be valid JSON."""
    found: list[Member] = []
    here = at + 1
    while text[start := _skip(text, here)] != "}":
        name, end = _decode(text, start)
        value_at = _skip(text, _skip(text, end) + 1)
        _, value_end = _decode(text, value_at)
        blanks, colon = text[here:start], text[end:value_at]
        found.append(Member(name, start, value_at, value_end, blanks, colon))
        after = _skip(text, value_end)
        if text[after] == "}":
            break
        here = after + 1
    return found


def named(found: Sequence[Member], name: str) -> Member | None:
    """Return the member of that name, the last one of several as Python's reader does."""
    return next((member for member in reversed(found) if member.name == name), None)


def elements(text: str, at: int) -> list[int]:
    """Return where each element of the array at `at` begins; the text must be valid JSON."""
    found: list[int] = []
    here = at + 1
    while text[start := _skip(text, here)] != "]":
        found.append(start)
        after = _skip(text, _decode(text, start)[1])
        if text[after] == "]":
            break
        here = after + 1
    return found


def insertion(text: str, holder: Member | None, at: int, name: str, value: Any) -> Edit:
    """Return the edit that gives the object at `at` a member more, laid out like the others.

    It stands where the alphabet has it if the others are in that order (as Jupyter writes them),
    and else at the end. `holder` is the member that has the object as its value, None if none has.
    """
    others = members(text, at)
    top = members(text, start_of(text))
    unit = top[0].before.rpartition("\n")[2] if top and "\n" in top[0].before else ""
    if not others:
        outer = holder.before if holder and "\n" in holder.before else ""
        inner = f"{outer}{unit}" if outer else ""
        colon = holder.colon if holder else ": "
        end = _decode(text, at)[1]
        return Edit(at, end, f"{{{inner}{_member(name, value, colon, inner, unit)}{outer}}}")
    last = others[-1]
    between = last.before
    if len(others) == 1 and "\n" not in between:
        between = " " if last.colon.endswith(" ") else ""
    written = _member(name, value, last.colon, between, unit)
    names = [member.name for member in others]
    behind = next((member for member in others if member.name > name), None)
    if names == sorted(names) and behind is not None:
        return Edit(behind.at, behind.at, f"{written},{between}")
    return Edit(last.end, last.end, f",{between}{written}")


def replacement(text: str, member: Member, value: Any) -> Edit:
    """Return the edit that gives the member another value."""
    top = members(text, start_of(text))
    unit = top[0].before.rpartition("\n")[2] if "\n" in top[0].before else ""
    return Edit(member.value_at, member.end, _value(value, member.colon, member.before, unit))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; they must not overlap."""
    for edit in sorted(edits, reverse=True):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    return text


def _member(name: str, value: Any, colon: str, before: str, unit: str) -> str:
    return f"{json.dumps(name)}{colon}{_value(value, colon, before, unit)}"


def _value(value: Any, colon: str, before: str, unit: str) -> str:
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    outer = before if "\n" in before else ""
    inner = f"{outer}{unit}" if outer else ""
    comma = "," if inner else ", "
    parts = (f"{inner}{_member(name, one, colon, inner, unit)}" for name, one in value.items())
    return f"{{{comma.join(parts)}{outer}}}"


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at
