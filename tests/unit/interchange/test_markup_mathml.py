"""MathML as TeX."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.markup import from_html
from pylq_ext.interchange.markup_mathml import tex_of
from pylq_ext.interchange.markup_tree import parse_html


def tex(inner: str, attributes: str = "") -> str | None:
    tree = parse_html(f"<math {attributes}>{inner}</math>")
    assert tree is not None
    return tex_of(next(tree.elements()))


@pytest.mark.parametrize(
    ("mathml", "meant"),
    [
        ("<mi>x</mi><mo>+</mo><mn>1</mn>", "x+1"),
        ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", r"\frac{1}{n}"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<msub><mi>a</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msub>", "a_{n+1}"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
        ("<msqrt><mi>x</mi><mo>−</mo><mn>1</mn></msqrt>", r"\sqrt{x-1}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<mi>sin</mi><mo>\u2061</mo><mi>x</mi>", r"\sin x"),
        ("<mi>km</mi><mo>≤</mo><mi>α</mi>", r"\mathrm{km}\le α"),
        ("<mo>{</mo><mn>50</mn><mo>%</mo><mo>}</mo>", r"\{50\%\}"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>"
            "</munderover><mi>i</mi>",
            r"\sum_{i=1}^{n}i",
        ),
        ("<munder><mo>lim</mo><mi>n</mi></munder>", r"\lim_{n}"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\overline{x}"),
        ("<mover><mi>v</mi><mo>→</mo></mover>", r"\vec{v}"),
        ("<mover><mi>x</mi><mi>!</mi></mover>", r"\overset{!}{x}"),
        (
            '<mfenced open="[" close="]" separators=";"><mi>a</mi><mi>b</mi></mfenced>',
            r"\left[a;b\right]",
        ),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
            "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable>",
            r"\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}",
        ),
        ("<mtext>if so</mtext>", r"\text{if so}"),
        ("<mstyle><mi>x</mi></mstyle>", "x"),
        ("x", "x"),
    ],
)
def test_a_formula_is_translated(mathml, meant):
    assert tex(mathml) == meant


def test_the_tex_that_its_author_left_is_preferred():
    annotation = '<annotation encoding="application/x-tex">\\alpha</annotation>'
    assert tex(f"<semantics><mi>a</mi>{annotation}</semantics>") == "\\alpha"


def test_without_a_translation_the_alternative_text_serves():
    assert tex("<mmultiscripts><mi>C</mi></mmultiscripts>", 'alttext="$^{14}C$"') == "^{14}C"


@pytest.mark.parametrize(
    "mathml",
    ["<mmultiscripts><mi>C</mi></mmultiscripts>", "<mfrac><mi>x</mi></mfrac>", "<mtext>$</mtext>"],
)
def test_what_cannot_be_translated_is_not_guessed(mathml):
    assert tex(mathml) is None


def test_a_formula_that_cannot_be_translated_stands_as_its_text_and_is_told():
    made = from_html("so <math><mfrac><mi>x</mi></mfrac></math>")
    assert made.text == "so x"
    assert "translated" in made.notes[0]
