"""Packages of QTI: their items in order, with the images that they show."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.qti_package import read_qti_package
from pylq_ext.interchange.record import Sort, Unreadable
from tests.unit.interchange import qti
from tests.unit.interchange.images import PNG
from tests.unit.interchange.qti import choice, item, manifest, package, response

WITH_IMAGE = item(
    choice("one", "two").replace("Look at this.", '<img src="../media/my%20plot.png" alt="Plot"/>'),
    response("B"),
)


def test_the_items_come_in_the_manifests_order_with_their_places():
    records = read_qti_package(
        package(
            {
                "imsmanifest.xml": manifest("items/order.xml", "items/single.xml"),
                "items/single.xml": qti.SINGLE,
                "items/order.xml": qti.ORDER,
                "test.xml": b"<assessmentTest/>",
            }
        )
    )
    assert [(record.where, record.sort) for record in records] == [
        ("item 1 (items/order.xml)", Sort.ORDERING),
        ("item 2 (items/single.xml)", Sort.SINGLE),
    ]


def test_every_kind_of_item_is_read():
    files = {f"i{number}.xml": content for number, content in enumerate(qti.EVERY)}
    records = read_qti_package(package({"imsmanifest.xml": manifest(*files), **files}))
    assert [record.problem for record in records] == [None] * len(qti.EVERY)


def test_images_are_found_by_their_paths_from_the_item():
    records = read_qti_package(
        package(
            {
                "imsmanifest.xml": manifest("items/a.xml"),
                "items/a.xml": WITH_IMAGE,
                "media/my plot.png": PNG,
            }
        )
    )
    assert records[0].prompt.startswith("![Plot](attachment:my%20plot.png)")
    assert records[0].attachments == {"my plot.png": PNG}
    assert records[0].notes == ()


def test_an_image_outside_the_package_is_not_looked_for():
    content = WITH_IMAGE.replace(b"../media", b"../../../etc")
    (record,) = read_qti_package(package({"imsmanifest.xml": manifest("a.xml"), "a.xml": content}))
    assert record.attachments == {}
    assert "dropped" in record.notes[0]


def test_a_folder_around_it_all_is_no_matter():
    files = {"quiz/imsmanifest.xml": manifest("a.xml"), "quiz/a.xml": qti.SINGLE}
    assert [record.problem for record in read_qti_package(package(files))] == [None]


def test_keywords_are_tags():
    keywords = "<imsmd:keyword><imsmd:langstring>while loops</imsmd:langstring></imsmd:keyword>"
    files = {"imsmanifest.xml": manifest("a.xml", keywords=keywords), "a.xml": qti.SINGLE}
    (record,) = read_qti_package(package(files))
    assert record.tags == ("while-loops",)
    assert "while-loops" in record.notes[0]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.xml": b"<broken"}, "line 1"),
        ({"a.xml": b"<quiz/>"}, "<quiz>"),
        ({}, "not in the package"),
    ],
)
def test_an_item_that_cannot_be_read_is_a_problem_and_the_others_are_read(files, words):
    records = read_qti_package(
        package({"imsmanifest.xml": manifest("a.xml", "b.xml"), "b.xml": qti.SINGLE, **files})
    )
    assert words in (records[0].problem or "")
    assert records[1].problem is None


def test_a_path_that_leads_out_of_the_package_is_a_problem():
    (record,) = read_qti_package(package({"imsmanifest.xml": manifest("../../a.xml")}))
    assert "not in the package" in (record.problem or "")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.xml": qti.SINGLE}, "imsmanifest.xml"),
        ({"imsmanifest.xml": b"<manifest>"}, "line 1"),
        ({"imsmanifest.xml": manifest()}, "no item"),
        ({"imsmanifest.xml": manifest("a").replace(b"item_xmlv2p1", b"xmlv1p2")}, "QTI 1"),
    ],
)
def test_a_package_without_items_is_refused(files, words):
    with pytest.raises(Unreadable, match=words):
        read_qti_package(package(files))
