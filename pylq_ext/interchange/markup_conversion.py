"""What one conversion of HTML knows: the source's files, and what had to be told so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pylq_ext.interchange.markup_line import EMPHASIS, STRONG, STRUCK, Span
from pylq_ext.interchange.markup_tree import Element

_SPANS = {
    "b": STRONG,
    "strong": STRONG,
    "i": EMPHASIS,
    "em": EMPHASIS,
    "cite": EMPHASIS,
    "dfn": EMPHASIS,
    "var": EMPHASIS,
    "s": STRUCK,
    "strike": STRUCK,
    "del": STRUCK,
}
_LOST = {
    "audio": "A sound",
    "video": "A video",
    "iframe": "A page within the page",
    "embed": "An embedded object",
    "object": "An embedded object",
    "applet": "An embedded object",
    "canvas": "A drawing",
    "svg": "A drawing",
    "map": "A map of places in an image",
    "script": "A script",
    "input": "A form's field",
    "select": "A form's field",
    "textarea": "A form's field",
    "button": "A form's button",
}
COLOURS = "Colours were dropped: a bank has none."
UNDERLINES = "Underlining was dropped: a bank has none."
SPANS = (
    "Bold, italic or struck text, or a link, was made plain: its marks would not be read as such."
)
NESTED = "Lists or quotes that are nested very deeply were made flatter."
TOO_MUCH = (
    "The text has so much markup that it was taken as plain text: look at how it is laid out."
)


@dataclass(slots=True)
class Conversion:
    """What a text's parts share; `notes` and `images` grow while they are written."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    dollars: bool = False
    notes: dict[str, None] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Remember what has to be told, once."""
        self.notes[sentence] = None

    def lost(self, element: Element) -> None:
        """Note that an element has no counterpart."""
        what = _LOST.get(element.tag)
        if what is None:
            return
        source = element.attributes.get("src", "")
        where = f" ({source[:100]})" if source and not source.startswith("data:") else ""
        self.note(f"{what} was dropped{where}: a bank's texts hold none.")

    def spans_of(self, element: Element) -> list[Span]:
        """Return how an element marks its text, and note what of it has no counterpart."""
        style = element.attributes.get("style", "").lower()
        styles = dict(
            (name.strip(), value.strip())
            for name, _, value in (one.partition(":") for one in style.split(";"))
        )
        spans = [_SPANS[element.tag]] if element.tag in _SPANS else []
        weight = styles.get("font-weight", "")
        if weight in {"normal", "400"}:
            spans = [span for span in spans if span is not STRONG]
        elif weight in {"bold", "bolder", "600", "700", "800", "900"}:
            spans.append(STRONG)
        if styles.get("font-style") in {"italic", "oblique"}:
            spans.append(EMPHASIS)
        line = styles.get("text-decoration", "") + styles.get("text-decoration-line", "")
        if "line-through" in line:
            spans.append(STRUCK)
        if "underline" in line or element.tag in {"u", "ins"}:
            self.note(UNDERLINES)
        colours = [
            styles.get("color", ""),
            styles.get("background-color", ""),
            styles.get("background", ""),
            element.attributes.get("color", "") if element.tag == "font" else "",
        ]
        if element.tag == "mark" or any(_is_colour(value) for value in colours):
            self.note(COLOURS)
        return list(dict.fromkeys(spans))


def is_hidden(element: Element) -> bool:
    """Tell whether browsers do not show an element, or show it only in another's place."""
    style = element.attributes.get("style", "").replace(" ", "").lower()
    classes = element.attributes.get("class", "").split()
    return "display:none" in style or "katex-html" in classes or "MathJax_Preview" in classes


def is_monospaced(element: Element) -> bool:
    """Tell whether a text is set in a font for code."""
    fonts = element.attributes.get("face", "")
    match = re.search(r"font-family:([^;]{1,200})", element.attributes.get("style", ""), re.I)
    if match:
        fonts += match[1]
    return re.search(r"mono|courier|consolas|menlo", fonts, re.I) is not None


def _is_colour(value: str) -> bool:
    """Tell whether a style's colour is none of the greys that editors write by themselves."""
    if not value or re.match(
        r"(?:black|white|gr[ae]y|inherit|initial|transparent|var|none)", value
    ):
        return False
    match = re.search(r"#([0-9a-f]{3,8})|rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)", value)
    if match is None:
        return re.match(r"[a-z]+", value) is not None and "url" not in value
    if match[1]:
        signs = match[1]
        long = len(signs) >= 6
        parts = [signs[at : at + 2] if long else signs[at // 2] * 2 for at in (0, 2, 4)]
        red, green, blue = (int(part, 16) for part in parts)
    else:
        red, green, blue = (int(match[at][:4]) for at in (2, 3, 4))
    return max(red, green, blue) - min(red, green, blue) > 40
