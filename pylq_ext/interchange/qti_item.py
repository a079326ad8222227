"""One item of QTI 2.1, 2.2 or 3.0: a question with one interaction.

The formats are described at https://www.1edtech.org/standards/qti, and by what programs export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.outgoing_html import title_in
from pylq_ext.interchange.qti_branches import branches_of
from pylq_ext.interchange.qti_interactions import READERS, Asked
from pylq_ext.interchange.qti_names import as_qti_2
from pylq_ext.interchange.qti_rules import MODEL_ANSWER
from pylq_ext.interchange.qti_scoring import MAX_POINTS, Processing, Response, read_response
from pylq_ext.interchange.qti_texts import Texts
from pylq_ext.interchange.record import Record, Sort, Unreadable
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node, read_xml

_UNKNOWN = {
    "gapMatchInteraction": "words are dragged into gaps. Write a matching, or one for each gap.",
    "graphicGapMatchInteraction": "things are dragged onto an image. Write a matching below it.",
    "hottextInteraction": "words of a text are marked. Write a choice of these words.",
    "hotspotInteraction": "a place on an image is chosen. Write a choice of letters in it.",
    "selectPointInteraction": "a point on an image is set. Write a choice of letters in it.",
    "graphicOrderInteraction": "places on an image are ordered. Order their names.",
    "graphicAssociateInteraction": "places on an image are joined. Write a matching.",
    "positionObjectInteraction": "things are placed on an image. Write a matching.",
    "sliderInteraction": "a slider is set. Ask for a number.",
    "drawingInteraction": "the answer is a drawing. Ask an open question about one.",
    "uploadInteraction": "the answer is a file. Ask an open question.",
    "mediaInteraction": "something is played. Write a question about it.",
    "customInteraction": "it needs a program of its own.",
    "portableCustomInteraction": "it needs a program of its own.",
}
_INTERACTIONS = tuple({*READERS, *_UNKNOWN})
# They only end a try or the lesson, and ask nothing.
_ASK_NOTHING = ("endAttemptInteraction",)
_LABELS = {
    "correct": "If right:",
    "right": "If right:",
    "feedback_correct": "If right:",
    "incorrect": "If wrong:",
    "wrong": "If wrong:",
    "feedback_wrong": "If wrong:",
    "feedback_partially_correct": "If partly right:",
    "partially_correct": "If partly right:",
}


def read_qti_item(content: bytes, files: Mapping[str, bytes], where: str = "") -> Record:
    """Return the record of an item; raises Unreadable if it is none.

    `files` are those beside it, by name or by path from it. `where` is where it stands for people;
    without it, its own identifier is told.
    """
    root = as_qti_2(read_xml(content))
    if root.name == "questestinterop":
        raise Unreadable(
            "This is QTI 1, which is not read: export the questions as QTI 2.1 (in Canvas from New "
            "Quizzes), or as Moodle XML."
        )
    if root.name != "assessmentItem":
        raise Unreadable(
            f"This is no item of QTI: its root is <{root.name[:60]}> (line {root.line}), and not "
            "<assessmentItem> or <qti-assessment-item>."
        )
    title = " ".join(root.attributes.get("title", "").split())
    identifier = root.attributes.get("identifier", "")
    where = where or f"item “{identifier[:60]}” (line {root.line})"
    try:
        record = _read(root, files, title)
    except Unfit as unfit:
        return Record(where, title=from_plain(title), problem=str(unfit))
    shown = "" if _begins_with(record.prompt, title) else from_plain(title)
    return replace(record, where=where, title=shown)


def _begins_with(prompt: str, title: str) -> bool:
    """Tell whether a bank shows the title anyway, because the prompt begins with it."""
    first, title = title_in(prompt), title.removesuffix("…")
    return first.startswith(title) and not first[len(title) : len(title) + 1].isalnum()


def _read(item: Node, files: Mapping[str, bytes], title: str) -> Record:
    body = item.first("itemBody")
    if body is None:
        raise Unfit("It has no body, so that nothing is asked.")
    interaction = _interaction(item, body)
    response = read_response(item, interaction.attributes.get("responseIdentifier", "RESPONSE"))
    processing = Processing(item)
    texts = Texts(files)
    prompt = texts.prompt(body, interaction)
    if not prompt:
        if not title:
            raise Unfit("Its text is empty, so that nothing is asked.")
        texts.note("It has no text but its title, which is asked.")
        prompt = from_plain(title)
    prompt = "\n\n".join([*_stimuli(item, files, texts), prompt])
    if item.attributes.get("adaptive", "false").lower() == "true":
        texts.note("The item goes on after an answer, which a question in a bank does not.")
    for_values = processing.feedback_of(response)
    told = texts.feedback(item.nodes("modalFeedback"))
    values = {*_identifiers(interaction), *_of_branches(interaction, processing, response)}
    own: dict[str, str] = {}
    general: list[tuple[str, str]] = []
    model = ""
    for name, text in told:
        value = name if name in values else for_values.get(name) or name
        if name == MODEL_ANSWER:
            model = text
        elif value in values and value not in own:
            own[value] = text
        else:
            general.append(("correct" if for_values.get(name) == "" else name, text))
    record = READERS[interaction.name](Asked(interaction, response, processing, texts, own))
    record = _with_rubric(replace(record, model_answer=model or record.model_answer), texts)
    return replace(
        record,
        prompt=prompt,
        explanation=_explanation(general, texts),
        points=_points(_worth(record, processing), texts),
        attachments=texts.gathered.images,
        notes=tuple(texts.gathered.notes),
    )


def _identifiers(node: Node) -> Iterator[str]:
    for inner in node.nodes():
        yield inner.attributes.get("identifier", "")
        yield from _identifiers(inner)


def _of_branches(interaction: Node, processing: Processing, response: Response) -> Iterator[str]:
    if interaction.name == "textEntryInteraction":
        for branch in branches_of(processing, response):
            yield from branch.feedback


def _worth(record: Record, processing: Processing) -> float | None:
    points = processing.points() or record.points
    if points is None and processing.is_worth_nothing() and not record.is_poll:
        return 0.0
    return points


def _interaction(item: Node, body: Node) -> Node:
    if item.first("templateDeclaration") is not None:
        raise Unfit("Its numbers or texts are drawn anew each time. Write it for one set of them.")
    found = list(body.within(*_INTERACTIONS))
    if not found:
        raise Unfit("It has no interaction, so that nothing is asked.")
    names = ", ".join(dict.fromkeys(node.name for node in found))
    if len(found) > 1:
        raise Unfit(
            f"It has {len(found)} interactions ({names}), and a question has one. Write a question "
            "for each of them."
        )
    if names in _UNKNOWN:
        raise Unfit(f"Its interaction ({names}) cannot be converted: {_UNKNOWN[names]}")
    return found[0]


def _stimuli(item: Node, files: Mapping[str, bytes], texts: Texts) -> Iterator[str]:
    """Yield the texts that the item shares with others, from files of their own."""
    for reference in item.nodes("assessmentStimulusRef"):
        path = reference.attributes.get("href", "")
        body = None
        if path in files:
            try:
                body = as_qti_2(read_xml(files[path])).first("stimulusBody")
            except Unreadable as error:
                texts.note(f"A text that the item shares with others is missing: {error}")
                continue
        text = texts.of(body)
        if text:
            yield text
        else:
            texts.note(f"The text that the item shares with others ({path[:100]}) is missing.")


#: Sorts that can have a model answer.
_WRITTEN = frozenset({Sort.OPEN, Sort.NUMBER, Sort.SHORT})


def _with_rubric(record: Record, texts: Texts) -> Record:
    rubric = texts.rubric()
    if not rubric:
        return record
    if rubric == record.model_answer:
        return record
    if record.sort in _WRITTEN and not record.model_answer and not record.accepted:
        texts.note("What the item tells to those who mark became the model answer.")
        return replace(record, model_answer=rubric)
    texts.note("What the item tells to those who mark or teach was dropped.")
    return record


def _explanation(feedback: list[tuple[str, str]], texts: Texts) -> str:
    parts: dict[str, None] = {}
    for name, text in feedback:
        label = _LABELS.get(name.lower())
        if label is not None:
            texts.note("What the item says to right and wrong answers is part of the explanation.")
        parts[f"**{label}**\n\n{text}" if label else text] = None
    return "\n\n".join(parts)


def _points(points: float | None, texts: Texts) -> float | None:
    if points is not None and not 0 <= points <= MAX_POINTS:
        texts.note(f"Its {points:g} points were left out: a bank has from 0 to 1000.")
        return None
    return points
