"""Moodle's XML: the file, its questions and their categories.

The format is described at https://docs.moodle.org/en/Moodle_XML_format, and by what Moodle exports.
"""

from __future__ import annotations

from dataclasses import replace

from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.moodle_category import Category
from pylq_ext.interchange.moodle_xml_kinds import READERS
from pylq_ext.interchange.moodle_xml_problems import problem_of
from pylq_ext.interchange.moodle_xml_texts import Texts, raw
from pylq_ext.interchange.moodle_xml_values import number
from pylq_ext.interchange.prompt_title import title_in
from pylq_ext.interchange.record import MAX_QUESTIONS, Record, Sort, Unreadable
from pylq_ext.interchange.tags import safe_tags
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node, read_xml

MAX_POINTS = 1000.0

# What Moodle writes by itself when nobody cared: of versions 2 and later, of 1.9, of true or false.
_USUAL_PENALTIES = frozenset([0.0, 0.1, 1.0])
_THIRD = 0.3333333


def read_moodle_xml(content: bytes) -> list[Record]:
    """Return a record for each question of an export; raises Unreadable."""
    root = read_xml(content)
    if root.name != "quiz":
        hint = (
            " This looks like QTI."
            if root.name.lower().endswith(("item", "test", "manifest"))
            else ""
        )
        raise Unreadable(
            f"This is no Moodle XML: its root is <{root.name[:60]}> (line {root.line}), and "
            f"Moodle's is <quiz>.{hint}"
        )
    records: list[Record] = []
    category = Category()
    for node in root.nodes("question"):
        if node.attributes.get("type", "") == "category":
            category = Category.of(raw(node.first("category")).strip())
            continue
        if len(records) >= MAX_QUESTIONS:
            raise Unreadable(
                f"The file has more than {MAX_QUESTIONS:,} questions (line {node.line}): export "
                "one category at a time."
            )
        records.append(_question(node, len(records) + 1, category))
    return records


def _question(node: Node, number: int, category: Category) -> Record:
    where = f"question {number} (line {node.line})"
    name = " ".join(raw(node.first("name")).split())
    title = from_plain(name)
    type_ = node.attributes.get("type", "")
    read = READERS.get(type_)
    if read is None:
        return Record(where, title=title, problem=problem_of(type_))
    gathered = Gathered()
    texts = Texts(node, gathered)
    try:
        record = read(node, texts)
        prompt = record.prompt or texts.of(node.first("questiontext"))
        if not prompt:
            raise Unfit("Its text is empty, so that nothing is asked.")
    except Unfit as unfit:
        return Record(where, title=title, problem=str(unfit))
    explanation = _explanation(node, texts)
    points = None if record.is_poll else _points(node, texts)
    _note_leftovers(node, texts)
    has_blanks = record.sort is Sort.BLANKS
    tags, respelled = safe_tags([*category.words, *_tags(node)])
    return replace(
        record,
        where=where,
        # A name that says what the text says first would stand there twice.
        title="" if name and name == title_in(prompt, has_blanks=has_blanks) else title,
        prompt=prompt,
        explanation=explanation,
        points=points if record.points is None else record.points,
        tags=tags,
        attachments=gathered.images,
        notes=(*gathered.notes, *category.take_notes(), *respelled),
    )


def _tags(node: Node) -> list[str]:
    tags = node.first("tags")
    return [raw(tag).strip() for tag in tags.nodes("tag")] if tags is not None else []


def _points(node: Node, texts: Texts) -> float | None:
    given = node.said("defaultgrade")
    if not given:
        return None
    points = number(given)
    if points is None or not 0 <= points <= MAX_POINTS:
        texts.note(f"Its {given[:20]} points were left out: a bank has from 0 to 1000.")
        return None
    return points


# Moodle's own sentences in the languages that are met most: nobody wrote them for this question.
_USUAL_FEEDBACK = frozenset(
    [
        "your answer is correct.",
        "your answer is partially correct.",
        "your answer is incorrect.",
        "die antwort ist richtig.",
        "die antwort ist teilweise richtig.",
        "die antwort ist falsch.",
        "ihre antwort ist richtig.",
        "ihre antwort ist teilweise richtig.",
        "ihre antwort ist falsch.",
        "votre réponse est correcte.",
        "votre réponse est partiellement correcte.",
        "votre réponse est incorrecte.",
        "respuesta correcta",
        "respuesta parcialmente correcta.",
        "respuesta incorrecta.",
        "risposta corretta.",
        "risposta parzialmente esatta.",
        "risposta errata.",
        "sua resposta está correta.",
        "sua resposta está parcialmente correta.",
        "sua resposta está incorreta.",
        "je antwoord is juist.",
        "je antwoord is gedeeltelijk juist.",
        "je antwoord is onjuist.",
    ]
)
_FEEDBACK = {
    "correctfeedback": "If right:",
    "partiallycorrectfeedback": "If partly right:",
    "incorrectfeedback": "If wrong:",
}


def _explanation(node: Node, texts: Texts) -> str:
    parts = [texts.of(node.first("generalfeedback"))]
    for name, label in _FEEDBACK.items():
        text = texts.of(node.first(name))
        if text and text.strip("* ").lower() not in _USUAL_FEEDBACK:
            texts.note("What Moodle says to right and wrong answers is part of the explanation.")
            parts.append(f"**{label}**\n\n{text}")
    return "\n\n".join(part for part in parts if part)


def _note_leftovers(node: Node, texts: Texts) -> None:
    """Note what a question has that no bank can hold."""
    hints = [hint for hint in node.nodes("hint") if raw(hint).strip()]
    if hints:
        texts.note(f"Hints for further tries were dropped ({len(hints)}): a round has one try.")
    penalty = number(node.said("penalty"))
    if penalty is not None and penalty not in _USUAL_PENALTIES and abs(penalty - _THIRD) > 1e-4:
        texts.note(f"The penalty of {penalty:g} for further tries was dropped.")
    identifier = " ".join(node.said("idnumber").split())
    if identifier:
        texts.note(f"The ID number {identifier[:100]} was dropped: a cell has an id of its own.")
    image = raw(node.first("image")).strip()
    if image:
        texts.note(f"The image {image[:100]}, as Moodle 1.9 had it, was dropped: attach it.")
    if node.said("hidden") in {"1", "true"}:
        texts.note("The question was hidden in Moodle, as old versions are.")
