"""A bank's question as a record: the author's own Markdown, or the reason why there is none."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings

from pylq_ext.banks.image_files import attached
from pylq_ext.banks.notebook import notebook_text, open_bank
from pylq_ext.interchange.bank_conversion import convert_bank
from pylq_ext.interchange.moodle_writer import MOODLE_XML
from pylq_ext.interchange.outgoing import outgoing
from pylq_ext.interchange.record import Accepted, Blank, Choice, Pair, Record, Sort
from pylq_ext.interchange.same_question import asks_the_same, question_of
from pylq_ext.interchange.unfit import Unfit
from tests.unit.interchange.outgoing_questions import PNG, asked, asked_cell, records

ATTACHED = {"a.png": {"image/png": base64.b64encode(PNG).decode()}}
BANKS = sorted((Path(__file__).parents[3] / "question_banks").glob("*.ipynb"))


@settings(max_examples=150, deadline=None)
@given(record=records(Sort.BLANKS, Sort.PLACE))
def test_a_record_comes_back_from_its_cell(record: Record):
    question = asked(record).question
    again = question_of(outgoing(asked(record)))
    assert again is not None
    assert asks_the_same(again, question)


def test_texts_are_those_of_the_cell_without_boxes_quotes_settings_and_comments():
    record = outgoing(
        asked_cell(
            "### Which?\n\n<!-- week 2 -->\n\nSee [here][a].<!-- or not -->\n\n"
            "<!-- pylq: shuffle points=2 tags=x time=9 difficulty=easy -->\n\n"
            "- [ ] one\n  > **20 %.** Nearly: `a`\n  > and *b*.\n"
            "- [x]\n  ```python\n  if x:\n      pass\n  ```\n  > Yes.\n\n"
            "> Because\n>\n> 1. of this\n\n[a]: https://example.org\n"
        )
    )
    assert record == Record(
        "question 1",
        Sort.SINGLE,
        prompt="### Which?\n\nSee [here][a].\n\n[a]: https://example.org",
        choices=(
            Choice("one", 0.2, "Nearly: `a`\nand *b*."),
            Choice("```python\nif x:\n    pass\n```", 1.0, "Yes."),
        ),
        explanation="Because\n\n1. of this",
        points=2.0,
        seconds=9,
        tags=("x",),
        difficulty="easy",
        shuffle=True,
    )


def test_typed_answers_pairs_and_orders_have_their_own_parts():
    typed = outgoing(asked_cell("How many?\n\n- [x] = 2\n- [ ] = 3\n  > **50 %.** Near.\n"))
    assert typed.accepted == (Accepted("= 2", 1.0), Accepted("= 3", 0.5, "Near."))
    pairs = outgoing(
        asked_cell("Pair.\n\n<!-- pylq: matching -->\n\n- a → b\n  > Note.\n- c -> d\n- → e\n")
    )
    assert pairs.pairs == (Pair("a", "b", "Note."), Pair("c", "d"), Pair("", "e"))
    order = outgoing(
        asked_cell("Order.\n\n<!-- pylq: ordering partial -->\n\n1. a\n   > Note.\n2. b\n")
    )
    assert (order.items, order.item_notes, order.is_partial) == (("a", "b"), ("Note.", ""), True)
    text = outgoing(
        asked_cell("Why?\n\n<!-- pylq: open -->\n\n> **Model answer.** So.\n\n> Because.\n")
    )
    assert (text.model_answer, text.explanation) == ("So.", "Because.")


def test_shares_of_several_are_what_each_option_earns():
    cell = "Which?\n\n<!-- pylq: partial -->\n\n- [x] a\n- [x] b\n- [ ] c\n"
    record = outgoing(asked_cell(cell))
    assert [choice.credit for choice in record.choices] == [1.0, 1.0, 0.0]
    assert record.is_partial
    record = outgoing(asked_cell(cell.replace("- [ ] c", "- [ ] c\n- [ ] d\n  > **-20 %.**")))
    assert [choice.credit for choice in record.choices] == [0.5, 0.5, -0.5, -0.2]
    assert not record.is_partial


def test_files_beside_the_notebook_are_attached_under_their_own_names(tmp_path: Path):
    for folder in ("one", "two words"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one" / "a.png").write_bytes(PNG)
    (tmp_path / "two words" / "a.png").write_bytes(PNG + b"\0")
    source = "![A](one/a.png) ![B](<two words/a.png>)\n\n- [x] a\n- [ ] ![C][c]\n\n[c]: one/a.png\n"
    shown = attached(source, {}, tmp_path)
    record = outgoing(asked_cell(source, shown.attachments))
    assert record.attachments == {"a.png": PNG, "a-2.png": PNG + b"\0"}
    assert record.prompt == "![A](attachment:a.png) ![B](<attachment:a-2.png>)"
    assert record.choices[1].text == "![C][c]\n\n[c]: attachment:a.png"


def test_a_blank_has_its_name_and_what_it_takes():
    record = outgoing(
        asked_cell(
            "Of $a$ take ___ and\n\n```python\n___ = 1\n```\n\n<!-- pylq: blanks points=2 -->\n\n"
            "1. the *first*, or not: `x`\n   - [x] = 5 ± 1\n     > So.\n   - [ ] otherwise\n"
            "     > **50 %.** Near:\n     >\n     > ```\n     >   x\n     > ```\n"
            "2. name\n   - [ ] **b**\n     > No.<!-- never -->\n   - [x] c\n\n> Because.\n"
        )
    )
    assert record == Record(
        "question 1",
        Sort.BLANKS,
        prompt="Of $a$ take ___ and\n\n```python\n___ = 1\n```",
        blanks=(
            Blank(
                (
                    Accepted("= 5 ± 1", 1.0, "So."),
                    Accepted("otherwise", 0.5, "Near:\n\n```\n  x\n```"),
                ),
                label="the *first*, or not: `x`",
            ),
            Blank(choices=(Choice("**b**", 0.0, "No."), Choice("c", 1.0)), label="name"),
        ),
        explanation="Because.",
        points=2.0,
    )
    without = outgoing(asked_cell("A ___ and ___.\n\n<!-- pylq: blanks -->\n\n> Because.\n"))
    assert (without.blanks, without.is_poll) == ((Blank(), Blank()), False)
    assert (without.prompt, without.explanation) == ("A ___ and ___.", "Because.")


def test_a_place_has_its_regions():
    cell = "Where?\n\n![A](attachment:a.png)\n\n<!-- pylq: place -->\n"
    record = outgoing(asked_cell(f"{cell}\n- [x] = box 1 2 3 4\n  > So.\n", ATTACHED))
    assert record.accepted == (Accepted("= box 1 2 3 4", 1.0, "So."),)
    assert (record.sort, record.attachments) == (Sort.PLACE, {"a.png": PNG})
    without = outgoing(asked_cell(cell, ATTACHED))
    assert (without.accepted, without.is_poll) == ((), False)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("Which?\n\n- [x] a\n- [x] a\n", "line 4"),
        ("How sure?\n\n<!-- pylq: scale=1..5 -->\n", "scale"),
        ("Say.\n\n<!-- pylq: words -->\n", "word cloud"),
    ],
)
def test_what_cannot_be_written_says_why(cell: str, why: str):
    with pytest.raises(Unfit, match=why):
        outgoing(asked_cell(cell))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_all_but_the_kinds_without_a_record_leave_the_shipped_banks(path: Path):
    without = {"scale", "words"}
    for question in open_bank(path):
        if question.kind in without:
            with pytest.raises(Unfit, match="no other format yet"):
                outgoing(question)
        else:
            again = question_of(outgoing(question))
            assert again is not None
            assert asks_the_same(again, question.question)


def test_the_output_that_a_question_asks_about_goes_with_its_prompt():
    printed = outgoing(
        asked_cell(
            "### What was printed?\n\n<!-- pylq: output -->\n\n- [x] 3\n- [ ] 4\n",
            {"output:1": {"text/plain": "3"}},
        )
    )
    assert printed.prompt == "### What was printed?\n\n```text\n3\n```"
    plot = outgoing(
        asked_cell(
            'What is it?\n\n<!-- pylq: output="Three bars" -->\n\n- [x] bars\n- [ ] points\n',
            {"output:1": {"image/png": base64.b64encode(PNG).decode()}},
        )
    )
    assert plot.prompt == "What is it?\n\n![Three bars](attachment:output-1.png)"
    assert list(plot.attachments) == ["output-1.png"]


def test_that_answers_may_be_in_markdown_is_told_to_be_dropped(tmp_path: Path):
    path = tmp_path / "bank.ipynb"
    cell = {
        "cell_type": "markdown",
        "id": "a",
        "metadata": {},
        "source": "Why?\n\n<!-- pylq: open markdown -->",
    }
    path.write_text(notebook_text([cell], {}), encoding="utf-8")
    (sent,), content = convert_bank(open_bank(path), MOODLE_XML)
    assert content is not None
    assert "Markdown" in " ".join(sent.notes)
