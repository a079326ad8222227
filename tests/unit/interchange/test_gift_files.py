"""Files of other people's questions, compared field by field with what another reader made of them.

Beside each file lies its parse, by a reader of which no line is ours. Text is compared without
blanks, because the parses join lines that Moodle keeps apart, and keep those of HTML.
"""

from __future__ import annotations

import html
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from pylq_ext.banks.render import render_markdown
from pylq_ext.domain.kinds.forms import OTHERWISE, read_form
from pylq_ext.domain.kinds.number_form import NumberForm
from pylq_ext.interchange.gift import read_gift
from pylq_ext.interchange.record import Accepted, Record, Sort

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "gift"
FILES = sorted(FOLDER.glob("*.gift"))
needs_files = pytest.mark.skipif(not FILES, reason="the example files lie beside the repository")

SORTS = {
    "TF": {Sort.SINGLE},
    "MC": {Sort.SINGLE, Sort.MULTIPLE},
    "Short": {Sort.SHORT},
    "Numerical": {Sort.NUMBER},
    "Matching": {Sort.MATCHING},
    "Essay": {Sort.OPEN},
}

# Each is a file, the question's place in it (from 0), and the field.
DIFFERENCES = {
    ("TFTwoFeedback", 1, "choices"): (
        "Moodle's first feedback of true or false is for who answers wrongly; the parse gives it "
        "to the answer that is true."
    ),
    ("TFTwoFeedback", 2, "choices"): "The same.",
    ("multiLineFeedback1", 1, "explanation"): (
        "An image that did not come with the file is told, and `(image)` stands in its place."
    ),
    ("numerical1", 9, "title"): (
        "The title is what the question's text begins with: a bank shows that once, as the title."
    ),
}


def without_blanks(text: str) -> str:
    return "".join(text.split())


def shown(markdown: str) -> str:
    """What a reader sees of a bank's text."""
    return without_blanks(html.unescape(re.sub(r"<[^>]*>", "", render_markdown(markdown))))


def meant(text: dict[str, str] | None) -> str:
    """What a reader sees of a parse's text."""
    if text is None:
        return ""
    source = text["text"]
    if text["format"] == "markdown":
        source = MarkdownIt().render(source)
    if text["format"] in {"html", "markdown"}:
        source = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", source))
    return without_blanks(source)


def credit(choice: dict[str, Any]) -> float:
    weight = choice["weight"]
    return float(choice["isCorrect"]) if weight is None else weight / 100


def number(parse: dict[str, Any]) -> NumberForm:
    def exact(name: str) -> Fraction:
        return Fraction(str(parse[name]))

    if parse["type"] == "high-low":
        return NumberForm(exact("numberLow"), exact("numberHigh"))
    off = exact("range") if parse["type"] == "range" else Fraction(0)
    return NumberForm(exact("number") - off, exact("number") + off)


def accepted(parse: dict[str, Any]) -> list[tuple[object, object, str]]:
    """What a parse accepts, earns and answers, of a short text or a number."""
    choices = parse["choices"]
    if isinstance(choices, dict):
        choices = [{"isCorrect": True, "weight": None, "text": choices, "feedback": None}]
    return [
        (
            number(one["text"]) if "type" in one["text"] else one["text"]["text"].split(),
            pytest.approx(credit(one)),
            meant(one["feedback"]),
        )
        for one in choices
    ]


def said(one: Accepted) -> object:
    """What an accepted answer of ours is, as `accepted` has it."""
    form = read_form(one.form)
    if isinstance(form, NumberForm):
        return form
    # As Moodle writes it: a star fits anything.
    return ["*"] if one.form == OTHERWISE else json.loads(one.form.removeprefix("= ")).split()


def choices_of(parse: dict[str, Any]) -> list[tuple[str, object, str]]:
    if parse["type"] == "TF":
        return [
            ("True", float(parse["isTrue"]), meant(parse["trueFeedback"])),
            ("False", float(not parse["isTrue"]), meant(parse["falseFeedback"])),
        ]
    return [
        (meant(one["text"]), pytest.approx(credit(one), abs=1e-5), meant(one["feedback"]))
        for one in parse["choices"]
    ]


def compared(record: Record, parse: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Each field of ours with the parse's."""
    fields: dict[str, tuple[object, object]] = {
        "title": (shown(record.title), without_blanks(parse["title"] or "")),
    }
    if parse["type"] == "Description":
        problem = record.problem or ""
        fields["sort"] = (problem.startswith("This is a description"), True)
        return fields
    told = [note for note in record.notes if note.startswith(f"The ID number {parse['id']} ")]
    fields |= {
        "sort": (record.sort in SORTS[parse["type"]], True),
        "prompt": (shown(record.prompt), meant(parse["stem"])),
        "gap": (r"\_" * 5 in record.prompt, "_____" in parse["stem"]["text"]),
        "explanation": (shown(record.explanation), meant(parse["globalFeedback"])),
        "tags": (record.tags, tuple(parse["tags"] or ())),
        "id": (len(told), int(parse["id"] is not None)),
    }
    if parse["type"] in {"TF", "MC"}:
        fields["choices"] = (
            [(shown(one.text), one.credit, shown(one.note)) for one in record.choices],
            choices_of(parse),
        )
    elif parse["type"] in {"Short", "Numerical"}:
        fields["accepted"] = (
            [(said(one), one.credit, shown(one.note)) for one in record.accepted],
            accepted(parse),
        )
    elif parse["type"] == "Matching":
        fields["pairs"] = (
            [(shown(pair.left), shown(pair.right)) for pair in record.pairs],
            [
                (meant(pair["subquestion"]), without_blanks(pair["subanswer"]))
                for pair in parse["matchPairs"]
            ],
        )
    return fields


@needs_files
@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_file_is_read_as_its_parse_says(file):
    records = read_gift(file.read_text(encoding="utf-8"))
    parses = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    # A category is no question: it is in the tags of those below it.
    questions = [parse for parse in parses if parse["type"] != "Category"]
    assert len(records) == len(questions)
    differing = {
        (file.stem, at, name): pair
        for at, (record, parse) in enumerate(zip(records, questions, strict=True))
        for name, pair in compared(record, parse).items()
        if pair[0] != pair[1]
    }
    assert differing.keys() == {key for key in DIFFERENCES if key[0] == file.stem}, differing


@needs_files
def test_nothing_is_left_unconverted_but_descriptions():
    records = [record for file in FILES for record in read_gift(file.read_text(encoding="utf-8"))]
    assert len(FILES) == 51
    problems = [record.problem for record in records if record.problem]
    assert all(problem.startswith("This is a description") for problem in problems)
    assert (len(records), len(problems)) == (100, 7)


@needs_files
def test_what_had_to_be_told_is_told_of_few():
    told = {
        file.stem
        for file in FILES
        for record in read_gift(file.read_text(encoding="utf-8"))
        if record.notes
    }
    # Several answers behind `=`, colours, an image that is missing, and ids.
    assert told == {
        "escapeColon",
        "mcHTMLComment",
        "multiLineFeedback1",
        "tag_id",
        "tag_id_and_two_tags",
    }
