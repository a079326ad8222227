"""Blanks as interactions in the text of an item of QTI 2.1, whose points are added up."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Final

from pylq_ext.banks.blank_marks import BLANK_CLASS
from pylq_ext.banks.render import render_markdown
from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.domain.question import option_id
from pylq_ext.interchange import qti_rules as rules
from pylq_ext.interchange.blank_texts import shown_plain
from pylq_ext.interchange.html_texts import UNSEEN, HtmlTexts
from pylq_ext.interchange.markup_tex import Tex, split_tex
from pylq_ext.interchange.qti_asked import Marked, one_chosen
from pylq_ext.interchange.qti_typed_writer import typed
from pylq_ext.interchange.record import Blank, Record, Sort
from pylq_ext.interchange.unfit import Unfit

#: Characters that the name of an element has at most.
_LONGEST_LABEL: Final = 256


def blanks(record: Record, texts: HtmlTexts, worth: float) -> list[Marked]:
    """Return how each blank asks and marks, in their order; raises Unfit."""
    part = worth / len(record.blanks)
    return [
        _blank(number, blank, replace(record, choices=blank.choices), texts, part)
        for number, blank in enumerate(record.blanks, start=1)
    ]


def _blank(number: int, blank: Blank, record: Record, texts: HtmlTexts, worth: float) -> Marked:
    response = f"{rules.RESPONSE}_{number}"
    name = UNSEEN.sub("\ufffd", shown_plain(render_markdown(blank.label)))[:_LONGEST_LABEL]
    label = f' label="{escape(name)}"' if name else ""
    # By the class our own reader tells a single blank from a question that is asked so.
    given = f'class="{BLANK_CLASS}" responseIdentifier="{response}"{label}'
    if blank.choices:
        marked = _chosen(number, given, record, texts, worth)
    else:
        is_number = any(isinstance(read_form(one.form), NumberForm) for one in blank.accepted)
        sort = Sort.NUMBER if is_number else Sort.SHORT
        alone = replace(record, sort=sort, accepted=blank.accepted)
        marked = typed(alone, texts, worth, f"BLANK_{number}")
        marked = replace(marked, interaction=f"<textEntryInteraction {given}/>")
    return replace(
        marked,
        response=response,
        marking=rules.as_part(marked.marking, response, adds=worth > 0),
        telling=tuple(rules.of_response(one, response) for one in marked.telling),
    )


def _chosen(number: int, given: str, record: Record, texts: HtmlTexts, worth: float) -> Marked:
    names = [f"BLANK_{number}_{option_id(at).upper()}" for at in range(len(record.choices))]
    choices = dict(zip(names, record.choices, strict=True))
    earning = {name: one.credit for name, one in choices.items()}
    right = tuple(name for name, credit in earning.items() if credit >= 1)
    mapping, marking = one_chosen(record, texts, worth, earning, right)
    told = {name: one.note for name, one in choices.items() if one.note}
    offered = "".join(
        f'<inlineChoice identifier="{name}">{_plain(one.text)}</inlineChoice>'
        for name, one in choices.items()
    )
    return Marked(
        f'<inlineChoiceInteraction {given} shuffle="false">{offered}</inlineChoiceInteraction>',
        "single",
        "identifier",
        right[:1] if worth or len(right) == 1 else (),
        mapping,
        marking,
        told,
        (rules.THE_RESPONSE, rules.TOLD_SO_FAR) if told else (),
    )


def _plain(markdown: str) -> str:
    """Return a choice as a list that opens in a line shows it, without any markup."""
    text = UNSEEN.sub("\ufffd", shown_plain(render_markdown(markdown)))
    if any(isinstance(piece, Tex) for piece in split_tex(text)):
        raise Unfit(
            "One of the choices in its blanks has signs that would be read as a formula: write it"
            " without them."
        )
    return escape(text, quote=False)
