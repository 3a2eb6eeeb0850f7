"""A small course folder without a mistake: two lessons, one article, three points."""

from pathlib import Path

import pytest

from authoring.files.course_checks import read_course
from tests.conftest import COURSE

COURSE_YAML = """\
id: small
title: A small course
tagline: Learn something.
summary: A course for tests.
audience: [People]
outcomes: [Do it]
cases:
  receipts: {title: Receipts, what: An app reads receipts., stakes: Money}
modules:
  - id: M1
    title: First module
    summary: The beginning.
    lessons: [L01]
  - id: M2
    title: Second module
    lessons:
      - L02
misconceptions:
  M03: {belief: The model is the product, refuted_in: [L01]}
"""
COVERAGE = "#A1|Beginning\nA1.1|1|A sentence.\nA1.2|2|Another sentence.\nA2.1|3|A third sentence.\n"
FIRST = """\
---
id: L01
title: The first lesson
short: First
minutes: 10
cases: [receipts]
summary: What comes first.
objectives:
  - Begin.
points: [A1.1, A1.2]
terms:
  - term: Threshold
    definition: A decision about a score.
    point: A1.1
takeaway: What will you begin?
---

/// prequestion | PRE01
What is a threshold?
///

## Deciding

A threshold is a decision. [A1.1]

/// recall | P01.1
What is a threshold?

---

A decision about a score.
///

## Going on

More is in [the second lesson](lesson:L02#A2.1). [A1.2]
"""
SECOND = """\
---
id: L02
title: The second lesson
short: Second
minutes: 20
summary: What comes second.
objectives: [Go on.]
points: [A2.1]
takeaway: What next?
---

## Later

It goes on. [A2.1]

/// recall | P02.1
Does it go on?

---

Yes.
///
"""
ARTICLE = """\
---
id: overview
title: An overview
summary: All in short.
published_on: 2026-11-23
---

## All of it

Begin with [the first lesson](lesson:L01).
"""


@pytest.fixture(scope="session")
def files_of_course():
    """The files of the real course, read once."""
    return read_course(COURSE)


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "course"
    (folder / "lessons").mkdir(parents=True)
    (folder / "articles").mkdir()
    (folder / "course.yaml").write_text(COURSE_YAML)
    (folder / "coverage.tsv").write_text(COVERAGE)
    (folder / "lessons/01-first.md").write_text(FIRST)
    (folder / "lessons/02-second.md").write_text(SECOND)
    (folder / "articles/overview.md").write_text(ARTICLE)
    return folder


@pytest.fixture
def edit(folder):
    """Change one file of the course: edit("lessons/01-first.md", "minutes: 10", "minutes: 12")."""

    def change(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new))

    return change
