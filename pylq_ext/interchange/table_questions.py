"""A row of a table as a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.record import Choice, Pair, Record, Sort
from pylq_ext.interchange.spreadsheet import Row
from pylq_ext.interchange.table_cells import Cells, as_markdown, as_option
from pylq_ext.interchange.table_columns import Columns, letter_of
from pylq_ext.interchange.table_shares import credit, shares_and_notes
from pylq_ext.interchange.table_typed import read_number, read_short
from pylq_ext.interchange.unfit import Unfit

_KINDS = {
    "single": ("single choice", "one", "choice", "radio"),
    "multiple": ("many choice", "multiple answers", "several", "checkbox", "multiple select"),
    "poll": ("survey", "umfrage"),
    "number": ("numeric", "numerical", "zahl"),
    "short": ("short answer", "short text", "kurztext"),
    "open": ("open text", "essay", "free text", "long answer", "offen"),
    "ordering": ("order", "sequence", "reihenfolge"),
    "matching": ("match", "pairs", "zuordnung"),
}
KINDS = {other: kind for kind, others in _KINDS.items() for other in (kind, *others)}
#: By many people's words one may be right of several, or several.
_EITHER_NAMES = frozenset({"multiple choice", "mc", "mcq", "multiple-choice", "multichoice"})
_TYPED = frozenset({Sort.NUMBER, Sort.SHORT, Sort.OPEN})


def read_row(row: Row, columns: Columns, where: str) -> Record:
    """Return the record of one row; what it cannot hold is told in it."""
    cells = Cells(row, columns)
    try:
        prompt = cells.markdown("question")
        if not prompt:
            raise Unfit("It has no question.")
        kind = _kind(cells)
        record = kind.read(cells)
        for part in ("note", "share", "match"):
            if part not in kind.parts and cells.of_options(part):
                cells.note(f"The columns `{part} …` were dropped: this kind has none.")
        record = replace(
            record,
            where=where,
            title=" ".join(cells.markdown("title").split()),
            prompt=prompt,
            explanation=cells.markdown("explanation"),
            model_answer=_model_answer(cells, record),
            points=cells.points(),
            seconds=cells.seconds(),
            tags=cells.tags(),
            shuffle=cells.shuffle() and record.sort not in _TYPED,
        )
    except Unfit as unfit:
        return Record(where, problem=str(unfit))
    return replace(record, notes=tuple(cells.notes))


def _kind(cells: Cells) -> _Kind:
    given = " ".join(cells.plain("kind").lower().split())
    if not given:
        return _EITHER if cells.of_options() else _KIND["open"]
    if given in _EITHER_NAMES:
        return _EITHER
    kind = KINDS.get(given)
    if kind is None:
        raise Unfit(f"Its kind “{given[:40]}” is not known. There are: {', '.join(_KINDS)}.")
    return _KIND[kind]


def _model_answer(cells: Cells, record: Record) -> str:
    text = cells.markdown("model answer")
    if text and record.sort not in _TYPED:
        cells.note("The model answer was dropped: options say by themselves what is right.")
        return ""
    return text


def _choice(cells: Cells) -> Record:
    """Return a single choice if one option is right, and else a multiple choice."""
    right = cells.right(cells.of_options())
    return _single(cells) if right is not None and len(right) < 2 else _multiple(cells)


def _single(cells: Cells) -> Record:
    options, right, shares, notes = _options(cells)
    if len(right) > 1:
        cells.note(
            f"Of its options {len(right)} are right and only one is picked: look whether several "
            "should be."
        )
    return Record(
        "",
        Sort.SINGLE,
        choices=distinct(
            (
                Choice(
                    as_option(text),
                    credit(cells, number, right, shares),
                    notes.get(number, ""),
                )
                for number, text in options.items()
            ),
            cells.note,
        ),
    )


def _multiple(cells: Cells) -> Record:
    options, right, shares, notes = _options(cells)
    # With shares they are added, and all the right ones together are all of it.
    each = 1.0 / len(right) if shares and right else 1.0
    return Record(
        "",
        Sort.MULTIPLE,
        choices=distinct(
            (
                Choice(
                    as_option(text),
                    shares.get(number, each if number in right else 0.0),
                    notes.get(number, ""),
                )
                for number, text in options.items()
            ),
            cells.note,
        ),
    )


def _poll(cells: Cells) -> Record:
    options = _some(cells)
    if cells.right(options):
        raise Unfit("It is a poll, and some of its options are said to be right.")
    notes = {number: as_markdown(note) for number, note in cells.of_options("note").items()}
    return Record(
        "",
        Sort.SINGLE,
        choices=distinct(
            (
                Choice(as_option(text), 0.0, notes.get(number, ""))
                for number, text in options.items()
            ),
            cells.note,
        ),
        is_poll=True,
    )


def _open(cells: Cells) -> Record:
    if cells.of_options() or cells.plain("right"):
        raise Unfit("It is an open question, and has options: say another kind, or take them out.")
    return Record("", Sort.OPEN)


def _ordering(cells: Cells) -> Record:
    options = _some(cells)
    if cells.plain("right"):
        cells.note("`right` was dropped: the items stand in their right order.")
    return Record("", Sort.ORDERING, items=tuple(map(as_option, options.values())))


def _matching(cells: Cells) -> Record:
    left, right = cells.of_options(), cells.of_options("match")
    if cells.plain("right"):
        cells.note("`right` was dropped: `match A` and so on say what belongs together.")
    for number in left:
        if number not in right:
            raise Unfit(f"Nothing belongs to {letter_of(number)} (`match {letter_of(number)}`).")
    if len(left) < 2:
        raise Unfit("It has fewer than two pairs, so that nothing can be matched.")
    return Record(
        "",
        Sort.MATCHING,
        pairs=tuple(
            Pair(as_markdown(left.get(number, "")), as_markdown(text))
            for number, text in right.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind is read, and what it has for each option besides its text."""

    read: Callable[[Cells], Record]
    parts: tuple[str, ...] = ()


_EITHER = _Kind(_choice, ("note", "share"))
_KIND: Mapping[str, _Kind] = {
    "single": _Kind(_single, ("note", "share")),
    "multiple": _Kind(_multiple, ("note", "share")),
    "poll": _Kind(_poll, ("note",)),
    "number": _Kind(read_number, ("note", "share")),
    "short": _Kind(read_short, ("note", "share")),
    "open": _Kind(_open),
    "ordering": _Kind(_ordering),
    "matching": _Kind(_matching, ("match",)),
}


def _some(cells: Cells) -> Mapping[int, str]:
    options = cells.of_options()
    if len(options) < 2:
        raise Unfit("It has fewer than two options (columns A, B, C, …).")
    return options


def _options(
    cells: Cells,
) -> tuple[Mapping[int, str], tuple[int, ...], Mapping[int, float], Mapping[int, str]]:
    """Return the options, which are right, and the shares and notes of those that have one."""
    options = _some(cells)
    right = cells.right(options)
    if right is None:
        raise Unfit(
            "It does not say which options are right (`right`): write their letters, or `none`, or "
            "say that it is a `poll`."
        )
    shares, notes = shares_and_notes(cells, options)
    return options, right, shares, notes
