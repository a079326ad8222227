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
    "multiple poll": ("poll multiple", "multiple survey"),
    "ordering poll": ("poll ordering", "ranking", "rangfolge"),
    "matching poll": ("poll matching",),
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
            difficulty=cells.difficulty(),
            shuffle=cells.says("shuffle") and record.sort not in _TYPED,
            is_partial=_is_partial(cells, record),
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
    options = _unkeyed(cells)
    notes = _notes(cells, options)
    return Record(
        "",
        Sort.SINGLE,
        choices=distinct(
            (
                Choice(as_option(text), 0.0, notes.get(number, ""))
                for number, text in options.items()
            ),
            cells.note,
            least=1,
        ),
        is_poll=True,
    )


def _multiple_poll(cells: Cells) -> Record:
    return replace(_poll(cells), sort=Sort.MULTIPLE)


def _open(cells: Cells) -> Record:
    if cells.of_options() or cells.plain("right"):
        raise Unfit("It is an open question, and has options: say another kind, or take them out.")
    return Record("", Sort.OPEN)


def _ordering(cells: Cells) -> Record:
    options = _some(cells)
    notes = _notes(cells, options)
    if cells.plain("right"):
        cells.note("`right` was dropped: the items stand in their right order.")
    return Record(
        "",
        Sort.ORDERING,
        items=tuple(map(as_markdown, options.values())),
        item_notes=tuple(notes.get(number, "") for number in options) if notes else (),
    )


def _ordering_poll(cells: Cells) -> Record:
    _unkeyed(cells)
    return replace(_ordering(cells), is_poll=True)


def _matching(cells: Cells) -> Record:
    left, right = cells.of_options(), cells.of_options("match")
    notes = _notes(cells, left)
    if cells.plain("right"):
        cells.note("`right` was dropped: `match A` and so on say what belongs together.")
    for number in left:
        if number not in right:
            raise Unfit(f"Nothing belongs to {letter_of(number)} (`match {letter_of(number)}`).")
    if len(left) + (len(right) > len(left)) < 2:
        raise Unfit("It has fewer than two pairs, so that nothing can be matched.")
    return Record(
        "",
        Sort.MATCHING,
        pairs=tuple(
            Pair(as_markdown(left.get(number, "")), as_markdown(text), notes.get(number, ""))
            for number, text in right.items()
        ),
    )


def _matching_poll(cells: Cells) -> Record:
    left, right = _unkeyed(cells), cells.of_options("match")
    notes = _notes(cells, left)
    return Record(
        "",
        Sort.MATCHING,
        pairs=(
            *(Pair(as_markdown(one), "", notes.get(number, "")) for number, one in left.items()),
            *(Pair("", as_markdown(text)) for text in right.values()),
        ),
        is_poll=True,
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
    "ordering": _Kind(_ordering, ("note",)),
    "matching": _Kind(_matching, ("note", "match")),
    "multiple poll": _Kind(_multiple_poll, ("note",)),
    "ordering poll": _Kind(_ordering_poll, ("note",)),
    "matching poll": _Kind(_matching_poll, ("note", "match")),
}


def _is_partial(cells: Cells, record: Record) -> bool:
    """Return whether parts of an answer earn parts of the points."""
    if not cells.says("partial"):
        return False
    why = None
    if record.sort not in {Sort.MULTIPLE, Sort.ORDERING} or record.is_poll:
        why = "it is for several options that are picked, and for an order"
    elif cells.of_options("share"):
        why = "its shares say what earns which part"
    if why is not None:
        cells.note(f"`partial` was dropped: {why}.")
    return why is None


def _unkeyed(cells: Cells) -> Mapping[int, str]:
    options = cells.of_options()
    if not options:
        raise Unfit("It has no options (columns A, B, C, …).")
    if cells.right(options):
        raise Unfit("It is a poll, and some of its options are said to be right.")
    return options


def _notes(cells: Cells, options: Mapping[int, str]) -> Mapping[int, str]:
    """Return the notes of options without shares."""
    notes = {number: as_markdown(note) for number, note in cells.of_options("note").items()}
    for number in sorted({*notes} - {*options}):
        raise Unfit(f"{letter_of(number)} has a note, and no text.")
    return notes


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
