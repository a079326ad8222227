"""Blanks as Moodle's embedded answers (cloze): `{1:SHORTANSWER:=Paris#Yes.~%50%Lutetia}`.

Moodle resolves the entities of answers and of feedback once more than those of other texts, so
their special signs are written as entities, which end nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pylq_ext.banks.render import render_markdown
from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.interchange.amounts import figures
from pylq_ext.interchange.blank_texts import put_into_blanks, shown_plain
from pylq_ext.interchange.moodle_answers import MoodleAnswer, numerical_answers, short_answers
from pylq_ext.interchange.moodle_shares import moodle_percent
from pylq_ext.interchange.outgoing_html import literal, to_html
from pylq_ext.interchange.record import Blank, Record
from pylq_ext.interchange.unfit import Unfit

NAMES = "The names of its blanks were dropped: in Moodle blanks have none."
IMAGE = (
    "A note with an image was dropped: what Moodle says to an embedded answer has no place for"
    " files."
)
WITHOUT_KEY = "Its blanks are without a right answer, and in Moodle each of them has one."

#: What Moodle would read as an embedded answer of its own.
_OPENING = re.compile(r"\{(?=[0-9]*:|#[0-9])")
_SPECIAL = re.compile(r"[&<>\\{}#~\"]")
#: Moodle takes the backslash away, however it is written.
_ESCAPED = re.compile(r"\\[}#]")


def embedded_answers(record: Record, note: Callable[[str], None]) -> tuple[list[str], float]:
    """Return what stands in each blank, and the points that Moodle adds up; raises Unfit.

    `note` is told what is not quite the same.
    """
    if not any(blank.accepted or blank.choices for blank in record.blanks):
        raise Unfit(WITHOUT_KEY)
    if any(blank.label for blank in record.blanks):
        note(NAMES)
    weights = _weights(1.0 if record.points is None else record.points, len(record.blanks), note)
    written = [
        f"{{{weight}:{_answers(blank, record, note)}}}"
        for weight, blank in zip(weights, record.blanks, strict=True)
    ]
    return written, float(sum(weights))


def embedded(html: str, blanks: Sequence[str]) -> str:
    """Return a text in HTML with the answers in the place of its blanks, and no others."""
    return put_into_blanks(_OPENING.sub("&#123;", html), blanks)


def _weights(points: float, count: int, note: Callable[[str], None]) -> list[int]:
    """Return the whole points of each blank: Moodle has no others, and none of nothing."""
    total = max(count, round(points))
    if total != points:
        note(
            f"It is worth {total} points in Moodle, and {figures(points)} here: each blank has a"
            " whole number there, and at least 1."
        )
    each, more = divmod(total, count)
    if more:
        note("Its blanks are worth different points in Moodle, which has whole numbers only.")
    return [each + (at < more) for at in range(count)]


def _answers(blank: Blank, record: Record, note: Callable[[str], None]) -> str:
    if blank.choices:
        choices = (
            MoodleAnswer(
                _html(literal(shown_plain(render_markdown(one.text)))), one.credit, one.note
            )
            for one in blank.choices
        )
        return "MULTICHOICE:" + "~".join(_answer(one, note) for one in choices)
    alone = replace(record, accepted=blank.accepted)
    if any(isinstance(read_form(one.form), NumberForm) for one in blank.accepted):
        numbers = (
            replace(one, text=one.text + (f":{one.tolerance}" if one.tolerance != "0" else ""))
            for one in numerical_answers(alone, note)
        )
        return "NUMERICAL:" + "~".join(_answer(one, note) for one in numbers)
    typed, exact = short_answers(alone, note)
    texts = (replace(one, text=_typed(one.text)) for one in typed)
    type_ = "SHORTANSWER_C" if exact else "SHORTANSWER"
    return f"{type_}:" + "~".join(_answer(one, note) for one in texts)


def _answer(answer: MoodleAnswer, note: Callable[[str], None]) -> str:
    percent = moodle_percent(answer.credit, note)
    share = "=" if percent == "100" else f"%{percent}%"
    told = _feedback(answer.note, note)
    return f"{share}{answer.text}" + (f"#{told}" if told else "")


def _feedback(markdown: str, note: Callable[[str], None]) -> str:
    images: list[str] = []

    def address(name: str) -> str:
        images.append(name)
        return name

    html = to_html(markdown, address) if markdown else ""
    if images:
        note(IMAGE)
        return ""
    return _html(html)


def _html(source: str) -> str:
    """Return HTML so that it is this when its entities were resolved once."""
    source = source.replace("&", "&amp;")
    return re.sub(r"[\\{}#~]", lambda found: f"&amp;#{ord(found[0])};", source)


def _typed(text: str) -> str:
    if _ESCAPED.search(text):
        raise Unfit(
            f"The answer {text[:60]} has a backslash before a brace or a number sign, and Moodle"
            " takes it away in a blank."
        )
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)
