"""Items of QTI 2 and 3 as records."""

from __future__ import annotations

import re

import pytest

from pylq_ext.interchange.qti_item import read_qti_item
from pylq_ext.interchange.record import Accepted, Choice, Pair, Record, Sort, Unreadable
from tests.unit.interchange import qti
from tests.unit.interchange.images import PNG
from tests.unit.interchange.qti import associable, choice, item, match, processing, response


def read(content: bytes, **files: bytes) -> Record:
    return read_qti_item(content, files)


def test_a_single_choice():
    assert read(qti.SINGLE) == Record(
        "item “i1” (line 2)",
        Sort.SINGLE,
        title="A title",
        prompt="Look at this.\n\nWhich one?",
        choices=(Choice("one", 0.0), Choice("two", 1.0)),
        shuffle=True,
    )


def test_in_a_multiple_choice_all_right_ones_together_are_asked_for():
    record = read(qti.MULTIPLE)
    assert record.sort is Sort.MULTIPLE
    assert [option.credit for option in record.choices] == [1.0, 0.0, 1.0]
    assert record.points is None


def test_a_mapping_is_what_each_choice_earns():
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in [("A", 1), ("C", 3)]
    )
    mapping = f'<mapping defaultValue="-1">{entries}</mapping>'
    record = read(
        item(
            choice("one", "two", "three", most=0),
            response("A", "C", cardinality="multiple", mapping=mapping),
            processing("map_response"),
        )
    )
    assert [option.credit for option in record.choices] == [0.25, -0.25, 0.75]
    assert record.points == 4


def test_a_mapping_of_a_single_choice_is_measured_by_its_best():
    mapping = (
        '<mapping><mapEntry mapKey="A" mappedValue="50"/><mapEntry mapKey="B" mappedValue="100"/>'
        "</mapping>"
    )
    record = read(
        item(choice("one", "two"), response("B", mapping=mapping), processing("map_response"))
    )
    assert [option.credit for option in record.choices] == [0.5, 1.0]
    assert record.points == 100


def test_rules_that_name_each_value_are_a_key():
    rules = "".join(
        f'<{name}><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">{value}'
        '</baseValue></match><setOutcomeValue identifier="SCORE">'
        f'<baseValue baseType="float">{score}</baseValue></setOutcomeValue></{name}>'
        for name, value, score in [("responseIf", "A", 0), ("responseElseIf", "B", 2)]
    )
    record = read(
        item(
            choice("one", "two"),
            response(),
            f"<responseProcessing><responseCondition>{rules}</responseCondition>"
            "</responseProcessing>",
        )
    )
    assert [option.credit for option in record.choices] == [0.0, 1.0]
    assert record.points == 2


def test_a_choice_without_a_key_is_told():
    record = read(item(choice("one", "two"), response()))
    assert [option.credit for option in record.choices] == [0.0, 0.0]
    assert record.notes == ("The item names no right answer.",)


def test_how_many_may_be_chosen_and_fixed_places_are_told():
    body = choice("one", "two", "three", most=2).replace('"A"', '"A" fixed="true"')
    record = read(item(body, response("A", "B", cardinality="multiple")))
    assert record.sort is Sort.MULTIPLE
    assert ["2 answers" in record.notes[0], "fixed places" in record.notes[1]] == [True, True]


def test_a_choice_within_a_text_leaves_a_gap():
    record = read(
        item(
            '<p>A <inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="false">'
            f"{qti.choices('list', 'tuple', name='inlineChoice')}</inlineChoiceInteraction> can "
            "change.</p>",
            response("A"),
            processing("match_correct"),
        )
    )
    assert record.sort is Sort.SINGLE
    assert record.prompt == "A \\_\\_\\_\\_ can change."
    assert [option.text for option in record.choices] == ["list", "tuple"]


def test_a_typed_text_has_the_forms_of_its_mapping():
    record = read(qti.TEXT)
    assert record.sort is Sort.SHORT
    assert record.prompt == "The capital of France is \\_\\_\\_\\_ ."
    assert record.accepted == (Accepted('= "Paris"', 1.0), Accepted('= "Lutetia" exactly', 0.5))
    assert record.points == 2


def test_without_a_mapping_case_counts_as_in_qti():
    body = '<p>?</p><textEntryInteraction responseIdentifier="RESPONSE"/>'
    record = read(item(body, response("Paris", base="string"), processing("match_correct")))
    assert record.prompt == "?"
    assert record.accepted == (Accepted('= "Paris" exactly'),)


@pytest.mark.parametrize(
    ("comparison", "form"),
    [
        ("<stringMatch caseSensitive='false'>{}</stringMatch>", '= "a.b"'),
        ("<stringMatch caseSensitive='false' substring='true'>{}</stringMatch>", "~ /.*a\\.b.*/"),
        ("<patternMatch pattern='[ab]+'>{}</patternMatch>", "~ /[ab]+/ exactly"),
    ],
)
def test_rules_say_how_a_text_is_compared(comparison, form):
    inner = comparison.format('<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>')
    record = read(
        item(
            '<p>?</p><textEntryInteraction responseIdentifier="RESPONSE"/>',
            response("a.b", base="string"),
            f"<responseProcessing><responseCondition><responseIf>{inner}</responseIf>"
            "</responseCondition></responseProcessing>",
        )
    )
    assert [accepted.form for accepted in record.accepted] == [form]


def test_a_typed_number_has_its_tolerance_and_points():
    record = read(qti.NUMBER)
    assert record.sort is Sort.NUMBER
    assert record.prompt == "Pi?"
    assert record.accepted == (Accepted("= 3.14 ± 0.01"),)
    assert record.points == 3


@pytest.mark.parametrize(
    ("comparison", "form"),
    [
        ("<equal toleranceMode='exact'>{}</equal>", "= 200"),
        ("<equal toleranceMode='relative' tolerance='5'>{}</equal>", "= 200 ± 5 %"),
        ("<equal toleranceMode='absolute' tolerance='1 3'>{}</equal>", "= [199, 203]"),
        ("<equal toleranceMode='relative' tolerance='1 2'>{}</equal>", "= [198, 204]"),
        (
            "<equal toleranceMode='absolute' tolerance='1' includeUpperBound='false'>{}</equal>",
            "= [199, 201)",
        ),
        (
            "<equalRounded roundingMode='significantFigures' figures='3'>{}</equalRounded>",
            "= 200 to 3 digits",
        ),
        (
            "<equalRounded roundingMode='decimalPlaces' figures='2'>{}</equalRounded>",
            "= 200 ± 0.005",
        ),
    ],
)
def test_rules_say_how_a_number_is_compared(comparison, form):
    inner = comparison.format('<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>')
    record = read(
        item(
            '<p>?</p><textEntryInteraction responseIdentifier="RESPONSE"/>',
            response("200", base="float"),
            f"<responseProcessing><responseCondition><responseIf>{inner}</responseIf>"
            "</responseCondition></responseProcessing>",
        )
    )
    assert [accepted.form for accepted in record.accepted] == [form]


def test_an_extended_text_is_open_and_what_scorers_are_told_is_its_model_answer():
    record = read(qti.OPEN)
    assert record.sort is Sort.OPEN
    assert record.prompt == "Why?"
    assert record.model_answer == "Any reason will do."
    assert "model answer" in record.notes[0]


def test_an_order_has_its_items_in_the_right_order():
    record = read(qti.ORDER)
    assert record.sort is Sort.ORDERING
    assert record.items == ("first", "last")
    # A bank asks for an order in another one anyway.
    assert not record.shuffle


def test_a_matching_keeps_what_belongs_to_nothing():
    record = read(qti.MATCH)
    assert record.sort is Sort.MATCHING
    assert record.pairs == (Pair("list", "square"), Pair("dict", "curly"), Pair("", "round"))


def test_a_matching_in_which_a_left_one_belongs_to_several_is_exchanged_and_told():
    left, right = associable(l="list"), associable(x="append", y="pop")
    record = read(match(left, right, "l x", "l y"))
    assert record.pairs == (Pair("append", "list"), Pair("pop", "list"))
    assert "exchanged" in record.notes[0]


def test_pairs_may_be_told_by_a_mapping():
    mapping = (
        '<mapping><mapEntry mapKey="l x" mappedValue="1"/><mapEntry mapKey="d y" mappedValue="2"/>'
        '<mapEntry mapKey="l y" mappedValue="-1"/></mapping>'
    )
    left, right = associable(l="list", d="dict"), associable(x="square", y="curly")
    record = read(match(left, right, mapping=mapping))
    assert record.pairs == (Pair("list", "square"), Pair("dict", "curly"))
    assert "different points" in record.notes[0]


def test_associated_texts_become_a_matching_and_that_is_told():
    record = read(
        item(
            '<associateInteraction responseIdentifier="RESPONSE"><prompt>?</prompt>'
            f"{associable(a='cat', b='dog', c='kitten', d='puppy', e='calf')}"
            "</associateInteraction>",
            response("a c", "b d", cardinality="multiple", base="pair"),
        )
    )
    assert record.pairs == (Pair("cat", "kitten"), Pair("dog", "puppy"), Pair("", "calf"))
    assert "two sides" in record.notes[0]


def test_qti_3_says_the_same_under_other_names():
    assert read(qti.QTI_3) == Record(
        "item “i3” (line 2)",
        Sort.SINGLE,
        title="Loops",
        prompt="Which loop ends?",
        choices=(
            Choice("`while True: pass`", 0.0, "It goes on."),
            Choice("a *short* one", 1.0, "So it is."),
        ),
        points=4.0,
    )


def test_feedback_belongs_to_the_choice_that_a_rule_names():
    rule = (
        '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><baseValue '
        'baseType="identifier">A</baseValue></match><setOutcomeValue identifier="FEEDBACK">'
        '<baseValue baseType="identifier">fb1</baseValue></setOutcomeValue></responseIf>'
        "</responseCondition>"
    )
    feedback = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">{text}'
        "</modalFeedback>"
        for name, text in [("fb1", "Not so."), ("general", "See chapter 2."), ("correct", "Good!")]
    )
    more = f"<responseProcessing>{rule}</responseProcessing>{feedback}"
    record = read(item(choice("one", "two"), response("B"), more))
    assert [option.note for option in record.choices] == ["Not so.", ""]
    assert record.explanation == "See chapter 2.\n\n**If right:**\n\nGood!"
    assert "part of the explanation" in record.notes[0]


def test_feedback_in_the_body_is_no_part_of_the_prompt():
    body = choice("one", "two") + (
        '<feedbackBlock outcomeIdentifier="F" identifier="x" showHide="show"><p>So.</p>'
        "</feedbackBlock>"
    )
    record = read(item(body, response("B")))
    assert record.prompt == "Look at this.\n\nWhich one?"
    assert record.explanation == "So."


def test_images_and_objects_are_attached():
    body = choice("one", '<object data="img/plot.png" type="image/png">A plot</object>')
    body = body.replace("Look at this.", '<img src="img/plot.png" alt="The plot"/>')
    record = read_qti_item(item(body, response("B")), {"img/plot.png": PNG})
    assert record.prompt.startswith("![The plot](attachment:plot.png)")
    assert record.choices[1].text == "![A plot](attachment:plot.png)"
    assert record.attachments == {"plot.png": PNG}


def test_mathml_is_mathematics():
    formula = (
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:msup><m:mi>x</m:mi><m:mn>2</m:mn>'
        "</m:msup></m:math>"
    )
    assert read(item(choice(formula, "two"), response("B"))).choices[0].text == "$x^{2}$"


def test_a_shared_text_stands_before_the_prompt():
    reference = '<qti-assessment-stimulus-ref identifier="s" href="s.xml"/><qti-item-body>'
    content = qti.QTI_3.replace(b"<qti-item-body>", reference.encode())
    stimulus = (
        b'<qti-assessment-stimulus identifier="s" title="S"><qti-stimulus-body><p>Read.</p>'
        b"</qti-stimulus-body></qti-assessment-stimulus>"
    )
    record = read_qti_item(content, {"s.xml": stimulus})
    assert record.prompt == "Read.\n\nWhich loop ends?"
    assert record.notes == ()
    assert "(s.xml) is missing" in read(content).notes[0]


def test_a_title_serves_where_there_is_no_text():
    body = choice("a", "b").replace("<p>Look at this.</p>", "")
    body = body.replace("<prompt>Which one?</prompt>", "")
    record = read(item(body, response("B"), title="Which *one*?"))
    assert record.prompt == "Which \\*one\\*?"
    assert record.title == ""
    assert "title" in record.notes[0]
    assert "nothing is asked" in (read(item(body, response("B"), title="")).problem or "")


@pytest.mark.parametrize(
    "name",
    [
        f"{name}Interaction"
        for name in re.findall(
            r"\w+",
            "hottext slider upload drawing graphicGapMatch custom media",
        )
    ],
)
def test_an_interaction_that_no_bank_holds_is_named_with_what_can_be_done(name):
    record = read(item(f'<p>?</p><{name} responseIdentifier="RESPONSE"/>'))
    assert record.sort is None
    assert name in (record.problem or "")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (item("<p>Just text.</p>"), "no interaction"),
        (item(choice("a", "b") * 2, response("A")), "2 interactions (choiceInteraction)"),
        (item(choice("a", "b"), "<templateDeclaration identifier='n'/>"), "drawn anew"),
        (item(choice("a", "b"), response("Z")), "“Z” is none of the choices"),
        (item(choice(*"a" * 61), response("A")), "61 choices"),
        (item(choice("a", ""), response("A")), "no text"),
        (item(choice(), response("A")), "nothing to choose"),
        (
            item(choice("a"), response(mapping="<mapping><mapEntry mapKey='A'/></mapping>")),
            "no number",
        ),
        (
            item('<textEntryInteraction responseIdentifier="RESPONSE"/>', response(base="string")),
            "which answer is right",
        ),
        (
            item(
                '<textEntryInteraction responseIdentifier="RESPONSE"/>', response("x", base="float")
            ),
            "no number",
        ),
        (
            item(
                '<textEntryInteraction responseIdentifier="RESPONSE"/>', response("x", base="point")
            ),
            "“point”",
        ),
        (
            item(f"<orderInteraction>{qti.choices('a', 'b')}</orderInteraction>", response("A")),
            "leaves out",
        ),
        (match(associable(l="a"), associable(x="b")), "what belongs together"),
        (match(associable(l="a"), associable(x="b"), "l q"), "not there"),
        (
            match(associable(l="a", d="c"), associable(x="b", y="e"), "l x", "l y", "d x"),
            "exactly one",
        ),
        (b"<assessmentItem title='t'/>", "no body"),
    ],
)
def test_an_item_that_cannot_be_read_says_why(content, words):
    assert words in (read(content).problem or "")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<questestinterop/>", "QTI 1"),
        (b"<quiz/>", "<quiz>"),
        (b"<assessmentItem>", "line 1"),
        (b"", "empty"),
    ],
)
def test_what_is_no_item_is_refused(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)
