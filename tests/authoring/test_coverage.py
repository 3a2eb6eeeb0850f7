"""The course teaches and assesses every point of its coverage map, in its own words."""

import re

import pytest

from authoring.files.entry_files import entries_of
from lessons.models import Article, Lesson
from lessons.rendering import plain_text, point_anchor
from quizzes.draws import is_reserved
from quizzes.kinds import kinds
from tests.conftest import COURSE

RUN = 8
ROWS = [line.split("|", 2) for line in (COURSE / "coverage.tsv").read_text().splitlines() if line.startswith("A")]
TEACHABLE = [point for point, _sentence, _text in ROWS if 1 <= int(point[1:].partition(".")[0]) <= 17]
NOT_TAUGHT = {
    "A0": "when the article appeared and what it is called: nothing to learn",
    "A18": "the invitation to this course: the landing page does that",
    "A19": "what the foot of the article's page does: the platform does that, and its own tests check it",
}


@pytest.fixture(scope="module")
def lessons(rows_of_course):
    return next(rows for rows in rows_of_course if isinstance(rows[0], Lesson))


@pytest.fixture(scope="module")
def articles(rows_of_course):
    return next(rows for rows in rows_of_course if isinstance(rows[0], Article))


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", ""))


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def definitions_of(lesson: Lesson) -> list[str]:
    return [entry["definition"] for entry in lesson.terms]


def test_coverage_map_has_180_teachable_points():
    assert len(TEACHABLE) == 180
    assert len(set(TEACHABLE)) == 180


def test_points_that_are_not_taught_are_those_of_three_sections():
    others = [point for point, _sentence, _text in ROWS if point not in TEACHABLE]

    assert len(others) == 2 + 2 + 13
    assert {point.partition(".")[0] for point in others} == NOT_TAUGHT.keys()


@pytest.mark.parametrize("is_form_b", [False, True], ids=["form A", "form B"])
def test_each_teachable_point_is_assessed_in_its_lesson_by_a_graded_question_of_each_form(files_of_course, is_form_b):
    """Without the questions of the baseline and their twins, which no quiz asks."""
    assessed = {
        (file.lesson, point)
        for file, _number, entry in entries_of(files_of_course.quizzes)
        if kinds()[entry["kind"]].is_graded and entry["id"].endswith("b") == is_form_b and not is_reserved(entry["id"])
        for point in entry["points"]
    }

    assert [point for point in TEACHABLE if (f"L{int(point[1:].partition('.')[0]):02}", point) not in assessed] == []


def test_each_teachable_point_is_taught_in_a_lesson(lessons):
    taught = [point for lesson in lessons for point in lesson.points]

    assert sorted(set(TEACHABLE) - set(taught)) == []


def test_no_point_is_taught_in_two_lessons(lessons):
    taught = [point for lesson in lessons for point in lesson.points]

    assert sorted({point for point in taught if taught.count(point) > 1}) == []


@pytest.mark.parametrize("number", range(18))
def test_each_point_of_a_lesson_has_its_anchor_on_the_page(course, client, number):
    lesson = Lesson.objects.get(code=f"L{number:02}")

    page = client.get(lesson.get_absolute_url()).content.decode()

    assert [point for point in lesson.points if page.count(f' id="{point_anchor(point)}"') != 1] == []


def test_no_sentence_of_the_coverage_map_is_copied_into_a_lesson(lessons):
    copied = {run: point for point, _number, text in ROWS for run in runs_of(text)}

    found = [
        (lesson.code, copied[run], " ".join(run))
        for lesson in lessons
        for run in runs_of(
            " ".join(
                [
                    plain_text(lesson.source),
                    lesson.summary,
                    *lesson.objectives,
                    *definitions_of(lesson),
                    lesson.takeaway,
                ]
            )
        )
        if run in copied
    ]

    assert found == []


def test_no_sentence_of_the_coverage_map_is_copied_into_an_article(articles):
    copied = {run: point for point, _number, text in ROWS for run in runs_of(text)}

    found = [
        (article.slug, copied[run], " ".join(run))
        for article in articles
        for run in runs_of(article.source)
        if run in copied
    ]

    assert found == []


def test_article_has_900_to_1300_words(articles):
    assert [article.slug for article in articles if not 900 <= article.word_count <= 1300] == []


def test_article_links_to_lessons_in_each_section(articles):
    sections = re.split("<h2", articles[0].html)[1:]

    assert [plain_text(section)[:40] for section in sections if 'href="/lessons/' not in section] == []
