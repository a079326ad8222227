"""The beginnings of image files: enough to be known as such."""

from __future__ import annotations

import struct

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 2, 1) + b"\x08\x06\0\0\0"
GIF = b"GIF89a" + struct.pack("<HH", 2, 1) + b"\0\0\0"
