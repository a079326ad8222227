"""The kinds of questions in GIFT, told apart by their answers, each read into a record."""

from __future__ import annotations

import re

from pylq_ext.interchange.gift_answers import Answer, answers_of, shown
from pylq_ext.interchange.gift_parts import Parts
from pylq_ext.interchange.gift_scan import Block
from pylq_ext.interchange.gift_signs import reveal
from pylq_ext.interchange.gift_texts import Texts, one_line
from pylq_ext.interchange.gift_typed import read_numerical, read_short
from pylq_ext.interchange.record import Choice, Pair, Record, Sort
from pylq_ext.interchange.unfit import Unfit

_TRUE = frozenset({"T", "TRUE"})
_FALSE = frozenset({"F", "FALSE"})


def read_answers(block: Block, parts: Parts, texts: Texts) -> Record:
    """Return a record of a question's answers only; raises Unfit.

    Moodle's order decides of which kind a question is: a text of its own can look like several.
    """
    answers = (parts.answers or "").strip()
    if not answers:
        return Record("", Sort.OPEN)
    if reveal(answers.partition("#")[0]).strip() in _TRUE | _FALSE:
        return _true_false(answers, texts)
    if answers.startswith("#"):
        return read_numerical(block, parts, texts)
    if "~" in answers:
        return _choices(answers_of(block, parts, "~="), texts)
    typed = answers_of(block, parts, "=")
    if "=" in answers and _are_pairs(typed):
        return _matching(typed, texts)
    return read_short(typed, texts)


def _true_false(answers: str, texts: Texts) -> Record:
    """Return the record of true or false.

    The first feedback is for those who answer wrongly and the second for the others, whichever of
    the two is true (https://docs.moodle.org/en/GIFT_format).
    """
    said, *feedback = [part.strip() for part in answers.split("#", 2)]
    wrong, right = (texts.of(text) for text in [*feedback, "", ""][:2])
    is_true = reveal(said) in _TRUE
    return Record(
        "",
        Sort.SINGLE,
        choices=(
            Choice("True", float(is_true), right if is_true else wrong),
            Choice("False", float(not is_true), wrong if is_true else right),
        ),
    )


def _choices(given: list[Answer], texts: Texts) -> Record:
    # Some write `~=` before the right answer.
    answers = [
        one
        for one, following in zip(given, [*given[1:], None], strict=True)
        if one.whole or one.sign != "~" or following is None or following.sign != "="
    ]
    if answers and not answers[0].sign:
        raise Unfit(
            f"What stands before the first answer belongs to none (line {answers[0].line}): "
            f"{shown(answers[0].whole)}. Begin it with `~` or `=`."
        )
    if len(answers) < 2:
        raise Unfit("There is only one answer to choose from: add others, each behind a `~`.")
    for one in answers:
        if not one.text:
            raise Unfit(f"An answer has no text (line {one.line}): write it behind its sign.")
    choices = tuple(
        Choice(texts.of(one.text), _credit(one), texts.of(one.feedback)) for one in answers
    )
    for choice, one in zip(choices, answers, strict=True):
        if not choice.text:
            raise Unfit(f"An answer shows nothing (line {one.line}): {shown(one.text)}.")
    signs = sum(one.sign == "=" and _credit(one) > 0 for one in answers)
    if signs > 1:
        texts.note(
            "Several answers stand behind `=`, of which Moodle lets one be chosen: here all of "
            "them are to be chosen."
        )
    elif not any(choice.credit > 0 for choice in choices):
        texts.note("No answer is marked as right.")
        return Record("", Sort.SINGLE, choices=choices)
    elif not signs and sum(choice.credit == 1 for choice in choices) > 1:
        texts.note(
            "Each of several answers earns all the points in Moodle: here all of them are to be "
            "chosen."
        )
    return Record("", Sort.SINGLE if signs == 1 else Sort.MULTIPLE, choices=choices)


def _credit(answer: Answer) -> float:
    return answer.credit if answer.credit is not None else float(answer.sign == "=")


def _are_pairs(answers: list[Answer]) -> bool:
    """Tell whether answers are pairs: an arrow may be part of a feedback, and C# of a pair."""
    return any("->" in one.text for one in answers) or (
        len(answers) > 1 and all("->" in one.whole for one in answers)
    )


def _matching(answers: list[Answer], texts: Texts) -> Record:
    pairs = []
    for one in answers:
        left, arrow, right = one.whole.partition("->")
        if not arrow:
            raise Unfit(
                f"Only some of its answers are pairs (line {one.line}): write all of them like "
                "`=left -> right`, and no arrow into an answer that is typed."
            )
        if not right.strip():
            raise Unfit(f"Nothing belongs to {shown(left)} (line {one.line}).")
        if re.search(r"[^#\s]\s+#\s*[^#\s]", right):
            texts.note("Feedback of a pair is part of its text, as in Moodle.")
        pairs.append(Pair(texts.of(left), one_line(right)))
    if sum(bool(pair.left) for pair in pairs) < 2:
        raise Unfit(
            "It has fewer than two pairs, so that nothing can be matched: add others like "
            "`=left -> right`, and write no arrow into an answer that is typed."
        )
    return Record("", Sort.MATCHING, pairs=tuple(pairs))
