"""Converted questions as a bank: a notebook that `pylq check` finds nothing wrong with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pylq_ext.banks.notebook import notebook_text
from pylq_ext.interchange.conversion import Converted
from pylq_ext.interchange.markup import from_plain


def bank_notebook(bank_id: str, parts: Sequence[tuple[str, Iterable[Converted]]]) -> str:
    """Return the notebook's text. Each part is a heading, and the questions below it."""
    cells = [{"id": f"q{number}", **cell} for number, cell in enumerate(_cells(parts), start=1)]
    return notebook_text(cells, {"pylq": {"bank": bank_id}})


def _cells(parts: Sequence[tuple[str, Iterable[Converted]]]) -> Iterator[dict[str, Any]]:
    for heading, questions in parts:
        yield _cell(f"# {from_plain(' '.join(heading.split()))}")
        for one in questions:
            if one.cell is not None:
                yield _cell(one.cell.source, dict(one.cell.attachments))


def _cell(source: str, attachments: dict[str, Any] | None = None) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": "markdown",
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if attachments:
        cell["attachments"] = attachments
    return cell
