"""Numbers as other programs and a bank's settings take them: in figures, and without exponents."""

from __future__ import annotations


def figures(value: float, digits: int = 6) -> str:
    """Return a number in decimal figures, rounded to so many behind the point."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float, digits: int = 4) -> str:
    """Return a share of the points in percent, without the sign."""
    return figures(100 * share, digits)
