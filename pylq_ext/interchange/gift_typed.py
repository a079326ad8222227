"""Answers that are typed in GIFT, short texts and numbers, as forms of a bank."""

from __future__ import annotations

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.gift_answers import Answer, answers_of, shown
from pylq_ext.interchange.gift_parts import Parts
from pylq_ext.interchange.gift_scan import Block
from pylq_ext.interchange.gift_texts import Texts, typed
from pylq_ext.interchange.moodle_xml_typed import wildcard_form
from pylq_ext.interchange.reachable import reachable
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit

_CAPITALS = frozenset({"t", "f", "true", "false"})


def read_short(answers: list[Answer], texts: Texts) -> Record:
    """Return the record of a short answer; raises Unfit."""
    words = [typed(one.text) for one in answers]
    if len(words) == 1 and words[0].lower() in _CAPITALS:
        texts.note(
            f"The answer {words[0]} is typed: GIFT has `{{TRUE}}` or `{{FALSE}}`, alone and in "
            "capitals, where it is to be chosen."
        )
    accepted = [
        _accepted(one, wildcard_form(text, exact=False), texts)
        for one, text in zip(answers, words, strict=True)
    ]
    return Record("", Sort.SHORT, accepted=reachable(accepted, texts.note))


def read_numerical(block: Block, parts: Parts, texts: Texts) -> Record:
    """Return the record of a number; raises Unfit.

    What stands behind a `~` is for all other answers, and earns nothing.
    """
    inner = parts.answers or ""
    answers = answers_of(block, parts, "=~", skip=inner.index("#") + 1)
    accepted = []
    for one in answers:
        if one.sign == "~" and not one.text:
            accepted.append(Accepted(forms.OTHERWISE, 0.0, texts.of(one.feedback)))
        else:
            accepted.append(_accepted(one, _number_form(typed(one.text)), texts))
    return Record("", Sort.NUMBER, accepted=reachable(accepted, texts.note))


def _number_form(text: str) -> str:
    if text == "*":
        return forms.OTHERWISE
    low, dots, high = text.partition("..")
    if dots:
        return forms.between(low.strip(), high.strip())
    value, colon, tolerance = (part.strip() for part in text.partition(":"))
    if not colon or not tolerance.strip("0."):
        return forms.exactly(value)
    return forms.within(value, tolerance)


def _accepted(answer: Answer, form: str, texts: Texts) -> Accepted:
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(
            f"The answer {shown(answer.text)} cannot be read (line {answer.line}): {error}."
        ) from None
    credit = answer.credit if answer.credit is not None else float(answer.sign != "~")
    if credit < 0:
        texts.note("An answer that costs points in Moodle earns none here.")
    return Accepted(form, max(credit, 0.0), texts.of(answer.feedback))
