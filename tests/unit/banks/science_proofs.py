"""The keys of `how_science_works.ipynb` that follow by computing, by counting or by logic."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from pylq_ext.banks.bank import BankQuestion
from tests.unit.banks import plots
from tests.unit.banks.answers import numbers_in, prompt_of
from tests.unit.banks.computed import (
    Proofs,
    check_choice,
    check_chosen_blanks,
    check_typed,
)

PROOFS = Proofs()

#: What has a key and cannot be computed, and why.
CONCEPTS = {
    "two-bean-plants": "judges an experiment",
    "what-is-what-in-the-trial": "says what terms mean",
    "steps-of-a-trial": "each step needs what the one before gives",
    "seen-or-concluded": "says what terms mean",
    "more-firefighters": "judges explanations",
    "the-group-without": "asks for a word",
    "why-an-empty-pill": "judges an experiment",
    "why-measure-again": "says what a mean can do",
    "just-a-theory": "says what a term means",
    "reasons-to-believe": "judges reasons",
    "what-proves-it": "judges reasons",
}


@PROOFS.of("one-black-swan")
def _(question: BankQuestion) -> None:
    flocks = list(product(("white", "black"), repeat=4))
    refuting = [flock for flock in flocks if not all(swan == "white" for swan in flock)]
    fewest = min(flock.count("black") for flock in refuting)
    check_typed(question, fewest, fewest - 1, fewest + 1)


@PROOFS.of("not-everybody-passed")
def _(question: BankQuestion) -> None:
    possible = [passed for passed in product((True, False), repeat=5) if not all(passed)]
    check_choice(
        question,
        {
            "No student passed.": all(not any(one) for one in possible),
            "Most students failed.": all(one.count(False) > 2 for one in possible),
            "At least one student did not pass.": all(False in one for one in possible),
            "Some passed and some did not.": all({True, False} == set(one) for one in possible),
        },
    )


@PROOFS.of("rain-and-wet-streets")
def _(question: BankQuestion) -> None:
    possible = [(rains, wet) for rains, wet in product((True, False), repeat=2) if wet or not rains]
    check_choice(
        question,
        {
            "It rains. So the street is wet.": all(wet for rains, wet in possible if rains),
            "The street is wet. So it rains.": all(rains for rains, wet in possible if wet),
            "It does not rain. So the street is not wet.": all(
                not wet for rains, wet in possible if not rains
            ),
            "The street is not wet. So it does not rain.": all(
                not rains for rains, wet in possible if not wet
            ),
        },
    )


@PROOFS.of("enough-or-needed")
def _(question: BankQuestion) -> None:
    def relation(a: Callable[[int], bool], b: Callable[[int], bool]) -> str:
        numbers = range(1001)
        enough = all(b(n) for n in numbers if a(n))
        needed = all(a(n) for n in numbers if b(n))
        if enough and needed:
            return "both"
        if enough:
            return "sufficient, not necessary"
        return "necessary, not sufficient" if needed else "neither"

    def by(divisor: int) -> Callable[[int], bool]:
        return lambda n: n % divisor == 0

    check_chosen_blanks(
        question,
        relation(by(2), by(4)),
        relation(by(10), by(5)),
        relation(lambda n: str(n).endswith("0"), by(10)),
    )


@PROOFS.of("four-targets")
def _(question: BankQuestion) -> None:
    (asset,) = question.assets
    shown = plots.SHOWN[question.id]
    precise, accurate = {}, {}
    for name, target in shown.items():
        hits = np.array(target["hits"], dtype=float)
        middle = hits.mean(axis=0)
        precise[name] = float(np.linalg.norm(hits - middle, axis=1).max()) < 0.5
        accurate[name] = float(np.linalg.norm(middle)) < 0.5
    (wanted,) = (name for name in shown if precise[name] and not accurate[name])
    places = {
        name: [
            plots.place_in(asset.content, target["at"][0] + across, target["at"][1] + up)
            for across, up in [(0, 0), *target["hits"]]
        ]
        for name, target in shown.items()
    }
    others = [place for name in shown if name != wanted for place in places[name]]
    for place in places[wanted]:
        check_typed(question, place, *others)
    # Each note is for another one of the three.
    assert {(precise[name], accurate[name]) for name in shown} == set(
        product((True, False), repeat=2)
    )


@PROOFS.of("six-centimetres-on-a-map")
def _(question: BankQuestion) -> None:
    _, scale, centimetres = map(int, numbers_in(prompt_of(question)))
    there = scale * centimetres
    check_typed(question, there / 100_000, there, there / 10_000, there / 1_000_000, there / 1_000)


@PROOFS.of("there-and-back")
def _(question: BankQuestion) -> None:
    way, slow, again, fast = map(float, numbers_in(prompt_of(question)))
    assert way == again
    hours, hours_back = way / slow, way / fast
    check_typed(
        question,
        2 * way / (hours + hours_back),
        (slow + fast) / 2,
        slow + fast,
        # The weights of the hours, exchanged.
        (slow * hours_back + fast * hours) / (hours + hours_back),
    )
