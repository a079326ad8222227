"""Moodle's embedded answers (cloze) as questions with blanks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

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

#: Where a text of another format has embedded answers in it.
_EMBEDDED = re.compile(
    r"\{[0-9]{0,6}:(?:SHORTANSWER(?:_C)?|SAC?|MWC?|NUMERICAL|NM|MULTI(?:CHOICE|RESPONSE)(?:_[VHS]{1,2})?"
    r"|M[CR][VHS]{0,2}):"
)
#: The ampersand of an entity that is an entity itself.
_TWICE = re.compile(r"&amp;(?=#?[A-Za-z0-9]{1,31};)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?>")
_NUMBER_AND_TOLERANCE = re.compile(r"(?P<value>[^:]{1,60})(?::(?P<tolerance>[^:]{0,60}))?")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


@dataclass(frozen=True, slots=True)
class ClozeTexts:
    """How the texts of a cloze are read: `shown` makes Markdown of one, `plain` what is typed.

    `note` takes a sentence for what has to be told.
    """

    shown: Callable[[str], str]
    note: Callable[[str], None]
    plain: Callable[[str], str] = str


def read_cloze(node: Node, texts: Texts) -> Record:
    """Return the record of a question with embedded answers; raises Unfit."""
    question = node.first("questiontext")

    def shown(source: str) -> str:
        return texts.of(question, source)

    def shown_within(source: str) -> str:
        # Moodle resolves the entities of what stands in a blank once more.
        return shown(_TWICE.sub("&", source))

    return read_cloze_text(raw(question), shown, ClozeTexts(shown_within, texts.note))


def read_cloze_text(source: str, prompt: Callable[[str], str], texts: ClozeTexts) -> Record:
    """Return the record of a text with embedded answers; raises Unfit.

    `prompt` makes Markdown of the whole text. The record is worth what Moodle adds up, the weights
    of its blanks.
    """
    text, found = scan_cloze(source)
    markdown = prompt(text)
    blanks = tuple(_blank(blank, texts) for blank in found)
    weights = [blank.weight for blank in found]
    if len(set(weights)) > 1:
        texts.note(
            f"Its blanks had different weights ({', '.join(map(str, weights))}); here each earns"
            " the same part of the points."
        )
    return Record(
        "",
        Sort.BLANKS,
        prompt=prompt_with_blanks(markdown, len(blanks)),
        blanks=blanks,
        points=float(sum(weights)),
    )


def is_cloze(text: str) -> bool:
    """Tell whether a text has embedded answers in it."""
    return _EMBEDDED.search(text) is not None


def _blank(blank: ClozeBlank, texts: ClozeTexts) -> Blank:
    if blank.type in _SHORT | _SHORT_EXACT | _NUMBER:
        accepted = [
            _accepted(answer, _form(answer, blank.type, texts), texts) for answer in blank.answers
        ]
        return Blank(reachable(accepted, texts.note))
    if blank.type in _CHOICE | _CHOICE_SHUFFLED:
        if blank.type in _CHOICE_SHUFFLED:
            texts.note("Moodle shuffles the choices of a blank; here they stand as in the source.")
        return Blank(choices=_choices(blank, texts))
    if _SEVERAL.fullmatch(blank.type):
        raise Unfit(
            f"Several answers are chosen in one of its blanks ({blank.type}), and a bank lets one"
            " be chosen. Write a question of its own."
        )
    raise Unfit(
        f"A blank is of the type {blank.type}, which is not known: short answers, numbers and"
        " choices are."
    )


def _choices(blank: ClozeBlank, texts: ClozeTexts) -> tuple[Choice, ...]:
    choices = []
    for answer in blank.answers:
        text = plain_choice(texts.shown(answer.text), texts.note)
        if not text:
            raise Unfit("A choice in one of its blanks shows nothing: write it in the bank.")
        choices.append(Choice(text, answer.credit, texts.shown(answer.feedback)))
    return distinct(choices, texts.note)


def _form(answer: ClozeAnswer, type_: str, texts: ClozeTexts) -> str:
    text = _TAG.sub("", answer.text)
    if text != answer.text:
        texts.note("Markup in answers that are typed was dropped: nobody can type it.")
    text = html.unescape(texts.plain(text)).strip()
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


def _accepted(answer: ClozeAnswer, form: str, texts: ClozeTexts) -> Accepted:
    try:
        read_form(form)
    except ValueError as error:
        shown = " ".join(answer.text.split())[:60]
        raise Unfit(f"The answer “{shown}” of a blank cannot be read: {error}.") from None
    if answer.credit < 0:
        texts.note("An answer that costs points in Moodle earns none here.")
    return Accepted(form, max(answer.credit, 0.0), texts.shown(answer.feedback))
