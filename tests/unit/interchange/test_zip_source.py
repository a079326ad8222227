"""A zip of unknown origin: read in memory, bounded, and refused where it is made to do harm."""

from __future__ import annotations

import io
import random
import stat
import struct
import time
import zipfile

import pytest

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.zip_source import MAX_BYTES, MAX_FILES, ZipSource


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("a.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def overlapping() -> bytes:
    """A directory with ten names for the bytes of one file."""
    content = zipped(("a0", random.Random(1).randbytes(5_000)))
    start, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    entry = content[start:end]
    directory = b"".join(entry.replace(b"a0", b"a%d" % number) for number in range(10))
    ending = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 10, 10, len(directory), start, 0)
    return content[:start] + directory + ending


def test_files_are_read_by_their_names():
    source = ZipSource(zipped(("a.xml", b"<a/>"), ("b/c.png", b"x"), ("b/", b"")))
    assert source.names == {"a.xml", "b/c.png"}
    assert source.read("a.xml") == b"<a/>"


@pytest.mark.parametrize(
    "name", ["../a.xml", "a/../../b", "/etc/passwd", "C:\\a.xml", "..\\a.xml", "\\\\host\\a"]
)
def test_a_name_that_leads_out_is_refused(name):
    with pytest.raises(Unreadable, match="outside"):
        ZipSource(zipped((name, b"x")))


def test_a_link_is_refused():
    with pytest.raises(Unreadable, match="link"):
        ZipSource(zipped((link(), b"/etc/passwd")))


def test_files_that_share_their_bytes_are_refused():
    with pytest.raises(Unreadable, match="overlap"):
        ZipSource(overlapping())


def test_a_file_that_unfolds_without_end_is_refused():
    bomb = zipped(("a.xml", b"\0" * 40_000_000))
    start = time.process_time()
    source = ZipSource(bomb)
    with pytest.raises(Unreadable, match="unfolds"):
        source.read("a.xml")
    assert time.process_time() - start < 3  # a tenth of that where nothing else runs


def test_many_files_that_unfold_to_too_much_are_refused():
    with pytest.raises(Unreadable, match="unfolds"):
        ZipSource(zipped(*((f"{number}", b"\0" * 30_000_000) for number in range(9))))


def test_too_many_files_are_refused():
    with pytest.raises(Unreadable, match="files"):
        ZipSource(zipped(*((f"{number}", b"") for number in range(MAX_FILES + 1))))


def test_a_file_that_lies_about_its_length_is_refused():
    content = bytearray(zipped(("a.xml", b"x" * 5_000)))
    at = content.index(b"PK\1\2") + 24
    content[at : at + 4] = struct.pack("<L", 10)
    source = ZipSource(bytes(content))
    with pytest.raises(Unreadable):
        source.read("a.xml")


def test_an_entry_without_a_name_is_left_out():
    content = zipped(("a", b"x"))
    start, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    entry = bytearray(content[start : end - 1])
    entry[28:30] = b"\0\0"
    ending = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), start, 0)
    assert ZipSource(content[:start] + bytes(entry) + ending).names == set()


def test_an_encrypted_zip_is_refused():
    content = bytearray(zipped(("a.xml", b"x")))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(signature) + offset] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        ZipSource(bytes(content))


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"no zip", b"x" * (MAX_BYTES + 1)])
def test_what_is_no_zip_is_refused(content):
    with pytest.raises(Unreadable):
        ZipSource(content)
