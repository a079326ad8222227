"""Each format that a bank can be written in is found by its end, and told where people look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pylq_ext.cli import main
from pylq_ext.cli.sending import NAMES
from pylq_ext.interchange.target_format import Target
from pylq_ext.interchange.targets import TARGETS, target_for

FORMAT = (Path(__file__).parents[3] / "question_banks" / "FORMAT.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_format_is_known_by_its_end_and_by_its_name(target: Target[Any]):
    assert target_for(target.end.upper()) is target
    assert target in NAMES.values()
    section = FORMAT.partition("## Banks for other programs")[2].partition("\n## ")[0]
    assert f"`{target.end}`" in section
    assert target.end in CliRunner().invoke(main, ["convert", "--help"]).output


def test_no_two_formats_have_one_end():
    assert len({target.end for target in TARGETS}) == len(TARGETS) == len(NAMES)
    assert target_for(".ipynb") is None
