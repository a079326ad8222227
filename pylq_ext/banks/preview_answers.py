"""What a preview shows below a prompt: what there is to choose or to fill in, and what is right."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from pylq_ext.domain.kinds.blanks import forms_of
from pylq_ext.domain.kinds.options import letter
from pylq_ext.domain.kinds.parts import part_id, split_part
from pylq_ext.domain.question import Blank, Form, Kind, Option, Question

_LEFT_TO_RIGHT = re.compile(r'<(code(?=>)|(?:div|span)(?= class="pylq-(?:code|math)[ "]))')
_BOX = {Kind.OPEN: "words"}


def answers_to(question: Question, answers: bool) -> Iterator[str]:
    """Yield the part of a page where a question is answered; what is right only with `answers`."""
    face, key = question.face, question.key
    match face.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            shape = "many" if face.kind is Kind.MULTIPLE else "one"
            yield from _list((_option(one, question, answers) for one in face.options), shape)
        case Kind.ORDERING:
            yield from _list(_parted(question, answers, "place"), "many")
        case Kind.MATCHING:
            yield from _list(_parted(question, answers, "goes with"), "many")
            yield from _list((_row(one.id, one.text) for one in face.targets), "one")
        case Kind.SCALE:
            yield from _list((_row(one.id, one.text) for one in face.options), "one")
        case Kind.BLANKS:
            for blank in face.blanks:
                yield from _blank(blank, question, answers)
        case Kind.PLACE:
            yield f'<div class="prompt">{face.image}</div>'
        case _:
            for _ in range(max(1, face.most)):
                yield f'<div class="{_BOX.get(face.kind, "line")}" aria-hidden="true"></div>'
    if answers and key.forms and face.kind is not Kind.BLANKS:
        yield from _list((_form(form, question) for form in key.forms), "one")


def below(fragment: str, level: int) -> str:
    """Return the fragment with its highest heading at `level`, and the others below it.

    Each question's own headings belong under the page's. Code and mathematics run from left to
    right, and do not decide which way the text does.
    """
    # All text in a fragment is escaped, so that nothing but tags looks like these.
    fragment = _LEFT_TO_RIGHT.sub(r'<\1 dir="ltr"', fragment)
    found = [int(digit) for digit in re.findall(r"<h([1-6])>", fragment)]
    if not found:
        return fragment
    shift = level - min(found)
    return re.sub(
        r"<(/?)h([1-6])>",
        lambda match: f"<{match[1]}h{min(6, int(match[2]) + shift)}>",
        fragment,
    )


def _list(rows: Iterable[str], shape: str) -> Iterator[str]:
    yield f'<ol class="options {shape}">'
    yield from rows
    yield "</ol>"


def _option(option: Option, question: Question, answers: bool) -> str:
    if not answers:
        return _row(letter(option.id), option.text)
    return _told(option.id, letter(option.id), option.text, question)


def _form(form: Form, question: Question) -> str:
    name = letter(split_part(form.id)[1] or form.id)
    return _told(form.id, name, f"<p><code>{html.escape(form.text)}</code></p>", question)


def _told(name: str, sign: str, text: str, question: Question) -> str:
    """Return a row with what feedback says of an option or form."""
    key = question.key
    mark = "right" if name in (key.right or ()) else ""
    return _row(sign, text, mark, key.notes.get(name, ""), key.shares.get(name))


def _parted(question: Question, answers: bool, word: str) -> Iterator[str]:
    """Yield the options as students get them, with the place or target that belongs to each."""
    key = question.key
    ends = {one: end for one, end in map(split_part, key.right or ())} if answers else {}
    for option in question.face.options:
        mark = f"{word} {ends[option.id]}" if option.id in ends else ""
        note = key.notes.get(option.id, "") if answers else ""
        yield _row(letter(option.id), option.text, mark, note)


def _blank(blank: Blank, question: Question, answers: bool) -> Iterator[str]:
    if not answers and not blank.options and not blank.label:
        return
    yield f"<h3>Blank {blank.id}: <bdi>{html.escape(blank.label)}</bdi></h3>"
    rows = [
        _told(part_id(blank.id, one.id), letter(one.id), html.escape(one.text), question)
        if answers
        else _row(letter(one.id), html.escape(one.text))
        for one in blank.options
    ]
    if answers:
        rows += [_form(form, question) for form in forms_of(blank, question.key)]
    if rows:
        yield from _list(rows, "one")


def _row(sign: str, text: str, mark: str = "", note: str = "", share: float | None = None) -> str:
    told = f'<p class="mark"><span aria-hidden="true">✓ </span>{mark}</p>' if mark else ""
    if share is not None:
        told += f'<p class="share">{share * 100:g} %</p>'
    if note:
        told += f'<div class="note" dir="auto">{below(note, 3)}</div>'
    sort = ' class="right"' if mark else ""
    letter_ = f'<span class="letter" aria-hidden="true">{sign}</span>'
    return f'<li{sort}>{letter_}<div class="text" dir="auto">{below(text, 3)}</div>{told}</li>'
