"""What simulated students answer, and when."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.notebook import open_bank
from pylq_ext.demo.minds import Character, Step, characters, choose, crib_of, name, plan
from pylq_ext.domain.kinds import rules_of
from pylq_ext.domain.question import Kind, Option
from pylq_ext.protocol.documents import AttendeeQuestion

SECONDS = 20.0
BANKS = Path(__file__).parents[3] / "question_banks"


def one_of_each_kind() -> list[BankQuestion]:
    found: dict[Kind, BankQuestion] = {}
    for bank in ("python_basics", "statistics"):
        for item in open_bank(BANKS / f"{bank}.ipynb"):
            found.setdefault(item.kind, item)
    assert set(found) == set(Kind)
    return list(found.values())


def question(kind: str = "single", options: int = 4) -> AttendeeQuestion:
    letters = "abcdefgh"[:options]
    return AttendeeQuestion("f" * 64, kind, "T", "P", tuple(Option(o, o) for o in letters), 1.0)


def steps(character: Character, seed: int = 1) -> list[Step]:
    return plan(character, question(), {}, SECONDS, random.Random(seed))


def test_a_class_has_one_of_each_special_student():
    special = Counter(characters(12))
    assert special == {
        Character.STEADY: 9,
        Character.CHANGES_MIND: 1,
        Character.DROPS: 1,
        Character.LATE: 1,
    }


@pytest.mark.parametrize("students", range(8))
def test_half_of_a_small_class_is_steady(students: int):
    who = characters(students)
    assert len(who) == students
    assert who.count(Character.STEADY) * 2 >= students


def test_no_two_students_have_one_name():
    assert len({name(index) for index in range(5000)}) == 5000
    assert "Ada" not in {name(index) for index in range(100)}, "that is the person who tries it"


@pytest.mark.parametrize("seed", range(50))
def test_all_but_the_late_one_answer_in_time(seed: int):
    for character in (Character.STEADY, Character.CHANGES_MIND, Character.DROPS):
        taken = steps(character, seed)
        assert sum(step.after + step.away for step in taken) <= SECONDS
        assert taken[-1].answer is not None
    (late,) = steps(Character.LATE, seed)
    assert late.after > SECONDS
    assert late.whatever


def test_who_changes_their_mind_answers_twice_and_differently():
    first, second = steps(Character.CHANGES_MIND)
    assert first.answer != second.answer


def test_who_drops_is_away_before_answering():
    away, back = steps(Character.DROPS)
    assert away.away > 0
    assert away.answer is None
    assert back.answer is not None


def test_most_know_it_and_some_do_not():
    crib = {("T", "P"): frozenset("c")}
    chance = random.Random(1)
    answers = Counter(choose(question(), crib, chance) for _ in range(1000))
    assert set(answers) == set("abcd")
    assert 300 < answers["c"] < 950


def test_several_right_answers_are_chosen_sorted_and_never_none():
    chance = random.Random(1)
    for _ in range(200):
        answer = choose(question("multiple"), {}, chance)
        assert isinstance(answer, tuple)
        assert answer
        assert list(answer) == sorted(answer)


def test_an_open_question_is_answered_in_words():
    answer = choose(question("open", 0), {}, random.Random(1))
    assert isinstance(answer, str)
    assert " " in answer


def test_a_class_without_banks_knows_nothing():
    assert crib_of([]) == {}


@pytest.mark.parametrize("item", one_of_each_kind(), ids=lambda item: item.kind)
def test_a_question_of_any_kind_is_answered_as_its_rules_take_it(item: BankQuestion):
    face = item.question.face
    asked = AttendeeQuestion(
        "f" * 64,
        face.kind,
        face.title,
        face.prompt,
        face.options,
        face.points,
        face.targets,
        face.blanks,
        face.most,
        face.image,
    )
    crib = {(face.title, face.prompt): item.question.key.right}
    rules = rules_of(face)
    answers = [choose(asked, crib, random.Random(seed)) for seed in range(40)]
    for answer in answers:
        raw = list(answer) if isinstance(answer, tuple) else answer
        assert rules.read_answer(raw, face) == answer
    assert len(set(answers)) > 1
    if face.kind in (Kind.ORDERING, Kind.MATCHING):
        right = [bool(rules.mark(answer, face, item.question.key).right) for answer in answers]
        assert 10 < sum(right) < 35
