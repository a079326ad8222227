"""One item of QTI 2.1, 2.2 or 3.0: a question with one interaction, or with blanks in its text.

The formats are described at https://www.1edtech.org/standards/qti, and by what programs export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pylq_ext.banks.blanks import MAX_BLANKS
from pylq_ext.interchange.blank_texts import prompt_with_blanks
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.prompt_title import title_in
from pylq_ext.interchange.qti_blanks import GAP_MATCH, blanks_among, read_blanks
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
    "graphicGapMatchInteraction": "things are dragged onto an image. Write a matching below it.",
    "hottextInteraction": "words of a text are marked. Write a choice of these words.",
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
_INTERACTIONS = tuple({*READERS, *_UNKNOWN, GAP_MATCH})
# They only end a try or the lesson, and ask nothing.
_ASK_NOTHING = ("endAttemptInteraction",)
#: Each thing that is chosen in one of these has a note.
_HAVE_NOTES = frozenset(
    {
        "choiceInteraction",
        "inlineChoiceInteraction",
        "hotspotInteraction",
        "orderInteraction",
        "matchInteraction",
    }
)
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
    shown = "" if _begins_with(record, title) else from_plain(title)
    return replace(record, where=where, title=shown)


def _begins_with(record: Record, title: str) -> bool:
    """Tell whether a bank shows the title anyway, because the prompt begins with it."""
    first = title_in(record.prompt, has_blanks=record.sort is Sort.BLANKS)
    title = title.removesuffix("…")
    return first.startswith(title) and not first[len(title) : len(title) + 1].isalnum()


def _read(item: Node, files: Mapping[str, bytes], title: str) -> Record:
    body = item.first("itemBody")
    if body is None:
        raise Unfit("It has no body, so that nothing is asked.")
    interactions = _interactions(item, body)
    responses = [
        read_response(item, one.attributes.get("responseIdentifier", "RESPONSE"))
        for one in interactions
    ]
    processing = Processing(item)
    texts = Texts(files)
    blanks = blanks_among(interactions)
    prompt = texts.prompt(body, interactions[0], blanks)
    if not prompt:
        if not title:
            raise Unfit("Its text is empty, so that nothing is asked.")
        texts.note("It has no text but its title, which is asked.")
        prompt = from_plain(title)
    prompt = "\n\n".join([*_stimuli(item, files, texts), prompt])
    if item.attributes.get("adaptive", "false").lower() == "true":
        texts.note("The item goes on after an answer, which a question in a bank does not.")
    told = texts.feedback(item.nodes("modalFeedback"))
    model = next((text for name, text in told if name == MODEL_ANSWER), "")
    told = [(name, text) for name, text in told if name != MODEL_ANSWER]
    own, general = _sorted_feedback(told, interactions, responses, processing)
    asked = [
        Asked(node, response, processing, texts, feedback)
        for node, response, feedback in zip(interactions, responses, own, strict=True)
    ]
    if blanks:
        record = read_blanks(asked)
        prompt = prompt_with_blanks(prompt, len(blanks))
    else:
        record = READERS[interactions[0].name](asked[0])
        # What is pointed at stands last.
        prompt = f"{prompt}\n\n{record.prompt}" if record.prompt else prompt
    record = _with_rubric(replace(record, model_answer=model or record.model_answer), texts)
    return replace(
        record,
        prompt=prompt,
        explanation=_explanation(general, texts),
        points=_points(_worth(record, processing), texts),
        attachments=texts.gathered.images,
        notes=tuple(texts.gathered.notes),
    )


def _worth(record: Record, processing: Processing) -> float | None:
    points = processing.points() or record.points
    if points is None and processing.is_worth_nothing() and not record.is_poll:
        return 0.0
    return points


def _interactions(item: Node, body: Node) -> list[Node]:
    """Return the one interaction of an item, or all of them where they are blanks."""
    if item.first("templateDeclaration") is not None:
        raise Unfit("Its numbers or texts are drawn anew each time. Write it for one set of them.")
    found = list(body.within(*_INTERACTIONS))
    if not found:
        raise Unfit("It has no interaction, so that nothing is asked.")
    names = ", ".join(dict.fromkeys(node.name for node in found))
    if len(found) > 1 and not blanks_among(found):
        raise Unfit(
            f"It has {len(found)} interactions ({names}), and a question has one, or blanks to type"
            " or choose in. Write a question for each of them."
        )
    if len(blanks_among(found)) > MAX_BLANKS:
        raise Unfit(f"It has more than {MAX_BLANKS} blanks. Write several questions.")
    if names in _UNKNOWN:
        raise Unfit(f"Its interaction ({names}) cannot be converted: {_UNKNOWN[names]}")
    if names == GAP_MATCH and not blanks_among(found):
        raise Unfit(f"Its interaction ({names}) has no gap, so that nothing is asked.")
    return found


def _sorted_feedback(
    told: Sequence[tuple[str, str]],
    interactions: Sequence[Node],
    responses: Sequence[Response],
    processing: Processing,
) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Return each interaction's feedback by the value that it is for, and what is for no value."""
    own: list[dict[str, str]] = [{} for _ in interactions]
    general: list[tuple[str, str]] = []
    shown = [processing.feedback_of(response) for response in responses]
    offered = [
        {*_with_notes(node), *_of_branches(node, processing, response)}
        for node, response in zip(interactions, responses, strict=True)
    ]
    for name, text in told:
        # A feedback that is only named like a choice is for it, where no other is called so.
        is_named = sum(name in values for values in offered) == 1
        for texts, for_values, values in zip(own, shown, offered, strict=True):
            value = name if name in values else for_values.get(name) or name
            if value in values and value not in texts and (name in for_values or is_named):
                texts[value] = text
                break
        else:
            is_right = len(shown) == 1 and shown[0].get(name) == ""
            general.append(("correct" if is_right else name, text))
    return own, general


def _with_notes(node: Node) -> Iterator[str]:
    """Yield the identifiers of what is offered in an interaction, and can have a note."""
    if node.name not in _HAVE_NOTES:
        return
    # Of pairs, what is asked about stands in the first of two sets.
    offered = node.first("simpleMatchSet") or node
    for inner in offered.nodes():
        yield inner.attributes.get("identifier", "")


def _of_branches(interaction: Node, processing: Processing, response: Response) -> Iterator[str]:
    if interaction.name == "textEntryInteraction":
        for branch in branches_of(processing, response):
            yield from branch.feedback


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
