"""A bank as questions of jupyterquiz, in JSON: https://github.com/jmshea/jupyterquiz.

It has no points, no explanation and no settings, and marks each answer as right or wrong. Texts are
HTML; what opens a formula or a link for it is written as an entity wherever it is none.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pylq_ext.banks.image_format import NotAnImage, format_of
from pylq_ext.domain.kinds.forms import OTHERWISE
from pylq_ext.interchange.html_texts import HtmlTexts
from pylq_ext.interchange.jupyterquiz_answers import number_answers, text_answers
from pylq_ext.interchange.record import Choice, Record, Sort
from pylq_ext.interchange.target_format import Target, Written, check_sort
from pylq_ext.interchange.unfit import Unfit

Object = Mapping[str, Any]

EXPLANATION = (
    "The explanation stands in the feedback of right answers: jupyterquiz has no place for it."
)
NO_EXPLANATION = "The explanation was dropped: jupyterquiz has no place for it in this question."
SHARES = "Shares of the points were dropped: jupyterquiz has no points."
NOTES = "The notes were dropped: jupyterquiz says nothing to single pairs."
NEW = "Only newer versions of jupyterquiz know questions of the type `match`."
SHUFFLE = (
    "Whether options are shuffled is said where the quiz is shown: `display_quiz` has the argument"
    " `shuffle_answers`."
)
ALL_RIGHT = (
    "Several options are right, and jupyterquiz asks for all of them; in the bank one is enough."
)
ONE_RIGHT = (
    "Fewer than two options are right, and then jupyterquiz lets only one of them be picked."
)
_NOT_THERE: Final = {
    Sort.OPEN: "jupyterquiz has no open questions: it marks each answer as right or wrong.",
    Sort.ORDERING: "jupyterquiz has no questions about an order.",
}
#: Outside of tags no sign of mathematics or of Markdown stays as it is.
_ENTITIES: Final = {"$": "&#36;", "`": "&#96;", "](": "]&#40;"}
_TAG = re.compile(r"(<[^>]*>)")
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_SPECIAL = re.compile(r"\$|`|\]\(")


def jupyterquiz_question(record: Record, number: int) -> Written[Object]:  # noqa: ARG001
    """Return a question as an object of JSON; raises Unfit."""
    texts = HtmlTexts(record.attachments, _embedded)
    check_sort(record, set(Sort) - {Sort.BLANKS, Sort.PLACE}, "jupyterquiz")
    if record.is_poll:
        raise Unfit("jupyterquiz has no polls: it marks each answer as right or wrong.")
    question = {"question": written(texts, record.prompt, are_blocks=True), **_rest(record, texts)}
    for sentence in _dropped(record):
        texts.note(sentence)
    if record.shuffle and record.choices:
        texts.note(SHUFFLE)
    return Written(question, tuple(texts.notes))


def jupyterquiz_file(title: str, questions: Sequence[Object]) -> bytes:  # noqa: ARG001
    """Return the file; it has no place for a title."""
    return f"{json.dumps(questions, ensure_ascii=False, indent=2)}\n".encode()


JUPYTERQUIZ: Final = Target("jupyterquiz", ".json", jupyterquiz_question, jupyterquiz_file)


def written(texts: HtmlTexts, markdown: str, *, are_blocks: bool = False) -> str:
    """Return a text as jupyterquiz shows it; raises Unfit."""
    html = texts.blocks(markdown) if are_blocks else texts.of(markdown)
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], html)


def _rest(record: Record, texts: HtmlTexts) -> Object:
    match record.sort:
        case Sort.SINGLE | Sort.MULTIPLE:
            return _choice(record, texts)
        case Sort.NUMBER | Sort.SHORT:
            return _typed(record, texts)
        case Sort.MATCHING:
            return _match(record, texts)
        case _:
            raise Unfit(_NOT_THERE[record.sort or Sort.OPEN])


def _choice(record: Record, texts: HtmlTexts) -> Object:
    several = record.sort is Sort.MULTIPLE
    right = [_is_right(choice, record) for choice in record.choices]
    if several and sum(right) < 2:
        texts.note(ONE_RIGHT)
    if not several and sum(right) > 1:
        texts.note(ALL_RIGHT)
    if any(one.credit not in (0, 1) for one in record.choices) or record.is_partial:
        texts.note(SHARES)
    answers = [
        {
            "answer": written(texts, choice.text),
            "correct": is_right,
            **_feedback(_said(choice.note, record, is_right or not any(right)), texts),
        }
        for choice, is_right in zip(record.choices, right, strict=True)
    ]
    _tell_explanation(record, texts, has_place=True)
    return {"type": "many_choice" if several else "multiple_choice", "answers": answers}


def _is_right(choice: Choice, record: Record) -> bool:
    # Of several options the right ones are those that earn anything; of one, those that earn all.
    return choice.credit > 0 if record.sort is Sort.MULTIPLE else choice.credit >= 1


def _typed(record: Record, texts: HtmlTexts) -> Object:
    if not record.accepted:
        raise Unfit("Nothing is right or wrong in it, and jupyterquiz marks each answer.")
    if any(0 < one.credit < 1 for one in record.accepted):
        texts.note(SHARES)
    is_number = record.sort is Sort.NUMBER
    rest, answers = (number_answers if is_number else text_answers)(record.accepted, texts.note)
    told = [
        {
            **answer,
            # Without any, jupyterquiz would say that a wrong answer is correct.
            "feedback": written(texts, _said(one.note, record, one.credit >= 1)),
        }
        for one, answer in answers
        # jupyterquiz has a sentence of its own for what fits nothing.
        if one.note or one.credit or one.form != OTHERWISE
    ]
    _tell_explanation(record, texts, has_place=any(one.credit >= 1 for one, _ in answers))
    return {"type": "numeric" if is_number else "string", **rest, "answers": told}


def _match(record: Record, texts: HtmlTexts) -> Object:
    if any(pair.note for pair in record.pairs):
        texts.note(NOTES)
    texts.note(NEW)
    _tell_explanation(record, texts, has_place=False)
    pairs = [
        {"label": _quoted(texts, pair.left), "answer": _quoted(texts, pair.right)}
        for pair in record.pairs
        if pair.left
    ]
    if len(pairs) < 2:
        raise Unfit("It has fewer than two pairs, and jupyterquiz matches at least two.")
    others = [_quoted(texts, pair.right) for pair in record.pairs if not pair.left]
    # An option is gone once it is placed, so each stands there as often as it is needed.
    options = sorted([*(pair["answer"] for pair in pairs), *others])
    return {
        "type": "match",
        "pairs": pairs,
        "options": options,
        **({} if record.shuffle else {"shuffle_pairs": False}),
    }


def _quoted(texts: HtmlTexts, markdown: str) -> str:
    """Return a text without quotation marks, with which jupyterquiz would not find it again."""
    return "".join(
        _ATTRIBUTE.sub(_in_single_quotes, piece) if at % 2 else piece.replace('"', "&quot;")
        for at, piece in enumerate(_TAG.split(written(texts, markdown)))
    )


def _in_single_quotes(attribute: re.Match[str]) -> str:
    return "='" + attribute[1].replace("'", "&#39;") + "'"


def _said(note: str, record: Record, is_right: bool) -> str:
    parts = (note, record.explanation if is_right else "")
    return "\n\n".join(part for part in parts if part)


def _feedback(said: str, texts: HtmlTexts) -> Object:
    return {"feedback": written(texts, said)} if said else {}


def _tell_explanation(record: Record, texts: HtmlTexts, *, has_place: bool) -> None:
    if record.explanation:
        texts.note(EXPLANATION if has_place else NO_EXPLANATION)


def _dropped(record: Record) -> Iterator[str]:
    """Yield a sentence for each thing that jupyterquiz has no place for."""
    if record.points not in (None, 1):
        yield "Its points were dropped: jupyterquiz has none."
    if record.seconds:
        yield "Its time was dropped: jupyterquiz has none."
    if record.difficulty:
        yield "Its difficulty was dropped: jupyterquiz has none."
    if record.tags:
        yield "Its tags were dropped: jupyterquiz has none."


def _embedded(name: str, content: bytes) -> str:
    """Return an image's own bytes as its address."""
    try:
        kind = format_of(content).type
    except NotAnImage:
        raise Unfit(f"Its image {name[:60]} is no PNG, JPEG, GIF, WebP or SVG.") from None
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
