"""Places on an image in QTI, as questions for a place."""

from __future__ import annotations

import pytest

from pylq_ext.banks.cell import read_cell
from pylq_ext.domain.answers import Answer
from pylq_ext.domain.kinds.place import mark
from pylq_ext.domain.question import Kind, Question
from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.record import Accepted, Record, Sort
from tests.support.images import png, svg
from tests.unit.interchange import qti
from tests.unit.interchange.qti import area, hotspots


def read(content: bytes, **files: bytes) -> Record:
    return read_qti_item(content, files)


def question_of(record: Record) -> Question:
    cell = bank_cell(record)
    question = read_cell(cell.source, cell.attachments).question
    assert question is not None
    return question


def earned(question: Question, *answers: Answer) -> list[float]:
    return [mark(answer, question.face, question.key).points for answer in answers]


def test_areas_of_an_image_are_regions_in_percent():
    record = read(qti.HOTSPOTS)
    assert record.sort is Sort.PLACE
    assert record.accepted == (
        Accepted("= circle 25 50 5", 0.0),
        Accepted("= box 0 0 10 50", 1.0),
        Accepted("= polygon 50 0, 75 0, 50 50", 0.0),
    )
    assert record.notes == ()
    question = question_of(record)
    assert (question.face.kind, "A map" in question.face.image) == (Kind.PLACE, True)
    assert "Where?" in question.face.prompt
    assert earned(question, "5 25", "25 50") == [1.0, 0.0]


def test_a_point_that_is_set_earns_what_its_area_does():
    record = read(qti.POINT)
    assert record.accepted == (Accepted("= circle 25 50 4"), Accepted("= circle 25 50 8", 0.5))
    assert record.points == 2
    assert earned(question_of(record), "25 50", "31 50", "90 90") == [2.0, 1.0, 0.0]


def test_without_a_key_a_point_is_asked_for_all_the_same():
    unknown = qti.POINT.replace(b"<correctResponse><value>50 50</value></correctResponse>", b"")
    start, end = unknown.index(b"<areaMapping"), unknown.index(b"</areaMapping>")
    record = read(unknown[:start] + unknown[end + len(b"</areaMapping>") :])
    assert "without a key" in record.notes[0]
    assert question_of(record).key.right is None


def test_feedback_of_an_area_is_its_note():
    told = '<modalFeedback identifier="A" showHide="show">Not there.</modalFeedback>'
    record = read(hotspots(area("A", "rect", "0,0,9,9") + area("B", "rect", "9,9,19,19"), "B"))
    assert record.accepted[0].note == ""
    spots = area("A", "rect", "0,0,9,9") + area("B", "rect", "9,9,19,19")
    assert read(hotspots(spots, "B", more=told)).accepted[0].note == "Not there."


def test_the_rest_of_an_image_comes_last():
    spots = area("A", "default", "") + area("B", "rect", "0,0,20,20")
    forms = [one.form for one in read(hotspots(spots, "B")).accepted]
    assert forms == ["= box 0 0 10 20", "otherwise"]


@pytest.mark.parametrize(
    ("image", "content"),
    [
        ('<object data="a.png" type="image/png"/>', png(40, 20)),
        ('<img src="a.png" alt="A map"/>', png(40, 20)),
        ('<img src="a.png" alt="A map" width="40px" height="20"/>', png(40, 20)),
        ('<img src="a.png" alt="A map"/>', svg('viewBox="0 0 40 20"')),
    ],
)
def test_without_a_size_the_image_has_its_own(image: str, content: bytes):
    source = hotspots(area("A", "rect", "0,0,20,20"), "A", image=image)
    record = read_qti_item(source, {"a.png": content})
    assert [one.form for one in record.accepted] == ["= box 0 0 50 100"]
    assert question_of(record).face.image


def test_one_right_place_among_several_that_could_be_chosen_is_told():
    spots = area("A", "rect", "0,0,9,9") + area("B", "rect", "9,9,19,19")
    assert read(hotspots(spots, "B", most=2)).notes == (
        "Several places could be chosen; here it is one.",
    )


SPOT = area("A", "rect", "0,0,9,9")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (hotspots(SPOT + area("B", "rect", "9,9,19,19"), "A", "B", most=2), "Several places"),
        (hotspots("", "A"), "0 areas"),
        (hotspots(SPOT * 61, "A"), "61 areas"),
        (hotspots(SPOT, "A", image=""), "no image to point at"),
        (hotspots(SPOT, "A", image='<object data="none.png"/>'), "not among the source's files"),
        (hotspots(area("A", "ellipse", "1,1,2,2"), "A"), "ellipse"),
        (hotspots(area("A", "rect", "1,1"), "A"), "cannot be read"),
        (hotspots(area("A", "star", "1,1,2,2"), "A"), "cannot be read"),
        (hotspots(area("A", "rect", "1,1,x,2"), "A"), "cannot be read"),
        (hotspots(area("A", "rect", "1,1,-5,2"), "A"), "cannot be read"),
        (hotspots(area("A", "circle", "1,1,0"), "A"), "cannot be spelled"),
        (hotspots(area("A", "poly", "1,1," * 9_999), "A"), "cannot be"),
        (qti.POINT.replace(b"areaMapping", b"otherMapping"), "no area around it"),
        (qti.POINT.replace(b'mappedValue="2"', b'mappedValue="x"'), "no number"),
        (
            qti.POINT.replace(b'mappedValue="2"', b'mappedValue="0"').replace(
                b'mappedValue="1"', b'mappedValue="0"'
            ),
            "No area earns any points",
        ),
    ],
)
def test_an_item_that_cannot_be_read_says_why(content: bytes, words: str):
    record = read(content)
    assert record.sort is None
    assert words in (record.problem or "")
