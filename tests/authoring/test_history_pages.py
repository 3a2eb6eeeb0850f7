"""What a text said before: the list, two revisions side by side, one of them restored."""

import pytest

from authoring.models import TextRevision
from authoring.publishing.drafts import draft_of, publish
from authoring.publishing.revisions import note_revision
from authoring.publishing.texts import values_of
from lessons.models import Lesson
from tests.authoring.factories import make_draft, page_of, signed_in
from tests.factories import make_article, make_lesson, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def instructor():
    return signed_in()


@pytest.fixture
def lesson():
    """A lesson with two revisions: as loaded, and with another title."""
    lesson = make_lesson(1, title="Costs of errors")
    note_revision(thing=lesson, by=None, how="loaded")
    publish(draft=make_draft(lesson, title="Prices of errors", minutes=12), by=make_user(display_name="Omar"))
    return lesson


def test_history_says_who_changed_what_and_how(instructor, lesson):
    context = instructor.get(page_of(lesson, "history/")).context

    rows = [(each.number, str(each.made_by), each.how, changes) for each, changes in context["revisions"]]
    assert rows == [(2, "Omar", "published", ["Title", "Minutes"]), (1, "None", "loaded", [])]


def test_history_takes_the_same_queries_for_few_and_many(instructor, lesson, django_assert_num_queries):
    make_draft(lesson, title="Again")
    instructor.get(page_of(lesson, "history/"))
    with django_assert_num_queries(16):
        instructor.get(page_of(lesson, "history/"))
    for number in range(5):
        publish(draft=make_draft(lesson, title=f"Title {number}"), by=make_user())
    make_draft(lesson, title="Again")

    with django_assert_num_queries(16):
        instructor.get(page_of(lesson, "history/"))


def test_single_revision_has_nothing_to_be_compared_with(instructor):
    lesson = make_lesson(2)
    note_revision(thing=lesson, by=None, how="loaded")

    alone = instructor.get(page_of(lesson, "history/")).content.decode()
    make_draft(lesson, title="Another")
    with_draft = instructor.get(page_of(lesson, "history/")).content.decode()

    assert ('value="Compare"' in alone, 'name="before"' in alone) == (False, False)
    assert 'value="Compare"' in with_draft


def test_two_revisions_are_compared_word_by_word(instructor, lesson):
    page = instructor.get(page_of(lesson, "history/compare/"), {"before": 1, "after": 2}).content.decode()

    assert "Taken out: </span>Costs<" in page
    assert "Put in: </span>Prices<" in page
    assert "Revision 1," in page
    assert "by Omar" in page


def test_draft_is_compared_with_any_revision(instructor, lesson):
    make_draft(lesson, title="Costs of errors today")

    page = instructor.get(page_of(lesson, "history/compare/"), {"before": 1, "after": "draft"}).content.decode()

    assert "Draft, saved" in page
    assert "Put in: </span> today<" in page


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 302),
        ({"before": "x", "after": "1"}, 302),
        ({"before": "9" * 30, "after": "1"}, 302),
        ({"before": "1", "after": "7"}, 404),
        ({"before": "1", "after": "draft"}, 404),
    ],
)
def test_comparison_with_what_there_is_not(instructor, lesson, asked, status):
    assert instructor.get(page_of(lesson, "history/compare/"), asked).status_code == status


def test_revision_of_another_text_is_not_found(instructor, lesson):
    other = make_article()
    note_revision(thing=other, by=None, how="edited")

    assert instructor.get(page_of(other, "history/2/restore/")).status_code == 404
    assert instructor.get(page_of(other, "history/1/restore/")).status_code == 200


def test_restored_revision_is_a_draft_and_once_published_the_text_of_then(instructor, lesson, client):
    first = TextRevision.objects.get(number=1)
    address = page_of(lesson, "history/1/restore/")
    assert "Put in: </span>Costs<" in instructor.get(address).content.decode()

    response = instructor.post(address, {"version": "0"})

    assert response["Location"] == page_of(lesson)
    assert draft_of(lesson).values == first.values
    assert b"<h1>Prices of errors</h1>" in client.get("/lessons/lesson-1/").content
    instructor.post(page_of(lesson, "draft/publish/"), {"version": draft_of(lesson).version})
    assert values_of(Lesson.objects.get()) == first.values
    assert b"<h1>Costs of errors</h1>" in client.get("/lessons/lesson-1/").content
    assert TextRevision.objects.first().get_how_display() == "Earlier text published again"


def test_looking_at_what_would_be_restored_changes_nothing(instructor, lesson):
    instructor.get(page_of(lesson, "history/1/restore/"))

    assert draft_of(lesson) is None


def test_restoring_replaces_a_draft_only_if_it_was_seen(instructor, lesson):
    seen = make_draft(lesson, title="Seen")
    address = page_of(lesson, "history/1/restore/")
    assert "It would be replaced, and is then gone." in instructor.get(address).content.decode()
    now = make_draft(lesson, by=make_user(display_name="Omar"), title="Changed")

    refused = instructor.post(address, {"version": seen.version}, follow=True)
    assert "Omar saved the draft meanwhile." in refused.content.decode()
    assert draft_of(lesson).values["title"] == "Changed"

    instructor.post(address, {"version": now.version})
    assert draft_of(lesson).values["title"] == "Costs of errors"


def test_long_history_has_pages(instructor, lesson):
    for number in range(20):
        Lesson.objects.update(title=f"Title {number}")
        note_revision(thing=lesson, by=None, how="edited")

    first = instructor.get(page_of(lesson, "history/"))
    second = instructor.get(page_of(lesson, "history/"), {"r": "2"})

    assert [each.number for each, _changes in first.context["revisions"]] == list(range(22, 2, -1))
    assert [(each.number, changes) for each, changes in second.context["revisions"]] == [
        (2, ["Title", "Minutes"]),
        (1, []),
    ]


def test_history_names_nobody_who_was_erased(instructor, lesson):
    TextRevision.objects.get(number=2).made_by.delete()

    page = instructor.get(page_of(lesson, "history/")).content.decode()

    assert "Omar" not in page
    assert values_of(Lesson.objects.get()) == TextRevision.objects.get(number=2).values
