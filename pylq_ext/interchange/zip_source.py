"""A zip of unknown origin: nothing is unpacked to a disk, and nothing unfolds without bound."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

from pylq_ext.interchange.record import Unreadable

MAX_BYTES = 64 * 1024 * 1024
MAX_FILES = 20_000
MAX_FILE = 32 * 1024 * 1024
MAX_TOGETHER = 256 * 1024 * 1024


class ZipSource:
    """The files of a zip; `names` are those that can be read.

    Raises Unreadable where it is no zip, or one that no honest program writes.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > MAX_BYTES:
            raise Unreadable(
                f"The zip has {len(content):,} bytes; at most {MAX_BYTES:,} are read. Export fewer "
                "questions at a time."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(
                f"The zip is damaged ({error}): download or export it again."
            ) from None
        if len(entries) > MAX_FILES:
            raise Unreadable(
                f"The zip has {len(entries):,} files; at most {MAX_FILES:,} are read. Export fewer "
                "questions at a time."
            )
        _check(entries, len(content))
        self._entries = {entry.filename: entry for entry in entries if not _is_folder(entry)}
        self._unread = MAX_TOGETHER

    @property
    def names(self) -> frozenset[str]:
        """The names of all files, with `/` between the folders."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """Return a file; raises Unreadable, and KeyError if there is none of that name."""
        entry = self._entries[name]
        limit = min(MAX_FILE, self._unread)
        try:
            with self._zip.open(entry) as file:
                # By what comes out and not by what the zip says will come out.
                content = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Unreadable(
                f"The file {_shown(name)} in the zip cannot be read ({error}): export it again."
            ) from None
        except (OSError, ValueError) as error:
            raise Unreadable(
                f"The file {_shown(name)} in the zip cannot be read ({error}): export it again."
            ) from None
        if len(content) > limit:
            raise Unreadable(f"The file {_shown(name)} in the zip unfolds to more than is read.")
        self._unread -= len(content)
        return content


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    for entry in entries:
        name = entry.filename
        parts = re.split(r"[/\\]", name)
        if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
            raise Unreadable(
                f"The zip has a file that would lie outside of it ({_shown(name)}): no program "
                "that exports questions writes that. Do not open it."
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable(
                f"The zip has a link in the place of a file ({_shown(name)}): put the file there."
            )
        if entry.flag_bits & 1:
            raise Unreadable("The zip is encrypted: export it without a password.")
    # Files that share their bytes are how a small zip unfolds to a huge one.
    if sum(entry.compress_size for entry in entries) > size:
        raise Unreadable("The files of the zip overlap, so that it is damaged or made to do harm.")
    if sum(entry.file_size for entry in entries) > MAX_TOGETHER:
        raise Unreadable(
            f"The zip unfolds to more than {MAX_TOGETHER:,} bytes. Export fewer questions at a "
            "time."
        )


def _shown(name: str) -> str:
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    # An entry may be without a name, which the library's own question for folders fails on.
    return entry.filename == "" or entry.filename.endswith("/")
