"""What the kinds with options share: reading ids, and the letters that people type for them."""

from __future__ import annotations

from pylq_ext.domain.answers import Answer
from pylq_ext.domain.errors import InvalidAnswer
from pylq_ext.domain.question import Face


def option_ids(face: Face) -> tuple[str, ...]:
    """Return the ids of all options, in order."""
    return tuple(option.id for option in face.options)


def known_option(raw: object, face: Face) -> str:
    """Return `raw` if it is the id of an option; raises InvalidAnswer otherwise."""
    ids = option_ids(face)
    if not isinstance(raw, str) or raw not in ids:
        letters = ", ".join(letter(known) for known in ids)
        raise InvalidAnswer(
            f"{_shown(raw)} is not an option of this question. Its options are {letters}.",
            options=list(ids),
        )
    return raw


def chosen_options(answer: Answer) -> tuple[str, ...]:
    """Return the ids of the options that an answer to a question with options chose."""
    if isinstance(answer, str):
        return (answer,)
    return answer if isinstance(answer, tuple) else ()


def letter(option_id: str) -> str:
    """Return the letter under which people know an option: `A` for `a`."""
    return option_id.upper()


def typed_option(value: object, face: Face) -> str:
    """Return the id of the option that a person named by its letter, in either case."""
    return known_option(value.strip().lower() if isinstance(value, str) else value, face)


def _shown(raw: object) -> str:
    text = repr(raw)
    return text if len(text) <= 40 else text[:39] + "…"
