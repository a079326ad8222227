"""GIFT as records: what a file's questions have in common, and what is told of them."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.gift import MAX_QUESTION, read_gift
from pylq_ext.interchange.record import MAX_QUESTIONS, Accepted, Choice, Record, Sort, Unreadable


def read(text: str) -> Record:
    (record,) = read_gift(text)
    return record


def test_a_question_keeps_all_that_it_has():
    assert read(
        "\ufeff// [tag:division]\r\n"
        "::Floor::[html]<p>What is <code>7 // 2</code>\\: which number?</p>{\r\n"
        "  =3#Right.\r\n"
        "  ~%50%3.5#That is <code>7 / 2</code>.\r\n"
        "  ####<code>//</code> rounds down.\r\n"
        "}\r\n"
    ) == Record(
        "line 2",
        Sort.SINGLE,
        title="Floor",
        prompt="What is `7 // 2`: which number?",
        choices=(Choice("3", 1.0, "Right."), Choice("3.5", 0.5, "That is `7 / 2`.")),
        explanation="`//` rounds down.",
        tags=("division",),
    )


def test_a_question_without_a_title_has_none():
    assert read("Which?{T}").title == ""


def test_titles_are_plain_text():
    assert read("::Two *stars* and\n more::Which?{T}").title == r"Two \*stars\* and more"


def test_text_behind_the_answers_leaves_a_gap():
    record = read("Two and two are {=four =4} in all.")
    assert record.prompt == r"Two and two are \_\_\_\_\_ in all."
    assert record.accepted == (Accepted('= "four"'), Accepted('= "4"'))


def test_a_title_without_a_text_is_the_text_and_told():
    record = read("::Is it so?::{T}")
    assert (record.title, record.prompt) == ("", "Is it so?")
    assert record.notes == ("The question had a title and no text: the title is its text here.",)


def test_answers_without_any_text_ask_nothing():
    assert "nothing is asked" in (read("{T}").problem or "")


def test_a_text_without_answers_is_a_description():
    record = read("::Before::Look at the plot.")
    assert record.title == "Before"
    assert (record.problem or "").startswith("This is a description, not a question:")


def test_a_question_that_cannot_be_read_keeps_its_place_and_leaves_the_others():
    first, second, third = read_gift("One?{T}\n\n::b::Two?{=a ~}\n\nThree?{F}")
    assert (first.problem, third.problem) == (None, None)
    assert (second.where, second.title) == ("line 3", "b")
    assert second.problem == "An answer has no text (line 3): write it behind its sign."


def test_an_id_is_told():
    record = read("// [id:w 7]\nWhich?{T}")
    assert record.notes == ("The ID number w 7 was dropped: a cell has an id of its own.",)


def test_a_category_is_a_tag_of_the_questions_below_it_and_told_once():
    records = read_gift(
        "One?{T}\n\n$CATEGORY: unused/x y\n\n$CATEGORY: $course$/top/For loops/Ranges\n\nTwo?{T}"
        "\n\n// [tag:ranges] [tag:Ranges]\nThree?{T}\n\n$CATEGORY: Lists\n\nFour?{T}"
    )
    assert [record.tags for record in records] == [
        (),
        ("For-loops", "Ranges"),
        ("For-loops", "Ranges", "ranges"),
        ("Lists",),
    ]
    assert [len(record.notes) for record in records] == [0, 1, 0, 0]


@pytest.mark.parametrize("text", ["", "\n \n", "// nothing", "$CATEGORY: Loops\n"])
def test_a_file_without_questions_has_no_records(text):
    assert read_gift(text) == []


def test_what_html_cannot_keep_is_told():
    record = read('[html]<p><img src\\="@@PLUGINFILE@@/a.png" alt\\="A plot">What?</p>{T}')
    assert record.prompt == "(A plot)What?"
    assert record.notes == ("The image a.png was dropped: it is not among the source's files.",)


def test_a_question_that_no_cell_holds_is_not_converted():
    record = read("a" * MAX_QUESTION + "{T}")
    assert "a bank's cell at most 262,144" in (record.problem or "")


def test_more_questions_than_are_read_are_refused():
    with pytest.raises(Unreadable, match=r"more than 20,000 questions \(line 40001\)"):
        read_gift("Is it so?{T}\n\n" * (MAX_QUESTIONS + 1))
