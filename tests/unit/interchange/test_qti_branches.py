"""Rules that compare what was typed are read as forms, or not at all."""

from __future__ import annotations

import pytest

from pylq_ext.interchange.qti_branches import MAX_BRANCHES, Branch, branches_of
from pylq_ext.interchange.qti_scoring import Processing, read_response
from pylq_ext.interchange.xml_source import read_xml
from tests.unit.interchange.qti import item, response

THE_RESPONSE = '<variable identifier="RESPONSE"/>'


def value(text: str, base: str = "float") -> str:
    return f'<baseValue baseType="{base}">{text}</baseValue>'


def scored(condition: str, score: str = "1", name: str = "responseIf", more: str = "") -> str:
    given = f'<setOutcomeValue identifier="SCORE">{value(score)}</setOutcomeValue>{more}'
    return f"<{name}>{condition}{given}</{name}>"


def branches(*rules: str, base: str = "float", right: str = "") -> tuple[Branch, ...]:
    condition = f"<responseCondition>{''.join(rules)}</responseCondition>"
    root = read_xml(
        item(
            '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
            response(*([right] if right else []), base=base),
            f"<responseProcessing>{condition}</responseProcessing>",
        )
    )
    return branches_of(Processing(root), read_response(root, "RESPONSE"))


@pytest.mark.parametrize(
    ("condition", "form"),
    [
        (f'<equal toleranceMode="exact">{THE_RESPONSE}{value("2")}</equal>', "= 2"),
        (
            f'<equal toleranceMode="absolute" tolerance="1 1">{THE_RESPONSE}{value("2")}</equal>',
            "= 2 ± 1",
        ),
        (f'<equalRounded figures="3">{THE_RESPONSE}{value("2")}</equalRounded>', "= 2 to 3 digits"),
        (f"<gt>{THE_RESPONSE}{value('2')}</gt>", "= (2, ∞)"),
        (
            f"<and><gte>{THE_RESPONSE}{value('1')}</gte><lt>{THE_RESPONSE}{value('2')}</lt></and>",
            "= [1, 2)",
        ),
        (f"<not><isNull>{THE_RESPONSE}</isNull></not>", "otherwise"),
    ],
)
def test_a_comparison_is_a_form(condition, form):
    assert branches(scored(condition)) == (Branch(form, 1.0, ()),)


@pytest.mark.parametrize(
    "condition",
    [
        f"<gt>{value('2')}{THE_RESPONSE}</gt>",
        f"<and><gt>{THE_RESPONSE}{value('1')}</gt><gt>{THE_RESPONSE}{value('2')}</gt></and>",
        f"<and><gt>{THE_RESPONSE}{value('1')}</gt><match>{THE_RESPONSE}{value('2')}</match></and>",
        f'<equal toleranceMode="exact"><variable identifier="OTHER"/>{value("2")}</equal>',
        "<random/>",
    ],
)
def test_what_is_not_understood_is_not_read_in_part(condition):
    understood = scored(f'<equal toleranceMode="exact">{THE_RESPONSE}{value("2")}</equal>')
    assert branches(understood, scored(condition, name="responseElseIf")) == ()


def test_what_a_branch_tells_is_named():
    told = (
        '<setOutcomeValue identifier="FEEDBACK"><multiple>'
        f"{value('A', 'identifier')}{value('B', 'identifier')}</multiple></setOutcomeValue>"
    )
    condition = f'<stringMatch caseSensitive="false">{THE_RESPONSE}{value("x", "string")}'
    found = branches(scored(f"{condition}</stringMatch>", "0.5", more=told), base="string")
    assert found == (Branch('= "x"', 0.5, ("A", "B")),)


def test_a_last_branch_that_says_nothing_is_none():
    first = scored(f'<equal toleranceMode="exact">{THE_RESPONSE}{value("2")}</equal>')
    assert len(branches(first, scored("", "0", "responseElse"))) == 1
    assert branches(first, scored("", "1", "responseElse"))[1].form == "otherwise"


def test_more_than_a_bank_accepts_are_not_read():
    one = scored(f'<equal toleranceMode="exact">{THE_RESPONSE}{value("2")}</equal>')
    assert len(branches(*[one] * MAX_BRANCHES)) == MAX_BRANCHES
    assert branches(*[one] * (MAX_BRANCHES + 1)) == ()
