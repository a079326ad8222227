"""A question: the face that everyone sees, and the key that nobody sees before feedback."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a question takes. Each kind's rules are one file in `domain/kinds`."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    OPEN = "open"
    NUMBER = "number"
    SHORT = "short"
    ORDERING = "ordering"
    MATCHING = "matching"
    BLANKS = "blanks"
    SCALE = "scale"
    WORDS = "words"
    PLACE = "place"


#: Kinds that are answered in words or figures of a student's own.
WITHOUT_OPTIONS = frozenset({Kind.OPEN, Kind.NUMBER, Kind.SHORT, Kind.WORDS})


def option_id(position: int) -> str:
    """Return the id of the option at `position` (from 0): `a` to `z`, then `aa`, `ab`, ..."""
    letters = ""
    position += 1
    while position:
        position, remainder = divmod(position - 1, 26)
        letters = chr(ord("a") + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Option:
    """One option as everyone sees it. `text` is a safe HTML fragment."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank in a prompt: `id` is its number there, from `1`; `label` says what it is for.

    `kind` is SHORT, NUMBER or SINGLE; a blank of the last has `options`, whose texts are plain.
    """

    id: str
    kind: Kind
    label: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """All of a question that an attendee may see before feedback.

    `title` is plain text for lists; `prompt` is a safe HTML fragment; `points` is what a right
    answer earns, at least 0. `options` is empty for kinds without options; a scale's are its steps,
    and their ids the values.

    `targets` are what the options of a matching question are matched with, in an order that does
    not depend on the key; `blanks` are those of the prompt, which shows each as a span of class
    `pylq-blank`; `most` is how many words may be given; `image` is the fragment of the image in
    which a place is asked for; `markdown` says that open text may be written in Markdown.
    """

    kind: Kind
    title: str
    prompt: str
    options: tuple[Option, ...] = ()
    points: float = 1.0
    targets: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    most: int = 0
    image: str = ""
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Answers that may be given, as a bank spells them: `= 2 ± 0.01`, `= "text"`, `otherwise`.

    `id` is like an option's; nobody sees a form before feedback. `domain.kinds.forms` reads it.
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """What feedback tells: which options or forms are right, and why.

    `right` holds their ids; an empty one says that no option is right (`none-right`), and None
    that there is no right or wrong (a poll, or open text). Of an answer with parts it holds what is
    right of each: `b:1`, option b in place 1 (ordering) or with target 1 (matching); `1:a`, form or
    option a in blank 1 (blanks). `notes` maps ids to safe HTML
    fragments; `explanation` and `model_answer` are such fragments too, empty where there is none.
    `forms` are what a typed answer is compared with, in this order; empty for kinds with options.

    `shares` maps ids to the share of the points that they earn, from -1 to 1, where it is another
    than the rule gives; `partial` says that several options earn by right minus wrong, and an order
    by its pairs.
    """

    right: frozenset[str] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    model_answer: str = ""
    forms: tuple[Form, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """An image that a fragment shows as `asset:<hash>`: the SHA-256 of its bytes, and their type.

    It never changes under its hash. `content` is one of the types in `banks.image_format`.
    """

    hash: str
    type: str
    content: bytes = field(repr=False)

    @property
    def data_url(self) -> str:
        """The image itself as an address, for pages that can load nothing."""
        return f"data:{self.type};base64,{base64.b64encode(self.content).decode()}"


#: How the sanitiser writes an image. In a text the `<` would be escaped, so a text never counts.
_SHOWN = re.compile(r'<img src="asset:([0-9a-f]{64})"')


def assets_in(fragments: Iterable[str]) -> frozenset[str]:
    """Return the hashes of the assets that some safe HTML fragments show."""
    return frozenset(found for text in fragments for found in _SHOWN.findall(text))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its bank has it.

    There is deliberately no way to turn one into a dictionary: whatever leaves the host is made
    from `face` alone, or from a document type that may hold a key.

    `seconds` is the time that its author means to give, `difficulty` how hard it is meant to be
    (`easy`, `medium`, `hard`, or empty): both are data, and nothing follows from them yet.
    """

    face: Face
    key: Key
    tags: tuple[str, ...] = ()
    shuffle: bool = False
    seconds: int | None = None
    difficulty: str = ""

    @property
    def face_assets(self) -> frozenset[str]:
        """The hashes of the assets that the face shows."""
        face = self.face
        shown = [option.text for option in (*face.options, *face.targets)]
        return assets_in([face.prompt, face.image, *shown])

    @property
    def feedback_assets(self) -> frozenset[str]:
        """The hashes of the assets that only feedback shows."""
        key = self.key
        told = assets_in([*key.notes.values(), key.explanation, key.model_answer])
        return told - self.face_assets
