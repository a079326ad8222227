"""Questions as Moodle 3.11 and 4 export them, in our own words."""

from __future__ import annotations

import base64

from tests.unit.interchange.images import PNG

PIXEL = base64.b64encode(PNG).decode()

COMMON = """
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>"""

USUAL_FEEDBACK = """
    <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
    <partiallycorrectfeedback format="html">
      <text>Your answer is partially correct.</text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html"><text>Your answer is incorrect.</text></incorrectfeedback>
    <shownumcorrect/>"""


def html(name: str, text: str, files: str = "") -> str:
    return f'<{name} format="html">\n<text><![CDATA[{text}]]></text>{files}\n</{name}>'


def question(type_: str, text: str, inner: str, *, common: str = COMMON) -> str:
    return f"""
<!-- question: 4711  -->
  <question type="{type_}">
    <name><text>A name</text></name>
    {html("questiontext", text)}
    <generalfeedback format="html"><text></text></generalfeedback>{common}
    {inner}
  </question>
"""


def answer(fraction: object, text: str, feedback: str = "", *, more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html">\n      <text><![CDATA[{text}]]></text>\n'
        f"      {html('feedback', feedback)}{more}\n    </answer>"
    )


def quiz(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode()


def category(path: str) -> str:
    return f"""
<!-- question: 0  -->
  <question type="category">
    <category><text>{path}</text></category>
    <info format="moodle_auto_format"><text></text></info>
    <idnumber></idnumber>
  </question>
"""


MULTICHOICE = question(
    "multichoice",
    '<p dir="ltr" style="text-align: left;">What does <code>7 // 2</code> give?</p>',
    "<single>true</single><shuffleanswers>true</shuffleanswers>"
    "<answernumbering>abc</answernumbering><showstandardinstruction>0</showstandardinstruction>"
    + USUAL_FEEDBACK
    + answer(100, "<p>3</p>", "<p>Right.</p>")
    + answer(0, "<p>3.5</p>", "<p>That is <b>/</b>.</p>"),
)
TRUEFALSE = question(
    "truefalse",
    "<p>Tuples can change.</p>",
    answer(0, "true", "They cannot.") + answer(100, "false"),
)
SHORTANSWER = question(
    "shortanswer",
    "<p>Which keyword begins a function?</p>",
    "<usecase>0</usecase>"
    + answer(100, "def", "Yes.")
    + answer(50, "def *")
    + answer(0, "*", "It has three letters."),
)
NUMERICAL = question(
    "numerical",
    "<p>How long is a marathon?</p>",
    answer(100, "42.195", more="<tolerance>0.1</tolerance>")
    + answer(33.33333, "42", more="<tolerance>0</tolerance>")
    + "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"
    "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1000000</unitpenalty>"
    "<showunits>3</showunits><unitsleft>0</unitsleft>",
)
MATCHING = question(
    "matching",
    "<p>What belongs together?</p>",
    "<shuffleanswers>true</shuffleanswers>"
    + USUAL_FEEDBACK
    + "".join(
        f'<subquestion format="html"><text><![CDATA[{left}]]></text>'
        f"<answer><text>{right}</text></answer></subquestion>"
        for left, right in [("<p>list</p>", "[ ]"), ("<p>dict</p>", "{ }"), ("", "( )")]
    ),
)
ESSAY = question(
    "essay",
    "<p>Why test?</p>",
    "<responseformat>editor</responseformat><responserequired>1</responserequired>"
    "<responsefieldlines>10</responsefieldlines><attachments>0</attachments>"
    + html("graderinfo", "<p>To dare changes.</p>")
    + html("responsetemplate", ""),
)
ORDERING = question(
    "ordering",
    "<p>In which order?</p>",
    "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
    "<gradingtype>ALL_OR_NOTHING</gradingtype><showgrading>SHOW</showgrading>"
    + answer("2.0000000", "<p>call it</p>")
    + answer("1.0000000", "<p>define it</p>"),
)
CLOZE = question(
    "cloze",
    "<p>In {2:SHORTANSWER:=Paris#<b>Yes</b>.~%50%Lutetia~*#No.} they eat"
    " {1:MULTICHOICE_S:=cheese~%-50%stones#Try it.} at {:NUMERICAL:=12:0.5~%50%13}.</p>"
    "<pre>x = {1:SAC:=a\\}}</pre>",
    "",
    common=COMMON.replace("<defaultgrade>1.0000000</defaultgrade>", ""),
)


def words(name: str, *texts: str, group: int = 1, more: str = "") -> str:
    return "".join(
        f"<{name}><text>{text}</text><group>{group}</group>{more}</{name}>" for text in texts
    )


GAPSELECT = question(
    "gapselect",
    "<p>A [[1]] ends, a [[3]] may not, a [[1]] may be one.</p>",
    "<shuffleanswers>0</shuffleanswers>"
    + USUAL_FEEDBACK
    + words("selectoption", "for", "if")
    + words("selectoption", "while", "&lt;b&gt;", group=2),
)
DDWTOS = question(
    "ddwtos",
    "<p>The [[1]] sat on the [[2]].</p>",
    "<shuffleanswers>1</shuffleanswers>" + words("dragbox", "cat", "mat", "dog"),
)
ALL = quiz(
    category("$course$/top/Default for Python/Basics"),
    MULTICHOICE,
    TRUEFALSE,
    SHORTANSWER,
    NUMERICAL,
    MATCHING,
    ESSAY,
    ORDERING,
    CLOZE,
    question("description", "<p>The next ones are about loops.</p>", ""),
    GAPSELECT,
    DDWTOS,
    question("calculated", "<p>What is {a} + 1?</p>", ""),
)
