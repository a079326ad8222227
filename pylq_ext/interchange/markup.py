"""Texts of other programs as the Markdown of a bank's cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pylq_ext.interchange.markup_blocks import Writer
from pylq_ext.interchange.markup_conversion import TOO_MUCH, Conversion
from pylq_ext.interchange.markup_plain import from_plain
from pylq_ext.interchange.markup_tree import parse_html, without_tags

__all__ = ["Markup", "from_html", "from_plain"]


#: More than a cell can hold.
MAX_PLAIN = 300_000
CUT = f"The text was cut after {MAX_PLAIN:,} characters: no cell can hold as many."


@dataclass(frozen=True, slots=True)
class Markup:
    """Markdown made of another markup.

    `notes` tell, a sentence each, what was changed or dropped. `images` are those that the text
    shows as `attachment:name`, by name.
    """

    text: str
    notes: tuple[str, ...] = ()
    images: dict[str, bytes] = field(default_factory=dict)


def from_html(
    html: str, files: Mapping[str, bytes] | None = None, *, dollars: bool = False
) -> Markup:
    r"""Return the Markdown of a fragment of HTML; any text may be given, and nothing is raised.

    `files` are those that came with the source, by name: an image that is one of them is attached.
    Mathematics is what stands in `\(…\)`, `\[…\]` or `$$…$$`, MathML, and images made of TeX; if
    `dollars`, `$…$` as well. HTML beyond all bounds is taken as plain text, with a note.
    """
    # Half a character can be in a Python text, but in no HTML.
    html = html.encode("utf-8", "replace").decode("utf-8")
    tree = parse_html(html)
    if tree is None:
        text = without_tags(html)
        notes = (TOO_MUCH,) if len(text) <= MAX_PLAIN else (TOO_MUCH, CUT)
        return Markup(from_plain(text[:MAX_PLAIN]), notes)
    conversion = Conversion(files or {}, dollars)
    blocks = Writer(conversion).write(tree)
    return Markup("\n\n".join(blocks), tuple(conversion.notes), conversion.images)
