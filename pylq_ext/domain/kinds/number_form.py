"""Numbers that are accepted as answers, as FORMAT.md spells them: `= 2 ± 0.01`, `= [1, 2)`.

An answer is compared as its shortest decimal spelling, exactly, as people compare: 2.01 is within
2 ± 0.01. Only what computing in binary adds, a part in 10¹², is forgiven.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

#: Most characters of a form; more is no number that a person would write.
MAX_NUMBER_FORM: Final = 120

#: Most significant digits that can be asked for: a 64-bit number has no more.
MAX_DIGITS: Final = 15

_NOISE: Final = Fraction(1, 10**12)

_DIGITS = r"[0-9]{1,40}"
_NUMBER = re.compile(
    rf"(?P<sign>[-+\u2212]?)(?:(?P<over>{_DIGITS}) ?/ ?(?P<under>{_DIGITS})"
    rf"|(?P<whole>{_DIGITS})?(?P<point>\.(?P<part>{_DIGITS})?)?"
    rf"(?:[eE](?P<exponent>[-+\u2212]?[0-9]{{1,3}})"
    rf"|\s?[*×·]\s?10\^(?P<power>[-+\u2212]?[0-9]{{1,3}}))?)"
)
_PLUS_MINUS = re.compile(r"\s*(?:±|\+/?-)\s*")
_TO_DIGITS = re.compile(r"(?P<value>.*\S)\s+to\s+(?P<digits>[0-9]{1,3})\s+digits?")
_RANGE = re.compile(r"(?P<left>[\[(])(?P<low>[^,;]*)[,;](?P<high>[^,;]*)(?P<right>[\])])")
_DOTS = re.compile(r"(?P<low>.*?\S)\s*(?:\.\.\.?|…)\s*(?P<high>\S.*)")
_BELOW_ALL: Final = frozenset({"-∞", "−∞", "-inf"})
_ABOVE_ALL: Final = frozenset({"∞", "+∞", "inf"})


class NoSuchNumber(ValueError):
    """A text is no number, or no form of one; the message says why."""


def read_number(text: str) -> Fraction:
    """Return the number that a text spells, exactly: `3.5`, `1.5e-3`, `2 × 10^4`, `1/3`.

    A minus may be the hyphen or the sign. Raises NoSuchNumber.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not (found["over"] or found["whole"] or found["part"]):
        raise NoSuchNumber(f"`{text.strip()[:40]}` is no number, like `3.5`, `1.5e-3` or `1/3`")
    sign = -1 if found["sign"] in ("-", "−") else 1
    if found["over"]:
        under = int(found["under"])
        if under == 0:
            raise NoSuchNumber(f"`{text.strip()[:40]}` divides by zero")
        value = Fraction(int(found["over"]), under)
    else:
        exponent = (found["exponent"] or found["power"] or "0").replace("−", "-")
        digits = f"{found['whole'] or '0'}.{found['part'] or '0'}"
        value = Fraction(Decimal(digits)) * Fraction(10) ** int(exponent)
    try:
        fits = math.isfinite(float(value))
    except OverflowError:
        fits = False
    if not fits:
        raise NoSuchNumber(f"`{text.strip()[:40]}` is too large")
    return sign * value


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A range of numbers, with or without its ends; None: without end.

    With `digits`, the number of both ends is `low`, and an answer fits if it is the same when both
    are rounded to so many significant digits.
    """

    low: Fraction | None
    high: Fraction | None
    with_low: bool = True
    with_high: bool = True
    digits: int | None = None

    def fits(self, answer: float) -> bool:
        """Return whether an answer is one of these numbers."""
        given = Fraction(repr(answer))
        if self.digits is not None and self.low is not None:
            return _rounded(given, self.digits) == _rounded(self.low, self.digits)
        return self._reaches_low(given) and self._keeps_high(given)

    def _reaches_low(self, given: Fraction) -> bool:
        if self.low is None:
            return True
        return given >= self.low - abs(self.low) * _NOISE if self.with_low else given > self.low

    def _keeps_high(self, given: Fraction) -> bool:
        if self.high is None:
            return True
        return given <= self.high + abs(self.high) * _NOISE if self.with_high else given < self.high


def read_number_form(text: str) -> NumberForm:
    """Return the numbers that a form, without its equals sign, accepts; raises NoSuchNumber."""
    text = text.strip()
    if len(text) > MAX_NUMBER_FORM:
        raise NoSuchNumber(f"this is longer than {MAX_NUMBER_FORM} characters")
    if found := _RANGE.fullmatch(text):
        return _range(found["low"], found["high"], found["left"] == "[", found["right"] == "]")
    if found := _TO_DIGITS.fullmatch(text):
        digits = int(found["digits"])
        if not 1 <= digits <= MAX_DIGITS:
            raise NoSuchNumber(f"significant digits are from 1 to {MAX_DIGITS}")
        value = read_number(found["value"])
        return NumberForm(value, value, digits=digits)
    if found := _DOTS.fullmatch(text):
        return _range(found["low"], found["high"], with_low=True, with_high=True)
    value_text, *tolerance = _PLUS_MINUS.split(text, maxsplit=1)
    value = read_number(value_text)
    off = _tolerance(tolerance[0], value) if tolerance else Fraction(0)
    return NumberForm(value - off, value + off)


def _tolerance(text: str, value: Fraction) -> Fraction:
    is_share = text.rstrip().endswith("%")
    number = read_number(text.rstrip().removesuffix("%"))
    if number < 0:
        raise NoSuchNumber("a tolerance is at least 0")
    return abs(value) * number / 100 if is_share else number


def _range(low_text: str, high_text: str, with_low: bool, with_high: bool) -> NumberForm:
    low = None if low_text.strip() in _BELOW_ALL else read_number(low_text)
    high = None if high_text.strip() in _ABOVE_ALL else read_number(high_text)
    if low is not None and high is not None:
        is_empty = low == high and not (with_low and with_high)
        if low > high or is_empty:
            raise NoSuchNumber("a range goes from its lower to its higher end, and holds a number")
    return NumberForm(low, high, with_low, with_high)


def _rounded(number: Fraction, digits: int) -> Decimal:
    """Return a number rounded to significant digits, a half away from zero, as people round."""
    if number == 0:
        return Decimal(0)
    # 28 figures: rounding them again to 15 and fewer is as good as rounding once.
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    place = exact.adjusted() - digits + 1
    return exact.quantize(Decimal((0, (1,), place)), rounding=ROUND_HALF_UP).normalize()
