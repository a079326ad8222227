"""Text in, messages out, and back."""

from __future__ import annotations

from typing import Final

import msgspec

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.protocol.messages import (
    ClientMessage,
    Command,
    CorrectKeyBody,
    LockBody,
    MakeAttemptBody,
    MarkBody,
    NoBody,
    PickBody,
    RemoveBody,
    RenameBody,
    ShowRoundBody,
)

Body = (
    PickBody
    | LockBody
    | ShowRoundBody
    | CorrectKeyBody
    | MarkBody
    | RemoveBody
    | RenameBody
    | MakeAttemptBody
    | NoBody
)

#: The body that each command carries.
BODIES: Final[dict[str, type[Body]]] = {
    "pick": PickBody,
    "undo": NoBody,
    "lock": LockBody,
    "reopen": NoBody,
    "show_feedback": NoBody,
    "show_round": ShowRoundBody,
    "correct_key": CorrectKeyBody,
    "mark": MarkBody,
    "remove": RemoveBody,
    "rename": RenameBody,
    "clear": NoBody,
    "close": NoBody,
    "make_attempt": MakeAttemptBody,
}

_client_messages: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_bodies = {name: msgspec.json.Decoder(body) for name, body in BODIES.items()}
_encode = msgspec.json.Encoder().encode


class Malformed(Exception):
    """A frame that no client of this version sends."""


def read_client_message(frame: str | bytes) -> ClientMessage:
    """Return the message in a frame; raises Malformed if there is none."""
    if isinstance(frame, bytes):
        raise Malformed("frames are text")
    try:
        return _client_messages.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from error


def read_body(command: Command) -> Body:
    """Return the body of a command.

    Raises InvalidInput, with `code` in its params, if the command is unknown or its body is not
    the command's.
    """
    decoder = _bodies.get(command.name)
    if decoder is None:
        raise InvalidInput(f"There is no command {command.name!r}.", code="unknown_command")
    try:
        return decoder.decode(command.body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InvalidInput(str(error), code="bad_body") from error


def encode(message: object) -> bytes:
    """Return a message or document as JSON."""
    return _encode(message)


def text_frame(payload: bytes) -> bytes:
    """Return a WebSocket text frame as a server sends it: final, unmasked (RFC 6455, 5.2).

    A document for a whole class is framed once and written to every socket as it is.
    """
    size = len(payload)
    if size < 126:
        header = bytes((0x81, size))
    elif size < 1 << 16:
        header = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        header = b"\x81\x7f" + size.to_bytes(8, "big")
    return header + payload


def frame_of(message: object) -> bytes:
    """Return a message or document as a ready text frame."""
    return text_frame(_encode(message))
