"""What is right, as an instructor types it: `"B"`, `["A", "C"]`, `"2 ± 0.01"`, or None."""

from __future__ import annotations

from collections.abc import Sequence

from pylq_ext.domain.errors import InvalidInput
from pylq_ext.domain.kinds.options import letter
from pylq_ext.domain.kinds.text_form import spelled_text


def right_options(right: object, ids: Sequence[str]) -> tuple[str, ...] | None:
    """Return the ids of the options whose letters were typed, in order; None for no key.

    Raises InvalidInput for what is no letter of an option.
    """
    if right is None:
        return None
    typed = right if isinstance(right, (list, tuple, set, frozenset)) else [right]
    wanted = {_option(one, ids) for one in typed}
    return tuple(known for known in ids if known in wanted)


def accepted_forms(right: object, *, number: bool) -> tuple[str, ...]:
    """Return the forms of the numbers or lines that were typed as right; none for None.

    Raises InvalidInput for what is neither.
    """
    if right is None:
        return ()
    typed = list(right) if isinstance(right, (list, tuple, set, frozenset)) else [right]
    forms = []
    for one in typed:
        if isinstance(one, bool) or not isinstance(one, (str, int, float)):
            raise InvalidInput(
                f"`right` is a number or a text here, or a list of them, not {str(one)[:40]!r}."
            )
        forms.append(f"= {one if number else spelled_text(str(one))}")
    return tuple(dict.fromkeys(forms))


def _option(typed: object, ids: Sequence[str]) -> str:
    wanted = typed.strip().lower() if isinstance(typed, str) else None
    if wanted is None or wanted not in ids:
        letters = ", ".join(letter(known) for known in ids)
        raise InvalidInput(
            f"`right` names options by their letters, {letters}; {str(typed)[:40]!r} is none."
            if ids
            else "This question has no options, so none of them can be right."
        )
    return wanted
