"""XML of unknown origin: read without harm, or refused with its place."""

from __future__ import annotations

import time

import pytest

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.xml_source import MAX_BYTES, read_xml

ATTRIBUTES = b"".join(b"a%d='' " % number for number in range(200_000))
LAUGHS = b"".join(
    b'<!ENTITY e%d "%s">' % (number + 1, b"&e%d;" % number * 10) for number in range(9)
)


def test_elements_have_their_names_lines_and_text():
    root = read_xml(b"<a xmlns='u' xmlns:x='v'>\n<x:b x:c='1'>t<i>u</i>v</x:b>\n<b/>\n</a>")
    assert root.name == "a"
    first, second = root.nodes("b")
    assert (first.line, first.attributes, first.text()) == (2, {"c": "1"}, "tuv")
    assert (second.line, second.text()) == (3, "")
    assert [node.name for node in root.within("i", "b")] == ["b", "i", "b"]
    assert root.said("b") == "tuv"


def test_blanks_before_the_declaration_are_forgiven():
    assert read_xml(b"\n\n  <?xml version='1.0'?><a/>").line == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1"])
def test_a_declared_encoding_or_a_mark_is_heeded(encoding):
    name = encoding.removesuffix("-sig").removesuffix("-be")
    text = f"<?xml version='1.0' encoding='{name}'?><a>é</a>"
    assert read_xml(text.encode(encoding)).text() == "é"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"no xml", "line 1, column 1"),
        (b"<a>\n <b></a>", "line 2, column 7"),
        (b"\n\n<a>\n <b></a>", "line 4, column 7"),
        (b"<a/><b/>", "junk after document element"),
        (b"<a>&nbsp;</a>", "undefined entity"),
        (b"<a>\xff</a>", "line 1, column 4"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding"),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "encoding"),
        (b"<\0a\0", "XML"),
        (b"<\0\0\xd8", "encoding"),
        (b"\0" * 100, "XML"),
    ],
)
def test_what_is_no_xml_is_refused_with_its_place(content, words):
    with pytest.raises(Unreadable, match=words):
        read_xml(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [" + LAUGHS + b"]><a>&e9;</a>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        b"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>",
        b"<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]><a/>",
    ],
)
def test_document_types_and_entities_are_refused(content):
    with pytest.raises(Unreadable, match="line 1"):
        read_xml(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 1_000_000,
        b"<a>" + b"<b/>" * 600_000 + b"</a>",
        b"<a>" + b"<b/>" * 2_000_000 + b"</a>",
        b"<a " + ATTRIBUTES + b"/>",
        b"<a b='" + b"x" * 30_000_000 + b"'/>",
        b"<" + b"a" * 30_000_000,
        b"<a>" + b"<!---->" * 3_000_000 + b"</a>",
        b"<a>" + b"<![CDATA[]]>" * 2_000_000 + b"</a>",
        b"x" * (MAX_BYTES + 1),
        ("<a>" * 500_000).encode("utf-16"),
    ],
    ids=lambda content: f"{content[:12]!r}×{len(content)}",
)
def test_too_much_is_refused_at_once(content):
    start = time.process_time()
    with pytest.raises(Unreadable):
        read_xml(content)
    assert time.process_time() - start < 3  # a fifth of that where nothing else runs
