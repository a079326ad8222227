"""The images of a question: found among a cell's attachments, checked, known by their hashes.

An image is named as in any notebook, `attachment:plot.png`, or by the path of a file beside it,
`plots/plot.png`. Whoever reads the bank where it lies reads such files and adds them to the
attachments (image_files.py); so a host never opens a file for a question.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from pylq_ext.banks.image_format import SVG, TYPES, NotAnImage, format_of
from pylq_ext.banks.problems import Problem
from pylq_ext.domain.question import Asset

MAX_IMAGE_BYTES = 2 * 1024 * 1024
# In base64, and with the cell's text, they still fit a request of 4 MiB.
MAX_TOGETHER = 3_000_000
MAX_IMAGES = 40
# A small file can unfold to gigabytes on a student's phone.
MAX_PIXELS = 25_000_000

ATTACHED = "attachment:"
BESIDE = "./"
"""What the names of files beside the notebook begin with among the attachments."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image that was checked. `size` is width and height in pixels, None where it has none."""

    asset: Asset
    size: tuple[int, int] | None


def attachment(attachments: Mapping[str, Any], name: str) -> Any:
    """Return the attachment of that name, which may be written as in an address; None if none."""
    if name in attachments:
        return attachments[name]
    return next((one for key, one in attachments.items() if unquote(str(key)) == name), None)


class Refused(Exception):
    """Why an image cannot be shown: a problem's code, and a sentence."""

    def __init__(self, code: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.code = code
        self.params = params


def name_of(source: str) -> str:
    """Return the name among the attachments of what an image's `source` names.

    Raises Refused for a path that leaves the notebook's folder.
    """
    path = unquote(source)
    if path.startswith(ATTACHED):
        return path.removeprefix(ATTACHED)
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or "\\" in path or re.match(r"[A-Za-z]:", path):
        raise Refused(
            "image_outside",
            "An image's file lies beside the notebook or in a folder below it, and its path is "
            "written from there, with `/` between the folders: put a copy there.",
        )
    return BESIDE + "/".join(part for part in parts if part not in ("", "."))


@dataclass(slots=True)
class Images:
    """The images that one cell may show.

    `attachments` is the cell's, as nbformat has it, files beside the notebook included.
    `unreadable` says of files' names why they could not be read. `used` grows with what was found,
    by its hash.
    """

    attachments: Mapping[str, Any]
    unreadable: Mapping[str, Refused] = field(default_factory=dict)
    used: dict[str, Asset] = field(default_factory=dict)
    _found: dict[str, Image] = field(default_factory=dict)

    def find(self, source: str) -> Image:
        """Return the image that a `source` names; raises Refused."""
        name = name_of(source)
        if name not in self._found:
            image = self._read(name)
            if image.asset.hash not in self.used:
                self._check_together(image.asset)
                self.used[image.asset.hash] = image.asset
            self._found[name] = image
        return self._found[name]

    def _read(self, name: str) -> Image:
        if name in self.unreadable:
            raise self.unreadable[name]
        bundle = attachment(self.attachments, name)
        if not isinstance(bundle, Mapping) or not bundle:
            raise Refused("image_missing", self._missing(name))
        declared = next((one for one in TYPES if one in bundle), None)
        if declared is None:
            raise Refused("image_type", f"{shown_name(name)} is no image of a known type: {_KNOWN}")
        return _image(name, declared, _content(name, declared, bundle[declared]))

    def _missing(self, name: str) -> str:
        if name.startswith(BESIDE):
            return missing_file(name)
        return (
            f"The cell has no attachment named {shown_name(name)}: a copied text leaves its images "
            "behind. Copy the image, and paste it into the cell."
        )

    def _check_together(self, asset: Asset) -> None:
        if len(self.used) >= MAX_IMAGES:
            raise Refused(
                "too_many_images",
                f"A question has at most {MAX_IMAGES} images: nobody can compare more.",
                limit=MAX_IMAGES,
            )
        together = sum(len(one.content) for one in self.used.values()) + len(asset.content)
        if together > MAX_TOGETHER:
            raise Refused(
                "image_too_large",
                f"With this one the images of the question have {together:,} bytes; together they "
                f"have at most {MAX_TOGETHER:,}. Save them smaller: 1,200 pixels are wide enough.",
                bytes=together,
                limit=MAX_TOGETHER,
            )


_KNOWN = "save it as PNG, JPEG, GIF, WebP or SVG."


def _image(name: str, declared: str, content: bytes) -> Image:
    if len(content) > MAX_IMAGE_BYTES:
        raise Refused("image_too_large", too_large(name, len(content)), bytes=len(content))
    try:
        found = format_of(content)
    except NotAnImage:
        raise Refused(
            "image_type", f"{shown_name(name)} holds no image that a browser draws: {_KNOWN}"
        ) from None
    if found.type != declared:
        raise Refused(
            "image_type",
            f"{shown_name(name)} says that it is {declared}, and is {found.type}: give it the "
            "right ending, or attach it anew.",
            declared=declared,
            found=found.type,
        )
    if found.size is not None and found.size[0] * found.size[1] > MAX_PIXELS:
        width, height = found.size
        raise Refused(
            "image_too_large",
            f"{shown_name(name)} has {width:,} × {height:,} pixels; at most {MAX_PIXELS:,} fit a "
            "student's phone. Save it smaller.",
            width=width,
            height=height,
            limit=MAX_PIXELS,
        )
    return Image(Asset(hashlib.sha256(content).hexdigest(), found.type, content), found.size)


def missing_file(name: str) -> str:
    """Return the sentence about a file that is not there."""
    return (
        f"There is no file {shown_name(name)} beside the notebook: put it there, or attach the "
        "image to the cell (copy it, and paste it into the cell)."
    )


def too_large(name: str, size: int) -> str:
    """Return the sentence about an image of `size` bytes, which is too many."""
    return (
        f"{shown_name(name)} has {size:,} bytes; an image has at most {MAX_IMAGE_BYTES:,}. Save it "
        "smaller: 1,200 pixels are wide enough."
    )


def _content(name: str, declared: str, encoded: object) -> bytes:
    if isinstance(encoded, Sequence) and not isinstance(encoded, str):
        encoded = "".join(part for part in encoded if isinstance(part, str))
    text = encoded if isinstance(encoded, str) else ""
    if declared == SVG and text.lstrip("\ufeff \t\r\n").startswith("<"):
        # nbformat allows text as it is where a type is text.
        return text.encode("utf-8", "replace")
    if len(text) > 2 * MAX_IMAGE_BYTES:
        raise Refused("image_too_large", too_large(name, len(text) * 3 // 4))
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(
            "image_type", f"{shown_name(name)} cannot be decoded: attach the image anew."
        ) from None


def shown_name(name: str) -> str:
    """Return a name as sentences show it."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in name.removeprefix(BESIDE))
    return f"`{text if len(text) <= 100 else text[:99] + '…'}`"


def image_tokens(tokens: Sequence[Token]) -> list[Token]:
    """Return the images in these blocks, whose text has been parsed; one in a link as well."""
    return [child for token in tokens for child in token.children or () if child.type == "image"]


def alternative(image: Token) -> str:
    """Return what an image's brackets say that it shows, as plain text."""
    return "".join(child.content for child in image.children or ()) or image.content


def refusal(refused: Refused, source: str, line: int) -> Problem:
    """Return the problem of an image that was refused in a line of the cell."""
    params = {"src": source[:200], **refused.params}
    return Problem(refused.code, line, str(refused), params=params)
