"""Where a question of GIFT begins and ends, and what stands in comments."""

from __future__ import annotations

import time

import pytest

from pylq_ext.interchange.gift_scan import Block, CategoryLine, scan
from pylq_ext.interchange.gift_signs import reveal


def scanned(text: str) -> list[Block | CategoryLine]:
    return list(scan(text.split("\n")))


def texts(text: str) -> list[str]:
    return [reveal(block.text) for block in scanned(text) if isinstance(block, Block)]


def only(text: str) -> Block:
    (block,) = scanned(text)
    assert isinstance(block, Block)
    return block


def test_a_blank_line_parts_two_questions():
    assert texts("One?{T}\n\n \t\nTwo?\nIndeed?{F}") == ["One?{T}", "Two?\nIndeed?{F}"]


def test_a_blank_line_between_the_braces_parts_nothing():
    assert texts("One?{\n\n=a\n\n~b\n}\n\nTwo?{T}") == ["One?{\n\n=a\n\n~b\n}", "Two?{T}"]


def test_a_block_that_is_never_closed_ends_at_a_blank_line():
    assert texts("One?{ =a\n\nTwo?{T}") == ["One?{ =a", "Two?{T}"]


def test_a_brace_in_a_comment_or_behind_a_backslash_closes_nothing():
    assert texts("One?{ =a\n\n// }\n\\}\n\nTwo?{T}") == ["One?{ =a", "}", "Two?{T}"]


def test_a_title_behind_complete_answers_begins_a_question():
    assert texts("::a::One?{T}\n::b::Two?{F}") == ["::a::One?{T}", "::b::Two?{F}"]


def test_comments_are_no_text_wherever_they_stand():
    assert texts("// one\nWhich?{\n  // two\n=a\n~b}\n// three") == ["Which?{\n=a\n~b}"]


def test_comments_alone_are_no_question():
    assert scanned("// one\n\n// two\n") == []


def test_a_slash_within_a_line_is_text():
    assert texts("See http\\://a.b // or c{T}") == ["See http://a.b // or c{T}"]


def test_lines_are_counted_from_one_with_comments_and_blank_lines():
    block = only("\n// a comment\nWhich?{\n// another\n=a\n}")
    assert block.numbers == (3, 5, 6)
    assert block.line_at(block.text.index("=")) == 5


def test_tags_and_ids_stand_in_comments():
    block = only("// [id:7] [tag:loops] words [tag:for  ever]\n// [tag:C\\#]\nWhich?{T}")
    assert block.ids == ("7",)
    assert block.tags == ("loops", "for ever", "C#")


def test_an_escaped_bracket_is_part_of_a_tag():
    assert only(r"// [tag:a\[1\]]" + "\nWhich?{T}").tags == ("a[1]",)


def test_tags_below_a_question_are_of_it_unless_another_begins_there():
    first, second = scanned("::a::One?{T}\n// [tag:x]\n::b::Two?{F}\n// [tag:y]")
    assert isinstance(first, Block)
    assert isinstance(second, Block)
    assert (first.tags, second.tags) == ((), ("x", "y"))


@pytest.mark.parametrize("before", ["", "One?{T}\n", "One?{T}\n\n"])
def test_a_category_stands_in_a_line_of_its_own(before):
    *_, category, block = scanned(f"{before}$CATEGORY: top/Loops\\: two\nWhich?{{T}}")
    assert category == CategoryLine("top/Loops: two")
    assert isinstance(block, Block)
    assert block.text == "Which?{T}"


def test_no_category_stands_between_the_braces():
    assert texts("Which?{\n=a\n$CATEGORY: b\n~c}") == ["Which?{\n=a\n$CATEGORY: b\n~c}"]


@pytest.mark.parametrize(
    "text",
    ["{\n\n" * 50_000, "{" + "\n" * 100_000 + "}", "//" + "[tag:a" * 100_000, "::{}\n" * 50_000],
    ids=["open", "blank", "tags", "titles"],
)
def test_any_text_is_scanned_in_a_moment(text):
    start = time.process_time()
    scanned(text)
    assert time.process_time() - start < 1
