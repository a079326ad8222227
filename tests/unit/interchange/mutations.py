"""Files that are wrong in every way: mutations of good ones, and bytes at random."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

TOKENS = (
    b"<",
    b">",
    b"</",
    b"/>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"&amp;",
    b"&lt;div&gt;",
    b"&#0;",
    b"<a>",
    b"</a>",
    b"<text>",
    b'fraction="100"',
    b'fraction="nan"',
    b'identifier="A"',
    b"\0",
    b"\xff\xfe",
    b"$$",
    b"\\(",
    b"\\begin{align}",
    b"```",
    b"1e999",
    b"-",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
)


def mutations(seeds: Sequence[bytes], count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield so many wrong files; the same ones for the same arguments."""
    source = random.Random(seed)
    for number in range(count):
        if number % 10 == 0:
            yield source.randbytes(source.randrange(400))
            continue
        content = bytearray(source.choice(seeds))
        for _ in range(source.choice((1, 1, 2, 5, 20))):
            _mutate(content, seeds, source)
        yield bytes(content)


def _mutate(content: bytearray, seeds: Sequence[bytes], source: random.Random) -> None:
    start = source.randrange(len(content) + 1)
    end = min(len(content), start + source.choice((1, 3, 20, 200)))
    how = source.randrange(7)
    if how == 0:
        del content[start:end]
    elif how == 1:
        content[start:start] = source.choice(TOKENS)
    elif how == 2:
        content[start:end] = content[start:end] * source.choice((2, 3, 70))
    elif how == 3:
        content[start:end] = source.randbytes(end - start)
    elif how == 4:
        _replace_word(content, source)
    elif how == 5:
        other = source.choice(seeds)
        at = source.randrange(len(other))
        content[start:start] = other[at : at + 200]
    else:
        _duplicate_element(content, source)


def _replace_word(content: bytearray, source: random.Random) -> None:
    """Put another value between two quotes or two angle brackets: the file stays well formed."""
    opening, closing = source.choice(((b'"', b'"'), (b">", b"<")))
    at = content.find(opening, source.randrange(len(content) + 1))
    end = content.find(closing, at + 1) if at >= 0 else -1
    if 0 <= at < end:
        value = source.choice((b"", b"x", b"-1", b"1e400", b"\xd9\xa3", b"A B", b"&lt;b&gt;" * 30))
        content[at + 1 : end] = value


def _duplicate_element(content: bytearray, source: random.Random) -> None:
    start = content.find(b"<", source.randrange(len(content) + 1))
    name = bytes(content[start + 1 : start + 40]).split(b">")[0].split(b" ")[0]
    end = content.find(b"</" + name + b">", start)
    if start >= 0 and name and end > 0:
        end += len(name) + 3
        content[end:end] = content[start:end] * source.choice((1, 1, 65))


def well_formed(seeds: Sequence[bytes], count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield so many files of which only the elements are wrong."""
    source = random.Random(seed)
    words = [word for content in seeds for word in _words(fromstring(content))]
    for _ in range(count):
        root = fromstring(source.choice(seeds))
        for _ in range(source.choice((1, 2, 5, 20))):
            _mutate_tree(root, words, source)
        yield tostring(root)


def _words(root: Element) -> Iterator[str]:
    for element in root.iter():
        yield from (element.tag, element.text or "", *element.attrib, *element.attrib.values())


def _mutate_tree(root: Element, words: Sequence[str], source: random.Random) -> None:
    element = source.choice(list(root.iter()))
    word = source.choice(
        (*words[:: max(1, len(words) // 50)], source.choice(words), "", "-1", "1e400")
    )
    how = source.randrange(7)
    if how == 0 and len(element):
        element.remove(source.choice(list(element)))
    elif how == 1 and len(element):
        element.extend([source.choice(list(element))] * source.choice((1, 2, 65)))
    elif how == 2 and element.attrib:
        element.set(source.choice(list(element.attrib)), word)
    elif how == 3 and element.attrib:
        del element.attrib[source.choice(list(element.attrib))]
    elif how == 4:
        element.text = word
    elif how == 5 and len(element):
        element[:] = source.sample(list(element), len(element))
    elif re.fullmatch(r"(?:\{[^{}]*\})?[A-Za-z][\w-]*", word):
        element.tag = word
