"""Ids are written where they are missing, told apart where they are there twice, and no more."""

from __future__ import annotations

import itertools
import json
from pathlib import PurePath
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pylq_ext.banks.identity import mend_ids, repeated_ids
from pylq_ext.banks.problems import CODES

PATH = PurePath("week 3.ipynb")


def cell(source: str = "text", **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def notebook(*cells: dict[str, Any], minor: int = 5, **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def names(first: str = "new") -> Any:
    return (f"{first}{number}" for number in itertools.count(1)).__next__


def mended(whole: dict[str, Any]) -> Any:
    return json.loads(mend_ids(json.dumps(whole), PATH, names()).text)


def ids(whole: dict[str, Any]) -> list[str]:
    return [one["id"] for one in whole["cells"]]


def test_a_bank_without_an_id_gets_its_file_name():
    after = mended(notebook(cell(id="a"), kernelspec={"name": "x"}))
    assert after["metadata"] == {"kernelspec": {"name": "x"}, "pylq": {"bank": "week 3"}}


@pytest.mark.parametrize("ours", [5, None, [], {}, {"bank": ""}, {"bank": 7}, {"bank": "  "}])
def test_what_is_no_id_of_a_bank_is_replaced(ours):
    assert mended(notebook(cell(id="a"), pylq=ours))["metadata"]["pylq"] == {"bank": "week 3"}


def test_other_things_beside_the_banks_id_stay():
    after = mended(notebook(cell(id="a"), pylq={"colour": "red"}))
    assert after["metadata"]["pylq"] == {"bank": "week 3", "colour": "red"}


def test_a_cell_without_an_id_gets_what_it_was_known_by():
    after = mended(notebook(cell(), cell(id="a"), cell(id=""), cell(id=5)))
    assert ids(after) == ["cell-1", "a", "cell-3", "cell-4"]


def test_the_later_one_of_two_cells_gets_a_new_id():
    after = mended(notebook(cell(id="a"), cell(id="b"), cell(id="a"), cell(id="a")))
    assert ids(after) == ["a", "b", "new1", "new2"]


def test_a_new_id_is_none_that_is_there():
    after = mended(notebook(cell(id="a"), cell(id="a"), cell(id="new1")))
    assert ids(after) == ["a", "new2", "new1"]


def test_a_real_id_stays_before_one_made_of_the_place():
    after = mended(notebook(cell(), cell(id="cell-1")))
    assert ids(after) == ["new1", "cell-1"]


def test_an_old_notebook_becomes_a_valid_one_of_the_format_with_ids():
    code = {**cell(), "cell_type": "code", "execution_count": None, "outputs": []}
    after = mended(notebook(cell(), {**code, "source": ["1\n", "2"]}, minor=2))
    assert after["nbformat_minor"] == 5
    nbformat.validate(after)


def test_a_notebook_of_a_later_format_keeps_it():
    assert mended(notebook(cell(), minor=9))["nbformat_minor"] == 9


def test_it_says_what_was_done():
    text = json.dumps(notebook(cell(id="a"), cell(), cell(id="a"), minor=4))
    assert mend_ids(text, PATH, names()).done == (
        "the bank has the id week 3",
        "cell 3 had the id a of cell 1, and has new1 now",
        "cell 2 had no id, and has one now",
        "the notebook has the format 4.5, the first one with ids of cells",
    )


def test_repeated_ids_name_both_cells():
    (found,) = repeated_ids([cell(id="a"), cell(id="b"), cell(id="a")])
    assert (found.id, found.first, found.cell_number) == ("a", 1, 3)
    assert found.problem.code == "cell_id_twice"
    assert found.problem.code in CODES
    assert "Cells 1 and 3 have the same id, a" in found.problem.message


def test_a_text_on_one_line_stays_on_one_line():
    text = '{"cells":[{"cell_type":"markdown","metadata":{},"source":"é"}],"metadata":{},'
    text += '"nbformat":4,"nbformat_minor":5}'
    assert mend_ids(text, PATH).text == text.replace(
        '"metadata":{},"source"', '"id":"cell-1","metadata":{},"source"'
    ).replace('"metadata":{},"nbf', '"metadata":{"pylq":{"bank":"week 3"}},"nbf')


def test_byte_order_mark_ends_of_lines_and_the_order_of_keys_stay():
    text = (
        '\ufeff{\r\n\t"nbformat": 4,\r\n\t"nbformat_minor": 5,\r\n\t"metadata": {"z": 1,\r\n'
        '\t\t"a": "\\u00e9é"},\r\n\t"cells": [{"source": "x", "metadata": {},\r\n'
        '"cell_type":\t"markdown"}]\r\n}\r\n \r\n'
    )
    after = mend_ids(text, PATH).text
    assert after == text.replace(
        '"\\u00e9é"', '"\\u00e9é",\r\n\t\t"pylq": {\r\n\t\t\t"bank": "week 3"\r\n\t\t}'
    ).replace(':\t"markdown"', ':\t"markdown",\r\n"id":\t"cell-1"')


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=6,
)
OBJECTS = st.dictionaries(st.text(max_size=4), VALUES, max_size=3)
CELLS = st.builds(
    lambda source, metadata, more: {**cell(source), "metadata": metadata, **more},
    st.text(max_size=20),
    OBJECTS,
    st.fixed_dictionaries({}, optional={"id": st.sampled_from(["a", "b", "cell-2", "", 5])}),
)
NOTEBOOKS = st.builds(
    lambda cells, minor, metadata: notebook(*cells, minor=minor) | {"metadata": metadata},
    st.lists(CELLS, max_size=4),
    st.sampled_from([2, 4, 5]),
    OBJECTS | OBJECTS.map(lambda some: {**some, "pylq": {"bank": "x"}}),
)


@given(NOTEBOOKS, st.sampled_from([None, 1, 2, "\t"]), st.booleans(), st.sampled_from(["", "\n"]))
def test_a_mended_text_is_as_if_written_by_the_program_that_wrote_it(whole, indent, plain, end):
    def written(some: dict[str, Any]) -> str:
        return f"{json.dumps(some, indent=indent, ensure_ascii=plain, sort_keys=True)}{end}"

    after = mend_ids(written(whole), PATH, names())
    expected = json.loads(after.text)
    assert after.text == written(expected)
    assert expected["metadata"]["pylq"]["bank"] in {"week 3", "x"}
    assert len(set(ids(expected))) == len(whole["cells"])
    for one in (whole, expected):
        one["metadata"].pop("pylq", None)
        one["nbformat_minor"] = 5
        for each in one["cells"]:
            each.pop("id", None)
    assert whole == expected


@given(NOTEBOOKS)
def test_a_second_time_nothing_is_done(whole):
    once = mend_ids(json.dumps(whole), PATH, names())
    again = mend_ids(once.text, PATH, names())
    assert (again.text, again.done) == (once.text, ())
