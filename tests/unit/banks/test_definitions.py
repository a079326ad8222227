"""Link definitions: those in feedback are feedback's alone."""

from __future__ import annotations

from pylq_ext.banks.cell import read_cell
from pylq_ext.domain.question import Question

CELL = """\
### Where is [this] and [that]?

- [ ] one [this]
  > A note on [this] and [that].
  >
  > {in_note}
- [x] two

> Explained by [this].
>
> {in_explanation}

[that]: http://example.org/that
{at_the_end}
"""


def read(in_note: str = "no", in_explanation: str = "no", at_the_end: str = "") -> Question:
    reading = read_cell(
        CELL.format(in_note=in_note, in_explanation=in_explanation, at_the_end=at_the_end)
    )
    assert reading.question is not None, reading.problems
    return reading.question


def test_a_definition_in_a_note_shows_nothing_of_itself_in_the_face():
    question = read(in_note="[this]: http://example.org/secret")
    assert question.face == read().face
    assert "http://example.org/secret" in question.key.notes["a"]


def test_a_definition_in_the_explanation_shows_nothing_of_itself_in_the_face():
    question = read(in_explanation="[this]: http://example.org/secret")
    assert question.face == read().face
    assert "http://example.org/secret" in question.key.explanation


def test_a_definition_in_a_note_takes_no_place_of_one_outside():
    question = read(
        in_note="[this]: http://example.org/secret", at_the_end="[this]: http://example.org/this"
    )
    assert question.face == read(at_the_end="[this]: http://example.org/this").face
    assert "http://example.org/this" in question.face.options[0].text


def test_a_definition_at_the_end_of_a_cell_serves_prompt_and_notes():
    question = read()
    assert "http://example.org/that" in question.face.prompt
    assert "http://example.org/that" in question.key.notes["a"]
