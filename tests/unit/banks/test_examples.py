"""Each kind of question has an example that a teacher can learn from."""

from __future__ import annotations

import re

import pytest

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.cell import is_question, read_cell
from pylq_ext.banks.examples import EXAMPLES
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.kinds.forms import form_of
from pylq_ext.domain.kinds.place import ratio_of
from pylq_ext.domain.question import Kind, Question
from tests.unit.banks import proofs

every_kind = pytest.mark.parametrize("kind", EXAMPLES)


def question(kind: Kind) -> Question:
    reading = read_cell(EXAMPLES[kind].cell, EXAMPLES[kind].attachments)
    assert reading.problems == ()
    assert reading.question is not None
    return reading.question


def test_no_kind_is_missing():
    assert set(EXAMPLES) == set(Kind)


@every_kind
def test_an_example_is_without_mistakes_and_of_its_kind(kind: Kind):
    assert question(kind).face.kind is kind


@every_kind
def test_it_explains_what_is_right(kind: Kind):
    key = question(kind).key
    assert key.explanation
    assert key.right or key.model_answer or kind in {Kind.SCALE, Kind.WORDS}


@every_kind
def test_what_is_wrong_has_a_note(kind: Kind):
    face, key = question(kind).face, question(kind).key
    answers = {form.id for form in key.forms}
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        answers |= {option.id for option in face.options}
    assert answers - (key.right or set()) <= set(key.notes)


@every_kind
def test_the_cell_above_tells_what_to_change_and_is_no_question(kind: Kind):
    about = EXAMPLES[kind].about
    assert re.match(r"## \w", about)
    assert "**To change:**" in about
    assert not is_question(about)


def test_no_two_have_the_same_heading():
    headings = [example.about.split("\n", 1)[0] for example in EXAMPLES.values()]
    assert len(set(headings)) == len(headings)
    titles = [question(kind).face.title for kind in EXAMPLES]
    assert len(set(titles)) == len(titles)


def test_what_the_single_choice_prints_is_its_right_option():
    proofs.prove_by_prompt(BankQuestion(1, "x", "x", EXAMPLES[Kind.SINGLE].cell))


def test_what_the_multiple_choice_ticks_changes_the_list_and_nothing_else_does():
    shown = re.findall(r"^- \[([x ])\] `(.+)`$", EXAMPLES[Kind.MULTIPLE].cell, re.M)
    assert len(shown) == 4
    for tick, program in shown:
        numbers = same = [3, 1, 2]
        exec(program, {}, {"numbers": numbers})  # noqa: S102 - our own
        assert (same != [3, 1, 2]) is (tick == "x")


def test_the_pairs_are_what_python_gives():
    shown = re.findall(r"^- `(.+)` → `(.+)`$", EXAMPLES[Kind.MATCHING].cell, re.M)
    assert len(shown) == 3
    for expression, value in shown:
        assert repr(eval(expression)) == value  # noqa: S307 - our own


def test_the_blanks_make_a_program_that_adds_the_numbers_from_1_to_4():
    asked = question(Kind.BLANKS)
    mark = rules_of(asked.face).mark(("5", "+="), asked.face, asked.key)
    assert mark.right
    program = re.findall(r"```python\n(.*?)```", EXAMPLES[Kind.BLANKS].cell, re.S)[0]
    for blank in ("5", "+="):
        program = program.replace("___", blank, 1)
    names: dict[str, object] = {}
    exec(program, names)  # noqa: S102 - our own
    assert names["total"] == 1 + 2 + 3 + 4


@pytest.mark.parametrize(
    ("kind", "typed", "spelled"),
    [
        (Kind.NUMBER, "0.31", "= 11/36 ± 0.01"),
        (Kind.NUMBER, "11/36", "= 11/36 ± 0.01"),
        (Kind.NUMBER, "0.33", "= 1/3 ± 0.01"),
        (Kind.NUMBER, "0.03", "= 1/36 ± 0.005"),
        (Kind.NUMBER, "31", "otherwise"),
        (Kind.SHORT, "append", '= "append"'),
        (Kind.SHORT, "list.append()", r"~ /(\w*\.)?append(\(.*\))?/"),
        (Kind.SHORT, "apend", '= "append" within 1 edit'),
        (Kind.SHORT, "Extend", '= "extend"'),
        (Kind.SHORT, "insert", "otherwise"),
        (Kind.PLACE, "66 26", "= circle 66 26 9"),
        (Kind.PLACE, "30 30", "= circle 37 26 9"),
        (Kind.PLACE, "90 72", "= circle 92 72 9"),
        (Kind.PLACE, "50 26", "otherwise"),
    ],
)
def test_a_typed_answer_meets_the_note_that_is_meant_for_it(kind: Kind, typed: str, spelled: str):
    asked = question(kind)
    answer = rules_of(asked.face).from_person(typed, asked.face)
    ratio = ratio_of(asked.face) if kind is Kind.PLACE else 1.0
    form = form_of(answer, asked.key.forms, ratio)
    assert form is not None
    assert form.text == spelled
