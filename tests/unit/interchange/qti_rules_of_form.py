"""What an item of QTI 2.1 may hold, and where: as much of its schema as our items use.

From the information model of QTI 2.1, https://www.1edtech.org/standards/qti.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pylq_ext.interchange.xml_source import Node

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
INLINE = {"strong", "em", "code", "a", "br", "img", "span"}
BLOCK = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "table", "hr"}
FLOW = INLINE | BLOCK
#: What stands within a line, and asks.
ASKING = {"textEntryInteraction", "inlineChoiceInteraction"}
INTERACTIONS = {
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "extendedTextInteraction",
}
EXPRESSIONS = {
    *("variable", "correct", "baseValue", "match", "isNull", "not", "and", "or", "mapResponse"),
    *("multiple", "ordered", "delete", "sum", "equal", "equalRounded", "gte", "gt", "lte", "lt"),
    *("stringMatch", "patternMatch"),
}
RULES = {"setOutcomeValue", "responseCondition"}

#: The elements that may stand in each, and whether text may.
HOLDS: dict[str, tuple[set[str], bool]] = {
    "assessmentItem": (
        {"responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing"}
        | {"modalFeedback"},
        False,
    ),
    "responseDeclaration": ({"correctResponse", "mapping"}, False),
    "correctResponse": ({"value"}, False),
    "mapping": ({"mapEntry"}, False),
    "outcomeDeclaration": ({"defaultValue"}, False),
    "defaultValue": ({"value"}, False),
    "value": (set(), True),
    "itemBody": (BLOCK | INTERACTIONS | {"rubricBlock"}, False),
    "rubricBlock": (BLOCK, False),
    "modalFeedback": (FLOW, True),
    "choiceInteraction": ({"simpleChoice"}, False),
    "orderInteraction": ({"simpleChoice"}, False),
    "matchInteraction": ({"simpleMatchSet"}, False),
    "simpleMatchSet": ({"simpleAssociableChoice"}, False),
    "simpleChoice": (FLOW, True),
    "simpleAssociableChoice": (FLOW, True),
    "blockquote": (BLOCK, False),
    "ul": ({"li"}, False),
    "ol": ({"li"}, False),
    "li": (FLOW | ASKING, True),
    "table": ({"thead", "tbody"}, False),
    "thead": ({"tr"}, False),
    "tbody": ({"tr"}, False),
    "tr": ({"th", "td"}, False),
    "th": (FLOW | ASKING, True),
    "td": (FLOW | ASKING, True),
    "pre": ((INLINE - {"img"}) | ASKING, True),
    "inlineChoiceInteraction": ({"inlineChoice"}, False),
    "inlineChoice": (set(), True),
    "responseProcessing": (RULES, False),
    "responseCondition": ({"responseIf", "responseElseIf"}, False),
    "responseIf": (EXPRESSIONS | RULES, False),
    "responseElseIf": (EXPRESSIONS | RULES, False),
    "setOutcomeValue": (EXPRESSIONS, False),
    "baseValue": (set(), True),
    **{
        name: (INLINE | ASKING, True)
        for name in ["p", *INLINE - {"br", "img"}, *(f"h{at}" for at in range(1, 7))]
    },
    **{name: (EXPRESSIONS, False) for name in EXPRESSIONS - {"baseValue"}},
}
#: The attributes that an element must have, and those that it may have.
HAS: dict[str, tuple[set[str], set[str]]] = {
    "assessmentItem": (
        {"identifier", "title", "adaptive", "timeDependent"},
        {"schemaLocation"},
    ),
    "responseDeclaration": ({"identifier", "cardinality", "baseType"}, set()),
    "outcomeDeclaration": ({"identifier", "cardinality", "baseType"}, set()),
    "mapping": ({"lowerBound", "upperBound", "defaultValue"}, set()),
    "mapEntry": ({"mapKey", "mappedValue"}, set()),
    "rubricBlock": ({"view"}, set()),
    "modalFeedback": ({"outcomeIdentifier", "identifier", "showHide"}, set()),
    "choiceInteraction": ({"responseIdentifier", "shuffle", "maxChoices"}, set()),
    "orderInteraction": ({"responseIdentifier", "shuffle"}, set()),
    "matchInteraction": ({"responseIdentifier", "shuffle", "maxAssociations"}, set()),
    "extendedTextInteraction": ({"responseIdentifier"}, set()),
    "textEntryInteraction": ({"responseIdentifier"}, {"label", "class"}),
    "inlineChoiceInteraction": ({"responseIdentifier", "shuffle"}, {"label", "class"}),
    "inlineChoice": ({"identifier"}, set()),
    "simpleChoice": ({"identifier"}, set()),
    "simpleAssociableChoice": ({"identifier", "matchMax"}, {"fixed"}),
    "setOutcomeValue": ({"identifier"}, set()),
    "variable": ({"identifier"}, set()),
    "correct": ({"identifier"}, set()),
    "mapResponse": ({"identifier"}, set()),
    "baseValue": ({"baseType"}, set()),
    "equal": ({"toleranceMode"}, {"tolerance"}),
    "equalRounded": ({"roundingMode", "figures"}, set()),
    "stringMatch": ({"caseSensitive"}, set()),
    "patternMatch": ({"pattern"}, set()),
    "img": ({"src", "alt"}, set()),
    "a": ({"href"}, set()),
    "code": (set(), {"class"}),
    "span": (set(), {"class"}),
}


def mistakes(item: Node) -> Iterator[str]:
    """Yield what the schema would not allow."""
    order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing"]
    places = [[*order, "modalFeedback"].index(node.name) for node in item.nodes()]
    if places != sorted(places):
        yield "The parts of the item stand in another order."
    declared = {one.attributes["identifier"] for one in item.nodes("outcomeDeclaration")}
    for node in [item, *item.within(*HOLDS, *HAS)]:
        yield from _within(node)
        yield from _attributes(node)
        identifier = node.attributes.get("identifier")
        if identifier is not None and not IDENTIFIER.fullmatch(identifier):
            yield f"{identifier} is no identifier."
    for name in ("modalFeedback", "setOutcomeValue"):
        for node in item.within(name):
            outcome = node.attributes.get("outcomeIdentifier", node.attributes["identifier"])
            if outcome not in declared:
                yield f"The outcome {outcome} is not declared."
    names = [node.attributes["identifier"] for node in item.within("simpleChoice")]
    names += [node.attributes["identifier"] for node in item.within("simpleAssociableChoice")]
    names += [node.attributes["identifier"] for node in item.within("inlineChoice")]
    names += [node.attributes["identifier"] for node in item.within("responseDeclaration")]
    if len(set(names)) < len(names):
        yield "An identifier stands twice."


def _within(node: Node) -> Iterator[str]:
    known, may_have_text = HOLDS.get(node.name, (set(), False))
    for child in node.children:
        if isinstance(child, str):
            if child.strip() and not may_have_text:
                yield f"Text in {node.name}: {child[:40]}"
        elif child.name not in known:
            yield f"{child.name} in {node.name}"
    needed = {"mapping", "correctResponse", "table", "ul", "ol", "tbody", "multiple", "ordered"}
    if node.name in needed and not any(node.nodes()):
        yield f"{node.name} is empty"
    if node.name == "table" and node.first("tbody") is None:
        yield "A table without a body"


def _attributes(node: Node) -> Iterator[str]:
    must, may = HAS.get(node.name, (set(), set()))
    if not must <= {*node.attributes} <= must | may:
        yield f"{node.name} has {sorted(node.attributes)}"
