"""Quizzes and tables that are wrong in every way, the same ones for the same seed."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

TOKENS = (
    *('"', "'", "{", "}", "[", "]", ",", ":", "\\", "\\u", "\\ud800", "null", "1e999", "NaN"),
    *("//", "/*", "*/", "$", "$$", "`", "```", "<b>", "<", "</span>", '<span id="q">', "\\("),
    *("\\begin{align}", "\n", "\t", "\0", '"question"', '"correct":', '"answers":[]', "(", ")"),
    *('f"{x}"', "+", "%", "!", "#", "lambda:", '"range":[1,2]', "“", "9" * 50, "&lt;", "=", ";"),
    *("A,C", "otherwise", "~ /a*/", "= 2", "\\n", "é", "\udcff"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e400, float("nan"), "", "x", "$", "a" * 600, [], {}, [1, 2]),
    *(["1", "2"], {"a": 1}, 3.14, "1/3", "2,5", 10**30, "<b>x", "\ud800", "`", "default"),
    *("numeric", "multiple_choice", "string", {"answer": "x", "correct": True}),
    *({"range": [2, 1], "correct": 1}, {"value": "1,5", "correct": "True"}),
)
FIELDS = ("precision", "type", "code", "hide", "value", "range", "fuzzy_threshold", "match_case")


def wrong_texts(seeds: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """Yield texts with pieces taken out, put in, repeated or mixed up, and random ones."""
    source = random.Random(seed)
    for number in range(count):
        if number % 20 == 0:
            yield source.randbytes(source.randrange(400)).decode("utf-8", "surrogateescape")
            continue
        text = source.choice(seeds)
        for _ in range(source.choice((1, 1, 2, 5, 20))):
            text = _mutated(text, seeds, source)
        yield text


def _mutated(text: str, seeds: Sequence[str], source: random.Random) -> str:
    start = source.randrange(len(text) + 1)
    end = min(len(text), start + source.choice((1, 3, 20, 200)))
    piece = text[start:end]
    other = source.choice(seeds)
    at = source.randrange(len(other) + 1)
    new = source.choice(
        (
            "",
            source.choice(TOKENS) + piece,
            piece * source.choice((2, 3, 70)),
            "".join(chr(source.randrange(1, 0x250)) for _ in piece),
            other[at : at + 200] + piece,
        )
    )
    return text[:start] + new + text[end:]


def wrong_values(seeds: Sequence[Any], count: int, seed: int = 0) -> Iterator[Any]:
    """Yield values of which only the parts are wrong."""
    source = random.Random(seed)
    for _ in range(count):
        value = copy.deepcopy(source.choice(seeds))
        for _ in range(source.choice((1, 1, 2, 5, 20))):
            _mutate(value, source)
        yield value


def wrong_json(seeds: Sequence[Any], count: int, seed: int = 0) -> Iterator[str]:
    """Yield files of which half are no JSON any more, and half are JSON of wrong parts."""
    written = [json.dumps(value, indent=indent) for value in seeds for indent in (None, 1)]
    yield from wrong_texts(written, count // 2, seed)
    yield from map(json.dumps, wrong_values(seeds, count - count // 2, seed))


def _mutate(value: Any, source: random.Random) -> None:
    container = source.choice(list(_containers(value)))
    how = source.randrange(4)
    new = copy.deepcopy(source.choice(VALUES))
    if isinstance(container, dict) and container:
        name = source.choice(list(container))
        if how == 0:
            container[name] = new
        elif how == 1:
            del container[name]
        elif how == 2:
            container[name[:-2] + "x"] = container.pop(name)
        else:
            container[source.choice(FIELDS)] = new
    elif isinstance(container, list) and container:
        if how == 0:
            container[source.randrange(len(container))] = new
        elif how == 1:
            container.pop()
        elif how == 2:
            # Copies: the same object twice would be changed twice.
            container.extend(copy.deepcopy(container[0]) for _ in range(source.choice((1, 65))))
        else:
            source.shuffle(container)


def _containers(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (dict, list)):
            yield one
            waiting.extend(one.values() if isinstance(one, dict) else one)


def wrong_sheets(content: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield spreadsheets of which the zip is wrong, and good zips of a wrong part."""
    source = random.Random(seed)
    zipped = content.decode("latin-1")
    for text in wrong_texts([zipped], count // 3, seed):
        yield text.encode("latin-1", "replace")
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(count - count // 3):
        changed = source.choice(list(parts))
        text = parts[changed].decode()
        for _ in range(source.choice((1, 2, 5))):
            text = _mutated(text, [text or "x"], source)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as target:
            for name, part in parts.items():
                wrong = text.encode("utf-8", "replace")
                target.writestr(name, wrong if name == changed else part)
        yield file.getvalue()
