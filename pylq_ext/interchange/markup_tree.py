"""HTML as a tree: as browsers mend it, bounded, and with nothing in it that acts."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

MAX_CHARACTERS = 1024 * 1024
#: Images can be written into a text, and are long.
MAX_WITH_IMAGES = 12 * 1024 * 1024
#: Of `<` and `&`, each of which costs time whether it begins something or not.
MAX_SIGNS = 20_000
#: The sanitiser's time grows with the square of the nesting, and the writer calls itself.
MAX_NESTING = 80
MAX_WORK = 60_000

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"]) | {
    "param",
    "source",
    "track",
    "wbr",
}
MATHML = frozenset(
    {"math", "semantics", "annotation", "annotation-xml", "mrow", "mi", "mn", "mo", "mtext", "ms"}
    | {"mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover"}
    | {"munderover", "mtable", "mtr", "mtd", "mfenced", "menclose", "mstyle", "mpadded"}
    | {"mphantom", "merror", "mmultiscripts", "none", "mprescripts"}
)
_TEXT = frozenset(
    {"a", "abbr", "address", "article", "aside", "b", "big", "blockquote", "br", "caption"}
    | {"center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl"}
    | {"dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre"}
    | {"q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong"}
    | {"sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u"}
    | {"ul", "var", "wbr"}
)
#: What cannot be kept is in the tree as well, so that its loss can be told.
LOST = frozenset(
    {"applet", "audio", "button", "canvas", "embed", "form", "iframe", "input", "map", "object"}
    | {"script", "select", "style", "svg", "textarea", "video"}
)

_CLEANER = nh3.Cleaner(
    tags=set(_TEXT | MATHML | LOST),
    clean_content_tags=set(),
    attributes={
        "*": {"class", "style"},
        "a": {"href", "title"},
        "annotation": {"encoding"},
        "audio": {"src"},
        "embed": {"src"},
        "font": {"color", "face"},
        "iframe": {"src"},
        "img": {"src", "alt", "title"},
        "input": {"type"},
        "math": {"alttext", "display"},
        "mfenced": {"open", "close", "separators"},
        "mo": {"stretchy"},
        "ol": {"start"},
        "script": {"type"},
        "td": {"colspan", "rowspan", "align"},
        "th": {"colspan", "rowspan", "align"},
        "video": {"src"},
    },
    generic_attribute_prefixes={"data-"},
    url_schemes={"http", "https", "mailto", "data"},
    link_rel=None,
    strip_comments=True,
)

# Browsers end these themselves when the next one begins.
_ENDED_BY_THE_NEXT = frozenset(["a", "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody"])
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ANY_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")


@dataclass(slots=True)
class Element:
    """An element of HTML; its children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """Yield the children that are no texts."""
        return (child for child in self.children if isinstance(child, Element))

    def text(self) -> str:
        """Return all text within, line breaks included."""
        return "".join(
            child if isinstance(child, str) else "\n" if child.tag == "br" else child.text()
            for child in self.children
        )

    def within(self) -> Iterator[Element]:
        """Yield every element within, outer ones first."""
        for child in self.elements():
            yield child
            yield from child.within()


def parse_html(source: str) -> Element | None:
    """Return the tree of a fragment, under one element without a tag; None if it is too much."""
    most = MAX_WITH_IMAGES if "data:image/" in source else MAX_CHARACTERS
    if len(source) > most or source.count("<") + source.count("&") > MAX_SIGNS:
        return None
    if not _is_bounded(source):
        return None
    builder = _Builder()
    builder.feed(_CLEANER.clean(source.replace("\0", "\ufffd")))
    builder.close()
    return builder.root


def without_tags(source: str) -> str:
    """Return the text of HTML that is too much to be read as such."""
    return html.unescape(_ANY_TAG.sub(" ", source))


def _is_bounded(source: str) -> bool:
    """Tell whether little enough is open at once; what is never closed is opened ever again."""
    opened: Counter[str] = Counter()
    depth = work = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name in VOID or name in _ENDED_BY_THE_NEXT:
            pass
        elif not tag[1]:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        work += depth
        if depth > MAX_NESTING or work > MAX_WORK:
            return False
    return True


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        # What the sanitiser returns is well formed, but an end must never pass the root.
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
