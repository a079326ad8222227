"""Records with blanks become cells that are read as they are meant, or are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pylq_ext.banks.cell import read_cell
from pylq_ext.domain.question import Kind, Question
from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.blanks_cell import are_as_meant
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit

TYPED = Blank((Accepted('= "Paris"', note="Yes."), Accepted('= "Lutetia"', 0.5, "- old\n- so")))
CHOSEN = Blank(choices=(Choice("Rome", 1.0), Choice("\\- Oslo", 0.25, "No."), Choice("x", 0.0)))
NUMBER = Blank((Accepted("= 5 ± 1"), Accepted("otherwise", 0.0, "No.")), label="how many")
PROMPT = "1. one\n2. two\n\nIn France ___, in Italy ___.\n\n```python\nx = ___\n```"
RECORD = Record("here", Sort.BLANKS, "T", PROMPT, blanks=(TYPED, CHOSEN, NUMBER))


def question_of(record: Record) -> Question:
    cell = bank_cell(record)
    question = read_cell(cell.source).question
    assert question is not None
    return question


def test_each_blank_keeps_what_it_accepts():
    question = question_of(RECORD)
    kinds = [blank.kind for blank in question.face.blanks]
    assert kinds == [Kind.SHORT, Kind.SINGLE, Kind.NUMBER]
    assert question.key.right == frozenset({"1:a", "2:a", "3:a"})
    assert question.key.shares == {"1:b": 0.5, "2:b": 0.25}
    assert set(question.key.notes) == {"1:a", "1:b", "2:b", "3:b"}
    assert [option.text for option in question.face.blanks[1].options] == ["Rome", "- Oslo", "x"]


def test_a_blank_is_called_by_its_label_or_the_words_beside_it():
    labels = [blank.label for blank in question_of(RECORD).face.blanks]
    assert labels == ["In France", "in Italy", "how many"]
    linked = replace(RECORD, prompt="Look&nbsp;[here](https://a.org/b) for ___, ___ and ___.")
    labels = [blank.label for blank in question_of(linked).face.blanks]
    assert labels == ["Look here for", "and", "how many"]
    begins = replace(RECORD, prompt="___ *begins* it. ___ .\n\n&nbsp;___")
    labels = [blank.label for blank in question_of(begins).face.blanks]
    assert labels == ["begins it", "begins it", "how many"]
    alone = replace(begins, blanks=(TYPED, TYPED, replace(NUMBER, label="")))
    assert question_of(alone).face.blanks[2].label == "blank 3"


def test_explanation_points_and_tags_stay():
    record = replace(RECORD, explanation="So.", points=3.0, tags=("t",), seconds=60)
    question = question_of(record)
    assert (question.face.points, question.tags, question.seconds) == (3.0, ("t",), 60)
    assert "So." in question.key.explanation


def test_without_answers_there_is_no_key():
    record = Record("here", Sort.BLANKS, prompt="I like ___ and ___.", blanks=(Blank(), Blank()))
    question = question_of(replace(record, explanation="So."))
    assert (question.key.right, len(question.face.blanks)) == (None, 2)


def test_a_penalty_of_a_blank_is_told():
    chosen = Blank(choices=(Choice("a", 1.0), Choice("b", -0.5)))
    cell = bank_cell(Record("here", Sort.BLANKS, prompt="A ___.", blanks=(chosen, chosen)[:1]))
    assert cell.notes == (
        "A wrong answer costs no points: penalties are for several that are picked.",
    )


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (replace(RECORD, prompt="Only ___ and ___."), "2 blanks, and the list below is for 3"),
        (replace(RECORD, blanks=(TYPED, Blank(), NUMBER)), "no right answer"),
        (replace(RECORD, prompt="$x = ___$, ___, ___"), "in mathematics"),
        (replace(RECORD, prompt="___ " * 21, blanks=(TYPED,) * 21), "21 blanks"),
        (replace(RECORD, blanks=(TYPED, Blank((Accepted('= "a"', 0.5),)), NUMBER)), "all points"),
        (replace(RECORD, blanks=(TYPED, Blank(choices=CHOSEN.choices[1:]), NUMBER)), "ticked"),
        (replace(RECORD, blanks=(TYPED, Blank((Accepted("= two"),)), NUMBER)), "mistake"),
        (replace(RECORD, blanks=(TYPED, Blank((Accepted("= circle 1 1 1"),)), NUMBER)), "no place"),
    ],
)
def test_what_a_bank_cannot_hold_is_refused_with_the_reason(record: Record, why: str):
    with pytest.raises(Unfit, match=why):
        bank_cell(record)


@pytest.mark.parametrize(
    "other",
    [
        replace(RECORD, blanks=(CHOSEN, TYPED, NUMBER)),
        replace(RECORD, blanks=(TYPED, CHOSEN)),
        replace(RECORD, blanks=(TYPED, replace(CHOSEN, choices=CHOSEN.choices[:2]), NUMBER)),
        replace(RECORD, blanks=(TYPED, CHOSEN, Blank(NUMBER.accepted[:1]))),
        replace(RECORD, blanks=(Blank(tuple(replace(one, credit=1.0) for one in TYPED.accepted)),)),
        replace(RECORD, blanks=(Blank(tuple(replace(one, note="") for one in TYPED.accepted)),)),
        replace(RECORD, blanks=(Blank(), Blank(), Blank())),
    ],
)
def test_the_proof_sees_whatever_is_read_otherwise(other: Record):
    question = question_of(RECORD)
    padded = replace(other, blanks=(*other.blanks, *RECORD.blanks[len(other.blanks) :]))
    assert are_as_meant(question, RECORD)
    assert not are_as_meant(question, padded if len(other.blanks) == 1 else other)
