"""How keys of questions with code are proved that are no choice: each by running the code."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.domain.question import Kind
from tests.unit.banks.answers import (
    example_of,
    listed,
    marked,
    offered,
    pairs,
    prompt_of,
    without_partner,
)
from tests.unit.banks.proofs import outcome, wanted_of

_FENCE = re.compile(r"^```python\n(.*?)^```", re.S | re.M)
_BLANK = re.compile(r"_{3,}")

#: What stands in a program for the name that is to be typed.
_NAME = "METHOD"

#: Runs each program of a list by itself, and prints what each prints, as a last line the name of
#: the error that ended it. What they import is loaded once.
_EACH = """
import contextlib, io, json
def run(program):
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(program, {})
    except Exception as error:
        print(type(error).__name__, file=said)
    return said.getvalue().strip()
print(json.dumps([run(program) for program in json.loads(%r)]))
"""


def prove_by_kind(question: BankQuestion) -> None:
    """Check the key of a typed answer, an order, pairs or blanks."""
    match question.kind:
        case Kind.NUMBER | Kind.SHORT:
            prove_typed(question)
        case Kind.ORDERING:
            prove_order(question)
        case Kind.MATCHING:
            prove_pairs(question)
        case _:
            assert question.kind is Kind.BLANKS
            prove_blanks(question)


def prove_typed(question: BankQuestion) -> None:
    """Check that what the program prints is right; or that the right names make it print that."""
    program = _program(question)
    if _NAME not in program:
        printed = outcome(program).removeprefix("an error: ")
        assert marked(question, printed).right, printed
        return
    key = question.question.key
    assert key.right is not None
    given = [(form.id in key.right, example_of(form)) for form in key.forms]
    named = [(right, text) for right, text in given if text is not None]
    printed_by = _printed_by(program.replace(_NAME, text) for _, text in named)
    wanted = wanted_of(question)
    assert [printed == wanted for printed in printed_by] == [right for right, _ in named]


def prove_order(question: BankQuestion) -> None:
    """Check that the items are what the program prints, in that order.

    If the heading names an output, the items are lines that follow the program: then they print it
    in this order, and in no other.
    """
    program, items = _program(question), listed(question)
    heading = question.source.split("\n", 1)[0]
    if "`" not in heading:
        assert outcome(program).split("\n") == items
        return
    orders = list(itertools.permutations(items))
    printed = _printed_by(program + "\n".join(order) for order in orders)
    wanted = wanted_of(question)
    assert [order for order, said in zip(orders, printed, strict=True) if said == wanted] == [
        tuple(items)
    ]


def prove_pairs(question: BankQuestion) -> None:
    """Check that each expression gives what it is matched with, and none the rest."""
    fences = _FENCE.findall(prompt_of(question))
    before = fences[0] if fences else ""
    found = pairs(question)
    given = _printed_by(f"{before}\nprint(repr({left}))" for left in found)
    assert given == list(found.values())
    assert not set(without_partner(question)) & set(found.values())


def prove_blanks(question: BankQuestion) -> None:
    """Check that each right filling prints what the heading names, and each wrong one does not.

    While one blank is tried, the others are filled with the first thing that is right there.
    """
    blanks = question.question.face.blanks
    answers = [offered(question, blank) for blank in blanks]
    right = [next(text for good, text, _ in each if good) for each in answers]
    program = _program(question)
    assert len(_BLANK.findall(program)) == len(blanks)
    tried = [
        (good, [*right[:at], text, *right[at + 1 :]])
        for at, each in enumerate(answers)
        for good, text, _ in each
    ]
    printed = _printed_by(_filled(program, texts) for _, texts in tried)
    wanted = wanted_of(question)
    for (good, texts), said in zip(tried, printed, strict=True):
        assert (said == wanted) == good, (texts, said)


def _printed_by(programs: Iterable[str]) -> list[str]:
    printed: list[str] = json.loads(outcome(_EACH % json.dumps(list(programs))))
    return printed


def _program(question: BankQuestion) -> str:
    programs = _FENCE.findall(prompt_of(question))
    assert len(programs) == 1, f"{question.id} needs one program in its prompt"
    return str(programs[0])


def _filled(program: str, texts: list[str]) -> str:
    rest = iter(texts)
    return _BLANK.sub(lambda _: next(rest), program)
