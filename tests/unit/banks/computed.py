"""How keys are proved that are a result: the right answer by computing it, and each wrong one by
computing what the misconception gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.domain.kinds.blanks import forms_of
from pylq_ext.domain.question import Kind
from tests.unit.banks.answers import (
    listed,
    marked,
    offered,
    pairs,
    without_partner,
    wrong_forms,
)
from tests.unit.banks.proofs import options

Proof = Callable[[BankQuestion], None]


class Proofs(dict[str, Proof]):
    """The proofs of a bank's keys, by the question's cell."""

    def of(self, cell: str) -> Callable[[Proof], Proof]:
        """Keep the decorated function as the proof of a question's key."""

        def keep(proof: Proof) -> Proof:
            assert cell not in self
            self[cell] = proof
            return proof

        return keep


def check_typed(question: BankQuestion, right: object, *misconceptions: object) -> None:
    """Check that one answer is right, and that each wrong one of the list is a misconception's."""
    assert marked(question, right).right, right
    marks = [marked(question, said) for said in misconceptions]
    assert not any(mark.right for mark in marks), misconceptions
    assert {mark.form for mark in marks} == wrong_forms(question)


def check_choice(question: BankQuestion, truths: Mapping[str, Any]) -> None:
    """Check that the options are these, and that those which are true are ticked."""
    assert {text: bool(true) for text, true in truths.items()} == {
        text: right for right, text in options(question)
    }


def check_options(question: BankQuestion, is_true: Callable[[str], Any]) -> None:
    """Check that those options are ticked for which something is true, and that some are."""
    found = options(question)
    assert [bool(is_true(text)) for _, text in found] == [right for right, _ in found]
    assert any(right for right, _ in found)


def check_order(question: BankQuestion, size: Callable[[str], Any]) -> None:
    """Check that each item is larger than the one before."""
    sizes = [size(item) for item in listed(question)]
    assert all(one < other for one, other in pairwise(sizes)), sizes


def check_pairs(question: BankQuestion, partner: Callable[[str], str]) -> None:
    """Check that each item is matched with what is computed of it, and nothing with the rest."""
    found = pairs(question)
    assert {left: partner(left) for left in found} == found
    assert not set(without_partner(question)) & set(found.values())


def check_blanks(question: BankQuestion, *parts: tuple[object, ...]) -> None:
    """Check each blank that takes a number: its right value, and behind it those of misconceptions.

    While one blank is tried, the others are filled rightly.
    """
    key, blanks = question.question.key, question.question.face.blanks
    assert key.right is not None
    rights = [part[0] for part in parts]
    assert marked(question, rights).right, rights
    for at, (blank, part) in enumerate(zip(blanks, parts, strict=True)):
        hit = {
            fit
            for said in part[1:]
            for fit in marked(question, [*rights[:at], said, *rights[at + 1 :]]).fits
            if fit.startswith(f"{blank.id}:")
        }
        named = {form.id for form in forms_of(blank, key)} & wrong_forms(question)
        assert hit == named, (blank.label, hit)


def check_chosen_blanks(question: BankQuestion, *right: str) -> None:
    """Check that each blank has one right option, and which."""
    blanks = question.question.face.blanks
    assert {blank.kind for blank in blanks} == {Kind.SINGLE}
    found = [[text for good, text, _ in offered(question, blank) if good] for blank in blanks]
    assert found == [[text] for text in right]
