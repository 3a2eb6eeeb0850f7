"""Questions as QTI 2.1: valid, scored as we score, with the feedback of what was chosen."""

from io import BytesIO
from itertools import permutations, product
from xml.etree import ElementTree as etree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.exchange.gift_writing import LessonItems
from authoring.exchange.qti_items import write_item
from authoring.exchange.qti_package import write_package
from quizzes.kinds import kinds
from quizzes.models import Question
from tests.authoring.exchange.made_entries import entries, markdown_texts
from tests.authoring.exchange.qti_schemas import item_schemas, package_schemas
from tests.authoring.exchange.qti_scoring import QTI, Scoring
from tests.quizzes.factories import entry

KINDS = ("single", "multiple", "match", "categorise", "order")
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
WORDS = frozenset({"stem", "idea", "why", "text", "feedback", "left", "right", "steps"})


def check_item(item: bytes) -> None:
    for schema in item_schemas():
        schema.validate(BytesIO(item))


def check_manifest(content: bytes) -> None:
    for schema in package_schemas():
        schema.validate(BytesIO(content))


def body(item: bytes) -> etree.Element:
    return etree.fromstring(item).find(f"{QTI}itemBody")


def with_texts(value, texts: list[str], name: str = ""):
    """`value` with its Markdown replaced by `texts`, one after the other and over again."""
    if isinstance(value, dict):
        return {key: with_texts(part, texts, key) for key, part in value.items()}
    if isinstance(value, list):
        return [with_texts(part, texts, name) for part in value]
    if name not in WORDS:
        return value
    texts.append(texts.pop(0))
    return texts[-1]


def subsets(names: list[str]):
    return [
        [name for name, is_in in zip(names, row, strict=True) if is_in]
        for row in product([False, True], repeat=len(names))
    ]


def responses(source: dict):
    """Every response to a question: (ours, that of QTI)."""
    kind = source["kind"]
    numbers = list(
        range(len(source.get("options") or source.get("pairs") or source.get("cards") or source.get("steps")))
    )
    if kind == "single":
        return [({"option": n}, f"O{n + 1}") for n in numbers]
    if kind == "multiple":
        chosen = subsets([f"O{n + 1}" for n in numbers])
        return [({"options": [int(name[1:]) - 1 for name in names]}, names) for names in chosen if names]
    if kind == "order":
        return [({"order": list(order)}, [f"S{n + 1}" for n in order]) for order in permutations(numbers)]
    if kind == "categorise":
        headings = range(len(source["categories"]))
        return [
            ({"categories": list(given)}, [f"L{card + 1} R{heading + 1}" for card, heading in enumerate(given)])
            for given in product(headings, repeat=len(numbers))
        ]
    return [
        ({"rights": list(rights)}, [f"L{left + 1} R{right + 1}" for left, right in enumerate(rights)])
        for rights in product(numbers, repeat=len(numbers))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_response_scores_there_as_it_does_here(kind):
    source = entry(kind)
    item = write_item(source)

    for ours, theirs in responses(source):
        assert Scoring(item, theirs).values["SCORE"] == pytest.approx(kinds()[kind].grade(source, ours).score)


def test_right_answer_that_an_item_names_scores_in_full():
    for kind in KINDS:
        item = write_item(entry(kind))
        correct = [
            value.text for value in etree.fromstring(item).findall(f"{QTI}responseDeclaration/{QTI}correctResponse/*")
        ]
        assert Scoring(item, correct[0] if kind == "single" else correct).values["SCORE"] == 1


def test_feedback_is_that_of_what_was_chosen_and_the_idea():
    source = entry("multiple", why="Because.")
    item = write_item(source)
    told = {
        each.get("identifier"): "".join(each.itertext()) for each in etree.fromstring(item).iter(f"{QTI}modalFeedback")
    }

    shown = [told[name] for name in Scoring(item, ["O1", "O4"]).values["FEEDBACK"]]

    assert shown == [source["options"][0]["feedback"], source["options"][3]["feedback"], f"Because.{source['idea']}"]


@given(entries(kinds=KINDS))
@settings(max_examples=150)
def test_no_text_of_an_author_breaks_an_item(source):
    check_item(write_item(source))


@given(entries(kinds=KINDS), st.lists(markdown_texts, min_size=1, max_size=6))
@settings(max_examples=300)
def test_no_markdown_breaks_an_item(source, texts):
    check_item(write_item(with_texts(source, texts)))


def test_whole_course_makes_a_valid_package_and_the_rest_is_told(course):
    sources = [question.revision.source for question in Question.objects.select_related("revision")]

    package = write_package([LessonItems("L01", "All", sources)], "A course")
    archive = ZipFile(BytesIO(package.content))
    manifest = archive.read("imsmanifest.xml")

    check_manifest(manifest)
    listed = [each.get("href") for each in etree.fromstring(manifest).iter(f"{PACKAGE}file")]
    assert sorted([*listed, "imsmanifest.xml"]) == sorted(archive.namelist())
    for path in listed:
        check_item(archive.read(path))
    held = [source["id"] for source in sources if source["kind"] in KINDS]
    assert package.held == held
    assert listed == [f"items/{code}.xml" for code in held]
    assert len(package.left_out) == len(sources) - len(held)


def test_package_without_questions_is_valid():
    package = write_package([], "A course")

    check_manifest(ZipFile(BytesIO(package.content)).read("imsmanifest.xml"))


def test_same_questions_make_the_same_file():
    lessons = [LessonItems("L01", "One", [entry(kind, f"Q01.{n}") for n, kind in enumerate(KINDS, start=1)])]

    assert write_package(lessons, "A course").content == write_package(lessons, "A course").content


def test_tables_lists_and_links_of_a_stem_are_there_and_valid():
    stem = "Look:\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- one\n- **two**\n\n> said\n\n[There](https://example.org/?a=1&b=2)"
    item = write_item(entry(stem=stem))

    check_item(item)
    assert {f"{QTI}table", f"{QTI}ul", f"{QTI}blockquote", f"{QTI}a"} <= {each.tag for each in body(item).iter()}


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://example.org/?a=1&b=2#c", "https://example.org/?a=1&b=2#c"),
        ("/lessons/first", "https://course.example/lessons/first"),
        ("mailto:one@example.org", "mailto:one@example.org"),
        ("<https://exämple.org/é è>", "https://xn--exmple-cua.org/%C3%A9%20%C3%A8"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/a\x01b", "https://example.org/a%01b"),
        ("https://example.org/#one#two", "https://example.org/#one%23two"),
    ],
)
def test_link_of_a_text_leads_there_from_another_program(target, address, settings):
    settings.SITE_URL = "https://course.example"

    item = write_item(entry(stem=f"Look [there]({target})."))

    check_item(item)
    assert [each.get("href") for each in body(item).iter(f"{QTI}a")] == [address]


@pytest.mark.parametrize(
    "target",
    ["", "lesson:L02", "javascript:alert(1)", "//example.org", "https://", "https://a:99999/", "https://a..b/é"],
)
def test_of_a_link_that_leads_nowhere_the_words_stay(target):
    item = write_item(entry(stem=f"Look [over **there**]({target})."))

    check_item(item)
    assert not list(body(item).iter(f"{QTI}a"))
    assert "".join(body(item)[0].itertext()) == "Look over there."


def test_picture_is_given_by_its_description_and_that_is_told():
    source = entry("order", stem="See ![three boxes](/media/boxes.png).\n\n![a curve](/media/curve.png)")

    item, package = write_item(source), write_package([LessonItems("L01", "One", [source])], "A course")

    check_item(item)
    assert ["".join(each.itertext()) for each in body(item).findall(f"{QTI}p")] == ["See three boxes.", "a curve"]
    assert [str(loss) for loss in package.losses] == [
        "Q01.1 (order): Its pictures are left out; their descriptions stand in their place."
    ]


def test_sorted_cards_are_told_with_their_heading():
    item = write_item(entry("categorise"))

    told = ["".join(each.itertext()) for each in etree.fromstring(item).iter(f"{QTI}modalFeedback")]

    assert told[:2] == ["Sorting free text: AIWording varies.", "Checking a postcode: RulesOne rule does it."]
