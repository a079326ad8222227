"""XML of unknown origin as a tree: without document types, entities or network, and bounded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pylq_ext.interchange.record import Unreadable

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 200_000
#: Each `<` costs time, be it an element, a comment or a section of character data.
MAX_SIGNS = 1_000_000
#: In bytes; an image in a text that is HTML can stand in a tag of some megabytes.
MAX_TAG = 4 * 1024 * 1024
#: Only a tag of thousands of attributes is as long as this and has so many equals signs.
LONG_TAG, MAX_EQUALS_SIGNS = 256 * 1024, 10_000

# Much smaller pieces would make the parser begin a long tag anew with each of them.
_CHUNK = 1024 * 1024
_LONG_TAG = re.compile(rb"<[^<>]{%d,}" % LONG_TAG)


@dataclass(slots=True)
class Node:
    """An element; names are without their namespaces, and `line` is where it begins (from 1)."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node | str] = field(default_factory=list)

    def nodes(self, name: str | None = None) -> Iterator[Node]:
        """Yield the elements among the children, or those of one name."""
        for child in self.children:
            if isinstance(child, Node) and (name is None or child.name == name):
                yield child

    def first(self, name: str) -> Node | None:
        """Return the first child of that name."""
        return next(self.nodes(name), None)

    def within(self, *names: str) -> Iterator[Node]:
        """Yield every element within that has one of the names, in the order of the source."""
        waiting = [self.nodes()]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                continue
            if node.name in names:
                yield node
            waiting.append(node.nodes())

    def text(self) -> str:
        """Return all text within, as it stands."""
        pieces: list[str] = []
        waiting: list[Iterator[Node | str]] = [iter(self.children)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif isinstance(child, str):
                pieces.append(child)
            else:
                waiting.append(iter(child.children))
        return "".join(pieces)

    def said(self, name: str) -> str:
        """Return the text of the first child of that name, without blanks around it."""
        child = self.first(name)
        return child.text().strip() if child is not None else ""


def read_xml(content: bytes) -> Node:
    """Return the root of an XML document; raises Unreadable, which names line and column."""
    if len(content) > MAX_BYTES:
        raise Unreadable(
            f"The file has {len(content):,} bytes; at most {MAX_BYTES:,} are read. Export fewer "
            "questions at a time."
        )
    text, encoding = _in_utf8(content)
    # Blanks before the declaration are a common slip, and the parser would refuse them.
    stripped = text.lstrip(b" \t\r\n")
    if not stripped:
        raise Unreadable("The file is empty: export it again.")
    _check_bounds(stripped)
    before = text[: len(text) - len(stripped)].count(b"\n")
    return _parse(stripped, encoding, before)


def _parse(text: bytes, encoding: str | None, before: int) -> Node:
    builder = _Builder(before)
    parser = DefusedXMLParser(target=builder, encoding=encoding, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
        parser.close()
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise Unreadable(
            f"The file is no well-formed XML: {reason}, at line {line + before}, column "
            f"{column + 1}. Export it again, or mend it with an editor that knows XML."
        ) from None
    except DefusedXmlException:
        raise Unreadable(
            f"The file declares a document type or entities ({builder.place()}), which may name "
            "other files or unfold without end: take the declaration out."
        ) from None
    except (LookupError, ValueError) as error:
        raise Unreadable(
            f"The file's encoding cannot be read ({error}): save it as UTF-8."
        ) from None
    if builder.root is None:  # pragma: no cover - the parser refuses a document without a root
        raise Unreadable("The file has no content: export it again.")
    return builder.root


def _in_utf8(content: bytes) -> tuple[bytes, str | None]:
    """Return the document and its encoding, None if it says so itself.

    In UTF-16 the signs that the bounds count would not be seen.
    """
    for mark, encoding in _WIDE.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding).lstrip("\ufeff").encode(), "utf-8"
            except ValueError as error:
                raise Unreadable(
                    f"The file's encoding cannot be read ({error}): save it as UTF-8."
                ) from None
    return content.removeprefix(codecs.BOM_UTF8), None


_WIDE = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def _check_bounds(text: bytes) -> None:
    """Refuse what the parser would need long for before it told anything."""
    if text.count(b"<") > MAX_SIGNS:
        _refuse(f"there are more than {MAX_SIGNS:,} tags, comments and sections")
    for tag in _LONG_TAG.finditer(text):
        line = text.count(b"\n", 0, tag.start()) + 1
        if len(tag[0]) > MAX_TAG or tag[0].count(b"=") > MAX_EQUALS_SIGNS:
            _refuse(f"a tag has {len(tag[0]):,} bytes (line {line})")


def _refuse(what: str) -> NoReturn:
    raise Unreadable(
        f"The file is too much to be a question file: {what}. Export fewer questions at a time."
    )


class _Builder:
    """What the parser calls; it stops at the bounds."""

    def __init__(self, lines_before: int) -> None:
        self.root: Node | None = None
        self.expat: Any = None
        self._before = lines_before
        self._open: list[Node] = []
        self._elements = self._attributes = 0

    def place(self) -> str:
        """Return where the parser is."""
        line = self.expat.CurrentLineNumber + self._before
        return f"line {line}, column {self.expat.CurrentColumnNumber + 1}"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._attributes += len(attributes)
        if len(self._open) >= MAX_DEPTH:
            _refuse(f"elements are nested more than {MAX_DEPTH} deep ({self.place()})")
        if self._elements > MAX_ELEMENTS:
            _refuse(f"there are more than {MAX_ELEMENTS:,} elements ({self.place()})")
        if self._attributes > MAX_ATTRIBUTES:
            _refuse(f"there are more than {MAX_ATTRIBUTES:,} attributes ({self.place()})")
        line = self.expat.CurrentLineNumber + self._before
        own = {_local(name): value for name, value in attributes.items()}
        node = Node(_local(tag), own, line)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].children.append(text)

    def close(self) -> None:
        """Nothing is left to do: the tree is complete."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]
