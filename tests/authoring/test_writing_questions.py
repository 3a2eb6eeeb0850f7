"""docs/writing-questions.md shows every kind, and an author who copies from it makes no mistake."""

import re
from textwrap import indent

import pytest
from django.conf import settings

from authoring.files.entry_files import EntryFile, read_questions
from authoring.files.item_rules import RULES
from authoring.files.yaml_lines import read_yaml
from quizzes import simulators
from quizzes.kinds import kinds

TEXT = (settings.BASE_DIR / "docs/writing-questions.md").read_text()
WHOLE, ENTRIES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture(params=[WHOLE, "lesson: L05\nitems:\n" + indent(ENTRIES, "  ")], ids=["whole file", "kinds"])
def file(request) -> EntryFile:
    return read_questions("docs/writing-questions.md", read_yaml(request.param))


def test_examples_have_no_problem(file):
    assert file.entries != []
    assert file.problems == []


def test_examples_need_no_advice(file):
    found = [(entry["id"], mistake) for _number, entry in file.entries for rule in RULES for mistake in rule(entry)]

    assert found == []


def test_each_kind_of_question_has_an_example():
    shown = {*re.findall(r"kind: (\S+)", WHOLE), *re.findall(r"kind: (\S+)", ENTRIES)}

    assert shown == set(kinds())


def test_each_kind_of_activity_is_in_the_table():
    _before, table = TEXT.split("| kind | what learners do | see |")

    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(simulators.load())
