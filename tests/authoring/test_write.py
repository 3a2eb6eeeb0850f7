"""The page on which a lesson or an article is written, and saving from it."""

import re

import pytest
from django.test import Client

from authoring.models import Draft
from authoring.publishing.drafts import draft_of
from authoring.publishing.texts import values_of
from lessons.models import SOURCE_LIMIT, Lesson
from tests.authoring.editing import browser_of_staff, page_of, typed
from tests.factories import make_article, make_lesson

pytestmark = pytest.mark.django_db
TERMS = [{"term": "Origin", "definition": "Where it is from.", "point": "A1.1"}, {"term": "End", "definition": "Last."}]


@pytest.fixture
def staff() -> Client:
    return browser_of_staff()


def test_page_has_a_box_for_each_thing_and_no_json(staff):
    lesson = make_lesson(1, terms=TERMS, objectives=["Tell origins", "Tell ends"])

    page = staff.get(page_of(lesson)).content.decode()

    assert "Tell origins\nTell ends</textarea>" in page
    assert 'name="terms-0-term" value="Origin"' in page
    assert 'name="terms-3-term" value=""' in page
    assert "[{" not in page


def test_saved_text_is_a_draft_and_readers_see_what_was_published(staff, client):
    lesson = make_lesson(1)

    response = staff.post(
        page_of(lesson), typed(lesson, source="## New\r\n\r\nWords on provenance.\r\n", title="Other")
    )

    assert response["Location"] == page_of(lesson)
    assert draft_of(lesson).values["source"] == "## New\n\nWords on provenance.\n"
    assert draft_of(lesson).values["title"] == "Other"
    assert b"provenance" not in client.get(lesson.get_absolute_url()).content


def test_saving_what_is_published_leads_on_to_publishing_when_asked(staff):
    lesson = make_lesson(1)

    response = staff.post(page_of(lesson), {**typed(lesson), "on": "1"})

    assert response["Location"] == f"/admin/lessons/lesson/{lesson.pk}/draft/"


def test_rows_and_lines_are_kept_as_lists(staff):
    lesson = make_lesson(1)
    lists = {"terms": TERMS, "objectives": ["One", "Two"], "points": ["A1.1", "A1.2"]}
    sources = [{"text": "A report (2024)", "url": "https://example.org/a"}]

    staff.post(page_of(lesson), typed(lesson, **lists, sources=sources))

    values = draft_of(lesson).values
    assert {name: values[name] for name in lists} == lists
    assert values["sources"] == sources


def test_emptied_row_is_gone_and_half_a_row_is_kept_and_complained_of(staff):
    lesson = make_lesson(1, terms=TERMS)
    data = typed(lesson)
    data["terms-0-term"] = data["terms-0-definition"] = data["terms-0-point"] = ""
    data["terms-1-definition"] = ""

    staff.post(page_of(lesson), data)

    assert draft_of(lesson).values["terms"] == [{"term": "End"}]
    assert (
        "Row 1: “Definition” is empty. Fill it in, or empty the whole row."
        in staff.get(page_of(lesson)).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("sources", [{"text": "A", "url": "javascript:alert(1)"}], "Row 1: “javascript:alert(1)” is no web address."),
        ("objectives", [], "Write at least one, each on a line of its own."),
        ("minutes", "ten", "Enter a whole number."),
        ("source", "Text.\n\n/// quiz | Q1\n///\n", "There is no block called &#x27;quiz&#x27;."),
    ],
)
def test_draft_with_a_mistake_is_kept_and_the_mistake_named_at_its_box(staff, name, value, message):
    lesson = make_lesson(1)

    response = staff.post(page_of(lesson), typed(lesson, **{name: value}))

    assert response.status_code == 302
    assert draft_of(lesson).values[name] == value
    assert message in staff.get(page_of(lesson)).content.decode()


def test_text_beyond_the_limit_is_refused_with_the_number_and_stays_in_the_box(staff):
    lesson = make_lesson(1)
    text = "word " * 400_000

    response = staff.post(page_of(lesson), typed(lesson, source=text))

    page = response.content.decode()
    assert response.status_code == 422
    assert "The text has 2,000,000 characters, and 60,000 fit. Take 1,940,000 characters out" in page
    assert text.strip() in page
    assert not Draft.objects.exists()


def test_boxes_beside_the_text_have_a_limit_too(staff):
    lesson = make_lesson(1)

    response = staff.post(page_of(lesson), typed(lesson, objectives=["x" * 50_000]))

    assert response.status_code == 422
    assert "hold more than 40,000 characters. Shorten them." in response.content.decode()


def test_longest_text_that_fits_is_saved(staff):
    lesson = make_lesson(1)

    staff.post(page_of(lesson), typed(lesson, source="x" * SOURCE_LIMIT))

    assert len(draft_of(lesson).values["source"]) == SOURCE_LIMIT


@pytest.mark.parametrize("make", [make_lesson, make_article])
def test_editor_holds_words_alone_and_leads_to_what_is_not_text(staff, make):
    thing = make()

    page = staff.get(page_of(thing)).content.decode()
    staff.post(page_of(thing), {**typed(thing, title="New"), "slug": "moved", "status": "draft", "position": "70"})

    boxes = set(re.findall(r'name="([a-z_]+)"', page))
    assert boxes & {"slug", "module", "position", "status", "code"} == set()
    assert f'href="/admin/lessons/{thing._meta.model_name}/{thing.pk}/change/"' in page
    assert draft_of(thing).values == values_of(thing) | {"title": "New"}


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400, "²"])
def test_version_that_is_none_is_that_of_no_draft(staff, version):
    lesson = make_lesson(1)

    response = staff.post(page_of(lesson), typed(lesson, version, title="Mine"))

    assert response.status_code == 302
    assert draft_of(lesson).values["title"] == "Mine"


def test_opening_and_saving_each_lesson_of_the_course_changes_nothing(staff, course):
    """Whatever authors wrote into files passes through the boxes as it is."""
    lessons = list(Lesson.objects.all())

    for lesson in lessons:
        staff.post(page_of(lesson), typed(lesson))

    assert len(lessons) == 18
    changed = [
        (lesson.code, name)
        for lesson in lessons
        for name, value in values_of(lesson).items()
        if draft_of(lesson).values[name] != value
    ]
    assert changed == []


def test_list_of_lessons_leads_to_the_editor(staff):
    lesson = make_lesson(1)

    assert f'href="{page_of(lesson)}"' in staff.get("/admin/lessons/lesson/").content.decode()
