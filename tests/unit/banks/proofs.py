"""What each shipped bank has to prove: its keys by running the code, and its quality by rules."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.layout import items_of, split_blocks
from pylq_ext.banks.markdown import parse_blocks, shared_parser
from pylq_ext.domain.question import Kind
from tests.unit.banks.answers import without_note

BANKS = Path(__file__).parents[3] / "question_banks"

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


def outcomes(programs: Iterable[str]) -> list[str]:
    """Return the outcome of each program, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(outcome, programs))


def wanted_of(question: BankQuestion) -> str:
    """Return what the heading says is to be printed: its last code."""
    return str(re.findall(r"`([^`]+)`", question.source.split("\n", 1)[0])[-1])


def options(question: BankQuestion) -> list[tuple[bool, str]]:
    """Return for each option whether it is right, and its text or code as written in the cell."""
    lines = question.source.split("\n")
    blocks = split_blocks(parse_blocks(shared_parser(), question.source).tokens)
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


def prove_by_prompt(question: BankQuestion) -> None:
    """Check that what the prompt's program prints is the right option and no other."""
    printed = outcome(program_of(question))
    assert printed in [text for right, text in options(question) if right], printed
    assert printed not in [text for right, text in options(question) if not right], printed


def prove_by_options(question: BankQuestion) -> None:
    """Check that right options print what the heading names, and wrong ones do not.

    The options are programs, or fill the dots in the prompt's program.
    """
    wanted = wanted_of(question)
    template = _FENCE.findall(question.source.split("\n- [", 1)[0])
    given = options(question)
    programs = [template[0].replace("...", text) if template else text for _, text in given]
    printed = outcomes(programs)
    assert [text == wanted for text in printed] == [right for right, _ in given], printed


def check_notebook(bank: Bank) -> None:
    """Check that it is valid nbformat with ids, and was never run."""
    notebook = nbformat.read(bank.path, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata["pylq"] == {"bank": bank.path.stem.replace("_", "-")}
    assert notebook.metadata["kernelspec"]["language"] == "python"
    assert bank.repeated_ids == ()
    assert {cell["cell_type"] for cell in notebook.cells} == {"markdown"}


#: What has a key with parts or typed answers, and so has no single right option.
_PARTS = frozenset({Kind.ORDERING, Kind.MATCHING})


def check_quality(bank: Bank) -> None:
    """Check that it is a bank that a teacher would use."""
    questions = [item.question for item in bank]
    kinds = [question.face.kind for question in questions]
    assert len(questions) >= 18
    assert kinds.count(Kind.MULTIPLE) >= 2
    assert kinds.count(Kind.OPEN) >= 1
    assert {Kind.SINGLE, Kind.NUMBER, Kind.SHORT, *_PARTS, Kind.BLANKS} <= set(kinds)
    assert all(question.tags for question in questions)
    assert all(question.key.explanation for question in questions)
    assert all(q.key.model_answer for q in questions if q.face.kind is Kind.OPEN)
    titles = [question.face.title for question in questions]
    assert len(set(titles)) == len(titles)


def check_programs(bank: Bank) -> None:
    """Check that a bank on programming has mathematics, code as options, and enough to think of."""
    questions = [item.question for item in bank]
    kinds = [question.face.kind for question in questions]
    assert kinds.count(Kind.MULTIPLE) >= 3
    assert kinds.count(Kind.OPEN) >= 2
    assert any("pylq-math" in question.face.prompt for question in questions)
    assert any("pylq-code" in option.text for q in questions for option in q.face.options)


def check_notes(bank: Bank) -> None:
    """Check that every wrong option and typed answer has a note, whatever else is typed too."""
    bare = [(item.id, one) for item in bank for one in without_note(item.question)]
    assert bare == []


def check_parts(bank: Bank) -> None:
    """Check that orders and pairs say of some of their items what those think who err there."""
    bare = [item.id for item in bank if item.kind in _PARTS and len(item.question.key.notes) < 2]
    assert bare == []


def check_places(bank: Bank) -> None:
    """Check that the right option is not in the same place too often."""
    places = [
        next(iter(question.key.right))
        for question in (item.question for item in bank)
        if question.face.kind is Kind.SINGLE and question.key.right
    ]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2
