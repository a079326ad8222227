"""Images of a question: found among attachments and files, and refused with a reason."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pylq_ext.banks.bank import Bank
from pylq_ext.banks.cell import Reading, read_cell
from pylq_ext.banks.images import MAX_IMAGE_BYTES, MAX_IMAGES, MAX_PIXELS, MAX_TOGETHER
from pylq_ext.banks.notebook import open_bank
from tests.support.images import GIF, bundle, png, png_that_says, svg

PLOT, OTHER, THIRD = png(3, 2), png(3, 2, shade=9), png(5, 5)
TWO = "\n\n- [x] yes\n- [ ] no\n"


def known_as(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def large(size: int) -> bytes:
    """A PNG with so many bytes."""
    return png() + b"\0" * (size - len(png()))


def read(source: str, **attachments: dict[str, Any]) -> Reading:
    return read_cell(source, {name.replace("_", "."): one for name, one in attachments.items()})


def refused(source: str, **attachments: dict[str, Any]) -> tuple[str, int, str]:
    (problem,) = read(source, **attachments).problems
    return problem.code, problem.line, problem.message


def test_an_image_is_shown_by_its_hash_with_its_words_and_its_size():
    reading = read("Q ![A *rising* <line>](attachment:a.png)" + TWO, a_png=bundle(PLOT))
    assert reading.question is not None
    assert reading.question.face.prompt == (
        f'<p>Q <img src="asset:{known_as(PLOT)}" alt="A rising &lt;line&gt;" width="3" height="2">'
        "</p>"
    )
    ((asset),) = reading.assets
    assert (asset.hash, asset.type, asset.content) == (known_as(PLOT), "image/png", PLOT)
    assert repr(PLOT) not in repr(reading)


def test_what_face_and_feedback_show_is_told_apart():
    reading = read(
        "![a](attachment:a.png)\n\n- [x] ![b](attachment:b.png)\n- [ ] no\n"
        "  > ![c](attachment:c.png) ![a](attachment:a.png)\n",
        a_png=bundle(PLOT),
        b_png=bundle(OTHER),
        c_png=bundle(THIRD),
        d_png=bundle(GIF),
    )
    assert reading.question is not None
    assert reading.question.face_assets == {known_as(PLOT), known_as(OTHER)}
    assert reading.question.feedback_assets == {known_as(THIRD)}
    assert {one.hash for one in reading.assets} == {known_as(one) for one in (PLOT, OTHER, THIRD)}


def test_an_image_in_a_model_answer_is_feedback():
    source = "Draw it.\n\n<!-- pylq: open -->\n\n> **Model answer.** ![a](attachment:a.png)\n"
    question = read(source, a_png=bundle(PLOT)).question
    assert question is not None
    assert not question.face_assets
    assert question.feedback_assets == {known_as(PLOT)}


def test_a_text_that_looks_like_an_image_is_none():
    look_alike = f'`<img src="asset:{known_as(THIRD)}"` <img src="asset:{known_as(THIRD)}">'
    reading = read(f"Q {look_alike}" + TWO)
    assert reading.question is not None
    assert reading.question.face_assets == frozenset()


def test_the_face_is_the_same_whatever_feedback_shows():
    source = "![a](attachment:a.png)\n\n- [x] yes\n- [ ] no\n"
    plain = read(source, a_png=bundle(PLOT)).question
    noted = read(
        source + "  > ![b](attachment:b.png)\n", a_png=bundle(PLOT), b_png=bundle(OTHER)
    ).question
    assert plain is not None
    assert noted is not None
    assert noted.face == plain.face
    assert noted.feedback_assets
    assert not plain.feedback_assets


def test_an_image_alone_can_be_an_option_and_two_different_ones_can():
    source = "Which?\n\n- [x] ![up](attachment:a.png)\n- [ ] ![up](attachment:b.png)\n"
    assert read(source, a_png=bundle(PLOT), b_png=bundle(OTHER)).question is not None
    (problem,) = read(source, a_png=bundle(PLOT), b_png=bundle(PLOT)).problems
    assert problem.code == "option_twice"


def test_a_question_that_is_an_image_has_its_words_for_a_title():
    question = read("![A histogram](attachment:a.png)" + TWO, a_png=bundle(PLOT)).question
    assert question is not None
    assert question.face.title == "A histogram"


@pytest.mark.parametrize("name", ["my plot.png", "my%20plot.png"])
def test_an_attachments_name_may_be_written_as_in_an_address(name: str):
    source = "![a](attachment:my%20plot.png)" + TWO
    assert read_cell(source, {name: bundle(PLOT)}).question is not None


@pytest.mark.parametrize("encoded", [svg().decode(), [svg().decode()], bundle(svg())["image/png"]])
def test_an_svg_may_be_attached_as_text_or_in_base64(encoded: object):
    reading = read("![a](attachment:a.svg)" + TWO, a_svg={"image/svg+xml": encoded})
    assert [one.content for one in reading.assets] == [svg()]


def test_base64_in_lines_is_decoded():
    lines = [bundle(PLOT)["image/png"][:20] + "\n", bundle(PLOT)["image/png"][20:] + "\n"]
    assert read("![a](attachment:a.png)" + TWO, a_png={"image/png": lines}).question is not None


@pytest.mark.parametrize(
    ("attachment", "code", "words"),
    [
        (bundle(GIF), "image_type", "says that it is image/png, and is image/gif"),
        (bundle(b"<html>"), "image_type", "no image that a browser draws"),
        (bundle(png()[:20]), "image_type", "no image that a browser draws"),
        ({"image/png": "?!"}, "image_type", "cannot be decoded"),
        ({"image/png": None}, "image_type", "no image"),
        ({"text/html": "<script>"}, "image_type", "no image of a known type"),
        ("text", "image_missing", "no attachment"),
        ({}, "image_missing", "no attachment"),
        (bundle(large(MAX_IMAGE_BYTES + 1)), "image_too_large", "2,097,153 bytes"),
        ({"image/png": "A" * (2 * MAX_IMAGE_BYTES + 1)}, "image_too_large", "bytes"),
        (bundle(png_that_says(MAX_PIXELS, 2)), "image_too_large", "pixels"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_line_and_why(
    attachment: Any, code: str, words: str
):
    found, line, message = refused("Q\n\n![a](attachment:a.png)" + TWO, a_png=attachment)
    assert (found, line) == (code, 3)
    assert words in message
    assert "`a.png`" in message


def test_an_image_of_the_largest_size_is_shown():
    source = "![a](attachment:a.png)" + TWO
    assert read(source, a_png=bundle(large(MAX_IMAGE_BYTES))).question is not None


def test_images_that_are_too_much_together_are_refused():
    half = MAX_TOGETHER // 2
    first, second = large(half), png(shade=7) + b"\0" * (half - len(png(shade=7)) + 1)
    source = "![a](attachment:a.png)\n\n![b](attachment:b.png)" + TWO
    assert read(source, a_png=bundle(first), b_png=bundle(first)).question is not None
    found = refused(source, a_png=bundle(first), b_png=bundle(second))
    assert found[:2] == ("image_too_large", 3)


def test_the_same_image_a_thousand_times_is_one_and_many_are_refused():
    many = "\n".join(["![a](attachment:a.png)"] * 1000)
    reading = read(many + TWO, a_png=bundle(PLOT))
    assert len(reading.assets) == 1
    names = [f"{number}.png" for number in range(1000)]
    attachments = {name: bundle(png(number + 1, 1)) for number, name in enumerate(names)}
    problems = read_cell(
        "\n".join(f"![a](attachment:{name})" for name in names) + TWO, attachments
    ).problems
    assert {problem.code for problem in problems} == {"too_many_images"}
    assert problems[0].line == MAX_IMAGES + 1


# -- files beside the notebook ---------------------------------------------------------------------


def bank_of(folder: Path, source: str, attachments: object = None) -> Bank:
    cell: dict[str, object] = {
        "cell_type": "markdown",
        "id": "q",
        "metadata": {},
        "source": source,
    }
    if attachments is not None:
        cell["attachments"] = attachments
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = folder / "bank.ipynb"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return open_bank(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plot below it, and a secret above it."""
    folder = tmp_path / "bank"
    (folder / "plots").mkdir(parents=True)
    (folder / "plots" / "my plot.png").write_bytes(PLOT)
    (tmp_path / "secret.png").write_bytes(OTHER)
    return folder


@pytest.mark.parametrize(
    "path", ["plots/my%20plot.png", "./plots/my%20plot.png", "<plots/my plot.png>"]
)
def test_a_file_beside_the_notebook_is_shown_and_sent_as_an_attachment(folder: Path, path: str):
    item = bank_of(folder, f"![a]({path})" + TWO)[1]
    assert [one.content for one in item.assets] == [PLOT]
    assert item.attachments == {"./plots/my plot.png": bundle(PLOT)}
    # A host knows no files: what was read here is all that it needs.
    assert read_cell(item.source, item.attachments).assets == tuple(item.assets)


def test_a_host_never_reads_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    (problem,) = read_cell("![a](plots/my%20plot.png)" + TWO, {}).problems
    assert problem.code == "image_missing"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.png",
        "plots/../../secret.png",
        "%2e%2e/secret.png",
        "plots/%2E%2E/%2E%2E/secret.png",
        "/etc/secret.png",
        "..%5Csecret.png",
        "..%2Fsecret.png",
        "C:/secret.png",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused_and_not_read(folder: Path, path: str):
    item = bank_of(folder, f"![a]({path})" + TWO)[1]
    assert [problem.code for problem in item.problems] == ["image_outside"]
    assert not item.attachments


def test_a_remote_file_is_refused(folder: Path):
    for path in ("file:///etc/secret.png", "//x.org/a.png", "https://x.org/a.png"):
        item = bank_of(folder, f"![a]({path})" + TWO)[1]
        assert [problem.code for problem in item.problems] == ["image_remote"]


def test_a_link_that_leaves_the_folder_is_refused_and_one_that_stays_is_not(folder: Path):
    (folder / "out.png").symlink_to(folder.parent / "secret.png")
    (folder / "up").symlink_to(folder.parent)
    (folder / "in.png").symlink_to(folder / "plots" / "my plot.png")
    for path in ("out.png", "up/secret.png"):
        item = bank_of(folder, f"![a]({path})" + TWO)[1]
        assert [problem.code for problem in item.problems] == ["image_outside"]
        assert not item.attachments
    assert not bank_of(folder, "![a](in.png)" + TWO)[1].broken


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("no.png", "image_missing"),
        ("plots", "image_type"),
        ("bank.ipynb", "image_type"),
        ("folder.png", "image_missing"),
        ("large.png", "image_too_large"),
        ("gif.png", "image_type"),
        ("a%00.png", "image_missing"),
        ("x" * 5000 + ".png", "image_missing"),
    ],
)
def test_a_file_that_cannot_be_shown_is_told(folder: Path, path: str, code: str):
    (folder / "folder.png").mkdir()
    (folder / "large.png").write_bytes(large(MAX_IMAGE_BYTES + 1))
    (folder / "gif.png").write_bytes(GIF)
    item = bank_of(folder, f"Q\n\n![a]({path})" + TWO)[1]
    assert [(problem.code, problem.line) for problem in item.problems] == [(code, 3)]


def test_a_file_and_an_attachment_of_one_name_are_two_images(folder: Path):
    (folder / "a.png").write_bytes(THIRD)
    source = "![a](a.png) ![b](attachment:a.png)" + TWO
    item = bank_of(folder, source, {"a.png": bundle(PLOT), "not shown.png": bundle(OTHER)})[1]
    assert [one.content for one in item.assets] == sorted([PLOT, THIRD], key=known_as)
    assert set(item.attachments) == {"./a.png", "a.png"}
