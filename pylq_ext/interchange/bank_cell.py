"""A record as a cell of a bank, and the proof that it reads as what the record says."""

from __future__ import annotations

import base64
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.image_format import NotAnImage, format_of
from pylq_ext.banks.layout import MODEL_ANSWER
from pylq_ext.domain.question import Kind, Question, option_id
from pylq_ext.interchange.amounts import figures, percent
from pylq_ext.interchange.blanks_cell import are_as_meant, list_of_blanks
from pylq_ext.interchange.choices import is_right_minus_wrong
from pylq_ext.interchange.listed_cell import is_as_meant, list_of
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit

#: Neighbouring lists of one bullet are one list, so the options take one that the prompt leaves.
_BULLETS = "-*+"

_KINDS = {
    Sort.SINGLE: Kind.SINGLE,
    Sort.MULTIPLE: Kind.MULTIPLE,
    Sort.NUMBER: Kind.NUMBER,
    Sort.SHORT: Kind.SHORT,
    Sort.OPEN: Kind.OPEN,
    Sort.MATCHING: Kind.MATCHING,
    Sort.ORDERING: Kind.ORDERING,
    Sort.BLANKS: Kind.BLANKS,
    Sort.PLACE: Kind.PLACE,
}
#: Sorts whose list has no boxes.
_LISTED = frozenset({Sort.MATCHING, Sort.ORDERING})

#: A line that may stand behind a box and is read as text there.
_PLAIN_LINE = re.compile(r"(?![=~>|#`$\-+*\s\[!<]|\d+[.)]|\\begin\{)[^\n]+")
#: A line that may be a quotation's.
_QUOTED = re.compile(r"^>", re.M)


@dataclass(frozen=True, slots=True)
class BankCell:
    """A cell's text and attachments (as nbformat has them), and what was lost on the way there.

    `question` is what it reads as.
    """

    source: str
    question: Question
    attachments: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One item of the list: an option's text, or a form that may be typed."""

    text: str
    ticked: bool
    share: float | None
    note: str


def bank_cell(record: Record) -> BankCell:
    """Return the cell that asks what a record asks; raises Unfit if a bank cannot hold it.

    The text is read again, and is what the record says, or is refused.
    """
    record = _by_rule(record)
    attachments = _attachments(record.attachments)
    lines, flags, notes = _lines(record)
    if record.points is not None and not 0 <= record.points <= 1000:
        raise Unfit("A question gives from 0 to 1000 points.")
    told: str | None = None
    for bullet in _BULLETS:
        source = _written(record, lines, flags, bullet)
        reading = read_cell(source, attachments)
        if reading.question is None:
            first = reading.problems[0]
            told = told or f"As a cell it would have a mistake: {first.message}"
        elif _is_meant(reading.question, record, lines):
            return BankCell(source, reading.question, attachments, tuple(notes))
    raise Unfit(told or "As a cell it would be read otherwise than it is meant.")


def _by_rule(record: Record) -> Record:
    """Return the record with a rule in place of shares, where that says the same."""
    if record.sort is not Sort.MULTIPLE or not is_right_minus_wrong(record.choices):
        return record
    choices = tuple(replace(one, credit=float(one.credit > 0)) for one in record.choices)
    # Of one right option there is no part.
    is_partial = sum(one.credit for one in choices) > 1
    return replace(record, choices=choices, is_partial=is_partial)


def _lines(record: Record) -> tuple[list[_Line], list[str], list[str]]:
    match record.sort:
        case Sort.SINGLE:
            return _poll(record) if record.is_poll else _single(record.choices)
        case Sort.MULTIPLE:
            return _poll(record) if record.is_poll else _multiple(record)
        case Sort.NUMBER | Sort.SHORT if record.accepted:
            return _typed(record.accepted)
        case Sort.PLACE if record.accepted:
            return _typed(record.accepted)[0], ["place"], []
        case Sort.BLANKS:
            found = [_of_blank(blank)[2] for blank in record.blanks]
            return [], ["blanks"], list(dict.fromkeys(note for notes in found for note in notes))
        case _:
            # `open` and its like, or a list without boxes.
            poll = ["poll"] if record.is_poll and record.sort in _LISTED else []
            return [], [str(record.sort), *poll, *_partial(record)], []


def _poll(record: Record) -> tuple[list[_Line], list[str], list[str]]:
    if any(one.credit for one in record.choices):
        raise Unfit("It is a poll, and some of its options earn points.")
    lines = [_Line(one.text, False, None, one.note) for one in record.choices]
    return lines, ["multiple", "poll"] if record.sort is Sort.MULTIPLE else ["poll"], []


def _single(choices: Sequence[Choice]) -> tuple[list[_Line], list[str], list[str]]:
    notes = []
    if any(choice.credit < 0 for choice in choices):
        notes.append("A wrong answer costs no points: penalties are for several that are picked.")
    lines = [
        _Line(one.text, one.credit >= 1, one.credit if 0 < one.credit < 1 else None, one.note)
        for one in choices
    ]
    ticks = sum(line.ticked for line in lines)
    return lines, ["single"] if ticks > 1 else [] if ticks else ["none-right"], notes


def _partial(record: Record) -> list[str]:
    return ["partial"] if record.is_partial else []


def _multiple(record: Record) -> tuple[list[_Line], list[str], list[str]]:
    choices = record.choices
    ticked = [one.credit > 0 for one in choices]
    # Where all are needed together each has all; otherwise each has its share.
    has_shares = any(one.credit < 0 or 0 < one.credit < 1 for one in choices)
    lines = [
        _Line(one.text, tick, one.credit if has_shares and one.credit else None, one.note)
        for one, tick in zip(choices, ticked, strict=True)
    ]
    flags = [*(["multiple"] if sum(ticked) < 2 else []), *_partial(record)]
    notes = []
    worth = sum(one.credit for one in choices if one.credit > 0)
    if has_shares and abs(worth - 1) > 0.005:
        notes.append(
            f"The right options together gave {100 * worth:.4g} % of the points; exactly the right"
            " ones give all."
        )
    return lines, flags if any(ticked) else [*flags, "none-right"], notes


def _typed(accepted: Sequence[Accepted]) -> tuple[list[_Line], list[str], list[str]]:
    if not any(one.credit >= 1 for one in accepted):
        raise Unfit("No answer earns all points, and a bank ticks at least one that does.")
    lines = [
        _Line(one.form, one.credit >= 1, one.credit if 0 < one.credit < 1 else None, one.note)
        for one in accepted
    ]
    return lines, [], []


def _of_blank(blank: Blank) -> tuple[list[_Line], list[str], list[str]]:
    if blank.choices:
        return _single(blank.choices)
    return _typed(blank.accepted) if blank.accepted else ([], [], [])


def _written(record: Record, lines: Sequence[_Line], flags: Sequence[str], bullet: str) -> str:
    parts = []
    title = " ".join(record.title.split())
    if title:
        parts.append(f"### {title}")
    parts.append(record.prompt)
    settings = " ".join([*flags, *_settings(record)])
    if settings:
        parts.append(f"<!-- pylq: {settings} -->")
    if record.sort in _LISTED:
        parts.append(list_of(record, bullet))
    if record.sort is Sort.BLANKS:
        inner = [
            [_item(line, "-", bool(blank.accepted)) for line in _of_blank(blank)[0]]
            for blank in record.blanks
        ]
        parts.append(list_of_blanks(record, inner, bullet))
    if lines:
        is_typed = bool(record.accepted)
        items = [_item(line, bullet, is_typed) for line in lines]
        parts.append(("\n" if all("\n\n" not in item for item in items) else "\n\n").join(items))
    if record.model_answer:
        parts.append(_quote(_marked(MODEL_ANSWER, record.model_answer)))
    if record.explanation:
        parts.append(_quote(record.explanation))
    return "\n\n".join(part for part in parts if part)


def _settings(record: Record) -> Iterator[str]:
    if record.points is not None and record.points != 1:
        yield f"points={figures(record.points)}"
    if record.seconds:
        yield f"time={record.seconds}"
    if record.difficulty:
        yield f"difficulty={record.difficulty}"
    if record.shuffle and (record.choices or record.sort in _LISTED):
        yield "shuffle"
    if record.tags:
        yield f"tags={','.join(record.tags)}"


def _item(line: _Line, bullet: str, is_typed: bool) -> str:
    box = f"{bullet} [{'x' if line.ticked else ' '}]"
    note = line.note
    if line.share is not None:
        note = _marked(f"**{percent(line.share)} %.**", note)
    told = f"\n{textwrap.indent(_quote(note), '  ')}" if note else ""
    if is_typed or _PLAIN_LINE.fullmatch(line.text):
        return f"{box} {line.text}{told}"
    below = textwrap.indent(line.text, "  ", lambda text: bool(text.strip()))
    if line.text.startswith(("```", "~~~")) and not _QUOTED.search(line.text):
        return f"{box}\n{below}{told}"
    # A quotation at the end would be taken for the note, unless something stands behind it.
    end = "" if note or ">" not in line.text else "\n\n  >"
    gap = "\n" if line.text.startswith(("```", "~~~")) else "\n\n"
    return f"{box}{gap}{below}{end}" + (f"\n{told}" if told else "")


def _marked(mark: str, text: str) -> str:
    """Return a text behind a mark; what is no plain line would be none there: a list, code."""
    gap = " " if _PLAIN_LINE.match(text) else "\n\n"
    return f"{mark}{gap}{text}" if text else mark


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" if line.strip() else ">" for line in text.split("\n"))


def _attachments(images: Mapping[str, bytes]) -> dict[str, Any]:
    found = {}
    for name, content in images.items():
        try:
            kind = format_of(content).type
        except NotAnImage:
            raise Unfit(
                f"Its image {name[:60]} cannot be shown: it is no PNG, JPEG, GIF, WebP or SVG."
            ) from None
        found[name] = {kind: base64.b64encode(content).decode("ascii")}
    return found


def _is_meant(question: Question, record: Record, lines: Sequence[_Line]) -> bool:
    """Return whether a question is what a record says, part by part."""
    face, key = question.face, question.key
    if record.sort in _LISTED:
        return is_as_meant(question, record) and _is_told(question, record)
    if record.sort is Sort.BLANKS:
        return are_as_meant(question, record) and _is_told(question, record)
    ids = [option_id(position) for position in range(len(lines))]
    right = frozenset(name for name, line in zip(ids, lines, strict=True) if line.ticked)
    noted = {name for name, line in zip(ids, lines, strict=True) if line.note.strip()}
    shares = {
        name: line.share for name, line in zip(ids, lines, strict=True) if line.share is not None
    }
    answers = [form.id for form in key.forms] or [option.id for option in face.options]
    return (
        answers == ids
        and key.right == (right if lines and not record.is_poll else None)
        and key.partial == record.is_partial
        and set(key.notes) == noted
        and set(key.shares) == set(shares)
        and all(abs(key.shares[name] - share) < 1e-5 for name, share in shares.items())
        and [form.text for form in key.forms] == [line.text for line in lines if record.accepted]
        and _is_told(question, record)
    )


def _is_told(question: Question, record: Record) -> bool:
    face, key = question.face, question.key
    return (
        face.kind is _KINDS[record.sort or Sort.OPEN]
        and bool(key.explanation) == bool(record.explanation.strip())
        and bool(key.model_answer) == bool(record.model_answer.strip())
        and abs(face.points - (1.0 if record.points is None else record.points)) < 1e-5
        and question.seconds == record.seconds
        and question.tags == record.tags
        and question.difficulty == record.difficulty
    )
