"""What sort of image some bytes are, and how large it is when drawn: by the bytes themselves.

A name or a declared type may be wrong, and a page must never be handed something else under an
image's name. Nothing is decoded: the headers say all that is needed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass

PNG = "image/png"
JPEG = "image/jpeg"
GIF = "image/gif"
WEBP = "image/webp"
SVG = "image/svg+xml"

TYPES = (PNG, JPEG, GIF, WEBP, SVG)
"""The types that a question may have, all of which every browser draws."""


@dataclass(frozen=True, slots=True)
class Format:
    """A type of `TYPES`, and width and height in pixels; None where an SVG leaves them open."""

    type: str
    size: tuple[int, int] | None


class NotAnImage(ValueError):
    """The bytes are none of `TYPES`, or end before they say how large they are."""


def format_of(content: bytes) -> Format:
    """Return what these bytes are; raises NotAnImage."""
    for type_, begins, size_of in _READERS:
        if begins(content):
            try:
                size = size_of(content)
            except (struct.error, IndexError):
                raise NotAnImage from None
            if size is not None and min(size) < 1:
                raise NotAnImage
            return Format(type_, size)
    raise NotAnImage


def _png_size(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise NotAnImage
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _gif_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height


# Frames of every coding; the others between C0 and CF are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset([0x01, *range(0xD0, 0xD9)])


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        if content[at] != 0xFF:
            raise NotAnImage
        marker = content[at + 1]
        if marker == 0xFF:
            # Padding before a marker.
            at += 1
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        elif marker in _WITHOUT_LENGTH:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", content, at + 2)
            at += 2 + length


def _webp_size(content: bytes) -> tuple[int, int]:
    chunk = content[12:16]
    if chunk == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
        return (width, height) if len(content) >= 30 else (0, 0)
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise NotAnImage


_BEFORE_SVG = re.compile(r"\s+|<\?xml\b[^>]*>|<!DOCTYPE\b[^>\[]*>", re.I)
_SVG = re.compile(r"<svg(?=[\s>/])[^>]*>")
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(px|pt)?\s*")
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3}


def _svg_tag(content: bytes) -> str | None:
    """Return the root's start tag; None if this is no SVG, or one that defines entities."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "<!ENTITY" in text:
        # A few of them unfold to gigabytes.
        return None
    at = 0
    while at < len(text):
        if text.startswith("<!--", at):
            end = text.find("-->", at)
            if end < 0:
                return None
            at = end + 3
        elif before := _BEFORE_SVG.match(text, at):
            at = before.end()
        else:
            break
    found = _SVG.match(text, at)
    return found[0] if found else None


def _svg_size(content: bytes) -> tuple[int, int] | None:
    tag = _svg_tag(content) or ""
    width, height = _attribute(tag, "width"), _attribute(tag, "height")
    sides = (_LENGTH.fullmatch(width), _LENGTH.fullmatch(height))
    if sides[0] and sides[1]:
        drawn = [float(side[1]) * _PIXELS[side[2]] for side in sides if side]
    else:
        box = re.split(r"[\s,]+", _attribute(tag, "viewBox").strip())
        drawn = [float(side) for side in box[2:] if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", side)]
    if len(drawn) != 2 or min(drawn) <= 0:
        return None
    return max(1, round(drawn[0])), max(1, round(drawn[1]))


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or "") if found else ""


_READERS: tuple[
    tuple[str, Callable[[bytes], bool], Callable[[bytes], tuple[int, int] | None]], ...
] = (
    (PNG, lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png_size),
    (JPEG, lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg_size),
    (GIF, lambda content: content[:6] in (b"GIF87a", b"GIF89a"), _gif_size),
    (WEBP, lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp_size),
    (SVG, lambda content: _svg_tag(content) is not None, _svg_size),
)
