"""Aiken: a question, its answers behind letters, and `ANSWER:` with the right letter.

The format is described at https://docs.moodle.org/en/Aiken_format. More than one line for a text
and more than one right letter are none of it, but are met in files.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.record import MAX_QUESTIONS, Choice, Record, Sort, Unreadable
from pylq_ext.interchange.text_source import read_lines

MAX_QUESTION = 256 * 1024
"""Characters of one question: more than a bank's cell holds."""

_OPTION = re.compile(r"([A-Z])[.)](?:\s+(.*))?")
_SMALL_OPTION = re.compile(r"[a-z][.)]\s")
# In small letters the word may begin any sentence.
_ANSWER = re.compile(
    r"(?:ANSWER\s*:|(?i:answer)\s*:(?=\s*[A-Za-z](?:\s*[,;&]\s*[A-Za-z])*[.)]?\s*\Z))(.*)", re.A
)
_LETTERS = re.compile(r"[A-Z](?:(?:\s*[,;&]\s*|\s+)[A-Z])*[.)]?", re.I | re.A)

_SEVERAL_LINES = "An answer goes over several lines: look whether all of them belong to it."
_PARAGRAPHS = "The text has blank lines in it: look whether all above the answers belongs to it."
_SEVERAL_RIGHT = "Several answers are right, which Aiken has no way to say: all are to be chosen."


@dataclass(slots=True)
class _Option:
    letter: str
    line: int
    texts: list[str]


@dataclass(slots=True)
class _Question:
    """The lines of a question so far; `tail` is text behind its last option."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    options: list[_Option] = field(default_factory=list)
    tail: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    problem: str | None = None

    def awaits(self, letter: str) -> bool:
        """Whether a line with this letter is the next option."""
        return bool(self.lines) and letter == ascii_uppercase[len(self.options) :][:1]

    def add_text(self, number: int, text: str) -> None:
        (self.tail if self.options else self.lines).append((number, text))

    def add_option(self, letter: str, number: int, text: str) -> None:
        self.take_tail()
        self.options.append(_Option(letter, number, [text]))

    def take_tail(self) -> None:
        """Add the text behind the last option to it."""
        while self.tail and not self.tail[-1][1]:
            self.tail.pop()
        if self.tail:
            # Only an option has a tail.
            self.options[-1].texts += [text for _, text in self.tail]
            self.notes[_SEVERAL_LINES] = None
            self.tail = []

    def refuse(self, problem: str) -> None:
        """Remember the first thing that is wrong."""
        self.problem = self.problem or problem


def read_aiken(text: str) -> list[Record]:
    """Return a record for each question of a file; raises Unreadable."""
    lines = read_lines(text)
    keys = [number for number, line in enumerate(lines, 1) if _ANSWER.fullmatch(line.strip())]
    if text.strip() and not keys and not any(_OPTION.fullmatch(line.strip()) for line in lines):
        raise Unreadable(
            "This is no Aiken: no line begins like `A.` or `ANSWER:`. Each question needs its "
            "answers behind letters, and the right letter in a line like `ANSWER: B`."
        )
    if len(keys) > MAX_QUESTIONS:
        raise Unreadable(
            f"The file has more than {MAX_QUESTIONS:,} questions (line {keys[MAX_QUESTIONS]}): "
            "part it into several."
        )
    return list(_records(lines))


def _records(lines: list[str]) -> Iterator[Record]:
    question = _Question()
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if key := _ANSWER.fullmatch(words):
            yield _finished(question, number, key[1].strip())
            question = _Question()
        elif (option := _OPTION.fullmatch(words)) and question.awaits(option[1]):
            question.add_option(option[1], number, option[2] or "")
        elif option and question.options:
            if option[1] == "A" and any(text for _, text in question.tail):
                yield _unanswered(question, number)
                question = _Question(lines=question.tail)
                question.add_option("A", number, option[2] or "")
            else:
                expected = ascii_uppercase[len(question.options) :][:1]
                question.refuse(
                    f"The answer in line {number} has the letter {option[1]}, and {expected} "
                    "comes next."
                    if expected
                    else f"It has more answers than there are letters (line {number})."
                )
        elif words or question.lines:
            question.add_text(number, line.rstrip())
    if any(text for _, text in question.lines):
        yield _unanswered(question, len(lines))
    if any(text for _, text in question.tail):
        yield _unanswered(_Question(lines=question.tail), len(lines))


def _unanswered(question: _Question, number: int) -> Record:
    where = _where(question, number)
    if not question.options:
        return Record(where, problem=_no_options(question, number))
    return Record(
        where,
        problem=question.problem
        or f"It does not say which answer is right: a line like `ANSWER: B` is missing below line "
        f"{question.options[-1].line}.",
    )


def _finished(question: _Question, number: int, key: str) -> Record:
    where = _where(question, number)
    question.take_tail()
    letters = "".join(option.letter for option in question.options)
    right = "".join(dict.fromkeys(re.sub(r"[^A-Z]", "", key.upper())))
    if not any(text for _, text in question.lines):
        question.refuse(f"Nothing is asked above `ANSWER:` (line {number}).")
    elif not question.options:
        question.refuse(_no_options(question, number))
    elif len(letters) < 2:
        question.refuse(
            f"There is only one answer to choose from (line {question.options[0].line})."
        )
    elif not _LETTERS.fullmatch(key):
        question.refuse(f"No letter of an answer stands behind `ANSWER:` (line {number}).")
    elif missing := [letter for letter in right if letter not in letters]:
        question.refuse(
            f"The right answer is {missing[0]} (line {number}), and the answers go from A to "
            f"{letters[-1]}."
        )
    for option in question.options:
        if not any(text.strip() for text in option.texts):
            question.refuse(f"The answer {option.letter} has no text (line {option.line}).")
    characters = sum(len(text) for _, text in question.lines)
    characters += sum(len(text) for option in question.options for text in option.texts)
    if characters > MAX_QUESTION:
        question.refuse(
            f"It has {characters:,} characters, and a bank's cell at most {MAX_QUESTION:,}."
        )
    if question.problem:
        return Record(where, problem=question.problem)
    if any(not text for _, text in question.lines[: _last_text(question)]):
        question.notes[_PARAGRAPHS] = None
    if len(right) > 1:
        question.notes[_SEVERAL_RIGHT] = None
    return Record(
        where,
        Sort.SINGLE if len(right) == 1 else Sort.MULTIPLE,
        prompt=_markdown([text for _, text in question.lines]),
        choices=tuple(
            Choice(_markdown(one.texts), float(one.letter in right)) for one in question.options
        ),
        notes=tuple(question.notes),
    )


def _markdown(lines: list[str]) -> str:
    """Return a text whose lines below the first are not indented together."""
    rest = textwrap.dedent("\n".join(lines[1:]))
    return from_plain("\n".join([lines[0].strip(), *rest.split("\n")]).strip(), tex=True)


def _last_text(question: _Question) -> int:
    return max((at for at, (_, text) in enumerate(question.lines) if text), default=0)


def _where(question: _Question, number: int) -> str:
    first = next((line for line, text in question.lines if text), number)
    return f"line {first}"


def _no_options(question: _Question, number: int) -> str:
    small = next((line for line, text in question.lines if _SMALL_OPTION.match(text.lstrip())), 0)
    if small:
        return f"Its answers have small letters (line {small}): write them like `A. one`."
    return (
        f"It has no answers (up to line {number}): write each in a line of its own, the first of "
        "them like `A. one`."
    )
