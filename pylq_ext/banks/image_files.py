"""Files beside a notebook that its questions show, read as attachments of their cells."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from markdown_it.token import Token

from pylq_ext.banks.checks import check_work
from pylq_ext.banks.image_format import GIF, JPEG, PNG, SVG, WEBP
from pylq_ext.banks.images import (
    BESIDE,
    MAX_IMAGE_BYTES,
    MAX_IMAGES,
    Refused,
    attachment,
    image_tokens,
    missing_file,
    name_of,
    shown_name,
    too_large,
)
from pylq_ext.banks.markdown import TooComplex, parse_blocks, parse_inlines
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.source import Source


@dataclass(frozen=True, slots=True)
class Attached:
    """What a cell shows: attachments as nbformat has them, and why a file could not be read."""

    attachments: Mapping[str, Any] = field(default_factory=dict)
    unreadable: Mapping[str, Refused] = field(default_factory=dict)


def attached(source: str, attachments: object, folder: Path) -> Attached:
    """Return what the text `source` of a cell shows, of its attachments and of files in `folder`.

    A file's name is its path with `./` before it. Attachments that the text does not name are left
    out. Any text may be given.
    """
    own = attachments if isinstance(attachments, Mapping) else {}
    found: dict[str, Any] = {}
    unreadable: dict[str, Refused] = {}
    names = image_names(source)
    for name in names:
        if not name.startswith(BESIDE):
            bundle = attachment(own, name)
            if bundle is not None:
                found[name] = bundle
            continue
        if len(found) + len(unreadable) > MAX_IMAGES:
            # Refused anyway: no need to read a folder full of images.
            break
        try:
            found[name] = _read(folder, name)
        except Refused as refused:
            unreadable[name] = refused
    return Attached(found, unreadable)


def image_names(source: str) -> list[str]:
    """Return the names of all images in a cell's text, each once; none of a text past the limits.

    Paths that leave the folder are not among them.
    """
    names: dict[str, None] = {}
    for address in image_sources(source):
        try:
            names[name_of(address)] = None
        except Refused:
            continue
    return list(names)


def image_sources(source: str) -> list[str]:
    """Return the addresses of all images in a cell's text, each once, as the parser has them."""
    images = _images_in(source) if "![" in source else []
    return list(dict.fromkeys(str(image.attrGet("src") or "") for image in images))


def _images_in(source: str) -> list[Token]:
    text = Source.of(source)
    if isinstance(text, Problem):
        return []
    try:
        blocks = parse_blocks(text.md, text.blanked)
        if check_work(blocks.tokens):
            return []
        parse_inlines(text.md, blocks)
    except (TooComplex, RecursionError):
        return []
    return image_tokens(blocks.tokens)


def _read(folder: Path, name: str) -> dict[str, str]:
    path = name.removeprefix(BESIDE)
    type_ = _TYPES.get(PurePosixPath(path).suffix.lower())
    if type_ is None:
        raise Refused(
            "image_type",
            f"{shown_name(name)} is no image by its name's ending: " + ", ".join(_TYPES) + " are.",
        )
    root = os.path.realpath(folder)
    try:
        real = Path(os.path.realpath(Path(root) / path))
        if not real.is_relative_to(root):
            raise Refused(
                "image_outside",
                f"{shown_name(name)} is a link that leaves the notebook's folder: put a copy in "
                "its place.",
            )
        if not real.is_file():
            raise Refused("image_missing", missing_file(name))
        with real.open("rb") as file:
            # One byte too many is enough to know, however many there are.
            content = file.read(MAX_IMAGE_BYTES + 1)
        if len(content) > MAX_IMAGE_BYTES:
            raise Refused("image_too_large", too_large(name, real.stat().st_size))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused("image_missing", f"{shown_name(name)} cannot be read: {reason}.") from None
    return {type_: base64.b64encode(content).decode()}


_TYPES = {
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".gif": GIF,
    ".webp": WEBP,
    ".svg": SVG,
}
