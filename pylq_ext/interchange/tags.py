"""Words of other programs as tags of a bank."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pylq_ext.banks.settings import MAX_TAG_LENGTH, MAX_TAGS


def safe_tags(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return each word once as a tag, and a note for each that is spelled otherwise or left out.

    A tag has letters, digits and `_ . + # -`; other signs between them become hyphens.
    """
    tags: dict[str, None] = {}
    notes = []
    for given in words:
        word = " ".join(given.split())
        tag = _tag(word)
        if not tag:
            if word:
                notes.append(f"The tag {_shown(word)} was left out: it has no letters or digits.")
        elif tag not in tags and len(tags) >= MAX_TAGS:
            notes.append(f"The tag {_shown(word)} was left out: a question has at most {MAX_TAGS}.")
        else:
            tags[tag] = None
            if tag != word:
                notes.append(f"The tag {_shown(word)} is spelled `{tag}`.")
    return tuple(tags), tuple(dict.fromkeys(notes))


def _tag(word: str) -> str:
    text = unicodedata.normalize("NFC", word)
    # An apostrophe inside a word is no place to part it.
    text = re.sub(r"(?<=\w)['’](?=\w)", "", text)
    text = re.sub(r"[^\w.+#]+", "-", text)
    text = re.sub(r"^[^\w]+", "", text)
    return text[:MAX_TAG_LENGTH].rstrip("-.")


def _shown(word: str) -> str:
    word = "".join(sign if sign.isprintable() else "\ufffd" for sign in word)
    return f"“{word if len(word) <= 60 else word[:59] + '…'}”"
