"""Answers that are typed in Moodle, short texts and numbers, as forms of a bank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.moodle_xml_texts import Texts, raw
from pylq_ext.interchange.moodle_xml_values import number, said_yes, share
from pylq_ext.interchange.patterns import literally
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node


def read_shortanswer(node: Node, texts: Texts) -> Record:
    """Return the record of a short answer; raises Unfit."""
    exact = said_yes(node, "usecase", default=False)
    accepted = [
        _accepted(answer, wildcard_form(raw(answer), exact=exact), texts)
        for answer in node.nodes("answer")
    ]
    return Record("", Sort.SHORT, accepted=_checked(accepted, texts))


def read_numerical(node: Node, texts: Texts) -> Record:
    """Return the record of a number; raises Unfit. Units are told."""
    accepted = [_accepted(answer, _number_form(answer), texts) for answer in node.nodes("answer")]
    units = [unit.said("unit_name") for group in node.nodes("units") for unit in group.nodes()]
    names = ", ".join(name for name in units if name)
    if names:
        texts.note(
            f"The units ({names[:200]}) were dropped: say in the prompt in which one to answer."
        )
    if node.said("unitgradingtype") not in {"", "0"}:
        texts.note("Moodle also marks whether the unit is right; a bank marks the number only.")
    return Record("", Sort.NUMBER, accepted=_checked(accepted, texts))


def wildcard_form(answer: str, *, exact: bool) -> str:
    r"""Return the form of a text in which `*` stands for any signs, and `\*` for itself."""
    words = " ".join(answer.split())
    pieces = re.split(r"(?<!\\)\*+", words)
    said = [piece.replace("\\*", "*") for piece in pieces]
    if words and not "".join(said).strip():
        return forms.OTHERWISE
    if len(said) == 1:
        return forms.text(said[0], exact=exact)
    form = forms.pattern(".*".join(literally(piece) for piece in said))
    return f"{form} exactly" if exact else form


def _number_form(answer: Node) -> str:
    value = raw(answer).strip()
    if value == "*":
        return forms.OTHERWISE
    tolerance = answer.said("tolerance")
    if number(tolerance or "0") == 0:
        return forms.exactly(value)
    return forms.within(value, tolerance.removeprefix("-"))


def _accepted(answer: Node, form: str, texts: Texts) -> Accepted:
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(f"An answer cannot be spelled (line {answer.line}): {error}.") from None
    credit = share(answer)
    if credit < 0:
        texts.note("An answer that costs points in Moodle earns none here.")
    return Accepted(form, max(credit, 0.0), texts.of(answer.first("feedback")))


def _checked(accepted: Sequence[Accepted], texts: Texts) -> tuple[Accepted, ...]:
    """Return the answers so that what fits whatever is typed stands last."""
    ordered = sorted(accepted, key=lambda one: one.form == forms.OTHERWISE)
    if ordered != accepted:
        texts.note("The answer * stood before others, which it hid in Moodle; here it is last.")
    if not any(one.credit > 0 for one in ordered):
        raise Unfit("No answer earns any points: mark the right one in Moodle.")
    return tuple(ordered)
