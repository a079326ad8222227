"""A category of Moodle as tags."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.moodle_category import MAX_PATH, Category, category_names


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Algebra/Matrices", ("Algebra", "Matrices")),
        ("$course$/top/Algebra", ("Algebra",)),
        ("$course$/top/Default for Unit 1: Topic", ()),
        ("top", ()),
        ("Sets/top", ("Sets",)),
        ("Input//Output/ Files ", ("Input/Output", "Files")),
        ("", ()),
    ],
)
def test_the_names_in_a_path_are_those_that_people_gave(path, names):
    assert category_names(path) == names


def test_a_name_that_is_no_tag_is_spelled_as_one_and_told_once():
    category = Category.of("$course$/Linear algebra")
    assert category.words == ("Linear-algebra",)
    assert category.take_notes() == ("The tag “Linear algebra” is spelled `Linear-algebra`.",)
    assert category.take_notes() == ()


def test_a_path_beyond_all_bounds_is_left_out_and_told():
    category = Category.of("a/" * MAX_PATH)
    assert category.words == ()
    assert category.notes == ("The category was left out: its path has 4,000 characters.",)
