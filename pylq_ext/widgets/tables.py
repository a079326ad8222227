"""Rows as a pandas DataFrame, for whoever has pandas."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pylq_ext.domain.errors import InvalidInput

if TYPE_CHECKING:
    import pandas as pd

_TYPES: Final = {
    "round": "int64",
    "number": "int64",
    "right": "boolean",
    "points": "float64",
    "seconds": "float64",
    "count": "int64",
    "share": "float64",
    "removed": "bool",
    "here": "bool",
    "answered": "boolean",
}


def table(
    rows: list[dict[str, Any]],
    columns: Sequence[str],
    as_: str | None,
    *,
    nullable: Collection[str] = (),
) -> Any:
    """Return rows as a DataFrame with these columns, or with `as_="rows"` as they are.

    The columns and their types are the same for no rows; in a `nullable` column of integers some
    may be missing. Raises ImportError without pandas.
    """
    if as_ == "rows":
        return rows
    if as_ is not None:
        raise InvalidInput('`as_` can be "rows"; without it there is a DataFrame.')
    types = {name: _TYPES[name] for name in columns if name in _TYPES}
    types |= dict.fromkeys(nullable, "Int64")
    return _frame(rows, columns, types)


def _frame(
    rows: list[dict[str, Any]], columns: Sequence[str], types: Mapping[str, str]
) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError:
        raise ImportError(
            "A DataFrame needs pandas: run `pip install 'pylivequestions[data]'` where this "
            'kernel runs, or ask for a list of dictionaries with as_="rows".'
        ) from None
    frame = pd.DataFrame(rows, columns=list(columns))
    frame = frame.astype(dict(types))
    for moment in ("at", "joined"):
        if moment in frame:
            # The unit too would depend on what is in it.
            frame[moment] = pd.to_datetime(frame[moment], utc=True).dt.as_unit("us")
    return frame
