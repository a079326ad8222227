"""The interactions of QTI that a bank holds, each read into a record of its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pylq_ext.interchange.choices import is_right_minus_wrong
from pylq_ext.interchange.markup import from_plain
from pylq_ext.interchange.qti_place import read_hotspots, read_select_point
from pylq_ext.interchange.qti_scoring import Processing, Response, credits_of, whole
from pylq_ext.interchange.qti_texts import FEEDBACK, Texts
from pylq_ext.interchange.qti_typed import read_text_entry
from pylq_ext.interchange.record import Choice, Pair, Record, Sort
from pylq_ext.interchange.unfit import Unfit
from pylq_ext.interchange.xml_source import Node

MAX_OPTIONS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """An interaction with what the item says of its response.

    `feedback` are texts by the value of the response that they are for.
    """

    node: Node
    response: Response
    processing: Processing
    texts: Texts
    feedback: Mapping[str, str]


def _choice(asked: Asked) -> Record:
    node, response, texts = asked.node, asked.response, asked.texts
    options = bounded([*node.nodes("simpleChoice"), *node.nodes("inlineChoice")])
    most = node.attributes.get("maxChoices", "1" if response.cardinality == "single" else "0")
    several = response.cardinality != "single" and most != "1"
    shares, points = credits_of(response, asked.processing, several)
    known = {option.attributes.get("identifier", "") for option in options}
    _check_known([value for value, credit in shares.items() if credit > 0], known)
    is_poll = asked.processing.is_poll(response)
    if not is_poll and not any(credit > 0 for credit in shares.values()):
        texts.note("The item names no right answer.")
    if several and 1 < (whole(most) or 0) < len(options):
        texts.note(f"At most {most} answers could be chosen; say so in the prompt if it matters.")
    shuffle = shuffles(node)
    if shuffle and any(option.attributes.get("fixed") == "true" for option in options):
        texts.note("Some answers had fixed places among shuffled ones; here all are shuffled.")
    otherwise = response.otherwise / points if points and asked.processing.maps(response) else 0.0
    choices = tuple(
        Choice(_text_of(one, texts), shares.get(_id(one), otherwise), _note(one, asked))
        for one in options
    )
    is_partial = several and is_right_minus_wrong(choices)
    if is_partial:
        choices = tuple(replace(one, credit=float(one.credit > 0)) for one in choices)
    return Record(
        "",
        Sort.MULTIPLE if several else Sort.SINGLE,
        choices=choices,
        points=points,
        shuffle=shuffle,
        is_poll=is_poll,
        is_partial=is_partial,
    )


def _note(option: Node, asked: Asked) -> str:
    within = [asked.texts.of(node) for node in option.within(*FEEDBACK)]
    given = asked.feedback.get(option.attributes.get("identifier", ""), "")
    return "\n\n".join(dict.fromkeys(text for text in [*within, given] if text))


def _text_entry(asked: Asked) -> Record:
    return read_text_entry(
        asked.node, asked.response, asked.processing, asked.texts, asked.feedback
    )


def _hotspots(asked: Asked) -> Record:
    return read_hotspots(asked.node, asked.response, asked.processing, asked.texts, asked.feedback)


def _select_point(asked: Asked) -> Record:
    return read_select_point(asked.node, asked.response, asked.texts)


def _extended_text(asked: Asked) -> Record:
    if asked.response.cardinality != "single":
        asked.texts.note("Several texts could be written; here it is one.")
    model = "\n\n".join(from_plain(text, tex=True) for text in asked.response.correct)
    return Record("", Sort.OPEN, model_answer=model)


def _order(asked: Asked) -> Record:
    options = bounded(list(asked.node.nodes("simpleChoice")))
    texts = {one.attributes.get("identifier", ""): _text_of(one, asked.texts) for one in options}
    is_poll = asked.processing.is_poll(asked.response)
    correct = tuple(texts) if is_poll else asked.response.correct
    _check_known(correct, texts)
    if not correct:
        raise Unfit("The item does not say which order is right.")
    if len(set(correct)) != len(correct) or len(correct) != len(texts):
        raise Unfit("The right order leaves out some of the items, or names one twice.")
    notes = {_id(one): _note(one, asked) for one in options}
    # Each two items are compared, or the whole order.
    pairs = sum(len(list(one.nodes())) == 2 for one in asked.processing.orders())
    return Record(
        "",
        Sort.ORDERING,
        items=tuple(texts[identifier] for identifier in correct),
        item_notes=tuple(notes[one] for one in correct) if any(notes.values()) else (),
        is_poll=is_poll,
        is_partial=pairs == len(texts) * (len(texts) - 1) // 2,
    )


def _match(asked: Asked) -> Record:
    sets = [list(one.nodes("simpleAssociableChoice")) for one in asked.node.nodes("simpleMatchSet")]
    if len(sets) != 2:
        raise Unfit("A matching needs two sets of choices.")
    if asked.processing.is_poll(asked.response):
        return _unmatched(asked, *sets)
    pairs = pairs_of(asked)
    left, right = ({_id(one): one for one in bounded(each)} for each in sets)
    if not all(first in left and second in right for first, second in pairs):
        raise Unfit("The right answer names a choice that is not there.")
    if max(Counter(first for first, _ in pairs).values()) > 1:
        # A thing that belongs to several can still be one of those that are chosen from.
        left, right = right, left
        pairs = [(second, first) for first, second in pairs]
        asked.texts.note("The two sides of the matching were exchanged.")
        if any(asked.feedback.values()):
            asked.texts.note("What was told of texts that are chosen from now was dropped.")
    if max(Counter(first for first, _ in pairs).values()) > 1 or len(pairs) != len(left):
        raise Unfit(
            "On neither side each text belongs to exactly one of the other. Ask several questions."
        )
    belongs = dict(pairs)
    return _matching(
        [(left[one], right[belongs[one]]) for one in left],
        [node for one, node in right.items() if one not in belongs.values()],
        asked,
    )


def _unmatched(asked: Asked, left: Sequence[Node], right: Sequence[Node]) -> Record:
    """Return the record of a matching without right or wrong."""
    texts = asked.texts
    return Record(
        "",
        Sort.MATCHING,
        pairs=(
            *(Pair(_text_of(one, texts), "", _note(one, asked)) for one in bounded(left)),
            *(Pair("", _text_of(one, texts)) for one in bounded(right)),
        ),
        shuffle=shuffles(asked.node),
        is_poll=True,
    )


def _associate(asked: Asked) -> Record:
    nodes = {_id(one): one for one in bounded(list(asked.node.nodes("simpleAssociableChoice")))}
    pairs = pairs_of(asked)
    named = [one for pair in pairs for one in pair]
    _check_known(named, nodes)
    if len(set(named)) != len(named):
        raise Unfit("One of its texts belongs to several others. Ask several questions.")
    asked.texts.note("Texts that were all in one heap stand on two sides now, as the key has them.")
    rest = [node for one, node in nodes.items() if one not in named]
    return _matching([(nodes[one], nodes[other]) for one, other in pairs], rest, asked)


def pairs_of(asked: Asked) -> list[tuple[str, str]]:
    """Return what belongs together by the item's key, as identifiers; raises Unfit."""
    values = asked.response.correct
    if not values or asked.processing.maps(asked.response):
        entries = asked.response.entries or ()
        values = tuple(entry.key for entry in entries if entry.value > 0) or values
        if len({entry.value for entry in entries if entry.value > 0}) > 1:
            asked.texts.note("Its pairs were worth different points; here they are worth the same.")
    pairs = [tuple(value.split()) for value in values]
    if not pairs or not all(len(pair) == 2 for pair in pairs):
        raise Unfit("The item does not say what belongs together.")
    if len(pairs) > MAX_OPTIONS:
        raise Unfit(f"It has {len(pairs):,} pairs; a question has at most {MAX_OPTIONS}.")
    return [(pair[0], pair[1]) for pair in pairs]


def _matching(pairs: Iterable[tuple[Node, Node]], rest: Iterable[Node], asked: Asked) -> Record:
    texts = asked.texts
    return Record(
        "",
        Sort.MATCHING,
        pairs=(
            *(
                Pair(_text_of(left, texts), _text_of(right, texts), _note(left, asked))
                for left, right in pairs
            ),
            *(Pair("", _text_of(one, texts)) for one in rest),
        ),
        shuffle=shuffles(asked.node),
    )


def _id(node: Node) -> str:
    return node.attributes.get("identifier", "")


def shuffles(node: Node) -> bool:
    """Tell whether what is asked about, or offered, stands in another order each time."""
    first = node.first("simpleMatchSet")
    if first is not None and all(one.attributes.get("fixed") == "true" for one in first.nodes()):
        return False
    return node.attributes.get("shuffle", "false").lower() == "true"


def _text_of(option: Node, texts: Texts) -> str:
    text = texts.of(option)
    if not text:
        raise Unfit(f"A choice has no text (line {option.line}): write it in the bank.")
    return text


def bounded(options: Sequence[Node]) -> Sequence[Node]:
    """Return what is chosen from; raises Unfit where it is nothing, or more than a bank holds."""
    if not options:
        raise Unfit("It has nothing to choose from.")
    if len(options) > MAX_OPTIONS:
        raise Unfit(f"It has {len(options):,} choices; a question has at most {MAX_OPTIONS}.")
    return options


def _check_known(values: Iterable[str], known: Iterable[str]) -> None:
    there = set(known)
    for value in values:
        if value not in there:
            raise Unfit(f"The right answer “{value[:60]}” is none of the choices.")


READERS: Mapping[str, Callable[[Asked], Record]] = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _choice,
    "textEntryInteraction": _text_entry,
    "extendedTextInteraction": _extended_text,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "hotspotInteraction": _hotspots,
    "selectPointInteraction": _select_point,
}
"""The reader of each interaction; it leaves out what all items have, and raises Unfit."""
