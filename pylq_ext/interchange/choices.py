"""Options as a bank can hold them: enough, and no two that read the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pylq_ext.interchange.record import Choice
from pylq_ext.interchange.unfit import Unfit


def distinct(
    choices: Iterable[Choice], note: Callable[[str], None], least: int = 2
) -> tuple[Choice, ...]:
    """Return the options, those that read the same as one; raises Unfit if fewer than `least`.

    `note` takes a sentence for each that was left out. A poll may have one option.
    """
    found: dict[str, Choice] = {}
    for choice in choices:
        earlier = found.setdefault(choice.text, choice)
        if earlier is choice:
            continue
        shown = " ".join(choice.text.split())[:60]
        if (earlier.credit > 0) != (choice.credit > 0):
            raise Unfit(f"Two of its options read the same (“{shown}”), and only one is right.")
        note(f"Two of its options read the same (“{shown}”); they became one.")
        if not earlier.note:
            found[choice.text] = replace(earlier, note=choice.note)
    if len(found) < least:
        raise Unfit("It has fewer than two options to choose from.")
    return tuple(found.values())


def is_right_minus_wrong(choices: Sequence[Choice]) -> bool:
    """Tell whether several options earn by right minus wrong, of the right ones there are."""
    right = sum(choice.credit > 0 for choice in choices)
    return 0 < right < len(choices) and all(
        abs(abs(choice.credit) - 1 / right) < 1e-4 for choice in choices
    )
