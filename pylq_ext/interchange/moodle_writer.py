"""A bank as Moodle's XML, which Moodle imports into a category of its question bank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pylq_ext.interchange.amounts import figures
from pylq_ext.interchange.moodle_answers import MoodleAnswer, numerical_answers, short_answers
from pylq_ext.interchange.moodle_differences import is_true_or_false, note_dropped, plain_side
from pylq_ext.interchange.moodle_elements import Elements, element, plain, said, texted
from pylq_ext.interchange.moodle_embedded import embedded_answers
from pylq_ext.interchange.moodle_shares import moodle_percent, shares_of_options
from pylq_ext.interchange.prompt_title import title_in
from pylq_ext.interchange.record import Record, Sort
from pylq_ext.interchange.target_format import Target, Written, check_sort
from pylq_ext.interchange.unfit import Unfit

#: What Moodle itself says of further tries.
_PENALTY = "0.3333333"


def moodle_question(record: Record, number: int) -> Written[str]:  # noqa: ARG001 - as every format
    """Return a question as an element of Moodle's XML; raises Unfit."""
    elements = Elements(record)
    points = 0.0 if record.is_poll else 1.0 if record.points is None else record.points
    blanks: Sequence[str] = ()
    answers: list[str] = []
    if record.sort is Sort.BLANKS:
        type_, blanks, points = "cloze", *embedded_answers(record, elements.note)
    else:
        check_sort(record, _WRITERS, "Moodle XML")
        type_, answers = _WRITERS[record.sort or Sort.OPEN](record, elements)
    parts = [
        texted("name", title_in(record.prompt, has_blanks=bool(blanks))),
        elements.html("questiontext", record.prompt, blanks=blanks),
        elements.html("generalfeedback", record.explanation),
        said("defaultgrade", figures(points, 7)),
        said("penalty", _PENALTY),
        said("hidden", "0"),
        *answers,
    ]
    if record.tags:
        parts.append(element("tags", *(texted("tag", tag) for tag in record.tags)))
    note_dropped(record, elements.note)
    return Written(element("question", *parts, type=type_), tuple(elements.notes))


def moodle_file(title: str, questions: Sequence[str]) -> bytes:
    """Return the file. It names no category: who imports it chooses one."""
    # Two hyphens would end a comment, or be none of XML.
    about = plain(" ".join(title.replace("-", "\u2010").split()))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", f"<!-- {about} -->", *questions]
    return "\n".join([*lines, "</quiz>", ""]).encode("utf-8")


MOODLE_XML: Final = Target("Moodle XML", ".xml", moodle_question, moodle_file)


def _choice(record: Record, elements: Elements) -> tuple[str, list[str]]:
    shares = shares_of_options(record, elements.note)
    fractions = [moodle_percent(share, elements.note) for share in shares]
    if is_true_or_false(record):
        return "truefalse", [
            element(
                "answer",
                element("text", choice.text.lower()),
                elements.html("feedback", choice.note),
                fraction=fraction,
                format="moodle_auto_format",
            )
            for choice, fraction in zip(record.choices, fractions, strict=True)
        ]
    return "multichoice", [
        said("single", "true" if record.sort is Sort.SINGLE else "false"),
        said("shuffleanswers", "true" if record.shuffle else "false"),
        said("answernumbering", "abc"),
        said("showstandardinstruction", "0"),
        *(
            elements.html(
                "answer", choice.text, elements.html("feedback", choice.note), fraction=fraction
            )
            for choice, fraction in zip(record.choices, fractions, strict=True)
        ),
    ]


def _numerical(record: Record, elements: Elements) -> tuple[str, list[str]]:
    answers = numerical_answers(record, elements.note)
    return "numerical", [
        _typed(answer, elements, said("tolerance", answer.tolerance)) for answer in answers
    ]


def _shortanswer(record: Record, elements: Elements) -> tuple[str, list[str]]:
    answers, exact = short_answers(record, elements.note)
    case = said("usecase", "1" if exact else "0")
    return "shortanswer", [case, *(_typed(answer, elements) for answer in answers)]


def _typed(answer: MoodleAnswer, elements: Elements, *more: str) -> str:
    return element(
        "answer",
        element("text", plain(answer.text)),
        elements.html("feedback", answer.note),
        *more,
        fraction=moodle_percent(answer.credit, elements.note),
        format="moodle_auto_format",
    )


def _essay(record: Record, elements: Elements) -> tuple[str, list[str]]:
    return "essay", [
        said("responseformat", "editor"),
        said("responserequired", "1"),
        said("responsefieldlines", "10"),
        said("attachments", "0"),
        elements.html("graderinfo", record.model_answer),
    ]


def _matching(record: Record, elements: Elements) -> tuple[str, list[str]]:
    if record.is_poll:
        raise Unfit("It has no right pairs, and in Moodle a matching has some.")
    pairs = [
        elements.html(
            "subquestion", pair.left, texted("answer", plain_side(pair.right, elements.note))
        )
        for pair in record.pairs
    ]
    return "matching", [said("shuffleanswers", "true" if record.shuffle else "false"), *pairs]


def _ordering(record: Record, elements: Elements) -> tuple[str, list[str]]:
    if record.is_poll:
        raise Unfit("It has no right order, and in Moodle an ordering has one.")
    if record.is_partial:
        elements.note(
            "Of an order that is partly right Moodle counts how far each item is from its place,"
            " and not the pairs that stand the right way round."
        )
    return "ordering", [
        said("layouttype", "VERTICAL"),
        said("selecttype", "ALL"),
        said("selectcount", "0"),
        said("gradingtype", "RELATIVE_TO_CORRECT" if record.is_partial else "ALL_OR_NOTHING"),
        said("showgrading", "SHOW"),
        said("numberingstyle", "none"),
        *(
            elements.html("answer", item, fraction=f"{place}.0000000")
            for place, item in enumerate(record.items, start=1)
        ),
    ]


_WRITERS: Final[Mapping[Sort, Callable[[Record, Elements], tuple[str, list[str]]]]] = {
    Sort.SINGLE: _choice,
    Sort.MULTIPLE: _choice,
    Sort.NUMBER: _numerical,
    Sort.SHORT: _shortanswer,
    Sort.OPEN: _essay,
    Sort.MATCHING: _matching,
    Sort.ORDERING: _ordering,
}
