"""Moodle's embedded answers (cloze) as questions with blanks."""

from __future__ import annotations

import html
import re

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.blank_texts import plain_choice, prompt_with_blanks
from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.moodle_cloze_scan import ClozeAnswer, ClozeBlank, scan_cloze
from pylq_ext.interchange.moodle_xml_texts import Texts, raw
from pylq_ext.interchange.moodle_xml_typed import wildcard_form
from pylq_ext.interchange.reachable import reachable
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

_SHORT = frozenset({"SHORTANSWER", "SA", "MW"})
_SHORT_EXACT = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
_NUMBER = frozenset({"NUMERICAL", "NM"})
_CHOICE = frozenset({"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"})
_CHOICE_SHUFFLED = frozenset(
    {"MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}
)
_SEVERAL = re.compile("(?:MULTIRESPONSE|MR)(?:_?H?S?)")

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?>")
_NUMBER_AND_TOLERANCE = re.compile(r"(?P<value>[^:]{1,60})(?::(?P<tolerance>[^:]{0,60}))?")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def read_cloze(node: Node, texts: Texts) -> Record:
    """Return the record of a question with embedded answers; raises Unfit.

    It is worth what Moodle adds up, the weights of its blanks.
    """
    question = node.first("questiontext")
    source, found = scan_cloze(raw(question))
    blanks = tuple(_blank(blank, question, texts) for blank in found)
    weights = [blank.weight for blank in found]
    if len(set(weights)) > 1:
        texts.note(
            f"Its blanks had different weights ({', '.join(map(str, weights))}); here each earns"
            " the same part of the points."
        )
    prompt = prompt_with_blanks(texts.of(question, source), len(blanks))
    return Record("", Sort.BLANKS, prompt=prompt, blanks=blanks, points=float(sum(weights)))


def _blank(blank: ClozeBlank, question: Node | None, texts: Texts) -> Blank:
    if blank.type in _SHORT | _SHORT_EXACT | _NUMBER:
        accepted = [
            _accepted(answer, _form(answer, blank.type, texts), question, texts)
            for answer in blank.answers
        ]
        return Blank(reachable(accepted, texts.note))
    if blank.type in _CHOICE | _CHOICE_SHUFFLED:
        if blank.type in _CHOICE_SHUFFLED:
            texts.note("Moodle shuffles the choices of a blank; here they stand as in the source.")
        return Blank(choices=_choices(blank, question, texts))
    if _SEVERAL.fullmatch(blank.type):
        raise Unfit(
            f"Several answers are chosen in one of its blanks ({blank.type}), and a bank lets one"
            " be chosen. Write a question of its own."
        )
    raise Unfit(
        f"A blank is of the type {blank.type}, which is not known: short answers, numbers and"
        " choices are."
    )


def _choices(blank: ClozeBlank, question: Node | None, texts: Texts) -> tuple[Choice, ...]:
    choices = []
    for answer in blank.answers:
        text = plain_choice(texts.of(question, answer.text), texts.note)
        if not text:
            raise Unfit("A choice in one of its blanks shows nothing: write it in the bank.")
        choices.append(Choice(text, answer.credit, texts.of(question, answer.feedback)))
    return distinct(choices, texts.note)


def _form(answer: ClozeAnswer, type_: str, texts: Texts) -> str:
    text = _TAG.sub("", answer.text)
    if text != answer.text:
        texts.note("Markup in answers that are typed was dropped: nobody can type it.")
    text = html.unescape(text).strip()
    if type_ not in _NUMBER:
        return wildcard_form(text, exact=type_ in _SHORT_EXACT)
    if text == "*":
        return forms.OTHERWISE
    found = _NUMBER_AND_TOLERANCE.fullmatch(_COMMA.sub(".", text))
    if found is None:
        return forms.exactly(text)
    value, tolerance = found["value"].strip(), (found["tolerance"] or "").strip()
    if not tolerance.strip("0."):
        return forms.exactly(value)
    return forms.within(value, tolerance.removeprefix("-"))


def _accepted(answer: ClozeAnswer, form: str, question: Node | None, texts: Texts) -> Accepted:
    try:
        read_form(form)
    except ValueError as error:
        shown = " ".join(answer.text.split())[:60]
        raise Unfit(f"The answer “{shown}” of a blank cannot be read: {error}.") from None
    if answer.credit < 0:
        texts.note("An answer that costs points in Moodle earns none here.")
    return Accepted(form, max(answer.credit, 0.0), texts.of(question, answer.feedback))
