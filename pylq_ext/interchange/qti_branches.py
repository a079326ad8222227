"""Rules of QTI that compare what was typed with one thing after the other, as forms of a bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pylq_ext.interchange import forms, qti_patterns
from pylq_ext.interchange.qti_numbers import rounded, tolerant
from pylq_ext.interchange.qti_scoring import Processing, Response, number
from pylq_ext.interchange.xml_source import Node

#: What a bound of a range says: whether it is the lower one, and belongs to the range.
_BOUNDS: Mapping[str, tuple[bool, bool]] = {
    "gte": (True, True),
    "gt": (True, False),
    "lte": (False, True),
    "lt": (False, False),
}
#: A question of a bank accepts no more, and each costs time.
MAX_BRANCHES = 61
_TOLD_ELSEWHERE = frozenset({"SCORE", "MAXSCORE"})


@dataclass(frozen=True, slots=True)
class Branch:
    """What is accepted, the points that it earns, and the identifiers of what is told then.

    `score` is None where nothing is said of points, so that there are none. It `adds` to what
    other answers earn, or is all that is earned.
    """

    form: str
    score: float | None
    feedback: tuple[str, ...]
    adds: bool = False


def branches_of(processing: Processing, response: Response) -> tuple[Branch, ...]:
    """Return the branches of the rule that marks what was typed; none if it is not understood."""
    for condition in processing.conditions():
        written = list(islice(condition.nodes(), MAX_BRANCHES + 1))
        if len(written) > MAX_BRANCHES:
            continue
        found = [_branch(rule, response) for rule in written]
        branches = [branch for branch in found if branch is not None]
        if len(branches) == len(found) and any(one.score is not None for one in branches):
            last = branches[-1]
            # Many programs write what goes without saying.
            is_idle = written[-1].name == "responseElse" and not last.score and not last.feedback
            return tuple(branches[:-1] if is_idle else branches)
    return ()


def _branch(rule: Node, response: Response) -> Branch | None:
    condition = next(rule.nodes(), None)
    if rule.name == "responseElse":
        form: str | None = forms.OTHERWISE
    else:
        form = _form(condition, response) if condition is not None else None
    if form is None:
        return None
    score = None
    adds = False
    told: list[str] = []
    for outcome in rule.nodes("setOutcomeValue"):
        name = outcome.attributes.get("identifier", "")
        given = [node.text().strip() for node in outcome.within("baseValue")]
        if name == "SCORE":
            score = number(given[0]) if len(given) == 1 else None
            if score is None:
                return None
            adds = outcome.first("sum") is not None
        elif name not in _TOLD_ELSEWHERE:
            told += given
    return Branch(form, score, tuple(told), adds)


def _form(node: Node, response: Response) -> str | None:
    """Return what a condition accepts as a bank spells it; None if it is not understood."""
    if node.name == "not":
        inner = next(node.nodes(), None)
        is_any = inner is not None and inner.name == "isNull" and _is_of(inner, response)
        return forms.OTHERWISE if is_any else None
    if node.name == "or":
        return _text_and_pattern(node, response)
    if node.name == "and":
        return _range(list(node.nodes()), response)
    if node.name in _BOUNDS:
        return _range([node], response)
    if not _is_of(node, response):
        return None
    if node.name == "patternMatch":
        pattern, has_case = qti_patterns.of_qti(node.attributes.get("pattern", ""))
        return f"{forms.pattern(pattern)}{' exactly' if has_case else ''}"
    value = _value(node, response)
    if value is None:
        return None
    if node.name == "stringMatch" and node.attributes.get("substring", "false") == "false":
        return forms.text(value, exact=_has_case(node))
    if node.name == "equal":
        return tolerant(value, node)
    figures = node.name == "equalRounded"
    return rounded(value, node)[0] if figures else None


def _text_and_pattern(node: Node, response: Response) -> str | None:
    """Return a text beside which stands the pattern of it: with any blanks, for instance."""
    parts = list(node.nodes())
    if [part.name for part in parts] != ["stringMatch", "patternMatch"]:
        return None
    value = _value(parts[0], response)
    if value is None or not all(_is_of(part, response) for part in parts):
        return None
    exact = _has_case(parts[0])
    pattern = (qti_patterns.exact if exact else qti_patterns.loose)(value)
    return forms.text(value, exact=exact) if parts[1].attributes.get("pattern") == pattern else None


def _range(bounds: list[Node], response: Response) -> str | None:
    low, high, with_low, with_high = "-∞", "∞", False, False
    seen: set[bool] = set()
    for bound in bounds:
        value = _value(bound, response) if _is_of(bound, response) else None
        is_low, is_with = _BOUNDS.get(bound.name, (True, True))
        if bound.name not in _BOUNDS or is_low in seen or value is None or number(value) is None:
            return None
        seen.add(is_low)
        if is_low:
            low, with_low = value, is_with
        else:
            high, with_high = value, is_with
    return forms.between(low, high, with_low=with_low, with_high=with_high) if seen else None


def _is_of(node: Node, response: Response) -> bool:
    """Tell whether a comparison begins with the response."""
    first = next(node.nodes(), None)
    return (
        first is not None
        and first.name == "variable"
        and first.attributes.get("identifier") == response.identifier
    )


def _value(node: Node, response: Response) -> str | None:
    """Return the value that the response is compared with."""
    given = list(_compared_with(node))
    if len(given) != 1:
        return None
    if given[0].name == "correct":
        return response.correct[0] if len(response.correct) == 1 else None
    return given[0].text().strip() if given[0].name == "baseValue" else None


def _compared_with(node: Node) -> Iterator[Node]:
    nodes = node.nodes()
    next(nodes, None)
    yield from nodes


def _has_case(node: Node) -> bool:
    return node.attributes.get("caseSensitive", "true").lower() != "false"
