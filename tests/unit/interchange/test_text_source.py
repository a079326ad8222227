"""The lines of a text file, bounded."""

from __future__ import annotations

import time

import pytest

from pylq_ext.interchange.record import Unreadable
from pylq_ext.interchange.text_source import MAX_CHARACTERS, MAX_LINES, read_lines


def test_every_sort_of_line_end_counts_as_one():
    assert read_lines("a\nb\r\nc\rd\n") == ["a", "b", "c", "d", ""]


def test_the_mark_that_editors_begin_with_is_no_text():
    assert read_lines("\ufeffa") == ["a"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * (MAX_CHARACTERS + 1), "16,777,217 characters"),
        ("\n" * MAX_LINES, "500,001 lines"),
        ("a\r\nb\0", "line 2 has a null character"),
    ],
    ids=["characters", "lines", "null"],
)
def test_what_is_too_much_or_no_text_is_refused_at_once(text, words):
    start = time.process_time()
    with pytest.raises(Unreadable, match=words):
        read_lines(text)
    assert time.process_time() - start < 1
