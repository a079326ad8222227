"""The cells of a notebook of unknown origin, bounded; nothing of it is run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pylq_ext.interchange.forgiving_json import whole
from pylq_ext.interchange.record import Unreadable

MAX_CHARACTERS = 48 * 1024 * 1024
MAX_BRACKETS = 500_000
MAX_COMMAS = 4_000_000
MAX_CELLS = 10_000

Cell = Mapping[str, Any]


def read_cells(text: str) -> Sequence[Cell]:
    """Return the cells of a notebook, those that are none as empty ones; raises Unreadable."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"The notebook has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read. "
            "Clear its outputs and save it."
        )
    if text.count("[") + text.count("{") > MAX_BRACKETS or text.count(",") > MAX_COMMAS:
        raise Unreadable("The notebook is too large to be read. Clear its outputs and save it.")
    try:
        notebook = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(
            f"This is no notebook, or a damaged one{place}: open it in Jupyter and save it again."
        ) from None
    found = notebook.get("cells") if isinstance(notebook, dict) else None
    if (
        found is None
        and isinstance(notebook, dict)
        and isinstance(notebook.get("worksheets"), list)
    ):
        # As notebooks were before format 4.
        found = [
            cell
            for sheet in notebook["worksheets"]
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    if not isinstance(found, list):
        raise Unreadable("This is no notebook: it has no list of `cells`.")
    if len(found) > MAX_CELLS:
        raise Unreadable(f"The notebook has {len(found):,} cells; at most {MAX_CELLS:,} are read.")
    return [cell if isinstance(cell, dict) else {} for cell in found]


def source_of(cell: Cell) -> str:
    """Return what stands in a cell; halves of signs are replaced."""
    return joined(cell.get("source", cell.get("input")))


def is_code(cell: Cell) -> bool:
    """Tell whether a cell is one of code."""
    return cell.get("cell_type") == "code"


def joined(source: Any) -> str:
    """Return a text that a notebook holds as one or by lines; halves of signs are replaced."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return whole(source) if isinstance(source, str) else ""
