"""Questions as items of QTI 2.1, with the scores that we give and the feedback of each option."""

from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree as etree

from authoring.exchange.qti_xml import NAMESPACE, SCHEMA, XSI, blocks, document, element, xhtml
from quizzes.rendering import rendered

ANSWERED = "ANSWERED"
Parts = tuple[list, list]


def write_item(entry: dict) -> bytes:
    """The item of an entry; its kind is one of `WRITERS`."""
    content = rendered(entry)
    declaration, body, rules, feedback = WRITERS[entry["kind"]](content)
    item = element(
        "assessmentItem",
        declaration,
        *outcomes(entry["kind"], len(content.get("steps", ()))),
        element("itemBody", *body),
        element("responseProcessing", *rules),
        *feedback,
        modal(ANSWERED, general(content)),
        identifier=entry["id"],
        title=entry["id"],
        adaptive="false",
        timeDependent="false",
    )
    item.attrib |= {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}"}
    return document(item)


def shows_pictures(entry: dict) -> bool:
    return "![" in str(entry) and "<img " in str(rendered(entry))


def general(content: dict) -> list:
    """What is told after any answer."""
    return [
        *(blocks(content["why"]) if content.get("why") else []),
        element("p", *xhtml(content["idea"], is_line=True)),
    ]


def outcomes(kind: str, steps: int) -> list[etree.Element]:
    declared = [outcome("SCORE", "float", 0), outcome("MAXSCORE", "float", 1)]
    if kind == "order":
        declared += [outcome("PAIRS", "float", 0), *(outcome(place_of(step), "integer", 0) for step in range(steps))]
    return [
        *declared,
        element("outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier"),
    ]


def outcome(name: str, base: str, default: int) -> etree.Element:
    value = element("defaultValue", element("value", str(default)))
    return element("outcomeDeclaration", value, identifier=name, cardinality="single", baseType=base)


def response(cardinality: str, base: str, correct: list[str], *rest) -> etree.Element:
    values = element("correctResponse", *(element("value", value) for value in correct))
    return element("responseDeclaration", values, *rest, identifier="RESPONSE", cardinality=cardinality, baseType=base)


def mapping(values: dict[str, int]) -> etree.Element:
    entries = [element("mapEntry", mapKey=key, mappedValue=value) for key, value in values.items()]
    return element(
        "mapping", *entries, defaultValue=0, lowerBound=0, upperBound=max(1, sum(v > 0 for v in values.values()))
    )


def modal(name: str, content: list) -> etree.Element:
    return element("modalFeedback", *content, outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")


def variable(name: str) -> etree.Element:
    return element("variable", identifier=name)


def base(kind: str, value) -> etree.Element:
    return element("baseValue", str(value), baseType=kind)


def set_to(name: str, value: etree.Element) -> etree.Element:
    return element("setOutcomeValue", value, identifier=name)


def when(condition: etree.Element, rule: etree.Element) -> etree.Element:
    return element("responseCondition", element("responseIf", condition, rule))


def tell(*names: etree.Element) -> etree.Element:
    return set_to("FEEDBACK", element("multiple", *names, base("identifier", ANSWERED)))


def share(count: int) -> etree.Element:
    """The mapped response, as a share of what can be right."""
    return set_to("SCORE", element("divide", element("mapResponse", identifier="RESPONSE"), base("float", count)))


def prompt(content: dict) -> list:
    return blocks(content["stem"])


def write_options(content: dict, most: int, cardinality: str, *rest) -> tuple:
    options = {f"O{number}": option for number, option in enumerate(content["options"], start=1)}
    keys = [name for name, option in options.items() if option.get("key")]
    choices = [
        element("simpleChoice", *xhtml(option["text"], is_line=True), identifier=name)
        for name, option in options.items()
    ]
    interaction = element("choiceInteraction", *choices, responseIdentifier="RESPONSE", shuffle="true", maxChoices=most)
    feedback = [modal(name, blocks(option["feedback"])) for name, option in options.items()]
    return response(cardinality, "identifier", keys, *rest), [*prompt(content), interaction], keys, feedback


def write_single(content: dict) -> tuple:
    declaration, body, _keys, feedback = write_options(content, 1, "single")
    right = element("match", variable("RESPONSE"), element("correct", identifier="RESPONSE"))
    rules = [when(right, set_to("SCORE", base("float", 1))), tell(variable("RESPONSE"))]
    return declaration, body, rules, feedback


def write_multiple(content: dict) -> tuple:
    """(keys chosen - others chosen) / keys, never below 0."""
    values = {f"O{n}": 1 if option.get("key") else -1 for n, option in enumerate(content["options"], start=1)}
    declaration, body, keys, feedback = write_options(content, 0, "multiple", mapping(values))
    return declaration, body, [share(len(keys)), tell(variable("RESPONSE"))], feedback


def write_match(content: dict) -> tuple:
    """The share of pairs."""
    pairs = content["pairs"]
    rows = [(pair["left"], number, pair["feedback"]) for number, pair in enumerate(pairs)]
    return write_associations(content, rows, [pair["right"] for pair in pairs])


def write_categorise(content: dict) -> tuple:
    """The share of cards that were filed under their heading."""
    headings = content["categories"]
    rows = [(card["text"], headings.index(card["category"]), card["feedback"]) for card in content["cards"]]
    return write_associations(content, rows, headings)


def write_associations(content: dict, rows: list[tuple[str, int, str]], rights: list[str]) -> tuple:
    """`rows`: a left side, the place of its right side, the feedback. Each left side takes one right side; a right side
    may be given more than once."""
    wanted = [f"L{number} R{right + 1}" for number, (_left, right, _feedback) in enumerate(rows, start=1)]
    sets = [
        element("simpleMatchSet", *(associable(f"L{n}", left, 1) for n, (left, *_rest) in enumerate(rows, start=1))),
        element("simpleMatchSet", *(associable(f"R{n}", right, 0) for n, right in enumerate(rights, start=1))),
    ]
    interaction = element(
        "matchInteraction", *sets, responseIdentifier="RESPONSE", shuffle="true", maxAssociations=len(rows)
    )
    names = [f"P{number}" for number in range(1, len(rows) + 1)]
    feedback = [
        modal(name, told(left, rights[right], words)) for name, (left, right, words) in zip(names, rows, strict=True)
    ]
    declaration = response("multiple", "directedPair", wanted, mapping(dict.fromkeys(wanted, 1)))
    rules = [share(len(rows)), tell(*(base("identifier", name) for name in names))]
    return declaration, [*prompt(content), interaction], rules, feedback


def told(left: str, right: str, feedback: str) -> list:
    """What belongs together and what explains it, read below all others."""
    both = [*xhtml(left, is_line=True), ": ", *xhtml(right, is_line=True)]
    return [element("p", element("strong", *both)), *blocks(feedback)]


def associable(name: str, text: str, most: int) -> etree.Element:
    return element("simpleAssociableChoice", *xhtml(text, is_line=True), identifier=name, matchMax=most)


def place_of(step: int) -> str:
    return f"PLACE{step + 1}"


def write_order(content: dict) -> tuple:
    """The share of pairs that stand the right way round: first each step's place, then every two of them compared."""
    steps = content["steps"]
    names = [f"S{number}" for number in range(1, len(steps) + 1)]
    choices = [
        element("simpleChoice", *xhtml(s, is_line=True), identifier=n) for n, s in zip(names, steps, strict=True)
    ]
    interaction = element("orderInteraction", *choices, responseIdentifier="RESPONSE", shuffle="true")
    rules = [
        when(
            element("match", element("index", variable("RESPONSE"), n=place), base("identifier", name)),
            set_to(place_of(step), base("integer", place)),
        )
        for step, name in enumerate(names)
        for place in range(1, len(names) + 1)
    ]
    pairs = list(combinations(range(len(steps)), 2))
    one_more = element("sum", variable("PAIRS"), base("float", 1))
    rules += [
        when(element("lt", variable(place_of(first)), variable(place_of(second))), set_to("PAIRS", one_more))
        for first, second in pairs
    ]
    rules += [set_to("SCORE", element("divide", variable("PAIRS"), base("float", len(pairs)))), tell()]
    return response("ordered", "identifier", names), [*prompt(content), interaction], rules, []


WRITERS: dict[str, Callable[[dict], tuple]] = {
    "single": write_single,
    "multiple": write_multiple,
    "match": write_match,
    "categorise": write_categorise,
    "order": write_order,
}
