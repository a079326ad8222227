"""Plays an item of QTI 2.1: takes a response, works off its rules, and says score and feedback.

Only what our items have is known, by the operators' definitions in the standard.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pylq_ext.interchange.xml_source import Node, read_xml

#: What stands for no value at all.
NULL = None


@dataclass(slots=True)
class Player:
    """One try at an item; a response is a text, a number, or a list of identifiers or pairs.

    Where the item has several, they are a dict by their identifiers.
    """

    xml: bytes
    response: Any
    outcomes: dict[str, Any] = field(default_factory=dict)
    declaration: Node | None = None
    declarations: dict[str, Node] = field(default_factory=dict)

    def play(self) -> Player:
        root = read_xml(self.xml)
        self.declaration = root.first("responseDeclaration")
        self.declarations = {
            node.attributes["identifier"]: node for node in root.nodes("responseDeclaration")
        }
        for node in root.nodes("outcomeDeclaration"):
            default = node.said("defaultValue")
            self.outcomes[node.attributes["identifier"]] = float(default) if default else []
        if self.response in ([], ""):
            self.response = NULL
        processing = root.first("responseProcessing")
        for rule in processing.nodes() if processing is not None else ():
            self._rule(rule)
        return self

    @property
    def score(self) -> float:
        return float(self.outcomes["SCORE"])

    @property
    def feedback(self) -> str:
        """The text of all feedback that is shown."""
        return "".join(
            node.text()
            for node in read_xml(self.xml).nodes("modalFeedback")
            if node.attributes["identifier"] in self.outcomes["FEEDBACK"]
        )

    def _rule(self, rule: Node) -> None:
        if rule.name == "setOutcomeValue":
            (expression,) = rule.nodes()
            self.outcomes[rule.attributes["identifier"]] = self._value(expression)
            return
        assert rule.name == "responseCondition"
        for branch in rule.nodes():
            assert branch.name in {"responseIf", "responseElseIf"}
            condition, *rules = branch.nodes()
            if self._value(condition) is True:
                for one in rules:
                    self._rule(one)
                return

    def _value(self, node: Node) -> Any:
        inner = list(node.nodes())
        match node.name:
            case "baseValue":
                text = node.text()
                return float(text) if node.attributes["baseType"] == "float" else text
            case "variable":
                name = node.attributes["identifier"]
                return self.outcomes[name] if name in self.outcomes else self._given(name)
            case "correct":
                return self._correct(node.attributes["identifier"])
            case "mapResponse":
                return self._mapped(node.attributes["identifier"])
            case "isNull":
                return self._value(inner[0]) is NULL
            case "multiple" | "ordered":
                values = [self._value(one) for one in inner]
                return [part for one in values for part in _as_list(one)]
            case _:
                return self._computed(node, [self._value(one) for one in inner])

    def _computed(self, node: Node, values: list[Any]) -> Any:
        if node.name == "or":
            return any(value is True for value in values)
        if any(value is NULL for value in values):
            return NULL
        given = node.attributes
        match node.name:
            case "not":
                return not values[0]
            case "and":
                return all(values)
            case "sum":
                return sum(values)
            case "delete":
                return [one for one in values[1] if one != values[0]]
            case "match":
                return self._matches(*values)
            case "gte" | "gt" | "lte" | "lt":
                one, other = values
                return {"gte": one >= other, "gt": one > other, "lte": one <= other}.get(
                    node.name, one < other
                )
            case "equal":
                low, high = (float(part) for part in given.get("tolerance", "0 0").split())
                return values[1] - low <= values[0] <= values[1] + high
            case "equalRounded":
                figures = int(given["figures"])
                return _rounded(values[0], figures) == _rounded(values[1], figures)
            case "stringMatch":
                one, other = values
                is_exact = given["caseSensitive"] == "true"
                return one == other if is_exact else one.lower() == other.lower()
            case "patternMatch":
                return re.fullmatch(given["pattern"], values[0]) is not None
        raise AssertionError(node.name)

    def _matches(self, one: Any, other: Any) -> bool:
        if (
            self.declaration is not None
            and self.declaration.attributes["cardinality"] == "multiple"
        ):
            return Counter(_as_list(one)) == Counter(_as_list(other))
        return bool(_as_list(one) == _as_list(other))

    def _given(self, identifier: str) -> Any:
        assert identifier in self.declarations
        given = self.response.get(identifier) if self._has_several() else self.response
        return NULL if given in ([], "") else given

    def _has_several(self) -> bool:
        return "RESPONSE" not in self.declarations

    def _correct(self, identifier: str) -> Any:
        correct = self.declarations[identifier].first("correctResponse")
        values = [one.text() for one in correct.nodes("value")] if correct is not None else []
        return values or NULL

    def _mapped(self, identifier: str) -> float:
        mapping = self.declarations[identifier].first("mapping")
        assert mapping is not None
        entries = {
            one.attributes["mapKey"]: float(one.attributes["mappedValue"])
            for one in mapping.nodes("mapEntry")
        }
        earned = sum(entries.get(one, 0.0) for one in {*_as_list(self._given(identifier))})
        bounds = (float(mapping.attributes[name]) for name in ("lowerBound", "upperBound"))
        low, high = bounds
        return min(high, max(low, earned))


def _as_list(value: Any) -> list[Any]:
    return [] if value is NULL else value if isinstance(value, list) else [value]


def _rounded(number: float, figures: int) -> Decimal:
    exact = Decimal(repr(number))
    if exact == 0:
        return Decimal(0)
    place = exact.adjusted() - figures + 1
    return exact.quantize(Decimal((0, (1,), place)), rounding=ROUND_HALF_UP).normalize()
