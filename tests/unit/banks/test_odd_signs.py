"""Cells in any script are read; signs that only look right are told, and never show a note."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.cell import is_question, read_cell
from pylq_ext.banks.problems import apply_mended
from pylq_ext.domain.question import Question

ARABIC = (
    "### ما نوع القيمة `7 / 2`؟\n\n- [ ] عدد صحيح\n  > القسمة `/` تعطي عددًا عشريًّا دائمًا.\n"
    "- [x] `float`\n\n> تذكّر `//`."
)
HEBREW = "### מה מודפס?\n\n<!-- pylq: tags=מחרוזות -->\n\n- [x] שלום\n- [ ] עולם\n  > לא."
CHINESE = (
    "### 下面哪一个是不可变的？\n\n- [x] 元组（tuple）\n- [ ] 列表（list）\n  > 列表可以修改。\n\n"
    "> 元组不可变：`t[0] = 1` 会报错。"
)
JAPANESE = '### 戻り値のキーワードは？\n\n- [x] = "return"\n- [x] = "リターン"\n- [ ] otherwise'


def question(source: str) -> Question:
    reading = read_cell(source)
    assert reading.problems == ()
    assert reading.question is not None
    return reading.question


@pytest.mark.parametrize("source", [ARABIC, HEBREW, CHINESE, JAPANESE])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_cell_in_any_script_and_with_any_ends_of_lines_is_a_question(source, end):
    written = source.replace("\n", end)
    assert is_question(written)
    assert question(written) == question(source)
    assert question("\ufeff" + written) == question(source)


def test_a_cell_from_right_to_left_has_its_parts():
    read = question(ARABIC)
    assert read.face.title == "ما نوع القيمة 7 / 2؟"
    assert [option.text for option in read.face.options] == ["عدد صحيح", "<code>float</code>"]
    assert read.key.right == frozenset("b")
    assert set(read.key.notes) == {"a"}
    assert question(HEBREW).tags == ("מחרוזות",)


PLAIN = "Q\n\n- [x] a\n- [ ] b"

# How a line stands in a cell, the line in which it does, and how it should read.
ODD = [
    ("Q\n\n-\u00a0[x] a\n- [ ] b", 3, "- [x] a"),
    ("Q\n\n- [x] a\n- [\u00a0] b", 4, "- [ ] b"),
    ("Q\n\n- [x] a\n-\u3000[\u3000]\u3000b", 4, "- [ ] b"),
    ("Q\n\n- ［x］a\n- ［　］b", 3, "- [x] a"),
    ("Q\n\n- 【ｘ】a\n- [ ] b", 3, "- [x] a"),
    ("Q\n\n- [х] a\n- [ ] b", 3, "- [x] a"),
    ("Q\n\n• [x] a\n• [ ] b", 3, "- [x] a"),
    ("Q\n\n– [x] a\n- [ ] b", 3, "- [x] a"),
    ("Q\n\n\u200f- [x] a\n- [ ] b", 3, "- [x] a"),
    ("Q\n\n- \u200b[x] a\n- [ ] b", 3, "- [x] a"),
    ("Q\n\n- [x]\u200ba\n-\u2003[ ] b", 4, "- [ ] b"),
    ("Q\n\n1．[x] a\n2. [ ] b", 3, "1. [x] a"),
    ("Q\n\n1. [x] a\n2.\u00a0[ ] b", 4, "2. [ ] b"),
    ("Q\n\n- [x] a\n- [ ] b\n\u00a0\u00a0> note", 5, "  > note"),
    ("Q\n\n- [x] a\n- [ ] b\n \u200b > note", 5, "  > note"),
    ("Q\n\n- [x] a\n- [ ] b\n  ＞ note", 5, "  > note"),
    ("Q\n\n- [x]\n\u00a0 ```python\n  1\n  ```\n- [ ] b", 4, "  ```python"),
    ("Q\n\n- [x]\n  ```\n  1\n  ``\u200b`\n  > note\n- [ ] b", 6, "  ```"),
    ("Q\n\n- [x]\n  `\u200b``python\n  1\n  ```\n  > note\n- [ ] b", 4, "  ```python"),
    ("Q\n\n- [x]\n  ~~~\n  1\n  ~~~\u00a0\n  > note\n- [ ] b", 6, "  ~~~"),
    ("Q\n\n- [x] a\u2028- [ ] b", 3, "- [x] a\n- [ ] b"),
    ("Q\u2029\u2029- [x] a\u2029- [ ] b", 1, "Q\n\n- [x] a\n- [ ] b"),
    ("Q\n\n- [x] a\u2028  > note\n- [ ] b", 3, "- [x] a\n  > note"),
    ('Q\n\n- [x] ＝ "a"\n- [ ] otherwise', 3, '- [x] = "a"'),
    ("Q\n\n- [x] \u200b= 2\n- [ ] otherwise", 3, "- [x] = 2"),
    ("Q\n\n- [x] ～/a/\n- [ ] otherwise", 3, "- [x] ~/a/"),
    ("Q\n\n<!-- pylq： open -->", 3, "<!-- pylq: open -->"),
    ("Q\n\n<!– pylq: open –>", 3, "<!-- pylq: open -->"),
    ("Q\n\n＜！-- pylq: open --＞", 3, "<!-- pylq: open -->"),
    ("Q\n\n\u200b<!-- pylq: open -->", 3, "<!-- pylq: open -->"),
    ("Q\n\n<!-- pylq: points＝2 tags=a，b -->\n\n- [x] a\n- [ ] b", 3, None),
]


@pytest.mark.parametrize(("source", "line", "mended"), ODD)
def test_a_sign_that_only_looks_right_is_told_with_what_is_meant(source, line, mended):
    assert is_question(source)
    problems = {problem.line: problem for problem in read_cell(source).problems}
    problem = problems[line]
    assert problem.code == "odd_sign"
    assert "U+" in problem.message
    assert problem.mended == (mended or "<!-- pylq: points=2 tags=a,b -->")


@pytest.mark.parametrize("source", [source for source, *_ in ODD])
def test_what_is_mended_is_a_question(source):
    for _ in range(4):
        problems = [one for one in read_cell(source).problems if one.mended is not None]
        if not problems:
            break
        source = apply_mended(source, problems[0])
    assert read_cell(source).question is not None


@pytest.mark.parametrize(
    "source",
    [
        f"{PLAIN}\u00a0\u200b",
        PLAIN.replace("[x] a", "[x]\u00a0a"),
        PLAIN.replace("[x] a", "[x] «\u202fa\u202f»：［x］"),
        PLAIN.replace("[x] a", "[x] ＝"),
        PLAIN.replace("Q", "• one\u2028• two"),
        PLAIN.replace("Q", "Q\n\n```text\n-\u00a0[x] a\n＞ b\n<!– pylq: open –>\n```"),
        PLAIN.replace("Q", "\u200fQ \u200e7\u200f"),
        "Q\n\n<!--\u00a0pylq:\u00a0points=2 -->\n\n- [x] a\n- [ ] b",
    ],
)
def test_signs_that_do_no_harm_are_read(source):
    assert len(question(source).face.options) == 2


@pytest.mark.parametrize(
    "source",
    [
        "• [ ] buy milk",
        "- ［ ］ buy milk",
        "```\n- ［x］ a\n```",
        "＞ quoted",
        "【x】 is a sign",
        "［x］",
    ],
)
def test_other_texts_with_such_signs_are_no_questions(source):
    assert not is_question(source)


@pytest.mark.parametrize(
    "source",
    [
        "Q\n\n- [{}\n- [x] a\n- [ ] b".format(" " * 60_000),
        "Q\n\n- [{}\n- [x] a\n- [ ] b".format("\u00a0" * 60_000),
        "Q\n\n-{}x\n- [x] a\n- [ ] b".format("\u00a0" * 60_000),
        "Q\n<!-- pylq{}\n- [x] a\n- [ ] b".format(" " * 60_000),
        "Q\n<!-- pylq{}\n- [x] a\n- [ ] b".format("\u00a0" * 60_000),
        "{}- [x] a".format("\u2028" * 40_000),
    ],
)
def test_a_line_of_blanks_is_not_searched_again_and_again(source):
    began = time.monotonic()
    is_question(source)
    read_cell(source)
    # It took half a minute where each blank was tried as an end of the box.
    assert time.monotonic() - began < 5


SECRET = "S3CRET"
WHOLE = [
    f"What?\n\n- [ ] a\n  > {SECRET}\n- [x] b\n  > {SECRET}\n\n> {SECRET}",
    f"What?\n\n<!-- pylq: multiple points=2 -->\n\n1. [x] a\n   > {SECRET}\n2. [x] b\n\n> {SECRET}",
    f"What?\n\n- [ ]\n  ```python\n  1\n  ```\n  > {SECRET}\n- [x] b",
    f"What?\n\n- [x] b\n- [ ]\n  ~~~~\n  1\n  ~~~~\n  > {SECRET}",
    f"Why?\n\n<!-- pylq: open -->\n\n> **Model answer.** {SECRET}\n\n> {SECRET}",
    f'What?\n\n- [x] = "{SECRET}"\n  > {SECRET}\n- [ ] otherwise',
]
#: What a keyboard, a browser or a word processor may put in the place of a sign, or beside it.
INSTEAD = {
    " ": "\u00a0\u2003\u3000\u202f",
    "-": "–—−•－",
    "[": "［【",
    "]": "］】",
    "x": "хХｘ×✓",
    ">": "＞",
    ".": "．、",
    "=": "＝",
    ":": "：",
    "\n": "\r\u2028\u2029\u0085\x0b\x0c",
}
UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\u00ad"


@st.composite
def _mangled(draw: st.DrawFn) -> str:
    source = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(source) - 1))
        if source[at] in "`~" and draw(st.booleans()):
            source = source[:at] + source[at + 1 :]
        elif instead := INSTEAD.get(source[at]):
            source = source[:at] + draw(st.sampled_from(instead)) + source[at + 1 :]
        else:
            source = source[:at] + draw(st.sampled_from(UNSEEN)) + source[at:]
    return source


@settings(deadline=None, max_examples=400)  # the machine may be busy
@given(_mangled())
def test_whatever_signs_are_mangled_no_note_reaches_a_face(source):
    reading = read_cell(source)
    if reading.question is not None:
        face = "".join(sign for sign in repr(reading.question.face) if sign not in UNSEEN)
        assert SECRET not in face
