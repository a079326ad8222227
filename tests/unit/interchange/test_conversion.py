"""A file of another program, converted whole: what became of each question, and how fast."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pylq_ext.banks.notebook import open_bank
from pylq_ext.interchange.bank_notebook import bank_notebook
from pylq_ext.interchange.conversion import Ending, convert_file, convert_records
from pylq_ext.interchange.record import Record, Unreadable
from pylq_ext.interchange.source_format import ENDS
from tests.unit.interchange.real_files import FOLDER, needs_real_files

GIFT = "Which? {=one ~two#Not that.}\n\n::Name:: How many? {#3:1}\n\nOnly told.\n"
QUIZ = [
    {
        "question": "Which?",
        "type": "multiple_choice",
        "answers": [{"answer": "one", "correct": True}, {"answer": "two", "correct": False}],
    }
]


def endings(name: str, content: bytes) -> Counter[Ending]:
    return Counter(one.ending for one in convert_file(name, content)[1])


@pytest.mark.parametrize("name", ["quiz.gift", "quiz.txt", "QUIZ.GIFT"])
def test_a_source_is_known_by_its_name_and_what_is_in_it(name: str):
    assert convert_file(name, GIFT.encode())[0] == "GIFT"


@pytest.mark.parametrize(
    ("name", "text", "known_as"),
    [
        ("quiz.txt", "Which?\nA) one\nB) two\nANSWER: A\n", "Aiken"),
        ("quiz.json", json.dumps(QUIZ), "jupyterquiz"),
        ("quiz.csv", "question,A,B,right\nWhich?,one,two,A\n", "a table"),
        ("quiz.xlsx", "question,A,B,right\nWhich?,one,two,A\n", "a table"),
    ],
)
def test_other_formats_are_known_as_well(name: str, text: str, known_as: str):
    format_name, found = convert_file(name, text.encode())
    assert format_name == known_as
    assert [one.ending for one in found] == [Ending.CONVERTED]


def test_each_question_ends_in_one_of_three_ways():
    assert endings("quiz.gift", GIFT.encode()) == {Ending.CONVERTED: 2, Ending.NOT_CONVERTED: 1}
    noted, lost = convert_records(
        [
            Record("here", None, problem="It is a drawing."),
            Record("there", None, title="T", problem="It is none either."),
        ]
    )
    assert (noted.ending, noted.problem, lost.title) == (
        Ending.NOT_CONVERTED,
        "It is a drawing.",
        "T",
    )


def test_what_is_converted_is_a_bank_without_mistakes(tmp_path: Path):
    found = convert_file("quiz.gift", GIFT.encode())[1]
    path = tmp_path / "bank.ipynb"
    path.write_text(bank_notebook("my-bank", [("A quiz", found)]), encoding="utf-8")
    bank = open_bank(path)
    assert (bank.id, bank.title, len(bank)) == ("my-bank", "A quiz", 2)
    assert not any(question.problems for question in bank)
    assert bank.repeated_ids == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("quiz.pdf", b"%PDF"),
        ("quiz", b"x"),
        ("quiz.gift", b"\xff\xfa{}"),
        ("quiz.json", b"{"),
        ("quiz.json", b"{}"),
        ("quiz.xml", b"<quiz>"),
        ("quiz.xlsx", b"PK"),
        ("quiz.zip", b"PK"),
        ("quiz.ipynb", b"[]"),
        ("quiz.csv", b""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(name: str, content: bytes):
    with pytest.raises(Unreadable, match=r"."):
        convert_file(name, content)


def test_whatever_is_in_a_file_only_one_error_leaves():
    dice = random.Random(4)
    for end in ENDS:
        for _ in range(60):
            content = dice.choice([GIFT.encode(), json.dumps(QUIZ).encode(), b"<quiz/>", b"PK\3\4"])
            cut = dice.randrange(len(content) + 1)
            content = content[:cut] + dice.randbytes(dice.randrange(40)) + content[cut:]
            try:
                convert_file(f"quiz{end}", content)
            except Unreadable as why:
                assert str(why)  # noqa: PT017 - either way is right


def test_who_watches_sees_each_question_go_by():
    seen: list[str] = []

    def watched(records: Sequence[Record]) -> Iterator[Record]:
        for record in records:
            seen.append(f"{record.where} of {len(records)}")
            yield record

    found = convert_file("quiz.gift", GIFT.encode(), watched)[1]
    assert seen == [f"{one.where} of 3" for one in found]
    assert len(found) == 3


def test_a_thousand_questions_take_less_than_five_seconds():
    text = "\n\n".join(
        f"::Number {n}:: What is {n} + 1? {{={n + 1}#Yes. ~{n}#No. ~%50%about {n + 1}}}"
        for n in range(1000)
    )
    began = time.process_time()
    found = convert_file("quiz.gift", text.encode())[1]
    bank_notebook("b", [("B", found)])
    assert time.process_time() - began < 5.0
    assert {one.ending for one in found} == {Ending.CONVERTED}
    assert len(found) == 1000


#: Of real files: how many questions end how. Descriptions ask nothing, and are not converted.
REAL = {
    "gift": {Ending.CONVERTED: 88, Ending.WITH_NOTE: 5, Ending.NOT_CONVERTED: 7},
    "jupyterquiz": {Ending.CONVERTED: 6, Ending.WITH_NOTE: 2},
    "cfrr_introduction_to_python": {Ending.CONVERTED: 9, Ending.WITH_NOTE: 18},
    "kahoot": {Ending.CONVERTED: 16},
}


@needs_real_files
@pytest.mark.parametrize("folder", REAL)
def test_real_files_become_banks_without_mistakes(folder: str, tmp_path: Path):
    end = ".gift" if folder == "gift" else ".xlsx" if folder == "kahoot" else ".json"
    found = [
        one
        for path in sorted((FOLDER / folder).glob(f"*{end}"))
        for one in convert_file(path.name, path.read_bytes())[1]
    ]
    assert Counter(one.ending for one in found) == REAL[folder]
    for one in found:
        if one.problem is not None:
            assert "description" in one.problem
    path = tmp_path / "bank.ipynb"
    path.write_text(bank_notebook("real", [("Real", found)]), encoding="utf-8")
    bank = open_bank(path)
    assert len(bank) == sum(one.cell is not None for one in found)
    assert not any(question.problems for question in bank)
