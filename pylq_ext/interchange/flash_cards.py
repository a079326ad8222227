"""Flash cards of jupytercards (https://github.com/jmshea/jupytercards), as open questions."""

from __future__ import annotations

from typing import Any

from pylq_ext.interchange.forgiving_json import JsonObject, read_json
from pylq_ext.interchange.gathered import Gathered
from pylq_ext.interchange.jupyterquiz_fields import MAX_OPTIONS, Fields, object_of, spelled
from pylq_ext.interchange.record import MAX_QUESTIONS, Record, Sort, Unreadable
from pylq_ext.interchange.tags import safe_tags
from pylq_ext.interchange.unfit import Unfit

_LISTS = ("cards", "flashcards", "flash_cards")


def read_flash_cards(text: str) -> list[Record]:
    """Return an open question for each card, its back as the model answer; raises Unreadable."""
    value = read_json(text)
    if isinstance(value, JsonObject):
        value = next((value[name] for name in _LISTS if name in value), value)
    cards = value if isinstance(value, list) else [value]
    if len(cards) > MAX_QUESTIONS:
        raise Unreadable(
            f"The file has {len(cards):,} cards; at most {MAX_QUESTIONS:,} are read. Split it."
        )
    if not any(is_card(one) for one in cards):
        raise Unreadable(
            "This is no file of flash cards: it should be a list of objects, each with `front` and "
            "`back`."
        )
    return [read_card(one, f"card {at}{_line_of(one)}") for at, one in enumerate(cards, start=1)]


def is_card(value: Any) -> bool:
    """Tell whether a value is probably meant as a flash card."""
    return isinstance(value, JsonObject) and {"front", "back"} <= {name.lower() for name in value}


def read_card(given: Any, where: str) -> Record:
    """Return the open question that one card makes; what it cannot hold is told in it."""
    gathered = Gathered()
    try:
        # A page that shows cards numbers them by itself.
        card = Fields(
            object_of(given, "The card"),
            ("front", "back", "name", "topic", "seqNum"),
            gathered,
        )
        front, back, name = card.text("front"), card.text("back"), card.text("name")
        if not front:
            raise Unfit("Its `front` is empty, so that nothing is asked.")
        topics = card.value("topic")
        words = [
            spelled(one)
            for one in (topics if isinstance(topics, list) else [topics])[:MAX_OPTIONS]
            if isinstance(one, (str, int, float)) and not isinstance(one, bool)
        ]
    except Unfit as unfit:
        return Record(where, problem=str(unfit))
    if not back:
        gathered.note("Its `back` is empty, so that there is no model answer.")
    tags, notes = safe_tags(words)
    return Record(
        where,
        Sort.OPEN,
        title="" if name == front or "\n" in name else name,
        prompt=front,
        model_answer=back,
        tags=tags,
        attachments=gathered.images,
        notes=(*gathered.notes, *notes),
    )


def _line_of(value: Any) -> str:
    return f" (line {value.line})" if isinstance(value, JsonObject) else ""
