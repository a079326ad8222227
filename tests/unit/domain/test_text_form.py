"""Accepted texts and patterns: how they are spelled, and which answers fit."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.domain.kinds.text_form import (
    MAX_TEXT_FORM,
    NoSuchText,
    normalised,
    read_pattern_form,
    read_text_form,
)

words = st.text(min_size=1, max_size=30).filter(normalised)


def fits(form: str, answer: str) -> bool:
    return read_text_form(form).fits(answer)


def matches(form: str, answer: str) -> bool:
    return read_pattern_form(form).fits(answer)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def distance(one: str, other: str) -> int:
    """Levenshtein's distance by its definition, without any short cut."""
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, that in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (sign != that))
    return row[-1]


class TestTexts:
    @pytest.mark.parametrize(
        "answer", ["Paris", "paris", " PARIS  ", "\tParis\n", "Ｐａｒｉｓ", "pari\u017f"]
    )
    def test_case_blanks_and_width_do_not_matter(self, answer: str):
        assert fits('"Paris"', answer)

    @pytest.mark.parametrize(
        ("form", "answer"),
        [
            ('"straße"', "STRASSE"),
            ('"don\'t"', "don’t"),
            ('"x - y"', "x – y"),
            ('"é"', "e\u0301"),
            ('"two  words"', "Two words"),
            (r'"say \"no\" \\"', 'say "no" \\'),
        ],
    )
    def test_what_people_type_in_other_ways_is_the_same(self, form: str, answer: str):
        assert fits(form, answer)

    @pytest.mark.parametrize("answer", ["Pari", "Paris, France", "P aris", ""])
    def test_another_text_does_not_fit(self, answer: str):
        assert not fits('"Paris"', answer)

    def test_exactly_is_exactly(self):
        assert fits('"NaN" exactly', " NaN ")
        assert not fits('"NaN" exactly', "nan")
        assert not fits('"a b" exactly', "a  b")

    def test_so_many_signs_may_be_wrong(self):
        form = '"Mississippi" within 2 edits'
        assert fits(form, "misisippi")
        assert fits(form, "Mississipi")
        assert not fits(form, "misisipi")
        assert fits('"Paris" within 1 edit', "Parus")

    @given(words, words, st.integers(1, 5))
    def test_edits_are_counted_as_levenshtein_does(self, text: str, answer: str, edits: int):
        try:
            form = read_text_form(f"{quoted(text)} within {edits} edits")
        except NoSuchText:
            return
        assert form.fits(answer) == (distance(normalised(answer), normalised(text)) <= edits)

    @given(words)
    def test_every_text_fits_its_own_spelling(self, text: str):
        assert fits(quoted(text), text)
        assert fits(f"{quoted(text)} exactly", text)

    @pytest.mark.parametrize(
        "form",
        [
            "Paris",
            '"Paris',
            '""',
            '"  "',
            '"Paris" roughly',
            '"Paris" within 9 edits',
            '"Paris" within 0 edits',
            '"no" within 2 edits',
            '"a" "b"',
            f'"{"x" * (MAX_TEXT_FORM + 1)}"',
        ],
    )
    def test_what_is_no_form_is_refused(self, form: str):
        with pytest.raises(NoSuchText):
            read_text_form(form)


class TestPatterns:
    def test_the_whole_answer_must_fit(self):
        assert matches("/colou?r/", "Color")
        assert matches("/colou?r/", " colour ")
        assert not matches("/colou?r/", "colours")

    def test_case_counts_where_it_is_to(self):
        assert matches("/[A-Z]{3}/ exactly", "ABC")
        assert not matches("/[A-Z]{3}/ exactly", "abc")

    def test_a_slash_is_written_with_a_backslash(self):
        assert matches(r"/a\/b/", "a/b")

    def test_letters_of_all_scripts_are_one_sign(self):
        assert matches("/.{3}/", "日本語")

    @pytest.mark.parametrize(
        "form",
        [
            "/(/",
            "//",
            "/a",
            "a",
            "/a/ roughly",
            r"/(a)\1/",
            "/(?=a)/",
            "/(x{1000}){1000}/",
            f"/{'x' * (MAX_TEXT_FORM + 1)}/",
        ],
    )
    def test_what_cannot_be_matched_safely_is_refused(self, form: str):
        with pytest.raises(NoSuchText):
            read_pattern_form(form)

    def test_no_pattern_takes_long(self):
        form = read_pattern_form("/(a|a)*(a|aa)*(a?){30}b/")
        began = time.process_time()
        for _ in range(100):
            assert not form.fits("a" * 500)
        # An engine that goes back would need longer than the universe is old.
        assert time.process_time() - began < 2.0

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_any_text_is_a_pattern_or_refused(self, pattern: str, answer: str):
        try:
            form = read_pattern_form(f"/{pattern}/")
        except NoSuchText as refused:
            assert str(refused)  # noqa: PT017 - either way is right
            return
        assert form.fits(answer) in (True, False)
