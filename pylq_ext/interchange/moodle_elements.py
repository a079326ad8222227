"""The elements of Moodle's XML: texts in HTML with the files that they show, and plain ones."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from pylq_ext.interchange.markup_images import PLUGINFILE
from pylq_ext.interchange.moodle_embedded import embedded
from pylq_ext.interchange.outgoing_html import to_html
from pylq_ext.interchange.record import Record

#: XML has none of these, and no browser shows them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, /, *content: str, **attributes: str) -> str:
    """Return an element with its content, which is XML already, each piece on a line of its own."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inner = "\n".join(piece for piece in content if piece)
    return f"<{tag}{given}>{inner}</{tag}>"


def plain(text: str) -> str:
    """Return text as XML."""
    return escape(_UNSEEN.sub("\ufffd", text))


def said(name: str, value: str) -> str:
    """Return an element with a value in it."""
    return element(name, plain(value))


def texted(name: str, words: str, **attributes: str) -> str:
    """Return an element whose `text` is plain."""
    return element(name, element("text", plain(words)), **attributes)


@dataclass(slots=True)
class Elements:
    """Writes the texts of one question; `notes` grow meanwhile."""

    record: Record
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self.notes[sentence] = None

    def html(
        self,
        name: str,
        markdown: str,
        *more: str,
        blanks: Sequence[str] = (),
        **attributes: str,
    ) -> str:
        """Return an element that holds a text in HTML, the files that it shows, and `more`.

        `blanks` are what stands in its blanks, as Moodle spells embedded answers.
        """
        shown: dict[str, None] = {}

        def address(image: str) -> str:
            shown[image] = None
            return f"{PLUGINFILE}{quote(image)}"

        source = to_html(markdown, address, has_blanks=bool(blanks)) if markdown else ""
        if blanks:
            source = embedded(source, blanks)
        if _UNSEEN.search(source):
            self.note("A sign that no XML can hold was replaced.")
            source = _UNSEEN.sub("\ufffd", source)
        # HTML has no `>` of its own that could end the section: in texts it is escaped.
        text = element("text", f"<![CDATA[{source}]]>" if source else "")
        given = {**attributes, "format": "html"}
        return element(name, text, *self._files(shown), *more, **given)

    def _files(self, names: Iterable[str]) -> Iterable[str]:
        for name in names:
            content = base64.b64encode(self.record.attachments[name]).decode("ascii")
            yield element("file", content, name=name, path="/", encoding="base64")
