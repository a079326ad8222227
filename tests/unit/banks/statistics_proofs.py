"""The keys of `statistics.ipynb`, computed from the data in the prompts and in the plots."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from fractions import Fraction
from itertools import product

from pylq_ext.banks.bank import BankQuestion
from tests.unit.banks import plots
from tests.unit.banks.answers import marked, numbers_in, prompt_of
from tests.unit.banks.computed import (
    Proofs,
    check_blanks,
    check_choice,
    check_order,
    check_pairs,
    check_typed,
)

PROOFS = Proofs()
SIXTH = Fraction(1, 6)

#: What has a key and cannot be computed, and why.
CONCEPTS = {
    "who-answers-the-poll": "judges how people were chosen",
    "ninety-five-percent": "says what a term means",
    "meaning-of-p": "says what a term means",
    "worst-of-the-first-test": "judges explanations",
}


@PROOFS.of("one-large-salary")
def _(question: BankQuestion) -> None:
    *before, old, new = numbers_in(prompt_of(question))
    assert before[-1] == old
    after = [*before[:-1], new]
    rise = new - old
    mean, median = statistics.mean, statistics.median
    check_blanks(
        question,
        (mean(after), mean(before), mean(before) + rise),
        (median(after), mean(after), median(before) + rise),
    )


@PROOFS.of("two-classes-together")
def _(question: BankQuestion) -> None:
    n, mean, other_n, other_mean, together = map(float, numbers_in(prompt_of(question)))
    assert n + other_n == together
    check_typed(
        question,
        (n * mean + other_n * other_mean) / together,
        (mean + other_mean) / 2,
        (other_n * mean + n * other_mean) / together,
        mean + other_mean,
    )


@PROOFS.of("most-sold-size")
def _(question: BankQuestion) -> None:
    sizes = [38, 38, 38, 40, 41, 42, 43]
    ((most_sold, _),) = Counter(sizes).most_common(1)
    averages = {
        "mode": statistics.mode(sizes),
        "mean": statistics.mean(sizes),
        "median": statistics.median(sizes),
        "maximum": max(sizes),
    }
    for name, size in averages.items():
        assert marked(question, name).right == (size == most_sold), name
    check_typed(question, "the mode", "the mean", "median", "max")


@PROOFS.of("which-spreads-more")
def _(question: BankQuestion) -> None:
    check_order(question, lambda item: statistics.pstdev(numbers_in(item)))
    check_order(question, lambda item: statistics.stdev(numbers_in(item)))


@PROOFS.of("shifted-and-stretched")
def _(question: BankQuestion) -> None:
    data = [1.0, 4.0, 4.0, 7.0, 9.0]
    told = {1: "it stays the same", 2: "it becomes twice as large", 0.5: "it becomes half as large"}

    def partner(change: str) -> str:
        (by,) = map(float, numbers_in(change))
        word = change.split()[0]
        changed = [
            one + by if word == "add" else one * by if word == "multiply" else one / by
            for one in data
        ]
        return told[round(statistics.pstdev(changed) / statistics.pstdev(data), 9)]

    check_pairs(question, partner)


@PROOFS.of("after-five-heads")
def _(question: BankQuestion) -> None:
    runs = [throws for throws in product("HT", repeat=6) if throws[:5] == ("H",) * 5]
    chance = Fraction(sum(throws[5] == "H" for throws in runs), len(runs))
    half, rare = Fraction(1, 2), Fraction(1, 2**6)
    check_choice(
        question,
        {
            r"$\frac{1}{64}$": chance == rare,
            r"less than $\frac{1}{2}$, but more than $\frac{1}{64}$: tails is due": (
                rare < chance < half
            ),
            r"$\frac{1}{2}$": chance == half,
            r"more than $\frac{1}{2}$: heads has a run": chance > half,
        },
    )


@PROOFS.of("a-six-in-four-throws")
def _(question: BankQuestion) -> None:
    throws = list(product(range(1, 7), repeat=4))

    def share(sixes: set[int]) -> float:
        return sum(one.count(6) in sixes for one in throws) / len(throws)

    check_typed(question, share({1, 2, 3, 4}), float(4 * SIXTH), share({0}), share({1}), share({4}))


@PROOFS.of("two-dice-from-rare-to-frequent")
def _(question: BankQuestion) -> None:
    counts = {
        "both show a six": lambda a, b: a == b == 6,
        "both show the same": lambda a, b: a == b,
        "at least one shows a six": lambda a, b: 6 in (a, b),
        "the sum is even": lambda a, b: (a + b) % 2 == 0,
        "none shows a six": lambda a, b: 6 not in (a, b),
    }
    dice = list(product(range(1, 7), repeat=2))
    check_order(question, lambda item: sum(counts[item](*pair) for pair in dice))


@PROOFS.of("a-positive-test")
def _(question: BankQuestion) -> None:
    everyone, ill, found, again, false, healthy = map(float, numbers_in(prompt_of(question)))
    assert (again, healthy) == (ill, everyone - ill)
    check_typed(
        question,
        100 * found / (found + false),
        100 * found / ill,
        100 * false / healthy,
        100 * ill / everyone,
        100 * found / everyone,
        100 * found / false,
    )


@PROOFS.of("half-the-margin")
def _(question: BankQuestion) -> None:
    people, margin, wanted = map(float, numbers_in(prompt_of(question)))
    ratio = margin / wanted
    needed = people * ratio**2
    assert math.isclose(margin * math.sqrt(people / needed), wanted)
    check_typed(question, needed, people * ratio, people / ratio, people * math.sqrt(ratio))


@PROOFS.of("twenty-attempts")
def _(question: BankQuestion) -> None:
    tests, level = map(float, numbers_in(prompt_of(question)))
    kept = 1 - level / 100
    none = kept**tests
    exactly_one = tests * (level / 100) * kept ** (tests - 1)
    check_typed(question, 100 * (1 - none), level, tests * level, 100 * none, 100 * exactly_one)


@PROOFS.of("four-hours-more")
def _(question: BankQuestion) -> None:
    start, slope, longer = map(float, numbers_in(prompt_of(question)))

    def points(hours: float) -> float:
        return start + slope * hours

    check_typed(
        question,
        points(9) - points(9 - longer),
        points(longer),
        points(1) - points(0),
        (start + slope) * longer,
    )


@PROOFS.of("values-of-r")
def _(question: BankQuestion) -> None:
    functions = {
        "$y = 2 x + 5$": lambda x: 2 * x + 5,
        r"$y = \frac{x}{100}$": lambda x: x / 100,
        "$y = -3 x$": lambda x: -3 * x,
        "$y = x^2$": lambda x: x**2,
    }
    xs = [float(x) for x in range(-3, 4)]

    def partner(formula: str) -> str:
        r = statistics.correlation(xs, [functions[formula](x) for x in xs])
        assert math.isclose(r, round(r), abs_tol=1e-9)
        return f"$r = {round(r)}$"

    check_pairs(question, partner)


@PROOFS.of("bars-from-fifty-seven")
def _(question: BankQuestion) -> None:
    shown = plots.SHOWN[question.id]
    a, b = shown["A"], shown["B"]
    drawn = (b - shown["from"]) / (a - shown["from"])
    check_typed(
        question, 100 * (b / a - 1), 100 * (drawn - 1), 100 * drawn, b - a, 100 * (b - a) / b
    )


@PROOFS.of("bars-with-a-tail")
def _(question: BankQuestion) -> None:
    shown = plots.SHOWN[question.id]
    lefts = [
        left
        for left, count in zip(shown["edges"], shown["counts"], strict=False)
        for _ in range(count)
    ]
    # Whatever the incomes are within their bins.
    lowest_mean = statistics.mean(lefts)
    highest_median = statistics.median([left + 1 for left in lefts])
    mean_is_larger = lowest_mean > highest_median
    check_choice(
        question,
        {
            "the median": False,
            "they are equal": False,
            "the mean": mean_is_larger,
            "that cannot be known without the single values": not mean_is_larger,
        },
    )


@PROOFS.of("pull-of-a-point")
def _(question: BankQuestion) -> None:
    (asset,) = question.assets
    shown = plots.SHOWN[question.id]
    points = list(zip(shown["x"], shown["y"], strict=True))

    def line(of: list[tuple[float, float]]) -> tuple[float, float]:
        found = statistics.linear_regression(*zip(*of, strict=True))
        return found.slope, found.intercept

    slope, intercept = line(points)
    pulls = {
        point: abs(line([one for one in points if one != point])[0] - slope) for point in points
    }
    strongest = max(points, key=pulls.__getitem__)
    farthest = max(points, key=lambda one: abs(one[1] - intercept - slope * one[0]))
    assert pulls[strongest] > 3 * max(pull for one, pull in pulls.items() if one != strongest)
    places = {one: plots.place_in(asset.content, *one) for one in points}
    check_typed(question, places[strongest], places[farthest])
    assert [one for one in points if marked(question, places[one]).right] == [strongest]


@PROOFS.of("three-who-type")
def _(question: BankQuestion) -> None:
    people = plots.SHOWN[question.id]
    lines = {who: statistics.linear_regression(one["x"], one["y"]) for who, one in people.items()}
    xs = [x for one in people.values() for x in one["x"]]
    ys = [y for one in people.values() for y in one["y"]]
    each_rises = all(line.slope > 0 for line in lines.values())
    all_fall = statistics.correlation(xs, ys) < 0
    as_fast_as_c = lines["A"].intercept + lines["A"].slope * statistics.mean(people["C"]["x"])
    check_choice(
        question,
        {
            "Each of them makes more mistakes when typing faster.": each_rises,
            "Taken together, the fifteen points fall: higher speed goes with fewer mistakes.": (
                all_fall
            ),
            "One of the two trends must be an error, because they contradict each other.": (
                not (each_rises and all_fall)
            ),
            "If A types as fast as C does, A will make fewer mistakes.": (
                as_fast_as_c < statistics.mean(people["A"]["y"])
            ),
        },
    )
