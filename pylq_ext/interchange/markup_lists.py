"""The items of a list of HTML, and what of them would be an option's box in a bank."""

from __future__ import annotations

import re

from pylq_ext.interchange.markup_tree import Element

_LIKE_A_BOX = re.compile(r"\A\[[ \t]*[xX]?[ \t]*\](?P<link>\()?")


def without_box(text: str) -> str:
    """Return an item's Markdown so that its beginning is no box."""
    return _LIKE_A_BOX.sub(_no_box, text)


def _no_box(match: re.Match[str]) -> str:
    """Return what an option's box would be, written so that it is none; a link stays one."""
    if match["link"] is None:
        return f"\\{match[0]}"
    return "".join(f"&#{ord(sign)};" if sign in "xX" else sign for sign in match[0])


def items_of(element: Element) -> list[Element]:
    """Return a list's items; what editors put straight into a list belongs to the item before."""
    items: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in {"li", "div", "p"}:
            items.append(Element("li", {}, [*child.children]))
        elif items:
            items[-1].children.append(child)
        else:
            items.append(Element("li", {}, [child]))
    return items
