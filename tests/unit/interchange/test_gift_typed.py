"""Short texts and numbers of GIFT as the forms that a bank has."""

from __future__ import annotations

import pytest

from pylq_ext.domain.kinds.forms import read_form
from pylq_ext.interchange.gift import read_gift
from pylq_ext.interchange.record import Accepted, Record


def read(answers: str) -> Record:
    (record,) = read_gift(f"Which?{{{answers}}}")
    return record


def accepted(answers: str) -> tuple[Accepted, ...]:
    record = read(answers)
    assert record.problem is None
    assert record.notes == ()
    return record.accepted


def test_a_short_answer_fits_without_regard_to_case():
    assert accepted('=no one#Right. =%50%"no-one" \\= [markdown]') == (
        Accepted('= "no one"', 1.0, "Right."),
        Accepted('= "\\"no-one\\" = [markdown]"', 0.5),
    )


def test_a_star_in_a_short_answer_stands_for_any_signs():
    (form,) = (one.form for one in accepted("=print(*)"))
    assert form == r"~ /print\(.*\)/"
    (form,) = (one.form for one in accepted(r"=2\*x"))
    assert form == '= "2*x"'


def test_a_star_alone_is_whatever_fits_none_of_the_others():
    assert accepted("=a =%0%*#No.") == (Accepted('= "a"'), Accepted("otherwise", 0.0, "No."))


@pytest.mark.parametrize("word", ["true", "False", "t"])
def test_true_in_small_letters_is_typed_and_told(word):
    (note,) = read(word).notes
    assert note.startswith(f"The answer {word} is typed: GIFT has `{{TRUE}}` or `{{FALSE}}`")


@pytest.mark.parametrize(
    ("answers", "form"),
    [
        ("#4", "= 4"),
        ("# -1.5", "= -1.5"),
        ("#4:0", "= 4"),
        ("#4:0.0", "= 4"),
        ("#4:", "= 4"),
        ("#3.14 : 0.005", "= 3.14 ± 0.005"),
        ("#-1 .. 2", "= [-1, 2]"),
        ("#=1.5e3:1", "= 1.5e3 ± 1"),
    ],
)
def test_a_number_has_a_tolerance_or_is_a_range(answers, form):
    assert accepted(answers) == (Accepted(form),)
    read_form(form)


def test_numbers_have_weights_and_feedback_and_one_answer_for_all_others():
    assert accepted("#\n=2:0#Yes. \n=%50%2:1#Nearly.\n~#No.") == (
        Accepted("= 2", 1.0, "Yes."),
        Accepted("= 2 ± 1", 0.5, "Nearly."),
        Accepted("otherwise", 0.0, "No."),
    )


def test_a_number_behind_a_tilde_is_wrong():
    assert accepted("#=2 ~3#No.") == (Accepted("= 2"), Accepted("= 3", 0.0, "No."))


def test_an_answer_that_costs_points_earns_none_and_is_told():
    record = read("=a =%-50%b")
    assert record.accepted == (Accepted('= "a"'), Accepted('= "b"', 0.0))
    assert record.notes == ("An answer that costs points in Moodle earns none here.",)


def test_an_answer_that_another_hides_is_left_out_and_told():
    record = read("=a =%50%A\\* =%50%a")
    assert record.accepted == (Accepted('= "a"'), Accepted('= "A*"', 0.5))
    assert record.notes == ('The answer `= "a"` was left out: one before it accepts the same.',)


def test_what_fits_anything_stands_last_and_is_told():
    record = read("=%0%* =a")
    assert record.accepted == (Accepted('= "a"'), Accepted("otherwise", 0.0))
    assert "here it is last" in record.notes[0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("#", "No answer earns any points"),
        ("#=a", "The answer “a” cannot be read (line 1): `a` is no number"),
        ("#\n=1\n=3,14", "The answer “3,14” cannot be read (line 3)"),
        ("#5..1", "a range goes from its lower to its higher end"),
        ("#..1", "`` is no number"),
        ("#1:-1", "a tolerance is at least 0"),
        ("=%0%a", "No answer earns any points: write a right one behind `=`."),
        ("=a =", "The answer “” cannot be read (line 1)"),
        ("=" + "a" * 501, "this is longer than 500 characters"),
    ],
)
def test_an_answer_that_no_bank_can_hold_is_told(answers, words):
    assert words in (read(answers).problem or "")
