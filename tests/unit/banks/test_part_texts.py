"""The parts of a cell as their author wrote them, without what makes them parts."""

from __future__ import annotations

import pytest

from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.part_texts import ItemText, PartTexts, part_texts
from pylq_ext.banks.shares import without_share


def texts(source: str, *, blank: bool = True) -> PartTexts:
    question = read_cell(source).question
    assert question is not None
    return part_texts(source, question, blank=blank)


def test_boxes_bullets_and_indentation_are_taken_off():
    found = texts("Which?\n\n* [ ] a\n  b\n* [x]\n\n  c\n\n      code\n* [ ] - d\n")
    assert found.prompt == "Which?"
    assert found.items == (ItemText("a\nb"), ItemText("c\n\n    code"), ItemText("- d"))


def test_notes_are_taken_out_of_their_quotes_and_quotations_stay():
    found = texts(
        "Which?\n\n- [x] a\n  > one\n  >\n  >     code\n- [ ] b\n\n  > said\n\n  >\n\n"
        "> So.\n\n> And so.\n"
    )
    assert found.items == (ItemText("a", "one\n\n    code"), ItemText("b\n\n> said"))
    assert found.explanation == "So.\n\nAnd so."


def test_a_list_without_boxes_keeps_what_looks_like_one_nowhere():
    found = texts(
        "Sort.\n\n<!-- pylq: ordering -->\n\n10. ten\n    > Note.\n11. eleven\n    more\n"
    )
    assert found.items == (ItemText("ten", "Note."), ItemText("eleven\nmore"))


@pytest.mark.parametrize(
    ("quote", "model"),
    [
        ("> **Model answer.** So.", "So."),
        ("> **Model answer.**\n>\n> - a\n> - b", "- a\n- b"),
        ("> **Model answer.**\n>\n>     code", "    code"),
    ],
)
def test_a_model_answer_stands_without_its_mark(quote: str, model: str):
    found = texts(f"Why?\n\n<!-- pylq: open -->\n\n{quote}\n\n> Because.\n")
    assert (found.model_answer, found.explanation) == (model, "Because.")


def test_comments_and_settings_leave_no_trace():
    source = "One<!-- a -->\n<!-- pylq: open -->\n<!-- b -->\n\n> Two <!-- c -->\n"
    assert texts(source) == PartTexts("One", explanation="Two")
    inside = "a\n<!-- b -->\nc\n\n<!-- pylq: open -->\n"
    assert texts(inside).prompt == "a\n\nc"
    assert texts(inside, blank=False).prompt == "a\nc"


def test_a_link_definition_goes_with_each_text_that_uses_it():
    found = texts("See [a].\n\n- [x] [b][a]\n- [ ] c\n  > [A]\n\n[a]: https://x.org\n")
    definition = "\n\n[a]: https://x.org"
    assert found.prompt == f"See [a].{definition}"
    assert found.items == (ItemText(f"[b][a]{definition}"), ItemText("c", f"[A]{definition}"))


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("**50 %.** Near.", "Near."),
        ("**-25 %.**", ""),
        ("**50 %.**\n\n    code", "    code"),
        ("**bold** text", "**bold** text"),
    ],
)
def test_a_share_is_no_part_of_its_note(note: str, text: str):
    assert without_share(note) == text
