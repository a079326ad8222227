"""The list of a question in the students' copy: in the face's order, and without what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pylq_ext.banks.arrows import split_arrow
from pylq_ext.banks.escapes import escaped
from pylq_ext.banks.layout import marker_of
from pylq_ext.domain.kinds.parts import part_id
from pylq_ext.domain.question import Face, Kind, Question


def in_face_order(items: Sequence[str], question: Question) -> list[str]:
    """Return a list's items, as they stand in the bank without notes and ticks, as students may.

    What is to be ordered stands as the face has it, and of pairs both sides alone.
    """
    match question.face.kind:
        case Kind.ORDERING:
            return _unordered(items, question)
        case Kind.MATCHING:
            return _unpaired(items)
        case Kind.BLANKS:
            return []
        case _:
            return list(items)


def settings_of(face: Face) -> str:
    """Return what a settings line says of a copy, so that it reads without a key."""
    match face.kind:
        case Kind.SINGLE:
            return "poll"
        case Kind.MULTIPLE:
            return "poll multiple"
        case Kind.ORDERING | Kind.MATCHING:
            return f"{face.kind} poll"
        case Kind.SCALE:
            return f"scale={face.options[0].id}..{face.options[-1].id}"
        case _:
            return str(face.kind)


def blanks_of(face: Face) -> str:
    """Return a line for each blank: what it is called, and what can be chosen there."""
    lines = []
    for blank in face.blanks:
        offered = " / ".join(escaped(option.text) for option in blank.options)
        parts = [part for part in (escaped(blank.label), offered) if part]
        if parts:
            lines.append(f"**{blank.id}** {': '.join(parts)}")
    return "\\\n".join(lines)


def _unordered(items: Sequence[str], question: Question) -> list[str]:
    right = question.key.right
    bulleted = [_bulleted(item) for item in items]
    if right is None:
        return bulleted
    ids = [option.id for option in question.face.options]
    places = [
        next(at for at, name in enumerate(ids) if part_id(name, place) in right)
        for place in range(1, len(items) + 1)
    ]
    return [item for _, item in sorted(zip(places, bulleted, strict=True))]


def _bulleted(item: str) -> str:
    """Return an item with a bullet in place of its number, which would tell its place."""
    marker = marker_of(item)
    if marker is None:
        return item
    width = len(marker[1]) + len(marker[2])
    first, *rest = item[marker.end() :].split("\n")
    kept = [re.sub(rf"^ {{0,{width}}}", "  ", line) if line.strip() else line for line in rest]
    return "\n".join([f"- {first}", *kept])


def _unpaired(items: Sequence[str]) -> list[str]:
    options: list[str] = []
    targets: set[str] = set()
    for item in items:
        marker = marker_of(item)
        text = item[marker.end() :] if marker else item
        left, right = split_arrow(text) or (text, "")
        if left:
            options.append(f"- {left}")
        if right:
            targets.add(f"- → {right}")
    # An order that nothing but themselves decides.
    return [*options, *sorted(targets)]
