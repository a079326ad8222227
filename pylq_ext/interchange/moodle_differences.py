"""What a bank says otherwise than Moodle, in XML and in GIFT, and what Moodle has no place for."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange.outgoing_html import to_html
from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.unfit import Unfit

_TRUE_OR_FALSE = ("<p>True</p>", "<p>False</p>")
PLAIN = (
    "What pairs are made with is plain text in Moodle: code and other marks there were made plain."
)


def note_dropped(record: Record, note: Callable[[str], None]) -> None:
    """Note what of a question Moodle does not hold."""
    if record.seconds:
        note("Its time was dropped: Moodle has times for whole quizzes.")
    if record.difficulty:
        note("Its difficulty was dropped: Moodle has none.")
    if any(record.item_notes) or any(pair.note for pair in record.pairs):
        note("The notes of its items were dropped: Moodle has none for orders and pairs.")
    if record.model_answer and record.sort is not Sort.OPEN:
        note("Its model answer was dropped: Moodle has one for open answers only.")
    if record.is_poll and record.points not in (None, 1.0):
        note("Its points were dropped: a poll earns none.")
    if record.points == 0 and not record.is_poll and _has_none_right(record):
        note("It is worth no points and no option is right, which is a poll in Moodle.")


def plain_side(markdown: str, note: Callable[[str], None]) -> str:
    r"""Return what stands on the right of a pair as plain text, formulas in `\(…\)`.

    Raises Unfit where it shows an image.
    """
    fragment = re.sub(r"^<p>|</p>$", "", to_html(markdown, lambda name: name))
    if "<img" in fragment:
        raise Unfit("An image stands on the right of a pair, and Moodle has plain text there.")
    if "<" in fragment:
        note(PLAIN)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", fragment)).split())


def is_true_or_false(record: Record) -> bool:
    """Tell whether a question is what Moodle has a type of its own for."""
    texts = tuple(render_markdown(choice.text) for choice in record.choices)
    earned = sorted(choice.credit for choice in record.choices)
    return (
        record.sort is Sort.SINGLE
        and texts == _TRUE_OR_FALSE
        and earned == [0, 1]
        and not record.shuffle
    )


def _has_none_right(record: Record) -> bool:
    return bool(record.choices) and not any(choice.credit for choice in record.choices)
