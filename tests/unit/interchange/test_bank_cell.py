"""A record becomes a cell that reads as what the record says, or says why it cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.render import render_markdown
from pylq_ext.domain.question import Kind, Question
from pylq_ext.interchange import forms
from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.record import Accepted, Choice, Pair, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from tests.support.images import png


def question_of(record: Record) -> Question:
    cell = bank_cell(record)
    question = read_cell(cell.source, cell.attachments).question
    assert question is not None
    return question


def choice(*worth: float, sort: Sort = Sort.SINGLE, **more: Any) -> Record:
    choices = tuple(Choice(f"option {at}", credit) for at, credit in enumerate(worth))
    return replace(Record("here", sort, prompt="Which?", choices=choices), **more)


def typed(*accepted: Accepted, sort: Sort = Sort.NUMBER) -> Record:
    return Record("here", sort, prompt="How many?", accepted=accepted)


def test_one_right_option_is_a_single_choice():
    question = question_of(choice(0, 1, 0))
    assert (question.face.kind, question.key.right) == (Kind.SINGLE, frozenset("b"))


def test_one_of_several_right_options_may_be_picked():
    question = question_of(choice(1, 1, 0))
    assert (question.face.kind, question.key.right) == (Kind.SINGLE, frozenset("ab"))


def test_without_a_right_option_none_is_right():
    assert question_of(choice(0, 0)).key.right == frozenset()
    assert question_of(choice(0, 0, sort=Sort.MULTIPLE)).key.right == frozenset()


@pytest.mark.parametrize("sort", [Sort.SINGLE, Sort.MULTIPLE])
def test_a_poll_has_no_key_at_all(sort: Sort):
    question = question_of(choice(0, 0, sort=sort, is_poll=True, points=0.0))
    assert (question.face.kind.value, question.key.right) == (sort.value, None)


def test_a_poll_of_which_an_option_earns_points_is_refused():
    with pytest.raises(Unfit, match="poll"):
        bank_cell(choice(0, 1, is_poll=True))


@pytest.mark.parametrize("model", ["- one\n- two", "```python\nx = 1\n```", "1. a\n2. b", "> said"])
def test_a_model_answer_that_is_no_plain_text_stays_what_it_is(model: str):
    record = Record("here", Sort.OPEN, prompt="Why?", model_answer=model)
    shown = question_of(record).key.model_answer
    assert any(tag in shown for tag in ("<ul>", "<pre>", "<ol>", "<blockquote>")), shown


def test_a_share_of_the_points_stands_in_the_note():
    record = choice(0.5, 1)
    noted = replace(record, choices=(Choice("half", 0.5, "Nearly."), record.choices[1]))
    question = question_of(noted)
    assert question.key.shares == {"a": 0.5}
    assert question.key.notes == {"a": "<p>Nearly.</p>"}


def test_where_all_are_needed_together_there_are_no_shares():
    question = question_of(choice(1, 1, 0, sort=Sort.MULTIPLE))
    assert (question.face.kind, question.key.shares) == (Kind.MULTIPLE, {})


def test_shares_and_penalties_of_several_are_kept():
    question = question_of(choice(0.5, 0.5, -0.25, sort=Sort.MULTIPLE))
    assert question.key.right == frozenset("ab")
    assert question.key.shares == {"a": 0.5, "b": 0.5, "c": -0.25}


def test_right_minus_wrong_is_a_rule_and_needs_no_shares():
    third = 0.33333
    for shares in ((0.5, 0.5, -0.5), (third, third, third, -third)):
        question = question_of(choice(*shares, sort=Sort.MULTIPLE))
        assert question.key.partial
        assert question.key.shares == {}
    # Of one right option there is no part.
    question = question_of(choice(1, -1, -1, sort=Sort.MULTIPLE))
    assert (question.key.partial, question.key.shares) == (False, {})


@pytest.mark.parametrize(
    "note",
    ["1. one\n2. two", "```\na\n```", "    code", "$$\na\n$$", "\\begin{align}\na\n\\end{align}"],
)
def test_a_note_behind_its_share_is_what_it_is_alone(note):
    record = Record("", Sort.SINGLE, prompt="?", choices=(Choice("a", 1.0), Choice("b", 0.5, note)))
    assert question_of(record).key.notes["b"] == render_markdown(note)
    model = Record("", Sort.OPEN, prompt="?", model_answer=note)
    assert question_of(model).key.model_answer == render_markdown(note)


def test_a_line_that_is_broken_by_blanks_stays_broken_in_a_note():
    record = Record("", Sort.OPEN, prompt="?", explanation="one  \ntwo")
    assert "<br>" in question_of(record).key.explanation


def test_ordered_and_matched_items_have_notes_and_may_be_polls():
    order = Record("", Sort.ORDERING, prompt="?", items=("a", "b"), item_notes=("", "B."))
    assert list(question_of(order).key.notes.values()) == ["<p>B.</p>"]
    assert question_of(replace(order, is_poll=True)).key.right is None
    assert question_of(replace(order, is_partial=True)).key.partial
    pairs = (Pair("a", "b", "A."), Pair("c", "d"))
    matching = Record("", Sort.MATCHING, prompt="?", pairs=pairs, shuffle=True, difficulty="easy")
    question = question_of(matching)
    assert (question.key.notes, question.shuffle) == ({"a": "<p>A.</p>"}, True)
    assert question.difficulty == "easy"
    alone = replace(matching, pairs=(Pair("a", ""), Pair("", "b"), Pair("", "d")), is_poll=True)
    assert question_of(alone).key.right is None


def test_one_right_of_several_that_may_be_picked_stays_so():
    assert question_of(choice(1, 0, sort=Sort.MULTIPLE)).face.kind is Kind.MULTIPLE


def test_a_penalty_of_a_single_choice_is_told():
    assert "costs no points" in bank_cell(choice(1, -0.25)).notes[0]


def test_typed_answers_keep_their_order_shares_and_notes():
    question = question_of(
        typed(
            Accepted(forms.within("2", "0.01")),
            Accepted(forms.exactly("2.1"), 0.5, "Nearly."),
            Accepted(forms.OTHERWISE, 0, "Count."),
        )
    )
    assert [form.text for form in question.key.forms] == ["= 2 ± 0.01", "= 2.1", "otherwise"]
    assert (question.key.right, question.key.shares) == (frozenset("a"), {"b": 0.5})
    assert set(question.key.notes) == {"b", "c"}


@pytest.mark.parametrize("sort", [Sort.NUMBER, Sort.SHORT, Sort.OPEN])
def test_without_a_key_it_is_asked_without_one(sort: Sort):
    record = Record("here", sort, prompt="What?", model_answer="This.", explanation="Why.")
    question = question_of(record)
    assert question.face.kind.value == sort.value
    assert question.key.right is None
    assert "This." in question.key.model_answer
    assert "Why." in question.key.explanation


def test_points_time_tags_and_shuffling_are_settings():
    question = question_of(choice(1, 0, points=2.5, seconds=30, tags=("a", "b"), shuffle=True))
    assert (question.face.points, question.seconds) == (2.5, 30)
    assert (question.tags, question.shuffle) == (("a", "b"), True)


def test_a_title_is_the_heading():
    assert question_of(choice(1, 0, title="The\ntitle")).face.title == "The title"


def test_an_image_is_attached():
    record = choice(1, 0, prompt="![A dot](attachment:dot.png)", attachments={"dot.png": png()})
    assert len(question_of(record).face_assets) == 1


def test_a_list_in_the_prompt_stays_the_prompts():
    question = question_of(choice(1, 0, prompt="Of\n\n- one\n- two\n\nwhich?"))
    assert len(question.face.options) == 2


@pytest.mark.parametrize(
    "text",
    ["```python\nx = 1\n```", "> quoted", "| a | b |\n|---|---|\n| 1 | 2 |", "one\n\ntwo", "- x"],
)
def test_an_option_may_be_more_than_a_line(text: str):
    record = replace(choice(1, 0), choices=(Choice(text, 1, "Why."), Choice("other", 0)))
    assert question_of(record).key.notes == {"a": "<p>Why.</p>"}
    assert len(question_of(replace(record, choices=(Choice(text, 0), Choice("b", 1)))).face.options)


def pairs(*given: Pair) -> Record:
    return Record("here", Sort.MATCHING, prompt="Which to which?", pairs=given)


def test_pairs_become_a_matching():
    record = pairs(
        Pair("Rome", "Italy"), Pair("`a -> b`", "*code*"), Pair("Milan", "Italy"), Pair("", "Spain")
    )
    cell = bank_cell(replace(record, explanation="Told.", points=3.0, tags=("t",)))
    assert "- `a -> b` → *code*\n" in cell.source
    asked = question_of(record)
    assert len(asked.face.options) == len(asked.face.targets) == 3
    assert asked.face.kind is Kind.MATCHING


def test_items_become_an_ordering():
    items = ("first", "```python\nx = 1\n```", "*third*")
    record = Record("here", Sort.ORDERING, prompt="In which order?", items=items)
    asked = question_of(record)
    names = {option.text: option.id for option in asked.face.options}
    code = next(name for text, name in names.items() if "pylq-code" in text)
    right = {f"{names['first']}:1", f"{code}:2", f"{names['<em>third</em>']}:3"}
    assert set(asked.key.right or ()) == right


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), min_size=2, max_size=5))
def test_any_pairs_are_read_as_they_are_meant_or_refused(given: list[tuple[str, str]]):
    record = pairs(*(Pair(from_plain(left), from_plain(right)) for left, right in given))
    try:
        cell = bank_cell(record)
    except Unfit:
        return
    assert read_cell(cell.source).question is not None


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (pairs(Pair("a", "b")), "at least two pairs"),
        (pairs(Pair("a", ""), Pair("c", "d")), "nothing that belongs"),
        (pairs(Pair("a\nb", "x"), Pair("c", "d")), "on one line"),
        (pairs(Pair("a → b", "x"), Pair("c", "d")), "read otherwise"),
        (Record("here", Sort.ORDERING, prompt="?", items=("a", "a")), "reads the same"),
        (typed(Accepted("= 2", 0.5)), "No answer earns all points"),
        (typed(Accepted("= two")), "would have a mistake"),
        (choice(1, 0, prompt=""), "Nothing is asked"),
        (choice(1, 0, prompt="![A](attachment:none.png)"), "would have a mistake"),
        (choice(1, 0, attachments={"a.png": b"none"}), "cannot be shown"),
        (choice(1, 0, points=5000.0), "from 0 to 1000"),
        (choice(1, 0, prompt="<!-- pylq: poll -->\n\nWhich?"), "mistake"),
    ],
)
def test_what_a_bank_cannot_hold_is_refused_with_the_reason(record: Record, why: str):
    with pytest.raises(Unfit, match=why):
        bank_cell(record)


texts = st.text(max_size=40).map(from_plain)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(texts, min_size=2, max_size=5), st.integers(0, 4), texts, texts)
def test_any_texts_are_read_as_they_are_meant_or_refused(
    options: list[str], right: int, prompt: str, note: str
):
    choices = tuple(Choice(text, float(at == right), note) for at, text in enumerate(options))
    record = Record("here", Sort.SINGLE, prompt=prompt, choices=choices, explanation=note)
    try:
        question = question_of(record)
    except Unfit as why:
        assert str(why)  # noqa: PT017 - either way is right
        return
    assert len(question.face.options) == len(options)
    assert question.key.right == frozenset(
        "abcde"[right : right + 1] if right < len(options) else ""
    )


@pytest.mark.parametrize("note", ["", "A note."])
@pytest.mark.parametrize("text", ["```\na > b\n```\n\n> quoted", "~~~\n>>> a\n~~~", "```\na\n```"])
def test_a_quotation_behind_code_is_no_note(text, note):
    choices = (Choice("a", 1.0), Choice(text, 0.0, note))
    assert bank_cell(Record("", Sort.SINGLE, prompt="?", choices=choices)).notes == ()


@pytest.mark.parametrize(
    "note", ["- a\n- b", "1. a", "\\begin{align}\na\n\\end{align}", "```\na\n```"]
)
def test_what_is_no_line_of_text_stands_below_its_share(note):
    choices = (Choice("a", 1.0), Choice("b", 0.5, note))
    cell = bank_cell(Record("", Sort.SINGLE, prompt="?", choices=choices))
    assert "> **50 %.**\n  >\n  > " in cell.source
    question = read_cell(cell.source).question
    assert question is not None
    assert question.key.notes["b"] == render_markdown(note)


def test_two_blanks_at_the_end_of_a_notes_line_are_a_line_break():
    choices = (Choice("a", 1.0, "one  \ntwo"), Choice("b", 0.0))
    cell = bank_cell(Record("", Sort.SINGLE, prompt="?", choices=choices))
    question = read_cell(cell.source).question
    assert question is not None
    assert question.key.notes["a"] == "<p>one<br>\ntwo</p>"
