"""The cells of a row are read in their usual spellings."""

from __future__ import annotations

import pytest

from tests.unit.interchange.table_rows import earned, read


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("a;c", [1, 0, 1]),
        ("A C", [1, 0, 1]),
        ("AC", [1, 0, 1]),
        ("1,3", [1, 0, 1]),
        ("A and C", [1, 0, 1]),
        ("three", [0, 0, 1]),
        ("2", [0, 1, 0]),
        ("none", [0, 0, 0]),
        ("C", [0, 0, 1]),
    ],
)
def test_what_is_right_is_said_by_letters_numbers_or_the_text(right, expected):
    record = read(A="one", B="two", C="three", right=right)
    assert record.problem is None
    assert earned(record) == expected


@pytest.mark.parametrize(
    "right", ["", "D", "4", "maybe", "ac", "A" * 600, "-1", "one, three", "1.5,x"]
)
def test_what_does_not_say_what_is_right_is_a_problem(right):
    assert read(A="one", B="two", C="three", right=right).problem is not None


def test_a_number_that_is_one_options_text_and_another_options_number_is_a_problem():
    assert read(A="2", B="1", right="1").problem is not None
    assert earned(read(A="1", B="2", right="1")) == [1.0, 0.0]
    assert earned(read(A="2", B="1", right="A")) == [1.0, 0.0]


def test_shuffle_is_yes_or_no():
    assert read(A="a", B="b", right="A", shuffle="yes").shuffle is True
    assert read(A="a", B="b", right="A", shuffle="").shuffle is False
    record = read(A="a", B="b", right="A", shuffle="perhaps")
    assert (record.shuffle, len(record.notes)) == (False, 1)


@pytest.mark.parametrize(
    ("column", "cell"), [("points", "many"), ("points", "2000"), ("seconds", "0"), ("tags", "!,a")]
)
def test_a_property_that_is_none_is_dropped_with_a_note(column, cell):
    record = read(A="a", B="b", right="A", **{column: cell})
    assert record.problem is None
    assert len(record.notes) == 1


def test_points_and_times_are_read_in_their_usual_spellings():
    record = read(A="a", B="b", right="A", points="1,5", seconds="2 min", title="A  title")
    assert (record.points, record.seconds, record.title) == (1.5, 120, "A title")


def test_texts_are_markdown_that_cannot_set_or_tick_anything():
    record = read(
        question="**Which?**\n\n- [x] a\n\n<!-- pylq: poll -->",
        A="=5",
        B="~ /a/",
        right="A",
    )
    assert record.prompt == "**Which?**\n\n- \\[x] a\n\n\\<!-- pylq: poll -->"
    assert [choice.text for choice in record.choices] == [r"\=5", r"\~ /a/"]
