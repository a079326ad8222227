"""The types of Moodle's questions that a bank holds, each read into a record of its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.moodle_cloze import read_cloze
from pylq_ext.interchange.moodle_gaps import read_ddwtos, read_gapselect
from pylq_ext.interchange.moodle_xml_texts import Texts, raw
from pylq_ext.interchange.moodle_xml_typed import read_numerical, read_shortanswer
from pylq_ext.interchange.moodle_xml_values import number, said_yes, share
from pylq_ext.interchange.record import Choice, Pair, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_OPTIONS = 60

Read = Callable[[Node, Texts], Record]


def _multichoice(node: Node, texts: Texts) -> Record:
    single = said_yes(node, "single", default=True)
    choices = _choices(node, texts, share)
    # Moodle's way to a survey, in want of a type of its own.
    is_poll = (
        not any(choice.credit for choice in choices) and number(node.said("defaultgrade")) == 0
    )
    if is_poll:
        texts.note("It is worth no points and no answer earns any: it became a poll.")
    elif not any(choice.credit > 0 for choice in choices):
        texts.note("No answer earns any points in Moodle.")
    return Record(
        "",
        Sort.SINGLE if single else Sort.MULTIPLE,
        choices=choices,
        shuffle=said_yes(node, "shuffleanswers", default=True),
        is_poll=is_poll,
    )


def _multichoiceset(node: Node, texts: Texts) -> Record:
    texts.note("Moodle marks it all or nothing: only all the right answers earn points.")
    choices = _choices(node, texts, lambda answer: float(share(answer) > 0))
    return Record(
        "",
        Sort.MULTIPLE,
        choices=choices,
        shuffle=said_yes(node, "shuffleanswers", default=True),
    )


def _choices(node: Node, texts: Texts, credit: Callable[[Node], float]) -> tuple[Choice, ...]:
    answers = _bounded(list(node.nodes("answer")), "answers")
    choices = tuple(
        Choice(texts.of(answer), credit(answer), texts.of(answer.first("feedback")))
        for answer in answers
    )
    for choice, answer in zip(choices, answers, strict=True):
        if not choice.text:
            raise Unfit(f"An answer has no text (line {answer.line}): write it in the bank.")
    return choices


def _truefalse(node: Node, texts: Texts) -> Record:
    choices = []
    for answer in _bounded(list(node.nodes("answer")), "answers"):
        said = re.sub(r"<[^<>]{0,50}>", "", raw(answer)).strip().lower()
        if said not in {"true", "false"}:
            raise Unfit(f"An answer is neither true nor false (line {answer.line}).")
        choices.append(Choice(said.capitalize(), share(answer), texts.of(answer.first("feedback"))))
    if {choice.text for choice in choices} != {"True", "False"}:
        raise Unfit("It needs two answers, one true and one false.")
    return Record("", Sort.SINGLE, choices=tuple(choices))


def _matching(node: Node, texts: Texts) -> Record:
    pairs = []
    for each in _bounded(list(node.nodes("subquestion")), "pairs"):
        right = from_plain(" ".join(raw(each.first("answer")).split()), tex=True)
        left = texts.of(each)
        if right:
            pairs.append(Pair(left, right))
        elif left:
            raise Unfit(f"Nothing belongs to one of the texts (line {each.line}).")
    if sum(bool(pair.left) for pair in pairs) < 2:
        raise Unfit("It has fewer than two pairs, so that nothing can be matched.")
    return Record(
        "",
        Sort.MATCHING,
        pairs=tuple(pairs),
        shuffle=said_yes(node, "shuffleanswers", default=True),
    )


def _ordering(node: Node, texts: Texts) -> Record:
    answers = _bounded(list(node.nodes("answer")), "items")
    places = [number(answer.attributes.get("fraction", "")) for answer in answers]
    # The share of an answer is its place; files that other programs write may lack it.
    if sorted(place or 0.0 for place in places) == [*range(1, len(answers) + 1)]:
        answers.sort(key=lambda answer: number(answer.attributes["fraction"]) or 0.0)
    items = tuple(texts.of(answer) for answer in answers)
    if not all(items):
        raise Unfit("One of its items has no text: write it in the bank.")
    chosen = node.said("selecttype").upper()
    if chosen not in {"", "0", "ALL"} and number(node.said("selectcount")) != len(items):
        texts.note("Moodle asks for some of the items at a time; here all of them are asked for.")
    grading = node.said("gradingtype").upper()
    if grading not in {"", "-1", "ALL_OR_NOTHING"}:
        texts.note(f"How Moodle marks an order that is partly right ({grading[:40]}) was not kept.")
    return Record("", Sort.ORDERING, items=items)


def _essay(node: Node, texts: Texts) -> Record:
    model = texts.of(node.first("graderinfo"))
    if model:
        texts.note("What Moodle tells to graders became the model answer.")
    if texts.of(node.first("responsetemplate")):
        texts.note("The template of the answer was dropped: an answer begins empty.")
    if node.said("attachments") not in {"", "0"}:
        texts.note("Files cannot be handed in with an answer: it is text only.")
    return Record("", Sort.OPEN, model_answer=model)


def _shortanswer(node: Node, texts: Texts) -> Record:
    _bounded(list(node.nodes("answer")), "answers")
    return read_shortanswer(node, texts)


def _numerical(node: Node, texts: Texts) -> Record:
    _bounded(list(node.nodes("answer")), "answers")
    return read_numerical(node, texts)


def _bounded(parts: Sequence[Node], what: str) -> list[Node]:
    if not parts:
        raise Unfit(f"It has no {what}.")
    if len(parts) > MAX_OPTIONS:
        raise Unfit(f"It has {len(parts):,} {what}; a question has at most {MAX_OPTIONS}.")
    return list(parts)


READERS: Mapping[str, Read] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoiceset,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": read_cloze,
    "multianswer": read_cloze,
    "gapselect": read_gapselect,
    "ddwtos": read_ddwtos,
}
"""The reader of each type; it leaves out what all types have, and raises Unfit."""
