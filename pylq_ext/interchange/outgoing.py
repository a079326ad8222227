"""A question of a bank as a record, from which writers make what other programs read.

All texts are the author's own Markdown. The record proves itself: as a cell again it asks the same
and has the same key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from pylq_ext.banks.arrows import split_arrow
from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.cell_lines import paragraphs
from pylq_ext.banks.image_files import image_sources
from pylq_ext.banks.images import ATTACHED, Images, Refused, name_of
from pylq_ext.banks.part_texts import ItemText, PartTexts, part_texts
from pylq_ext.banks.shares import without_share
from pylq_ext.banks.shown_output import OUTPUT, output_in
from pylq_ext.domain.kinds.blanks import forms_of
from pylq_ext.domain.kinds.parts import part_id
from pylq_ext.domain.question import Blank as AskedBlank
from pylq_ext.domain.question import Form, Kind, Question
from pylq_ext.interchange.markup_images import attachment_address
from pylq_ext.interchange.record import Accepted, Blank, Choice, Pair, Record, Sort
from pylq_ext.interchange.same_question import asks_the_same, question_of, share_of
from pylq_ext.interchange.unfit import Unfit

_SORTS: Final = {
    Kind.SINGLE: Sort.SINGLE,
    Kind.MULTIPLE: Sort.MULTIPLE,
    Kind.NUMBER: Sort.NUMBER,
    Kind.SHORT: Sort.SHORT,
    Kind.OPEN: Sort.OPEN,
    Kind.MATCHING: Sort.MATCHING,
    Kind.ORDERING: Sort.ORDERING,
    Kind.BLANKS: Sort.BLANKS,
    Kind.PLACE: Sort.PLACE,
}
_NAMES: Final = {
    Kind.SCALE: "scale",
    Kind.WORDS: "word cloud",
}


def outgoing(asked: BankQuestion) -> Record:
    """Return the record of a bank's question; raises Unfit, which says why there is none.

    Its title is empty: what a bank shows in lists is part of the prompt. Of several options each
    has a credit of 1 or none where exactly the right ones are needed, or by `is_partial`;
    otherwise its share. Images are named without their folders.
    """
    if asked.broken:
        first = asked.problems[0]
        raise Unfit(f"It has a mistake at line {first.line}: {first.message}")
    question = asked.question
    sort = _SORTS.get(question.face.kind)
    if sort is None:
        raise Unfit(
            f"A question of the kind {question.face.kind} ({_NAMES[question.face.kind]}) is written"
            " in no other format yet."
        )
    output = output_in(asked.source, asked.attachments)
    for blank in (True, False):
        texts = part_texts(asked.source, question, blank=blank)
        texts = replace(texts, prompt=paragraphs([texts.prompt, output]))
        record = _with_images(_record(asked, question, sort, texts), asked, output)
        again = question_of(record)
        if again is not None and asks_the_same(again, question):
            return record
    raise Unfit(
        "Its text cannot be taken out of the cell: comments or link definitions are entangled with"
        " it. Give each a line of its own between the paragraphs."
    )


def _record(asked: BankQuestion, question: Question, sort: Sort, texts: PartTexts) -> Record:
    face, key = question.face, question.key
    record = Record(
        f"question {asked.number}",
        sort,
        prompt=texts.prompt,
        explanation=texts.explanation,
        model_answer=texts.model_answer,
        points=face.points,
        seconds=question.seconds,
        tags=question.tags,
        difficulty=question.difficulty,
        shuffle=question.shuffle,
        is_poll=key.right is None and sort not in _WITHOUT_KEY,
        is_partial=key.partial and not key.shares,
    )
    match sort:
        case Sort.SINGLE | Sort.MULTIPLE:
            names = [option.id for option in question.face.options]
            return replace(record, choices=_choices(question, names, texts.items))
        case Sort.NUMBER | Sort.SHORT | Sort.PLACE:
            return replace(record, accepted=_accepted(question, question.key.forms, texts.items))
        case Sort.BLANKS:
            return replace(record, blanks=_blanks(question, texts))
        case Sort.MATCHING:
            return replace(record, pairs=tuple(map(_pair, texts.items)))
        case Sort.ORDERING:
            items = tuple(item.text for item in texts.items)
            notes = tuple(item.note for item in texts.items)
            return replace(record, items=items, item_notes=notes if any(notes) else ())
        case _:
            return record


#: Sorts that may have no key, and are no polls then.
_WITHOUT_KEY = frozenset({Sort.NUMBER, Sort.SHORT, Sort.OPEN, Sort.BLANKS, Sort.PLACE})


def _choices(
    question: Question, names: Sequence[str], items: Sequence[ItemText]
) -> tuple[Choice, ...]:
    shares = question.key.shares
    return tuple(
        Choice(
            item.text,
            share_of(question, name),
            without_share(item.note) if name in shares else item.note,
        )
        for name, item in zip(names, items, strict=True)
    )


def _accepted(
    question: Question, forms: Sequence[Form], items: Sequence[ItemText]
) -> tuple[Accepted, ...]:
    shares = question.key.shares
    return tuple(
        Accepted(
            form.text,
            share_of(question, form.id),
            without_share(item.note) if form.id in shares else item.note,
        )
        for form, item in zip(forms, items, strict=True)
    )


def _blanks(question: Question, texts: PartTexts) -> tuple[Blank, ...]:
    if question.key.right is None:
        return (Blank(),) * len(question.face.blanks)
    return tuple(
        _blank(question, asked, item)
        for asked, item in zip(question.face.blanks, texts.items, strict=True)
    )


def _blank(question: Question, asked: AskedBlank, item: ItemText) -> Blank:
    label = " ".join(item.text.split())
    names = [part_id(asked.id, option.id) for option in asked.options]
    if names:
        return Blank(choices=_choices(question, names, item.inner), label=label)
    return Blank(_accepted(question, forms_of(asked, question.key), item.inner), label=label)


def _pair(item: ItemText) -> Pair:
    left, right = split_arrow(item.text) or (item.text, "")
    return Pair(left, right, item.note)


def _with_images(record: Record, asked: BankQuestion, output: str) -> Record:
    """Return the record with what its texts show; a file beside the notebook becomes attached."""
    found = Images(asked.attachments, asked.unreadable)
    images: dict[str, bytes] = {}
    addresses: dict[str, str] = {}
    for source in image_sources(paragraphs([asked.source, output])):
        try:
            asset = found.find(source).asset
            name = name_of(source)
        except Refused as why:  # pragma: no cover - then the question would be broken
            raise Unfit(str(why)) from None
        content = asset.content
        # An output's name is none that a file can have.
        is_output = name.startswith(OUTPUT)
        shown = name.replace(":", "-") + _end_of(asset.type) if is_output else name
        path = PurePosixPath(shown)
        own = path.name or shown
        number = 2
        while images.get(own, content) != content:
            own = f"{path.stem}-{number}{path.suffix}"
            number += 1
        images[own] = content
        if own != name or not source.startswith(ATTACHED):
            # The parser has it encoded, and within `<…>` it may stand as it is.
            addresses |= dict.fromkeys((source, unquote(source)), attachment_address(own))
    if addresses:
        record = _readdressed(record, addresses)
    return replace(record, attachments=images)


def _end_of(media_type: str) -> str:
    return f".{media_type.removeprefix('image/').removesuffix('+xml')}"


def _readdressed(record: Record, addresses: dict[str, str]) -> Record:
    """Return the record with other addresses of its images, where they are spelled as they are."""
    spelled = "|".join(re.escape(one) for one in sorted(addresses, key=len, reverse=True))
    # Inline, or in a link definition at the end of a text.
    pattern = re.compile(rf"(\]\(\s*<?|^ {{0,3}}\[[^\]\n]+\]:\s*<?)({spelled})(?=[\s)>]|$)", re.M)

    def put(text: str) -> str:
        return pattern.sub(lambda found: f"{found[1]}{addresses[found[2]]}", text)

    return replace(
        record,
        prompt=put(record.prompt),
        choices=tuple(
            replace(one, text=put(one.text), note=put(one.note)) for one in record.choices
        ),
        accepted=tuple(replace(one, note=put(one.note)) for one in record.accepted),
        blanks=tuple(
            replace(
                blank,
                accepted=tuple(replace(one, note=put(one.note)) for one in blank.accepted),
                choices=tuple(replace(one, note=put(one.note)) for one in blank.choices),
            )
            for blank in record.blanks
        ),
        pairs=tuple(Pair(put(one.left), put(one.right), put(one.note)) for one in record.pairs),
        items=tuple(map(put, record.items)),
        item_notes=tuple(map(put, record.item_notes)),
        explanation=put(record.explanation),
        model_answer=put(record.model_answer),
    )
