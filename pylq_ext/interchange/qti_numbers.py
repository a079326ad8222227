"""How QTI compares a number: with a tolerance, or rounded."""

from __future__ import annotations

from pylq_ext.interchange import forms
from pylq_ext.interchange.qti_scoring import number, whole
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

DECIMALS = "The number was rounded to decimal places before it was compared."


def rounded(value: str, node: Node) -> tuple[str, str]:
    """Return the form of a number that is rounded, and what has to be told of it."""
    figures = whole(node.attributes.get("figures", "")) or 0
    if node.attributes.get("roundingMode", "significantFigures") == "significantFigures":
        return forms.to_digits(value, figures), ""
    half = f"0.{'0' * min(figures, 20)}5"
    return forms.within(value, half), DECIMALS


def tolerant(value: str, node: Node) -> str:
    """Return the form of a number that may be off; raises Unfit."""
    mode = node.attributes.get("toleranceMode", "exact")
    tolerances = [number(part) for part in node.attributes.get("tolerance", "").split()]
    centre = number(value)
    if mode == "exact" or not tolerances or centre is None:
        return forms.exactly(value)
    if mode not in {"absolute", "relative"} or None in tolerances:
        raise Unfit(f"The tolerance of its number cannot be read (line {node.line}).")
    below, above = tolerances[0] or 0.0, tolerances[-1] or 0.0
    with_low, with_high = (
        node.attributes.get(name, "true").lower() == "true"
        for name in ("includeLowerBound", "includeUpperBound")
    )
    if below == above and with_low and with_high:
        given = node.attributes["tolerance"].split()[0]
        return forms.within(value, f"{given} %" if mode == "relative" else given)
    if mode == "relative":
        below, above = abs(centre) * below / 100, abs(centre) * above / 100
    low, high = (_plain(centre - below), _plain(centre + above))
    return forms.between(low, high, with_low=with_low, with_high=with_high)


def _plain(value: float) -> str:
    return f"{value:.12g}"
