"""The keys of `linear_algebra.ipynb`, computed from the matrices and vectors in the prompts."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np

from pylq_ext.banks.bank import BankQuestion
from tests.unit.banks.answers import listed, matrices_in, numbers_in, prompt_of, vectors_in
from tests.unit.banks.computed import (
    Proofs,
    check_blanks,
    check_choice,
    check_options,
    check_order,
    check_pairs,
    check_typed,
)
from tests.unit.banks.kind_proofs import prove_blanks

PROOFS = Proofs()
Array = np.ndarray[Any, np.dtype[np.float64]]

#: What has a key and cannot be computed, and why.
CONCEPTS = {"name-of-such-a-matrix": "asks for a word"}

PROOFS.of("solved-by-numpy")(prove_blanks)


def _arrays(text: str) -> list[Array]:
    return [np.array(matrix, dtype=float) for matrix in matrices_in(text)]


def _rank(rows: Any) -> int:
    return int(np.linalg.matrix_rank(np.array(rows, dtype=float)))


@PROOFS.of("shape-of-a-product")
def _(question: BankQuestion) -> None:
    a_rows, a_columns, b_rows, b_columns = map(int, numbers_in(prompt_of(question)))
    rows, columns = (np.ones((a_rows, a_columns)) @ np.ones((b_rows, b_columns))).shape
    check_blanks(question, (rows, a_columns, columns), (columns, b_rows, rows))


@PROOFS.of("row-times-column")
def _(question: BankQuestion) -> None:
    a, b = _arrays(prompt_of(question))
    wrong = [a * b, b @ a, a + b]

    def is_product(option: str) -> bool:
        (given,) = _arrays(option)
        product = np.array_equal(given, a @ b)
        assert product or any(np.array_equal(given, one) for one in wrong), option
        return product

    check_options(question, is_product)


@PROOFS.of("product-that-vanishes")
def _(question: BankQuestion) -> None:
    # One example refutes all of them; it is the one of the notes.
    a, b = (np.array(one) for one in matrices_in(question.source)[:2])
    assert not (a @ b).any()
    check_choice(
        question,
        {
            "$A = 0$ or $B = 0$": not a.any() or not b.any(),
            "$B A = 0$": not (b @ a).any(),
            "$A$ and $B$ are both invertible": _rank(a) == _rank(b) == len(a),
            "$A = B$": np.array_equal(a, b),
        },
    )


@PROOFS.of("inverse-of-a-product")
def _(question: BankQuestion) -> None:
    a, b = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[2.0, 1.0], [1.0, 1.0]])
    inverse = np.linalg.inv
    candidates = {
        "$A^{-1} B^{-1}$": inverse(a) @ inverse(b),
        "$A B^{-1}$": a @ inverse(b),
        "$(B A)^{-1}$": inverse(b @ a),
        "$B^{-1} A^{-1}$": inverse(b) @ inverse(a),
    }
    undone = {text: np.allclose(a @ b @ one, np.eye(2)) for text, one in candidates.items()}
    # `(BA)^-1` is `A^-1 B^-1` in other words: both are wrong, by the same example.
    check_choice(question, undone)


@PROOFS.of("length-of-a-vector")
def _(question: BankQuestion) -> None:
    v = _arrays(prompt_of(question))[0].ravel()
    check_typed(
        question,
        float(np.linalg.norm(v)),
        float(v @ v),
        float(np.abs(v).sum()),
        float(np.sqrt((np.sign(v) * v**2).sum())),
    )


@PROOFS.of("at-right-angles")
def _(question: BankQuestion) -> None:
    (given,) = vectors_in(prompt_of(question))
    check_options(question, lambda option: np.dot(vectors_in(option)[0], given) == 0)


@PROOFS.of("shadow-on-a-line")
def _(question: BankQuestion) -> None:
    u, v = (np.array(one, dtype=float) for one in vectors_in(prompt_of(question)))
    length = np.linalg.norm(u)
    shadow = (v @ u) / (u @ u) * u
    check_typed(
        question,
        float(np.linalg.norm(shadow)),
        float(v @ u),
        float(v @ u / length**2),
        float(np.linalg.norm(v)),
        float(np.linalg.norm(v - shadow)),
    )


@PROOFS.of("quarter-turn")
def _(question: BankQuestion) -> None:
    def turns(option: str) -> bool:
        (m,) = _arrays(option)
        right, up = np.array([1.0, 0.0]), np.array([0.0, 1.0])
        return np.array_equal(m @ right, up) and np.array_equal(m @ up, -right)

    check_options(question, turns)


@PROOFS.of("linear-or-not")
def _(question: BankQuestion) -> None:
    maps = {
        r"$(x, y) \mapsto (2 x - y,\ x)$": lambda x, y: (2 * x - y, x),
        r"$(x, y) \mapsto (x + 1,\ y)$": lambda x, y: (x + 1, y),
        r"$(x, y) \mapsto (0,\ 0)$": lambda _x, _y: (0, 0),
        r"$(x, y) \mapsto (x y,\ 0)$": lambda x, y: (x * y, 0),
        r"$(x, y) \mapsto (|x|,\ y)$": lambda x, y: (abs(x), y),
    }
    points = [np.array(point) for point in [(1, 0), (-1, 0), (0, 1), (2, 3), (-3, 5)]]

    def is_linear(text: str) -> bool:
        def f(point: Any) -> Any:
            return np.array(maps[text](*point))

        return all(
            np.array_equal(f(p + q), f(p) + f(q)) and np.array_equal(f(3 * p), 3 * f(p))
            for p in points
            for q in points
        )

    check_choice(question, {text: is_linear(text) for text in maps})


@PROOFS.of("lines-that-meet")
def _(question: BankQuestion) -> None:
    equation = re.compile(r"(\d*) ?x ([+-]) (\d*) ?y = (\d+)")

    def partner(system: str) -> str:
        rows = [
            [int(a or 1), int(sign + (b or "1")), int(c)]
            for a, sign, b, c in equation.findall(system)
        ]
        assert len(rows) == 2, system
        left = _rank([row[:2] for row in rows])
        if left < _rank(rows):
            return "none"
        return "exactly one" if left == 2 else "infinitely many"

    check_pairs(question, partner)


@PROOFS.of("steps-of-elimination")
def _(question: BankQuestion) -> None:
    steps = [_arrays(item)[0] for item in listed(question)]
    for one, other in pairwise(steps):
        # The same rows in other words: the solutions are the same.
        assert _rank(one) == _rank(other) == _rank(np.vstack([one, other])) == 3

    def done(item: str) -> tuple[int, int, int]:
        left = _arrays(item)[0][:, :3]
        below = int((left[np.tril_indices(3, -1)] == 0).sum())
        above = int((left[np.triu_indices(3, 1)] == 0).sum())
        return below, int((np.diag(left) == 1).sum()), above

    check_order(question, done)
    assert np.array_equal(steps[-1][:, :3], np.eye(3))


@PROOFS.of("twice-the-matrix")
def _(question: BankQuestion) -> None:
    size, again, value = map(int, numbers_in(prompt_of(question))[:3])
    assert size == again
    a = np.diag([1.0] * (size - 1) + [value])
    check_typed(
        question,
        round(float(np.linalg.det(2 * a)), 9),
        2 * value,
        value,
        2 * size * value,
        2 ** (size - 1) * value,
    )


@PROOFS.of("columns-that-depend")
def _(question: BankQuestion) -> None:
    (a,) = _arrays(prompt_of(question))
    determinant = round(float(np.linalg.det(a)), 9)
    check_typed(question, _rank(a), a.shape[1], 1, determinant, np.count_nonzero(a))
    assert np.array_equal(a[:, 2], a[:, 0] + a[:, 1])


@PROOFS.of("independent-or-not")
def _(question: BankQuestion) -> None:
    def are_independent(option: str) -> bool:
        vectors = vectors_in(option)
        assert len(vectors) >= 2
        return _rank(vectors) == len(vectors)

    check_options(question, are_independent)


@PROOFS.of("which-keeps-its-direction")
def _(question: BankQuestion) -> None:
    (a,) = _arrays(prompt_of(question))

    def is_eigenvector(option: str) -> bool:
        (v,) = vectors_in(option)
        return any(v) and _rank([v, a @ v]) == 1

    check_options(question, is_eigenvector)


@PROOFS.of("factor-of-a-direction")
def _(question: BankQuestion) -> None:
    a, column = _arrays(prompt_of(question))
    v = column.ravel()
    value = float(v @ a @ v / (v @ v))
    assert np.array_equal(a @ v, value * v)
    (other,) = (one for one in np.linalg.eigvalsh(a).round(9).tolist() if one != value)
    determinant = round(float(np.linalg.det(a)), 9)
    check_typed(question, value, -value, other, float(a[0, 0]), determinant)
