"""Every key of the shipped banks that can be proved is proved by running the code."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.notebook import open_bank
from tests.unit.banks import proofs


@dataclass(frozen=True)
class Shipped:
    """A bank, and how each of its questions is proved.

    `by_options`: the options are programs, or fill the dots in the prompt's program; the heading
    names the output. `claims`: answered in words or by taste, nothing that a program could print.
    Of all others the prompt's program is run, and what it prints is the right option.
    """

    bank: Bank
    by_options: frozenset[str]
    claims: frozenset[str]

    @property
    def by_prompt(self) -> frozenset[str]:
        return frozenset(one.id for one in self.bank) - self.by_options - self.claims


SHIPPED = {
    "python_basics": Shipped(
        open_bank(proofs.BANKS / "python_basics.ipynb"),
        by_options=frozenset(
            {
                "comprehension-with-condition",
                "steps-of-a-range",
                "counts-as-false",
                "may-be-a-key",
                "changes-the-list",
                "sum-of-squares",
            }
        ),
        claims=frozenset({"list-or-tuple", "bare-except", "what-costs-you-time"}),
    ),
    "numpy_pandas": Shipped(
        open_bank(proofs.BANKS / "numpy_pandas.ipynb"),
        by_options=frozenset(
            {
                "shapes-by-reshape",
                "rows-with-mean-zero",
                "set-by-condition",
                "as-long-as-the-table",
            }
        ),
        claims=frozenset({"looping-over-rows", "what-to-do-with-gaps", "what-surprised-you"}),
    ),
}
BY_PROMPT = [(name, cell) for name, one in SHIPPED.items() for cell in sorted(one.by_prompt)]
BY_OPTIONS = [(name, cell) for name, one in SHIPPED.items() for cell in sorted(one.by_options)]
every_bank = pytest.mark.parametrize("shipped", SHIPPED.values(), ids=SHIPPED)


def test_every_shipped_bank_is_proved_here():
    assert {path.stem for path in proofs.BANKS.glob("*.ipynb")} == set(SHIPPED)


@pytest.mark.parametrize(("name", "cell"), BY_PROMPT)
def test_what_the_prompt_prints_is_the_right_option_and_no_other(name: str, cell: str):
    proofs.prove_by_prompt(SHIPPED[name].bank[cell])


@pytest.mark.parametrize(("name", "cell"), BY_OPTIONS)
def test_right_options_print_what_the_heading_names_and_wrong_ones_do_not(name: str, cell: str):
    proofs.prove_by_options(SHIPPED[name].bank[cell])


@every_bank
def test_each_question_is_proved_or_named_as_a_claim(shipped: Shipped):
    bank, claims = shipped.bank, shipped.claims
    ids = {question.id for question in bank}
    assert ids >= shipped.by_options | claims
    assert len(shipped.by_prompt) + len(shipped.by_options) >= 25
    assert all(bank[cell].question.key.right for cell in ids - claims)
    assert not any(bank[cell].question.key.right for cell in claims)


@every_bank
def test_a_bank_is_valid_nbformat_with_ids_and_never_run(shipped: Shipped):
    proofs.check_notebook(shipped.bank)


@every_bank
def test_a_bank_is_one_that_a_teacher_would_use(shipped: Shipped):
    proofs.check_quality(shipped.bank)


@every_bank
def test_every_wrong_option_has_a_note(shipped: Shipped):
    proofs.check_notes(shipped.bank)


@every_bank
def test_the_right_option_is_not_always_in_the_same_place(shipped: Shipped):
    proofs.check_places(shipped.bank)


def test_a_wrong_key_would_be_found():
    source = "Make `1`\n\n```python\nprint({})\n```\n\n- [x] `2`\n- [ ] `1`\n"
    swapped = BankQuestion(1, "x", "x", source.format("1"))
    with pytest.raises(AssertionError):
        proofs.prove_by_prompt(swapped)
    with pytest.raises(AssertionError):
        proofs.prove_by_options(BankQuestion(1, "x", "x", source.format("...")))
