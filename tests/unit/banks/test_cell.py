"""What a question cell means, and that each mistake is told with its line and its mending."""

from __future__ import annotations

import pytest

from pylq_ext.banks.cell import is_question, read_cell
from pylq_ext.banks.problems import CODES, apply_mended
from pylq_ext.domain.question import Kind, Question

TWO = "\n\n- [x] yes\n- [ ] no\n"


def question(source: str) -> Question:
    reading = read_cell(source)
    assert reading.problems == ()
    assert reading.question is not None
    return reading.question


def texts(source: str) -> list[str]:
    return [option.text for option in question(source).face.options]


def codes(source: str) -> list[str]:
    reading = read_cell(source)
    assert (reading.question is None) == bool(reading.problems)
    return [problem.code for problem in reading.problems]


WHOLE = """\
### Which one prints 3?

- [ ]
  ```python
  print(1, 2)
  ```
  > That prints two numbers, with a space.
- [x]
  ```python
  print(1 + 2)
  ```
  > Right: one expression, one value.
- [ ] neither

> `print` shows each of its arguments, separated by a space.
"""


def test_a_question_has_prompt_options_key_notes_and_explanation():
    read = question(WHOLE)
    assert read.face.kind is Kind.SINGLE
    assert read.face.title == "Which one prints 3?"
    assert read.face.prompt == "<h3>Which one prints 3?</h3>"
    assert [option.id for option in read.face.options] == ["a", "b", "c"]
    assert read.face.options[2].text == "neither"
    assert read.key.right == frozenset("b")
    assert read.key.notes["a"] == "<p>That prints two numbers, with a space.</p>"
    assert "c" not in read.key.notes
    assert read.key.explanation.startswith("<p><code>print</code> shows")
    assert (read.face.points, read.tags, read.shuffle, read.seconds) == (1.0, (), False, None)


def test_nothing_of_the_key_is_in_the_face():
    face = repr(question(WHOLE).face)
    assert not any(words in face for words in ("That prints", "Right:", "each of its arguments"))


def test_two_ticks_make_a_multiple_choice():
    assert question("Q\n\n- [x] a\n- [X] b\n- [ ] c").face.kind is Kind.MULTIPLE


def test_one_tick_may_be_a_multiple_choice():
    read = question("Q\n\n<!-- pylq: multiple -->\n\n- [x] a\n- [ ] b")
    assert (read.face.kind, read.key.right) == (Kind.MULTIPLE, frozenset("a"))


def test_settings_are_read():
    read = question(
        "Q\n<!-- pylq: multiple points=2.5 time=90 shuffle tags=loops,lists -->\n- [x] a\n- [ ] b"
    )
    assert read.face.points == 2.5
    assert read.seconds == 90
    assert read.shuffle
    assert read.tags == ("loops", "lists")


def test_a_poll_has_no_key():
    assert question("Q\n<!-- pylq: poll -->\n- [ ] a\n- [ ] b").key.right is None


def test_none_right_is_a_key():
    assert question("Q\n<!-- pylq: none-right -->\n- [ ] a\n- [ ] b").key.right == frozenset()


def test_a_number_is_asked_without_a_key():
    read = question("How many?\n\n<!-- pylq: number -->\n\n> **Model answer.** 42\n\n> It is so.")
    assert read.face.kind is Kind.NUMBER
    assert read.face.options == ()
    assert read.key.right is None
    assert read.key.model_answer == "<p>42</p>"
    assert read.key.explanation == "<p>It is so.</p>"


def test_an_open_question_has_a_model_answer_and_an_explanation():
    read = question(
        "Why?\n\n> a quotation of the prompt\n\n<!-- pylq: open -->\n\n"
        "> **Model answer.** Because.\n\n> It is so.\n\n> And so."
    )
    assert read.face.kind is Kind.OPEN
    assert "a quotation" in read.face.prompt
    assert read.face.options == ()
    assert read.key.model_answer == "<p>Because.</p>"
    assert read.key.explanation == "<p>It is so.</p>\n<p>And so.</p>"
    assert read.key.right is None


def test_a_settings_line_within_code_is_code():
    read = question("Q\n```html\n<!-- pylq: poll -->\n```" + TWO)
    assert read.key.right == frozenset("a")
    assert "pylq" in read.face.prompt


def test_numbered_options_are_options():
    assert texts("Q\n\n1. [x] a\n2. [ ] b") == ["a", "b"]


def test_loose_and_tight_options_look_alike():
    assert texts("Q\n\n- [x] a\n\n- [ ] b") == texts("Q\n\n- [x] a\n- [ ] b") == ["a", "b"]


def test_a_code_option_stands_below_its_box():
    (first, _) = texts("Q\n- [x]\n  ```python\n  pass\n  ```\n- [ ] b")
    assert first.startswith('<div class="pylq-code"><pre><code><span class="k">pass</span>')


def test_an_option_that_ends_in_a_quotation_has_an_empty_one_behind_it():
    read = question("Q\n\n- [x] He said:\n  > well\n\n  >\n- [ ] b")
    assert "<blockquote>\n<p>well</p>\n</blockquote>" in read.face.options[0].text
    assert read.key.notes == {}


def test_a_list_of_boxes_in_the_prompt_takes_another_bullet():
    read = question("Done?\n\n* [x] milk\n* [ ] eggs\n\n- [ ] all\n- [x] not all")
    assert [option.text for option in read.face.options] == ["all", "not all"]
    assert "milk" in read.face.prompt
    assert read.key.right == frozenset("b")


def test_an_escaped_equals_sign_is_text():
    assert texts("Q\n- [x] \\= 2\n- [ ] \\== 2") == ["= 2", "== 2"]


def test_otherwise_is_ordinary_text_among_ordinary_options():
    assert texts("Q\n- [x] now\n- [ ] otherwise") == ["now", "otherwise"]


def test_comments_are_hidden():
    read = question(
        "Q <!-- b is right -->\n\n<!--\nask Tuesday\n-->\n\n- [ ] a\n- [x] b <!-- ! -->"
    )
    assert "right" not in read.face.prompt
    assert "Tuesday" not in repr(read)
    assert [option.text for option in read.face.options] == ["a", "b"]


def test_windows_line_ends_change_nothing():
    assert read_cell(WHOLE.replace("\n", "\r\n")) == read_cell(WHOLE)


def test_options_that_differ_in_blanks_within_code_differ():
    assert texts("Q\n- [x] `a  b`\n- [ ] `a b`") == ["<code>a  b</code>", "<code>a b</code>"]


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("Some text\n\n## The *title* of `x`\n\nmore", "The title of x"),
        ("First line\nsecond line", "First line"),
        ("```python\n\nprint(1)\n```", "print(1)"),
        ("Is $a < b$?", "Is $a < b$?"),
        ("# " + "word " * 40, ("word " * 15).strip() + "…"),
        ("# \u202eevil\u0007", "evil"),
    ],
)
def test_the_title_is_plain_text_of_the_prompt(prompt, title):
    found = question(prompt + TWO).face.title
    assert found == title
    assert len(found) <= 80


@pytest.mark.parametrize(
    "source",
    [
        "- [x] a",
        "* [X] a",
        "+ [x] a",
        "1. [x] a",
        "- a\n- [x] b",
        "text\n\n- [x]b",
        "- [x ] a",
        "- [x]: a",
        "- [x] a | b\n  --|--",
        "<!-- pylq: open -->",
        "  <!-- pylq: poll -->  ",
        "<!-- pylq poll -->",
        "-\n  [x] a",
    ],
)
def test_a_settings_line_or_a_ticked_box_makes_a_question(source):
    assert is_question(source)
    assert codes(source) != ["not_a_question"]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "text",
        "- [ ] buy milk\n- [ ] buy eggs",
        "```\n- [x] a\n```",
        "    - [x] a",
        "- a\n  - [x] nested",
        "> - [x] quoted",
        "<!--\n- [x] commented out\n-->",
        "[x] not in a list",
        "`<!-- pylq: open -->` is a settings line",
        "```\n<!-- pylq: open -->\n```",
        "<!-- pylqx: open -->",
    ],
)
def test_other_text_is_no_question(source):
    assert not is_question(source)
    assert codes(source) == ["not_a_question"]


# source, code, line, what the mended text puts in the place of the lines (None: no mending)
MISTAKES = [
    ("Q\n- [x]B\n- [ ] c", "box_malformed", 2, "- [x] B"),
    ("Q\n- [x] b\n- [] c", "box_malformed", 3, "- [ ] c"),
    ("Q\n- [x ] b\n- [ ] c", "box_malformed", 2, "- [x] b"),
    ("Q\n- [x](u) b\n- [ ] c", "box_malformed", 2, "- [x] (u) b"),
    ("Q\n-      [x] b\n- [ ] c", "box_malformed", 2, "- [x] b"),
    ("Q\n- [x] b\n- c", "item_without_box", 3, "- [ ] c"),
    ("Q\n- p\n- q\n\n- [x] b\n- [ ] c", "item_without_box", 2, "* p\n* q"),
    ("Q\n- [x] ```py\n  b\n  ```\n- [ ] c", "fence_on_box_line", 2, "- [x]\n  ```py\n  b\n  ```"),
    ("Q\n- [x] ```\nb\n```\n- [ ] c", "fence_on_box_line", 2, "- [x]\n  ```\n  b\n  ```"),
    ("- [x] a | b\n  --|--\n- [ ] c", "box_before_block", 1, "- [x]\n  a | b\n  --|--"),
    (
        "Q\n- [x]\n  ```py\n  1\n  > n\n- [ ] c",
        "code_not_closed",
        3,
        "  ```\n  > n",
    ),
    ("Q\n- [x]\n  ~~~~\n  ~~~\n  > n\n- [ ] c", "code_not_closed", 3, "  ~~~~\n  > n"),
    ("Q\n-\u00a0[x] b\n- [ ] c", "odd_sign", 2, "- [x] b"),
    ("Q\n- ［x］b\n- [ ] c", "odd_sign", 2, "- [x] b"),
    ("Q\n\n- [x] b\n  ===\n- [ ] c", "box_before_block", 3, None),
    ("Q\n- [x] b\n      > n\n- [ ] c", "note_too_deep", 3, "  > n"),
    ("Q\n- [x] b\n\n      > n\n      > m\n- [ ] c", "note_too_deep", 4, "  > n\n  > m"),
    ("Q\n1. [x] b\n        > n\n2. [ ] c", "note_too_deep", 3, "   > n"),
    ("Q\n- [ ] b\n> n\n- [x] c\n- [ ] d", "note_not_indented", 3, "  > n"),
    ("Q\n- [ ] b\n- [x] c\n> n", "explanation_too_close", 4, "\n> n"),
    ("Q\n- [x] p\n\nand\n\n- [x] b\n- [ ] c", "two_task_lists", 2, "* [x] p"),
    ("Q\n- [x] b\n- [ ] c\n\nmore\ntext", "text_after_options", 5, "> more\n> text"),
    ("Q\n- [x] b\n- [ ] c\n# H", "text_after_options", 4, "\n> # H"),
    ("Q\n* [x] b\n* [ ] c\n\n- d\n- e", "options_not_last", 5, "> - d\n> - e"),
    ("Q\n- [x] b\n- [ ]\n- [ ] c", "empty_option", 3, None),
    ("Q\n- [x] b\n- [ ]\n  > note\n- [ ] c", "empty_option", 3, None),
    ("Q\n- [x] b\n- [ ] c\n- [ ]  c", "option_twice", 4, ""),
    ("Q\n- [x] b\n- [ ] b", "option_twice", 3, None),
    ("Q\n<!-- pylq: points=2 -->", "no_options", 2, None),
    ("Q\n<!-- pylq: points=2 -->\n- [ ] b\n- [ ] c", "no_right_option", 3, None),
    ("Q\n- [x] b", "too_few_options", 2, None),
    ("- [x] b\n- [ ] c", "no_prompt", 1, None),
    ("Q\n<!-- pylq: poll -->\n- [x] b\n- [ ] c", "ticked_poll", 3, "- [ ] b\n- [ ] c"),
    ("Q\n<!-- pylq: none-right -->\n- [x] b\n- [ ] c", "ticked_none_right", 3, "- [ ] b\n- [ ] c"),
    ("<!-- pylq: open -->\nWhy?\n\n> so", "text_after_open", 1, "Why?\n\n<!-- pylq: open -->"),
    ("Why?\n<!-- pylq: open -->\nmore", "text_after_open", 3, "\n> more"),
    (
        "Q\n<!-- pylq: open tags=t -->\n- [x] b\n- [ ] c",
        "options_in_open",
        2,
        "<!-- pylq: tags=t -->",
    ),
    (
        "Q\n<!-- pylq: number tags=t -->\n- [x] b\n- [ ] c",
        "options_in_open",
        2,
        "<!-- pylq: tags=t -->",
    ),
    (
        "Q\n<!-- pylq: number poll -->",
        "settings_conflict",
        2,
        "<!-- pylq: number -->",
    ),
    (
        "Q\n<!-- pylq: open -->\n> Model answer: b",
        "model_answer_unclear",
        3,
        "> **Model answer.** b",
    ),
    (
        "Q\n<!-- pylq: open -->\n> **Model answer.** b\n\n> **Model answer.** c",
        "model_answer_twice",
        5,
        None,
    ),
    ("Q <!-- oh" + TWO, "comment_not_closed", 1, "Q <!-- oh -->"),
    ("Q ![](a.png)" + TWO, "image_without_alt", 1, "Q ![what it shows](a.png)"),
    (
        "Q ![a](https://x.org/a.png)" + TWO,
        "image_remote",
        1,
        "Q ![a](attachment:image.png)",
    ),
    ("Q ![a](data:image/png;base64,AA)" + TWO, "image_remote", 1, "Q ![a](attachment:image.png)"),
    ("Q\n\n![a](attachment:a.png)" + TWO, "image_missing", 3, None),
    ("Q\n\n![a](plots/a.png)" + TWO, "image_missing", 3, None),
    ("Q\n\n![a](../a.png)" + TWO, "image_outside", 3, None),
    ("Q\n- [x] = 2,5\n- [ ] otherwise", "typed_unreadable", 2, "- [x] = 2.5"),
    ("Q\n- [x] = 2,500", "typed_unreadable", 2, None),
    ("Q\n- [x] = Paris", "typed_unreadable", 2, '- [x] = "Paris"'),
    ("Q\n- [x] ~ /(a/", "typed_unreadable", 2, None),
    ("Q\n- [x] = 2\n  to 3", "typed_long", 2, None),
    ("Q\n- [x] = 2\n\n  more\n- [ ] = 3", "typed_long", 2, None),
    ("Q\n- [x] = 2\n- [ ] b", "typed_among_options", 2, "- [x] \\= 2"),
    ('Q\n- [x] = "a"\n- [ ] = "b"\n- [ ] c "d"', "option_among_typed", 4, '- [ ] = "c \\"d\\""'),
    ('Q\n- [x] = 2\n- [ ] = "b"', "numbers_and_texts", 3, None),
    ("Q\n- [x] = 2 ± 1\n- [ ] = [1, 3]", "form_twice", 3, None),
    ("Q\n- [x] = 2\n- [ ] otherwise\n- [ ] = 3", "after_otherwise", 4, None),
    ("Q\n<!-- pylq: points=2 -->\n- [ ] = 2\n- [ ] otherwise", "no_right_option", 3, None),
    ("Q\n<!-- pylq: shuffle -->\n- [x] = 2", "setting_of_options", 2, None),
    ("Q\n- [x] b\n  > **50 %.** n\n- [ ] c", "share_senseless", 2, None),
    ("Q\n- [x] b\n- [ ] c\n  > **100 %.** n", "share_senseless", 3, None),
    ("Q\n- [x] b\n- [ ] c\n  > **-5 %.** n", "share_senseless", 3, None),
    ("Q\n- [x] b\n  > **-5 %.** n\n- [x] c", "share_senseless", 2, None),
    ("Q\n<!-- pylq: poll -->\n- [ ] b\n  > **5 %**\n- [ ] c", "share_senseless", 3, None),
    ("Q\n<!-- pylq: partial -->" + TWO, "partial_of_one", 2, None),
    ("Q\n<!-- pylq: markdown -->" + TWO, "markdown_not_open", 2, "<!-- pylq: -->"),
    ("Q\n<!-- pylq: short markdown -->", "settings_conflict", 2, "<!-- pylq: short -->"),
    ("Q <!-- pylq: poll -->\n- [ ] b\n- [x] c", "settings_unreadable", 1, "<!-- pylq: poll -->\nQ"),
    ("Q\n<!-- pylq poll -->\n- [ ] b\n- [ ] c", "settings_unreadable", 2, "<!-- pylq: poll -->"),
    (
        "<!-- pylq: poll -->\nQ\n<!-- pylq: time=5 -->\n- [ ] b\n- [ ] c",
        "settings_twice",
        3,
        "<!-- pylq: poll time=5 -->\nQ",
    ),
    ("Q\n<!-- pylq: shufle -->" + TWO, "unknown_setting", 2, "<!-- pylq: shuffle -->"),
    ("Q\n<!-- pylq: zzzz -->" + TWO, "unknown_setting", 2, "<!-- pylq: -->"),
    ("Q\n<!-- pylq: tag=a -->" + TWO, "unknown_setting", 2, "<!-- pylq: tags=a -->"),
    ("Q\n<!-- pylq: points=2,5 -->" + TWO, "bad_value", 2, "<!-- pylq: points=2.5 -->"),
    ("Q\n<!-- pylq: points=-1 -->" + TWO, "bad_value", 2, "<!-- pylq: -->"),
    ("Q\n<!-- pylq: points=nan -->" + TWO, "bad_value", 2, "<!-- pylq: -->"),
    ("Q\n<!-- pylq: points -->" + TWO, "bad_value", 2, "<!-- pylq: -->"),
    ("Q\n<!-- pylq: time=90s -->" + TWO, "bad_value", 2, "<!-- pylq: time=90 -->"),
    ("Q\n<!-- pylq: time=0 -->" + TWO, "bad_value", 2, "<!-- pylq: -->"),
    ("Q\n<!-- pylq: shuffle=yes -->" + TWO, "bad_value", 2, "<!-- pylq: shuffle -->"),
    ("Q\n<!-- pylq: tags=a,,b -->" + TWO, "bad_value", 2, "<!-- pylq: tags=a,b -->"),
    ("Q\n<!-- pylq: time=5 time=6 -->" + TWO, "setting_twice", 2, "<!-- pylq: time=5 -->"),
    (
        "Q\n<!-- pylq: poll none-right -->\n- [ ] b\n- [ ] c",
        "settings_conflict",
        2,
        "<!-- pylq: poll -->",
    ),
    *(
        (f"Q\n<!-- pylq: {setting} -->", "bad_value", 2, mended)
        for setting, mended in {
            "scale=1-5": "<!-- pylq: scale=1..5 -->",
            "scale=1..1": None,
            "scale=0..11": None,
            "scale=x": None,
            "words=0": None,
            "words=11": None,
            "difficulty=eazy": "<!-- pylq: difficulty=easy -->",
            "difficulty=7": None,
            "ordering=2": "<!-- pylq: ordering -->",
        }.items()
    ),
    ("Q\n<!-- pylq: ordering matching -->", "settings_conflict", 2, "<!-- pylq: ordering -->"),
    ("Q\n<!-- pylq: scale=1..5 poll -->", "settings_conflict", 2, "<!-- pylq: scale=1..5 -->"),
    ("Q\n<!-- pylq: words poll -->", "settings_conflict", 2, "<!-- pylq: words -->"),
    ("Q\n<!-- pylq: blanks shuffle -->", "settings_conflict", 2, "<!-- pylq: blanks -->"),
    ("Q\n<!-- pylq: ordering -->\n- [x] b\n- c", "box_in_list", 3, "- b"),
    ("Q\n<!-- pylq: ordering -->\n- b\n- b", "option_twice", 4, ""),
    ("Q\n<!-- pylq: ordering -->\n- b", "too_few_options", 3, None),
    ("Q\n<!-- pylq: matching -->\n- a : b\n- c → d", "no_pair", 3, "- a → b"),
    ("Q\n<!-- pylq: matching -->\n- `a → b`\n- c → d", "no_pair", 3, None),
    ("Q\n<!-- pylq: matching poll -->\n- a → b\n- c", "pair_in_poll", 3, None),
    ("Q\n<!-- pylq: matching -->\n- a → b\n- → c\n  > n", "note_of_target", 4, None),
    ("Q\n<!-- pylq: scale=1..5 -->\n- a\n- b\n- c", "scale_labels", 3, None),
    ("Q ___\n<!-- pylq: blanks -->\n1. - [x] b", "blank_unclear", 3, None),
    ("Q ___\n\n___\n<!-- pylq: blanks -->", "blank_alone", 3, "___ ."),
    ("Q $___$\n<!-- pylq: blanks -->", "blank_in_mathematics", 2, None),
    ("Q\n<!-- pylq: blanks -->", "no_blanks", 2, None),
    ('Q ___ ___\n<!-- pylq: blanks -->\n1. a\n   - [x] = "b"', "blanks_unlike", 2, None),
    ("Q\n<!-- pylq: place -->", "no_image", 1, None),
    ("Q\n<!-- pylq: output -->" + TWO, "output_missing", 2, ""),
    ('Q\n<!-- pylq: time=5 output="a b" -->' + TWO, "output_missing", 2, "<!-- pylq: time=5 -->"),
    ("Q\n<!-- pylq: output=plot -->" + TWO, "bad_value", 2, '<!-- pylq: output="plot" -->'),
    ("Q\n<!-- pylq: output=“a b” -->" + TWO, "bad_value", 2, '<!-- pylq: output="a b" -->'),
    ('Q\n<!-- pylq: output="a -->' + TWO, "bad_value", 2, '<!-- pylq: output="a" -->'),
    (
        'Q\n<!-- pylq: open output="an open door" -->\n- [x] b\n- [ ] c',
        "options_in_open",
        2,
        '<!-- pylq: output="an open door" -->',
    ),
    ("Q\n<!-- pylq: place -->\n- [x] b\n- [ ] c", "no_region", 2, None),
    ("> " * 30 + "y" + TWO, "too_deep", 1, None),
    ("text", "not_a_question", 1, None),
    ("Q\n" + "".join(f"- [x] {n}\n" for n in range(61)), "too_many_options", 62, None),
    ("x\n" * 2001, "too_complex", 2001, None),
    ("x" * (256 * 1024 + 1), "too_large", 1, None),
]


def first_problem(source, code):
    return next((found for found in read_cell(source).problems if found.code == code), None)


@pytest.mark.parametrize(
    ("source", "code", "line", "mended"),
    MISTAKES,
    ids=[f"{code}-{number}" for number, (_, code, _, _) in enumerate(MISTAKES)],
)
def test_a_mistake_is_told_with_its_line_and_its_mending(source, code, line, mended):
    problem = first_problem(source, code)
    assert problem is not None, codes(source)
    assert problem.line == line
    assert problem.message.endswith((".", "?", "!"))
    if mended is not None:
        assert problem.mended == mended


@pytest.mark.parametrize(
    "source", [source for source, *_, mended in MISTAKES if mended is not None]
)
def test_what_is_mended_step_by_step_becomes_a_question_or_needs_its_author(source):
    for _ in range(10):
        problem = next((p for p in read_cell(source).problems if p.mended is not None), None)
        if problem is None:
            break
        mended = apply_mended(source, problem)
        assert mended != source
        source = mended
    remaining = {problem.code for problem in read_cell(source).problems}
    assert remaining <= {
        "image_missing",
        "no_right_option",
        "no_prompt",
        "ticked_poll",
        # Whoever mends these has to write something.
        "no_options",
        "too_few_options",
        "no_blanks",
        "bad_value",
    }


def test_every_code_has_a_case():
    # No question is broken by these two: test_identity.py and test_students_text.py have them.
    elsewhere = {"cell_id_twice", "inseparable"}
    # These need an image: test_images.py has them.
    elsewhere |= {"image_type", "image_too_large", "too_many_images"}
    # These need an output: test_outputs.py has them.
    elsewhere |= {"output_images", "output_too_large"}
    assert {code for _, code, _, _ in MISTAKES} == set(CODES) - elsewhere


def test_all_mistakes_of_a_cell_are_told_at_once_in_the_order_of_their_lines():
    found = read_cell("Q\n<!-- pylq: shufle -->\n- [x]B\n- [] C\n- d\n\nmore").problems
    assert [problem.line for problem in found] == [2, 3, 4, 5, 7]


def test_lone_surrogates_do_no_harm():
    assert read_cell("Q \ud800" + TWO).question is not None


def test_the_face_is_the_same_whatever_key_and_feedback_are():
    other = """\
### Which one prints 3?

- [x]
  ```python
  print(1, 2)
  ```

- [ ]
  ```python
  print(1 + 2)
  ```
  > Another note.
  >
  > - with a list
- [ ] neither

  > And one more.
"""
    assert question(other).face == question(WHOLE).face
    assert question(other).key != question(WHOLE).key
