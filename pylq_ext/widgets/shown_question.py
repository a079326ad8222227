"""A question as a student's Python shows it: readable as text and in a notebook, without a key."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.kinds.options import letter
from pylq_ext.domain.question import Face, Kind
from pylq_ext.protocol.documents import AttendeeQuestion

_BLOCKS = frozenset({"p", "pre", "li", "ul", "ol", "div", "tr", "table", "blockquote", "br", "hr"})


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """The current question. `prompt` and the options, by letter, are plain text."""

    title: str
    kind: str
    prompt: str
    options: Mapping[str, str]
    points: float
    _html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self._html

    def __str__(self) -> str:
        lines = [self.prompt]
        for name, text in self.options.items():
            first, *rest = text.splitlines() or [""]
            lines += [f"{name}  {first}", *(f"   {line}" for line in rest)]
        return "\n".join(lines)

    def _repr_pretty_(self, printer: object, _cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined] # IPython's; it is not imported here


def shown(question: AttendeeQuestion) -> ShownQuestion:
    """Return a question's face for a person. Its fragments were made safe by the host."""
    items = "".join(f"<li>{option.text}</li>" for option in question.options)
    # The letters are the list's own numbering.
    options = f'<ol type="A">{items}</ol>' if items else ""
    return ShownQuestion(
        title=question.title,
        kind=question.kind,
        prompt=plain_text(question.prompt),
        options={letter(option.id): plain_text(option.text) for option in question.options},
        points=question.points,
        _html=f'<div title="{html.escape(question.title)}">{question.prompt}{options}</div>',
    )


def face_of(question: AttendeeQuestion) -> Face:
    """Return a question's face as the rules of its kind want it; raises InvalidInput."""
    try:
        kind = Kind(question.kind)
    except ValueError:
        raise InvalidInput(
            f"This kernel's PyLiveQuestions does not know questions of the kind {question.kind!r} "
            "yet: answer on the card, or install the version that the host has."
        ) from None
    return Face(kind, question.title, question.prompt, question.options, question.points)


def plain_text(fragment: str) -> str:
    """Return a safe HTML fragment's text, with a line for each block."""
    reader = _TextReader()
    reader.feed(fragment)
    reader.close()
    return reader.text()


class _TextReader(HTMLParser):
    """Collects text; white space counts in `pre` only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = [""]
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "pre":
            self._preformatted += 1
        if tag in _BLOCKS:
            self._lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        if tag in _BLOCKS:
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        if self._preformatted:
            first, *rest = data.split("\n")
            self._lines[-1] += first
            self._lines += rest
            return
        words = " ".join(data.split())
        line = self._lines[-1]
        if data[:1].isspace() and line and not line.endswith(" "):
            line += " "
        self._lines[-1] = line + words + (" " if words and data[-1:].isspace() else "")

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._lines if line.strip())
