"""Questions as QTI 2.1: valid, scored as we score, with the feedback of what was chosen."""

import os
from io import BytesIO
from itertools import permutations, product
from pathlib import Path
from xml.etree import ElementTree as etree
from zipfile import ZipFile

import pytest
import xmlschema
from hypothesis import given, settings

from authoring.exchange.gift_writing import LessonItems
from authoring.exchange.qti_items import write_item
from authoring.exchange.qti_package import write_package
from quizzes.kinds import kinds
from quizzes.models import Question
from tests.authoring.exchange.made_entries import entries
from tests.authoring.exchange.qti_scoring import QTI, Scoring
from tests.quizzes.factories import entry

SCHEMA = xmlschema.XMLSchema(os.environ.get("QTI_SCHEMA") or Path(__file__).parent / "qti_profile.xsd")
KINDS = ("single", "multiple", "match", "order")
FILES = "{http://www.imsglobal.org/xsd/imscp_v1p1}file"


def subsets(names: list[str]):
    return [
        [name for name, is_in in zip(names, row, strict=True) if is_in]
        for row in product([False, True], repeat=len(names))
    ]


def responses(source: dict):
    """Every response to a question: (ours, that of QTI)."""
    kind = source["kind"]
    numbers = list(range(len(source.get("options") or source.get("pairs") or source.get("steps"))))
    if kind == "single":
        return [({"option": n}, f"O{n + 1}") for n in numbers]
    if kind == "multiple":
        chosen = subsets([f"O{n + 1}" for n in numbers])
        return [({"options": [int(name[1:]) - 1 for name in names]}, names) for names in chosen if names]
    if kind == "order":
        return [({"order": list(order)}, [f"S{n + 1}" for n in order]) for order in permutations(numbers)]
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


@given(entries(kinds=("single", "multiple", "match")))
@settings(max_examples=150)
def test_no_text_of_an_author_breaks_an_item(source):
    SCHEMA.validate(BytesIO(write_item(source)))


def test_whole_course_makes_a_valid_package_and_the_rest_is_told(course):
    sources = [question.revision.source for question in Question.objects.select_related("revision")]

    package = write_package([LessonItems("L01", "All", sources)], "A course")
    archive = ZipFile(BytesIO(package.content))
    manifest = etree.fromstring(archive.read("imsmanifest.xml"))

    listed = [each.get("href") for each in manifest.iter(FILES)]
    assert sorted([*listed, "imsmanifest.xml"]) == sorted(archive.namelist())
    for path in listed:
        SCHEMA.validate(BytesIO(archive.read(path)))
    held = [source["id"] for source in sources if source["kind"] in KINDS]
    assert package.held == held
    assert listed == [f"items/{code}.xml" for code in held]
    assert len(package.left_out) == len(sources) - len(held)


def test_same_questions_make_the_same_file():
    lessons = [LessonItems("L01", "One", [entry(kind, f"Q01.{n}") for n, kind in enumerate(KINDS, start=1)])]

    assert write_package(lessons, "A course").content == write_package(lessons, "A course").content


def test_tables_lists_and_links_of_a_stem_are_there_and_valid():
    stem = "Look:\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- one\n- **two**\n\n> said\n\n[There](https://example.org/?a=1&b=2)"
    item = write_item(entry(stem=stem))

    SCHEMA.validate(BytesIO(item))
    assert {f"{QTI}table", f"{QTI}ul", f"{QTI}blockquote", f"{QTI}a"} <= {
        each.tag for each in etree.fromstring(item).iter()
    }
