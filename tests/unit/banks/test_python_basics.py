"""Every key of the bank on Python's basics that can be proved is proved by running the code."""

from __future__ import annotations

import pytest

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.notebook import open_bank
from tests.unit.banks import proofs

BANK = open_bank(proofs.BANKS / "python_basics.ipynb")

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


@pytest.mark.parametrize("cell", sorted(BY_RUNNING_PROMPT))
def test_what_the_prompt_prints_is_the_right_option_and_no_other(cell):
    proofs.prove_by_prompt(BANK[cell])


@pytest.mark.parametrize("cell", sorted(BY_RUNNING_OPTIONS))
def test_right_options_print_what_the_heading_names_and_wrong_ones_do_not(cell):
    proofs.prove_by_options(BANK[cell])


def test_each_question_is_proved_or_named_as_a_claim():
    ids = {question.id for question in BANK}
    assert ids >= BY_RUNNING_OPTIONS | CLAIMS
    assert len(BY_RUNNING_PROMPT) + len(BY_RUNNING_OPTIONS) >= 25
    assert all(BANK[cell].question.key.right for cell in ids - CLAIMS)
    assert not any(BANK[cell].question.key.right for cell in CLAIMS)


def test_a_wrong_key_would_be_found():
    source = "Make `1`\n\n```python\nprint({})\n```\n\n- [x] `2`\n- [ ] `1`\n"
    swapped = BankQuestion(1, "x", "x", source.format("1"))
    with pytest.raises(AssertionError):
        proofs.prove_by_prompt(swapped)
    with pytest.raises(AssertionError):
        proofs.prove_by_options(BankQuestion(1, "x", "x", source.format("...")))


def test_the_bank_is_valid_nbformat_with_ids_and_never_run():
    proofs.check_notebook(BANK)


def test_the_bank_is_one_that_a_teacher_would_use():
    proofs.check_quality(BANK)


def test_every_wrong_option_has_a_note():
    proofs.check_notes(BANK)


def test_the_right_option_is_not_always_in_the_same_place():
    proofs.check_places(BANK)
