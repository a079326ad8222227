"""Accepted numbers: how they are spelled, and which answers fit."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.kinds.number_form import NoSuchNumber, read_number, read_number_form

numbers = st.floats(allow_nan=False, allow_infinity=False)
decimals = st.decimals(-1000, 1000, places=3)


def fits(form: str, answer: float) -> bool:
    return read_number_form(form).fits(answer)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("2", 2),
            (" -3.50 ", Fraction(-7, 2)),
            ("−3.5", Fraction(-7, 2)),
            ("+.5", Fraction(1, 2)),
            ("7.", 7),
            ("1.5e-3", Fraction(3, 2000)),
            ("1.5E+3", 1500),
            ("2 × 10^-2", Fraction(1, 50)),
            ("2*10^4", 20_000),
            ("1/3", Fraction(1, 3)),
            ("-2 / 4", Fraction(-1, 2)),
        ],
    )
    def test_a_number_is_read_exactly(self, text: str, value: Fraction):
        assert read_number(text) == value

    @pytest.mark.parametrize(
        "text",
        ["", "-", ".", "e3", "1,5", "1 000", "0x10", "1/0", "1//2", "1e999", "٣", "1_0", "nan"],
    )
    def test_what_is_no_number_is_refused(self, text: str):
        with pytest.raises(NoSuchNumber):
            read_number(text)

    @given(numbers)
    def test_every_float_reads_back(self, number: float):
        assert float(read_number(repr(number))) == number

    @given(st.text(max_size=60))
    def test_any_text_is_read_or_refused(self, text: str):
        try:
            assert math.isfinite(float(read_number(text)))
        except NoSuchNumber as refused:
            assert str(refused)  # noqa: PT017 - either way is right


class TestForms:
    def test_a_number_alone_is_that_number(self):
        assert fits("2", 2.0)
        assert not fits("2", 2.000001)
        assert fits("1/3", 1 / 3)
        assert not fits("1/3", 0.333)

    def test_what_computing_in_binary_adds_is_forgiven(self):
        assert fits("0.3", 0.1 + 0.2)
        assert fits("0.1", 1.1 - 1.0)

    @pytest.mark.parametrize("spelling", ["2 ± 0.01", "2±0.01", "2 +- 0.01", "2 +/- 0.01"])
    def test_a_tolerance_holds_its_own_ends(self, spelling: str):
        assert fits(spelling, 1.99)
        assert fits(spelling, 2.01)
        assert not fits(spelling, 2.0101)
        assert not fits(spelling, 1.9899)

    def test_a_relative_tolerance_is_a_share_of_the_number(self):
        assert fits("-200 ± 5 %", -210.0)
        assert fits("-200 ± 5%", -190.0)
        assert not fits("-200 ± 5%", -189.9)

    def test_significant_digits_are_rounded_as_people_round(self):
        assert fits("3.14159 to 3 digits", 3.14)
        assert fits("3.14159 to 3 digits", 3.1449)
        assert not fits("3.14159 to 3 digits", 3.145)
        assert not fits("3.14159 to 3 digits", 3.1)
        assert fits("1234567 to 2 digits", 1.2e6)
        assert fits("0 to 1 digit", 0.0)

    @pytest.mark.parametrize(
        ("form", "low", "inside", "high"),
        [
            ("[1, 2]", True, True, True),
            ("[1, 2)", True, True, False),
            ("(1, 2]", False, True, True),
            ("(1; 2)", False, True, False),
            ("1 .. 2", True, True, True),
            ("1…2", True, True, True),
        ],
    )
    def test_a_range_has_its_ends_or_not(self, form: str, low: bool, inside: bool, high: bool):
        assert (fits(form, 1.0), fits(form, 1.5), fits(form, 2.0)) == (low, inside, high)
        assert not fits(form, 0.999)
        assert not fits(form, 2.001)

    def test_a_range_may_have_no_end(self):
        assert fits("(0, ∞)", 1e300)
        assert not fits("(0, inf)", 0.0)
        assert fits("(-∞, 0]", 0.0)
        assert fits("(−∞, ∞)", -5.0)

    @pytest.mark.parametrize(
        "form",
        [
            "",
            "two",
            "2 ± ",
            "2 ± -1",
            "2 ± x",
            "[2, 1]",
            "[1, 1)",
            "(∞, 1)",
            "[1, 2",
            "2 to 0 digits",
            "2 to 99 digits",
            "to 3 digits",
            "1 .. ",
            "1 2",
            "9" * 200,
        ],
    )
    def test_what_is_no_form_is_refused(self, form: str):
        with pytest.raises(NoSuchNumber):
            read_number_form(form)

    @given(decimals, st.decimals(0, 10, places=3), decimals)
    def test_a_tolerance_means_what_it_says(self, value: Decimal, off: Decimal, answer: Decimal):
        assert fits(f"{value} ± {off}", float(answer)) == (abs(answer - value) <= off)

    @given(numbers)
    def test_every_number_fits_its_own_spelling(self, number: float):
        assert fits(repr(number), number)
        assert fits(f"{number!r} to 15 digits", number)

    @given(st.text(alphabet="0123456789.±%[](),; eto digs-+/∞", max_size=40), numbers)
    def test_any_text_is_a_form_or_refused(self, text: str, answer: float):
        try:
            form = read_number_form(text)
        except NoSuchNumber:
            return
        assert form.fits(answer) in (True, False)
