"""Elements of XML that are XHTML, as the source of HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

from pylq_ext.interchange.markup_tree import VOID
from pylq_ext.interchange.xml_source import Node

Rewrite = Callable[[Node], str | None]


def inner_html(node: Node, rewrite: Rewrite | None = None) -> str:
    """Return the HTML of an element's content.

    `rewrite` may give the HTML for an element and all in it; None leaves it as it is. Depth is
    bounded by what `read_xml` takes.
    """
    return "".join(_pieces(node, rewrite))


def _pieces(node: Node, rewrite: Rewrite | None) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield html.escape(child, quote=False)
            continue
        given = rewrite(child) if rewrite is not None else None
        if given is not None:
            yield given
            continue
        attributes = "".join(
            f' {name}="{html.escape(value)}"' for name, value in child.attributes.items()
        )
        yield f"<{child.name}{attributes}>"
        if child.name not in VOID:
            yield from _pieces(child, rewrite)
            yield f"</{child.name}>"
