"""Cells of ordering, matching, blanks, scale, words and place, read into faces and keys."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import read_cell
from pylq_ext.domain.kinds import key_ids, rules_of
from pylq_ext.domain.question import Kind, Question
from tests.support.images import bundle, png

IMAGE = {"plot.png": bundle(png(shade=1))}


def question(source: str) -> Question:
    reading = read_cell(source, IMAGE)
    assert reading.question is not None, reading.problems
    return reading.question


def ordering(*items: str, flags: str = "") -> Question:
    lines = "\n".join(f"{place}. {item}" for place, item in enumerate(items, start=1))
    return question(f"Which first?\n\n<!-- pylq: ordering {flags} -->\n\n{lines}")


def matching(*items: str, flags: str = "") -> Question:
    lines = "\n".join(f"- {item}" for item in items)
    return question(f"Which to which?\n\n<!-- pylq: matching {flags} -->\n\n{lines}")


class TestOrdering:
    def test_the_items_stand_in_the_right_order(self):
        read = ordering("one", "two", "three")
        names = {option.text: option.id for option in read.face.options}
        assert set(read.key.right or ()) == {
            f"{names['one']}:1",
            f"{names['two']}:2",
            f"{names['three']}:3",
        }
        right = [names[text] for text in ("one", "two", "three")]
        assert rules_of(read.face).mark(tuple(right), read.face, read.key).right

    @settings(deadline=None)  # the machine may be busy
    @given(st.permutations(["one", "two", "three", "four"]))
    def test_the_face_tells_nothing_of_the_order(self, items: list[str]):
        assert ordering(*items).face == ordering("one", "two", "three", "four").face

    def test_a_ranking_has_the_same_face_and_no_key(self):
        asked, ranked = ordering("one", "two"), ordering("two", "one", flags="poll")
        assert ranked.face == asked.face
        assert ranked.key.right is None

    def test_notes_go_with_their_items_and_the_quote_below_explains(self):
        read = question("Q\n\n<!-- pylq: ordering -->\n\n- one\n  > why\n- two\n\n> because")
        names = {option.text: option.id for option in read.face.options}
        assert read.key.notes == {names["one"]: "<p>why</p>"}
        assert read.key.explanation == "<p>because</p>"


class TestMatching:
    def test_an_arrow_stands_between_what_belongs_together(self):
        read = matching("Rome → Italy", "Paris -> **France**", "Nice → **France**", "→ Spain")
        texts = {target.text: target.id for target in read.face.targets}
        assert set(texts) == {"Italy", "<strong>France</strong>", "Spain"}
        france = texts["<strong>France</strong>"]
        assert set(read.key.right or ()) == {f"a:{texts['Italy']}", f"b:{france}", f"c:{france}"}

    @pytest.mark.parametrize(
        ("item", "left"),
        [
            ("`f -> g` → int", "<code>f -&gt; g</code>"),
            ("$a \\to b$ → limit", '<span class="pylq-math">a \\to b</span>'),
            ("a\\-> b → c", "a-&gt; b"),
            ("x→y → z", "x→y"),
        ],
    )
    def test_an_arrow_within_code_or_without_blanks_is_text(self, item: str, left: str):
        assert matching(item, "other → one").face.options[0].text == left

    def test_an_image_behind_an_arrow_is_one_of_the_question(self):
        read = matching("a → ![one](attachment:plot.png)", "b → two")
        assert sum("<img" in target.text for target in read.face.targets) == 1
        assert read.face_assets
        source = "Q\n\n<!-- pylq: matching -->\n\n- a → ![](attachment:plot.png)\n- b → two"
        assert [found.code for found in read_cell(source, IMAGE).problems] == ["image_without_alt"]

    @settings(deadline=None)  # the machine may be busy
    @given(st.permutations(["1", "2", "3"]))
    def test_the_face_tells_nothing_of_the_pairs(self, targets: list[str]):
        pairs = [f"{one} → {two}" for one, two in zip("abc", targets, strict=True)]
        assert matching(*pairs).face == matching("a → 1", "b → 2", "c → 3").face

    def test_without_right_and_wrong_both_sides_stand_alone(self):
        read = matching("one", "two", "→ x", "→ y", flags="poll")
        assert read.key.right is None
        assert len(read.face.options) == len(read.face.targets) == 2


class TestBlanks:
    ITEMS = '\n1. n\n   - [x] = "a"\n2. m\n   - [x] = 2\n'

    @pytest.mark.parametrize(
        "prompt",
        [
            "f(___) and g(___).",
            "___ and ___",
            "A ________ or `x = ___`.",
            "```python\nf(___)\ng(___)\n```",
            "    ___ code\n    ___ more",
            "| a | b |\n|---|---|\n| ___ | ___ |",
            "* one ___\n* two ___",
            "### Head ___\n\nText __bold__ ___",
            "x___y and ___.",
        ],
    )
    def test_three_underscores_are_a_blank_wherever_they_stand(self, prompt: str):
        read = question(f"Q\n\n{prompt}\n\n<!-- pylq: blanks -->\n{self.ITEMS}")
        found = re.findall(r'<span class="pylq-blank">__(\d)__</span>', read.face.prompt)
        assert found == ["1", "2"]
        assert [blank.kind for blank in read.face.blanks] == [Kind.SHORT, Kind.NUMBER]

    def test_elsewhere_they_are_what_markdown_makes_of_them(self):
        read = question("A ___ here\n\n- [x] a___\n- [ ] b")
        assert "pylq-blank" not in read.face.prompt
        assert read.face.prompt == "<p>A ___ here</p>"

    def test_what_a_blank_accepts_is_known_by_its_number(self):
        read = question(
            "___ and ___\n\n<!-- pylq: blanks -->\n\n1. first *one*\n   - [ ] no\n     > note\n"
            "   - [x] `yes`\n2. second\n   - [x] = 5\n   - [ ] = 4\n     > **50 %.** near\n"
        )
        assert set(read.key.right or ()) == {"1:b", "2:a"}
        assert read.key.notes == {"1:a": "<p>note</p>", "2:b": "<p>near</p>"}
        assert read.key.shares == {"2:b": 0.5}
        assert [form.id for form in read.key.forms] == ["2:a", "2:b"]
        first = read.face.blanks[0]
        assert (first.label, [one.text for one in first.options]) == ("first one", ["no", "yes"])

    def test_the_title_has_its_blanks(self):
        read = question("### A ___ is a ___.\n\n<!-- pylq: blanks -->")
        assert read.face.title == "A ___ is a ___."
        assert read.key.right is None

    def test_a_blank_within_an_image_or_link_is_no_field(self):
        read = question("![a ___ b](attachment:plot.png) ___\n\n<!-- pylq: blanks -->")
        assert 'alt="a ___ b"' in read.face.prompt
        assert len(read.face.blanks) == 1


class TestScale:
    def test_the_items_are_the_steps(self):
        read = question("Q\n\n<!-- pylq: scale -->\n\n1. no\n2. so\n3. yes")
        assert [(one.id, one.text) for one in read.face.options] == [
            ("1", "no"),
            ("2", "so"),
            ("3", "yes"),
        ]
        assert read.key.right is None

    def test_two_labels_are_those_of_the_ends(self):
        read = question("Q\n\n<!-- pylq: scale=-2..2 -->\n\n- no\n- yes\n\n> told")
        assert [(one.id, one.text) for one in read.face.options] == [
            ("-2", "no"),
            ("-1", ""),
            ("0", ""),
            ("1", ""),
            ("2", "yes"),
        ]
        assert read.key.explanation == "<p>told</p>"

    def test_steps_need_no_labels_and_a_list_above_is_the_prompts(self):
        read = question("Q\n\n* a\n* b\n\n<!-- pylq: scale=0..10 -->\n\n> told")
        assert len(read.face.options) == 11
        assert "<li>a</li>" in read.face.prompt


def test_words_say_how_many():
    assert question("Q\n\n<!-- pylq: words -->").face.most == 3
    assert question("Q\n\n<!-- pylq: words=1 -->").face.most == 1


class TestPlace:
    def test_the_last_image_alone_is_pointed_at(self):
        read = question(
            "Q\n\n![one](attachment:plot.png)\n\nand\n\n![two](attachment:plot.png)\n\n"
            "<!-- pylq: place -->\n\n- [x] = circle 50 50 10\n- [ ] otherwise\n  > note"
        )
        assert 'alt="one"' in read.face.prompt
        assert re.fullmatch(r'<img src="asset:[^>]*alt="two"[^>]*>', read.face.image)
        assert read.key.notes == {"b": "<p>note</p>"}
        assert read.face_assets
        assert rules_of(read.face).mark("50 50", read.face, read.key).right

    def test_without_regions_there_is_no_key(self):
        read = question("Q\n\n![one](attachment:plot.png)\n\n<!-- pylq: place -->\n\n> told")
        assert (read.key.right, read.key.explanation) == (None, "<p>told</p>")

    def test_that_there_is_no_image_is_told_once(self):
        for regions in ("", "\n\n- [x] = circle 1 2 3"):
            found = read_cell(f"Q\n\n<!-- pylq: place -->{regions}").problems
            assert [problem.code for problem in found] == ["no_image"]

    @pytest.mark.parametrize(
        "form",
        [
            "circle 1 2",
            "circle 1 2 0",
            "circle 101 2 3",
            "box 1 2 1 5",
            "box 1 2 3",
            "polygon 1 1, 2 2",
            "polygon 1 1, 2 2, 3",
            "circle a b c",
        ],
    )
    def test_a_region_that_is_none_is_told(self, form: str):
        source = (
            "Q\n\n![one](attachment:plot.png)\n\n<!-- pylq: place -->\n\n"
            f"- [x] = {form}\n- [ ] otherwise"
        )
        assert [found.code for found in read_cell(source, IMAGE).problems] == ["typed_unreadable"]


def test_difficulty_is_a_property_of_any_question():
    assert question("Q\n\n<!-- pylq: words difficulty=hard -->").difficulty == "hard"
    assert question("Q\n\n- [x] a\n- [ ] b").difficulty == ""


@pytest.mark.parametrize(
    "source",
    [
        "Q\n\n<!-- pylq: ordering -->\n\n1. a\n2. b\n3. c",
        "Q\n\n<!-- pylq: matching -->\n\n- a → 1\n- b → 2",
        f"Q ___ ___\n\n<!-- pylq: blanks -->\n{TestBlanks.ITEMS}",
    ],
)
def test_what_a_key_says_is_among_what_it_can_say(source: str):
    read = question(source)
    assert read.key.right is not None
    assert read.key.right <= set(key_ids(read.face, read.key))
    for one, other in itertools.combinations(key_ids(read.face, read.key), 2):
        assert one != other
