"""A call that waits for several things, and how long it takes together."""

from __future__ import annotations

import time

import pytest

from pylq_ext.widgets import one_call as module
from pylq_ext.widgets.one_call import one_call, time_left


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 100.0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_what_one_thing_took_the_next_has_less(clock: list[float]):
    @one_call
    def call() -> list[float]:
        left = [time_left(100.0)]
        clock[0] += 70
        left.append(time_left(100.0))
        left.append(time_left(5.0))
        clock[0] += 70
        return [*left, time_left(5.0)]

    assert call() == [100.0, 30.0, 5.0, 0.0]


def test_a_call_within_a_call_has_what_is_left_of_it(clock: list[float]):
    @one_call
    def inner() -> float:
        return time_left(100.0)

    @one_call
    def outer() -> float:
        clock[0] += 60
        return inner()

    assert outer() == 40.0
    assert inner() == 100.0


def test_after_a_call_that_failed_the_next_has_all_its_time(clock: list[float]):
    @one_call
    def fails() -> None:
        clock[0] += 60
        raise ValueError("failed")

    with pytest.raises(ValueError, match="failed"):
        fails()
    assert time_left(100.0) == 100.0
