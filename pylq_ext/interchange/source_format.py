"""Which program a file is from, told by its name's end and by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePath
from typing import Final

from pylq_ext.interchange.aiken import read_aiken
from pylq_ext.interchange.flash_cards import read_flash_cards
from pylq_ext.interchange.gift import read_gift
from pylq_ext.interchange.ipyquizjb import read_ipyquizjb
from pylq_ext.interchange.jupyterquiz import read_jupyterquiz
from pylq_ext.interchange.kahoot import kahoot_in, read_kahoot
from pylq_ext.interchange.moodle_xml import read_moodle_xml
from pylq_ext.interchange.notebook_source import read_notebook
from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.qti_package import read_qti_package
from pylq_ext.interchange.record import Record, Unreadable
from pylq_ext.interchange.spreadsheet import is_spreadsheet, read_spreadsheet
from pylq_ext.interchange.tables import read_table, table_in

#: Largest file that is read, in bytes.
MOST_BYTES: Final = 32 * 1024 * 1024

#: The ends of names by which files are found in a folder.
ENDS: Final = (".gift", ".txt", ".xml", ".json", ".ipynb", ".xlsx", ".csv", ".zip")

_AIKEN_KEY = re.compile(r"^ANSWER:[ \t]*[A-Za-z]", re.M)


def read_source(name: PurePath, content: bytes) -> tuple[str, list[Record]]:
    """Return the name of a file's format and its questions; raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(
            f"The file is {len(content)} bytes long, and {MOST_BYTES} is the most: split it."
        )
    read = _BY_END.get(name.suffix.lower())
    if read is None:
        raise Unreadable(
            f"Files that end in {name.suffix or 'nothing'} are not known; known are"
            f" {', '.join(ENDS)}."
        )
    return read(content)


def may_have_questions(name: PurePath, content: bytes) -> bool:
    """Tell whether it is worth to read a file that nobody named, but its folder.

    Licences and notes end in .txt too; questions have braces, or a key.
    """
    if name.suffix.lower() != ".txt":
        return True
    text = content.decode("utf-8", "replace")
    return "{" in text or _AIKEN_KEY.search(text) is not None


def _gift(content: bytes) -> tuple[str, list[Record]]:
    return "GIFT", read_gift(_text(content))


def _text_file(content: bytes) -> tuple[str, list[Record]]:
    text = _text(content)
    if _AIKEN_KEY.search(text):
        return "Aiken", read_aiken(text)
    return "GIFT", read_gift(text)


def _xml(content: bytes) -> tuple[str, list[Record]]:
    head = content[:4096].decode("utf-8", "replace").replace("\0", "")
    if re.search(r"<(?:\w+:)?(?:qti-)?assessment-?[iI]tem\b", head):
        return "QTI", [read_qti_item(content, {})]
    return "Moodle XML", read_moodle_xml(content)


def _json(content: bytes) -> tuple[str, list[Record]]:
    text = _text(content)
    readers = {
        "jupyterquiz": read_jupyterquiz,
        "ipyquizjb": read_ipyquizjb,
        "flash cards": read_flash_cards,
    }
    return _first_that_reads({name: partial(read, text) for name, read in readers.items()})


def _notebook(content: bytes) -> tuple[str, list[Record]]:
    return "a notebook", read_notebook(_text(content))


def _workbook(content: bytes) -> tuple[str, list[Record]]:
    if not is_spreadsheet(content):
        # A table as text may have the wrong end; of anything else the first one says what it is.
        return _first_that_reads(
            {"Kahoot": partial(read_kahoot, content), "a table": partial(read_table, content)}
        )
    sheets = read_spreadsheet(content)
    return _first_that_reads(
        {"Kahoot": partial(kahoot_in, sheets), "a table": partial(table_in, sheets)}
    )


def _first_that_reads(
    readers: Mapping[str, Callable[[], list[Record]]],
) -> tuple[str, list[Record]]:
    """Return what the first reader finds that knows the file; raises what the first one says."""
    refused: list[Unreadable] = []
    for name, read in readers.items():
        try:
            return name, read()
        except Unreadable as why:
            refused.append(why)
    raise refused[0]


def _table(content: bytes) -> tuple[str, list[Record]]:
    return "a table", read_table(content)


def _package(content: bytes) -> tuple[str, list[Record]]:
    return "a QTI package", read_qti_package(content)


_BY_END: Final[dict[str, Callable[[bytes], tuple[str, list[Record]]]]] = {
    ".gift": _gift,
    ".txt": _text_file,
    ".xml": _xml,
    ".json": _json,
    ".ipynb": _notebook,
    ".xlsx": _workbook,
    ".csv": _table,
    ".zip": _package,
}


def _text(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file is no text in UTF-8 (byte {error.start}): save it as UTF-8 and try again."
        ) from None
