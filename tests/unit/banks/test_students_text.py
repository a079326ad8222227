"""A cell's text for students asks what the question asks, and holds nothing else."""

from __future__ import annotations

import pytest

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.problems import CODES
from pylq_ext.banks.students_text import Inseparable, students_text, without_comments


def text(source: str, several: str = "*several*") -> str:
    reading = read_cell(source)
    assert reading.question is not None, reading.problems
    return students_text(source, reading.question, several)


def test_boxes_are_empty_and_feedback_is_gone():
    source = """\
<!-- in week 2 most picked b -->
### Which? <!-- it is b -->

- [ ] `a`
  > A note
  lazily continued.

- [X] b

  > - another note
<!-- pylq: points=2 tags=x -->

> Why.

<!-- and a remark -->
"""
    assert text(source) == "### Which?\n\n- [ ] `a`\n- [ ] b"


def test_code_options_stay_as_they_are():
    option = "- [ ]\n  ```python\n  a = '[x]'\n\n\n  # <!-- no comment -->\n  ```"
    source = f"Q `<!-- code -->` <!-- none -->\n\n{option}\n  > Note\n- [x] b\n"
    assert text(source) == f"Q `<!-- code -->`\n\n{option}\n- [ ] b"


def test_an_option_that_ends_in_a_quotation_still_does():
    plain = "Q\n\n1. [ ] says:\n   > Slices.\n\n   >\n2. [x] b"
    noted = "Q\n\n1. [x] says:\n   > Slices.\n\n   > A note.\n2. [ ] b"
    assert text(plain) == text(noted) == "Q\n\n1. [ ] says:\n   > Slices.\n\n   >\n2. [ ] b"


@pytest.mark.parametrize(
    "source",
    [
        "Q\n\n- [ ] a\n- [x] b",
        "Q\n\n<!-- pylq: none-right -->\n\n- [ ] a\n\n\n- [ ] b",
        "Q\n<!-- pylq: poll -->\n- [ ] a\n\n  > N\n- [ ] b\n\n> E\n",
        "Q\n\n- [x] a\n\n  > N\n\n- [ ] b\n\n> E\n\n[a]: http://x.org",
    ],
)
def test_nothing_tells_the_key(source):
    assert text(source) == "Q\n\n- [ ] a\n- [ ] b"


@pytest.mark.parametrize(
    "source",
    [
        "Q\n\n- [x] a\n- [x] b",
        "Q\n\n<!-- pylq: multiple -->\n\n- [x] a\n- [ ] b",
        "Q\n\n<!-- pylq: poll multiple -->\n\n- [ ] a\n- [ ] b",
    ],
)
def test_that_several_may_be_picked_is_told_alike_whatever_says_so(source):
    assert text(source) == "Q\n\n*several*\n\n- [ ] a\n- [ ] b"
    assert text(source, "") == "Q\n\n- [ ] a\n- [ ] b"


def test_an_open_question_is_its_prompt():
    source = "Why?\n\n* [ ] a list\n\n<!-- pylq: open -->\n\n> **Model answer.** M\n\n> E"
    assert text(source) == "Why?\n\n* [ ] a list"


def test_a_question_for_a_number_is_its_prompt():
    assert text("How many?\n\n<!-- pylq: number -->\n\n> **Model answer.** 42") == "How many?"


@pytest.mark.parametrize(
    "source",
    [
        "### Q\n\nHow many?\n\n- [x] = 2 ± 1\n- [ ] otherwise\n  > Count.\n\n> Two.",
        "### Q\n\nHow many?\n<!-- pylq: points=2 -->\n\n- [x] = 3\n",
        "### Q\n\nHow many?\n\n<!-- pylq: number -->\n\n> **Model answer.** 2",
        '### Q\n\nHow many?\n\n- [x] = "two"\n- [ ] ~ /tw?o/\n',
    ],
)
def test_of_typed_answers_nothing_is_left(source: str):
    assert text(source) == "### Q\n\nHow many?"


def test_settings_between_two_paragraphs_leave_two_paragraphs():
    assert text("One\n<!-- pylq: shuffle -->\nTwo\n\n- [x] a\n- [ ] b") == (
        "One\n\nTwo\n\n- [ ] a\n- [ ] b"
    )


def test_a_comment_in_a_list_does_not_loosen_it():
    assert text("Q\n\n* one\n  <!-- no -->\n* two\n\n- [x] a\n- [ ] b") == (
        "Q\n\n* one\n* two\n\n- [ ] a\n- [ ] b"
    )


def test_link_definitions_stay_where_students_need_them():
    source = (
        "[here]\n\n[only]: http://note.org\n\n- [x] [there][t]\n  > [only]\n- [ ] b\n\n"
        "[here]: http://here.org\n[T]: http://there.org\n  'title'\n"
    )
    assert text(source) == (
        "[here]\n\n- [ ] [there][t]\n- [ ] b\n\n[here]: http://here.org\n"
        "[T]: http://there.org\n'title'"
    )


def test_a_definition_in_a_note_is_the_notes():
    source = "[that]\n\n- [x] a\n  > N\n  >\n  > [that]: http://note.org\n- [ ] b"
    assert text(source) == "[that]\n\n- [ ] a\n- [ ] b"


def test_comments_within_text_go_with_what_is_in_them():
    source = (
        "One <!-- a\nb --> two\n<!-- c --> three\n\n|x|\n|-|\n|y <!-- d -->|\n\n"
        "- [x] a <!-- e -->\n- [ ] b"
    )
    copy = text(source)
    assert "--" not in copy
    assert copy.startswith("One\n two\n three\n\n|x|")


def test_what_cannot_be_told_apart_is_refused_with_a_reason():
    assert Inseparable().problem.code in CODES
    # One comment parts a tight list, another one two paragraphs of one item: no copy can be both.
    source = "* a\n  <!-- -->\n* b\n  <!-- -->\n  c\n\n- [x] a\n- [ ] b"
    with pytest.raises(Inseparable):
        text(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Title\n<!-- note -->\nText", "# Title\n\nText"),
        ("a <!-- b --> c", "a  c"),
        ("```\n<!-- code -->\n```", "```\n<!-- code -->\n```"),
        ("no comment\r\nat all", "no comment\r\nat all"),
        ("In HTML `x` <!-- begins a comment.", "In HTML `x` <!-- begins a comment."),
        ("# A\n\n<!-- a --> <!-- b -->\n\nC", "# A\n\nC"),
    ],
)
def test_other_texts_lose_only_their_comments(before, after):
    assert without_comments(before) == after


def test_a_comment_without_an_end_that_hides_the_rest_is_refused():
    with pytest.raises(Inseparable):
        without_comments("Text\n\n<!-- the answer is b\n\nmore text")


def test_blanks_are_listed_with_what_can_be_chosen_in_them():
    source = (
        "The type is ___, the rest ___ and ___.\n\n<!-- pylq: blanks -->\n\n"
        "1. type *of* `0`\n   - [ ] a_b\n   - [x] int\n"
        "2. rest\n   - [x] = 5\n3. last\n   - [x] = 6\n"
    )
    reading = read_cell(source)
    assert reading.question is not None, reading.problems
    text = students_text(source, reading.question)
    assert "The type is ___, the rest ___ and ___." in text
    assert "**1** type of 0: a\\_b / int\\\n**2** rest\\\n**3** last" in text
    assert not any(sign in text for sign in ("5", "6", "[x]", "[ ]"))
