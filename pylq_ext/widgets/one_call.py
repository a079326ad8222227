"""How long a person's call may take, whatever it is made of."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

#: Every call comes back within this many seconds, with an answer or an error.
PATIENCE: Final = 5.0

# Until when the call under way has time, by `time.monotonic`; None outside of one.
_until: ContextVar[float | None] = ContextVar("until", default=None)


def one_call(method: Callable[P, T]) -> Callable[P, T]:
    """Have all that a method waits for end within `PATIENCE`, together instead of one by one."""

    @wraps(method)
    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        if _until.get() is not None:
            return method(*args, **kwargs)
        token = _until.set(time.monotonic() + PATIENCE)
        try:
            return method(*args, **kwargs)
        finally:
            _until.reset(token)

    return timed


def time_left(most: float = PATIENCE) -> float:
    """Return how long something may be waited for now, in seconds: `most`, or what is left."""
    until = _until.get()
    return most if until is None else max(0.0, min(most, until - time.monotonic()))
