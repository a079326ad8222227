"""Questions of jupyterquiz that are answered by picking or matching."""

from __future__ import annotations

from typing import Any

from pylq_ext.interchange.choices import distinct
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_fields import Fields, markdown_of, object_of
from pylq_ext.interchange.record import Choice, Pair, Record, Sort
from pylq_ext.interchange.unfit import Unfit

_DROPPED = {
    "hide": "The setting `hide` was dropped: a bank tells nothing before the feedback.",
    "answer_cols": "The setting `answer_cols` was dropped: a bank does not lay out its options.",
}


def read_many_choice(fields: Fields, gathered: Gathered) -> Record:
    """Return the record of a question where several options may be picked; raises Unfit."""
    return Record("", Sort.MULTIPLE, choices=_choices(fields, gathered))


def read_multiple_choice(fields: Fields, gathered: Gathered) -> Record:
    """Return the record of a question where one option is picked; raises Unfit."""
    choices = _choices(fields, gathered)
    right = sum(choice.credit > 0 for choice in choices)
    if right > 1:
        gathered.note(
            f"Of its options {right} are right and only one is picked (`multiple_choice`), so each "
            "of them alone earns all points: look whether several should be picked."
        )
    return Record("", Sort.SINGLE, choices=choices)


def _choices(fields: Fields, gathered: Gathered) -> tuple[Choice, ...]:
    options = [
        Fields(
            object_of(one, f"Answer {at}"),
            ("answer", "code", "correct", "feedback"),
            gathered,
            _DROPPED,
        )
        for at, one in enumerate(fields.items("answers"), start=1)
    ]
    choices = tuple(_choice(option, at) for at, option in enumerate(options, start=1))
    said = ["correct" in option for option in options]
    if not any(said):
        gathered.note(
            "No option says whether it is right, so that none is. If there is no right or wrong, "
            "give the cell the setting `poll`."
        )
    elif not all(said):
        gathered.note("An option that does not say whether it is `correct` counts as wrong.")
    elif not any(choice.credit > 0 for choice in choices):
        gathered.note("None of its options is right.")
    return distinct(choices, gathered.note)


def _choice(option: Fields, at: int) -> Choice:
    text = "\n\n".join(part for part in (option.text("answer"), option.code()) if part)
    if not text:
        raise Unfit(f"Answer {at} has neither a text (`answer`) nor `code`.")
    return Choice(text, float(option.is_right()), option.text("feedback"))


def read_match(fields: Fields, gathered: Gathered) -> Record:
    """Return the record of a question where texts are matched; raises Unfit."""
    pairs = [_pair(one, at, gathered) for at, one in enumerate(fields.items("pairs"), start=1)]
    if len(pairs) < 2:
        raise Unfit("It has fewer than two pairs, so that nothing can be matched.")
    right = {pair.right for pair in pairs}
    given = fields.items("options") if "options" in fields else []
    options = [_option(one, gathered) for one in given]
    if not right <= {*options} and options:
        gathered.note("An answer is missing among the `options`; here it is one of them.")
    distractors = [Pair("", text) for text in dict.fromkeys(options) if text and text not in right]
    shuffled = [fields.value(name) is not False for name in ("shuffle_pairs", "shuffle_options")]
    if not all(shuffled):
        gathered.note("The order of pairs or options was fixed (`shuffle_…`): look at it.")
    return Record("", Sort.MATCHING, pairs=(*pairs, *distractors), shuffle=all(shuffled))


def _pair(given: Any, at: int, gathered: Gathered) -> Pair:
    pair = Fields(object_of(given, f"Pair {at}"), ("label", "answer"), gathered)
    left, right = pair.text("label"), pair.text("answer")
    if not left or not right:
        raise Unfit(f"Pair {at} lacks its `label` or its `answer`.")
    return Pair(left, right)


def _option(given: Any, gathered: Gathered) -> str:
    if not isinstance(given, (str, int, float)) or isinstance(given, bool):
        raise Unfit("One of its `options` is no text.")
    return markdown_of(str(given), gathered)
