"""The preview beside the text: the real page, what is wrong with the text, and where each line is shown."""

import re
import time

import pytest
from django.test import Client

from lessons.models import SOURCE_LIMIT, Lesson
from quizzes.models import Question
from tests.authoring.editing import browser_of_staff, page_of, typed
from tests.factories import make_article, make_lesson

pytestmark = pytest.mark.django_db
LONGEST_MS = 150
LONGEST_SECONDS = 2
TEXT = """\
## Origins [A1.1]

Words on provenance.

/// recall | P01.1
Where is it from?

---

Here.
///

### More
"""


@pytest.fixture
def staff() -> Client:
    return browser_of_staff()


def look(staff, thing, **changes) -> dict:
    response = staff.post(page_of(thing, "look/"), typed(thing, **changes))
    assert response.status_code == 200
    return response.json()


def test_preview_is_the_lesson_page_with_what_is_typed(staff):
    lesson = make_lesson(1)

    told = look(staff, lesson, source=TEXT, title="Another title", objectives=["Tell origins"])

    assert "<h1>Another title</h1>" in told["page"]
    assert "<li>Tell origins</li>" in told["page"]
    assert "Words on provenance." in told["page"]
    assert 'class="recall"' in told["page"]
    assert told["problems"] == 0


def test_preview_of_an_article_is_its_page(staff):
    told = look(staff, make_article(), source="## Part\n\nWords on provenance.\n")

    assert "Words on provenance." in told["page"]
    assert told["lines"] == [[1, "s-part"]]


def test_looking_stores_nothing(staff):
    lesson = make_lesson(1)

    look(staff, lesson, source=TEXT, title="Another title")

    assert list(Lesson.objects.values_list("title", "source")) == [(lesson.title, lesson.source)]
    assert lesson.prompts.get().retired_at is None


def test_lines_lead_to_headings_blocks_and_points_of_the_page(staff):
    told = look(staff, make_lesson(1), source=TEXT)

    assert told["lines"] == [[1, "s-origins"], [5, "p01-1"], [13, "s-more"]]
    assert all(f'id="{anchor}"' in told["page"] for _line, anchor in told["lines"])


@pytest.mark.parametrize(
    "text",
    [
        "Before.\n\n/// recall | P01.1\nHalf a question",
        "Before.\n\n/// recall | P01.1\nQ?\n---\nA.\n///\n",
        "Before.\n\n/// recall | P09.1\nQ?\n\n---\n\nA.\n///\n",
        "Before.\n\n/// example | T\n/// recall | P01.1\nQ?\n///\n///\n",
        "Before.\n\n/// theirs\nA\n///\n/// mine\nB\n///\n",
        "Before.\n\n///\n",
        "Before.\n\n```\ncode",
        "# Before.",
    ],
)
def test_half_written_text_is_shown_and_its_problems_named_with_their_lines(staff, text):
    told = look(staff, make_lesson(1), source=text)

    assert "Before." in told["page"]
    assert told["problems"] > 0
    assert re.search(r'data-line="\d+">Line \d+</a>', told["panel"])


def test_problem_beside_the_text_leads_to_its_box(staff):
    told = look(staff, make_lesson(1), minutes="ten")

    assert 'data-to-field="minutes"' in told["panel"]
    assert told["problems"] == 1


def test_length_and_points_are_told(staff):
    lesson = make_lesson(1)
    Question.objects.create(lesson=lesson, code="Q01.1", kind="single", level="recall", difficulty=1, points=["A1.1"])

    panel = look(staff, lesson, source="One two three. [A1.1]\n\nFour. [A1.3]\n", points=["A1.1", "A1.2"])["panel"]

    text = " ".join(re.sub(r"<[^>]+>", " ", panel).split())
    assert "4 words · 1 minute to read" in text
    assert "A1.1 taught on line 1 , asked by Q01.1" in text
    assert "A1.2 no tag [A1.2] in the text , asked by no question" in text
    assert "A1.3 taught on line 3 , not among the points of the lesson , asked by no question" in text


def test_frame_runs_nothing_sends_nothing_and_is_framed_by_us_alone(staff):
    response = staff.get(page_of(make_lesson(1), "live/"))

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip())
    wanted = {"script-src": "'none'", "connect-src": "'none'", "form-action": "'none'", "frame-ancestors": "'self'"}
    assert {name: policy[name] for name in wanted} == wanted
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in response.content.decode()


def test_editor_itself_is_framed_by_nobody(staff):
    response = staff.get(page_of(make_lesson(1)))

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_preview_without_scripts_is_a_page_with_the_problems_above_it(staff):
    lesson = make_lesson(1)

    page = staff.post(
        page_of(lesson, "preview/"), typed(lesson, source="Text.\n\n/// quiz | Q\n///\n")
    ).content.decode()

    assert "it is not saved by looking at it." in page
    assert "Line 3: There is no block called" in page
    assert "<p>Text.</p>" in page


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4000,
        "[" * SOURCE_LIMIT,
        "![" * 30_000,
        "[a](" * 15_000,
        "[a][" * 15_000,
        "*a_b*" * 12_000,
        "'" * SOURCE_LIMIT,
        "> " * 30_000,
        "a\n\n" * 20_000,
        "## a\n" * 12_000,
        "```\n" * 15_000,
        "1. a\n" * 12_000,
        "|a" * 15_000 + "\n" + "|-" * 15_000,
        "\n".join("/" * (60 - depth) + " reveal | a\n" for depth in range(50)),
        ("['" * 90 + "*a_b*" * 1000 + "\n\n") * 10,
        "[" * 2_000_000,
    ],
    ids=lambda text: f"{text[:6]!r} × {len(text)}",
)
def test_hostile_text_is_answered_in_time(staff, text):
    lesson = make_lesson(1)
    started = time.perf_counter()

    told = look(staff, lesson, source=text)

    assert time.perf_counter() - started < LONGEST_SECONDS
    assert told["panel"]


def test_longest_lesson_of_the_course_is_shown_in_time(staff, course, figure):
    lesson = max(Lesson.objects.all(), key=lambda lesson: len(lesson.source))
    data = typed(lesson)
    times = []

    for _time in range(6):
        started = time.perf_counter()
        staff.post(page_of(lesson, "look/"), data)
        times.append(1000 * (time.perf_counter() - started))

    figure(f"preview of the longest lesson, {lesson.code}: {min(times):.0f} ms")
    assert min(times) < LONGEST_MS
