"""Rows as a pandas DataFrame, for whoever has pandas."""

from __future__ import annotations

from collections.abc import Sequence
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
}


def table(rows: list[dict[str, Any]], columns: Sequence[str], as_: str | None) -> Any:
    """Return rows as a DataFrame with these columns, or with `as_="rows"` as they are.

    The columns and their types are the same for no rows. Raises ImportError without pandas.
    """
    if as_ == "rows":
        return rows
    if as_ is not None:
        raise InvalidInput('`as_` can be "rows"; without it there is a DataFrame.')
    return _frame(rows, columns)


def _frame(rows: list[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError:
        raise ImportError(
            "A DataFrame needs pandas: run `pip install 'pylivequestions[data]'` where this "
            'kernel runs, or ask for a list of dictionaries with as_="rows".'
        ) from None
    frame = pd.DataFrame(rows, columns=list(columns))
    frame = frame.astype({name: _TYPES[name] for name in columns if name in _TYPES})
    if "at" in frame:
        frame["at"] = pd.to_datetime(frame["at"], utc=True)
    return frame
