"""The readers of Moodle's XML and of QTI take whatever comes: records, or one clear refusal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from pylq_ext.interchange.moodle_xml import read_moodle_xml
from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.qti_package import read_qti_package
from pylq_ext.interchange.record import Record, Unreadable
from tests.unit.interchange import moodle, qti
from tests.unit.interchange.hostile_files import packages, wrong_xml
from tests.unit.interchange.images import PNG

Read = Callable[[bytes], list[Record]]
Cases = Callable[[int, int], Iterator[bytes]]


def read_item(content: bytes) -> list[Record]:
    return [read_qti_item(content, {"a.png": PNG})]


READERS: dict[str, tuple[Read, Cases]] = {
    "moodle": (read_moodle_xml, wrong_xml(moodle.ALL)),
    "item": (read_item, wrong_xml(*qti.EVERY)),
    "package": (read_qti_package, packages),
}


def check(read: Read, content: bytes) -> None:
    """Read, and see that nothing but records or a refusal with a sentence comes of it."""
    start = time.process_time()
    try:
        records, refusal = read(content), "."
    except Unreadable as error:
        records, refusal = [], str(error)
    assert time.process_time() - start < 3  # a hundredth of that where nothing else runs
    assert refusal.endswith(".")
    for record in records:
        assert (record.sort is None) == (record.problem is not None)
        assert record.where
        assert all(note.endswith(".") for note in record.notes)
        assert record.problem is None or record.problem.endswith(".")


@pytest.mark.parametrize("name", READERS)
def test_whatever_comes_in_ends_as_records_or_one_refusal(name):
    read, cases = READERS[name]
    for content in cases(500, 1):
        check(read, content)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 5_000,
        "<b>" * 19_000,
        "<ul><li>" * 70,
        "<table><tr>" + "<td>x" * 6_000,
        "<table><tr><td colspan=50 rowspan=50>" * 300,
        "\\(" * 60_000,
        "$$" * 60_000,
        "\\begin{align}" * 10_000,
        "*" * 100_000,
        "`" * 100_000,
        "<code>" + "`" * 50_000 + "</code>",
        "[" * 100_000,
        "<b>a</b><i>b</i>" * 1_000,
        "<b>(</b>a" * 2_000,
        "<br>" * 15_000,
        "&nbsp;" * 15_000,
        " " * 500_000,
        "\n" * 500_000,
        "x" * 1_000_000,
        "<math>" + "<mrow>" * 70,
        "<sup>" * 70 + "2",
        '<a href="http://x">' * 5_000,
        '<img src="@@PLUGINFILE@@/a.png">' * 5_000,
        "<p style='" + "a:b;" * 50_000 + "'>x",
    ],
    ids=lambda text: f"{text[:12]!r}×{len(text)}",
)
def test_no_text_takes_a_second(text):
    answers = moodle.answer(100, text) + moodle.answer(0, "*")
    check(read_moodle_xml, moodle.quiz(moodle.question("shortanswer", text, answers)))
