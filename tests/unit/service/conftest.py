"""A lesson for each test of the service, ended after it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.support.lesson import Lesson


@pytest.fixture
def lesson(jp_asyncio_loop: asyncio.AbstractEventLoop) -> Iterator[Lesson]:
    lesson = Lesson()
    jp_asyncio_loop.run_until_complete(lesson.open())
    yield lesson
    jp_asyncio_loop.run_until_complete(lesson.end())
