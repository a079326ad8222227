"""Ordering, matching, blanks, scale, words and places: what is read, earned and counted."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.answers import Answer, Mark
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.kinds import key_ids, rules_of
from pylq_ext.domain.order import order_for
from pylq_ext.domain.question import Blank, Face, Form, Key, Kind, Option, Question

ABCD = tuple(Option(one, one) for one in "abcd")
ORDERING = Face(Kind.ORDERING, "t", "p", ABCD, 2.0)
IN_ORDER = frozenset({"c:1", "a:2", "d:3", "b:4"})
MATCHING = Face(
    Kind.MATCHING, "t", "p", ABCD[:3], 3.0, targets=tuple(Option(one, one) for one in "1234")
)
PAIRS = frozenset({"a:2", "b:2", "c:4"})
BLANKS = Face(
    Kind.BLANKS,
    "t",
    "p",
    (),
    4.0,
    blanks=(
        Blank("1", Kind.SHORT, "word"),
        Blank("2", Kind.NUMBER),
        Blank("3", Kind.SINGLE, options=ABCD[:2]),
    ),
)
FILLED = Key(
    frozenset({"1:a", "2:a", "3:b"}),
    forms=(
        Form("1:a", '= "return"'),
        Form("1:b", '= "yield"'),
        Form("2:a", "= 5"),
        Form("2:b", "= 4"),
        Form("2:c", "otherwise"),
    ),
    shares={"2:b": 0.5},
)
SCALE = Face(Kind.SCALE, "t", "p", tuple(Option(str(step), "") for step in range(0, 11)))
WORDS = Face(Kind.WORDS, "t", "p", most=3)
PLACE = Face(
    Kind.PLACE, "t", "p", (), 2.0, image='<img src="asset:x" alt="" width="400" height="200">'
)
REGIONS = Key(
    frozenset({"a"}),
    forms=(
        Form("a", "= circle 50 50 10"),
        Form("b", "= box 0 0 20 20"),
        Form("c", "= polygon 80 80, 100 80, 90 100"),
    ),
    shares={"b": 0.25},
)
FACES = [ORDERING, MATCHING, BLANKS, SCALE, WORDS, PLACE]

orders = st.permutations("abcd").map(tuple)
matches = st.tuples(*[st.sampled_from(["", "1", "2", "3", "4"])] * 3).filter(any)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=6,
)


def read(face: Face, raw: object) -> Answer:
    return rules_of(face).read_answer(raw, face)


def mark(face: Face, key: Key, raw: object) -> Mark:
    return rules_of(face).mark(read(face, raw), face, key)


def refuses(face: Face, raw: object) -> str:
    with pytest.raises(InvalidAnswer) as refusal:
        read(face, raw)
    return str(refusal.value)


@given(st.sampled_from(FACES), anything)
def test_whatever_comes_is_read_or_refused(face: Face, raw: Any):
    try:
        answer = read(face, raw)
    except InvalidAnswer:
        return
    assert read(face, answer) == answer


class TestOrdering:
    @pytest.mark.parametrize("raw", [None, "abcd", ["a", "b"], ["a", "a", "b", "c"], ["e"] * 4])
    def test_an_order_has_each_option_once(self, raw: object):
        assert refuses(ORDERING, raw)

    def test_it_is_typed_as_letters(self):
        rules = rules_of(ORDERING)
        for typed in ("c a d b", "C, A, D, B", ["C", "A", "D", "B"]):
            assert rules.from_person(typed, ORDERING) == ("c", "a", "d", "b")
        assert rules.to_person(("c", "a", "d", "b")) == ["C", "A", "D", "B"]

    @given(orders)
    def test_only_the_right_order_earns_all(self, order: tuple[str, ...]):
        is_right = order == ("c", "a", "d", "b")
        earned = mark(ORDERING, Key(IN_ORDER), order)
        assert (earned.right, earned.points) == (is_right, 2.0 if is_right else 0.0)

    def test_parts_are_for_pairs_in_the_right_order(self):
        key = Key(IN_ORDER, partial=True)
        # One pair of six is the wrong way round; then all of them.
        assert mark(ORDERING, key, ("a", "c", "d", "b")).points == pytest.approx(2 * 5 / 6)
        assert mark(ORDERING, key, ("b", "d", "a", "c")) == Mark(False, 0.0, 2.0)

    @given(orders, st.integers(0, 2))
    def test_a_swap_towards_the_right_order_never_costs(self, order: tuple[str, ...], at: int):
        key = Key(IN_ORDER, partial=True)
        place = {"c": 0, "a": 1, "d": 2, "b": 3}
        swapped = [*order]
        swapped[at], swapped[at + 1] = order[at + 1], order[at]
        before, after = (mark(ORDERING, key, one).points for one in (order, swapped))
        if place[order[at]] > place[order[at + 1]]:
            assert after > before
        else:
            assert after < before
        assert 0 <= before <= 2

    def test_the_class_is_counted_by_places(self):
        counts = rules_of(ORDERING).tally(
            [("a", "b", "c", "d"), ("a", "c", "b", "d")], ORDERING, Key(IN_ORDER)
        )
        assert counts["a:1"] == 2
        assert counts["b:2"] == counts["b:3"] == 1
        assert set(counts) == set(key_ids(ORDERING, Key(IN_ORDER)))

    def test_a_ranking_has_no_marks(self):
        assert mark(ORDERING, Key(None), ("a", "b", "c", "d")) == Mark(None, 0.0, 0.0)

    def test_a_key_that_was_corrected_may_allow_several_orders(self):
        key = Key(IN_ORDER | {"c:2", "a:1"}, partial=True)
        for order in (("c", "a", "d", "b"), ("a", "c", "d", "b")):
            assert mark(ORDERING, key, order).right


class TestMatching:
    @pytest.mark.parametrize("raw", [None, "a2", ["1"], ["1", "2", "5"], ["", "", ""], [1, 2, 3]])
    def test_each_option_has_a_target_of_the_question_or_none(self, raw: object):
        assert refuses(MATCHING, raw)

    def test_it_is_typed_as_pairs_or_in_order(self):
        rules = rules_of(MATCHING)
        assert rules.from_person({"C": 4, "a": "2"}, MATCHING) == ("2", "", "4")
        assert rules.from_person([2, None, 4], MATCHING) == ("2", "", "4")

    @given(matches)
    def test_each_right_pair_earns_its_part(self, match: tuple[str, ...]):
        good = sum(one == other for one, other in zip(match, ("2", "2", "4"), strict=True))
        assert mark(MATCHING, Key(PAIRS), match) == Mark(good == 3, float(good), 3.0)

    def test_the_class_is_counted_by_pairs(self):
        counts = rules_of(MATCHING).tally([("2", "2", ""), ("2", "1", "4")], MATCHING, Key(PAIRS))
        assert {pair: count for pair, count in counts.items() if count} == {
            "a:2": 2,
            "b:2": 1,
            "b:1": 1,
            "c:4": 1,
        }


class TestBlanks:
    @pytest.mark.parametrize("raw", [None, "x", ["x"], ["", " ", ""], ["x", "1", "c"], [1, 2, 3]])
    def test_each_blank_has_a_line_of_its_kind(self, raw: object):
        assert refuses(BLANKS, raw)

    def test_it_is_typed_as_a_list(self):
        rules = rules_of(BLANKS)
        assert rules.from_person(["Return", 5, "B"], BLANKS) == ("Return", "5", "b")
        assert rules.from_person([None, 5.5, ""], BLANKS) == ("", "5.5", "")

    def test_all_of_them_right_earns_all_and_tells_what_fits(self):
        earned = mark(BLANKS, FILLED, ["RETURN", "5.0", "b"])
        assert earned == Mark(True, 4.0, 4.0, fits=("1:a", "2:a", "3:b"))

    def test_each_earns_its_part_and_its_share(self):
        earned = mark(BLANKS, FILLED, ["yield", "4", "b"])
        assert earned.fits == ("1:b", "2:b", "3:b")
        assert not earned.right
        assert earned.points == pytest.approx(4 * (0 + 0.5 + 1) / 3)

    def test_what_is_no_number_fits_only_otherwise(self):
        assert mark(BLANKS, FILLED, ["", "five", ""]).fits == ("2:c",)

    def test_what_fits_nothing_is_in_no_count(self):
        counts = rules_of(BLANKS).tally(
            [("return", "5", "a"), ("nothing", "", "a")], BLANKS, FILLED
        )
        assert counts == {
            "1:a": 1,
            "1:b": 0,
            "2:a": 1,
            "2:b": 0,
            "2:c": 0,
            "3:a": 2,
            "3:b": 0,
        }

    def test_without_a_key_nothing_is_marked(self):
        assert mark(BLANKS, Key(None), ["x", "", ""]).right is None


class TestScale:
    @pytest.mark.parametrize("raw", [None, 3, "11", "-1", "", ["3"], "3.0"])
    def test_a_step_is_one_of_its_values(self, raw: object):
        assert refuses(SCALE, raw)

    def test_it_is_typed_as_a_number_and_is_one_in_tables(self):
        rules = rules_of(SCALE)
        for typed in (7, 7.0, "7"):
            assert rules.from_person(typed, SCALE) == "7"
        assert rules.to_person("7") == 7.0
        with pytest.raises(InvalidAnswer):
            rules.from_person(True, SCALE)

    def test_it_has_no_right_or_wrong(self):
        assert mark(SCALE, Key(None), "3") == Mark(None, 0.0, 0.0)
        counts = rules_of(SCALE).tally(["3", "3", "10"], SCALE, Key())
        assert (counts["3"], counts["10"], counts["0"]) == (2, 1, 0)


class TestWords:
    @pytest.mark.parametrize("raw", [None, "a", [], [" "], [1], list("abcd"), ["x" * 41]])
    def test_a_few_words_are_a_list_of_them(self, raw: object):
        assert refuses(WORDS, raw)

    def test_each_word_counts_once(self):
        assert read(WORDS, ["Fast ", "fast", "", "a  phrase"]) == ("Fast", "a phrase")
        assert rules_of(WORDS).from_person("fast, fun", WORDS) == ("fast", "fun")

    def test_the_commonest_words_are_told(self):
        answers: list[Answer] = [(f"word {number}",) for number in range(100)]
        counts = rules_of(WORDS).tally([*answers, ("Fun",), ("fun", "Word 99")], WORDS, Key())
        assert list(counts.items())[:2] == [("fun", 2), ("word 99", 2)]
        assert len(counts) == 60


class TestPlace:
    @pytest.mark.parametrize(
        "raw", [None, "", "1", "1 2 3", "a b", "101 5", "-1 5", "nan 5", "inf 5", [1, 2]]
    )
    def test_a_point_lies_on_the_image(self, raw: object):
        assert refuses(PLACE, raw)

    def test_it_is_typed_as_two_numbers(self):
        rules = rules_of(PLACE)
        assert rules.from_person((31.46, 42), PLACE) == "31.5 42"
        assert rules.to_person("31.5 42") == [31.5, 42.0]

    def test_a_circle_is_one_on_the_screen(self):
        # The image is twice as wide as high: ten percent of its width are twenty of its height.
        for inside in ("50 50", "60 50", "50 70", "50 30"):
            assert mark(PLACE, REGIONS, inside).form == "a"
        for outside in ("61 50", "50 71", "58 66"):
            assert mark(PLACE, REGIONS, outside).form is None

    def test_boxes_and_polygons_have_their_edges(self):
        assert mark(PLACE, REGIONS, "20 20") == Mark(False, 0.5, 2.0, "b")
        assert mark(PLACE, REGIONS, "90 90").form == "c"
        assert mark(PLACE, REGIONS, "90 80").form == "c"
        assert mark(PLACE, REGIONS, "81 99").form is None

    @given(st.floats(0, 100), st.floats(0, 100))
    def test_a_point_is_in_the_circle_or_not(self, across: float, down: float):
        answer = read(PLACE, f"{across} {down}")
        x, y = map(float, str(answer).split())
        distance = math.hypot(x - 50, (y - 50) / 2)
        if abs(distance - 10) > 1e-6:
            assert mark(PLACE, REGIONS, answer).right == (distance < 10)


class TestOrders:
    QUESTION = Question(ORDERING, Key(IN_ORDER))

    def test_it_is_the_same_whenever_it_is_asked_for(self):
        first = order_for(self.QUESTION, "r1", "s1")
        assert first == order_for(self.QUESTION, "r1", "s1")
        assert sorted(first or ()) == ["a", "b", "c", "d"]

    def test_it_is_another_for_others_and_in_another_round(self):
        seen = {order_for(self.QUESTION, "r1", f"s{number}") for number in range(400)}
        assert len(seen) == math.factorial(4)
        assert len({order_for(self.QUESTION, f"r{number}", "s1") for number in range(50)}) > 10

    def test_no_place_is_likelier_than_another(self):
        firsts = [(order_for(self.QUESTION, "r", f"s{seat}") or "?")[0] for seat in range(4000)]
        for option in "abcd":
            # Five standard deviations of a fair share.
            assert abs(firsts.count(option) - 1000) < 5 * math.sqrt(4000 * 0.25 * 0.75)

    def test_the_key_changes_nothing(self):
        for right in itertools.permutations("abcd"):
            key = Key(frozenset(f"{option}:{at}" for at, option in enumerate(right, start=1)))
            other = Question(ORDERING, key)
            assert order_for(other, "r", "s") == order_for(self.QUESTION, "r", "s")

    def test_only_questions_that_say_so_are_shuffled(self):
        face = Face(Kind.SINGLE, "t", "p", ABCD)
        assert order_for(Question(face, Key()), "r", "s") is None
        assert order_for(Question(face, Key(), shuffle=True), "r", "s") is not None
