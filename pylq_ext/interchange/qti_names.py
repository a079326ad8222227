"""QTI 3 says the same as QTI 2 under other names: they are read as those of QTI 2."""

from __future__ import annotations

import re

from pylq_ext.interchange.xml_source import Node

# Names of QTI 2 that are not those of QTI 3 with the hyphens taken out.
_NAMES = {"selectPoint": "selectPointInteraction"}


def as_qti_2(node: Node) -> Node:
    """Return the tree with the names of QTI 2: `qti-item-body` is `itemBody`."""
    name = node.name
    attributes = node.attributes
    if name.startswith("qti-"):
        name = _joined(name.removeprefix("qti-"))
        name = _NAMES.get(name, name)
        attributes = {
            key if key.startswith(("data-", "aria-")) else _joined(key): value
            for key, value in attributes.items()
        }
    children = [as_qti_2(child) if isinstance(child, Node) else child for child in node.children]
    return Node(name, attributes, node.line, children)


def _joined(name: str) -> str:
    return re.sub(r"-([a-z0-9])", lambda match: match[1].upper(), name)
