"""An item of QTI gives the points that the bank gives, whatever is answered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.kinds import blanks, rules_of
from pylq_ext.domain.kinds.forms import form_of, read_form
from pylq_ext.domain.kinds.parts import split_part
from pylq_ext.domain.question import Question
from pylq_ext.interchange.qti_package_writer import QTI
from pylq_ext.interchange.qti_writer import Item
from pylq_ext.interchange.record import Accepted, Record, Sort
from pylq_ext.interchange.same_question import question_of
from tests.unit.interchange.outgoing_questions import records
from tests.unit.interchange.qti_player import NULL, Player
from tests.unit.interchange.same_forms import answers_near


def item_of(record: Record) -> Item:
    item: Item = QTI.question(record, 1).content
    return item


def correct(item: Item) -> list[str]:
    found = re.search(rb"<correctResponse>(.*?)</correctResponse>", item.xml, re.S)
    return re.findall(r"<value>(.*?)</value>", found[1].decode()) if found else []


@st.composite
def answered(draw: st.DrawFn) -> tuple[Record, Question, Item, Answer, Any]:
    """A question, its item, and an answer, as the bank and as QTI has it."""
    record = draw(records(Sort.BLANKS))
    question = question_of(record)
    assert question is not None
    item = item_of(record)
    ids = [option.id for option in question.face.options]
    match record.sort:
        case Sort.SINGLE:
            one = draw(st.sampled_from(ids))
            return record, question, item, one, [one.upper()]
        case Sort.MULTIPLE:
            some = tuple(one for one in ids if draw(st.booleans()))
            return record, question, item, some, [one.upper() for one in some]
        case Sort.ORDERING:
            assume(not record.is_poll)
            order = draw(st.permutations(range(len(ids))))
            places = {split_part(part)[1]: split_part(part)[0] for part in question.key.right or ()}
            right = [places[str(at)] for at in range(1, len(ids) + 1)]
            named = correct(item)
            return (
                record,
                question,
                item,
                tuple(right[at] for at in order),
                [named[at] for at in order],
            )
        case Sort.MATCHING:
            assume(not record.is_poll)
            targets = dict(split_part(part) for part in question.key.right or ())
            pairs = dict(pair.split() for pair in correct(item))
            chosen = [draw(st.sampled_from([*ids, None])) for _ in ids]
            assume(any(chosen))
            left = {name: f"L{number}" for number, name in enumerate(ids, start=1)}
            return (
                record,
                question,
                item,
                tuple(targets[one] if one else "" for one in chosen),
                [
                    f"{left[name]} {pairs[left[one]]}"
                    for name, one in zip(ids, chosen, strict=True)
                    if one
                ],
            )
        case Sort.NUMBER | Sort.SHORT:
            assume(record.accepted)
            # Wrong signs are forgiven by the bank alone.
            assume(not any(" within " in one.form for one in record.accepted))
            forms = [read_form(one.form) for one in record.accepted]
            typed = draw(st.sampled_from([*answers_near(*forms)]))
            return record, question, item, typed, typed
        case Sort.BLANKS:
            return record, question, item, *draw(_filled(record, question))
        case _:
            return record, question, item, "Because.", "Because."


@st.composite
def _filled(draw: st.DrawFn, record: Record, question: Question) -> tuple[Answer, Any]:
    """What stands in each blank, as the bank and as QTI has it; nothing stands in some."""
    given: list[str] = []
    responses: dict[str, Any] = {}
    for at, (blank, asked) in enumerate(zip(record.blanks, question.face.blanks, strict=True), 1):
        assume(not any(" within " in one.form for one in blank.accepted))
        near = answers_near(*(read_form(one.form) for one in blank.accepted))
        options = [option.id for option in asked.options]
        said: float | str = draw(st.sampled_from(["", *(options or near)]))
        given.append(said if isinstance(said, str) else repr(said))
        response: object = f"BLANK_{at}_{said}".upper() if options and said else said
        responses[f"RESPONSE_{at}"] = NULL if response == "" else response
    assume(any(text.strip() for text in given))
    return tuple(given), responses


@settings(max_examples=300, deadline=None)
@given(given=answered())
def test_an_answer_earns_in_qti_what_it_earns_in_the_bank(given):
    record, question, item, answer, response = given
    played = Player(item.xml, response).play()
    mark = rules_of(question.face).mark(answer, question.face, question.key)
    assert played.score == pytest.approx(mark.points, abs=1e-9)
    told = played.outcomes.get("FEEDBACK", [])
    assert ("EXPLANATION" in told) == bool(record.explanation)
    assert ("MODEL_ANSWER" in told) == bool(record.model_answer)
    if record.sort in (Sort.NUMBER, Sort.SHORT):
        form = form_of(answer, question.key.forms)
        noted = form is not None and form.id in question.key.notes
        assert any(one.startswith("ANSWER_") for one in told) == noted
    if record.sort is Sort.BLANKS:
        with_notes = re.findall(rb'<modalFeedback [^>]*identifier="(BLANK_\w+)"', item.xml)
        fits = blanks.parts_of(answer, question.face, question.key)
        assert {one for one in told if one.encode() in with_notes} == {
            _name_of(part, question) for part in fits if part in question.key.notes
        }


def _name_of(part: str, question: Question) -> str:
    number, letter = split_part(part)
    is_chosen = question.face.blanks[int(number) - 1].options
    return f"BLANK_{number}_{letter.upper() if is_chosen else ord(letter) - ord('a') + 1}"


def score(record: Record, response: Any) -> float:
    return Player(item_of(record).xml, response).play().score


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ('= "two words"', ["Two  Words ", "TWO WORDS"], ["twowords", "two word", ""]),
        ('= "don\'t"', ["don’t", "DON'T"], ["dont"]),
        ('= "x-1"', ["x–1", "X-1"], ["x1"]),
        ('= "größe" exactly', ["größe", " größe "], ["Größe", "grösse"]),
        ('= "5 $ (a|b)*[c]"', ["5 $ (a|b)*[c]"], ["5 $ a", "5  a"]),
        (r"~ /colou?r s\d+/", ["color s1", "COLOUR S12"], ["colr s1", "color s"]),
        (r"~ /a\/b|[c-e]\s*f./ exactly", ["a/b", "cf1", "e  f "[:-1] + "x"], ["A/B", "f"]),
        (r"~ /[^ab]\W\S?/", ["c!", "x-y"], ["a!", "cc"]),
    ],
)
def test_texts_and_patterns_fit_what_they_fit_in_a_bank(form, right, wrong):
    record = Record("", Sort.SHORT, prompt="?", accepted=(Accepted(form),))
    assert [score(record, answer) for answer in right] == [1.0] * len(right)
    assert [score(record, answer) for answer in wrong] == [0.0] * len(wrong)


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("= 0.7 ± 0.1", [0.6, 0.8, 0.7], [0.59999, 0.80001]),
        ("= 2 ± 5 %", [1.9, 2.1], [1.8999, 2.1001]),
        ("= (1, 2]", [1.0001, 2.0], [1.0, 2.0001]),
        ("= (-∞, 0)", [-1e9, -1e-9], [0.0]),
        ("= 3.14159 to 3 digits", [3.14, 3.1416, 3.1449], [3.15, 3.1]),
        ("= 1/3", [1 / 3], [0.333]),
    ],
)
def test_numbers_fit_to_their_ends(form, right, wrong):
    record = Record("", Sort.NUMBER, prompt="?", accepted=(Accepted(form),))
    assert [score(record, answer) for answer in right] == [1.0] * len(right)
    assert [score(record, answer) for answer in wrong] == [0.0] * len(wrong)


def test_the_first_that_fits_counts_and_no_answer_earns_nothing():
    record = Record(
        "",
        Sort.NUMBER,
        prompt="?",
        points=4.0,
        accepted=(Accepted("= 2", 0.0), Accepted("= [1, 3]"), Accepted("otherwise", 0.25)),
    )
    assert [score(record, answer) for answer in (2.0, 2.5, 9.0, None)] == [0.0, 4.0, 1.0, 0.0]


def test_an_order_of_more_than_twelve_is_right_or_not():
    items = tuple(f"item {at:02}" for at in range(13))
    record = Record("", Sort.ORDERING, prompt="?", items=items, is_partial=True)
    written = QTI.question(record, 1)
    assert any("more than 12" in note for note in written.notes)
    named = correct(written.content)
    assert score(record, named) == 1.0
    assert score(record, [named[1], named[0], *named[2:]]) == 0.0


def test_an_order_is_written_so_that_it_does_not_show():
    record = Record("", Sort.ORDERING, prompt="?", items=("c", "a", "b"))
    item = item_of(record)
    assert re.findall(rb"<simpleChoice identifier=\"(\w)\">(\w)<", item.xml) == [
        (b"A", b"a"),
        (b"B", b"b"),
        (b"C", b"c"),
    ]
    assert correct(item) == ["C", "A", "B"]
