"""The texts of a question in Moodle XML: their formats, and the files that lie inside them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping

from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.markup import Markup, from_plain
from pylq_ext.interchange.markup_images import attachment_address
from pylq_ext.interchange.xml_html import inner_html
from pylq_ext.interchange.xml_source import Node

_BLOCK = re.compile(r"<(?:p|div|ul|ol|table|pre|br|h[1-6]|blockquote|hr)\b", re.I)
_SETTINGS = re.compile(r"<!--(?=\s*pylq)", re.I)
_MARKDOWN_IMAGE = re.compile(r"\]\(@@PLUGINFILE@@/([^()\s]{1,500})\)")


class Texts:
    """Reads the texts of one question into Markdown."""

    def __init__(self, question: Node, gathered: Gathered) -> None:
        self._gathered = gathered
        # A text's own files come first, because two texts may each have a file of the same name.
        self._files = _files_in(question.within("file"))
        self._default = _format_of(question.first("questiontext"))

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self._gathered.note(sentence)

    def of(self, node: Node | None, source: str | None = None) -> str:
        """Return the Markdown of an element that holds `text`, and perhaps `file`s.

        `source` is read in its place, if it is given, as the element's text would be.
        """
        source = raw(node) if source is None else source
        if node is None or not source.strip():
            return ""
        files = {**self._files, **_files_in(node.nodes("file"))}
        format_ = _format_of(node) or self._default or "html"
        if format_ == "plain_text":
            return from_plain(source, tex=True)
        if format_ == "markdown":
            return self._markdown(source, files)
        if format_ == "moodle_auto_format" and not _BLOCK.search(source):
            source = "<br>".join(source.strip().splitlines())
        return self._gathered.html(source, files)

    def _markdown(self, source: str, files: Mapping[str, bytes]) -> str:
        self._gathered.note(
            "A text is in Markdown in Moodle and stands as it was: look whether it reads the same."
        )
        images = {
            name: files[name]
            for name in (match[1] for match in _MARKDOWN_IMAGE.finditer(source))
            if name in files
        }
        text = _MARKDOWN_IMAGE.sub(
            lambda match: f"]({attachment_address(match[1])})" if match[1] in images else match[0],
            # No text of another program may hold a bank's settings.
            _SETTINGS.sub(r"\\<!--", source.strip()),
        )
        return self._gathered.add(Markup(text, (), images))


def raw(node: Node | None) -> str:
    """Return the text of an element that holds `text`, or is text itself, as it stands."""
    if node is None:
        return ""
    text = node.first("text") or node
    # HTML is character data there, but who writes such files by hand writes it as elements.
    return inner_html(text) if any(text.nodes()) else text.text()


def _format_of(node: Node | None) -> str:
    return node.attributes.get("format", "") if node is not None else ""


def _files_in(nodes: Iterable[Node]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for node in nodes:
        name = node.attributes.get("name", "")
        path = (node.attributes.get("path", "/") + name).lstrip("/")
        if not name or node.attributes.get("encoding", "base64") != "base64":
            continue
        try:
            files.setdefault(path, base64.b64decode("".join(node.text().split()), validate=True))
        except (binascii.Error, ValueError):
            # An image that is not among the files is told where a text shows it.
            continue
    return files
