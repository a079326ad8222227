"""A question as a student's Python shows it: readable as text and in a notebook, without a key."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.kinds.options import letter
from pylq_ext.domain.question import Asset, Face, Kind
from pylq_ext.protocol.documents import AttendeeQuestion, OwnerQuestion

#: Finds an image that a question shows, None where it cannot be had.
Image = Callable[[str], Asset | None]

# As the host's sanitiser writes it.
_IMAGE = re.compile(r'<img src="asset:([0-9a-f]{64})"(?: [a-z]+="[^"]*")*>')
_BLOCKS = frozenset({"p", "pre", "li", "ul", "ol", "div", "tr", "table", "blockquote", "br", "hr"})


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """The current question. `prompt` and the options, by letter, are plain text.

    `targets` are what the options of a matching question are matched with, by number.

    Its images are fetched when it is displayed in a notebook, and stand in the output itself. One
    that cannot be had then is shown by its words.
    """

    title: str
    kind: str
    prompt: str
    options: Mapping[str, str]
    points: float
    _html: str = field(repr=False)
    _image: Image = field(repr=False)
    targets: Mapping[str, str] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        return _IMAGE.sub(lambda found: self._image_in(found[0], found[1]), self._html)

    def _image_in(self, tag: str, asset: str) -> str:
        image = self._image(asset)
        if image is not None:
            sized = tag.replace(f"asset:{asset}", image.data_url)
            return f'{sized[:-1]} style="max-width: 100%; height: auto">'
        return f"<em>{html.escape(plain_text(tag))}</em>"

    def __str__(self) -> str:
        lines = [self.prompt]
        for name, text in (*self.options.items(), *self.targets.items()):
            first, *rest = text.splitlines() or [""]
            lines += [f"{name}  {first}", *(f"   {line}" for line in rest)]
        return "\n".join(lines)

    def _repr_pretty_(self, printer: object, _cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined] # IPython's; it is not imported here


def shown(question: AttendeeQuestion, image: Image = lambda _: None) -> ShownQuestion:
    """Return a question's face for a person. Its fragments were made safe by the host.

    `image` finds its images by their hashes.
    """
    items = "".join(f"<li>{option.text}</li>" for option in question.options)
    # The letters are the list's own numbering.
    options = f'<ol type="A">{items}</ol>' if items else ""
    if question.kind == Kind.SCALE:
        # A list of its own numbering would not know where the scale begins.
        steps = (f"{step.id} {step.text}".rstrip() for step in question.options)
        options = f"<p>{' · '.join(steps)}</p>"
    if question.targets:
        options += f"<ol>{''.join(f'<li>{target.text}</li>' for target in question.targets)}</ol>"
    prompt = f"{question.prompt}{question.image}"
    return ShownQuestion(
        title=question.title,
        kind=question.kind,
        prompt=plain_text(prompt),
        options={letter(option.id): plain_text(option.text) for option in question.options},
        points=question.points,
        _html=f'<div title="{html.escape(question.title)}">{prompt}{options}</div>',
        _image=image,
        targets={target.id: plain_text(target.text) for target in question.targets},
    )


def face_of(question: AttendeeQuestion | OwnerQuestion) -> Face:
    """Return a question's face as the rules of its kind want it; raises InvalidInput."""
    try:
        kind = Kind(question.kind)
    except ValueError:
        raise InvalidInput(
            f"This kernel's PyLiveQuestions does not know questions of the kind {question.kind!r} "
            "yet: answer on the card, or install the version that the host has."
        ) from None
    return Face(
        kind,
        question.title,
        question.prompt,
        question.options,
        question.points,
        question.targets,
        question.blanks,
        question.most,
        question.image,
    )


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
        if tag == "img":
            self._lines[-1] += f"[image: {dict(attrs).get('alt') or ''}]"
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
