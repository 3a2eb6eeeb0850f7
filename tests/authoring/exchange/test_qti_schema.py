"""What 1EdTech's schema refuses, our profile of it refuses too.

Each change below turns a valid item into one that breaks a definition of imsqti_v2p1.xsd (or of the profile of Content
Packaging for QTI 2.1), which is named first. They were written from those definitions, not from our profile. Where the
environment names the real schemas, these must refuse every one of them as well.
"""

from pathlib import Path

import pytest

from tests.authoring.exchange.qti_schemas import IMPORTS, item_schemas, package_schemas, read_schema

ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" \
identifier="Q01.1" title="Q01.1" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="directedPair">\
<correctResponse><value>L1 R1</value></correctResponse>\
<mapping defaultValue="0" lowerBound="0" upperBound="1"><mapEntry mapKey="L1 R1" mappedValue="1"/></mapping>\
</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">\
<defaultValue><value>0</value></defaultValue></outcomeDeclaration>
<outcomeDeclaration identifier="FEEDBACK" cardinality="multiple" baseType="identifier"/>
<itemBody>
<p>A <em>line</em><br/> with <a href="https://example.org/">a link</a></p><pre><code>x</code></pre><hr/><h3>Heading</h3>
<ul><li>one <strong>word</strong></li></ul><blockquote><p>said</p></blockquote>
<div><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">\
<simpleChoice identifier="O1">One</simpleChoice></choiceInteraction>
<orderInteraction responseIdentifier="RESPONSE" shuffle="true">\
<simpleChoice identifier="S1">First</simpleChoice></orderInteraction>
<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="1">\
<simpleMatchSet><simpleAssociableChoice identifier="L1" matchMax="1">left</simpleAssociableChoice></simpleMatchSet>\
<simpleMatchSet><simpleAssociableChoice identifier="R1" matchMax="0">right</simpleAssociableChoice></simpleMatchSet>\
</matchInteraction>
</itemBody>
<responseProcessing>
<responseCondition><responseIf><match><index n="1"><variable identifier="RESPONSE"/></index>\
<baseValue baseType="identifier">S1</baseValue></match>\
<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">1</baseValue></sum>\
</setOutcomeValue></responseIf></responseCondition>
<responseCondition><responseIf><lt><variable identifier="SCORE"/><correct identifier="RESPONSE"/></lt>\
</responseIf></responseCondition>
<setOutcomeValue identifier="SCORE"><divide><mapResponse identifier="RESPONSE"/>\
<baseValue baseType="float">2</baseValue></divide></setOutcomeValue>
<setOutcomeValue identifier="FEEDBACK"><multiple><baseValue baseType="identifier">DONE</baseValue></multiple>\
</setOutcomeValue>
</responseProcessing>
<modalFeedback outcomeIdentifier="FEEDBACK" identifier="DONE" showHide="show"><p>Because.</p></modalFeedback>
</assessmentItem>"""
MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="QUESTIONS">\
<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\
<organizations/>\
<resources><resource identifier="RES-Q01.1" type="imsqti_item_xmlv2p1" href="items/Q01.1.xml">\
<file href="items/Q01.1.xml"/></resource></resources></manifest>"""

BODY = ITEM[ITEM.index("<itemBody>") : ITEM.index("</itemBody>")]
P = "<p>A <em>line</em>"
CORRECT = "<correctResponse><value>L1 R1</value></correctResponse>"
MAPPING = '<mapping defaultValue="0" lowerBound="0" upperBound="1"><mapEntry mapKey="L1 R1" mappedValue="1"/></mapping>'
CHOICE = '<simpleChoice identifier="O1">One</simpleChoice>'
FIRST = '<simpleChoice identifier="S1">First</simpleChoice>'
LEFT_CHOICE = '<simpleAssociableChoice identifier="L1" matchMax="1">left</simpleAssociableChoice>'
LEFT = f"<simpleMatchSet>{LEFT_CHOICE}</simpleMatchSet>"
MODAL = '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="DONE" showHide="show"><p>Because.</p></modalFeedback>'
VARIABLE = '<variable identifier="SCORE"/>'
SUM = f'<sum>{VARIABLE}<baseValue baseType="float">1</baseValue></sum>'
INDEX = '<index n="1"><variable identifier="RESPONSE"/></index>'
S1 = '<baseValue baseType="identifier">S1</baseValue>'
RULE = f'<setOutcomeValue identifier="SCORE">{S1}</setOutcomeValue>'
DONE = '<multiple><baseValue baseType="identifier">DONE</baseValue></multiple>'
DIVIDE = '<divide><mapResponse identifier="RESPONSE"/><baseValue baseType="float">2</baseValue></divide>'
TABLE = "<thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody>"

# Definition, what is taken out, what comes in its place.
REFUSED = [
    ("AssessmentItem", ' identifier="Q01.1"', ""),
    ("AssessmentItem", ' title="Q01.1"', ""),
    ("AssessmentItem", ' timeDependent="false"', ""),
    ("AssessmentItem", 'adaptive="false"', 'adaptive="never"'),
    ("AssessmentItem", 'adaptive="false"', 'adaptive="false" language="en"'),
    ("AssessmentItem", "<itemBody>", "Text<itemBody>"),
    ("AssessmentItem", "<itemBody>", "<itemBody/><itemBody>"),
    ("AssessmentItem", "<itemBody>", f"{MODAL}<itemBody>"),
    ("AssessmentItem", "</itemBody>", '</itemBody><outcomeDeclaration identifier="LATE" cardinality="single"/>'),
    ("AssessmentItem", "<responseProcessing>", "<responseProcessing/><responseProcessing>"),
    ("AssessmentItem", "<itemBody>", '<responseDeclaration identifier="B" cardinality="single"/><itemBody>'),
    ("AssessmentItem", "imsqti_v2p1", "imsqti_v2p0"),
    ("ResponseDeclaration", CORRECT + MAPPING, MAPPING + CORRECT),
    ("ResponseDeclaration", CORRECT, CORRECT * 2),
    ("ResponseDeclaration", "</responseDeclaration>", "text</responseDeclaration>"),
    ("ResponseDeclaration", ' cardinality="multiple" baseType="directedPair"', ' baseType="directedPair"'),
    ("ResponseDeclaration", 'cardinality="multiple" baseType="directedPair"', 'cardinality="many" baseType="pair"'),
    ("ResponseDeclaration", 'baseType="directedPair"', 'baseType="text"'),
    ("ResponseDeclaration", 'Declaration identifier="RESPONSE"', 'Declaration identifier="1 RESPONSE"'),
    ("ResponseDeclaration", 'responseDeclaration identifier="RESPONSE"', "responseDeclaration"),
    ("CorrectResponse", "<value>L1 R1</value>", ""),
    ("CorrectResponse", "<value>L1 R1</value>", "L1 R1"),
    ("Value", "<value>0</value>", "<value><p>0</p></value>"),
    ("Mapping", '<mapEntry mapKey="L1 R1" mappedValue="1"/>', ""),
    ("Mapping", 'upperBound="1"', 'upperBound="all"'),
    ("Mapping", 'defaultValue="0"', 'default="0"'),
    ("MapEntry", ' mappedValue="1"', ""),
    ("MapEntry", 'mappedValue="1"', 'mappedValue="one"'),
    ("MapEntry", 'mapKey="L1 R1" ', ""),
    ("MapEntry", 'mappedValue="1"/>', 'mappedValue="1">1</mapEntry>'),
    ("DefaultValue", "<defaultValue><value>0</value></defaultValue>", "<defaultValue/>"),
    ("DefaultValue", "<defaultValue><value>0</value></defaultValue>", "<defaultValue>0</defaultValue>"),
    ("OutcomeDeclaration", 'identifier="SCORE" cardinality="single"', 'cardinality="single"'),
    ("OutcomeDeclaration", 'identifier="SCORE" cardinality="single"', 'identifier="SCORE"'),
    ("OutcomeDeclaration", 'baseType="identifier"/>', f'baseType="identifier">{CORRECT}</outcomeDeclaration>'),
    ("ItemBody", BODY, "<itemBody>"),
    ("ItemBody", P, f"Bare words {P}"),
    ("ItemBody", P, f"<em>Bare words</em>{P}"),
    ("ItemBody", P, f"<br/>{P}"),
    ("ItemBody", P, f'<a href="https://example.org/">there</a>{P}'),
    ("ItemBody", P, f"<prompt>What?</prompt>{P}"),
    ("ItemBody", P, f"<li>one</li>{P}"),
    ("ItemBody", P, f"{CHOICE}{P}"),
    ("ItemBody", P, f"<section><p>x</p></section>{P}"),
    ("ItemBody", P, f"<main/>{P}"),
    ("HTMLText p", P, f"<p><p>x</p></p>{P}"),
    ("HTMLText p", P, f"<p><ul><li>x</li></ul></p>{P}"),
    ("HTMLText p", P, f"<p><div>x</div></p>{P}"),
    ("HTMLText p", P, f"<p><table><tbody><tr><td>x</td></tr></tbody></table></p>{P}"),
    ("HTMLText p", P, f"<p><hr/></p>{P}"),
    ("HTMLText pre", "<pre><code>x</code></pre>", "<pre><p>x</p></pre>"),
    ("HTMLText h3", "<h3>Heading</h3>", "<h3><p>Heading</p></h3>"),
    ("HTMLText strong", "<strong>word</strong>", "<strong><blockquote/></strong>"),
    ("HTMLText code", "<code>x</code>", "<code><pre>x</pre></code>"),
    ("HTMLText em", "<em>line</em>", '<em style="color: red">line</em>'),
    ("HTMLText p", P, f'<p onclick="x()">x</p>{P}'),
    ("HTMLText u", "<em>line</em>", "<u>line</u>"),
    ("HTMLText s", "<em>line</em>", "<s>line</s>"),
    ("HTMLText mark", "<em>line</em>", "<mark>line</mark>"),
    ("HTMLText del", "<em>line</em>", "<del>line</del>"),
    ("HTMLText figure", P, f"<figure><p>x</p></figure>{P}"),
    ("A", ' href="https://example.org/"', ""),
    ("A", '<a href="https://example.org/">', '<a href="https://example.org/" target="_blank">'),
    ("A", '<a href="https://example.org/">', '<a href="https://example.org/" title="There">'),
    ("A", "a link</a>", "<p>a link</p></a>"),
    ("BR", "<br/>", "<br>x</br>"),
    ("BR", "<br/>", '<br clear="all"/>'),
    ("HR", "<hr/>", "<hr>x</hr>"),
    ("Img", "<em>line</em>", '<img src="a.png"/>'),
    ("Img", "<em>line</em>", '<img alt="a"/>'),
    ("Img", "<em>line</em>", '<img src="a.png" alt="a" loading="lazy"/>'),
    ("BlockQuote", "<blockquote><p>said</p></blockquote>", "<blockquote>said</blockquote>"),
    ("BlockQuote", "<blockquote><p>said</p></blockquote>", "<blockquote><em>said</em></blockquote>"),
    ("OUL", "<ul><li>", "<ul>words<li>"),
    ("OUL", "<ul><li>", "<ul><p>words</p><li>"),
    ("OUL", "<ul><li>", "<ul><ul/><li>"),
    ("OUL", "<ul><li>", '<ul type="disc"><li>'),
    ("OUL", "<ul><li>one <strong>word</strong></li></ul>", '<ol start="3"><li>one</li></ol>'),
    ("LI", "<li>one", '<li value="3">one'),
    ("DL", P, f"<dl>words</dl>{P}"),
    ("DL", P, f"<dl><p>words</p></dl>{P}"),
    ("Div", "<div><table>", '<div class="scroll" tabindex="0"><table>'),
    ("Div", "<div><table>", '<div role="group"><table>'),
    ("Div", "<div><table>", "<div><li>x</li><table>"),
    ("Table", TABLE, "<thead><tr><th>a</th></tr></thead>"),
    ("Table", TABLE, "<tr><td>a</td></tr>"),
    ("Table", TABLE, "<tbody><tr><td>1</td></tr></tbody><thead><tr><th>a</th></tr></thead>"),
    ("Table", TABLE, "<tbody><tr><td>1</td></tr></tbody><tfoot><tr><td>a</td></tr></tfoot>"),
    ("Table", TABLE, f"words{TABLE}"),
    ("Table", TABLE, f"{TABLE}<caption>words</caption>"),
    ("Table", "<div><table>", '<div><table border="1">'),
    ("TablePart", "<tbody><tr><td>1</td></tr></tbody>", "<tbody/>"),
    ("TablePart", "<tbody><tr><td>1</td></tr></tbody>", "<tbody><td>1</td></tbody>"),
    ("TR", "<tr><td>1</td></tr>", "<tr/>"),
    ("TR", "<tr><td>1</td></tr>", "<tr>1</tr>"),
    ("TR", "<tr><td>1</td></tr>", "<tr><p>1</p></tr>"),
    ("TDH", "<td>1</td>", '<td colspan="two">1</td>'),
    ("TDH", "<td>1</td>", '<td style="text-align: right">1</td>'),
    ("TDH", "<td>1</td>", "<td><tr><td>1</td></tr></td>"),
    ("ChoiceInteraction", '<choiceInteraction responseIdentifier="RESPONSE"', "<choiceInteraction"),
    ("ChoiceInteraction", 'maxChoices="1"', 'maxChoices="all"'),
    ("ChoiceInteraction", 'maxChoices="1"', 'maxChoices="2147483648"'),
    ("ChoiceInteraction", 'shuffle="true" maxChoices', 'shuffle="yes" maxChoices'),
    ("ChoiceInteraction", CHOICE, ""),
    ("ChoiceInteraction", CHOICE, f"words{CHOICE}"),
    ("ChoiceInteraction", CHOICE, f"{CHOICE}<prompt>What?</prompt>"),
    ("ChoiceInteraction", CHOICE, f"<p>What?</p>{CHOICE}"),
    ("ChoiceInteraction", CHOICE, '<simpleAssociableChoice identifier="O1" matchMax="1">One</simpleAssociableChoice>'),
    ("SimpleChoice", CHOICE, "<simpleChoice>One</simpleChoice>"),
    ("SimpleChoice", CHOICE, '<simpleChoice identifier="O 1">One</simpleChoice>'),
    ("SimpleChoice", CHOICE, '<simpleChoice identifier="1">One</simpleChoice>'),
    ("SimpleChoice", CHOICE, '<simpleChoice identifier="q:1">One</simpleChoice>'),
    ("SimpleChoice", CHOICE, '<simpleChoice identifier="O1" matchMax="1">One</simpleChoice>'),
    ("SimpleChoice", CHOICE, f'<simpleChoice identifier="O1">{CHOICE}</simpleChoice>'),
    ("OrderInteraction", FIRST, ""),
    ("OrderInteraction", '<orderInteraction responseIdentifier="RESPONSE"', "<orderInteraction"),
    ("OrderInteraction", FIRST, f"words{FIRST}"),
    ("OrderInteraction", "<orderInteraction ", '<orderInteraction maxAssociations="1" '),
    ("MatchInteraction", LEFT, ""),
    ("MatchInteraction", LEFT, LEFT * 2),
    ("MatchInteraction", LEFT, f"words{LEFT}"),
    ("MatchInteraction", 'maxAssociations="1"', 'maxAssociations="one"'),
    ("MatchInteraction", 'maxAssociations="1"', 'maxChoices="1"'),
    ("SimpleMatchSet", LEFT, f"<simpleMatchSet>{CHOICE}</simpleMatchSet>"),
    ("SimpleMatchSet", LEFT, "<simpleMatchSet>words</simpleMatchSet>"),
    ("SimpleMatchSet", LEFT, LEFT.replace("<simpleMatchSet>", '<simpleMatchSet identifier="LEFT">')),
    ("SimpleAssociableChoice", ' matchMax="1"', ""),
    ("SimpleAssociableChoice", 'matchMax="1"', 'matchMax="any"'),
    ("SimpleAssociableChoice", 'identifier="L1" matchMax', "matchMax"),
    ("ModalFeedback", ' outcomeIdentifier="FEEDBACK"', ""),
    ("ModalFeedback", ' showHide="show"', ""),
    ("ModalFeedback", 'showHide="show"', 'showHide="true"'),
    ("ModalFeedback", 'identifier="DONE" ', ""),
    ("ModalFeedback", 'identifier="DONE"', 'identifier="NOT DONE"'),
    ("ModalFeedback", "<p>Because.</p>", f'<choiceInteraction responseIdentifier="R">{CHOICE}</choiceInteraction>'),
    ("ModalFeedback", "<p>Because.</p>", "<li>Because.</li>"),
    ("ResponseProcessing", "<responseProcessing>", f"<responseProcessing>{VARIABLE}"),
    ("ResponseProcessing", "<responseProcessing>", "<responseProcessing>words"),
    ("ResponseProcessing", "<responseProcessing>", "<responseProcessing><responseIf/>"),
    ("ResponseCondition", "<responseProcessing>", "<responseProcessing><responseCondition/>"),
    ("ResponseCondition", "<responseCondition>", f"<responseCondition>{RULE}"),
    ("ResponseIf", "<responseIf><lt>", f"<responseIf>{S1}<lt>"),
    ("ResponseIf", "<responseProcessing>", "<responseProcessing><responseCondition><responseIf/></responseCondition>"),
    ("SetValue", 'setOutcomeValue identifier="FEEDBACK"', "setOutcomeValue"),
    ("SetValue", DONE, ""),
    ("SetValue", DONE, DONE * 2),
    ("SetValue", DONE, "DONE"),
    ("LogicPair match", f"{INDEX}{S1}", INDEX),
    ("LogicPair match", f"{INDEX}{S1}", f"{INDEX}{S1}{S1}"),
    ("LogicPair lt", f'<lt>{VARIABLE}<correct identifier="RESPONSE"/></lt>', f"<lt>{VARIABLE}</lt>"),
    ("LogicPair divide", DIVIDE, '<divide><mapResponse identifier="RESPONSE"/></divide>'),
    ("LogicPair divide", "<divide>", '<divide toleranceMode="exact">'),
    ("NumericLogic1toMany sum", SUM, "<sum/>"),
    ("NumericLogic1toMany sum", SUM, f"<sum><match>{S1}{S1}</match></sum>"),
    ("NumericLogic1toMany sum", SUM, f"<sum><lt>{VARIABLE}{VARIABLE}</lt></sum>"),
    ("Index", '<index n="1">', "<index>"),
    ("Index", '<index n="1">', '<index n="1.5">'),
    ("Index", INDEX, '<index n="1"/>'),
    ("Index", INDEX, f'<index n="1">{VARIABLE}{VARIABLE}</index>'),
    ("BaseValue", S1, "<baseValue>S1</baseValue>"),
    ("BaseValue", S1, '<baseValue baseType="name">S1</baseValue>'),
    ("BaseValue", S1, '<baseValue baseType="identifier"><value>S1</value></baseValue>'),
    ("Variable", f"<sum>{VARIABLE}", "<sum><variable/>"),
    ("Variable", f"<sum>{VARIABLE}", '<sum><variable identifier="SCORE">0</variable>'),
    ("Correct", '<correct identifier="RESPONSE"/>', "<correct/>"),
    ("MapResponse", '<mapResponse identifier="RESPONSE"/>', "<mapResponse/>"),
    ("MapResponse", '<mapResponse identifier="RESPONSE"/>', '<mapResponse identifier="RESPONSE" default="0"/>'),
]
REFUSED_MANIFESTS = [
    ("Manifest", ' identifier="QUESTIONS"', ""),
    ("Manifest", 'identifier="QUESTIONS"', 'identifier="THE QUESTIONS"'),
    ("Manifest", 'identifier="QUESTIONS"', 'identifier="QUESTIONS" version="1"'),
    ("Manifest", 'identifier="QUESTIONS"', 'identifier="RES-Q01.1"'),
    ("Manifest", "<organizations/>", ""),
    ("Manifest", "</resources>", "</resources><organizations/>"),
    ("Manifest", "imscp_v1p1", "imscp_v1p2"),
    ("ManifestMetadata", "<schema>QTIv2.1 Package</schema>", ""),
    ("ManifestMetadata", "<schemaversion>1.0.0</schemaversion>", ""),
    ("ManifestMetadata", "QTIv2.1 Package", "IMS Content"),
    ("ManifestMetadata", "1.0.0", "2.1"),
    ("ManifestMetadata", "<schema>", "<schemaversion>1.0.0</schemaversion><schema>"),
    ("Organizations", "<organizations/>", '<organizations default="ORG"/>'),
    ("Organizations", "<organizations/>", '<organizations><organization identifier="ORG"/></organizations>'),
    ("Resources", "<resources>", "<resources>words"),
    ("Resource", ' type="imsqti_item_xmlv2p1"', ""),
    ("Resource", "imsqti_item_xmlv2p1", "imsqti_item_xmlv2p2"),
    ("Resource", ' identifier="RES-Q01.1"', ""),
    ("Resource", 'identifier="RES-Q01.1"', 'identifier="01.1"'),
    ("Resource", "</resources>", '<resource identifier="RES-Q01.1" type="webcontent"/></resources>'),
    ("Resource", "<file ", '<dependency identifierref="RES-Q01.1"/><file '),
    ("Resource", "<file ", "<title>One</title><file "),
    ("Dependency", "</resource>", '<dependency identifierref="RES-Q99.9"/></resource>'),
    ("File", '<file href="items/Q01.1.xml"/>', "<file/>"),
    ("File", "<file ", '<file size="1" '),
]


def ids(cases: list[tuple]) -> list[str]:
    return [f"{number} {definition}" for number, (definition, _old, _new) in enumerate(cases, start=1)]


def changed(source: str, old: str, new: str) -> str:
    assert old in source
    return source.replace(old, new, 1)


def test_item_and_manifest_that_are_changed_below_are_valid():
    for schemas, source in ((item_schemas(), ITEM), (package_schemas(), MANIFEST)):
        for schema in schemas:
            schema.validate(source)


@pytest.mark.parametrize(("_definition", "old", "new"), REFUSED, ids=ids(REFUSED))
def test_item_that_the_schema_refuses_is_refused(_definition, old, new):
    source = changed(ITEM, old, new)

    assert [schema for schema in item_schemas() if schema.is_valid(source)] == []


@pytest.mark.parametrize(("_definition", "old", "new"), REFUSED_MANIFESTS, ids=ids(REFUSED_MANIFESTS))
def test_manifest_that_the_schema_refuses_is_refused(_definition, old, new):
    source = changed(MANIFEST, old, new)

    assert [schema for schema in package_schemas() if schema.is_valid(source)] == []


def test_schema_that_imports_from_the_network_is_read_without_it(tmp_path: Path, monkeypatch):
    """Written as the imports of 1EdTech's schemas are, and naming of each what these name."""
    names = ["math", "include", "apipAccessibility", "lom", "qtiMetadata"]
    spaces = "".join(f' xmlns:n{number}="{space}"' for number, space in enumerate(IMPORTS))
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="http://www.imsglobal.org/xsd/{number}.xsd"/>'
        for number, space in enumerate([*IMPORTS, "http://www.w3.org/XML/1998/namespace"])
    )
    named = "".join(f'<xs:element ref="n{number}:{name}" minOccurs="0"/>' for number, name in enumerate(names))
    schema = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:made-up"{spaces}>{imports}'
        f'<xs:element name="item"><xs:complexType><xs:sequence>{named}</xs:sequence><xs:attribute ref="xml:lang"/>'
        "</xs:complexType></xs:element></xs:schema>"
    )
    (tmp_path / "schema.xsd").write_text(schema)
    asked = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *address, **_more: asked.append(address) or [])
    xsi = "http://www.w3.org/2001/XMLSchema-instance"

    read = read_schema(tmp_path / "schema.xsd")

    item = f'<item xmlns="urn:made-up" xmlns:xsi="{xsi}" xsi:schemaLocation="urn:made-up http://example.org/a.xsd"'
    assert read.is_valid(f'{item} xml:lang="en"/>')
    assert not read.is_valid(f"{item}>words</item>")
    assert asked == []
