"""A handout tells nothing of keys and feedback: who changes only these does not change it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from pylq_ext.banks.handout import make_handout
from pylq_ext.banks.notebook import open_bank
from pylq_ext.domain.question import Kind
from tests.support.images import bundle, png

ROOT = Path(__file__).parents[3]
SECRET = "S3CRET"

PROMPTS = [
    "### What is `x`?",
    "How many?\n\n* one\n* two\n\n```python\n- [x] code\n# <!-- code -->\n```",
    "A price of $5, and $a_b$\n\n$$x\n= y$$",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "See [this].\n\n[this]: https://example.org/this",
]
OPTIONS = [
    "a",
    "`b`  with *c*",
    "\n  ```python\n  print(1)\n\n  ```",
    "two\n\n  paragraphs",
    "$x^2$",
    "long\n  text",
    "nothing [this]",
]


@st.composite
def _faces(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "kind": draw(st.sampled_from(["single", "multiple", "open"])),
        "prompt": draw(st.sampled_from(PROMPTS)),
        "options": draw(st.lists(st.sampled_from(OPTIONS), min_size=2, max_size=4, unique=True)),
    }


@st.composite
def _feedback(draw: st.DrawFn, face: dict[str, Any]) -> str:
    """Return a cell with this face and any key, notes, explanation, settings, comments, blanks."""
    words = [f"time={draw(st.integers(1, 99))}", f"tags={SECRET}"]
    words = draw(st.lists(st.sampled_from(words), unique=True))
    blanks = st.sampled_from(["\n", "\n\n", "\n\n\n"])
    comment = st.sampled_from(["", "", f"\n<!-- {SECRET} -->\n"])
    inline = st.sampled_from(["", "", f" <!-- {SECRET} -->"])
    prompt = face["prompt"]
    if prompt.endswith("?"):
        prompt += draw(inline)
    prompt = draw(comment) + prompt + draw(comment)
    after = draw(st.sampled_from(["", f"\n\n> {SECRET}", f"\n\n> {SECRET}\n\n<!-- {SECRET} -->\n"]))
    if face["kind"] == "open":
        model = draw(st.sampled_from(["", f"\n\n> **Model answer.** {SECRET}\n\n>\n"]))
        return f"{prompt}\n\n<!-- pylq: {' '.join(['open', *words])} -->{model}{after}"
    count = len(face["options"])
    ticks = draw(st.sets(st.integers(0, count - 1), max_size=count))
    if face["kind"] == "single":
        ticks = set(sorted(ticks)[:1])
    elif len(ticks) < 2 or draw(st.booleans()):
        words.append("multiple")
    if not ticks:
        words.append(draw(st.sampled_from(["poll", "none-right"])))
    settings_line = f"<!-- pylq: {' '.join(words)} -->" if words else ""
    items = []
    for at, option in enumerate(face["options"]):
        box = draw(st.sampled_from(["[x]", "[X]"])) if at in ticks else "[ ]"
        note = draw(
            st.sampled_from(
                [
                    "",
                    f"\n  > {SECRET}",
                    f"\n\n  > {SECRET}\n  >\n  > - {SECRET}",
                    f"\n  > [this]: http://{SECRET}.org",
                ]
            )
        )
        gap = "" if option.startswith("\n") else " "
        items.append(f"- {box}{gap}{option}{note}")
    listed = "".join(item + draw(blanks) for item in items).rstrip("\n")
    above = draw(blanks) + settings_line + "\n\n"
    return f"{prompt}{above}{listed}{draw(comment)}{after}"


@st.composite
def _two_banks(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    faces = draw(st.lists(_faces(), min_size=1, max_size=3))
    return _bank(draw, faces), _bank(draw, faces)


def _bank(draw: st.DrawFn, faces: list[dict[str, Any]]) -> dict[str, Any]:
    hidden = st.dictionaries(st.sampled_from(["tags", "pylq", "x"]), st.just([SECRET]))
    output = {"output_type": "stream", "name": "stdout", "text": SECRET}
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "markdown",
            "id": f"{SECRET}-{draw(st.integers(0, 9))}-{number}",
            "metadata": draw(hidden),
            "attachments": {f"{SECRET}.png": {"image/png": "AA=="}},
            "source": draw(_feedback(face)),
        }
        for number, face in enumerate(faces)
    ]
    code = {"cell_type": "code", "id": "code", "metadata": draw(hidden), "source": "1 + 1"}
    asked = {**code, "id": "ask", "source": f"%%ask {SECRET}\n{cells[0]['source']}"}
    outputs = draw(st.lists(st.just(output), max_size=1))
    for one in (code, asked):
        cells.append({**one, "execution_count": draw(st.integers(1, 5)), "outputs": outputs})
    metadata = {**draw(hidden), "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


@settings(deadline=None)  # the machine may be busy
@given(_two_banks())
def test_two_banks_that_differ_only_in_key_and_feedback_give_the_same_handout(banks):
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for number, whole in enumerate(banks):
            path = Path(folder) / f"{number}.ipynb"
            path.write_text(json.dumps(whole), encoding="utf-8")
            assert not [item.problems for item in open_bank(path) if item.broken]
            made = make_handout(path)
            assert not made.mistakes
            texts.append(made.text)
    assert texts[0] == texts[1]
    assert SECRET not in texts[0]


def test_a_handout_of_a_real_bank_is_a_valid_notebook_without_a_question():
    for path in (ROOT / "question_banks").glob("*.ipynb"):
        made = make_handout(path)
        bank = open_bank(path)
        assert made.questions == len(bank)
        copy = nbformat.reads(made.text, as_version=4)
        nbformat.validate(copy)
        assert made.text.endswith("}\n")
        texts = "\n".join(cell["source"] for cell in copy.cells)
        assert not any(sign in texts for sign in ("[x]", "[X]", "pylq:", "Model answer"))
        for item in bank:
            assert item.source not in texts
            assert item.id not in made.text


def test_a_handout_shows_what_the_face_shows():
    path = ROOT / "question_banks" / "python_basics.ipynb"
    cells = json.loads(make_handout(path).text)["cells"]
    for item in open_bank(path):
        if item.kind in (Kind.ORDERING, Kind.MATCHING, Kind.BLANKS):
            # Their lists are in other words, because an order or a pair would tell.
            continue
        lines = item.source.split("\n")
        kept = "".join(cells[item.cell_number - 1]["source"]).split("\n")
        assert set(kept) <= {*(line.replace("[x]", "[ ]") for line in lines), *_HINT}


_HINT = ["*More than one may be picked.*"]


def test_attachments_that_are_shown_stay(tmp_path):
    path = tmp_path / "x.ipynb"
    image = {"image/png": "AA=="}
    cells = [
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {},
            "source": "![A plot](attachment:a%20plot.png) <!-- ![no](attachment:no.png) -->",
            "attachments": {"a plot.png": image, "no.png": image},
        },
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "Q\n\n- [x] a\n- [ ] b"},
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    (first, _) = json.loads(make_handout(path).text)["cells"]
    assert first["attachments"] == {"a plot.png": image}
    assert first["source"] == ["![A plot](attachment:a%20plot.png)"]


def test_images_of_prompts_and_options_stay_and_those_of_feedback_go(tmp_path):
    (tmp_path / "plots").mkdir()
    for name in ("asked.png", f"{SECRET}.png"):
        (tmp_path / "plots" / name).write_bytes(png())
    source = (
        "![A](attachment:a.png) ![C](plots/asked.png)\n\n- [x] ![B](attachment:b.png)\n- [ ] no\n"
        f"  > ![D](attachment:a) ![E](plots/{SECRET}.png)\n\n> ![F](attachment:{SECRET}.png)\n"
    )
    names = ("a.png", "b.png", "a", f"{SECRET}.png")
    cell = {
        "cell_type": "markdown",
        "id": "q",
        "metadata": {},
        "source": source,
        "attachments": {name: bundle(png(shade=at)) for at, name in enumerate(names)},
    }
    path = tmp_path / "x.ipynb"
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert not open_bank(path)[1].broken
    made = make_handout(path)
    assert not made.mistakes
    (copy,) = json.loads(made.text)["cells"]
    assert set(copy["attachments"]) == {"a.png", "b.png"}
    assert SECRET not in made.text
    assert made.files == ("plots/asked.png",)
