"""A thousand questions in the files of many programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.unit.interchange import graded, moodle, qti
from tests.unit.interchange.quizzes import BOTH, CODE, LEGS, WOOD, code_cell, notebook
from tests.unit.interchange.sheets import kahoot

EACH = 100


def thousand_questions() -> dict[str, bytes]:
    """Return ten files by name, each with a hundred questions."""
    items = {f"i{number}.xml": qti.SINGLE for number in range(EACH)}
    quizzes = [WOOD, BOTH, CODE, LEGS] * (EACH // 4)
    return {
        "moodle.gift": "\n\n".join(
            f"::Number {n}:: What is {n} + 1? {{={n + 1}#Yes. ~{n}#No. ~%50%about {n + 1}}}"
            for n in range(EACH)
        ).encode(),
        "aiken.txt": "\n\n".join(
            f"What is {n} + 1?\nA. {n}\nB. {n + 1}\nANSWER: B" for n in range(EACH)
        ).encode(),
        "moodle.xml": moodle.quiz(
            *[moodle.MULTICHOICE, moodle.NUMERICAL, moodle.SHORTANSWER, moodle.ESSAY] * (EACH // 4)
        ),
        "qti.zip": qti.package({"imsmanifest.xml": qti.manifest(*items), **items}),
        "quizzes.json": json.dumps(quizzes).encode(),
        "quizzes.ipynb": notebook(*(code_cell(f"quiz = {one!r}") for one in quizzes)).encode(),
        "exam.ipynb": notebook(*_exam()).encode(),
        "cards.json": json.dumps(
            [{"front": f"**{n}**", "back": f"$n = {n}$"} for n in range(EACH)]
        ).encode(),
        "kahoot.xlsx": kahoot(
            *(["Which?", f"a{n}", "b", "c", "d", 20, 1 + n % 4] for n in range(EACH))
        ),
        "table.csv": "\n".join(
            ["question,A,B,C,right,note A", *(f"Is it {n}?,a,b,c,B,no" for n in range(EACH))]
        ).encode(),
    }


def _exam() -> Iterator[dict[str, object]]:
    for _ in range(EACH // 4):
        yield graded.choice_cell(graded.LOOPS, choice=["1"])
        yield graded.choice_cell(graded.LOOPS, several=True, choice=["0", "2"], num_of_choices=3)
        yield graded.description_cell("## Part A\n\nWhat does $f(x)$ do?")
        yield graded.answer_cell("It calls itself.")
        yield graded.task_cell("Explain <b>this</b>.")
