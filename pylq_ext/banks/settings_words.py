"""The words of a settings line, told apart and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A blank within quotation marks belongs to the word, and a mark without its other one is a sign.
_WORD = re.compile(r'(?:[^\s"“”„]|"[^"]*"|[“„][^"“”„]*[“”]|["“”„])+')
_QUOTED = re.compile(r'["“„](?P<text>[^"“”„]*)["“”]')


def words_of(text: str) -> list[str]:
    """Return the words between `pylq:` and the comment's end."""
    return _WORD.findall(text)


def spell(words: Iterable[str]) -> str:
    """Return the settings line of these words."""
    return " ".join(["<!-- pylq:", *words, "-->"])


def without(name: str, line: str) -> str:
    """Return a settings line without the setting `name`; an empty text if it has no other."""
    words = [word for word in _in_line(line) if word.partition("=")[0] != name]
    return spell(words) if words else ""


def with_text(name: str, text: str, line: str) -> str:
    """Return a settings line in which the setting `name` has this text."""
    words = _in_line(line)
    return spell(f'{name}="{text}"' if word.partition("=")[0] == name else word for word in words)


def text_in(value: str) -> tuple[str | None, str]:
    """Return the text between a value's quotation marks, None without; and the value mended."""
    found = _QUOTED.fullmatch(value)
    text = " ".join((found["text"] if found else value).split())
    mended = '"' + re.sub(r'["“”„]', "", text) + '"'
    return (text if found and value[0] == value[-1] == '"' else None), mended


def _in_line(line: str) -> list[str]:
    return words_of(line.split(":", 1)[-1].rpartition("-->")[0])
