"""Hostile files for each reader, the same for the same seed: mutated good ones, and any bytes."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from tests.unit.interchange import graded, moodle, qti
from tests.unit.interchange.images import PNG
from tests.unit.interchange.mutations import mutations, well_formed
from tests.unit.interchange.quizzes import (
    CARDS,
    EVERY,
    NOTEBOOK,
    PACKAGE,
    code_cell,
    encoded,
    notebook,
    text_cell,
)
from tests.unit.interchange.sheets import kahoot, xlsx
from tests.unit.interchange.wrong_gift import AIKEN, GIFT, wrong
from tests.unit.interchange.wrong_quizzes import wrong_json, wrong_sheets, wrong_texts, wrong_values

Cases = Callable[[int, int], Iterator[bytes]]

TABLE = """question,A,B,C,right,note A,kind,points,tags,share B,explanation,seconds
What?,one,two,three,"A, C",no,,2,"a b,c",,Because.,90
"How, many",3.14 ± 0.01,"2,5",otherwise,A,,number,,,,,
Town?,Paris,"= ""Pari"" within 1 edit",,,,short,,,50,,
Why?,,,,,,,,,,,
Several,x,y,z,none,**50 %.** x,multiple,,,,,1 min
Poll?,a,b,,,,poll,,,,,
"""
TABLE_XLSX = xlsx(*csv.reader(TABLE.splitlines()))
KAHOOT = kahoot(
    ["One?", "a", "b", "c", "d", 20, 1.0],
    ["Two?", "a", "b", "c", "d", 20, "1,3"],
    ["Three?", "a", "b", None, None, 20, 1.2],
)
# Small files are soon read, so that many can be tried; the whole one is among them.
MOODLE = (
    moodle.ALL,
    *map(moodle.quiz, (moodle.MULTICHOICE, moodle.TRUEFALSE, moodle.SHORTANSWER)),
    *map(moodle.quiz, (moodle.NUMERICAL, moodle.MATCHING, moodle.ESSAY, moodle.ORDERING)),
    *map(moodle.quiz, (moodle.CLOZE, moodle.GAPSELECT, moodle.DDWTOS)),
)
QUIZZES = (EVERY, *([one] for one in EVERY))
FILES = {f"i{number}.xml": content for number, content in enumerate(qti.EVERY)}
QTI_PARTS = {"imsmanifest.xml": qti.manifest(*FILES), **FILES, "a.png": PNG}
QTI_PACKAGE = qti.package(QTI_PARTS)

#: What opens something, or is long: put in many times, it nests deeply or costs much.
_NESTING = (
    *(b"[", b"{", b'{"a":[', b"<b>", b"<a>", b"<div>", b"<ul><li>", b"<math>", b"(", b"\\(", b"$$"),
    *(b"\\begin{align}", b"```\n", b"> ", b"  - ", b"![", b"[a](", b"**a", b"<!--", b"\\{", b"9"),
    *(
        b"\xed\xa0\x80",
        b"\\ud800",
        b"&amp;",
        b"&#0;",
        b"~%50%",
        b"{=",
        b"{1:SA:=",
        b"[[1]]",
        b"A) x\n",
        b",",
        b'"',
        b"\n",
    ),
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """What a reader is tried with: the name of its files, good ones, and as many wrong ones."""

    name: str
    good: Sequence[bytes]
    own: Cases

    def files(self, count: int, seed: int) -> Iterator[bytes]:
        """Yield so many files: most of them wrong in this format's own ways, others in any way."""
        tenth = count // 10
        parts = (
            self.own(count - 4 * tenth, seed),
            mutations(self.good, 3 * tenth, seed + 1),
            nested(self.good, tenth, seed + 2),
        )
        mixed = chain.from_iterable(zip_longest(*parts))
        return (content for content in mixed if content is not None)


def nested(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield good files with one piece in them that stands there up to thousands of times."""
    source = random.Random(seed)
    for _ in range(count):
        content = source.choice(seeds)
        at = source.randrange(len(content) + 1)
        times = source.choice((20, 70, 500, 2_000))
        yield content[:at] + source.choice(_NESTING) * times + content[at:]


def odd_zips(parts: Mapping[str, bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield zips that can be opened and that no honest program writes."""
    source = random.Random(seed)
    names = ["../a.xml", "/etc/passwd", "a\\b.xml", "", "a/", "ä.xml", "x" * 300, *parts]
    for _ in range(count):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", source.choice((0, zipfile.ZIP_DEFLATED))) as target:
            for name, content in parts.items():
                how = source.randrange(12)
                if how == 0:
                    continue
                if how == 1:
                    content = source.choice((b"", b"\0" * 300_000, PNG, qti.package({"a": b"b"})))
                info = zipfile.ZipInfo(source.choice(names) if how == 2 else name)
                if how == 3:
                    info.external_attr = 0o120777 << 16  # a link
                info.compress_type = source.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
                target.NameToInfo.pop(info.filename, None)  # or a name that stands twice is told
                target.writestr(info, content)
        content_of_zip = bytearray(file.getvalue())
        if source.randrange(3) == 0:
            _spoil_header(content_of_zip, source)
        yield bytes(content_of_zip)


def _spoil_header(content: bytearray, source: random.Random) -> None:
    """Let a header lie about sizes, flags, method or place."""
    sign, fields = source.choice(
        (
            (b"PK\1\2", ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (42, 4))),
            (b"PK\3\4", ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2))),
            (b"PK\5\6", ((4, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))),
        )
    )
    at = content.find(sign, source.randrange(max(1, len(content) // 2)))
    if at < 0:
        return
    start, length = source.choice(fields)
    value = source.choice((b"\0" * 4, b"\xff" * 4, b"\1\0\0\0", source.randbytes(4)))
    content[at + start : at + start + length] = value[:length]


def wrong_xml(*seeds: bytes) -> Cases:
    """Files of which half are no XML any more, and half are XML of wrong elements."""

    def cases(count: int, seed: int) -> Iterator[bytes]:
        yield from mutations(seeds, count // 2, seed)
        yield from well_formed(seeds, count - count // 2, seed)

    return cases


def packages(count: int, seed: int) -> Iterator[bytes]:
    """Zips that are wrong, and good zips of wrong files."""
    yield from mutations([QTI_PACKAGE], count // 2, seed)
    for content in well_formed(qti.EVERY, count // 4, seed):
        yield qti.package({"imsmanifest.xml": qti.manifest("a.xml"), "a.xml": content})
    for content in well_formed([qti.manifest(*FILES)], count - count // 2 - count // 4, seed):
        yield qti.package({"imsmanifest.xml": content, **FILES})


def notebooks(count: int, seed: int) -> Iterator[str]:
    """Notebooks that are wrong, and good ones with wrong code, texts and questions."""
    third = count // 3
    yield from wrong_texts([NOTEBOOK], third, seed)
    texts = [
        text
        for few in (EVERY[:2], EVERY[2:4], EVERY[4:])
        for text in (
            f"questions = {few!r}\ndisplay_quiz(questions)",
            f'<span id="q">{json.dumps(few)}</span>',
            f"<p>{encoded(few)}</p>",
        )
    ]
    for text in wrong_texts(texts, third, seed):
        yield notebook(code_cell(text), text_cell(text))
    for value in wrong_values([*QUIZZES, CARDS, PACKAGE], count - 2 * third, seed):
        yield notebook(code_cell(f"x = {value!r}"), text_cell(f"<p>{encoded(value)}</p>"))


def graded_notebooks(count: int, seed: int) -> Iterator[str]:
    """Notebooks of nbgrader and e2xgrader with wrong metadata, and with wrong texts."""
    half = count // 2
    yield from map(json.dumps, wrong_values([*map(json.loads, graded.FEW_CELLS)], half, seed))
    texts = [graded.LOOPS, "### BEGIN SOLUTION\n$x$\n### END SOLUTION\n- a\n- b\n\n![a](b.png)"]
    for text in wrong_texts(texts, count - half, seed):
        yield notebook(
            graded.description_cell(text),
            graded.answer_cell(text),
            graded.choice_cell(text, choice=["1"]),
        )


def csv_files(count: int, seed: int) -> Iterator[bytes]:
    """Tables with pieces taken out, put in, repeated or mixed up."""
    for text in wrong_texts([TABLE, TABLE.replace(",", ";")], count, seed):
        yield text.encode("utf-8", "surrogateescape")


def written(texts: Callable[[int, int], Iterator[str]]) -> Cases:
    """Texts as files. Halves of signs stay in every other file, which then is no UTF-8."""

    def cases(count: int, seed: int) -> Iterator[bytes]:
        for number, text in enumerate(texts(count, seed)):
            yield text.encode("utf-8", "surrogatepass" if number % 2 else "ignore")

    return cases


def _in_turn(*cases: Cases) -> Cases:
    def turns(count: int, seed: int) -> Iterator[bytes]:
        counts = [count // len(cases)] * (len(cases) - 1)
        counts.append(count - sum(counts))
        for one, number in zip(cases, counts, strict=True):
            yield from one(number, seed)

    return turns


def _encoded(*texts: str) -> list[bytes]:
    return [text.encode("utf-8", "ignore") for text in texts]


def _json(*values: object) -> Hostile:
    good = [json.dumps(value, indent=1).encode() for value in values]
    return Hostile("a.json", good, written(lambda count, seed: wrong_json(values, count, seed)))


READERS: Mapping[str, Hostile] = {
    "GIFT": Hostile("a.gift", _encoded(*GIFT), written(lambda n, seed: wrong(GIFT, n, seed))),
    "Aiken": Hostile("a.txt", _encoded(*AIKEN), written(lambda n, seed: wrong(AIKEN, n, seed))),
    "Moodle XML": Hostile("a.xml", MOODLE, wrong_xml(*MOODLE)),
    "QTI item": Hostile("a.xml", qti.EVERY, wrong_xml(*qti.EVERY)),
    "QTI package": Hostile(
        "a.zip",
        [QTI_PACKAGE],
        _in_turn(packages, lambda count, seed: odd_zips(QTI_PARTS, count, seed)),
    ),
    "jupyterquiz": _json(*QUIZZES),
    "ipyquizjb": _json(PACKAGE),
    "flash cards": _json(CARDS),
    "quizzes in a notebook": Hostile("a.ipynb", _encoded(NOTEBOOK), written(notebooks)),
    "nbgrader and e2xgrader": Hostile(
        "a.ipynb", _encoded(graded.NOTEBOOK, *graded.FEW_CELLS), written(graded_notebooks)
    ),
    "Kahoot": Hostile("a.xlsx", [KAHOOT], lambda n, seed: wrong_sheets(KAHOOT, n, seed)),
    "table in XLSX": Hostile(
        "a.xlsx", [TABLE_XLSX], lambda n, seed: wrong_sheets(TABLE_XLSX, n, seed)
    ),
    "table in CSV": Hostile("a.csv", _encoded(TABLE), csv_files),
}
