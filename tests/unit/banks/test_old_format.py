"""Notebooks of formats before 4.5 are read as what they are, and none is damaged."""

from __future__ import annotations

import copy
import json
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v3

from pylq_ext.banks.handout import make_handout
from pylq_ext.banks.notebook import mend_identity, open_bank
from pylq_ext.banks.old_format import as_format_4
from pylq_ext.cli import main
from pylq_ext.domain.errors import InvalidInput

QUESTION = "### What is `7 // 2`?\n\n- [x] 3\n  > WHY\n- [ ] 3.5"
PNG = "iVBORw0KGgo="


def notebook_3(*cells: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook of format 3 with two worksheets, as nobody ever had but may have."""
    sheets = [v3.new_worksheet(cells=list(some)) for some in (cells[:1], cells[1:])]
    made = v3.new_notebook(name="old", worksheets=sheets)
    return dict(json.loads(json.dumps(made)))


def write(path: Path, notebook: dict[str, Any]) -> Path:
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture
def old(tmp_path):
    whole = notebook_3(
        v3.new_heading_cell("Week\n3", level=2),
        v3.new_code_cell("print(1)", outputs=[v3.new_output("stream", "SAID\n")]),
        v3.new_text_cell("markdown", source=QUESTION),
    )
    # Beside text, a source may be a list of lines.
    whole["worksheets"][1]["cells"][1]["source"] = QUESTION.splitlines(keepends=True)
    return write(tmp_path / "old.ipynb", whole)


def test_a_bank_of_format_3_has_its_title_and_its_questions(old):
    bank = open_bank(old)
    assert (bank.id, bank.title) == ("old", "Week 3")
    (item,) = bank
    assert (item.cell_number, item.id, item.source) == (3, "cell-3", QUESTION)
    assert not item.broken


def test_check_and_preview_read_format_3(old):
    done = CliRunner().invoke(main, ["check", str(old)])
    assert (done.output, done.exit_code) == ("1 question in 1 file, no mistakes.\n", 0)
    assert CliRunner().invoke(main, ["preview", str(old)]).exit_code == 0
    page = old.with_name("old.preview.html").read_text(encoding="utf-8")
    assert "<h1>Week 3</h1>" in page
    assert "WHY" not in page


def test_a_handout_of_format_3_is_one_of_the_format_with_ids(old):
    made = make_handout(old)
    copied = nbformat.reads(made.text, as_version=4)
    nbformat.validate(copied)
    assert [(cell.cell_type, cell.source) for cell in copied.cells] == [
        ("markdown", "## Week 3"),
        ("code", "print(1)"),
        ("markdown", "### What is `7 // 2`?\n\n- [ ] 3\n- [ ] 3.5"),
    ]
    assert not any(secret in made.text for secret in ("WHY", "SAID"))


def test_format_3_has_no_place_for_ids_and_fix_says_so_and_writes_nothing(old):
    before = old.read_bytes()
    done = CliRunner().invoke(main, ["check", "--fix", str(old)])
    assert done.exit_code == 2
    said = " ".join(done.stderr.split())
    assert "of format 3, in which cells have no ids: open it in Jupyter and save it" in said
    assert old.read_bytes() == before


def test_a_notebook_of_format_3_without_a_question_has_nothing_to_mend(tmp_path):
    path = write(tmp_path / "x.ipynb", notebook_3(v3.new_heading_cell("Week 3")))
    assert mend_identity(path) == ()


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4, None])
def test_cells_without_ids_are_known_by_their_place_and_fix_writes_it(tmp_path, minor):
    cells = [
        {"cell_type": "raw", "metadata": {}, "source": "raw"},
        {"cell_type": "markdown", "metadata": {}, "source": QUESTION},
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": minor}
    if minor is None:
        del whole["nbformat_minor"]
    path = write(tmp_path / "old.ipynb", whole)
    before = path.read_bytes()
    known = [(item.bank, item.id) for item in open_bank(path)]
    assert known == [("old", "cell-2")]
    assert path.read_bytes() == before
    assert mend_identity(path)
    nbformat.validate(nbformat.read(path, as_version=4))
    renamed = path.rename(tmp_path / "renamed.ipynb")
    assert [(item.bank, item.id) for item in open_bank(renamed)] == known


@pytest.mark.parametrize(
    ("number", "how"), [(5, "install a newer version"), (2, "open it in Jupyter and save it")]
)
def test_a_format_that_is_not_known_is_told_with_what_to_do(tmp_path, number, how):
    whole = {"cells": [], "metadata": {}, "nbformat": number, "nbformat_minor": 0}
    with pytest.raises(InvalidInput, match=how):
        open_bank(write(tmp_path / "x.ipynb", whole))


TEXTS = st.text(st.sampled_from("ab#é \n[x]-"), max_size=12)
OUTPUTS = st.one_of(
    st.builds(
        lambda sort, text, png, svg: v3.new_output(
            sort, output_text=text, output_png=png, output_svg=svg
        ),
        st.sampled_from(["pyout", "display_data"]),
        TEXTS,
        st.none() | st.just(PNG),
        st.none() | st.just("<svg/>"),
    ),
    st.builds(
        lambda text, name: v3.new_output("stream", text, stream=name),
        TEXTS,
        st.sampled_from(["stdout", "stderr"]),
    ),
    st.builds(lambda text: v3.new_output("pyerr", ename="E", evalue=text, traceback=[]), TEXTS),
)
CELLS = st.one_of(
    st.builds(lambda text: v3.new_text_cell("markdown", source=text), TEXTS),
    st.builds(lambda text: v3.new_text_cell("raw", source=text), TEXTS),
    st.builds(v3.new_heading_cell, TEXTS, level=st.integers(1, 6)),
    st.builds(
        lambda text, outputs: v3.new_code_cell(text, outputs=outputs),
        TEXTS,
        st.lists(OUTPUTS, max_size=2),
    ),
)


def _told(cell: dict[str, Any]) -> tuple[Any, ...]:
    outputs = [
        (one["output_type"], one.get("data"), one.get("name"), one.get("text"), one.get("evalue"))
        for one in cell.get("outputs", ())
    ]
    return cell["cell_type"], cell["source"], outputs


@given(st.lists(CELLS, max_size=4))
def test_format_3_is_read_as_jupyter_itself_brings_it_up_to_date(cells):
    ours = as_format_4(notebook_3(*copy.deepcopy(cells)))
    whole = nbformat.from_dict(notebook_3(*cells))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = nbformat.convert(whole, 4)
    assert list(map(_told, ours["cells"])) == list(map(_told, theirs.cells))
