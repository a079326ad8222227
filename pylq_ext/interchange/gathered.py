"""What the texts of one question bring along: notes, each once, and images by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pylq_ext.interchange.markup import Markup, from_html
from pylq_ext.interchange.markup_images import attachment_address


@dataclass(slots=True)
class Gathered:
    """Grows while a question's texts are read."""

    notes: dict[str, None] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Remember what has to be told of the question, once."""
        self.notes[sentence] = None

    def html(self, source: str, files: Mapping[str, bytes] | None = None) -> str:
        """Return the Markdown of a text in HTML."""
        return self.add(from_html(source, files))

    def add(self, markup: Markup) -> str:
        """Return a text whose notes and images are gathered.

        Images are named without their folders; another one of the same name gets another.
        """
        self.notes |= dict.fromkeys(markup.notes)
        text = markup.text
        for name, content in markup.images.items():
            path = PurePosixPath(name)
            own = path.name or name
            number = 2
            while self.images.get(own, content) != content:
                own = f"{path.stem}-{number}{path.suffix}"
                number += 1
            self.images[own] = content
            if own != name:
                # The closing bracket is part of what is looked for: `a.png` is not `a.png2`.
                text = text.replace(
                    f"]({attachment_address(name)})", f"]({attachment_address(own)})"
                )
        return text
