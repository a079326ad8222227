"""Answers with parts: what a key says of each, as `b:1`, and what a class's parts come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def part_id(whole: str, part: str | int) -> str:
    """Return the id of what can be said of a part: option b in place 1 is `b:1`."""
    return f"{whole}:{part}"


def split_part(part: str) -> tuple[str, str]:
    """Return both ends of such an id; the second is empty where it has none."""
    whole, _, end = part.partition(":")
    return whole, end


def tally_parts(answers: Iterable[Iterable[str]], ids: Iterable[str]) -> dict[str, int]:
    """Count how many answers say each of these parts."""
    counts = Counter(part for said in answers for part in set(said))
    return {known: counts[known] for known in ids}
