"""A bank as one HTML page: each question as students see it, and on request what they do not.

The page needs nothing from elsewhere, and may load nothing. Mathematics stand as TeX.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.preview_answers import answers_to, below
from pylq_ext.banks.preview_styles import STYLES
from pylq_ext.banks.styles import code_styles
from pylq_ext.domain.question import Asset, Kind, Question

MARK = "<!-- made by pylq preview -->"
"""Stands in each page, so that one page may be written over by the next and nothing else is."""

_HOW = {
    Kind.SINGLE: "Pick one",
    Kind.MULTIPLE: "Pick any number",
    Kind.OPEN: "Answer in words",
    Kind.NUMBER: "Answer with a number",
    Kind.SHORT: "Answer in a line",
    Kind.ORDERING: "Bring them into order",
    Kind.MATCHING: "Find what belongs together",
    Kind.BLANKS: "Fill in the blanks",
    Kind.SCALE: "Choose a step",
    Kind.WORDS: "Give a few words",
    Kind.PLACE: "Point at a place",
}


def preview_page(bank: Bank, *, answers: bool = False) -> str:
    """Return the page. Key, notes, explanations and tags are in it only with `answers`."""
    title = html.escape(bank.title)
    count = "1 question" if len(bank) == 1 else f"{len(bank)} questions"
    what = f"{count}, with key, notes and explanations" if answers else f"{count}, as students see"
    what += "." if answers else " them."
    body = "\n".join(
        _with_images("\n".join(_question(item, answers)), item.assets) for item in bank
    )
    entries = "\n".join(
        f'<li><a href="#question-{item.number}"><bdi>{html.escape(item.title)}</bdi></a></li>'
        for item in bank
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
style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
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
        yield f'<div class="prompt" dir="auto">{below(question.face.prompt, 3)}</div>'
        yield from answers_to(question, answers)
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
    if question.difficulty:
        yield question.difficulty
    if face.options and face.kind is not Kind.SCALE and question.key.right is None:
        yield "a poll, without a key"
    elif face.options and not question.key.right:
        yield "none is right"
    if question.tags:
        yield f"<bdi>{html.escape(', '.join(question.tags))}</bdi>"


def _feedback(question: Question) -> Iterator[str]:
    for heading, fragment in (
        ("Model answer", question.key.model_answer),
        ("Explanation", question.key.explanation),
    ):
        if fragment:
            text = f'<div dir="auto">{below(fragment, 4)}</div>'
            yield f'<div class="told"><h3>{heading}</h3>{text}</div>'


def _mistakes(item: BankQuestion) -> Iterator[str]:
    yield '<div class="broken"><p>This question cannot be asked yet:</p><ul>'
    for problem in item.problems:
        yield f"<li>Line {problem.line}: {html.escape(problem.message)}</li>"
    yield "</ul></div>"


def _with_images(part: str, assets: Iterable[Asset]) -> str:
    """Return a question's part of the page with its images in it."""
    for asset in assets:
        part = part.replace(f'<img src="asset:{asset.hash}"', f'<img src="{asset.data_url}"')
    return part
