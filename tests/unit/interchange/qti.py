"""Items and packages of QTI as authoring tools write them, in our own words."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping

from tests.support.images import png

NAMESPACE = (
    'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqti_v2p1 imsqti_v2p1.xsd"'
)
SCORE = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
)
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


def item(body: str, declarations: str = "", more: str = "", *, title: str = "A title") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem {NAMESPACE} identifier="i1" title="{title}" adaptive="false" timeDependent="false">
  {declarations}
  {SCORE}
  <itemBody>{body}</itemBody>
  {more}
</assessmentItem>""".encode()


def response(
    *values: str, cardinality: str = "single", base: str = "identifier", mapping: str = ""
) -> str:
    correct = "".join(f"<value>{value}</value>" for value in values)
    correct = f"<correctResponse>{correct}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{base}">{correct}{mapping}</responseDeclaration>'
    )


def processing(template: str) -> str:
    return f'<responseProcessing template="{TEMPLATES}/{template}"/>'


def choices(*texts: str, name: str = "simpleChoice") -> str:
    return "".join(
        f'<{name} identifier="{chr(65 + at)}">{text}</{name}>' for at, text in enumerate(texts)
    )


def choice(*texts: str, most: int = 1) -> str:
    return (
        f'<p>Look at this.</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" '
        f'maxChoices="{most}"><prompt>Which one?</prompt>{choices(*texts)}</choiceInteraction>'
    )


SINGLE = item(choice("one", "two"), response("B"), processing("match_correct"))
MULTIPLE = item(
    choice("one", "two", "three", most=0),
    response("A", "C", cardinality="multiple"),
    processing("match_correct"),
)
TEXT = item(
    '<p>The capital of France is <textEntryInteraction responseIdentifier="RESPONSE"/>.</p>',
    response(
        "Paris",
        base="string",
        mapping='<mapping defaultValue="0"><mapEntry mapKey="Paris" mappedValue="2" '
        'caseSensitive="false"/><mapEntry mapKey="Lutetia" mappedValue="1"/></mapping>',
    ),
    processing("map_response"),
)
NUMBER = item(
    '<p>Pi?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>',
    response("3.14", base="float"),
    "<responseProcessing><responseCondition><responseIf>"
    '<equal toleranceMode="absolute" tolerance="0.01 0.01"><variable identifier="RESPONSE"/>'
    '<correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE">'
    '<baseValue baseType="float">3</baseValue></setOutcomeValue></responseIf></responseCondition>'
    "</responseProcessing>",
)
OPEN = item(
    '<rubricBlock view="scorer"><p>Any reason will do.</p></rubricBlock><p>Why?</p>'
    '<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="5"/>',
    response(base="string"),
)
ORDER = item(
    '<orderInteraction responseIdentifier="RESPONSE" shuffle="true">'
    f"<prompt>In which order?</prompt>{choices('last', 'first')}</orderInteraction>",
    response("B", "A", cardinality="ordered"),
    processing("match_correct"),
)


def match(left: str, right: str, *pairs: str, mapping: str = "") -> bytes:
    return item(
        '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="9">'
        f"<prompt>What belongs together?</prompt><simpleMatchSet>{left}</simpleMatchSet>"
        f"<simpleMatchSet>{right}</simpleMatchSet></matchInteraction>",
        response(*pairs, cardinality="multiple", base="directedPair", mapping=mapping),
        processing("match_correct"),
    )


def associable(**texts: str) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="1">{text}</simpleAssociableChoice>'
        for name, text in texts.items()
    )


MATCH = match(
    associable(l="list", d="dict"),
    associable(x="square", y="curly", z="round"),
    "l x",
    "d y",
)

QTI_3 = b"""<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
    identifier="i3" title="Loops" adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>b</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"
      normal-maximum="4"/>
  <qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="1">
      <qti-prompt>Which loop ends?</qti-prompt>
      <qti-simple-choice identifier="a"><code>while True: pass</code>
        <qti-feedback-inline outcome-identifier="FEEDBACK" identifier="a" show-hide="show">It
          goes on.</qti-feedback-inline>
      </qti-simple-choice>
      <qti-simple-choice identifier="b"><p>a <em>short</em> one</p></qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing
      template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
  <qti-modal-feedback outcome-identifier="FEEDBACK" identifier="b" show-hide="show">
    <qti-content-body><p>So it is.</p></qti-content-body>
  </qti-modal-feedback>
</qti-assessment-item>"""


def declared(name: str, *values: str, base: str = "identifier", mapping: str = "") -> str:
    return response(*values, base=base, mapping=mapping).replace('"RESPONSE"', f'"{name}"')


def entry(name: str) -> str:
    return f'<textEntryInteraction responseIdentifier="{name}"/>'


def inline(name: str, *texts: str) -> str:
    options = choices(*texts, name="inlineChoice")
    return (
        f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">{options}'
        "</inlineChoiceInteraction>"
    )


def adding(points: int, *names: str) -> str:
    """Rules that add points for each right response."""
    rules = "".join(
        f'<responseCondition><responseIf><match><variable identifier="{name}"/>'
        f'<correct identifier="{name}"/></match><setOutcomeValue identifier="SCORE"><sum>'
        f'<variable identifier="SCORE"/><baseValue baseType="float">{points}</baseValue></sum>'
        "</setOutcomeValue></responseIf></responseCondition>"
        for name in names
    )
    return f"<responseProcessing>{rules}</responseProcessing>"


BLANKS = item(
    f"<p>A list is written in {inline('R1', 'square', 'round')} brackets, and its first index is "
    f"{entry('R2')}.</p><pre>for i in {entry('R3')}:</pre>",
    declared("R1", "A") + declared("R2", "0", base="integer") + declared("R3", "a", base="string"),
    adding(2, "R1", "R2", "R3"),
)


def gaps(words: str, text: str, *pairs: str, mapping: str = "", template: str = "") -> bytes:
    return item(
        '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false">'
        f"<prompt>Fill in.</prompt>{words}{text}</gapMatchInteraction>",
        response(*pairs, cardinality="multiple", base="directedPair", mapping=mapping),
        processing(template or "match_correct"),
    )


GAPS = gaps(
    '<gapText identifier="w" matchMax="1">winter</gapText>'
    '<gapText identifier="s" matchMax="1">summer</gapText>',
    '<blockquote><p>Now is the <gap identifier="g1"/> made <gap identifier="g2"/>.</p>'
    "</blockquote>",
    "w g1",
    "s g2",
)

# Its image lies beside no item that is read alone, so it is in the text.
MAP = base64.b64encode(png(40, 20)).decode()
MAP = f'<object data="data:image/png;base64,{MAP}" width="200" height="100">A map</object>'


def hotspots(areas: str, *values: str, more: str = "", most: int = 1, image: str = MAP) -> bytes:
    return item(
        f'<p>Look.</p><hotspotInteraction responseIdentifier="RESPONSE" maxChoices="{most}">'
        f"<prompt>Where?</prompt>{image}{areas}</hotspotInteraction>",
        response(*values, cardinality="single" if most == 1 else "multiple"),
        processing("match_correct") + more,
    )


def area(name: str, shape: str, coords: str) -> str:
    return f'<hotspotChoice identifier="{name}" shape="{shape}" coords="{coords}"/>'


HOTSPOTS = hotspots(
    area("A", "circle", "50,50,10")
    + area("B", "rect", "0,0,20,50")
    + area("C", "poly", "100,0,150,0,100,50,100,0"),
    "B",
)
POINT = item(
    '<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1">'
    f"<prompt>Where?</prompt>{MAP}</selectPointInteraction>",
    response(
        "50 50",
        base="point",
        mapping='<areaMapping defaultValue="0"><areaMapEntry shape="circle" coords="50,50,8" '
        'mappedValue="2"/><areaMapEntry shape="circle" coords="50,50,16" mappedValue="1"/>'
        "</areaMapping>",
    ),
    processing("map_response_point"),
)

EVERY = (SINGLE, MULTIPLE, TEXT, NUMBER, OPEN, ORDER, MATCH, BLANKS, GAPS, HOTSPOTS, POINT, QTI_3)


def manifest(*resources: str, keywords: str = "") -> bytes:
    inner = "".join(
        f'<resource identifier="r{at}" type="imsqti_item_xmlv2p1" href="{href}">'
        f'<metadata><imsmd:lom xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2">'
        f"<imsmd:general>{keywords}</imsmd:general></imsmd:lom></metadata>"
        f'<file href="{href}"/></resource>'
        for at, href in enumerate(resources)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
        "<metadata><schema>IMS Content</schema></metadata><organizations/><resources>"
        '<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/>'
        f"{inner}</resources></manifest>"
    ).encode()


def package(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
