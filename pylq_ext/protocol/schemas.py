"""JSON Schemas of protocol v1, generated from its types: `python -m pylq_ext.protocol.schemas`."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from pylq_ext.protocol.codec import BODIES
from pylq_ext.protocol.documents import History
from pylq_ext.protocol.messages import ClientMessage, Poll, PostedCommand, ToAttendee, ToOwner

FOLDER: Final = Path(__file__).with_name("schema")

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

#: What each file describes: a frame in one direction, what is posted instead of it, an answer, or
#: the `body` of one command.
TYPES: Final[Mapping[str, Any]] = {
    "to_host": ClientMessage,
    "to_attendee": ToAttendee,
    "to_owner": ToOwner,
    "history": History,
    "poll": Poll,
    "posted_command": PostedCommand,
    **{f"body_of_{name}": body for name, body in BODIES.items()},
}


def schema_texts() -> dict[str, str]:
    """Return the text of each schema's file by the file's name."""
    return {f"{name}.json": _text(type_) for name, type_ in TYPES.items()}


def write(folder: Path = FOLDER) -> None:
    """Write all schemas into a folder, in place of those that are there."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")


def _text(type_: Any) -> str:
    schema = {"$schema": _DRAFT, **msgspec.json.schema(type_)}
    for component in schema.get("$defs", {}).values():
        if "description" in component:
            # Docstrings are indented in some versions of Python, and not in others.
            component["description"] = inspect.cleandoc(component["description"])
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    write()
