"""Answers that are typed in QTI, short texts and numbers, as forms of a bank."""

from __future__ import annotations

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.patterns import literally
from pylq_ext.interchange.qti_scoring import (
    Processing,
    Response,
    credits_of,
    number,
    whole,
)
from pylq_ext.interchange.qti_texts import Texts
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_ACCEPTED = 60
_NUMBERS = frozenset({"float", "integer"})


def read_text_entry(node: Node, response: Response, processing: Processing, texts: Texts) -> Record:
    """Return the record of a typed answer; raises Unfit."""
    if response.cardinality not in {"single", "record"}:
        raise Unfit("Several answers are typed into one field, which a bank does not ask for.")
    is_number = response.base_type in _NUMBERS
    if not is_number and response.base_type not in {"string", "identifier"}:
        raise Unfit(f"Answers of the type “{response.base_type[:40]}” are typed in no bank.")
    if node.attributes.get("patternMask"):
        texts.note("What may be typed at all was restricted by a pattern, which was dropped.")
    shares, points = credits_of(response, processing, several=False)
    if len(shares) > MAX_ACCEPTED:
        raise Unfit(f"It accepts {len(shares):,} answers; a question has at most {MAX_ACCEPTED}.")
    if not shares:
        raise Unfit("The item does not say which answer is right.")
    exact = {entry.key: entry.exact for entry in response.entries or ()}
    accepted = []
    for value, credit in shares.items():
        if credit < 0:
            texts.note("An answer that costs points in the source earns none here.")
        written = (
            _number_form(value, response, processing, texts)
            if is_number
            else _text_form(value, exact.get(value, True), response, processing)
        )
        accepted.append(Accepted(_checked(written, value), max(0.0, credit)))
    if response.otherwise > 0 and processing.maps(response):
        texts.note("Any other answer earned some points in the source; here it earns none.")
    return Record(
        "",
        Sort.NUMBER if is_number else Sort.SHORT,
        accepted=tuple(accepted),
        points=points,
    )


def _text_form(value: str, exact: bool, response: Response, processing: Processing) -> str:
    for node in processing.comparisons(response, "stringMatch", "patternMatch"):
        if node.name == "patternMatch":
            return f"{forms.pattern(node.attributes.get('pattern', ''))} exactly"
        exact = node.attributes.get("caseSensitive", "true").lower() != "false"
        if node.attributes.get("substring", "false").lower() == "true":
            form = forms.pattern(f".*{literally(value)}.*")
            return f"{form} exactly" if exact else form
    return forms.text(value, exact=exact)


def _number_form(value: str, response: Response, processing: Processing, texts: Texts) -> str:
    for node in processing.comparisons(response, "equal", "equalRounded"):
        if node.name == "equalRounded":
            figures = whole(node.attributes.get("figures", "")) or 0
            if node.attributes.get("roundingMode", "significantFigures") == "significantFigures":
                return forms.to_digits(value, figures)
            texts.note("The number was rounded to decimal places before it was compared.")
            half = f"0.{'0' * min(figures, 20)}5"
            return forms.within(value, half)
        return _tolerant(value, node)
    return forms.exactly(value)


def _tolerant(value: str, node: Node) -> str:
    mode = node.attributes.get("toleranceMode", "exact")
    tolerances = [number(part) for part in node.attributes.get("tolerance", "").split()]
    centre = number(value)
    if mode == "exact" or not tolerances or centre is None:
        return forms.exactly(value)
    if mode not in {"absolute", "relative"} or None in tolerances:
        raise Unfit(f"The tolerance of its number cannot be read (line {node.line}).")
    below, above = tolerances[0] or 0.0, tolerances[-1] or 0.0
    with_low, with_high = (
        node.attributes.get(name, "true").lower() == "true"
        for name in ("includeLowerBound", "includeUpperBound")
    )
    if below == above and with_low and with_high:
        given = node.attributes["tolerance"].split()[0]
        return forms.within(value, f"{given} %" if mode == "relative" else given)
    if mode == "relative":
        below, above = abs(centre) * below / 100, abs(centre) * above / 100
    low, high = (_plain(centre - below), _plain(centre + above))
    return forms.between(low, high, with_low=with_low, with_high=with_high)


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _checked(form: str, value: str) -> str:
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(f"The answer “{value[:60]}” cannot be spelled: {error}.") from None
    return form
