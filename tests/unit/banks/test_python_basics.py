"""Every key of the bank on Python's basics that can be proved is proved by running the code."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from pylq_ext.banks.layout import items_of, split_blocks
from pylq_ext.banks.markdown import make_parser, parse_blocks
from pylq_ext.banks.notebook import BankQuestion, open_bank
from pylq_ext.domain.question import Kind

PATH = Path(__file__).parents[3] / "question_banks" / "python_basics.ipynb"
BANK = open_bank(PATH)

# The options are programs, or fill the dots in the prompt's program; the heading names the output.
BY_RUNNING_OPTIONS = {
    "comprehension-with-condition",
    "steps-of-a-range",
    "counts-as-false",
    "may-be-a-key",
    "changes-the-list",
    "sum-of-squares",
}
# Answered in words or by taste: nothing that a program could print.
CLAIMS = {"list-or-tuple", "bare-except", "what-costs-you-time"}
# All others: the prompt's program is run, and what it prints is the right option.
BY_RUNNING_PROMPT = {question.id for question in BANK} - BY_RUNNING_OPTIONS - CLAIMS

_FENCE = re.compile(r"^```python\n(.*?)^```", re.S | re.M)


def outcome(program: str) -> str:
    """Return what the program prints, and as a last line the name of the error that ended it."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=60
    )
    lines = done.stdout.rstrip().split("\n") if done.stdout.strip() else []
    if done.returncode:
        lines.append("an error: " + done.stderr.rstrip().split("\n")[-1].split(":")[0])
    return "\n".join(lines)


def options(question: BankQuestion) -> list[tuple[bool, str]]:
    """Return for each option whether it is right, and its text or code as written in the cell."""
    lines = question.source.split("\n")
    blocks = split_blocks(parse_blocks(make_parser(), question.source).tokens)
    found = []
    for item in items_of([block for block in blocks if block.is_list][-1], lines):
        fence = next((child for child in item.children if child.type == "fence"), None)
        if fence is not None:
            text = fence.tokens[0].content.rstrip("\n")
        else:
            text = item.head[len("[x] ") :].strip().replace("`", "")
        found.append((item.ticked, text))
    return found


def program_of(question: BankQuestion) -> str:
    programs = _FENCE.findall(question.source.split("\n- [", 1)[0])
    assert len(programs) == 1, f"{question.id} needs one program in its prompt"
    return str(programs[0])


def heading(question: BankQuestion) -> str:
    return question.source.split("\n", 1)[0]


@pytest.mark.parametrize("cell", sorted(BY_RUNNING_PROMPT))
def test_what_the_prompt_prints_is_the_right_option_and_no_other(cell):
    question = BANK[cell]
    printed = outcome(program_of(question))
    assert printed in [text for right, text in options(question) if right]
    assert printed not in [text for right, text in options(question) if not right]


@pytest.mark.parametrize("cell", sorted(BY_RUNNING_OPTIONS))
def test_right_options_print_what_the_heading_names_and_wrong_ones_do_not(cell):
    question = BANK[cell]
    wanted = re.findall(r"`([^`]+)`", heading(question))[-1]
    template = _FENCE.findall(question.source.split("\n- [", 1)[0])
    given = options(question)
    programs = [template[0].replace("...", text) if template else text for _, text in given]
    with ThreadPoolExecutor(2) as pool:
        printed = list(pool.map(outcome, programs))
    assert [text == wanted for text in printed] == [right for right, _ in given]


def test_each_question_is_proved_or_named_as_a_claim():
    ids = {question.id for question in BANK}
    assert ids >= BY_RUNNING_OPTIONS | CLAIMS
    assert len(BY_RUNNING_PROMPT) + len(BY_RUNNING_OPTIONS) >= 25
    assert all(BANK[cell].question.key.right for cell in ids - CLAIMS)
    assert not any(BANK[cell].question.key.right for cell in CLAIMS)


def test_a_wrong_key_would_be_found():
    swapped = BankQuestion(
        1, "x", "x", "What?\n\n```python\nprint(1)\n```\n\n- [x] `2`\n- [ ] `1`\n"
    )
    printed = outcome(program_of(swapped))
    assert printed not in [text for right, text in options(swapped) if right]


def test_the_bank_is_valid_nbformat_with_ids_and_never_run():
    notebook = nbformat.read(PATH, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata["pylq"] == {"bank": "python-basics"}
    assert notebook.metadata["kernelspec"]["language"] == "python"
    assert len({cell["id"] for cell in notebook.cells}) == len(notebook.cells)
    assert {cell["cell_type"] for cell in notebook.cells} == {"markdown"}


def test_the_bank_is_one_that_a_teacher_would_use():
    questions = [item.question for item in BANK]
    kinds = [question.face.kind for question in questions]
    assert len(questions) >= 18
    assert kinds.count(Kind.MULTIPLE) >= 3
    assert kinds.count(Kind.OPEN) >= 2
    assert any("pylq-math" in question.face.prompt for question in questions)
    assert any("pylq-code" in option.text for q in questions for option in q.face.options)
    assert all(question.tags for question in questions)
    assert all(question.key.explanation for question in questions)
    assert all(q.key.model_answer for q in questions if q.face.kind is Kind.OPEN)
    titles = [question.face.title for question in questions]
    assert len(set(titles)) == len(titles)


def test_every_wrong_option_has_a_note():
    bare = [
        (item.number, option.id)
        for item in BANK
        for option in item.question.face.options
        if item.question.key.right is not None
        and option.id not in item.question.key.right
        and option.id not in item.question.key.notes
    ]
    assert bare == []


def test_the_right_option_is_not_always_in_the_same_place():
    places = [
        next(iter(question.key.right))
        for question in (item.question for item in BANK)
        if question.face.kind is Kind.SINGLE and question.key.right
    ]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2
