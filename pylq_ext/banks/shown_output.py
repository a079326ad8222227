"""What a code cell has put out, as the end of a prompt: Markdown made of a question's attachments.

Whoever reads the bank adds the output to the attachments (outputs.py), so that a question is whole
by itself, and a room keeps what it showed when it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from pylq_ext.banks.image_format import TYPES
from pylq_ext.banks.images import ATTACHED, Images
from pylq_ext.banks.markdown import parse_blocks
from pylq_ext.banks.problems import Problem
from pylq_ext.banks.settings import Settings
from pylq_ext.banks.settings_words import with_text, without
from pylq_ext.banks.source import Source

OUTPUT = "output:"
"""What the names of a code cell's outputs begin with among the attachments; 1, 2, … follows."""

PLAIN = "text/plain"
MAX_LINES = 100
MAX_CHARACTERS = 10_000

_MARKUP = re.compile(r"[\\`*_\[\]<>$~&!|]")


def output_in(source: str, attachments: Mapping[str, Any] | None) -> str:
    """Return the Markdown of what the question in a cell shows of the cell above; empty if none."""
    text = Source.of(source)
    if "output" not in source or isinstance(text, Problem):
        return ""
    settings, _ = text.read_settings()
    if settings.output is None:
        return ""
    return _markdown(settings.output, _bundles(attachments or {}))


def read_output(
    text: Source, settings: Settings, images: Images
) -> tuple[list[Token], list[Problem]]:
    """Return the blocks of the output for a question that asks for it, and each mistake in that.

    All of them stand at the settings line; the text within them is not parsed yet.
    """
    if settings.output is None or settings.line is None:
        return [], []
    bundles = _bundles(images.attachments)
    problem = _problem(settings.output, settings.line, text.lines[settings.line - 1], images)
    if problem is not None:
        return [], [problem]
    blocks = parse_blocks(text.md, _markdown(settings.output, bundles))
    for token in blocks.tokens:
        token.map = [settings.line - 1, settings.line]
    return blocks.tokens, []


def _problem(words: str, number: int, line: str, images: Images) -> Problem | None:
    refused = images.unreadable.get(OUTPUT)
    bundles = _bundles(images.attachments)
    if refused is not None or not bundles:
        message = str(refused or _NOWHERE)
        return Problem("output_missing", number, message, mended=without("output", line))
    shown = [name for name, bundle in bundles.items() if is_image(bundle)]
    if len(shown) > 1:
        return Problem(
            "output_images",
            number,
            f"The code cell above puts out {len(shown)} images, and `output` can say what one of "
            "them shows: let the code put out one.",
            params={"images": len(shown)},
        )
    if shown and not words.strip():
        return Problem(
            "image_without_alt",
            number,
            "The code cell above puts out an image, and who cannot see it cannot answer: say in "
            "the setting what it shows.",
            mended=with_text("output", "what it shows", line),
            params={"src": f"{ATTACHED}{shown[0]}"},
        )
    text = "\n".join(_text(bundle) for bundle in bundles.values() if not is_image(bundle))
    lines = text.count("\n") + 1
    if lines > MAX_LINES or len(text) > MAX_CHARACTERS:
        return Problem(
            "output_too_large",
            number,
            f"The code cell above puts out {lines:,} lines with {len(text):,} signs; a prompt shows"
            f" at most {MAX_LINES} and {MAX_CHARACTERS:,}. Let the code put out less.",
            params={"lines": lines, "characters": len(text)},
        )
    return None


_NOWHERE = (
    "There is no output here: `output` shows what the code cell directly above a question puts "
    "out, in a bank that is a notebook."
)


def _bundles(attachments: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the outputs by their names, in order, as many as hold anything that can be shown."""
    return {name: bundle for name, bundle in _numbered(attachments) if is_shown(bundle)}


def _numbered(attachments: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    number = 1
    while isinstance(bundle := attachments.get(name := f"{OUTPUT}{number}"), Mapping):
        yield name, bundle
        number += 1


def is_shown(bundle: Mapping[str, Any]) -> bool:
    """Tell whether an output is an image, or a text with anything in it."""
    return is_image(bundle) or bool(_text(bundle))


def is_image(bundle: Mapping[str, Any]) -> bool:
    """Tell whether an output is an image of a type that a question may have."""
    return any(type_ in bundle for type_ in TYPES)


def _text(bundle: Mapping[str, Any]) -> str:
    return clean(joined(bundle.get(PLAIN)))


def joined(text: object) -> str:
    """Return a text that a notebook holds as one or by lines."""
    if isinstance(text, Sequence) and not isinstance(text, str):
        text = "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""


_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """Return a program's text as it stands on the screen: without colours, the last of each line.

    A progress bar writes its line again and again, with a carriage return between.
    """
    whole = _COLOUR.sub("", text).encode("utf-8", "replace").decode("utf-8")
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in whole.split("\n"))
    return _CONTROL.sub("", "\n".join(lines)).strip("\n").rstrip()


def _markdown(words: str, bundles: Mapping[str, Mapping[str, Any]]) -> str:
    return "\n\n".join(
        f"![{_MARKUP.sub(_escaped, words)}]({ATTACHED}{name})"
        if is_image(bundle)
        else _fenced(_text(bundle))
        for name, bundle in bundles.items()
    )


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"
