"""Looking at what happens outside this process, where no event tells of it."""

from __future__ import annotations

import time
from collections.abc import Callable

#: How often it is looked, in seconds.
LOOK_EVERY = 0.02


def look_until(seen: Callable[[], bool], within: float, missed: Callable[[], str]) -> None:
    """Look until something is seen; after `within` seconds fail with what `missed` says."""
    deadline = time.monotonic() + within
    while not seen():
        assert time.monotonic() < deadline, missed()
        time.sleep(LOOK_EVERY)
