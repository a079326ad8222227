"""Small images of every type that a question may show, made without any library."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any


def png(width: int = 3, height: int = 2, shade: int = 200) -> bytes:
    """Return a whole grey PNG; another `shade` makes other bytes."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body)
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_that_says(width: int, height: int) -> bytes:
    """Return the beginning of a PNG of a size that its data does not have."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def svg(attributes: str = 'width="3" height="2"') -> bytes:
    """Return an SVG with a dot in it."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><circle r="1"/></svg>'.encode()


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xff\xc2\x00\x11\x08\x00\x02\x00\x03\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
)
GIF = b"GIF89a\x03\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;"
WEBP_LOSSY = b"RIFF\x00\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x03\x00\x02\x00"
WEBP_LOSSLESS = b"RIFF\x00\x00\x00\x00WEBPVP8L\x05\x00\x00\x00\x2f\x02\x40\x00\x00"
WEBP_EXTENDED = (
    b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x01\x00\x00"
)


def bundle(content: bytes, type_: str = "image/png") -> dict[str, Any]:
    """Return an image as one attachment of a cell."""
    return {type_: base64.b64encode(content).decode()}
