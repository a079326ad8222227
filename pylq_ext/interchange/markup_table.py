"""A table of HTML as one of Markdown, which has a head, and one line of text in each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pylq_ext.interchange.markup_tree import Element

MAX_CELLS = 5_000
_ALIGNED = {"left": ":---", "center": ":---:", "right": "---:"}
_BLOCKS = frozenset(["pre", "ul", "ol", "table", "blockquote", "hr", "dl"])

Rows = list[list[Element | None]]


def rows_of(table: Element) -> Rows | None:
    """Return the cells of a table, None where one spans; None if it is too large to be one."""
    rows: Rows = []
    spanning: dict[int, int] = {}
    cells = 0
    for row in _rows(table):
        line: list[Element | None] = []
        for cell in (one for one in row.elements() if one.tag in {"td", "th"}):
            cells += _skip_spanned(line, spanning)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            start = len(line)
            line += [cell, *[None] * (across - 1)]
            if down > 1:
                spanning |= dict.fromkeys(range(start, start + across), down - 1)
            cells += across
            if cells > MAX_CELLS:
                return None
        cells += _skip_spanned(line, spanning)
        if line:
            rows.append(line)
    return rows


def cells_of(table: Element) -> Iterator[Element]:
    """Yield the cells of a table row by row, without those of tables inside it."""
    for row in _rows(table):
        yield from (cell for cell in row.elements() if cell.tag in {"td", "th"})


def is_layout(rows: Rows) -> bool:
    """Tell whether a table only places its cells on the page: one column, or blocks within."""
    return all(len(row) < 2 for row in rows) or any(
        inner.tag in _BLOCKS for row in rows for cell in row if cell for inner in cell.within()
    )


def spans(rows: Rows) -> bool:
    """Tell whether a cell stands in the place of several."""
    return any(cell is None for row in rows for cell in row)


def write_table(rows: Rows, texts: Sequence[Sequence[str]]) -> str:
    """Return the Markdown of a table whose cells' texts are Markdown in one line."""
    width = max(len(row) for row in texts)
    if width * len(texts) > 4 * MAX_CELLS:
        width = len(texts[0])
    lines = [[text.replace("|", "\\|") for text in row] for row in texts]
    has_head = all(cell is None or cell.tag == "th" for cell in rows[0])
    if not has_head:
        lines.insert(0, [])
    lines = [[*line, *[""] * (width - len(line))][:width] for line in lines]
    lines.insert(1, [_alignment(rows, column) for column in range(width)])
    return "\n".join(_line(line) for line in lines)


def _line(cells: Sequence[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else "  " for cell in cells) + "|"


def _rows(table: Element) -> Iterator[Element]:
    for child in table.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child.elements() if row.tag == "tr")


def _skip_spanned(line: list[Element | None], spanning: dict[int, int]) -> int:
    """Fill the places that cells of earlier rows reach down to."""
    filled = 0
    while spanning.get(len(line), 0) > 0:
        spanning[len(line)] -= 1
        line.append(None)
        filled += 1
    return filled


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "")
    return min(max(int(value), 1), 50) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def _alignment(rows: Rows, column: int) -> str:
    """Return how a column's cells are aligned, if all that say so say the same."""
    found = set()
    for row in rows:
        cell = row[column] if column < len(row) else None
        if cell is not None:
            style = re.search(r"text-align:\s*(\w{1,10})", cell.attributes.get("style", ""))
            aligned = cell.attributes.get("align") or (style[1] if style else "")
            if aligned:
                found.add(aligned.lower())
    return _ALIGNED.get(found.pop(), "---") if len(found) == 1 else "---"
