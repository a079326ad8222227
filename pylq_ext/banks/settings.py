"""The settings line: `<!-- pylq: multiple points=2 time=90 shuffle tags=loops,lists -->`."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pylq_ext.banks.problems import Problem
from pylq_ext.banks.settings_together import FLAGS, conflict
from pylq_ext.banks.settings_words import spell, text_in, words_of

VALUES = ("points", "time", "tags", "difficulty", "output")
#: Flags that may have a value.
SIZED = ("scale", "words")
DIFFICULTIES = ("easy", "medium", "hard")

MAX_POINTS = 1000.0
MAX_SECONDS = 24 * 60 * 60
MAX_TAGS = 20
MAX_TAG_LENGTH = 40
#: Most steps of a scale, and the values that its ends may have.
MAX_STEPS = 11
MAX_STEP = 100
MAX_WORDS = 10
DEFAULT_WORDS = 3

# The word may be followed by its colon, by a blank, or (forgotten colon, no words) by the end.
_LINE = re.compile(r"^\s*+<!--\s*+pylq(?=[\s:]|-->)\s*+(?P<colon>:?)(?P<words>.*)-->\s*+$", re.I)
_TAG = re.compile(r"^\w[\w.+#-]*$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a cell's settings line says, or the defaults where there is none.

    `line` is where it stands (from 1), None without one. `points` is at least 0, `seconds` at
    least 1; `difficulty` is one of DIFFICULTIES, or empty. `steps` are a scale's first and last
    value, None where its list has them; `words` is how many words may be given. `output`
    is what the image says that code has put out, empty if nothing is said, None without the
    setting. `flawed` tells that a mistake is in it, so that a flag may be missing.
    """

    flags: frozenset[str] = frozenset()
    points: float = 1.0
    seconds: int | None = None
    tags: tuple[str, ...] = ()
    difficulty: str = ""
    steps: tuple[int, int] | None = None
    words: int = DEFAULT_WORDS
    output: str | None = None
    line: int | None = None
    flawed: bool = False

    def __contains__(self, flag: str) -> bool:
        return flag in self.flags


@dataclass(slots=True)
class _Draft:
    flags: set[str] = field(default_factory=set)
    points: float = 1.0
    seconds: int | None = None
    tags: tuple[str, ...] = ()
    difficulty: str = ""
    steps: tuple[int, int] | None = None
    words: int = DEFAULT_WORDS
    output: str | None = None


def looks_like_settings(line: str) -> bool:
    """Tell whether the line is a settings line, well spelled or not."""
    return _LINE.match(line) is not None


def settings_lines(lines: list[str], code_lines: Iterable[int]) -> list[int]:
    """Return the indices (from 0) of the settings lines, leaving out those within code."""
    within_code = frozenset(code_lines)
    return [
        index
        for index, line in enumerate(lines)
        if index not in within_code and looks_like_settings(line)
    ]


def read_settings(lines: list[str], indices: list[int]) -> tuple[Settings, list[Problem]]:
    """Return what the settings lines at `indices` (from 0) say, and each mistake in them."""
    if not indices:
        return Settings(), []
    first = indices[0]
    draft = _Draft()
    problems = list(_read_line(lines[first], first + 1, draft))
    problems.extend(_second_line(lines, first, other) for other in indices[1:])
    settings = Settings(
        flags=frozenset(draft.flags),
        points=draft.points,
        seconds=draft.seconds,
        tags=draft.tags,
        difficulty=draft.difficulty,
        steps=draft.steps,
        words=draft.words,
        output=draft.output,
        line=first + 1,
        flawed=bool(problems),
    )
    return settings, problems


def _words(line: str) -> list[str]:
    match = _LINE.match(line)
    return words_of(match["words"]) if match else []


def _second_line(lines: list[str], first: int, other: int) -> Problem:
    merged = list(dict.fromkeys([*_words(lines[first]), *_words(lines[other])]))
    return Problem(
        "settings_twice",
        other + 1,
        f"A cell has one settings line, and line {first + 1} is one already: put all settings "
        "into it.",
        mended="\n".join([spell(merged), *lines[first + 1 : other]]),
        replaces=(first + 1, other + 1),
        params={"first": first + 1},
    )


def _read_line(line: str, number: int, draft: _Draft) -> Iterable[Problem]:
    match = _LINE.match(line)
    if match is None:
        return
    text = match["words"]
    if not match["colon"] or "pylq" not in line or "-->" in text or "<!--" in text:
        inner = text.replace("-->", " ").replace("<!--", " ").split()
        yield Problem(
            "settings_unreadable",
            number,
            "A settings line is one comment on a line of its own that begins with `pylq:` in "
            "small letters.",
            mended=spell(inner),
        )
        return
    yield from _read_words(words_of(text), number, draft)


def _read_words(words: list[str], number: int, draft: _Draft) -> Iterable[Problem]:
    problems: list[Problem] = []
    mended: list[str] = []
    seen: set[str] = set()
    for word in words:
        name, equals, value = word.partition("=")
        problem: Problem | None
        better: str | None
        if name not in FLAGS and name not in VALUES:
            problem, better = _unknown(word, name, number)
        elif name in seen:
            problem, better = _again(name, number), None
        else:
            problem, better = _read_word(name, value if equals else None, number, draft)
        seen.add(name)
        if problem is not None:
            problems.append(problem)
        if problem is None or better:
            mended.append(better or word)
    conflicts = list(_conflicts(number, draft))
    away = {conflict.params["settings"][1] for conflict in conflicts}
    # One line has one mended text, with all of its mistakes mended.
    mended_line = spell(word for word in mended if word.partition("=")[0] not in away)
    return [replace(found, mended=mended_line) for found in [*problems, *conflicts]]


def _conflicts(number: int, draft: _Draft) -> Iterable[Problem]:
    for one, other, why in conflict(draft.flags):
        yield Problem(
            "settings_conflict",
            number,
            f"`{one}` and `{other}` exclude each other: {why}.",
            params={"settings": [one, other]},
        )


def _unknown(word: str, name: str, number: int) -> tuple[Problem, str | None]:
    near = difflib.get_close_matches(name[:40].lower(), [*FLAGS, *VALUES], n=1, cutoff=0.5)
    nearest = near[0] if near else None
    known = ", ".join([*FLAGS, *(f"{value}=" for value in VALUES)])
    hint = f"Did you mean `{nearest}`?" if nearest else f"There are: {known}."
    problem = Problem(
        "unknown_setting",
        number,
        f"There is no setting `{name[:40]}`. {hint}",
        params={"setting": name[:40], "nearest": nearest},
    )
    return problem, nearest + word[len(name) :] if nearest else None


def _again(name: str, number: int) -> Problem:
    return Problem(
        "setting_twice",
        number,
        f"`{name}` is given twice: leave one.",
        params={"setting": name},
    )


def _read_word(
    name: str, value: str | None, number: int, draft: _Draft
) -> tuple[Problem | None, str | None]:
    """Put the setting into the draft, or return what is wrong and the word to have instead."""
    if name in FLAGS and (value is None or name not in SIZED):
        draft.flags.add(name)
        if value is None:
            return None, None
        return _bad(name, value, number, "stands alone, without a value"), name
    reader = _READERS[name]
    why, better = reader(value or "", draft)
    if why is None:
        return None, None
    return _bad(name, value, number, why), better


def _bad(name: str, value: str | None, number: int, why: str) -> Problem:
    shown = name if value is None else f"{name}={value[:60]}"
    return Problem(
        "bad_value",
        number,
        f"`{shown}` cannot be read: `{name}` {why}.",
        params={"setting": name, "value": value},
    )


def _read_points(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    why = f"takes a number from 0 to {MAX_POINTS:g}, as in `points=2`"
    if not re.fullmatch(r"\d{1,4}(\.\d{1,6})?", value, re.ASCII):
        comma = re.fullmatch(r"(\d{1,3}),(\d{1,6})", value, re.ASCII)
        return why, f"points={comma[1]}.{comma[2]}" if comma else None
    points = float(value)
    if not math.isfinite(points) or points > MAX_POINTS:
        return why, f"points={MAX_POINTS:g}"
    draft.points = points
    return None, None


def _read_time(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    why = f"takes whole seconds from 1 to {MAX_SECONDS}, as in `time=90`"
    if not re.fullmatch(r"\d{1,6}", value, re.ASCII):
        unit = re.fullmatch(r"(\d{1,4})(s|sec|m|min)", value, re.ASCII)
        if not unit:
            return why, None
        seconds = int(unit[1]) * (60 if unit[2].startswith("m") else 1)
        return why, f"time={seconds}" if 1 <= seconds <= MAX_SECONDS else None
    if not 1 <= int(value) <= MAX_SECONDS:
        return why, None
    draft.seconds = int(value)
    return None, None


def _read_tags(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    tags = value.split(",")
    good = [tag for tag in dict.fromkeys(tags) if _TAG.match(tag) and len(tag) <= MAX_TAG_LENGTH]
    good = good[:MAX_TAGS]
    if good == tags:
        draft.tags = tuple(tags)
        return None, None
    why = (
        f"takes up to {MAX_TAGS} different words with commas and no blanks between them, as in "
        "`tags=loops,lists`"
    )
    return why, "tags=" + ",".join(good) if good else None


def _read_difficulty(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    if value in DIFFICULTIES:
        draft.difficulty = value
        return None, None
    near = difflib.get_close_matches(value[:40].lower(), DIFFICULTIES, n=1, cutoff=0.5)
    why = f"is one of {', '.join(DIFFICULTIES)}"
    return why, f"difficulty={near[0]}" if near else None


def _read_scale(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    draft.flags.add("scale")
    why = f"goes from one whole number to another, with 2 to {MAX_STEPS} steps, as in `scale=1..5`"
    found = re.fullmatch(r"(-?\d{1,3})(?:\.{2,3}|-|…|–)(-?\d{1,3})", value, re.ASCII)
    if found is None:
        return why, None
    low, high = int(found[1]), int(found[2])
    if not 1 <= high - low < MAX_STEPS or max(abs(low), abs(high)) > MAX_STEP:
        return why, None
    if value != f"{low}..{high}":
        return why, f"scale={low}..{high}"
    draft.steps = (low, high)
    return None, None


def _read_word_count(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    draft.flags.add("words")
    if not re.fullmatch(r"\d{1,2}", value, re.ASCII) or not 1 <= int(value) <= MAX_WORDS:
        return f"takes how many words may be given, from 1 to {MAX_WORDS}, as in `words=3`", None
    draft.words = int(value)
    return None, None


def _read_output(value: str, draft: _Draft) -> tuple[str | None, str | None]:
    text, mended = text_in(value) if value else ("", "")
    if text is None:
        why = (
            "stands alone, or says between straight quotation marks what the image shows, as in "
            '`output="Histogram of the ages"`'
        )
        return why, f"output={mended}"
    draft.output = text
    return None, None


_READERS = {
    "points": _read_points,
    "time": _read_time,
    "tags": _read_tags,
    "difficulty": _read_difficulty,
    "scale": _read_scale,
    "words": _read_word_count,
    "output": _read_output,
}
