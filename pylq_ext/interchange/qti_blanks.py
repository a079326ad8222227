"""Items of QTI in whose text several answers stand, or words are put into gaps, as blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pylq_ext.banks.blank_marks import BLANK_CLASS
from pylq_ext.interchange.blank_texts import plain_choice
from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.qti_interactions import READERS, Asked, bounded, pairs_of, shuffles
from pylq_ext.interchange.qti_scoring import credits_of
from pylq_ext.interchange.qti_texts import IN_LINE, Texts
from pylq_ext.interchange.record import Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

GAP_MATCH = "gapMatchInteraction"
SHUFFLED = "The choices of a blank were shuffled; here they stand as in the source."


def blanks_among(interactions: Sequence[Node]) -> list[Node]:
    """Return the elements that are blanks of the text; none where the item asks otherwise."""
    if len(interactions) == 1:
        only = interactions[0]
        if only.name in IN_LINE and only.attributes.get("class", "") == BLANK_CLASS:
            return [only]
        return list(only.within("gap")) if only.name == GAP_MATCH else []
    return list(interactions) if all(one.name in IN_LINE for one in interactions) else []


def read_blanks(asked: Sequence[Asked]) -> Record:
    """Return the record of an item with these interactions, without its prompt; raises Unfit."""
    texts, processing = asked[0].texts, asked[0].processing
    if processing.needs_all([one.response for one in asked]):
        texts.note("Its blanks had to be right together to earn points; here each earns its part.")
    if asked[0].node.name == GAP_MATCH:
        response = asked[0].response
        worth = credits_of(response, processing, several=True)[1]
        return Record("", Sort.BLANKS, blanks=_gaps(asked[0]), points=worth)
    records = [READERS[one.node.name](one) for one in asked]
    points = [
        processing.added_points(one.response) if record.points is None else record.points
        for one, record in zip(asked, records, strict=True)
    ]
    known = [value for value in points if value is not None]
    if len(set(known)) > 1:
        given = ", ".join(f"{value:g}" for value in known)
        texts.note(f"Its blanks earned {given} points; here each earns the same part.")
    return Record(
        "",
        Sort.BLANKS,
        blanks=tuple(
            replace(_blank(record, texts), label=_label(one.node))
            for one, record in zip(asked, records, strict=True)
        ),
        points=sum(known) if len(known) == len(points) else None,
    )


def _blank(record: Record, texts: Texts) -> Blank:
    if record.sort is not Sort.SINGLE:
        if record.choices:
            raise Unfit("Several answers are chosen in one of its blanks, and a bank lets one be.")
        return Blank(record.accepted)
    if record.shuffle:
        texts.note(SHUFFLED)
    return Blank(choices=_plain(record.choices, texts))


def _label(node: Node) -> str:
    return from_plain(" ".join(node.attributes.get("label", "").split()))


def _gaps(asked: Asked) -> tuple[Blank, ...]:
    node, texts = asked.node, asked.texts
    if node.first("gapImg") is not None:
        raise Unfit("Images are put into its gaps, and what a blank offers is text only.")
    words = {
        word.attributes.get("identifier", ""): word for word in bounded(list(node.nodes("gapText")))
    }
    gaps = [gap.attributes.get("identifier", "") for gap in node.within("gap")]
    belongs: dict[str, set[str]] = {}
    for word, gap in pairs_of(asked):
        if word not in words or gap not in gaps:
            raise Unfit(f"The right answer “{word[:60]} {gap[:60]}” is none of words and gaps.")
        belongs.setdefault(gap, set()).add(word)
    if len(gaps) > 1 and any(one.attributes.get("matchMax") == "1" for one in words.values()):
        texts.note("Each word could be put into one gap only; here it can be chosen in several.")
    if shuffles(node):
        texts.note(SHUFFLED)
    shown = {name: plain_choice(texts.of(one), texts.note) for name, one in words.items()}
    return tuple(
        Blank(
            choices=_checked(
                [Choice(text, float(name in belongs.get(gap, ()))) for name, text in shown.items()],
                texts,
            )
        )
        for gap in gaps
    )


def _plain(choices: Sequence[Choice], texts: Texts) -> tuple[Choice, ...]:
    plain = [replace(one, text=plain_choice(one.text, texts.note)) for one in choices]
    return _checked(plain, texts)


def _checked(choices: Sequence[Choice], texts: Texts) -> tuple[Choice, ...]:
    if not all(one.text for one in choices):
        raise Unfit("A choice in one of its blanks shows nothing: write it in the bank.")
    if not any(one.credit >= 1 for one in choices):
        raise Unfit("The item names no right answer for one of its blanks.")
    return distinct(choices, texts.note)
