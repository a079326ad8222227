"""Code cells are searched for literals, and never run."""

from __future__ import annotations

from typing import Any

import pytest

from pylq_ext.interchange.jupyterquiz_code import MAX_SIGNS, Code, NoPython, Program
from pylq_ext.interchange.record import Unreadable


def read(*cells: str) -> Code:
    program = Program()
    return [program.read(cell) for cell in cells][-1]


def values(source: str) -> list[Any]:
    return [found for _, found in read(source).found]


QUESTION = '{"question": "Which?", "type": "many_choice", "answers": []}'


@pytest.mark.parametrize(
    "source",
    [
        f"quiz = [{QUESTION}]",
        f"one = {QUESTION}\ndisplay_quiz([one])",
        f"display_quiz([{QUESTION}], num=1)",
        f'sheets["a.json"] = [{QUESTION}]',
        f"class A:\n    def q(self):\n        return [{QUESTION}]",
        f"!pip install jupyterquiz\n%matplotlib inline\nx = !ls\nquiz = [{QUESTION}]\nquiz?",
        f"quiz = json.loads('''[{QUESTION}]''')",
        f"quiz: list = [{QUESTION}]",
        f"x = [1, 2, {{'a': [{QUESTION}]}}]",
    ],
)
def test_questions_are_found_wherever_they_stand(source):
    code = read(source)
    assert [found for _, found in code.found] == [
        {"question": "Which?", "type": "many_choice", "answers": []}
    ]
    assert code.elsewhere == []


def test_questions_are_found_in_their_order_with_their_lines():
    code = read(f"a = [{QUESTION},\n\n{QUESTION}]\nb = {QUESTION}")
    assert [line for line, _ in code.found] == [1, 3, 4]


def test_flash_cards_and_packages_are_found():
    assert values('c = [{"front": "a", "back": "b"}]') == [{"front": "a", "back": "b"}]
    package = '{"questions": [{"body": "a", "type": "TEXT"}], "status": "success"}'
    assert [list(found) for found in values(f"p = {package}")] == [["questions", "status"]]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('display_quiz("a.json")', ["a.json"]),
        ('path = "https://a.b/"\ndisplay_quiz(path + "c.json")', ["https://a.b/c.json"]),
        ("quiz = json.load(file)\ndisplay_quiz(quiz)", ["quiz"]),
        ("jq.display_quiz(load(1))", ["load(1)"]),
        ("for quiz in every:\n    display_quiz([quiz])", []),
        ("def show(quiz):\n    display_quiz(quiz)", []),
        (f"quiz = [{QUESTION}]\ndisplay_quiz(quiz[:1])", []),
        (f"quiz = load([{QUESTION}])\nother = quiz + []\ndisplay_quiz(other)", []),
        ("display_quiz()", []),
        ("show('a.json')", []),
    ],
)
def test_what_is_shown_and_does_not_stand_in_the_notebook_is_known(source, names):
    assert read(source).elsewhere == names


def test_a_quiz_of_an_earlier_cell_is_known():
    assert read(f"quiz = [{QUESTION}]", "display_quiz(quiz)").elsewhere == []


def test_a_hidden_quiz_is_known_by_its_name():
    code = read('display_quiz("#q1")')
    assert (code.hidden, code.elsewhere) == (["q1"], [])


def test_a_text_that_is_nearly_json_is_told():
    (found,) = values('quiz = \'[{"question": "a" "type": "string"}]\'')
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize(
    "source",
    [
        'quiz = [{"question": "a"',
        'quiz = [{"question": ' * 300,
        'x = {"question": "a", "type": "string"}\n) (',
        f"quiz = [{QUESTION}]" + "\n%magic" * 30,
        '{"question": 1}' + "," * MAX_SIGNS,
        'display_quiz("\0")',
    ],
    ids=["open", "deep", "no python", "many magics", "large", "null"],
)
def test_code_that_may_hold_a_quiz_and_cannot_be_read_is_told(source):
    with pytest.raises(NoPython):
        read(source)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = 1",
        "x <- c(1, 2)",
        "%%javascript\nvar a = 1;",
        "-" * 100_000 + "1",
        "x = " + "1+" * 100_000 + "1",
        "x = a" + ".b" * 50_000,
        "x = " + "lambda:" * 10_000,
        "x = " + "(" * 5000,
    ],
    ids=lambda source: source[:12],
)
def test_other_code_holds_no_quiz(source):
    assert read(source) == Code()
