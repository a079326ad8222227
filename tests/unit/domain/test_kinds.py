"""Answers of each kind: what is read, what is refused, what is earned and how it is counted."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds import KINDS, rules_of
from pylq_ext.domain.kinds.open_text import MAX_TEXT_BYTES
from pylq_ext.domain.question import Face, Key, Kind, Option, option_id

LETTERS = "abcd"
SINGLE = Face(Kind.SINGLE, "t", "p", tuple(Option(one, one) for one in LETTERS), points=2.0)
MULTIPLE = Face(Kind.MULTIPLE, "t", "p", tuple(Option(one, one) for one in LETTERS), points=3.0)
OPEN = Face(Kind.OPEN, "t", "p")
NUMBER = Face(Kind.NUMBER, "t", "p")
SHORT = Face(Kind.SHORT, "t", "p", points=2.0)
FACES = [SINGLE, MULTIPLE, OPEN, NUMBER, SHORT]

right_options = st.frozensets(st.sampled_from(LETTERS))
choices = st.lists(st.sampled_from(LETTERS), unique=True)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(), inner, max_size=2)
        | st.tuples(inner, inner)
    ),
    max_leaves=6,
)


def read(face: Face, raw: object) -> Answer:
    return rules_of(face).read_answer(raw, face)


def mark(face: Face, right: frozenset[str] | None, raw: object) -> Mark:
    return rules_of(face).mark(read(face, raw), face, Key(right))


def refuses(face: Face, raw: object) -> str:
    with pytest.raises(InvalidAnswer) as refusal:
        read(face, raw)
    return str(refusal.value)


def test_every_kind_has_its_rules():
    assert set(KINDS) == set(Kind)


class TestReading:
    def test_each_kind_takes_its_own_answers(self):
        assert read(SINGLE, "b") == "b"
        assert read(MULTIPLE, ["c", "a"]) == ("a", "c")
        assert read(MULTIPLE, []) == ()
        assert read(OPEN, "  two\nlines ") == "two\nlines"
        assert read(NUMBER, 3) == 3.0
        assert read(NUMBER, -2.5) == -2.5

    @pytest.mark.parametrize(
        "raw", [None, True, "3", [3], float("nan"), float("inf"), 10**400, "three"]
    )
    def test_a_number_is_one_that_can_be_written_down(self, raw: object):
        assert refuses(NUMBER, raw)

    def test_there_is_one_zero(self):
        assert str(read(NUMBER, -0.0)) == "0.0"

    @pytest.mark.parametrize(
        "raw", ["", "A", "e", "ab", " b", None, 1, True, ["b"], {"b": 1}, b"b"]
    )
    def test_single_choice_takes_one_option_and_nothing_else(self, raw: object):
        assert "Its options are A, B, C, D." in refuses(SINGLE, raw)

    @pytest.mark.parametrize("raw", ["a", None, 1, {"a": 1}, [["a"]], ["e"], ["a", None], [True]])
    def test_multiple_choice_takes_a_list_of_options_and_nothing_else(self, raw: object):
        assert refuses(MULTIPLE, raw)

    def test_an_option_is_not_chosen_twice(self):
        assert "once" in refuses(MULTIPLE, ["a", "b", "a"])

    @pytest.mark.parametrize("raw", ["", "   ", "\n\t", "\u2003", None, 7, ["text"], b"text"])
    def test_open_text_takes_a_text_that_is_not_empty(self, raw: object):
        assert refuses(OPEN, raw)

    def test_open_text_may_be_so_long_and_no_longer(self):
        assert read(OPEN, "x" * MAX_TEXT_BYTES)
        assert str(MAX_TEXT_BYTES) in refuses(OPEN, "x" * (MAX_TEXT_BYTES + 1))

    def test_length_is_counted_in_bytes_because_a_frame_is(self):
        assert read(OPEN, "é" * (MAX_TEXT_BYTES // 2))
        assert refuses(OPEN, "é" * (MAX_TEXT_BYTES // 2 + 1))

    def test_half_a_character_is_refused_and_not_stored(self):
        assert "surrogate" in refuses(OPEN, "half \ud83d of it")

    def test_a_large_wrong_answer_is_not_repeated_whole(self):
        assert len(refuses(SINGLE, "x" * 100_000)) < 200

    @given(st.sampled_from(FACES), anything)
    def test_whatever_comes_is_read_or_refused(self, face: Face, raw: Any):
        try:
            answer = read(face, raw)
        except InvalidAnswer as error:
            assert error.code == "invalid_answer"  # noqa: PT017 - either way is right
        else:
            assert read(face, answer) == answer

    @given(choices)
    def test_the_order_in_which_options_are_clicked_means_nothing(self, chosen: list[str]):
        orders = itertools.islice(itertools.permutations(chosen), 24)
        assert len({read(MULTIPLE, list(order)) for order in orders}) == 1


class TestTyping:
    """What a person types in Python: letters in either case, lists, texts."""

    @pytest.mark.parametrize("typed", ["B", "b", " b ", ["B"], ("b",), {"B"}])
    def test_one_option_is_typed_as_its_letter(self, typed: object):
        assert rules_of(SINGLE).from_person(typed, SINGLE) == "b"

    @pytest.mark.parametrize("typed", [["A", "C"], ("c", "a"), {"a", "C"}, ["c ", " A"]])
    def test_several_are_typed_as_a_list_of_letters(self, typed: object):
        assert rules_of(MULTIPLE).from_person(typed, MULTIPLE) == ("a", "c")

    def test_one_of_several_may_be_typed_alone(self):
        assert rules_of(MULTIPLE).from_person("C", MULTIPLE) == ("c",)

    @pytest.mark.parametrize("typed", [["A", "B"], [], "AB", "", 2, None])
    def test_a_single_choice_of_several_says_what_to_type(self, typed: object):
        with pytest.raises(InvalidAnswer):
            rules_of(SINGLE).from_person(typed, SINGLE)

    @given(st.sampled_from(LETTERS))
    def test_what_is_shown_can_be_typed(self, chosen: str):
        shown = rules_of(SINGLE).to_person(chosen)
        assert shown == chosen.upper()
        assert rules_of(SINGLE).from_person(shown, SINGLE) == chosen

    @given(choices)
    def test_a_list_that_is_shown_can_be_typed(self, chosen: list[str]):
        answer = read(MULTIPLE, chosen)
        shown = rules_of(MULTIPLE).to_person(answer)
        assert rules_of(MULTIPLE).from_person(shown, MULTIPLE) == answer

    @given(st.text(min_size=1).map(str.strip).filter(bool))
    def test_a_text_that_is_shown_can_be_typed(self, text: str):
        try:
            answer = read(OPEN, text)
        except InvalidAnswer:
            return
        assert rules_of(OPEN).from_person(rules_of(OPEN).to_person(answer), OPEN) == answer

    @pytest.mark.parametrize(
        ("typed", "number"),
        [(3, 3.0), ("3.5", 3.5), (" -2 ", -2.0), ("1e3", 1000.0), (Fraction(1, 4), 0.25)],
    )
    def test_a_number_is_typed_as_a_number_or_as_its_text(self, typed: object, number: float):
        assert rules_of(NUMBER).from_person(typed, NUMBER) == number

    @pytest.mark.parametrize("typed", ["three", "", None, "nan", [3], True])
    def test_what_is_no_number_says_so(self, typed: object):
        with pytest.raises(InvalidAnswer, match=r"number"):
            rules_of(NUMBER).from_person(typed, NUMBER)

    @pytest.mark.parametrize(("number", "shown"), [(3.0, 3), (3.5, 3.5), (1e300, 1e300)])
    def test_a_whole_number_is_shown_without_decimals(self, number: float, shown: float):
        assert rules_of(NUMBER).to_person(number) == shown
        assert type(rules_of(NUMBER).to_person(number)) is type(shown)


class TestMarking:
    @given(right_options.filter(bool), st.sampled_from(LETTERS))
    def test_a_single_choice_earns_all_or_nothing(self, right: frozenset[str], chosen: str):
        expected = chosen in right
        assert mark(SINGLE, right, chosen) == Mark(expected, 2.0 if expected else 0.0, 2.0)

    @given(right_options)
    def test_exactly_the_right_options_earn_everything(self, right: frozenset[str]):
        assert mark(MULTIPLE, right, sorted(right)) == Mark(True, 3.0, 3.0)

    @given(right_options, choices)
    def test_any_other_options_earn_nothing(self, right: frozenset[str], chosen: list[str]):
        expected = set(chosen) == right
        assert mark(MULTIPLE, right, chosen) == Mark(expected, 3.0 if expected else 0.0, 3.0)

    @given(right_options, choices)
    def test_the_order_of_options_is_irrelevant(self, right: frozenset[str], chosen: list[str]):
        assert mark(MULTIPLE, right, chosen) == mark(MULTIPLE, right, chosen[::-1])

    def test_choosing_none_is_right_where_none_is_right(self):
        assert mark(MULTIPLE, frozenset(), []).right
        assert not mark(MULTIPLE, frozenset(), ["a"]).right
        assert not mark(MULTIPLE, frozenset({"a"}), []).right

    @pytest.mark.parametrize(("face", "raw"), [(SINGLE, "a"), (MULTIPLE, ["a"])])
    def test_a_poll_has_no_right_and_no_wrong(self, face: Face, raw: object):
        assert mark(face, None, raw) == Mark(None, 0.0, 0.0)

    @given(st.text(min_size=1).filter(str.strip), right_options)
    def test_open_text_is_never_marked(self, text: str, right: frozenset[str]):
        answer = text.strip()
        assert rules_of(OPEN).mark(answer, OPEN, Key(right)) == Mark(None, 0.0, 0.0)

    @given(st.sampled_from([SINGLE, MULTIPLE]), right_options, choices.filter(bool))
    def test_no_mark_is_beyond_its_bounds(
        self, face: Face, right: frozenset[str], chosen: list[str]
    ):
        one = mark(face, right, chosen[0] if face is SINGLE else chosen)
        assert 0 <= one.points <= one.of == face.points


class TestTallies:
    @given(st.lists(st.sampled_from(LETTERS)))
    def test_single_choices_add_up_to_the_answers(self, answers: list[str]):
        counts = rules_of(SINGLE).tally(answers, SINGLE, Key())
        assert list(counts) == list(LETTERS), "options that nobody chose are counted too"
        assert sum(counts.values()) == len(answers)

    @given(st.lists(choices))
    def test_multiple_choices_count_each_option_once_an_answer(self, answers: list[list[str]]):
        counts = rules_of(MULTIPLE).tally([tuple(one) for one in answers], MULTIPLE, Key())
        assert counts == {letter: sum(letter in one for one in answers) for letter in LETTERS}

    def test_numbers_are_neither_marked_nor_counted(self):
        assert rules_of(NUMBER).mark(3.0, NUMBER, Key(frozenset("a"))) == Mark(None, 0.0, 0.0)
        assert rules_of(NUMBER).tally([3.0, 3.0], NUMBER, Key()) == {}

    def test_texts_are_not_counted(self):
        assert rules_of(OPEN).tally(["one", "two"], OPEN, Key()) == {}


class TestOptionIds:
    @pytest.mark.parametrize(
        ("position", "expected"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (52, "ba")]
    )
    def test_ids_are_letters_in_order(self, position: int, expected: str):
        assert option_id(position) == expected

    def test_no_two_positions_have_one_id(self):
        assert len({option_id(position) for position in range(1000)}) == 1000
