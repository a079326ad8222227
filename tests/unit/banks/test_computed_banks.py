"""Keys that are results are proved by computing them, and each proof would find a wrong key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.notebook import open_bank
from pylq_ext.domain.question import Kind
from tests.unit.banks import linear_algebra_proofs, proofs, science_proofs, statistics_proofs
from tests.unit.banks.computed import Proofs

COMPUTED: Mapping[str, Proofs] = {
    "statistics": statistics_proofs.PROOFS,
    "linear_algebra": linear_algebra_proofs.PROOFS,
    "how_science_works": science_proofs.PROOFS,
}
BANKS: Mapping[str, Bank] = {name: open_bank(proofs.BANKS / f"{name}.ipynb") for name in COMPUTED}
EACH = [(name, cell) for name, found in COMPUTED.items() for cell in found]


@pytest.mark.parametrize(("name", "cell"), EACH)
def test_the_key_is_what_comes_of_computing_it(name: str, cell: str):
    COMPUTED[name][cell](BANKS[name][cell])


@pytest.mark.parametrize(("name", "cell"), EACH)
def test_another_key_would_be_found(name: str, cell: str):
    swapped = with_another_key(BANKS[name][cell])
    assert not swapped.broken
    with pytest.raises(AssertionError):
        COMPUTED[name][cell](swapped)


def with_another_key(question: BankQuestion) -> BankQuestion:
    """Return the question with ticks where there were none, or its items the other way round."""
    above, settings, below = re.split(r"(^<!-- pylq:.*-->\n)", question.source, flags=re.M)
    if question.kind is Kind.ORDERING:
        items = re.findall(r"^\d+\. .+$", below, re.M)
        below = "\n".join(reversed(items))
    elif question.kind is Kind.MATCHING:
        found = re.findall(r"^- (.+?) → (.+)$", below, re.M)
        rights = [right for _, right in found]
        below = "\n".join(
            f"- {left} → {right}"
            for (left, _), right in zip(found, rights[1:] + rights[:1], strict=True)
        )
    else:
        exchanged = {"[x]": "[ ]", "[ ]": "[x]"}
        below = re.sub(r"\[[x ]\](?= )", lambda found: exchanged[found[0]], below)
        # What is ticked has no share.
        below = re.sub(r"\*\*\d+ %\.\*\* ", "", below)
        # What is left over is right then, where nothing else is named.
        below = below.replace("- [x] otherwise", "- [ ] otherwise")
        settings = settings.replace("none-right", "multiple")
    swapped = replace(question, source=above + settings + "\n" + below)
    assert swapped.source != question.source
    return swapped
