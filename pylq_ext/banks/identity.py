"""What a question is known by: the bank's id and the cell's, told apart and written down."""

from __future__ import annotations

import itertools
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from pylq_ext.banks import json_text
from pylq_ext.banks.json_text import Edit
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.title import printable

MAX_NAME = 200
MINOR_WITH_IDS = 5


@dataclass(frozen=True, slots=True)
class RepeatedId:
    """A cell that has the id of an earlier one; cells are counted from 1."""

    id: str
    cell_number: int
    first: int

    @property
    def problem(self) -> Problem:
        """What is wrong with that, as of the cell's first line."""
        return Problem(
            "cell_id_twice",
            1,
            f"Cells {self.first} and {self.cell_number} have the same id, {self.id}: a copied "
            "cell kept it, and the answers to two questions could be taken for answers to one. "
            f"`pylq check --fix` gives cell {self.cell_number} an id of its own.",
            params={"id": self.id, "first": self.first},
        )


@dataclass(frozen=True, slots=True)
class Mended:
    """A notebook's text with ids in it, and a sentence for each thing that was done."""

    text: str
    done: tuple[str, ...] = field(default=())


def bank_id(notebook: Mapping[str, Any], path: PurePath) -> str:
    """Return the bank's id: the one in its metadata, or else the file's name without its end."""
    return _named_bank(notebook["metadata"]) or _from_name(path)


def cell_id(cell: Mapping[str, Any], cell_number: int) -> str:
    """Return the cell's id, or what it is known by without one: its place."""
    if _has_id(cell):
        return printable(cell["id"])[:MAX_NAME]
    # Notebooks before format 4.5 have no ids: the place is what stays the same between readings.
    return f"cell-{cell_number}"


def known_ids(cells: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what each cell is known by, which no two of them share.

    It is the cell's id, or its place for want of one. A cell that has an earlier one's id is known
    by its place as well: two questions must not be taken for one.
    """
    ids = [cell_id(cell, number) for number, cell in enumerate(cells, start=1)]
    taken = set(ids)
    for one in repeated_ids(cells):
        known_by = place = f"cell-{one.cell_number}"
        more = itertools.count(2)
        while known_by in taken:
            known_by = f"{place}-{next(more)}"
        taken.add(known_by)
        ids[one.cell_number - 1] = known_by
    return ids


def repeated_ids(cells: Sequence[Mapping[str, Any]]) -> list[RepeatedId]:
    """Return each cell, of whatever type, that has an earlier one's id.

    Cells that are no questions count: Jupyter gives one of the two another id when it opens the
    file, and the question might be that one.
    """
    first_with: dict[str, int] = {}
    repeated: list[RepeatedId] = []
    numbered = list(enumerate(cells, start=1))
    # What a cell is known by for want of an id never takes one that another cell really has.
    for number, cell in sorted(numbered, key=lambda one: not _has_id(one[1])):
        known_by = cell_id(cell, number)
        first = first_with.setdefault(known_by, number)
        if first != number:
            repeated.append(RepeatedId(known_by, number, first))
    return repeated


def mend_ids(
    text: str, path: PurePath, new_id: Callable[[], str] = lambda: secrets.token_hex(4)
) -> Mended:
    """Return a notebook's JSON with the bank's id, and with an id of its own for each cell.

    Ids that are missing become what bank and cell were known by: the file's name and the cell's
    place. The later one of two cells with one id gets `new_id()`. All else keeps its bytes, and a
    text that lacks nothing is returned as it is. It must be a notebook of nbformat 4.
    """
    root = json_text.members(text, json_text.start_of(text))
    edits: list[Edit] = []
    done: list[str] = []
    _mend_bank(text, root, path, edits, done)
    _mend_cells(text, root, new_id, edits, done)
    _mend_format(text, root, edits, done)
    return Mended(json_text.edited(text, edits), tuple(done))


def _has_id(cell: Mapping[str, Any]) -> bool:
    return isinstance(cell.get("id"), str) and bool(cell["id"])


def _named_bank(metadata: Any) -> str:
    ours = metadata.get("pylq") if isinstance(metadata, Mapping) else None
    named = ours.get("bank") if isinstance(ours, Mapping) else None
    return printable(named.strip())[:MAX_NAME] if isinstance(named, str) else ""


def _from_name(path: PurePath) -> str:
    return printable(path.stem)[:MAX_NAME].strip() or "bank"


def _mend_bank(
    text: str,
    root: Sequence[json_text.Member],
    path: PurePath,
    edits: list[Edit],
    done: list[str],
) -> None:
    holder = json_text.named(root, "metadata")
    if holder is None or _named_bank(json.loads(text[holder.value_at : holder.end])):
        return
    name = _from_name(path)
    done.append(f"the bank has the id {name}")
    ours = json_text.named(json_text.members(text, holder.value_at), "pylq")
    if ours is None:
        value = {"bank": name}
        edits.append(json_text.insertion(text, holder, holder.value_at, "pylq", value))
    elif text[ours.value_at] != "{":
        edits.append(json_text.replacement(text, ours, {"bank": name}))
    elif bank := json_text.named(json_text.members(text, ours.value_at), "bank"):
        edits.append(json_text.replacement(text, bank, name))
    else:
        edits.append(json_text.insertion(text, ours, ours.value_at, "bank", name))


def _mend_cells(
    text: str,
    root: Sequence[json_text.Member],
    new_id: Callable[[], str],
    edits: list[Edit],
    done: list[str],
) -> None:
    holder = json_text.named(root, "cells")
    if holder is None:
        return
    places = json_text.elements(text, holder.value_at)
    cells = json.loads(text[holder.value_at : holder.end])
    taken = {cell_id(cell, number) for number, cell in enumerate(cells, start=1)}
    repeated = {one.cell_number: one for one in repeated_ids(cells)}
    unnamed: list[int] = []
    for number, (at, cell) in enumerate(zip(places, cells, strict=True), start=1):
        known_by = cell_id(cell, number)
        if _has_id(cell) and number not in repeated:
            continue
        if number in repeated:
            copied = known_by
            while known_by in taken:
                known_by = new_id()
            taken.add(known_by)
        if _has_id(cell):
            done.append(
                f"cell {number} had the id {copied} of cell {repeated[number].first}, "
                f"and has {known_by} now"
            )
        else:
            unnamed.append(number)
        named = json_text.named(json_text.members(text, at), "id")
        edits.append(
            json_text.insertion(text, None, at, "id", known_by)
            if named is None
            else json_text.replacement(text, named, known_by)
        )
    if unnamed:
        done.append(_named_now(unnamed))


def _named_now(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"cell {numbers[0]} had no id, and has one now"
    return f"{len(numbers)} cells had no id, and have one now"


def _mend_format(
    text: str, root: Sequence[json_text.Member], edits: list[Edit], done: list[str]
) -> None:
    minor = json_text.named(root, "nbformat_minor")
    number = json.loads(text[minor.value_at : minor.end]) if minor else 0
    if isinstance(number, int) and number >= MINOR_WITH_IDS:
        return
    done.append(f"the notebook has the format 4.{MINOR_WITH_IDS}, the first one with ids of cells")
    edits.append(
        json_text.insertion(text, None, json_text.start_of(text), "nbformat_minor", MINOR_WITH_IDS)
        if minor is None
        else json_text.replacement(text, minor, MINOR_WITH_IDS)
    )
