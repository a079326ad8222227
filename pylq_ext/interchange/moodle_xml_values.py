"""The values in Moodle's XML: numbers, shares of the points, and yes or no."""

from __future__ import annotations

import re
from fractions import Fraction

from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node


def number(text: str) -> float | None:
    """Return a number as Moodle writes it; None if it is none."""
    text = text.strip()
    return float(text) if re.fullmatch(r"[-+]?[0-9]{1,15}(?:\.[0-9]{0,15})?", text) else None


def share(answer: Node) -> float:
    """Return what an answer earns, as a share of the points; raises Unfit."""
    given = answer.attributes.get("fraction", "")
    percent = number(given)
    if percent is None or abs(percent) > 100:
        shown = f"“{given[:20]}”" if given else "nothing"
        raise Unfit(f"An answer is worth {shown} (line {answer.line}), not -100 to 100 percent.")
    return share_of(percent)


def share_of(percent: float) -> float:
    """Return percents of the points as a share; 33.33333 is a third, as Moodle rounds."""
    exact = Fraction(percent / 100).limit_denominator(20)
    return float(exact) if abs(float(exact) - percent / 100) < 1e-4 else percent / 100


def said_yes(node: Node, name: str, *, default: bool) -> bool:
    """Return what a question's element says, in any of the ways in which Moodle wrote it."""
    said = node.said(name).lower()
    return said in {"1", "true", "yes"} if said else default
