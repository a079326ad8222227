"""The texts of an item of QTI: its body without the interaction, its choices, its feedback."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pylq_ext.interchange.blank_texts import BLANKS
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.xml_html import inner_html
from pylq_ext.interchange.xml_source import Node

FEEDBACK = frozenset({"feedbackInline", "feedbackBlock", "modalFeedback"})
_LEFT_OUT = frozenset({"stylesheet", "include", "catalogInfo", "companionMaterialsInfo"})
#: Interactions that stand within a line of text, where a gap is shown.
IN_LINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
GAP = "____"

_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "prompt", "hr"}
) | {
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "rubricBlock",
    "feedbackBlock",
}


@dataclass(slots=True)
class Texts:
    """Reads the texts of one item into Markdown; `files` are those that it may show."""

    files: Mapping[str, bytes]
    gathered: Gathered = field(default_factory=Gathered)
    _rubrics: list[Node] = field(default_factory=list)
    _feedback: list[Node] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the item, once."""
        self.gathered.note(sentence)

    def of(self, node: Node | None) -> str:
        """Return the Markdown of an element's content, without the feedback inside it."""
        if node is None:
            return ""
        return self.gathered.html(inner_html(node, self._rewritten), self.files)

    def prompt(self, body: Node, interaction: Node, blanks: Iterable[Node] = ()) -> str:
        """Return the body with the interaction's own prompt in its place, or with its blanks.

        `blanks` become `BLANKS`. What is for those who mark, and feedback, is set aside.
        """
        # Elements that say the same are equal.
        places = {id(blank): sign for blank, sign in zip(blanks, BLANKS, strict=False)}

        def rewrite(node: Node) -> str | None:
            if id(node) in places:
                return places[id(node)]
            if places and node.name in {"gapText", "gapImg"}:
                return ""
            if places and node is interaction:
                return f"<div>{inner_html(node, rewrite)}</div>"
            if node is interaction:
                return self._place_of(body, interaction)
            if node.name == "rubricBlock" and not _is_for(node, "candidate"):
                self._rubrics.append(node)
                return ""
            if node.name in FEEDBACK:
                self._feedback.append(node)
            return self._rewritten(node)

        return self.gathered.html(inner_html(body, rewrite), self.files)

    def rubric(self) -> str:
        """Return what the body says to those who mark."""
        return "\n\n".join(text for node in self._rubrics if (text := self.of(node)))

    def feedback(self, nodes: Iterable[Node]) -> list[tuple[str, str]]:
        """Return the identifier and text of each feedback: of these elements, and of the body's."""
        return [
            (node.attributes.get("identifier", ""), text)
            for node in [*self._feedback, *nodes]
            if (text := self.of(node))
        ]

    def _place_of(self, body: Node, interaction: Node) -> str:
        if interaction.name in IN_LINE:
            return f" {GAP} " if _stands_in_text(body, interaction) else ""
        prompt = interaction.first("prompt")
        return f"<div>{inner_html(prompt, self._rewritten)}</div>" if prompt is not None else ""

    def _rewritten(self, node: Node) -> str | None:
        if node.name in FEEDBACK or node.name in _LEFT_OUT:
            return ""
        if node.name in {"prompt", "rubricBlock", "contentBody", "infoControl"}:
            return f"<div>{inner_html(node, self._rewritten)}</div>"
        source = node.attributes.get("data", "")
        if node.name == "object" and node.attributes.get("type", "image/").startswith("image/"):
            words = html.escape(" ".join(node.text().split()))
            return f'<img src="{html.escape(source)}" alt="{words}">'
        return None


def _stands_in_text(body: Node, interaction: Node) -> bool:
    """Tell whether words stand beside the interaction in its own paragraph."""
    parent = _parent(body, interaction)
    return parent is not None and any(
        child.strip() if isinstance(child, str) else child.text().strip()
        for child in parent.children
        if child is not interaction and (isinstance(child, str) or child.name not in _BLOCKS)
    )


def _parent(node: Node, wanted: Node) -> Node | None:
    waiting = [node]
    while waiting:
        parent = waiting.pop()
        for child in parent.nodes():
            if child is wanted:
                return parent
            waiting.append(child)
    return None


def _is_for(node: Node, view: str) -> bool:
    views = node.attributes.get("view", view).split()
    return view in views
