"""Moodle's words that are chosen or dragged into a text (gapselect, ddwtos), as blanks.

In the text `[[2]]` is a gap for the second of the question's words; all words of its group are
offered there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pylq_ext.banks.blanks import MAX_BLANKS
from pylq_ext.interchange.blank_texts import (
    BLANKS,
    plain_choice,
    prompt_with_blanks,
    without_blanks,
)
from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.moodle_xml_texts import Texts, raw
from pylq_ext.interchange.moodle_xml_values import said_yes
from pylq_ext.interchange.record import Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_WORDS = 200

_GAP = re.compile(r"\[\[([0-9]{1,4})\]\]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that is offered: Markdown, its group, and whether it may be used again and again."""

    text: str
    group: str
    is_infinite: bool


def read_gapselect(node: Node, texts: Texts) -> Record:
    """Return the record of a text in which words are chosen; raises Unfit."""
    options = _bounded(list(node.nodes("selectoption")))
    # Moodle shows them as they are, signs of HTML included.
    words = [_word(one, from_plain(" ".join(raw(one).split()))) for one in options]
    return _with_gaps(node, words, texts)


def read_ddwtos(node: Node, texts: Texts) -> Record:
    """Return the record of a text into which words are dragged; raises Unfit."""
    options = _bounded(list(node.nodes("dragbox")))
    words = [_word(one, plain_choice(texts.of(one), texts.note)) for one in options]
    record = _with_gaps(node, words, texts)
    if len(record.blanks) > 1 and not all(word.is_infinite for word in words):
        texts.note("Each word could be put into one gap only; here it can be chosen in several.")
    return record


def _word(node: Node, text: str) -> _Word:
    if not text:
        raise Unfit(f"A word has no text (line {node.line}): write it in the bank.")
    infinite = node.first("infinite")
    is_infinite = infinite is not None and infinite.text().strip() not in {"0", "false"}
    return _Word(text, node.said("group") or "1", is_infinite)


def _with_gaps(node: Node, words: Sequence[_Word], texts: Texts) -> Record:
    question = node.first("questiontext")
    source = without_blanks(raw(question))
    numbers = [int(found[1]) for found in _GAP.finditer(source)]
    if not numbers:
        raise Unfit("It has no gap (`[[1]]`), so that nothing is asked.")
    if len(numbers) > MAX_BLANKS:
        raise Unfit(f"It has {len(numbers):,} gaps; a question has at most {MAX_BLANKS}.")
    missing = [number for number in numbers if not 1 <= number <= len(words)]
    if missing:
        raise Unfit(f"There is no word for its gap [[{missing[0]}]]: add it in Moodle.")
    blanks = tuple(_blank(words[number - 1], words, texts) for number in numbers)
    if said_yes(node, "shuffleanswers", default=False):
        texts.note("Moodle shuffles the choices of a blank; here they stand as in the source.")
    places = iter(BLANKS)
    marked = _GAP.sub(lambda _: next(places), source)
    prompt = prompt_with_blanks(texts.of(question, marked), len(numbers))
    return Record("", Sort.BLANKS, prompt=prompt, blanks=blanks)


def _blank(right: _Word, words: Sequence[_Word], texts: Texts) -> Blank:
    choices = [
        Choice(word.text, float(word.text == right.text))
        for word in words
        if word.group == right.group
    ]
    return Blank(choices=distinct(choices, texts.note))


def _bounded(options: list[Node]) -> list[Node]:
    if not options:
        raise Unfit("It has no words to choose from.")
    if len(options) > MAX_WORDS:
        raise Unfit(f"It has {len(options):,} words; at most {MAX_WORDS} are read.")
    return options
