"""How an item of QTI asks and marks: what its writers make of a record, each of one sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from pylq_ext.domain.question import option_id
from pylq_ext.interchange import qti_rules as rules
from pylq_ext.interchange.html_texts import HtmlTexts
from pylq_ext.interchange.record import Choice, Record
from pylq_ext.interchange.unfit import Unfit

ZERO_SHARES = "Shares of the points were dropped: the question is worth no points."
MANY_ITEMS = (
    "A part of the points for each pair of items was dropped, because the order has more than {0}:"
    " QTI has to compare each two of them, and only the right order earns points."
)
#: An order is compared pair by pair; there are 66 of twelve items.
MAX_PAIRED: Final = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """An interaction and how it is marked.

    `correct` are the values of the right answer, `marking` are the rules that give points. `told`
    are the notes by the identifier of their feedback, and `telling` the expressions of the
    identifiers that are shown for an answer. An item has one of these, or one for each blank.
    """

    interaction: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...] = ()
    mapping: str = ""
    marking: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    telling: tuple[str, ...] = ()
    response: str = rules.RESPONSE


def choice(record: Record, texts: HtmlTexts, worth: float, *, several: bool) -> Marked:
    """Return how options are chosen; raises Unfit."""
    ids = _ids(record.choices)
    interaction = (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{_truth(record.shuffle)}"'
        f' maxChoices="{0 if several else 1}">{_choices(ids, record.choices, texts)}'
        "</choiceInteraction>"
    )
    told = {name: one.note for name, one in zip(ids, record.choices, strict=True) if one.note}
    earning = {name: one.credit for name, one in zip(ids, record.choices, strict=True)}
    right = tuple(
        name for name, credit in earning.items() if credit > 0 and (several or credit >= 1)
    )
    mapping = marking = ""
    if not record.is_poll:
        mapping, marking = (_several if several else one_chosen)(
            record, texts, worth, earning, right
        )
    return Marked(
        interaction,
        "multiple" if several else "single",
        "identifier",
        # Of one answer there can be one correct value.
        right if several else right[:1] if worth or len(right) == 1 else (),
        mapping,
        marking,
        told,
        (rules.THE_RESPONSE,) if told else (),
    )


def one_chosen(
    record: Record,  # noqa: ARG001 - as for several
    texts: HtmlTexts,
    worth: float,
    earning: Mapping[str, float],
    right: Sequence[str],
) -> tuple[str, str]:
    """Return the mapping and the rules where one option is chosen."""
    shares = any(0 < credit < 1 for credit in earning.values())
    if not worth and shares:
        texts.note(ZERO_SHARES)
    if not right and (not worth or not shares):
        return "", rules.scores(rules.points(0.0))
    if len(right) == 1 and (not worth or not shares):
        return "", rules.first_of([(rules.IS_CORRECT, rules.scores(rules.points(worth)))])
    if not worth:
        names = (rules.value("identifier", name) for name in right)
        return "", rules.first_of(
            (f"<match>{rules.THE_RESPONSE}{name}</match>", rules.scores(rules.points(0.0)))
            for name in names
        )
    earned = {name: worth * credit for name, credit in earning.items() if credit > 0}
    return (
        rules.mapping(earned, worth),
        rules.first_of([(rules.IS_SOMETHING, rules.scores(rules.MAPPED))]),
    )


def _several(
    record: Record,
    texts: HtmlTexts,
    worth: float,
    earning: Mapping[str, float],
    right: Sequence[str],
) -> tuple[str, str]:
    """Return the mapping and the rules where several options are chosen."""
    all_points = rules.scores(rules.points(worth))
    if not right:
        return "", rules.first_of([(rules.IS_NULL, all_points)])
    exactly = (rules.IS_CORRECT, all_points)
    if record.is_partial:
        earning = {name: (1.0 if name in right else -1.0) / len(right) for name in earning}
    elif all(credit in (0, 1) for credit in earning.values()):
        return "", rules.first_of([exactly])
    if not worth:
        texts.note(ZERO_SHARES)
        return "", rules.first_of([exactly])
    earned = {name: worth * credit for name, credit in earning.items() if credit}
    return (
        rules.mapping(earned, worth),
        rules.first_of([exactly, (rules.IS_SOMETHING, rules.scores(rules.MAPPED))]),
    )


def ordering(record: Record, texts: HtmlTexts, worth: float) -> Marked:
    """Return how items are put in order; raises Unfit."""
    notes = record.item_notes or ("",) * len(record.items)
    items = list(zip(record.items, notes, strict=True))
    # The order in which they stand in the file must not be the right one.
    shown = items if record.is_poll else sorted(items)
    names = dict(zip((text for text, _ in shown), _ids(shown), strict=True))
    options = [Choice(text, 0.0) for text, _ in shown]
    right = tuple(names[text] for text in record.items)
    told = {names[text]: note for text, note in items if note}
    return Marked(
        '<orderInteraction responseIdentifier="RESPONSE" shuffle="true">'
        f"{_choices(list(names.values()), options, texts)}</orderInteraction>",
        "ordered",
        "identifier",
        () if record.is_poll else right,
        marking="" if record.is_poll else _order(record, texts, worth, right),
        told=told,
        telling=tuple(rules.value("identifier", name) for name in told),
    )


def _order(record: Record, texts: HtmlTexts, worth: float, right: Sequence[str]) -> str:
    exactly = rules.first_of([(rules.IS_CORRECT, rules.scores(rules.points(worth)))])
    if not record.is_partial:
        return exactly
    if len(right) > MAX_PAIRED:
        texts.note(MANY_ITEMS.format(MAX_PAIRED))
        return exactly
    return "".join(_pairwise(worth, right)) + exactly


def _pairwise(worth: float, right: Sequence[str]) -> Iterator[str]:
    """Yield a rule for each two items: without the others, they are left in their order."""
    pairs = list(combinations(right, 2))
    for first, second in pairs:
        left = rules.THE_RESPONSE
        for other in right:
            if other not in (first, second):
                left = f"<delete>{rules.value('identifier', other)}{left}</delete>"
        ordered = "".join(rules.value("identifier", one) for one in (first, second))
        more = f'<sum><variable identifier="SCORE"/>{rules.points(worth / len(pairs))}</sum>'
        yield rules.first_of(
            [(f"<match>{left}<ordered>{ordered}</ordered></match>", rules.scores(more))]
        )


def matching(record: Record, texts: HtmlTexts, worth: float) -> Marked:
    """Return how texts are matched; raises Unfit."""
    asked = [pair for pair in record.pairs if pair.left]
    offered = dict.fromkeys(pair.right for pair in record.pairs if pair.right)
    # As with an order, what stands beside each other must not be what belongs together.
    targets = [*offered] if record.is_poll else sorted(offered)
    lefts = [f"L{number}" for number in range(1, len(asked) + 1)]
    rights = {text: f"R{number}" for number, text in enumerate(targets, start=1)}
    fixed = "" if record.shuffle else ' fixed="true"'
    left = "".join(
        f'<simpleAssociableChoice identifier="{name}"{fixed} matchMax="1">{texts.of(pair.left)}'
        "</simpleAssociableChoice>"
        for name, pair in zip(lefts, asked, strict=True)
    )
    right = "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="{len(asked)}">{texts.of(text)}'
        "</simpleAssociableChoice>"
        for text, name in rights.items()
    )
    told = {name: pair.note for name, pair in zip(lefts, asked, strict=True) if pair.note}
    pairs: tuple[str, ...] = ()
    mapping = marking = ""
    if not record.is_poll:
        pairs = tuple(
            f"{name} {rights[pair.right]}" for name, pair in zip(lefts, asked, strict=True)
        )
        mapping, marking = _by_pairs(pairs, worth)
    return Marked(
        '<matchInteraction responseIdentifier="RESPONSE" shuffle="true"'
        f' maxAssociations="{len(asked)}"><simpleMatchSet>{left}</simpleMatchSet>'
        f"<simpleMatchSet>{right}</simpleMatchSet></matchInteraction>",
        "multiple",
        "directedPair",
        pairs,
        mapping,
        marking,
        told,
        tuple(rules.value("identifier", name) for name in told),
    )


def _by_pairs(pairs: Sequence[str], worth: float) -> tuple[str, str]:
    exactly = (rules.IS_CORRECT, rules.scores(rules.points(worth)))
    if not worth:
        return "", rules.first_of([exactly])
    return (
        rules.mapping(dict.fromkeys(pairs, worth / len(pairs)), worth),
        rules.first_of([exactly, (rules.IS_SOMETHING, rules.scores(rules.MAPPED))]),
    )


def text(record: Record, texts: HtmlTexts, worth: float) -> Marked:  # noqa: ARG001 - as all
    """Return how a text is written that people mark."""
    return Marked('<extendedTextInteraction responseIdentifier="RESPONSE"/>', "single", "string")


def _ids(options: Sequence[object]) -> list[str]:
    return [option_id(at).upper() for at in range(len(options))]


def _choices(ids: Sequence[str], options: Sequence[Choice], texts: HtmlTexts) -> str:
    return "".join(
        f'<simpleChoice identifier="{name}">{_shown(option.text, texts)}</simpleChoice>'
        for name, option in zip(ids, options, strict=True)
    )


def _shown(text: str, texts: HtmlTexts) -> str:
    html = texts.of(text)
    if not html:
        raise Unfit("One of its options shows nothing.")
    return html


def _truth(value: bool) -> str:
    return "true" if value else "false"
