"""How an item of QTI marks: its declared response, and the rules that its processing has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_POINTS = 1000.0


def number(text: str) -> float | None:
    """Return a number as QTI writes it; None if it is none."""
    text = text.strip()
    return (
        float(text)
        if re.fullmatch(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})", text)
        or re.fullmatch(r"[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?[eE][-+]?[0-9]{1,2}", text)
        else None
    )


def whole(text: str) -> int | None:
    """Return a number without sign or part as QTI writes it; None if it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text.strip()) else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one value earns, in points; `exact` tells whether case counts where it is a text."""

    key: str
    value: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Area:
    """What a point in an area of an image earns, in points; `coords` are pixels."""

    shape: str
    coords: str
    value: float


@dataclass(frozen=True, slots=True)
class Response:
    """A declared response. `entries` are its mapping, None without one; `top` bounds their sum.

    `areas` are the mapping of points on an image.
    """

    identifier: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    entries: tuple[Entry, ...] | None
    otherwise: float = 0.0
    top: float | None = None
    areas: tuple[Area, ...] = ()


def read_response(item: Node, identifier: str) -> Response:
    """Return the declaration of a response; an empty one if there is none."""
    for node in item.nodes("responseDeclaration"):
        if node.attributes.get("identifier", "") == identifier:
            return _response(node, identifier)
    return Response(identifier, "single", "identifier", (), None)


def _response(node: Node, identifier: str) -> Response:
    correct = node.first("correctResponse")
    mapping = node.first("mapping")
    entries = None
    if mapping is not None:
        entries = tuple(
            Entry(
                entry.attributes.get("mapKey", "").strip(),
                _value(entry, "mappedValue"),
                entry.attributes.get("caseSensitive", "true").lower() != "false",
            )
            for entry in mapping.nodes("mapEntry")
        )
    return Response(
        identifier,
        node.attributes.get("cardinality", "single"),
        node.attributes.get("baseType", "identifier"),
        tuple(
            text
            for value in (correct.nodes("value") if correct is not None else ())
            if (text := " ".join(value.text().split()))
        ),
        entries,
        number(mapping.attributes.get("defaultValue", "0")) or 0.0 if mapping else 0.0,
        number(mapping.attributes.get("upperBound", "")) if mapping else None,
        tuple(
            Area(
                entry.attributes.get("shape", ""),
                entry.attributes.get("coords", ""),
                _value(entry, "mappedValue"),
            )
            for areas in node.nodes("areaMapping")
            for entry in areas.nodes("areaMapEntry")
        ),
    )


def _value(entry: Node, name: str) -> float:
    value = number(entry.attributes.get(name, ""))
    if value is None:
        raise Unfit(f"A mapping's value is no number (line {entry.line}).")
    return value


class Processing:
    """The rules of an item, as far as they say which values earn points or which feedback."""

    def __init__(self, item: Node) -> None:
        self._item = item
        self._node = item.first("responseProcessing")
        template = self._node.attributes.get("template", "") if self._node is not None else ""
        self.template = template.rpartition("/")[2].removesuffix(".xml")

    def maps(self, response: Response) -> bool:
        """Tell whether the mapping of a response marks it, and not its correct response."""
        if response.entries is None:
            return False
        if self.template.startswith("map_response") or self._names("mapResponse", response):
            return True
        return not response.correct

    def points(self) -> float | None:
        """Return what the item is worth by its own words; None if it does not say."""
        for outcome in self._item.nodes("outcomeDeclaration"):
            name = outcome.attributes.get("identifier", "")
            given = ""
            if name == "MAXSCORE":
                given = outcome.said("defaultValue")
            elif name == "SCORE":
                given = outcome.attributes.get("normalMaximum", "")
            points = number(given)
            if points is not None and points > 0:
                return points
        earned = [value for _, value in self._outcomes("SCORE", None) if value is not None]
        best = max((number(value) or 0.0 for value in earned), default=0.0)
        return best if best > 0 else None

    def added_points(self, response: Response) -> float | None:
        """Return what the right value of a response adds to the points; None if no rule says."""
        for rule in self._rules():
            if _compared(rule, response.identifier) != "":
                continue
            for outcome in rule.nodes("setOutcomeValue"):
                total = outcome.first("sum")
                if total is not None and outcome.attributes.get("identifier", "") == "SCORE":
                    points = number(total.said("baseValue"))
                    if points is not None and points > 0:
                        return points
        return None

    def needs_all(self, responses: Sequence[Response]) -> bool:
        """Tell whether a rule asks for several responses at once, or for all of one that has parts.

        One that adds up the parts has a mapping.
        """
        if len(responses) == 1:
            return not self.maps(responses[0])
        names = {response.identifier for response in responses}
        for rule in self._rules():
            condition = next(rule.nodes(), None)
            if condition is not None and condition.name == "and":
                parts = condition.within("variable", "mapResponse")
                asked = {one.attributes.get("identifier") for one in parts}
                if len(asked & names) > 1:
                    return True
        return False

    def is_worth_nothing(self) -> bool:
        """Tell whether the item says that there are no points to be had."""
        return any(
            number(outcome.said("defaultValue")) == 0
            for outcome in self._item.nodes("outcomeDeclaration")
            if outcome.attributes.get("identifier") == "MAXSCORE"
        )

    def is_without_key(self, response: Response) -> bool:
        """Tell whether an item that says what it is worth tells right from wrong nowhere."""
        if response.correct or response.entries is not None:
            return False
        says = any(
            outcome.attributes.get("identifier") == "MAXSCORE"
            for outcome in self._item.nodes("outcomeDeclaration")
        )
        template = self._node is not None and "template" in self._node.attributes
        return says and not template and not any(self._scores())

    def is_poll(self, response: Response) -> bool:
        """Tell whether an item has no key and is worth nothing by its own words."""
        return self.is_without_key(response) and self.is_worth_nothing()

    def conditions(self) -> Iterator[Node]:
        """Yield the rules of which the first branch counts that holds."""
        if self._node is not None:
            yield from self._node.within("responseCondition")

    def orders(self) -> Iterator[Node]:
        """Yield the orders that the rules name."""
        if self._node is not None:
            yield from self._node.within("ordered")

    def _scores(self) -> Iterator[Node]:
        if self._node is not None:
            for outcome in self._node.within("setOutcomeValue"):
                if outcome.attributes.get("identifier") == "SCORE":
                    yield outcome

    def scored_values(self, response: Response) -> tuple[Entry, ...] | None:
        """Return what the rules give for single values, where they name them; None if not."""
        entries = [
            Entry(value, score, exact=True)
            for value, given in self._outcomes("SCORE", response)
            if value is not None and given is not None and (score := number(given)) is not None
        ]
        return tuple(entries) or None

    def feedback_of(self, response: Response) -> Mapping[str, str]:
        """Return which value of a response each identifier of feedback is for; "" for right ones.

        Only rules are known that compare the response with one value, or with the correct one.
        """
        shown: dict[str, str] = {}
        for rule in self._rules():
            value = _compared(rule, response.identifier)
            if value is None:
                continue
            for outcome in rule.nodes("setOutcomeValue"):
                if outcome.attributes.get("identifier", "") not in {"SCORE", "MAXSCORE"}:
                    for given in outcome.within("baseValue"):
                        shown.setdefault(given.text().strip(), value)
        return shown

    def comparisons(self, response: Response, *names: str) -> Iterator[Node]:
        """Yield the elements of these names that compare the response with something."""
        if self._node is None:
            return
        for node in self._node.within(*names):
            if any(
                variable.attributes.get("identifier") == response.identifier
                for variable in node.nodes("variable")
            ):
                yield node

    def _names(self, name: str, response: Response) -> bool:
        return self._node is not None and any(
            node.attributes.get("identifier") == response.identifier
            for node in self._node.within(name)
        )

    def _rules(self) -> Iterator[Node]:
        if self._node is not None:
            yield from self._node.within("responseIf", "responseElseIf")

    def _outcomes(
        self, name: str, response: Response | None
    ) -> Iterator[tuple[str | None, str | None]]:
        """Yield the value that each rule compares with, and what it sets the outcome to."""
        for rule in self._rules():
            value = _compared(rule, response.identifier) if response is not None else ""
            for outcome in rule.nodes("setOutcomeValue"):
                if outcome.attributes.get("identifier", "") == name:
                    given = outcome.first("baseValue")
                    yield value, given.text().strip() if given is not None else None


def _compared(rule: Node, identifier: str) -> str | None:
    """Return the one value with which a rule compares the response; "" for the correct one."""
    condition = next(rule.nodes(), None)
    if condition is None or condition.name not in {"match", "member", "equal", "stringMatch"}:
        return None
    if not any(
        one.attributes.get("identifier") == identifier for one in condition.nodes("variable")
    ):
        return None
    if condition.first("correct") is not None:
        return ""
    value = condition.first("baseValue")
    return value.text().strip() if value is not None else None


def credits_of(
    response: Response, processing: Processing, several: bool
) -> tuple[dict[str, float], float | None]:
    """Return what each value earns as a share of the points, and the points if they follow from it.

    Where all the correct values are asked for at once, each of them has the share 1.
    """
    entries: Sequence[Entry] | None = None
    if processing.maps(response):
        entries = response.entries
    elif not response.correct:
        entries = processing.scored_values(response)
    if not entries:
        return dict.fromkeys(response.correct, 1.0), None
    positive = [entry.value for entry in entries if entry.value > 0]
    most = sum(positive) if several else max(positive, default=0.0)
    top = min(response.top, most) if response.top else most
    if response.top and response.top == processing.points():
        # All points can be had otherwise, by exactly the right options.
        top = response.top
    if top <= 0 and processing.is_worth_nothing():
        return dict.fromkeys((entry.key for entry in entries), 1.0), None
    if top <= 0:
        raise Unfit("No answer earns any points: mark the right one in the item.")
    return {entry.key: max(-1.0, min(1.0, entry.value / top)) for entry in entries}, top
