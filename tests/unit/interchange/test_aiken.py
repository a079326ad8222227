"""Aiken as records: well-formed questions, and what is wrong with the others, with the line."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.aiken import MAX_QUESTION, read_aiken
from pylq_ext.interchange.record import MAX_QUESTIONS, Choice, Record, Sort, Unreadable


def read(text: str) -> Record:
    (record,) = read_aiken(text)
    return record


def problem(text: str) -> str:
    record = read(text)
    assert record.sort is None
    return record.problem or ""


def test_a_question_has_a_text_answers_and_a_key():
    assert read_aiken(
        "\ufeffWhat is `7 // 2`?\r\nA. 3\r\nB) 3.5\r\nC. $$4$$\r\nANSWER: A\r\n"
        "\r\nWhich is even?\r\nA. 1\r\nB. 2\r\nANSWER:B"
    ) == [
        Record(
            "line 1",
            Sort.SINGLE,
            prompt=r"What is \`7 // 2\`?",
            choices=(Choice("3", 1.0), Choice("3.5", 0.0), Choice("$$4$$", 0.0)),
        ),
        Record(
            "line 7",
            Sort.SINGLE,
            prompt="Which is even?",
            choices=(Choice("1", 0.0), Choice("2", 1.0)),
        ),
    ]


def test_blank_lines_may_be_missing_or_stand_between_the_answers():
    records = read_aiken("One?\n\nA. a\n\nB. b\n\nANSWER: A\nTwo?\nA. a\nB. b\nANSWER: B")
    assert [record.where for record in records] == ["line 1", "line 8"]
    assert all(record.problem is None and record.notes == () for record in records)


def test_a_text_may_have_several_lines():
    record = read("What does this print?\n    x = 1\n    print(x)\nA. 1\nB. x\nANSWER: A")
    assert record.prompt == "What does this print?\\\nx = 1\\\nprint(x)"
    assert record.notes == ()


def test_a_letter_that_no_answer_can_have_is_text():
    record = read("A. Turing was born when?\nB. Russell, too.\nA. 1912\nB. 1872\nANSWER: A")
    assert record.prompt == "A. Turing was born when?\\\nB. Russell, too."
    assert [choice.text for choice in record.choices] == ["1912", "1872"]


@pytest.mark.parametrize("key", ["ANSWER: B", "ANSWER :B", "Answer: b", "answer: B.", "ANSWER: B)"])
def test_the_key_is_a_letter(key):
    assert [choice.credit for choice in read(f"Which?\nA. a\nB. b\n{key}").choices] == [0.0, 1.0]


@pytest.mark.parametrize("key", ["ANSWER: A, C", "ANSWER: a;c", "Answer: A & C", "ANSWER: C A"])
def test_several_letters_are_a_multiple_choice_and_told(key):
    record = read(f"Which?\nA. a\nB. b\nC. c\n{key}")
    assert record.sort is Sort.MULTIPLE
    assert [choice.credit for choice in record.choices] == [1.0, 0.0, 1.0]
    assert record.notes == (
        "Several answers are right, which Aiken has no way to say: all are to be chosen.",
    )


def test_a_sentence_that_begins_with_answer_is_text():
    record = read("Answer: which is it?\nA. a\nB. b\nANSWER: A")
    assert record.prompt == "Answer: which is it?"


def test_an_answer_over_several_lines_is_told():
    record = read("Which?\nA. one\n   and more\nB. two\nand more\n\nANSWER: A")
    assert [choice.text for choice in record.choices] == ["one\\\nand more", "two\\\nand more"]
    assert record.notes == (
        "An answer goes over several lines: look whether all of them belong to it.",
    )


def test_blank_lines_in_a_text_are_told():
    record = read("Chapter 1\n\nWhich?\n\nA. a\nB. b\nANSWER: A")
    assert record.prompt == "Chapter 1\n\nWhich?"
    assert record.notes == (
        "The text has blank lines in it: look whether all above the answers belongs to it.",
    )


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("Which?\nA. a\nB. b", "line 1", "`ANSWER: B` is missing below line 3"),
        ("\nWhich?\nANSWER: A", "line 2", "It has no answers (up to line 3)"),
        ("Which?\na. a\nb. b\nANSWER: A", "line 1", "small letters (line 2)"),
        ("ANSWER: A", "line 1", "Nothing is asked above `ANSWER:` (line 1)"),
        ("A. a\nB. b\nANSWER: A", "line 1", "It has no answers (up to line 3)"),
        ("Which?\nA. a\nANSWER: A", "line 1", "only one answer to choose from (line 2)"),
        ("Which?\nA. a\nC. c\nANSWER: A", "line 1", "in line 3 has the letter C, and B comes next"),
        ("Which?\nA. a\nA. c\nANSWER: A", "line 1", "in line 3 has the letter A, and B comes next"),
        ("Which?\nA. a\nB.\nANSWER: A", "line 1", "The answer B has no text (line 3)"),
        ("Which?\nA. a\nB. b\nANSWER: C", "line 1", "The right answer is C (line 4)"),
        ("Which?\nA. a\nB. b\nANSWER: both", "line 1", "No letter of an answer stands behind"),
        ("Which?\nA. a\nB. b\nANSWER:", "line 1", "(line 4)"),
        ("a" * MAX_QUESTION + "\nA. a\nB. b\nANSWER: A", "line 1", "262,146 characters"),
    ],
)
def test_a_malformed_question_is_told_with_its_line(text, where, words):
    assert read(text).where == where
    assert words in problem(text)


def test_more_answers_than_letters_are_refused():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZA"
    answers = "\n".join(f"{letter}. x{at}" for at, letter in enumerate(letters))
    assert "more answers than there are letters (line 28)" in problem(
        f"Which?\n{answers}\nANSWER: A"
    )


def test_a_malformed_question_leaves_the_others():
    records = read_aiken("One?\nA. a\nB. b\n\nTwo?\nA. a\nB. b\nANSWER: B\n\nThree?\nA. a\nB. b\n")
    assert [(record.where, record.problem is None) for record in records] == [
        ("line 1", False),
        ("line 5", True),
        ("line 10", False),
    ]
    assert records[1].prompt == "Two?"


def test_text_behind_the_last_question_is_told():
    first, last = read_aiken("One?\nA. a\nB. b\n\nTwo?")
    assert "is missing below line 3" in (first.problem or "")
    assert (last.where, last.sort) == ("line 5", None)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_questions_has_no_records(text):
    assert read_aiken(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Some letter to somebody.\n\nYours", "no line begins like `A.` or `ANSWER:`"),
        ("\0", "null character"),
        ("Q\nA. a\nB. b\nANSWER: A\n" * (MAX_QUESTIONS + 1), r"20,000 questions \(line 80004\)"),
    ],
    ids=["letter", "null", "many"],
)
def test_what_is_no_aiken_is_refused(text, words):
    with pytest.raises(Unreadable, match=words):
        read_aiken(text)
