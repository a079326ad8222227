"""A list of HTML as one of Markdown: its items, and how they are set."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pylq_ext.interchange.markup_tree import Element

_LIKE_A_BOX = re.compile(r"\A\[[ \t]*[xX]?[ \t]*\](?P<link>\()?")
# What needs no blank line between a text and itself.
_BESIDE_TEXT = re.compile(r"[*+] |1[.)] |```|~~~|>|#{1,6} ")


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


def has_paragraph(item: Element) -> bool:
    """Tell whether an item has paragraphs of its own, with room between them."""
    return any(one.tag == "p" for one in item.elements())


def write_list(markers: Sequence[str], items: Sequence[Sequence[str]], *, is_tight: bool) -> str:
    """Return the Markdown of a list from the blocks of each item.

    They stand close together in a tight list, unless what is in them cannot.
    """
    can_be = all(_BESIDE_TEXT.match(block) for blocks in items for block in blocks[1:])
    apart = "\n" if is_tight and can_be else "\n\n"
    written = []
    for marker, blocks in zip(markers, items, strict=True):
        text = without_box(apart.join(blocks))
        written.append(f"{marker} {_indented(text, ' ' * (len(marker) + 1))}")
    return apart.join(written)


def _indented(text: str, indent: str) -> str:
    return "\n".join(
        f"{indent}{line}" if at and line else line for at, line in enumerate(text.split("\n"))
    )
