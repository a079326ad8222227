"""Ten thousand hostile files for every reader: each ends soon, as records or as one refusal."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable
from pathlib import PurePath

import pytest

from pylq_ext.interchange.bank_notebook import bank_notebook
from pylq_ext.interchange.conversion import convert_records
from pylq_ext.interchange.record import Record, Unreadable
from pylq_ext.interchange.source_format import read_source
from tests.unit.interchange.hostile_files import READERS

FILES = 10_000
#: Most that a file may take, in seconds of the processor.
MOST = 1.0
#: Of so many files one is made a bank as well.
CONVERTED_ONE_IN = 20

_log = logging.getLogger(__name__)

Read = Callable[[PurePath, bytes], tuple[str, list[Record]]]


def seconds_of(name: str, content: bytes, read: Read = read_source) -> tuple[float, list[Record]]:
    """Read a file and return how long that took; fails where it does not end as is promised."""
    began = time.process_time()
    try:
        records = read(PurePath(name), content)[1]
    except Unreadable as refusal:
        records = []
        assert str(refusal).endswith(".")  # noqa: PT017 - a refusal is one of two right ends
    except Exception as error:
        raise AssertionError(f"{error!r} left the reader of {name} ({content[:200]!r})") from error
    seconds = time.process_time() - began
    assert seconds < MOST, f"{seconds:.2f} s for {len(content)} bytes: {content[:200]!r}"
    for record in records:
        check(record)
    return seconds, records


def check(record: Record) -> None:
    assert record.where
    assert (record.sort is None) == (record.problem is not None)
    for sentence in (*record.notes, record.problem or "."):
        assert sentence.endswith((".", "!")), sentence
    texts = (record.where, record.title, record.prompt, record.explanation, record.model_answer)
    options = [text for one in record.choices for text in (one.text, one.note)]
    # Half a sign could be written to no file.
    "".join((*texts, *options, *record.notes, record.problem or "")).encode()


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_knows_its_good_files(reader: str):
    hostile = READERS[reader]
    records = [
        record for content in hostile.good for record in seconds_of(hostile.name, content)[1]
    ]
    assert any(record.sort is not None for record in records)


@pytest.mark.parametrize("reader", READERS)
def test_some_hostile_files_end_soon_as_records_or_as_a_refusal(reader: str):
    for content in READERS[reader].files(40, seed=9):
        seconds_of(READERS[reader].name, content)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("reader", READERS)
def test_ten_thousand_hostile_files_end_soon_as_records_or_as_a_refusal(reader: str):
    hostile = READERS[reader]
    slowest = together = 0.0
    questions = number = 0
    for number, content in enumerate(hostile.files(FILES, seed=7), start=1):
        seconds, records = seconds_of(hostile.name, content)
        slowest, together = max(slowest, seconds), together + seconds
        questions += sum(record.sort is not None for record in records)
        if number % CONVERTED_ONE_IN == 0:
            bank_notebook("b", [("B", convert_records(records))]).encode()
    # Shown by `pytest --log-cli-level=INFO`.
    _log.info(
        "%s: %.1f s together, %.3f s at most, %d questions", reader, together, slowest, questions
    )
    assert number == FILES
    # Files that are all refused at the door would try little.
    assert questions > FILES / 10


def is_caught(content: bytes, read: Read) -> bool:
    try:
        seconds_of("a.gift", content, read)
    except AssertionError:
        return True
    return False


def test_an_error_of_another_sort_would_be_caught():
    def careless(_name: PurePath, content: bytes) -> tuple[str, list[Record]]:
        return "x", [Record(str(content[7]), problem="No.")]

    caught = [
        content for content in READERS["GIFT"].files(400, seed=7) if is_caught(content, careless)
    ]
    assert caught
    assert all(len(content) < 8 for content in caught)


def test_a_slow_reader_would_be_caught():
    def slow(_name: PurePath, _content: bytes) -> tuple[str, list[Record]]:
        began = time.process_time()
        while time.process_time() - began < MOST:
            pass
        return "x", []

    with pytest.raises(AssertionError, match=r"1\.\d\d s"):
        seconds_of("a.gift", b"x", slow)


def test_half_a_sign_and_a_record_that_says_nothing_would_be_caught():
    for record in (
        Record("here", problem="A half: \ud800."),
        Record("here"),
        Record("here", problem="no sentence"),
    ):
        with pytest.raises((AssertionError, UnicodeEncodeError)):
            check(record)


def test_the_same_seed_gives_the_same_files():
    for hostile in READERS.values():
        first, second = (list(itertools.islice(hostile.files(30, seed=3), 30)) for _ in range(2))
        assert len(first) == 30
        assert len({*first}) > 20
        if hostile.name not in ("a.xlsx", "a.zip"):  # a zip has the time at which it was written
            assert first == second
