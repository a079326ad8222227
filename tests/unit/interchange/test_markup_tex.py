"""Mathematics in texts of other programs."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.markup_tex import MAX_TEX, Tex, dollars_around, split_tex


def formulas(text: str, *, dollars: bool = False) -> list[str]:
    return [piece.tex for piece in split_tex(text, dollars=dollars) if isinstance(piece, Tex)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\\(a\\) and \\[b\\] and $$c$$", ["a", "b", "c"]),
        ("\\begin{align}a&=b\\end{align}", ["\\begin{align}a&=b\\end{align}"]),
        ("\\begin{itemize}a\\end{itemize}", []),
        ("\\(a", []),
        ("\\\\(a\\\\)", []),
        ("\\(\\)", []),
        ("\\(a \\\\) b\\)", ["a \\\\) b"]),
        ("3\\(x\\)4", ["3x 4"]),
        ("1.5\\(x\\)", ["1.5x"]),
        ("$a$", []),
        ("\\(" + "a" * MAX_TEX + "\\)", []),
    ],
)
def test_formulas_are_what_stands_in_the_signs_of_tex(text, found):
    assert formulas(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("$a$", ["a"]), ("$ a$", []), ("from $5 to $6", []), ("\\$a$", []), ("$a$ $b$", ["a", "b"])],
)
def test_single_dollars_count_on_request_as_in_a_bank(text, found):
    assert formulas(text, dollars=True) == found


def test_no_sign_is_lost():
    text = "x \\(a\\) y \\(b z"
    assert "".join(p.source if isinstance(p, Tex) else p for p in split_tex(text)) == text


@pytest.mark.parametrize(
    ("tex", "markdown"),
    [
        ("a\n b", "$a b$"),
        ("50\\%", "$50\\%$"),
        ("a % a comment\nb", "$a b$"),
        ("\\text{\\$5}", "$\\text{\\$5}$"),
        ("\\text{$x$}", None),
        ("a\\", None),
        (" ", None),
    ],
)
def test_a_formula_stands_in_one_line_or_cannot_be_held(tex, markdown):
    assert dollars_around(tex, display=False) == markdown
