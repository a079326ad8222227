"""Blanks as Moodle's embedded answers: each sign where Moodle takes it for what it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from pylq_ext.banks.blank_marks import MARK
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange.blank_texts import shown_plain
from pylq_ext.interchange.moodle_embedded import IMAGE, NAMES, embedded, embedded_answers
from pylq_ext.interchange.moodle_xml import read_moodle_xml
from pylq_ext.interchange.outgoing_html import to_html
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from tests.unit.interchange.moodle import question, quiz
from tests.unit.interchange.outgoing_questions import records


def as_moodle_reads(blank: str) -> Iterator[tuple[str, str, str]]:
    """The share, the answer and the feedback of each answer, as Moodle itself takes them apart.

    Moodle knows signs by what stands before them, and resolves the entities afterwards.
    """
    found = re.fullmatch(r"\{\d+:[A-Z_]+:(.*?)(?<!\\)\}", blank, re.S)
    assert found is not None
    for piece in re.split(r"(?<!\\)~", found[1]):
        parts = re.fullmatch(r"(=|%-?[0-9.]+%)(.+?)(?<!\\)(?<!&)(?<!&amp;)(?:#(.*))?", piece, re.S)
        assert parts is not None
        answer, told = (
            html.unescape(part or "").replace("\\}", "}").replace("\\#", "#")
            for part in (parts[2], parts[3])
        )
        yield parts[1], answer, told


@settings(max_examples=200, deadline=None)
@given(record=records(Sort.BLANKS))
def test_moodle_takes_apart_what_was_written(record: Record):
    assume(record.sort is Sort.BLANKS)
    try:
        written, _ = embedded_answers(record, lambda _: None)
    except Unfit:
        return
    for blank, source in zip(record.blanks, written, strict=True):
        found = list(as_moodle_reads(source))
        given = [one.note for one in blank.choices or blank.accepted]
        notes = [to_html(note, str) for note in given if note]
        told = [re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), note) for *_, note in found]
        told = [note for note in told if note]
        if blank.choices:
            assert told == notes
            shown = [html.unescape(re.sub("<[^>]*>", "", text)) for _, text, _ in found]
            assert shown == [shown_plain(render_markdown(one.text)) for one in blank.choices]
        else:
            # What cannot be said was dropped.
            assert {*told} <= {*notes}


def written(*blanks: Blank, points: float | None = None) -> tuple[list[str], float, list[str]]:
    notes: list[str] = []
    record = Record("", Sort.BLANKS, prompt="___", blanks=blanks, points=points)
    return *embedded_answers(record, notes.append), notes


@pytest.mark.parametrize(
    ("forms", "source"),
    [
        (['= "a b"'], "SHORTANSWER:=a b"),
        (['= "Ab" exactly'], "SHORTANSWER_C:=Ab"),
        (['= "&"', "otherwise"], "SHORTANSWER:=&#38;~%0%*"),
        (['= "a~{b}#<c>*"'], "SHORTANSWER:=a&#126;&#123;b&#125;&#35;&#60;c&#62;&#92;*"),
        (["~ /colou?r/"], "SHORTANSWER:=color~=colour"),
        (["= 5"], "NUMERICAL:=5"),
        (["= 5 ± 0.1", "otherwise"], "NUMERICAL:=5:0.1~%0%*"),
        (["= 1 .. 2"], "NUMERICAL:=1.5:0.5"),
    ],
)
def test_typed_answers(forms: list[str], source: str):
    accepted = tuple(Accepted(form, float(form != "otherwise")) for form in forms)
    assert written(Blank(accepted))[0] == [f"{{1:{source}}}"]


def test_choices_shares_and_notes():
    choices = (Choice("`a` ~ &", 0.5, "No: *a* # $\\{b\\}$"), Choice("c", 1.0), Choice("d", 0.0))
    assert written(Blank(choices=choices))[0] == [
        "{1:MULTICHOICE:%50%a &amp;#126; &amp;amp;#<p>No: <em>a</em> &amp;#35; &amp;#92;("
        "&amp;#92;&amp;#123;b&amp;#92;&amp;#125;&amp;#92;)</p>~=c~%0%d}"
    ]


@pytest.mark.parametrize(
    ("points", "weights", "notes"),
    [(2.0, [1, 1], 0), (4.0, [2, 2], 0), (3.0, [2, 1], 1), (1.0, [1, 1], 1), (2.5, [1, 1], 1)],
)
def test_points_are_spread_over_the_weights(points: float, weights: list[int], notes: int):
    blank = Blank((Accepted('= "a"'),))
    sources, worth, told = written(blank, blank, points=points)
    assert [int(source[1]) for source in sources] == weights
    assert worth == sum(weights)
    assert len(told) == notes


def test_what_moodle_has_no_place_for_is_told_or_refused():
    blank = Blank((Accepted('= "a"', 1.0, "![A](attachment:a.png)"),), label="name")
    sources, _, notes = written(blank)
    assert (sources, notes) == (["{1:SHORTANSWER:=a}"], [NAMES, IMAGE])
    for form, why in [("~ /[A-Z]+/", "cannot be said"), ("= (7, ∞)", "has no end")]:
        with pytest.raises(Unfit, match=why):
            written(replace(blank, accepted=(Accepted(form),)))
    with pytest.raises(Unfit, match="backslash"):
        written(Blank((Accepted('= "\\\\{a\\\\}"'),)))
    with pytest.raises(Unfit, match="without a right answer"):
        written(Blank(), Blank())


def test_what_looks_like_an_embedded_answer_is_none():
    text = f"{{1:SA:=x}} {{#1}} {{x}} {MARK} <img alt='{MARK}'>"
    assert embedded(text, ["{1:NM:=2}"]) == (
        "&#123;1:SA:=x} &#123;#1} {x} {1:NM:=2} <img alt='___'>"
    )


def test_entities_within_a_blank_are_resolved_twice_when_it_is_read():
    source = "{1:MC:=a &amp;amp;lt; &amp;#125;#<p>&amp;lt;b></p>~c &lt;i&gt;} d"
    (record,) = read_moodle_xml(quiz(question("cloze", source, "", common="")))
    assert record.blanks == (
        Blank(choices=(Choice("a \\&lt; }", 1.0, "\\<b>"), Choice("c \\<i>", 0.0))),
    )
