"""What a code cell has put out ends the prompt of a question that asks for it, and no other one."""

from __future__ import annotations

import base64
import json
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v3, v4

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.banks.cell import read_cell
from pylq_ext.banks.handout import make_handout
from pylq_ext.banks.notebook import open_bank
from pylq_ext.banks.preview import preview_page
from pylq_ext.banks.problems import apply_mended
from pylq_ext.banks.settings_words import words_of
from pylq_ext.banks.shown_output import MAX_CHARACTERS, MAX_LINES, clean
from pylq_ext.domain.question import Kind, Question
from tests.support.images import JPEG, bundle, png, svg

OPTIONS = "\n\n- [x] yes\n- [ ] no\n  > NOTE"
TEXT = "What is printed?\n\n<!-- pylq: output -->" + OPTIONS
PLOT = 'What is drawn?\n\n<!-- pylq: output="A histogram" -->' + OPTIONS


def code(*outputs: dict[str, Any]) -> dict[str, Any]:
    return dict(v4.new_code_cell("draw()", outputs=list(outputs)))


def printed(text: str) -> dict[str, Any]:
    return dict(v4.new_output("stream", text=text))


def drawn(content: bytes | None = None, **more: Any) -> dict[str, Any]:
    data = {**bundle(content or png()), "text/plain": "<Figure size 640x480 with 1 Axes>", **more}
    return dict(v4.new_output("display_data", data=data))


def value(**data: Any) -> dict[str, Any]:
    named = {name.replace("_", "/"): one for name, one in data.items()}
    return dict(v4.new_output("execute_result", data=named, execution_count=1))


@pytest.fixture
def bank(tmp_path):
    def write(*cells: dict[str, Any] | str) -> list[BankQuestion]:
        every = [v4.new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        whole = {"cells": every, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path = tmp_path / "bank.ipynb"
        path.write_text(json.dumps(whole), encoding="utf-8")
        return list(open_bank(path))

    return write


def codes(item: BankQuestion) -> list[str]:
    return [problem.code for problem in item.problems]


def prompt(item: BankQuestion) -> str:
    assert item.problems == ()
    return item.question.face.prompt


def test_what_was_printed_ends_the_prompt_as_code(bank):
    (item,) = bank(code(printed("a < b\n"), printed("2\n")), TEXT)
    assert prompt(item) == (
        "<p>What is printed?</p>\n"
        '<div class="pylq-code"><pre><code>a &lt; b</code></pre></div>\n'
        '<div class="pylq-code"><pre><code>2</code></pre></div>'
    )
    assert item.title == "What is printed?"


def test_a_plot_ends_the_prompt_as_an_image_with_the_words_of_the_setting(bank):
    (item,) = bank(code(drawn()), PLOT)
    (asset,) = item.assets
    assert asset.content == png()
    assert f'<img src="asset:{asset.hash}" alt="A histogram"' in prompt(item)
    assert "Figure size" not in prompt(item)


@pytest.mark.parametrize(
    "data",
    [
        {"image/svg+xml": svg().decode()},
        {"image/svg+xml": svg().decode().partition("<circle")},
        {"image/jpeg": base64.b64encode(JPEG).decode() + "\n"},
    ],
)
def test_an_image_may_be_of_any_type_that_a_question_may_have(bank, data):
    (item,) = bank(code(v4.new_output("display_data", data=data)), PLOT)
    assert 'alt="A histogram"' in prompt(item)


def test_the_question_that_a_room_is_sent_is_whole_by_itself(bank):
    (item,) = bank(code(printed("1\n"), drawn()), PLOT)
    sent = json.loads(json.dumps(item.attachments))
    assert read_cell(item.source, sent).question == item.question


def test_an_output_that_changed_makes_another_question_and_another_face(bank):
    first, second = (bank(code(drawn(png(shade=one))), PLOT)[0].question.face for one in (1, 2))
    assert first != second


def test_a_question_that_does_not_ask_shows_nothing_of_the_code_above(bank):
    (item,) = bank(code(printed("SAID"), drawn()), "What?" + OPTIONS)
    assert "SAID" not in item.question.face.prompt
    assert item.attachments == {}


def test_questions_below_each_other_ask_about_the_same_code(bank):
    items = bank(code(printed("SAID")), TEXT, "Between?" + OPTIONS, TEXT)
    assert ["SAID" in prompt(item) for item in items] == [True, False, True]


def test_a_place_may_be_one_on_a_plot(bank):
    source = '### Where?\n\n<!-- pylq: place output="A plot" -->\n\n- [x] = box 0 0 10 10'
    (item,) = bank(code(printed("SAID"), drawn()), source)
    face = item.question.face
    assert face.kind is Kind.PLACE
    assert face.image.count("<img") == 1
    assert "SAID" in face.prompt
    assert "<img" not in face.prompt


def test_underscores_in_an_output_are_no_blanks(bank):
    (item,) = bank(code(printed("___")), "It is ___.\n\n<!-- pylq: blanks output -->")
    assert len(item.question.face.blanks) == 1
    assert "<code>___</code>" in prompt(item)


def test_an_error_is_an_output_without_its_colours(bank):
    trace = ["\x1b[0;31mKeyError\x1b[0m  Traceback", "\x1b[1mKeyError\x1b[0m: 'a'"]
    error = v4.new_output("error", ename="KeyError", evalue="'a'", traceback=trace)
    (item,) = bank(code(error), TEXT)
    assert "<code>KeyError  Traceback\nKeyError: 'a'</code>" in prompt(item)


def test_of_a_progress_bar_its_end_is_shown(bank):
    (item,) = bank(code(printed("10 %\r60 %\r100 %\r\ndone\x08\n")), TEXT)
    assert "<code>100 %\ndone</code>" in prompt(item)


def test_beside_a_plot_the_value_of_the_last_line_is_left_out(bank):
    (item,) = bank(code(printed("SAID"), value(text_plain="<Axes: >"), drawn()), PLOT)
    assert "Axes" not in prompt(item)
    assert "SAID" in prompt(item)


def test_a_value_is_an_output_even_if_it_is_an_object(bank):
    (item,) = bank(code(value(text_plain="<__main__.Point at 0x7f>")), TEXT)
    assert "&lt;__main__.Point at 0x7f&gt;" in prompt(item)


def test_a_table_of_pandas_is_shown_as_its_text(bank):
    (item,) = bank(code(value(text_plain="   a\n0  1", text_html="<table></table>")), TEXT)
    assert "<code>   a\n0  1</code>" in prompt(item)


def test_an_output_is_read_from_format_3(tmp_path):
    outputs = [
        v3.new_output("stream", "SAID\n"),
        v3.new_output("display_data", output_png=bundle(png())["image/png"]),
    ]
    cells = [v3.new_code_cell("draw()", outputs=outputs), v3.new_text_cell("markdown", PLOT)]
    whole = v3.new_notebook(worksheets=[v3.new_worksheet(cells=cells)])
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(whole), encoding="utf-8")
    (item,) = open_bank(path)
    assert "SAID" in prompt(item)
    assert len(item.assets) == 1


HTML = value(text_html="<b>x</b>", text_plain="<IPython.core.display.HTML object>")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], "there is none"),
        (["# Text"], "there is cell 1, which is no code"),
        ([code(printed("SAID")), "# Text"], "there is cell 2, which is no code"),
        ([code()], "(cell 1) has no output"),
        ([code(printed(" \n\n"))], "(cell 1) has no output"),
        ([code(HTML)], "(cell 1) has no output"),
    ],
)
def test_an_output_that_is_not_there_is_a_mistake_at_the_settings_line(bank, cells, said):
    (item,) = bank(*cells, "What?\n\n<!-- pylq: poll output -->\n\n- [ ] a\n- [ ] b")
    (problem,) = item.problems
    assert (problem.code, problem.line) == ("output_missing", 3)
    assert said in problem.message
    assert problem.mended == "<!-- pylq: poll -->"
    assert read_cell(apply_mended(item.source, problem)).question is not None


def test_a_setting_that_stood_alone_takes_its_line_with_it(bank):
    (item,) = bank(TEXT)
    assert item.problems[0].mended == ""
    assert read_cell(apply_mended(item.source, item.problems[0])).question is not None


def test_an_image_needs_words(bank):
    (item,) = bank(code(drawn()), TEXT)
    (problem,) = item.problems
    assert (problem.code, problem.line) == ("image_without_alt", 3)
    assert problem.mended == '<!-- pylq: output="what it shows" -->'
    mended = apply_mended(item.source, problem)
    assert read_cell(mended, item.attachments).question is not None


def test_of_two_images_none_could_be_told_from_the_other(bank):
    (item,) = bank(code(drawn(png(shade=1)), drawn(png(shade=2))), PLOT)
    assert [(one.code, one.line) for one in item.problems] == [("output_images", 3)]


@pytest.mark.parametrize("text", ["x\n" * (MAX_LINES + 1), "x" * (MAX_CHARACTERS + 1)])
def test_more_than_a_prompt_can_show_is_a_mistake(bank, text):
    (item,) = bank(code(printed(text)), TEXT)
    assert [(one.code, one.line) for one in item.problems] == [("output_too_large", 3)]
    (largest,) = bank(code(printed(text[:-1])), TEXT)
    assert largest.broken == (text[-1] == "\n")


def test_what_is_no_image_is_a_mistake_at_the_settings_line(bank):
    (item,) = bank(code(drawn(b"no image")), PLOT)
    assert [(one.code, one.line) for one in item.problems] == [("image_type", 3)]


def test_an_attachment_of_an_outputs_name_does_not_pass_for_one(bank):
    cell = v4.new_markdown_cell("![x](attachment:output:1)\n\n" + TEXT)
    cell["attachments"] = {"output:1": bundle(png())}
    (item,) = bank(cell)
    assert codes(item) == ["image_missing", "output_missing"]


@pytest.mark.parametrize("odd", [5, None, "x", [5], [{}], [{"data": 5}], [{"data": {"x": 1}}]])
def test_odd_outputs_do_no_harm(bank, odd):
    (item,) = bank({**code(), "outputs": odd}, TEXT)
    assert codes(item) == ["output_missing"]


@pytest.mark.parametrize("odd", [5, None, "", [], {"text/plain": 5}, {"x": "y"}])
def test_an_odd_attachment_of_an_outputs_name_does_no_harm(odd):
    assert [one.code for one in read_cell(TEXT, {"output:1": odd}).problems] == ["output_missing"]


def test_a_cell_that_is_asked_without_a_bank_has_no_output():
    (problem,) = read_cell(TEXT).problems
    assert problem.code == "output_missing"
    assert "in a bank that is a notebook" in problem.message


def test_a_handout_shows_the_output_that_is_asked_about_and_no_other(tmp_path, bank):
    other = code(printed("UNASKED"), drawn(png(shade=9)))
    bank(code(printed("SAID"), drawn()), PLOT, other, "Why?" + OPTIONS)
    made = make_handout(tmp_path / "bank.ipynb")
    assert made.mistakes == ()
    copied = nbformat.reads(made.text, as_version=4)
    nbformat.validate(copied)
    assert [cell.get("outputs") for cell in copied.cells] == [[], None, [], None]
    assert copied.cells[1].source == (
        "What is drawn?\n\n```text\nSAID\n```\n\n![A histogram](attachment:output:2)\n\n"
        "- [ ] yes\n- [ ] no"
    )
    assert copied.cells[1].attachments == {"output:2": bundle(png())}
    assert "attachments" not in copied.cells[3]
    assert not any(hidden in made.text for hidden in ("UNASKED", "NOTE", "pylq"))


def test_a_preview_shows_the_output(tmp_path, bank):
    bank(code(printed("SAID"), drawn()), PLOT)
    page = preview_page(open_bank(tmp_path / "bank.ipynb"))
    assert "SAID" in page
    assert 'alt="A histogram"' in page
    assert "data:image/png;base64," in page


# No quotation marks, and no end of the comment.
WORDS = st.text(
    st.sampled_from("ab é中 \\`*_[]()<>$~&!|#.^{}-'=") | st.characters(categories=["L"]),
    max_size=30,
).map(lambda text: " ".join(text.split()).replace("-->", ""))


def asked(words: str, text: str) -> Question | None:
    output = {"output:1": {"text/plain": text}, "output:2": bundle(png())}
    return read_cell(
        f'Q\n\n<!-- pylq: output="{words}" poll -->\n\n- [ ] a\n- [ ] b', output
    ).question


@given(WORDS.filter(bool), st.text(max_size=60))
def test_words_and_output_reach_students_as_they_are(words, text):
    read = asked(words, text)
    assert read is not None
    page = read.face.prompt
    assert page.count("<img") == 1
    alternative = page.partition('alt="')[2].partition('"')[0]
    assert unescaped(alternative) == words
    if clean(text):
        shown = page.partition("<pre><code>")[2].partition("</code></pre>")[0]
        assert unescaped(shown) == clean(text)


def unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\xa0")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


@given(st.text())
def test_a_clean_text_is_not_cleaned_further(text):
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.text(st.characters(exclude_characters='"“”„'), min_size=1).filter(str.strip)))
def test_words_between_quotation_marks_are_one_word(texts):
    words = [f'a{number}="{text}"' for number, text in enumerate(texts)]
    assert words_of(" ".join(words)) == words
