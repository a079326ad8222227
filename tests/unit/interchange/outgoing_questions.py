"""Questions to write in other formats: texts that bite, in every kind that a record has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from pylq_ext.banks.bank import BankQuestion
from pylq_ext.domain.question import Question
from pylq_ext.interchange.bank_cell import bank_cell
from pylq_ext.interchange.record import Accepted, Blank, Choice, Pair, Record, Sort
from pylq_ext.interchange.same_question import question_of
from pylq_ext.interchange.source_format import read_source
from pylq_ext.interchange.target_format import Target
from pylq_ext.interchange.unfit import Unfit

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

_WORDS = [
    "Which", "one", "of", "these", "naïve", "größer", "五", "שלום", "مرحبا", "🙂", "a_b", "2*3*4",
    "x = y", "~no", "#1", "{a}", "a:b", "a;b", "“curly”", '"straight"', "it's", "50 %", "%50%x",
    "a, b", "C:\\temp", "back\\slash", "a & b", "AT&amp;T", "a < b", "<b>not bold</b>", "&lt;",
    "->", "=>", "::title::", "//no comment", "[[1]]", "$5 and $6", "- x", "1. y", "| z", "*a*",
    "**bold**", "`x = {1: 'a'}`", "`a ~ b`", "`` ` ``", "`<p>`", "~~gone~~", "@@PLUGINFILE@@",
    "[link](https://example.org/?a=1&b=2)", "https://example.org", "\\*", "\\{", "\\=", "e.g.",
    "$a^2$", "$\\frac{a}{b}$", "$\\{x_1 \\mid x < 3\\}$", "$a_b_c \\\\ d$", "$\\text{if } a=b$",
]  # fmt: skip
_BLOCKS = [
    "```python\nif a < b and c > d:\n    x = {'a': [1]}  # ~100 %\n\n    print(f\"{x}\\n\")\n```",
    "```\n  indented & <tagged>\n\ttab\n```",
    "~~~\n```\nnot the end = {a}\n~~~",
    "    indented = 'code' # {1}",
    "$$\n\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}\n$$",
    "\\begin{align}\na &= b \\\\\nc &= \\{d\\}\n\\end{align}",
    "| a | b~c |\n|---|----:|\n| `x=1` | $y^2$ |\n| {z} | \\| |",
    "+ one\n+ two\n  + nested = yes",
    "3. three\n4. four",
    "> quoted: {a}\n>\n> twice",
    "first line  \nsecond line",
    "one\ntwo",
    "# Heading #1",
    "---",
]  # fmt: skip

#: What a blank may stand in.
_AROUND = [
    "In Paris they speak ___, *don't they?*", "___ is a < b & `{1:SA:=x}`", "$a^2$ is ___ or {#1}.",
    "```python\nx = ___  # {a} ~ \\}\nprint(x)\n```", "Either `x = ___`, or **not**.",
    "+ one is ___\n+ two is 2", "| a | b |\n|---|---|\n| ___ | x |", "> quoted ___: \"no\"",
    "(___) and {1:NM:=2}", "**bold ___**, größe 五 שלום",
]  # fmt: skip

lines = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
"""One line of text."""

blocks = st.lists(st.one_of(lines, st.sampled_from(_BLOCKS)), min_size=1, max_size=3).map(
    "\n\n".join
)
"""A text of some blocks, as prompts and notes have."""

_rare_notes = st.one_of(st.just(""), st.just(""), lines, blocks)
_options = st.one_of(lines, lines, st.sampled_from(_BLOCKS), blocks)
_NUMBERS = [
    "= 2", "= -3.5", "= 1.5e-3", "= 2 × 10^4", "= 1/3", "= 2 ± 0.01", "= 10 ± 5 %",
    "= 3.14159 to 3 digits", "= [1, 2]", "= 1 .. 2", "= [3, 4)", "= (5, 6]", "= (7, ∞)",
]  # fmt: skip
_TEXTS = [
    '= "return"', '= "a = {b}"', '= "C:\\\\temp"', '= "say \\"hi\\""', '= "größe" exactly',
    '= "retrun" within 1 edit', '= "50 %"', '= "a * b"', '= "~x # 1"', '= "a -> b"',
    "~ /return\\s+\\w+/", "~ /a\\/b|c/", "~ /[A-Z]{2}/ exactly", '= "5"',
]  # fmt: skip


@st.composite
def records(draw: st.DrawFn, *more: Sort) -> Record:
    """A record that is a question of a bank, as `outgoing` makes it: without a title.

    Those of the sorts `more` are in few formats.
    """
    record = draw(_records(more))
    question = question_of(record)
    assume(question is not None)
    return record


def asked(record: Record) -> BankQuestion:
    """The question of a bank that a record is."""
    cell = bank_cell(record)
    return asked_cell(cell.source, cell.attachments)


def asked_cell(source: str, attachments: Mapping[str, Any] | None = None) -> BankQuestion:
    return BankQuestion(1, "q1", "bank", source, attachments or {}, 1)


def refused(target: Target[Any], record: Record) -> str | None:
    """Why a format cannot hold a question; None if it can."""
    try:
        target.question(record, 1)
    except Unfit as why:
        return str(why)
    return None


def back(target: Target[Any], record: Record) -> tuple[Question, tuple[str, ...]]:
    """The question that our own reader makes of what was written, and what was told of it.

    Raises Unfit where the format cannot hold it.
    """
    written = target.question(record, 1)
    content = target.file("A bank", [written.content])
    _, found = read_source(PurePosixPath(f"bank{target.end}"), content)
    assert len(found) == 1, found
    assert found[0].problem is None, (found[0].problem, content)
    try:
        bank_cell(found[0])
    except Unfit as why:
        raise AssertionError((str(why), found[0])) from why
    question = question_of(found[0])
    assert question is not None
    return question, written.notes


@st.composite
def _records(draw: st.DrawFn, more: Collection[Sort]) -> Record:
    known = (set(Sort) - {Sort.BLANKS, Sort.PLACE}) | {*more}
    # A third of them are what somebody asks for.
    sorts = st.sampled_from(sorted(known))
    sort = draw(sorts if not more else st.one_of(sorts, st.sampled_from(sorted(more))))
    common: dict[str, Any] = {
        "prompt": draw(blocks),
        "explanation": draw(_rare_notes),
        "points": draw(st.sampled_from([1.0, 1.0, 2.0, 0.5, 0.0])),
        "seconds": draw(st.sampled_from([None, None, 90])),
        "tags": draw(st.sampled_from([(), ("loops",), ("größe", "c++", "a.b-c_d#1")])),
        "difficulty": draw(st.sampled_from(["", "", "hard"])),
    }
    if draw(st.booleans()):
        common["prompt"] += "\n\n![A *plot* & more](attachment:plot%20%231.png)"
        common["attachments"] = {"plot #1.png": PNG}
    match sort:
        case Sort.OPEN:
            return Record("question 1", sort, model_answer=draw(_rare_notes), **common)
        case Sort.NUMBER | Sort.SHORT:
            return draw(_typed(sort, common))
        case Sort.ORDERING | Sort.MATCHING:
            return draw(_listed(sort, common))
        case Sort.BLANKS:
            return draw(_blanks(common))
        case Sort.PLACE:
            return draw(_place(common))
        case _:
            return draw(_choice(sort, common))


@st.composite
def _choice(draw: st.DrawFn, sort: Sort, common: dict[str, Any]) -> Record:
    texts = draw(st.lists(_options, min_size=2, max_size=5, unique=True))
    poll = draw(st.integers(0, 5)) == 0
    partial = sort is Sort.MULTIPLE and not poll and draw(st.booleans())
    shares = [0.0] if poll else [0.0, 1.0]
    if not poll and not partial and draw(st.booleans()):
        shares = [0.0, 1.0, 0.5, 0.2] if sort is Sort.SINGLE else [0.5, 0.25, -0.25, -1.0, 0.0]
    return Record(
        "question 1",
        sort,
        choices=tuple(
            Choice(text, draw(st.sampled_from(shares)), draw(_rare_notes)) for text in texts
        ),
        is_poll=poll,
        is_partial=partial,
        shuffle=draw(st.booleans()),
        **common,
    )


@st.composite
def _typed(draw: st.DrawFn, sort: Sort, common: dict[str, Any]) -> Record:
    known = _NUMBERS if sort is Sort.NUMBER else _TEXTS
    forms = draw(st.lists(st.sampled_from(known), max_size=4, unique=True))
    if not forms:
        return Record("question 1", sort, model_answer=draw(_rare_notes), **common)
    if draw(st.booleans()):
        forms.append("otherwise")
    return Record(
        "question 1",
        sort,
        accepted=tuple(
            Accepted(form, draw(st.sampled_from([1.0, 0.0, 0.5])), draw(_rare_notes))
            for form in forms
        ),
        **common,
    )


@st.composite
def _listed(draw: st.DrawFn, sort: Sort, common: dict[str, Any]) -> Record:
    texts = draw(st.lists(lines, min_size=2, max_size=5, unique=True))
    poll = draw(st.integers(0, 5)) == 0
    notes = tuple(draw(_rare_notes) for _ in texts)
    common |= {"is_poll": poll, "shuffle": draw(st.booleans())}
    if sort is Sort.ORDERING:
        partial = not poll and draw(st.booleans())
        notes = notes if any(notes) else ()
        return Record(
            "question 1", sort, items=tuple(texts), item_notes=notes, is_partial=partial, **common
        )
    targets = draw(st.lists(lines, min_size=2, max_size=3, unique=True))
    if poll:
        sides = [Pair(left, "", note) for left, note in zip(texts, notes, strict=True)]
        return Record(
            "question 1", sort, pairs=(*sides, *(Pair("", text) for text in targets)), **common
        )
    pairs = [
        Pair(left, draw(st.sampled_from(targets)), note)
        for left, note in zip(texts, notes, strict=True)
    ]
    spare = [Pair("", text) for text in targets if text not in {pair.right for pair in pairs}]
    return Record("question 1", sort, pairs=(*pairs, *spare), **common)


@st.composite
def _blanks(draw: st.DrawFn, common: dict[str, Any]) -> Record:
    count = draw(st.integers(1, 4))
    around = [draw(st.sampled_from(_AROUND)) for _ in range(count)]
    common["prompt"] = "\n\n".join([common["prompt"], *around])
    without = draw(st.integers(0, 6)) == 0
    blanks = tuple(Blank() if without else draw(_blank()) for _ in range(count))
    return Record("question 1", Sort.BLANKS, blanks=blanks, **common)


@st.composite
def _blank(draw: st.DrawFn) -> Blank:
    label = draw(st.one_of(st.just(""), lines))
    known = draw(st.sampled_from([_NUMBERS, _TEXTS, None]))
    shares = st.sampled_from([0.0, 1.0, 0.5])
    if known is None:
        texts = draw(st.lists(lines, min_size=2, max_size=4, unique=True))
        credits_ = draw(st.permutations([1.0, *(draw(shares) for _ in texts[1:])]))
        pairs = zip(texts, credits_, strict=True)
        return Blank(choices=tuple(Choice(*one, draw(_rare_notes)) for one in pairs), label=label)
    forms = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
    credits_ = draw(st.permutations([1.0, *(draw(shares) for _ in forms[1:])]))
    accepted = [*zip(forms, credits_, strict=True)]
    if draw(st.integers(0, 1)):
        accepted.append(("otherwise", draw(st.sampled_from([0.0, 0.5]))))
    return Blank(tuple(Accepted(*one, draw(_rare_notes)) for one in accepted), label=label)


_REGIONS = ["= circle 30 40 8", "= box 10 20 30.5 50", "= polygon 1 1, 9 1, 5 9", "otherwise"]


@st.composite
def _place(draw: st.DrawFn, common: dict[str, Any]) -> Record:
    common["prompt"] += "\n\n![Here](attachment:here.png)"
    common["attachments"] = {**common.get("attachments", {}), "here.png": PNG}
    forms = draw(st.lists(st.sampled_from(_REGIONS[:3]), max_size=3, unique=True))
    if draw(st.booleans()) and forms:
        forms.append(_REGIONS[3])
    shares = st.sampled_from([1.0, 0.0, 0.5])
    accepted = tuple(Accepted(form, draw(shares), draw(_rare_notes)) for form in forms)
    return Record("question 1", Sort.PLACE, accepted=accepted, **common)
