"""A bank as a package of QTI 2.1: nearly all comes back, and the rest is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pylq_ext.banks.notebook import open_bank
from pylq_ext.banks.render import render_markdown
from pylq_ext.interchange import html_texts as texts_told
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.blank_texts import shown_plain
from pylq_ext.interchange.conversion import Ending
from pylq_ext.interchange.outgoing import outgoing
from pylq_ext.interchange.qti_asked import ZERO_SHARES
from pylq_ext.interchange.qti_package import read_qti_package
from pylq_ext.interchange.qti_package_writer import QTI
from pylq_ext.interchange.qti_typed_writer import EDITS
from pylq_ext.interchange.qti_writer import TEX
from pylq_ext.interchange.record import Accepted, Blank, Choice, Record, Sort
from pylq_ext.interchange.same_question import asks_the_same, question_of
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import read_xml
from pylq_ext.interchange.zip_source import ZipSource
from tests.unit.interchange.outgoing_questions import PNG, back, records
from tests.unit.interchange.qti_rules_of_form import mistakes
from tests.unit.interchange.same_forms import with_forms_of

BANKS = Path(__file__).parents[3] / "question_banks"
PLAINER = {
    "3. three\n4. four": ("1. three\n2. four", texts_told.NUMBERS),
    "----:": ("-----", texts_told.ALIGNMENT),
    "~~gone~~": ("gone", texts_told.STRUCK),
}


def kept(record: Record) -> Record:
    """What QTI 2.1 can hold of a question."""
    record = replace(
        record,
        prompt=_plainer(record.prompt),
        choices=tuple(
            replace(one, text=_plainer(one.text), note=_plainer(one.note)) for one in record.choices
        ),
        accepted=_kept_forms(record.accepted),
        blanks=tuple(
            replace(
                blank,
                accepted=_kept_forms(blank.accepted),
                choices=tuple(replace(one, note=_plainer(one.note)) for one in blank.choices),
            )
            for blank in record.blanks
        ),
        pairs=tuple(
            replace(
                one, left=_plainer(one.left), right=_plainer(one.right), note=_plainer(one.note)
            )
            for one in record.pairs
        ),
        items=tuple(map(_plainer, record.items)),
        item_notes=tuple(map(_plainer, record.item_notes)),
        explanation=_plainer(record.explanation),
        model_answer=_plainer(record.model_answer),
    )
    if record.sort is Sort.MULTIPLE and not any(one.credit > 0 for one in record.choices):
        # Where nothing is right, what is wrong has nothing to take away from.
        nothing = tuple(replace(one, credit=0.0) for one in record.choices)
        record = replace(record, choices=nothing, is_partial=False)
    if record.sort is Sort.ORDERING:
        # An order is asked for in another order anyway.
        record = replace(record, shuffle=False)
    if record.points == 0:
        record = replace(
            record,
            choices=tuple(
                replace(one, credit=_whole(one.credit, record)) for one in record.choices
            ),
            accepted=tuple(
                replace(one, credit=_whole(one.credit, record)) for one in record.accepted
            ),
            blanks=tuple(
                Blank(
                    tuple(replace(one, credit=float(one.credit >= 1)) for one in blank.accepted),
                    tuple(replace(one, credit=float(one.credit >= 1)) for one in blank.choices),
                    blank.label,
                )
                for blank in record.blanks
            ),
            is_partial=record.is_partial and record.sort is Sort.ORDERING,
        )
    return replace(record, points=None) if record.is_poll else record


def _kept_forms(accepted: Sequence[Accepted]) -> tuple[Accepted, ...]:
    kept = {
        form: replace(one, form=form, note=_plainer(one.note))
        for one in reversed(accepted)
        for form in [one.form.split(" within ")[0]]
    }
    return tuple(kept.values())[::-1]


CHOICES = (Choice("a", 1.0), Choice("b", 0.0))


def _plainer(text: str) -> str:
    for found, (written, _) in PLAINER.items():
        text = text.replace(found, written)
    return text


def _whole(credit: float, record: Record) -> float:
    """What is earned where there are no points to take a part of."""
    return float(credit > 0 if record.sort is Sort.MULTIPLE else credit >= 1)


@settings(max_examples=200, deadline=None)
@given(record=records(Sort.BLANKS))
def test_what_qti_can_hold_comes_back_and_the_rest_is_told(record: Record):
    again, notes = back(QTI, record)
    meant = question_of(kept(record))
    assert meant is not None
    assert asks_the_same(with_forms_of(again, meant), meant)
    written = repr(record)
    told = {sentence for found, (_, sentence) in PLAINER.items() if found in _said(record)}
    assert told <= set(notes)
    assert (EDITS in notes) == (" within " in written and record.sort in {Sort.SHORT, Sort.BLANKS})
    for blank, one, other in zip(record.blanks, again.face.blanks, meant.face.blanks, strict=True):
        # A bank itself has the name as it is, or its words.
        if blank.label and other.label == shown_plain(render_markdown(blank.label)):
            assert one.label == other.label


def _said(record: Record) -> str:
    return "\n".join(
        [
            record.prompt,
            record.explanation,
            record.model_answer,
            *(f"{one.text}\n{one.note}" for one in record.choices),
            *(one.note for blank in record.blanks for one in blank.accepted),
            *(one.note for blank in record.blanks for one in blank.choices),
        ]
    )


@settings(max_examples=200, deadline=None)
@given(record=records(Sort.BLANKS))
def test_an_item_keeps_to_the_schema(record: Record):
    assert [*mistakes(read_xml(QTI.question(record, 7).content.xml))] == []


def test_the_schema_is_looked_at():
    record = Record("", Sort.SINGLE, prompt="\\\\(x\\\\)", choices=CHOICES, explanation="So.")
    xml = QTI.question(record, 1).content.xml
    assert [*mistakes(read_xml(xml))] == []
    for found, broken in [
        (b'identifier="A"', b'identifier="1"'),
        (b'identifier="B"', b'identifier="A"'),
        (b"<p>", b"<div><p>"),
        (b'showHide="show"', b""),
        (b'<outcomeDeclaration identifier="FEEDBACK"', b'<outcomeDeclaration identifier="F"'),
        (b"</itemBody>", b"text</itemBody>"),
    ]:
        assert found in xml
        other = xml.replace(found, broken).replace(
            b"</p>", b"</p></div>" if b"<div>" in broken else b"</p>"
        )
        assert [*mistakes(read_xml(other))]


def package(*all_records: Record, title: str = "A bank") -> tuple[ZipSource, bytes]:
    items = [QTI.question(one, at).content for at, one in enumerate(all_records, start=1)]
    content = QTI.file(title, items)
    return ZipSource(content), content


def test_a_package_has_a_manifest_with_all_its_files_and_what_is_said_of_the_questions():
    record = Record(
        "",
        Sort.SINGLE,
        prompt="### Loops & more\n\n![A dot](attachment:plot%20%231.png)",
        choices=CHOICES,
        tags=("c++", "größe"),
        difficulty="hard",
        seconds=90,
        attachments={"plot #1.png": PNG, "unused.png": PNG},
    )
    other = replace(record, prompt="![Another](attachment:plot%20%231.png)")
    files, content = package(record, other, title="Für <alle>")
    assert files.names == {
        "imsmanifest.xml",
        "item-001.xml",
        "item-002.xml",
        "images/001-plot-1.png",
        "images/002-plot-1.png",
    }
    assert files.read("images/001-plot-1.png") == PNG
    manifest = read_xml(files.read("imsmanifest.xml"))
    listed = [one.attributes["href"] for one in manifest.within("file")]
    assert {*listed, "imsmanifest.xml"} == files.names
    metadata = manifest.first("metadata")
    assert metadata is not None
    assert "Für <alle>" in metadata.text()
    first, second = read_qti_package(content)
    assert (first.tags, first.difficulty, first.seconds) == (("c++", "größe"), "hard", 90)
    assert [*first.attachments.values()] == [PNG]
    # The prompt begins with it, so it needs no heading of its own.
    assert first.title == second.title == ""
    assert b'title="Loops &amp; more"' in files.read("item-001.xml")


def test_images_whose_names_become_the_same_lie_apart():
    record = Record(
        "",
        Sort.OPEN,
        prompt="![A](attachment:a%20b.png) ![B](attachment:a-b.png)",
        attachments={"a b.png": PNG, "a-b.png": PNG + b"\0"},
    )
    files, _ = package(record)
    assert files.read("images/001-a-b.png") == PNG
    assert files.read("images/001-a-b-2.png") == PNG + b"\0"


def test_the_same_questions_are_the_same_bytes():
    record = Record("", Sort.OPEN, prompt="Why?")
    assert package(record)[1] == package(record)[1]


def test_what_qti_does_otherwise_is_told():
    def notes(**given: Any) -> tuple[str, ...]:
        whole: dict[str, Any] = {"sort": Sort.SINGLE, "choices": CHOICES, "prompt": "?", **given}
        return QTI.question(Record("", **whole), 1).notes

    assert notes() == ()
    assert notes(prompt="$x$") == (TEX,)
    assert notes(points=0.0, choices=(*CHOICES, Choice("c", 0.5))) == (ZERO_SHARES,)
    poll = tuple(replace(one, credit=0.0) for one in CHOICES)
    assert notes(points=3.0, choices=poll, is_poll=True) == (
        "Its 3 points were dropped: a poll gives none.",
    )
    twice = (Accepted('= "abc"'), Accepted('= "abc" within 1 edit', 0.5))
    said = notes(sort=Sort.SHORT, choices=(), accepted=twice)
    assert said[0] == EDITS
    assert "stands there already" in said[1]


def test_a_pattern_that_qti_lacks_is_refused():
    record = Record("", Sort.SHORT, prompt="?", accepted=(Accepted(r"~ /\bword\b/"),))
    with pytest.raises(Unfit, match="patterns of QTI lack"):
        QTI.question(record, 1)


@pytest.mark.parametrize(
    ("name", "noted", "not_written"),
    [
        # Noted are formulas and wrong signs that are forgiven. Not written are scales, words and
        # places.
        ("how_science_works", 1, 3),
        ("linear_algebra", 19, 2),
        ("numpy_pandas", 9, 0),
        ("python_basics", 7, 0),
        ("statistics", 11, 3),
    ],
)
def test_the_shipped_banks_become_packages_and_come_back(name: str, noted: int, not_written: int):
    bank = open_bank(BANKS / f"{name}.ipynb")
    sent, content = convert_bank(bank, QTI)
    assert content is not None
    endings = Counter(one.ending for one in sent)
    assert (endings[Ending.WITH_NOTE], endings[Ending.NOT_CONVERTED]) == (noted, not_written)
    told = [one.problem for one in sent if one.problem is not None]
    assert all(one.endswith(" yet.") for one in told)
    asked = [one for one, what in zip(bank, sent, strict=True) if what.problem is None]
    for question, record in zip(asked, read_qti_package(content), strict=True):
        again, meant = question_of(record), question_of(kept(outgoing(question)))
        assert again is not None
        assert meant is not None
        assert asks_the_same(with_forms_of(again, meant), meant)
