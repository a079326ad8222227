"""The tree of a text in HTML, written as the blocks of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pylq_ext.interchange import markup_conversion as told
from pylq_ext.interchange.markup_code import fenced, language_of
from pylq_ext.interchange.markup_conversion import Conversion, is_hidden, is_monospaced
from pylq_ext.interchange.markup_inline import (
    is_literal,
    link_of,
    write_formula,
    write_image,
    write_literal,
    write_shifted,
)
from pylq_ext.interchange.markup_line import Line, Span
from pylq_ext.interchange.markup_lists import has_paragraph, items_of, write_list
from pylq_ext.interchange.markup_mathml import tex_of
from pylq_ext.interchange.markup_table import (
    cells_of,
    is_layout,
    rows_of,
    spans,
    write_table,
)
from pylq_ext.interchange.markup_tree import LOST, Element

MAX_LEVELS = 5
_PARAGRAPHS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "center"}
    | {"address", "figure", "figcaption", "details", "summary", "dl", "dt", "dd", "caption"}
    | {"td", "th", "tr", "tbody", "thead", "tfoot", "form", "li"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CODE = frozenset(["code", "tt", "kbd", "samp"])
_TEX_SCRIPT = re.compile(r"math/tex", re.I)


@dataclass(slots=True)
class Writer:
    """Writes the content of one container: the text, an item of a list, a quote, a cell.

    `level` is how many lists and quotes it stands in. In a `flat` one there are no blocks, and all
    of it is one line.
    """

    conversion: Conversion
    level: int = 0
    flat: bool = False
    blocks: list[str] = field(default_factory=list)
    _line: Line = field(init=False)
    _marked: list[Span] = field(default_factory=list)
    _bullet: str = ""

    def __post_init__(self) -> None:
        self._line = Line(self.conversion.dollars)

    def write(self, element: Element) -> list[str]:
        """Return the blocks of an element's children."""
        self._children(element)
        self._end_paragraph()
        return self.blocks

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._line.text(child)
            else:
                self._element(child)

    def _element(self, element: Element) -> None:
        tag = element.tag
        if is_hidden(element):
            return
        if tag == "script" and _TEX_SCRIPT.match(element.attributes.get("type", "")):
            display = "mode=display" in element.attributes["type"].replace(" ", "")
            self._formula(element, element.text(), display)
        elif tag in LOST and tag != "form":
            self.conversion.lost(element)
        elif tag == "br":
            self._break()
        elif tag == "img":
            write_image(self._line, self.conversion, element)
        elif tag == "math":
            display = element.attributes.get("display") == "block"
            self._formula(element, tex_of(element) or "", display)
        elif tag in {"sub", "sup"}:
            write_shifted(self._line, self.conversion, element)
        elif tag == "q":
            self._line.text("“")
            self._children(element)
            self._line.text("”")
        elif tag in {"ul", "ol", "blockquote", "pre", "table", "hr"} or tag in _HEADINGS:
            self._block(element)
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            self._spanned(element)
            self._end_paragraph()
        else:
            self._spanned(element)

    def _spanned(self, element: Element) -> None:
        """Write what stands within a line, with its marks."""
        if (element.tag in _CODE or is_monospaced(element)) and not _has_image(element):
            self._code(element)
            return
        if is_literal(element):
            write_literal(self._line, element)
            return
        marks = [one for one in self.conversion.spans_of(element) if one not in self._marked]
        link = link_of(self.conversion, element) if element.tag == "a" else None
        if link is not None:
            marks.insert(0, link)
        for span in marks:
            self._line.open(span)
            self._marked.append(span)
        self._children(element)
        for span in reversed(marks):
            self._line.close(span)
            self._marked.pop()

    def _formula(self, element: Element, tex: str, display: bool) -> None:
        display = display and not self.flat
        write_formula(self._line, self.conversion, tex, element.text(), display)

    def _break(self) -> None:
        if self.flat:
            self._line.text(" ")
            return
        self._line.line_break()
        if self._line.breaks > 1:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self.flat:
            self._line.text(" ")
        else:
            self._add(self._finished())

    def _finished(self) -> str:
        markdown, whole = self._line.finish() if not self._line.is_empty else ("", True)
        if not whole:
            self.conversion.note(told.SPANS)
        self._line = self._line.next()
        return markdown

    def _add(self, block: str, bullet: str = "") -> None:
        if block:
            self.blocks.append(block)
            self._bullet = bullet

    def _block(self, element: Element) -> None:
        if self.flat:
            self._line.text(" ")
            self._children(element)
            self._line.text(" ")
            return
        self._end_paragraph()
        if element.tag in {"ul", "ol"}:
            self._list(element)
        elif element.tag == "blockquote":
            self._quote(element)
        elif element.tag == "pre":
            self._preformatted(element)
        elif element.tag == "table":
            self._table(element)
        elif element.tag == "hr":
            self._add("---")
        else:
            self._heading(element)

    def _heading(self, element: Element) -> None:
        text = " ".join(self._inner(element, flat=True))
        if text:
            # Signs at the end would be taken for the heading's closing ones.
            text = re.sub(r"(?<= )(#{1,6})\Z", r"\\\1", text)
            self._add(f"{'#' * _HEADINGS[element.tag]} {text}")

    def _inner(self, element: Element, *, flat: bool = False, deeper: int = 0) -> list[str]:
        writer = Writer(self.conversion, self.level + deeper, flat)
        blocks = writer.write(element)
        return [writer._finished()] if flat else blocks

    def _list(self, element: Element) -> None:
        if self.level >= MAX_LEVELS:
            self.conversion.note(told.NESTED)
            self._children(element)
            self._end_paragraph()
            return
        items = items_of(element)
        texts = [blocks for item in items if (blocks := self._inner(item, deeper=1))]
        ordered = element.tag == "ol"
        # Another bullet than the last list's: with the same, the two would be one.
        bullet = (")" if self._bullet == "." else ".") if ordered else "*"
        if not ordered and self._bullet == "*":
            bullet = "+"
        start = element.attributes.get("start", "1")
        first = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
        markers = [f"{first + at}{bullet}" if ordered else bullet for at in range(len(texts))]
        self._add(write_list(markers, texts, is_tight=not any(map(has_paragraph, items))), bullet)

    def _quote(self, element: Element) -> None:
        if self.level >= MAX_LEVELS:
            self.conversion.note(told.NESTED)
            self._children(element)
            self._end_paragraph()
            return
        text = "\n\n".join(self._inner(element, deeper=1))
        self._add("\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else "")

    def _preformatted(self, element: Element) -> None:
        if _has_image(element):
            self.conversion.note("Code that holds an image or a formula was written as text.")
            self._children(element)
            self._end_paragraph()
            return
        inner = next((one for one in element.elements() if one.tag == "code"), element)
        classes = " ".join(one.attributes.get("class", "") for one in (element, inner))
        self._add(fenced(element.text(), language_of(classes)))

    def _table(self, table: Element) -> None:
        for caption in table.elements():
            if caption.tag == "caption":
                self._children(caption)
                self._end_paragraph()
        rows = rows_of(table)
        if not rows or is_layout(rows):
            if rows is None or any(len(row) > 1 for row in rows):
                self.conversion.note(
                    "A table that holds lists, code or tables, or is very large, was written cell "
                    "by cell."
                )
            for cell in cells_of(table):
                self._children(cell)
                self._end_paragraph()
            return
        if spans(rows):
            self.conversion.note("Cells of a table that span others are followed by empty ones.")
        texts = [
            [" ".join(self._inner(cell, flat=True)) if cell else "" for cell in row] for row in rows
        ]
        self._add(write_table(rows, texts))

    def _code(self, element: Element) -> None:
        text = re.sub(r"[ \t\r\f]+", " ", _code_text(element)).strip()
        if "\n" in text and not self.flat:
            self._end_paragraph()
            self._add(fenced(_code_text(element), language_of(element.attributes.get("class", ""))))
            return
        code = " ".join(text.replace("\xa0", " ").split())
        if code:
            self._line.code(code)


def _has_image(element: Element) -> bool:
    return any(one.tag in {"img", "math"} for one in element.within())


def _code_text(element: Element) -> str:
    """Return code that is no block: only `br` and paragraphs end a line."""
    text = ""
    for child in element.children:
        if isinstance(child, str):
            text += re.sub(r"[\r\n]+", " ", child)
        elif child.tag == "br":
            text += "\n"
        elif child.tag in _PARAGRAPHS:
            text += (
                ("\n" if text.strip(" ")[-1:] not in ("", "\n") else "") + _code_text(child) + "\n"
            )
        else:
            text += _code_text(child)
    return text
