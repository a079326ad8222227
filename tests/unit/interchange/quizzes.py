"""Quizzes of jupyterquiz and its relatives, in our own words."""

from __future__ import annotations

import base64
import json
from typing import Any

Question = dict[str, Any]


def answer(text: object, correct: object = False, feedback: str | None = None) -> Question:
    """One option; without feedback it has no such field."""
    given = {"answer": text, "correct": correct}
    return given if feedback is None else {**given, "feedback": feedback}


def many(*answers: Question, question: str = "Which ones float?", **more: Any) -> Question:
    return {"question": question, "type": "many_choice", "answers": list(answers), **more}


def one(*answers: Question, question: str = "Which one floats?", **more: Any) -> Question:
    return {"question": question, "type": "multiple_choice", "answers": list(answers), **more}


def numeric(*answers: Question, question: str = "How many legs?", **more: Any) -> Question:
    return {"question": question, "type": "numeric", "answers": list(answers), **more}


def string(*answers: Question, question: str = "Which colour?", **more: Any) -> Question:
    return {"question": question, "type": "string", "answers": list(answers), **more}


WOOD = one(answer("stone", False, "It sinks."), answer("wood", True, "It does."))
BOTH = many(answer("wood", True), answer("cork", True), answer("stone"), answer_cols=3)
CODE = one(
    {"code": "x = [1, 2]\nx += [3]", "correct": True},
    {"answer": "with `+`", "code": "x + 3", "correct": False, "feedback": "Only lists add."},
    question="What makes $x$ longer? <b>Look</b> twice.",
    code="x = []\nprint(x)",
)
LEGS = numeric(
    {"type": "value", "value": 8, "correct": True, "feedback": "Spiders."},
    {"type": "range", "range": [0, 8], "correct": False, "feedback": "Too few."},
    {"type": "default", "feedback": "Count again: $2 \\times 4$."},
    precision=2,
)
COLOUR = string(
    answer("blue", True, "Like the sky."),
    {"answer": "Navy", "correct": True, "match_case": True},
    {"answer": "turquoise", "correct": False, "fuzzy_threshold": 0.8, "feedback": "Nearly."},
    {"type": "default", "feedback": "Look up."},
)
PAIRS: Question = {
    "question": "What belongs together?",
    "type": "match",
    "pairs": [{"label": "cow", "answer": "grass"}, {"label": "cat", "answer": "mouse"}],
    "options": ["grass", "mouse", "hay"],
}
EVERY = [WOOD, BOTH, CODE, LEGS, COLOUR, PAIRS]

PACKAGE: Question = {
    "questions": [
        {
            "type": "MULTIPLE_CHOICE",
            "body": "What is \\( 2^3 \\)?",
            "answers": ["6", "8", "9"],
            "answer": ["8"],
            "notes": ["Two, three times.", "Not twice three."],
        },
        {
            "type": "MULTIPLE_CHOICE",
            "body": "Which are even?",
            "answers": ["2", "3", "4"],
            "answer": ["2", "4"],
            "when": "retry",
        },
        {"type": "NUMERIC", "body": "How much is 0.5 + 1?", "answer": "1.5"},
        {"type": "TEXT", "body": "Why is the sky blue?", "notes": ["Short waves scatter more."]},
    ],
    "passing_threshold": 0.75,
    "status": "success",
    "additional_material": {"type": "TEXT", "body": "Read chapter two again."},
}

CARDS: list[Question] = [
    {"front": "<i>median</i>", "back": "The value in the middle.", "topic": "statistics"},
    {"front": "$n!$", "back": "$1 \\cdot 2 \\cdots n$", "topic": ["algebra", "counting"]},
    {"name": "Chapter", "front": "mode", "back": "The most frequent value."},
]


def code_cell(source: str, *outputs: Question) -> Question:
    return {
        "cell_type": "code",
        "source": source.splitlines(keepends=True),
        "metadata": {},
        "execution_count": None,
        "outputs": list(outputs),
    }


def text_cell(source: str) -> Question:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def notebook(*cells: Question) -> str:
    return json.dumps(
        {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


def encoded(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def shown(value: object) -> Question:
    """What jupyterquiz leaves below a cell that was run."""
    script = f"var questionsAbCdEfGhIjKl={json.dumps(value)};\nshow();"
    return {"output_type": "display_data", "data": {"application/javascript": [script]}}


NOTEBOOK = notebook(
    text_cell(f'Hello.\n\n<span style="display:none" id="q1">{json.dumps(EVERY[:2])}</span>'),
    text_cell(f'<span style="display:none" class="q2">{encoded(EVERY)}</span>'),
    code_cell('from jupyterquiz import display_quiz\ndisplay_quiz("#q1")'),
    code_cell(f"questions = {EVERY!r}\n%matplotlib inline\ndisplay_quiz(questions)"),
    code_cell('display_quiz("more.json")', shown([WOOD])),
    code_cell(f"cards = {CARDS!r}\npackage = {PACKAGE!r}"),
)
