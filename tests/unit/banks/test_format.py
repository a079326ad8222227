"""FORMAT.md means what it says: each of its examples is read, and is what its mark tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pylq_ext.banks.cell import is_question, read_cell
from pylq_ext.banks.settings import MAX_POINTS, VALUES
from pylq_ext.banks.settings_together import FLAGS
from tests.support.images import bundle, png

TEXT = (Path(__file__).parents[3] / "question_banks" / "FORMAT.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- example: ([^\n]*) -->\n````markdown\n(.*?)\n````", TEXT, re.S)


#: What the examples show.
IMAGES = {
    "plot.png": bundle(png(shade=1)),
    "./plots/higher.png": bundle(png(shade=2)),
    "output:1": bundle(png(shade=3)),
}


def facts(source: str) -> set[str]:
    """Return what the text beside an example may say of it."""
    reading = read_cell(source, IMAGES)
    if not is_question(source):
        return {"no", "question"}
    if reading.question is None:
        return {f"refused={problem.code}" for problem in reading.problems}
    face, key = reading.question.face, reading.question.key
    found = {f"kind={face.kind}", f"options={len(face.options)}"}
    if key.right:
        found.add("right=" + ",".join(sorted(key.right)))
    elif face.options:
        found.add("poll" if key.right is None else "none-right")
    if face.targets:
        found.add(f"targets={len(face.targets)}")
    if face.blanks:
        found.add(f"blanks={len(face.blanks)}")
    if face.most:
        found.add(f"most={face.most}")
    if key.forms:
        found.add(f"forms={len(key.forms)}")
    if key.shares:
        found.add("shares=" + ",".join(sorted(key.shares)))
    if key.partial:
        found.add("partial")
    if face.points != 1:
        found.add(f"points={face.points:g}")
    if reading.question.seconds:
        found.add(f"seconds={reading.question.seconds}")
    if reading.question.shuffle:
        found.add("shuffle")
    if reading.question.tags:
        found.add("tags=" + ",".join(reading.question.tags))
    if key.model_answer:
        found.add("model")
    if face.markdown:
        found.add("markdown")
    if reading.assets:
        found.add(f"images={len(reading.assets)}")
    return found


@pytest.mark.parametrize(("mark", "source"), EXAMPLES, ids=[mark for mark, _ in EXAMPLES])
def test_an_example_is_what_its_mark_tells(mark, source):
    assert facts(source) == set(mark.split())


def test_every_example_has_a_mark():
    assert len(EXAMPLES) == TEXT.count("````markdown") >= 12


def test_every_setting_is_in_the_table():
    first_cells = re.findall(r"^\| (`[^|]*) \|", TEXT.split("| setting |")[1], re.M)
    rows = {name for cell in first_cells for name in re.findall(r"`([a-z-]+)", cell)}
    assert rows == {*FLAGS, *VALUES}
    assert f"from 0 to {MAX_POINTS:g}" in TEXT
