"""A bank as GIFT, the text format of Moodle's questions; their texts are in HTML.

What GIFT has no words for goes into Moodle's XML: points, orders, polls, what graders are told.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pylq_ext.banks.image_format import format_of
from pylq_ext.interchange.moodle_answers import (
    ANYTHING,
    MoodleAnswer,
    numerical_answers,
    short_answers,
)
from pylq_ext.interchange.moodle_differences import is_true_or_false, note_dropped, plain_side
from pylq_ext.interchange.moodle_shares import moodle_percent, shares_of_options
from pylq_ext.interchange.outgoing_html import to_html
from pylq_ext.interchange.prompt_title import title_in
from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.target_format import Target, Written, check_sort
from pylq_ext.interchange.unfit import Unfit

#: Characters of one question: what is longer is no text that people edit.
MAX_QUESTION: Final = 250_000

_SIGNS = re.compile(r"[\\~=#{}:\n]")
_FORMAT = re.compile(r"\[(?:html|moodle|plain|markdown)\]")
_XML: Final = "write it as Moodle XML"


def gift_question(record: Record, number: int) -> Written[str]:  # noqa: ARG001 - as every format
    """Return a question as GIFT; raises Unfit."""
    texts = _Texts(record)
    if record.is_poll:
        raise Unfit(f"It is a poll, and GIFT has none: {_XML}.")
    check_sort(record, _WRITERS, "GIFT")
    answers = _WRITERS[record.sort or Sort.OPEN](record, texts)
    if record.explanation:
        answers.append(f"####{texts.html(record.explanation)}")
    inner = "\n".join(f"\t{answer}" for answer in answers)
    tags = " ".join(f"[tag:{tag}]" for tag in record.tags)
    lines = [
        *([f"// {tags}"] if tags else []),
        f"::{escaped(title_in(record.prompt))}::[html]{texts.html(record.prompt)}"
        + (f"{{\n{inner}\n}}" if inner else "{}"),
    ]
    if record.points not in (None, 1.0):
        texts.note("Its points were dropped: GIFT has none, and Moodle XML has.")
    if record.shuffle and record.sort is not Sort.ORDERING:
        texts.note("GIFT does not say whether options are shuffled: Moodle's settings do.")
    if record.sort is Sort.OPEN and record.model_answer:
        texts.note("Its model answer was dropped: GIFT has none, and Moodle XML has.")
    note_dropped(record, texts.note)
    written = "\n".join(lines)
    if len(written) > MAX_QUESTION:
        raise Unfit(f"With its images it is too long for GIFT: {_XML}.")
    return Written(written, tuple(texts.notes))


def gift_file(title: str, questions: Sequence[str]) -> bytes:
    """Return the file. It names no category: who imports it chooses one."""
    return "\n\n".join([f"// {' '.join(title.split())}", *questions, ""]).encode("utf-8")


GIFT: Final = Target("GIFT", ".gift", gift_question, gift_file)


def escaped(text: str) -> str:
    r"""Return text in one line, in which no sign parts a question: each stands behind a `\`."""
    return _SIGNS.sub(lambda sign: "\\n" if sign[0] == "\n" else f"\\{sign[0]}", text)


@dataclass(slots=True)
class _Texts:
    """Writes the texts of one question; `notes` grow meanwhile."""

    record: Record
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self.notes[sentence] = None

    def html(self, markdown: str) -> str:
        """Return a text as HTML, its images within it."""
        return escaped(to_html(markdown, self._address))

    def feedback(self, markdown: str) -> str:
        """Return a note as it stands behind an answer; nothing if there is none."""
        return f" #{self.html(markdown)}" if markdown else ""

    def _address(self, name: str) -> str:
        content = self.record.attachments[name]
        encoded = base64.b64encode(content).decode("ascii")
        return f"data:{format_of(content).type};base64,{encoded}"


def _choice(record: Record, texts: _Texts) -> list[str]:
    least = 1.0 if record.sort is Sort.SINGLE else 1e-9
    if not any(choice.credit >= least for choice in record.choices):
        raise Unfit(f"None of its options is right, and GIFT has no such question: {_XML}.")
    if is_true_or_false(record):
        right, wrong = sorted(record.choices, key=lambda choice: -choice.credit)
        notes = [texts.html(one.note) for one in (wrong, right)]
        feedback = "".join(f"#{note}" for note in notes) if any(notes) else ""
        return [("TRUE" if right is record.choices[0] else "FALSE") + feedback]
    shares = shares_of_options(record, texts.note)
    answers = []
    # Behind `=` stands the first right one; without any, several may be picked.
    has_sign = record.sort is Sort.MULTIPLE
    for choice, share in zip(record.choices, shares, strict=True):
        if share == 1 and not has_sign:
            sign, has_sign = "=", True
        else:
            sign = f"~%{moodle_percent(share, texts.note)}%" if share else "~"
        answers.append(f"{sign}{texts.html(choice.text)}{texts.feedback(choice.note)}")
    return answers


def _number(record: Record, texts: _Texts) -> list[str]:
    answers = []
    for answer in numerical_answers(record, texts.note):
        if answer.text == ANYTHING and not answer.credit:
            answers.append(f"~#{texts.html(answer.note)}")
            continue
        off = "" if answer.tolerance == "0" else f":{answer.tolerance}"
        answers.append(_typed(answer, f"{answer.text}{off}", texts))
    return ["#", *answers]


def _short(record: Record, texts: _Texts) -> list[str]:
    answers, is_exact = short_answers(record, texts.note)
    if is_exact:
        texts.note("In GIFT case does not count.")
    if any("->" in answer.text for answer in answers):
        raise Unfit(f"An answer has an arrow, by which GIFT knows pairs: {_XML}.")
    return [_typed(answer, _plain(answer.text), texts) for answer in answers]


def _plain(text: str) -> str:
    """Return a typed answer, whose beginning is neither a format nor a weight."""
    return f"[plain]{escaped(text)}" if _FORMAT.match(text) else escaped(text)


def _typed(answer: MoodleAnswer, text: str, texts: _Texts) -> str:
    is_plain = answer.credit == 1 and not text.startswith("%")
    weight = "" if is_plain else f"%{moodle_percent(answer.credit, texts.note)}%"
    return f"={weight}{text}{texts.feedback(answer.note)}"


def _matching(record: Record, texts: _Texts) -> list[str]:
    return [
        f"={texts.html(pair.left)} -> {escaped(plain_side(pair.right, texts.note))}"
        for pair in record.pairs
    ]


def _ordering(record: Record, texts: _Texts) -> list[str]:  # noqa: ARG001 - as every kind
    raise Unfit(f"It is an order, and GIFT has none: {_XML}.")


def _open(record: Record, texts: _Texts) -> list[str]:  # noqa: ARG001 - as every kind
    return []


_WRITERS: Final[Mapping[Sort, Callable[[Record, _Texts], list[str]]]] = {
    Sort.SINGLE: _choice,
    Sort.MULTIPLE: _choice,
    Sort.NUMBER: _number,
    Sort.SHORT: _short,
    Sort.OPEN: _open,
    Sort.MATCHING: _matching,
    Sort.ORDERING: _ordering,
}
