"""Moodle's cloze as questions with blanks: every type, every sign, and nothing lost unsaid."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.blank_texts import BLANKS
from pylq_ext.interchange.moodle_cloze_scan import ClozeAnswer, ClozeBlank, scan_cloze
from pylq_ext.interchange.moodle_xml import read_moodle_xml
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort, Unreadable
from pylq_ext.interchange.unfit import Unfit
from tests.unit.interchange import moodle
from tests.unit.interchange.moodle import question, quiz


def read(text: str, type_: str = "cloze") -> Record:
    (record,) = read_moodle_xml(quiz(question(type_, text, "", common="")))
    return record


def blank_of(source: str) -> Blank:
    record = read(f"<p>A {source} b.</p>")
    assert record.problem is None, record.problem
    assert bank_cell(record).source
    return record.blanks[0]


def accepted(source: str) -> list[tuple[str, float, str]]:
    return [(one.form, one.credit, one.note) for one in blank_of(source).accepted]


def test_a_question_keeps_all_that_it_has():
    (record,) = read_moodle_xml(quiz(moodle.CLOZE))
    assert record == Record(
        "question 1 (line 4)",
        Sort.BLANKS,
        title="A name",
        prompt="In ___ they eat ___ at ___.\n\n```\nx = ___\n```",
        blanks=(
            Blank(
                (
                    Accepted('= "Paris"', 1.0, "**Yes**."),
                    Accepted('= "Lutetia"', 0.5),
                    Accepted("otherwise", 0.0, "No."),
                )
            ),
            Blank(choices=(Choice("cheese", 1.0), Choice("stones", -0.5, "Try it."))),
            Blank((Accepted("= 12 ± 0.5"), Accepted("= 13", 0.5))),
            Blank((Accepted('= "a}" exactly'),)),
        ),
        points=5.0,
        notes=(
            "Moodle shuffles the choices of a blank; here they stand as in the source.",
            "Its blanks had different weights (2, 1, 1, 1); here each earns the same part of the "
            "points.",
        ),
    )
    assert bank_cell(record).source.count("[x]") == 4


def test_both_names_of_the_type_are_known():
    assert read("{1:SA:=a} b", "multianswer") == read("{1:SA:=a} b")


@pytest.mark.parametrize("type_", ["SHORTANSWER", "SA", "MW", "sa"])
def test_a_short_answer(type_: str):
    assert accepted(f"{{1:{type_}:=a b~%33.33333%c}}") == [('= "a b"', 1, ""), ('= "c"', 1 / 3, "")]


@pytest.mark.parametrize("type_", ["SHORTANSWER_C", "SAC", "MWC"])
def test_a_short_answer_of_which_the_case_counts(type_: str):
    assert accepted(f"{{1:{type_}:=Ab}}") == [('= "Ab" exactly', 1, "")]


@pytest.mark.parametrize("type_", ["NUMERICAL", "NM"])
@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("=5", "= 5"),
        ("=5:0", "= 5"),
        ("=5:0.1", "= 5 ± 0.1"),
        ("=-2,5:0,5", "= -2.5 ± 0.5"),
        ("= 1e3 : 10 ", "= 1e3 ± 10"),
        ("%100%7:1", "= 7 ± 1"),
    ],
)
def test_a_number(type_: str, answer: str, form: str):
    assert accepted(f"{{1:{type_}:{answer}}}") == [(form, 1, "")]


@pytest.mark.parametrize(
    "type_",
    [
        *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
        *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
    ],
)
def test_a_choice(type_: str):
    source = f"{{1:{type_}:a#No.~=b &lt;i&gt;~%50%c}}"
    assert blank_of(source).choices == (
        Choice("a", 0.0, "No."),
        Choice("b \\<i>", 1.0),
        Choice("c", 0.5),
    )
    assert bool(read(f"<p>A {source}</p>").notes) == type_.endswith("S")


@pytest.mark.parametrize(
    ("source", "form", "note"),
    [
        (r"{1:SA:=a\}b}", '= "a}b"', ""),
        (r"{1:SA:=a\~b\#c#d\~e#f}", '= "a~b#c"', "d~e#f"),
        ("{1:SA:=&#39;a&#39;#&quot;b&quot;}", "= \"'a'\"", '"b"'),
        ("{1:SA:=&lt;b&gt; &amp;}", '= "<b> &"', ""),
        ("{1:SA:=a&amp;#39;b}", '= "a&#39;b"', ""),
        ("{1:SA:=a*}", "~ /a.*/", ""),
        (r"{1:SA:=a\*b}", '= "a*b"', ""),
        ("{1:SAC:=a*b}", "~ /a.*b/ exactly", ""),
        (r"{1:SA:=\frac{1\}{2\}}", r'= "\\frac{1}{2}"', ""),
        ("{1:SA:~=a}", '= "a"', ""),
        ('{1:SA:=<span style="color: #ff0000">a</span>}', '= "a"', ""),
        ("{1:SA:= a\n b }", '= "a b"', ""),
        ("{1:SA:=a%50%}", '= "a%50%"', ""),
    ],
)
def test_signs_are_read_as_moodle_reads_them(source: str, form: str, note: str):
    assert accepted(source)[0] == (form, 1, note)


def test_what_fits_whatever_is_typed_comes_last_and_repeated_answers_are_told():
    record = read("A {1:SA:*#No.~=a~=a} b")
    assert [one.form for one in record.blanks[0].accepted] == ['= "a"', "otherwise"]
    assert [note.partition(" ")[0] for note in record.notes] == ["The", "The"]


def test_what_is_no_blank_in_moodle_stays_text():
    record = read("<p>{1:SA:=a} is in {1: SA} and {x} and \\(\\frac{1}{2}\\).</p>")
    assert record.prompt == "___ is in {1: SA} and {x} and $\\frac{1}{2}$."
    assert bank_cell(record).source


def test_markup_that_nobody_can_type_or_choose_is_told():
    record = read("A {1:SA:=<em>a</em>} {1:MC:=<b>x</b>~y} b")
    assert record.blanks[0].accepted == (Accepted('= "a"'),)
    assert record.blanks[1].choices[0] == Choice("x", 1.0)
    assert len(record.notes) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("No blank.", "no blank"),
        ("{1:SA:=a", "has no end"),
        (r"{1:SA:=a\}", "has no end"),
        ("{1:MULTIRESPONSE:=a~=b}", "Several answers"),
        ("{1:MR:=a~=b}", "Several answers"),
        ("{1:MULTIRESPONSE_HS:=a~=b}", "Several answers"),
        ("{1:MRS:=a~=b}", "Several answers"),
        ("{1:REGEXP:=a}", "REGEXP, which is not known"),
        ("{1:SA:a}", "No answer earns any points"),
        ("{1:SA:=}", "has no text"),
        ("{1:SA:}", "has no text"),
        ("{1:SA:=a~~b}", "has no text"),
        ("{1:SA:%200%a}", "more than 100"),
        ("{1:NM:=two}", "cannot be read"),
        ("{1:NM:=1:2:3}", "cannot be read"),
        ("{1:MC:=a}", "fewer than two"),
        ("{1:MC:=a~a}", "read the same"),
        ("{1:MC:=\\(x\\)~b}", "plain text only"),
        ("{1:MC:=<br>~b}", "shows nothing"),
        ("{1:SA:=a} " * 21, "more than 20 blanks"),
        ("{1:SA:" + "=a~" * 60 + "=b}", "more than 60 answers"),
        ("<pre>a___b</pre> {1:SA:=a}", "three underscores"),
        ("<p>a</p><script>{1:SA:=a}</script>", "shows no text"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, why: str):
    assert why in (read(text).problem or "")


def test_what_is_only_partly_right_is_no_key_of_a_blank():
    record = read("A {1:SA:%50%a} b")
    with pytest.raises(Unfit, match="No answer earns all points"):
        bank_cell(record)


def test_a_text_in_markdown_or_plain_has_blanks_too():
    for format_ in ("markdown", "plain_text", "moodle_auto_format"):
        source = quiz(question("cloze", "A {1:MC:=x~y}.", "", common=""))
        (record,) = read_moodle_xml(source.replace(b'"html"', f'"{format_}"'.encode()))
        assert (record.prompt, len(record.blanks[0].choices)) == ("A ___.", 2)


_TEXTS = st.text(alphabet="ab c\\#~}{&;=%1<>", min_size=1, max_size=10)


def escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "~#}" else sign for sign in text)


@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=4), _TEXTS)
def test_what_is_escaped_is_read_as_it_was(answers: list[tuple[str, str]], behind: str):
    # A backslash before a sign is how the sign is written; a tag or `&` hides what is behind it.
    given = [(a.strip("\\&%< ") or "a", b.strip("\\&< ") or "b") for a, b in answers]
    given = [(a.replace("&", "").replace("\\", "").replace("<", ""), b) for a, b in given]
    given = [(a if a.strip(" =%") else "a", b.replace("\\", "").replace("<", "")) for a, b in given]
    written = "~".join(f"={escaped(text)}#{escaped(note)}" for text, note in given)
    text, blanks = scan_cloze(f"x{{3:SA:{written}}}{behind}")
    assert text == f"x{BLANKS[0]}{behind}"
    expected = tuple(ClozeAnswer(text, 1.0, note) for text, note in given)
    assert blanks == [ClozeBlank(3, "SA", expected)]


@pytest.mark.parametrize(
    "text",
    [
        piece * 100_000
        for piece in ("{", "}", "{1:SA:", "{1:SA:=a}", "{1:SA:=a", "{1:", "~", "\\}", "{1:MC:=a~b}")
    ]
    + [f"{{1:SA:={piece * 100_000}" for piece in ("~", "#", "\\}", "&", "<a ", "<a", "%", "{", "=")]
    + [f"{{1:SA:={piece * 100_000}}}" for piece in ("~a", "#", "\\}", "&amp;", "<a ", "*a", "%5")],
)
def test_a_hundred_thousand_signs_take_no_time(text: str):
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read(text)
    with contextlib.suppress(Unfit):
        scan_cloze(text)
    assert time.process_time() - began < 1
