"""Each key that is read off a plot is proved from what the plot shows."""

from __future__ import annotations

import json
import statistics

import pytest

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.notebook import open_bank
from tests.unit.banks import plots, proofs

BANK = open_bank(proofs.BANKS / "numpy_pandas.ipynb")
QUESTIONS = {
    item.id: item
    for path in proofs.BANKS.glob("*.ipynb")
    for item in open_bank(path)
    if item.id in plots.SHOWN
}


def right_and_wrong(cell: str) -> tuple[list[str], list[str]]:
    options = proofs.options(BANK[cell])
    return [text for right, text in options if right], [
        text for right, text in options if not right
    ]


@pytest.mark.parametrize("cell", plots.SHOWN)
def test_a_plot_is_of_its_data_small_and_described(cell: str):
    question: BankQuestion = QUESTIONS[cell]
    (asset,) = question.assets
    assert asset.type == "image/png"
    assert plots.digest_in(asset.content) == plots.digest(cell)
    assert len(asset.content) <= 30_000
    assert question.question.face_assets == {asset.hash}


def test_a_plot_of_other_data_would_be_found():
    (asset,) = BANK["bars-of-groups"].assets
    assert plots.digest_in(asset.content) != plots.digest("two-boxes")
    with pytest.raises(KeyError):
        plots.digest_in(asset.content[:8])


def test_the_bars_below_an_edge_are_added():
    shown = plots.SHOWN["histogram-to-read"]
    below = [
        count for count, end in zip(shown["counts"], shown["edges"][1:], strict=True) if end <= 20
    ]
    right, wrong = right_and_wrong("histogram-to-read")
    assert right == [str(sum(below))]
    assert right[0] not in wrong


def test_what_the_boxes_tell_is_so_and_what_they_do_not_tell_is_not():
    a, b = plots.SHOWN["two-boxes"].values()
    upper_quartile = statistics.quantiles(a, n=4, method="inclusive")[2]
    whisker = max(
        one for one in a if one <= upper_quartile + 1.5 * (upper_quartile - _lower_quartile(a))
    )
    true = {
        "At least half of group B has more points than three quarters of group A.": (
            statistics.median(b) > upper_quartile
        ),
        "Group B has more people than group A.": len(b) > len(a),
        "The mean of group A is exactly 4.5 points.": statistics.mean(a) == 4.5,
        "Nobody in group A has more points than the whisker shows.": max(a) <= whisker,
    }
    assert true == {text: right for right, text in proofs.options(BANK["two-boxes"])}
    # What tempts is there: the line of A stands where that mean is said to be.
    assert statistics.median(a) == 4.5


def _lower_quartile(values: list[int]) -> float:
    return statistics.quantiles(values, n=4, method="inclusive")[0]


def test_the_gaps_in_a_line_are_counted():
    right, wrong = right_and_wrong("line-with-gaps")
    values = ["float('nan')" if one is None else one for one in plots.SHOWN["line-with-gaps"]]
    listed = ", ".join(map(str, values))
    printed = proofs.outcome(f"import pandas as pd\nprint(pd.Series([{listed}]).isna().sum())")
    assert right == [printed]
    assert printed not in wrong


def test_the_curve_has_the_correlation_of_its_key():
    right, wrong = right_and_wrong("curve-without-correlation")
    shown = json.dumps(plots.SHOWN["curve-without-correlation"])
    program = f"import pandas as pd\ndf = pd.DataFrame({shown})\nprint(round(df.x.corr(df.y), 2))"
    printed = proofs.outcome(program)
    assert [float(text) for text in right] == [float(printed)]
    assert float(printed) not in [float(text) for text in wrong]


def test_only_the_right_line_draws_the_bars():
    program = proofs.program_of(BANK["bars-of-groups"])
    shown = list(plots.SHOWN["bars-of-groups"].values())
    for right, text in proofs.options(BANK["bars-of-groups"]):
        drawn = text.removesuffix(".plot.bar()")
        assert drawn != text
        bars = json.loads(proofs.outcome(f"{program}\nprint({drawn}.tolist())"))
        assert (bars == shown) == right, text


def test_only_the_right_array_has_the_shades_of_the_grid():
    for right, text in proofs.options(BANK["shades-of-a-grid"]):
        printed = proofs.outcome(f"import numpy as np\nprint(({text}).tolist())")
        assert (json.loads(printed) == plots.SHOWN["shades-of-a-grid"]) == right, text
