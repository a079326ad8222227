"""The rules by which an item of QTI 2.1 marks an answer, as XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

RESPONSE = "RESPONSE"
SCORE = "SCORE"
FEEDBACK = "FEEDBACK"
#: Feedback that is no option's, by its identifier.
EXPLANATION = "EXPLANATION"
MODEL_ANSWER = "MODEL_ANSWER"

THE_RESPONSE = f'<variable identifier="{RESPONSE}"/>'
TOLD_SO_FAR = f'<variable identifier="{FEEDBACK}"/>'
IS_CORRECT = f'<match>{THE_RESPONSE}<correct identifier="{RESPONSE}"/></match>'
IS_NULL = f"<isNull>{THE_RESPONSE}</isNull>"
IS_SOMETHING = f"<not>{IS_NULL}</not>"
_OF_RESPONSE = re.compile(rf'(<(?:variable|correct|mapResponse) identifier=)"{RESPONSE}"')
_SCORES = re.compile(rf'(<setOutcomeValue identifier="{SCORE}">)(.*?)(</setOutcomeValue>)')
_TELLS = f'<setOutcomeValue identifier="{FEEDBACK}"><multiple>'
MAPPED = f'<mapResponse identifier="{RESPONSE}"/>'


def spelled(number: float) -> str:
    """Return a number as QTI writes it."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def value(base_type: str, text: str) -> str:
    """Return a value of a type."""
    return f'<baseValue baseType="{base_type}">{escape(text, quote=False)}</baseValue>'


def points(number: float) -> str:
    """Return so many points."""
    return value("float", spelled(number))


def sets(outcome: str, expression: str) -> str:
    """Return the rule that gives an outcome a value."""
    return f'<setOutcomeValue identifier="{outcome}">{expression}</setOutcomeValue>'


def scores(expression: str) -> str:
    """Return the rule that gives points."""
    return sets(SCORE, expression)


def tells(identifiers: Iterable[str], *others: str) -> str:
    """Return the rule that shows feedback, and nothing if there is none."""
    given = [*others, *(value("identifier", one) for one in identifiers)]
    return sets(FEEDBACK, f"<multiple>{''.join(given)}</multiple>") if given else ""


def as_part(marking: str, response: str, *, adds: bool) -> str:
    """Return rules so that they are for another response, and add to what others tell.

    Where there are points they add to these as well, if `adds`. No text has these signs in it,
    because its own are escaped.
    """
    marking = of_response(marking, response)
    if adds:
        marking = _SCORES.sub(rf'\1<sum><variable identifier="{SCORE}"/>\2</sum>\3', marking)
    return marking.replace(_TELLS, f"{_TELLS}{TOLD_SO_FAR}")


def of_response(expression: str, response: str) -> str:
    """Return an expression with another response in the place of the only one."""
    return _OF_RESPONSE.sub(rf'\1"{response}"', expression)


def first_of(branches: Iterable[tuple[str, str]]) -> str:
    """Return the condition of which the first branch counts that holds."""
    written = ""
    for condition, rules in branches:
        name = "responseElseIf" if written else "responseIf"
        written += f"<{name}>{condition}{rules}</{name}>"
    return f"<responseCondition>{written}</responseCondition>" if written else ""


def mapping(entries: Mapping[str, float], top: float) -> str:
    """Return what single values earn, together from nothing to `top`."""
    inner = "".join(
        f'<mapEntry mapKey="{escape(key)}" mappedValue="{spelled(earned)}"/>'
        for key, earned in entries.items()
    )
    return f'<mapping lowerBound="0" upperBound="{spelled(top)}" defaultValue="0">{inner}</mapping>'
