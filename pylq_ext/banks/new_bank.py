"""A bank to begin with: a notebook on a topic, with an example of each kind of question."""

from __future__ import annotations

import secrets
import shlex
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from pylq_ext.banks.examples import EXAMPLES
from pylq_ext.banks.notebook import notebook_text
from pylq_ext.banks.title import printable, shorten
from pylq_ext.domain.errors import InvalidInput

#: Signs of a file's name: in UTF-8 at most four bytes each, and file systems take 255.
MAX_NAME: Final = 60

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

_INTRODUCTION = """\
# {topic}

A question bank: a cell with an option that is ticked, or with a settings line, is a question; all
others are yours. Below is an example of each kind, with a cell above it that says what to change.
Write over the examples, copy them, delete what you do not need. No cell is ever run.

Before the lesson, this explains each mistake, and shows the questions as students will see them:

```console
$ pylq check {file}
$ pylq preview {file}
```

All that can be written is told in `FORMAT.md`, beside the banks that come with PyLiveQuestions.
"""


def topic_of(text: str) -> str:
    """Return the topic on one line, as it heads the bank. Raises InvalidInput if it is empty."""
    topic = shorten(printable(" ".join(text.split())))
    if not topic.strip("#"):
        raise InvalidInput('A bank needs a topic, like `pylq new "For loops"`.')
    return topic


def file_name(topic: str) -> str:
    """Return the name of a file for the topic: letters, digits and underscores, and `.ipynb`.

    Letters of any language stay. The name is one that every usual file system takes.
    """
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in topic.lower())
    stem = "_".join(unicodedata.normalize("NFC", "".join(kept)).split())[:MAX_NAME].strip("_")
    if not stem or stem in _RESERVED:
        stem = f"{stem}_questions".lstrip("_")
    return f"{stem}.ipynb"


def new_bank(
    topic: str, file: str, new_id: Callable[[], str] = lambda: secrets.token_hex(4)
) -> str:
    """Return the text of a notebook with an example of each kind of question.

    `topic` is as `topic_of` returns it; `file` is the notebook's name, whose stem is the bank's id.
    """
    cells = [_cell("about-this-bank", _INTRODUCTION.format(topic=topic, file=shlex.quote(file)))]
    for kind, example in EXAMPLES.items():
        # Another id in each bank: what is written over an example is a question of its own.
        name = f"{kind}-{new_id()}"
        cells += [
            _cell(f"about-{name}", example.about),
            _cell(name, example.cell, example.attachments),
        ]
    return notebook_text(
        cells,
        {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
            "pylq": {"bank": file.removesuffix(".ipynb")},
        },
    )


def _cell(
    name: str, source: str, attachments: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Any]:
    cell = {
        "cell_type": "markdown",
        "id": name,
        "metadata": {},
        "source": source.rstrip("\n").splitlines(keepends=True),
    }
    return cell | ({"attachments": attachments} if attachments else {})
