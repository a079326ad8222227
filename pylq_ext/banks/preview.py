"""A bank as one HTML page: each question as students see it, and on request what they do not.

The page needs nothing from elsewhere, and may load nothing. Mathematics stand as TeX.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.preview_styles import STYLES
from pylq_ext.banks.styles import code_styles
from pylq_ext.domain.question import Kind, Option, Question

MARK = "<!-- made by pylq preview -->"
"""Stands in each page, so that one page may be written over by the next and nothing else is."""

_HOW = {
    Kind.SINGLE: "Pick one",
    Kind.MULTIPLE: "Pick any number",
    Kind.OPEN: "Answer in words",
}


def preview_page(bank: Bank, *, answers: bool = False) -> str:
    """Return the page. Key, notes, explanations and tags are in it only with `answers`."""
    title = html.escape(bank.title)
    count = "1 question" if len(bank) == 1 else f"{len(bank)} questions"
    what = f"{count}, with key, notes and explanations" if answers else f"{count}, as students see"
    what += "." if answers else " them."
    body = "\n".join(part for item in bank for part in _question(item, answers))
    entries = "\n".join(
        f'<li><a href="#question-{item.number}">{html.escape(item.title)}</a></li>' for item in bank
    )
    return f"""<!doctype html>
{MARK}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>
{code_styles()}{STYLES}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{what}</p>
</header>
<nav aria-label="Questions">
<details>
<summary>All questions</summary>
<ol>
{entries}
</ol>
</details>
</nav>
<main>
{body}
</main>
</body>
</html>
"""


def _question(item: BankQuestion, answers: bool) -> Iterator[str]:
    name = f"question-{item.number}"
    yield f'<section id="{name}" aria-labelledby="{name}-heading">'
    if item.broken:
        yield f'<h2 id="{name}-heading">Question {item.number}</h2>'
        yield from _mistakes(item)
    else:
        question = item.question
        facts = " · ".join(_facts(question, answers))
        yield (
            f'<div class="top"><h2 id="{name}-heading">Question {item.number}</h2>'
            f'<p class="facts">{facts}</p></div>'
        )
        yield f'<div class="prompt">{_below(question.face.prompt, 3)}</div>'
        yield from _options(question, answers)
        if answers:
            yield from _feedback(question)
    yield "</section>"


def _facts(question: Question, answers: bool) -> Iterator[str]:
    face = question.face
    yield _HOW[face.kind]
    if face.points != 1:
        yield f"{face.points:g} points"
    if not answers:
        return
    if question.seconds:
        yield f"{question.seconds} s"
    if question.shuffle:
        yield "shuffled"
    if face.options and question.key.right is None:
        yield "a poll, without a key"
    elif face.options and not question.key.right:
        yield "none is right"
    if question.tags:
        yield html.escape(", ".join(question.tags))


def _options(question: Question, answers: bool) -> Iterator[str]:
    if question.face.kind is Kind.OPEN:
        yield '<div class="words" aria-hidden="true"></div>'
        return
    shape = "many" if question.face.kind is Kind.MULTIPLE else "one"
    yield f'<ol class="options {shape}">'
    for option in question.face.options:
        yield _option(option, question, answers)
    yield "</ol>"


def _option(option: Option, question: Question, answers: bool) -> str:
    letter = f'<span class="letter" aria-hidden="true">{option.id.upper()}</span>'
    text = f'<div class="text">{_below(option.text, 3)}</div>'
    if not answers:
        return f"<li>{letter}{text}</li>"
    right = question.key.right is not None and option.id in question.key.right
    mark = '<p class="mark"><span aria-hidden="true">✓ </span>right</p>' if right else ""
    note = question.key.notes.get(option.id, "")
    told = f'<div class="note">{_below(note, 3)}</div>' if note else ""
    sort = ' class="right"' if right else ""
    return f"<li{sort}>{letter}{text}{mark}{told}</li>"


def _feedback(question: Question) -> Iterator[str]:
    for heading, fragment in (
        ("Model answer", question.key.model_answer),
        ("Explanation", question.key.explanation),
    ):
        if fragment:
            yield f'<div class="told"><h3>{heading}</h3>{_below(fragment, 4)}</div>'


def _mistakes(item: BankQuestion) -> Iterator[str]:
    yield '<div class="broken"><p>This question cannot be asked yet:</p><ul>'
    for problem in item.problems:
        yield f"<li>Line {problem.line}: {html.escape(problem.message)}</li>"
    yield "</ul></div>"


def _below(fragment: str, level: int) -> str:
    """Return the fragment with its highest heading at `level`, and the others below it.

    Each question's own headings belong under the page's.
    """
    found = [int(digit) for digit in re.findall(r"<h([1-6])>", fragment)]
    if not found:
        return fragment
    shift = level - min(found)
    return re.sub(
        r"<(/?)h([1-6])>",
        lambda match: f"<{match[1]}h{min(6, int(match[2]) + shift)}>",
        fragment,
    )
