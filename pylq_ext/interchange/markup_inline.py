"""What stands within a line of HTML and is no plain text: formulas, images, links, raised signs."""

from __future__ import annotations

import re

from pylq_ext.interchange.markup_code import lowered, raised
from pylq_ext.interchange.markup_conversion import Conversion
from pylq_ext.interchange.markup_images import (
    PLUGINFILE,
    Dropped,
    address,
    attached_image,
    file_name,
    find_image,
    formula_of,
    in_brackets,
)
from pylq_ext.interchange.markup_line import Line, Span
from pylq_ext.interchange.markup_plain import cleaned, escape
from pylq_ext.interchange.markup_tex import dollars_around
from pylq_ext.interchange.markup_tree import Element

_IGNORED = frozenset({"tex2jax_ignore", "mathjax_ignore"})


def write_formula(line: Line, conversion: Conversion, tex: str, text: str, display: bool) -> None:
    """Add a formula to a line; where it has no TeX, its `text`."""
    markdown = dollars_around(tex, display=display)
    if markdown is not None:
        line.raw(markdown, tex)
    elif text.strip():
        conversion.note("A formula could not be translated and stands as its text.")
        line.text(text)


def is_literal(element: Element) -> bool:
    """Tell whether MathJax leaves an element alone, so that no formula is in it."""
    return not _IGNORED.isdisjoint(element.attributes.get("class", "").split())


def write_literal(line: Line, element: Element) -> None:
    """Add text in which nothing is mathematics."""
    text = element.text()
    if text.strip():
        line.raw(escape(" ".join(cleaned(text).split())), text)


def write_shifted(line: Line, conversion: Conversion, element: Element) -> None:
    """Add raised or lowered text to a line."""
    text = " ".join(element.text().split())
    shown = raised(text) if element.tag == "sup" else lowered(text)
    if shown is None:
        conversion.note(
            "Raised or lowered text that Unicode has no signs for stands behind ^ or _."
        )
        sign = "^" if element.tag == "sup" else "_"
        shown = f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
    if text:
        line.text(shown)


def link_of(conversion: Conversion, element: Element) -> Span | None:
    """Return the marks of a link; None where it leads to nothing that students can open."""
    url = element.attributes.get("href", "")
    if re.match(r"(?:https?:|mailto:)", url, re.I) and "/pluginfile.php/" not in url:
        words = " ".join(cleaned(element.attributes.get("title", "")).split())
        title = f' "{_in_quotes(words)}"' if words else ""
        return Span("[", f"]({address(url)}{title})")
    if url.startswith(PLUGINFILE) or file_name(url, conversion.files):
        name = url.removeprefix(PLUGINFILE)[:100]
        conversion.note(f"The file {name} behind a link was left out: hand it out apart.")
    elif url and not url.startswith("#"):
        conversion.note(f"The link to {url[:100]} was dropped: it leads nowhere from here.")
    return None


def write_image(line: Line, conversion: Conversion, element: Element) -> None:
    """Add an image to a line, or what stands in its place."""
    formula = formula_of(element)
    if formula is not None:
        line.raw(formula, formula.strip("$"))
        return
    source = element.attributes.get("src", "").strip()
    words = " ".join(
        (element.attributes.get("alt") or element.attributes.get("title") or "").split()
    )
    try:
        name, content = find_image(source, conversion.files)
    except Dropped as dropped:
        conversion.note(str(dropped))
        _write_in_its_place(line, source, words or "image")
        return
    if not words:
        words = f"Image {name.rpartition('/')[2]}"
        conversion.note(
            f"The image {name} has no description: write between its brackets what it shows."
        )
    conversion.images[name] = content
    line.raw(attached_image(name, words), words)


def _in_quotes(words: str) -> str:
    return re.sub(r'[\\"&`]', lambda sign: f"\\{sign[0]}", words)


def _write_in_its_place(line: Line, source: str, words: str) -> None:
    remote = re.match(r"(?P<scheme>https?:)?//", source, re.I)
    if remote is None:
        line.text(f"({words})")
        return
    url = source if remote["scheme"] else f"https:{source}"
    line.raw(f"[{in_brackets(words)}]({address(url)})", words)
