"""Every key of the shipped banks that can be proved is proved by running the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.notebook import open_bank
from pylq_ext.domain.question import Kind
from tests.unit.banks import (
    kind_proofs,
    linear_algebra_proofs,
    proofs,
    science_proofs,
    statistics_proofs,
)
from tests.unit.banks.answers import without_note
from tests.unit.banks.test_computed_banks import BANKS, COMPUTED, with_another_key

#: Kinds that are no choice, proved by running the code in `kind_proofs`.
OTHER_KINDS = frozenset({Kind.NUMBER, Kind.SHORT, Kind.ORDERING, Kind.MATCHING, Kind.BLANKS})


@dataclass(frozen=True)
class Shipped:
    """A bank, and how each of its questions is proved.

    `by_options`: the options are programs, or fill the dots in the prompt's program; the heading
    names the output. `by_plot`: read off a plot, and proved in test_plots.py. `by_computing`:
    proved in test_computed_banks.py. `concepts` have a key that nothing can compute, each with why.
    `claims`: answered in words or by taste, without a key.
    Of all others the prompt's program is run, and what it prints is the right option; those of
    other kinds are `by_kind`.
    """

    bank: Bank
    claims: frozenset[str]
    by_options: frozenset[str] = frozenset()
    by_plot: frozenset[str] = frozenset()
    by_computing: frozenset[str] = frozenset()
    concepts: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_kind(self) -> frozenset[str]:
        return frozenset(one for one in self._by_running if self.bank[one].kind in OTHER_KINDS)

    @property
    def by_prompt(self) -> frozenset[str]:
        return self._by_running - self.by_options - self.by_kind

    @property
    def is_of_programs(self) -> bool:
        return not self.by_computing

    @property
    def _by_running(self) -> frozenset[str]:
        elsewhere = self.claims | self.by_plot | self.by_computing | set(self.concepts)
        return frozenset(one.id for one in self.bank) - elsewhere


def computed(name: str, concepts: Mapping[str, str], claims: set[str]) -> Shipped:
    return Shipped(
        BANKS[name],
        frozenset(claims),
        by_computing=frozenset(COMPUTED[name]),
        concepts=concepts,
    )


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
        by_plot=frozenset(
            {
                "histogram-to-read",
                "two-boxes",
                "line-with-gaps",
                "curve-without-correlation",
                "bars-of-groups",
                "shades-of-a-grid",
            }
        ),
    ),
    "statistics": computed(
        "statistics",
        statistics_proofs.CONCEPTS,
        {
            "an-age-of-thirty-five",
            "numbers-that-convince",
            "trust-in-a-thousand",
            "what-to-practise",
        },
    ),
    "linear_algebra": computed(
        "linear_algebra",
        linear_algebra_proofs.CONCEPTS,
        {"why-not-the-binomial", "sure-of-products", "a-matrix-in-words"},
    ),
    "how_science_works": computed(
        "how_science_works",
        science_proofs.CONCEPTS,
        {
            "grandfather-smoked",
            "sure-before-sharing",
            "words-for-a-good-source",
            "strongest-for-you",
        },
    ),
}
BY_PROMPT = [(name, cell) for name, one in SHIPPED.items() for cell in sorted(one.by_prompt)]
BY_OPTIONS = [(name, cell) for name, one in SHIPPED.items() for cell in sorted(one.by_options)]
BY_KIND = [(name, cell) for name, one in SHIPPED.items() for cell in sorted(one.by_kind)]
every_bank = pytest.mark.parametrize("shipped", SHIPPED.values(), ids=SHIPPED)


def test_every_shipped_bank_is_proved_here():
    assert {path.stem for path in proofs.BANKS.glob("*.ipynb")} == set(SHIPPED)


@pytest.mark.parametrize(("name", "cell"), BY_PROMPT)
def test_what_the_prompt_prints_is_the_right_option_and_no_other(name: str, cell: str):
    proofs.prove_by_prompt(SHIPPED[name].bank[cell])


@pytest.mark.parametrize(("name", "cell"), BY_OPTIONS)
def test_right_options_print_what_the_heading_names_and_wrong_ones_do_not(name: str, cell: str):
    proofs.prove_by_options(SHIPPED[name].bank[cell])


@pytest.mark.parametrize(("name", "cell"), BY_KIND)
def test_typed_answers_orders_pairs_and_blanks_are_what_the_code_does(name: str, cell: str):
    kind_proofs.prove_by_kind(SHIPPED[name].bank[cell])


@pytest.mark.parametrize(("name", "cell"), BY_KIND)
def test_another_key_of_these_kinds_would_be_found(name: str, cell: str):
    swapped = with_another_key(SHIPPED[name].bank[cell])
    assert not swapped.broken
    with pytest.raises(AssertionError):
        kind_proofs.prove_by_kind(swapped)


@every_bank
def test_each_question_is_proved_or_named_as_a_claim(shipped: Shipped):
    bank, claims = shipped.bank, shipped.claims
    ids = {question.id for question in bank}
    named = [
        shipped.by_options,
        shipped.by_plot,
        shipped.by_computing,
        frozenset(shipped.concepts),
        claims,
    ]
    assert ids >= frozenset().union(*named)
    assert sum(map(len, named)) == len(frozenset().union(*named))
    if shipped.is_of_programs:
        assert len(shipped.by_prompt) + len(shipped.by_options) >= 25
    else:
        assert shipped.by_prompt | shipped.by_kind == frozenset()
    assert all(bank[cell].question.key.right is not None for cell in ids - claims)
    assert not any(bank[cell].question.key.right for cell in claims)


def test_what_no_program_can_prove_has_neither_code_nor_a_number_as_its_key():
    for shipped in SHIPPED.values():
        for cell, why in shipped.concepts.items():
            question = shipped.bank[cell]
            assert question.kind is not Kind.NUMBER
            assert "```" not in question.source
            assert why


def test_the_banks_together_have_a_hundred_questions_and_every_kind():
    questions = [item.question for one in SHIPPED.values() for item in one.bank]
    assert len(questions) >= 100
    assert {question.face.kind for question in questions} == set(Kind)
    readme = (proofs.BANKS.parent / "README.md").read_text(encoding="utf-8")
    assert f"Five banks with {len(questions)} questions" in readme
    assert all(f"(question_banks/{name}.ipynb)" in readme for name in SHIPPED)
    sources = [item.source for one in SHIPPED.values() for item in one.bank]
    for setting in ("poll", "none-right", "partial", "shuffle", "difficulty=hard"):
        assert any(re.search(rf"^<!-- pylq:.* {setting}\b", text, re.M) for text in sources)
    assert any(question.key.shares for question in questions)


@every_bank
def test_a_bank_is_valid_nbformat_with_ids_and_never_run(shipped: Shipped):
    proofs.check_notebook(shipped.bank)


@every_bank
def test_a_bank_is_one_that_a_teacher_would_use(shipped: Shipped):
    proofs.check_quality(shipped.bank)
    if shipped.is_of_programs:
        proofs.check_programs(shipped.bank)


@every_bank
def test_every_wrong_option_has_a_note(shipped: Shipped):
    proofs.check_notes(shipped.bank)
    proofs.check_parts(shipped.bank)


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


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("Q\n\n- [x] a\n- [ ] b", ["b"]),
        ("Q\n\n- [x] = 1\n- [ ] = 2\n  > why", ["otherwise"]),
        ("Q ___ x\n\n<!-- pylq: blanks -->\n\n1. n\n   - [ ] a\n   - [x] b", ["1:a"]),
    ],
)
def test_a_missing_note_would_be_found(source: str, bare: list[str]):
    assert without_note(BankQuestion(1, "x", "x", source).question) == bare
