"""An image is what its bytes say, whatever it is called."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.banks.image_format import Format, NotAnImage, format_of
from tests.support import images

KNOWN = [
    (images.png(3, 2), "image/png"),
    (images.JPEG, "image/jpeg"),
    (images.GIF, "image/gif"),
    (images.WEBP_LOSSY, "image/webp"),
    (images.WEBP_LOSSLESS, "image/webp"),
    (images.WEBP_EXTENDED, "image/webp"),
    (images.svg(), "image/svg+xml"),
]


@pytest.mark.parametrize(("content", "type_"), KNOWN)
def test_type_and_size_are_read_from_the_bytes(content: bytes, type_: str):
    assert format_of(content) == Format(type_, (3, 2))


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="3" height="2"', (3, 2)),
        ("width='3px' height='2px'", (3, 2)),
        ('height="2.4" width="3.2"', (3, 2)),
        ('width="72pt" height="36pt"', (96, 48)),
        ('viewBox="0 0 3 2"', (3, 2)),
        ('viewBox="-1,-1,3,2" width="100%"', (3, 2)),
        ('width="0" height="2"', None),
        ('viewBox="0 0"', None),
        ("", None),
    ],
)
def test_an_svg_says_its_size_or_leaves_it_open(attributes: str, size: tuple[int, int] | None):
    assert format_of(images.svg(attributes)) == Format("image/svg+xml", size)


def test_what_may_stand_before_an_svg_may_stand_there():
    before = "\ufeff<?xml version='1.0'?>\n<!-- made > by hand -->\n<!DOCTYPE svg PUBLIC 'x' 'y'>\n"
    assert format_of(before.encode() + images.svg()).size == (3, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text",
        b"<html><svg></svg></html>",
        b"<svgx>",
        b"<!-- <svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + images.svg(),
        b"\xff" + images.svg(),
        b"%PDF-1.7",
        b"BM" + bytes(60),
        images.png()[:18],
        images.png(0, 2),
        images.JPEG[:20],
        images.JPEG[:20] + b"\x00" * 20,
        images.GIF[:7],
        images.WEBP_LOSSY[:20],
        images.WEBP_EXTENDED[:26],
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
    ],
)
def test_anything_else_is_no_image(content: bytes):
    with pytest.raises(NotAnImage):
        format_of(content)


@given(st.sampled_from([content for content, _ in KNOWN]), st.data())
def test_damaged_images_are_images_or_refused(content: bytes, data: st.DataObject):
    cut = data.draw(st.integers(0, len(content)))
    damaged = content[:cut] + data.draw(st.binary(max_size=40))
    with suppress(NotAnImage):
        assert format_of(damaged).type.startswith("image/")


def test_a_long_jpeg_without_a_frame_is_refused_at_once():
    # Each of a hundred thousand segments is skipped by its length, none is looked into twice.
    with pytest.raises(NotAnImage):
        format_of(b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000)
