"""Answers that are typed in QTI, short texts and numbers, as forms of a bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange import forms
from pylq_ext.interchange.patterns import literally
from pylq_ext.interchange.qti_branches import Branch, branches_of
from pylq_ext.interchange.qti_numbers import rounded, tolerant
from pylq_ext.interchange.qti_scoring import Processing, Response, credits_of
from pylq_ext.interchange.qti_texts import Texts
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_ACCEPTED = 60
_NUMBERS = frozenset({"float", "integer"})


def read_text_entry(
    node: Node,
    response: Response,
    processing: Processing,
    texts: Texts,
    feedback: Mapping[str, str],
) -> Record:
    """Return the record of a typed answer; raises Unfit.

    `feedback` are texts by what they are told for, identifiers that the rules set among them.
    """
    if response.cardinality not in {"single", "record"}:
        raise Unfit("Several answers are typed into one field, which a bank does not ask for.")
    is_number = response.base_type in _NUMBERS
    if not is_number and response.base_type not in {"string", "identifier"}:
        raise Unfit(f"Answers of the type “{response.base_type[:40]}” are typed in no bank.")
    if node.attributes.get("patternMask"):
        texts.note("What may be typed at all was restricted by a pattern, which was dropped.")
    sort = Sort.NUMBER if is_number else Sort.SHORT
    if processing.is_without_key(response):
        return Record("", sort)
    branches = () if processing.maps(response) else branches_of(processing, response)
    if branches:
        return Record("", sort, accepted=_of_branches(branches, processing, texts, feedback))
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
        sort,
        accepted=tuple(accepted),
        points=points,
    )


def _of_branches(
    branches: Sequence[Branch],
    processing: Processing,
    texts: Texts,
    feedback: Mapping[str, str],
) -> tuple[Accepted, ...]:
    if len(branches) > MAX_ACCEPTED:
        raise Unfit(f"It accepts {len(branches):,} answers; a question has at most {MAX_ACCEPTED}.")
    scores = [one.score or 0.0 for one in branches]
    # What is added up is a part of the points, as of one blank of several.
    top = max(scores) if any(one.adds for one in branches) else processing.points() or max(scores)
    if top <= 0 and not processing.is_worth_nothing():
        raise Unfit("No answer earns any points: mark the right one in the item.")
    if min(scores) < 0:
        texts.note("An answer that costs points in the source earns none here.")
    return tuple(
        Accepted(
            _checked(one.form, one.form),
            # Where no points are to be had, right is what they are named for.
            max(0.0, min(1.0, score / top)) if top > 0 else float(one.score is not None),
            "\n\n".join(feedback[name] for name in one.feedback if name in feedback),
        )
        for one, score in zip(branches, scores, strict=True)
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
        if node.name == "equal":
            return tolerant(value, node)
        form, told = rounded(value, node)
        if told:
            texts.note(told)
        return form
    return forms.exactly(value)


def _checked(form: str, value: str) -> str:
    try:
        read_form(form)
    except ValueError as error:
        raise Unfit(f"The answer “{value[:60]}” cannot be spelled: {error}.") from None
    return form
