"""GIFT, the text format of Moodle's questions.

It is described at https://docs.moodle.org/en/GIFT_format; what that leaves open is read as Moodle
reads it.
"""

from __future__ import annotations

from dataclasses import replace

from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.gift_cloze import read_gift_cloze
from pylq_ext.interchange.gift_kinds import read_answers
from pylq_ext.interchange.gift_parts import Parts, take_apart, title_of
from pylq_ext.interchange.gift_scan import Block, CategoryLine, scan
from pylq_ext.interchange.gift_texts import Texts
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.moodle_category import Category
from pylq_ext.interchange.moodle_cloze import is_cloze
from pylq_ext.interchange.prompt_title import title_in
from pylq_ext.interchange.record import MAX_QUESTIONS, Record, Unreadable
from pylq_ext.interchange.tags import safe_tags
from pylq_ext.interchange.text_source import read_lines
from pylq_ext.interchange.unfit import Unfit

MAX_QUESTION = 256 * 1024
"""Characters of one question: more than a bank's cell holds."""


def read_gift(text: str) -> list[Record]:
    """Return a record for each question of a file; raises Unreadable."""
    blocks: list[tuple[Block, Category]] = []
    category = Category()
    unread: CategoryLine | None = None
    for part in scan(read_lines(text)):
        if isinstance(part, CategoryLine):
            unread = part
            continue
        if unread is not None:
            category, unread = Category.of(unread.path), None
        if len(blocks) >= MAX_QUESTIONS:
            raise Unreadable(
                f"The file has more than {MAX_QUESTIONS:,} questions (line {part.numbers[0]}): "
                "export one category at a time."
            )
        blocks.append((part, category))
    return [_question(*each) for each in blocks]


def _question(block: Block, category: Category) -> Record:
    where = f"line {block.numbers[0]}"
    title, begin = title_of(block)
    gathered = Gathered()
    texts = Texts(gathered)
    try:
        if len(block.text) > MAX_QUESTION:
            raise Unfit(
                f"It has {len(block.text):,} characters, and a bank's cell at most "
                f"{MAX_QUESTION:,}: look for a blank line that is missing below line "
                f"{block.numbers[0]}."
            )
        if is_cloze(block.text[begin:]):
            record, feedback = read_gift_cloze(block.text[begin:], texts), ""
            prompt = record.prompt
        else:
            parts = take_apart(block, begin)
            title, prompt = _asked(title, _prompt(parts, texts), texts)
            record, feedback = read_answers(block, parts, texts), parts.feedback
    except Unfit as unfit:
        return Record(where, title=from_plain(title), problem=str(unfit))
    for identifier in block.ids:
        texts.note(f"The ID number {identifier[:100]} was dropped: a cell has an id of its own.")
    tags, respelled = safe_tags([*category.words, *block.tags])
    return replace(
        record,
        where=where,
        # A title that says what the text says first would stand there twice.
        title="" if title and title == title_in(prompt) else from_plain(title),
        prompt=prompt,
        explanation=texts.of(feedback),
        tags=tags,
        attachments=gathered.images,
        notes=(*gathered.notes, *category.take_notes(), *respelled),
    )


def _prompt(parts: Parts, texts: Texts) -> str:
    if parts.answers is None:
        raise Unfit(
            "This is a description, not a question: it asks nothing. Put its text into a cell "
            "between the questions."
        )
    return texts.prompt(parts.stem)


def _asked(title: str, prompt: str, texts: Texts) -> tuple[str, str]:
    """Return title and text of a question, which may be written as its title only."""
    if not prompt and not title:
        raise Unfit("It has answers and no text, so that nothing is asked: write it before `{`.")
    if not prompt:
        texts.note("The question had a title and no text: the title is its text here.")
        return "", from_plain(title)
    return title, prompt
