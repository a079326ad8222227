"""Notebooks of format 3, as Jupyter wrote them until 2015, seen as ones of format 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FORMAT = 3

#: What an output of format 3 calls the types of what it holds.
_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "latex": "text/latex",
    "json": "application/json",
    "javascript": "application/javascript",
}
_OUTPUTS = {"pyout": "execute_result", "pyerr": "error"}


class Damaged(Exception):
    """A notebook that says that it is of format 3 and is not."""


def as_format_4(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return metadata and cells of a notebook of format 3 as format 4 has them, but without ids.

    The cells of all its worksheets follow each other, a heading is a line of Markdown, and code
    has its input as source. What is no cell stays what it is. Raises Damaged without worksheets.
    """
    return {"metadata": notebook.get("metadata", {}), "cells": list(_cells(notebook))}


def _cells(notebook: Mapping[str, Any]) -> Iterator[Any]:
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        raise Damaged
    for sheet in sheets:
        cells = sheet.get("cells") if isinstance(sheet, Mapping) else None
        if not isinstance(cells, list):
            raise Damaged
        yield from map(_cell, cells)


def _cell(cell: Any) -> Any:
    match cell:
        case {"cell_type": "heading"}:
            return {**cell, "cell_type": "markdown", "source": _heading(cell)}
        case {"cell_type": "code"}:
            outputs = cell.get("outputs")
            kept = outputs if isinstance(outputs, list) else []
            return {**cell, "source": cell.get("input", ""), "outputs": list(map(_output, kept))}
        case _:
            return cell


def _heading(cell: Mapping[str, Any]) -> str:
    source, level = cell.get("source"), cell.get("level")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    signs = "#" * (level if isinstance(level, int) and 1 <= level <= 6 else 1)
    return f"{signs} {' '.join(text.splitlines())}"


def _output(output: Any) -> Any:
    match output:
        case {"output_type": "pyout" | "display_data" as sort}:
            data = {type_: output[name] for name, type_ in _TYPES.items() if name in output}
            return {"output_type": _OUTPUTS.get(sort, sort), "metadata": {}, "data": data}
        case {"output_type": "pyerr"}:
            return {**output, "output_type": _OUTPUTS["pyerr"]}
        case {"output_type": "stream"}:
            return {**output, "name": output.get("stream", "stdout")}
        case _:
            return output
