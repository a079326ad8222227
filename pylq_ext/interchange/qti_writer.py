"""A question of a bank as an item of QTI 2.1: https://www.1edtech.org/standards/qti.

Its points follow from rules that are written out, and are the bank's. Notes, explanation and model
answer are feedback that is shown once there is an answer. Formulas stay TeX.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from pylq_ext.interchange import qti_asked
from pylq_ext.interchange import qti_rules as rules
from pylq_ext.interchange.amounts import figures
from pylq_ext.interchange.html_texts import UNSEEN, HtmlTexts
from pylq_ext.interchange.prompt_title import title_in
from pylq_ext.interchange.qti_asked import Marked
from pylq_ext.interchange.qti_blanks_writer import blanks
from pylq_ext.interchange.qti_rules import EXPLANATION, MODEL_ANSWER
from pylq_ext.interchange.qti_typed_writer import typed
from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.target_format import Written, check_sort
from pylq_ext.interchange.unfit import Unfit

TEX = r"Formulas stand as TeX, between \( and \): a program that does not typeset it shows it so."

_NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA: Final = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_WRITERS: Final[Mapping[Sort, Callable[[Record, HtmlTexts, float], Marked]]] = {
    Sort.SINGLE: lambda *given: qti_asked.choice(*given, several=False),
    Sort.MULTIPLE: lambda *given: qti_asked.choice(*given, several=True),
    Sort.NUMBER: typed,
    Sort.SHORT: typed,
    Sort.OPEN: qti_asked.text,
    Sort.ORDERING: qti_asked.ordering,
    Sort.MATCHING: qti_asked.matching,
}


@dataclass(frozen=True, slots=True)
class Item:
    """An item as its package has it: `images` are by their paths there."""

    identifier: str
    title: str
    xml: bytes
    images: Mapping[str, bytes]
    tags: tuple[str, ...]
    difficulty: str
    seconds: int | None


def qti_item(record: Record, number: int) -> Written[Item]:
    """Return a question as the item of that number in its package; raises Unfit."""
    paths = _paths(record.attachments, number)
    texts = HtmlTexts(record.attachments, lambda name, _: paths[name], strict=True)
    if record.sort is None:
        raise Unfit(record.problem or "It asks for nothing.")
    if record.sort is not Sort.BLANKS:
        check_sort(record, _WRITERS, "QTI 2.1")
    worth = 0.0 if record.is_poll else 1.0 if record.points is None else record.points
    if record.is_poll and record.points not in (None, 1):
        texts.note(f"Its {figures(record.points or 0)} points were dropped: a poll gives none.")
    has_blanks = record.sort is Sort.BLANKS
    if has_blanks:
        marked = blanks(record, texts, worth)
    else:
        marked = [_WRITERS[record.sort](record, texts, worth)]
    title = UNSEEN.sub("\ufffd", title_in(record.prompt, has_blanks=has_blanks))
    identifier = f"item-{number:03}"
    xml = "".join(_item(identifier, title, record, marked, worth, texts))
    if texts.has_tex:
        texts.note(TEX)
    item = Item(
        identifier,
        title,
        f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'.encode(),
        {paths[name]: record.attachments[name] for name in texts.shown},
        record.tags,
        record.difficulty,
        record.seconds,
    )
    return Written(item, tuple(texts.notes))


def _paths(images: Mapping[str, bytes], number: int) -> dict[str, str]:
    """Return where each image lies in the package, by signs that every program takes."""
    paths: dict[str, str] = {}
    for name in images:
        stem, end = posixpath.splitext(re.sub(r"[^A-Za-z0-9._-]+", "-", name))
        path = f"images/{number:03}-{stem}{end}"
        again = 2
        while path in paths.values():
            path = f"images/{number:03}-{stem}-{again}{end}"
            again += 1
        paths[name] = path
    return paths


def _item(
    identifier: str,
    title: str,
    record: Record,
    marked: Sequence[Marked],
    worth: float,
    texts: HtmlTexts,
) -> Iterator[str]:
    told = {
        **{name: note for one in marked for name, note in one.told.items()},
        **({EXPLANATION: record.explanation} if record.explanation else {}),
        **({MODEL_ANSWER: record.model_answer} if record.model_answer else {}),
    }
    yield (
        f'<assessmentItem xmlns="{_NAMESPACE}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_NAMESPACE} {_SCHEMA}" identifier="{identifier}"'
        f' title="{escape(title)}" adaptive="false" timeDependent="false">\n'
    )
    yield from map(_response, marked)
    yield _outcome("SCORE", "0")
    yield _outcome("MAXSCORE", rules.spelled(worth))
    if told:
        yield (
            '<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple"'
            ' baseType="identifier"/>\n'
        )
    interactions = [one.interaction for one in marked]
    within = interactions if record.sort is Sort.BLANKS else ()
    yield f"<itemBody>\n{texts.blocks(record.prompt, within)}\n"
    if record.model_answer:
        yield f'<rubricBlock view="scorer">{texts.blocks(record.model_answer)}</rubricBlock>\n'
    yield f"{'' if within else interactions[0]}\n</itemBody>\n"
    always = [name for name in (EXPLANATION, MODEL_ANSWER) if name in told]
    processing = "".join(one.marking for one in marked)
    telling = tuple(dict.fromkeys(part for one in marked for part in one.telling))
    if always or telling != (rules.TOLD_SO_FAR,):
        processing += rules.tells(always, *telling)
    if processing:
        yield f"<responseProcessing>{processing}</responseProcessing>\n"
    for name, said in told.items():
        yield (
            f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">'
            f"{texts.blocks(said)}</modalFeedback>\n"
        )
    yield "</assessmentItem>"


def _response(marked: Marked) -> str:
    correct = "".join(
        f"<value>{UNSEEN.sub(chr(0xFFFD), escape(one, quote=False))}</value>"
        for one in marked.correct
    )
    inner = (f"<correctResponse>{correct}</correctResponse>" if correct else "") + marked.mapping
    return (
        f'<responseDeclaration identifier="{marked.response}" cardinality="{marked.cardinality}"'
        f' baseType="{marked.base_type}">{inner}</responseDeclaration>\n'
    )


def _outcome(identifier: str, default: str) -> str:
    return (
        f'<outcomeDeclaration identifier="{identifier}" cardinality="single" baseType="float">'
        f"<defaultValue><value>{default}</value></defaultValue></outcomeDeclaration>\n"
    )
