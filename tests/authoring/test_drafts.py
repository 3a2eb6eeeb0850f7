"""Drafts beside what is published: saving, conflicts, giving up."""

import pytest

from authoring.models import Draft, TextRevision
from authoring.publishing.drafts import Conflict, Invalid, discard_draft, draft_of, publish, restore, save_draft
from authoring.publishing.texts import values_of
from lessons.models import Article, Lesson
from tests.factories import make_article, make_lesson, make_module, make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW_TEXT = "## New part\n\nWords on provenance.\n"


def save(thing, version=0, by=None, **values) -> Draft:
    return save_draft(thing=thing, values=values, version=version, by=by)


def test_saved_draft_leaves_what_is_published_as_it_is(client):
    lesson = make_lesson(1)

    draft = save(lesson, source=NEW_TEXT)

    assert draft_of(lesson).values == {**values_of(lesson), "source": NEW_TEXT}
    assert draft.saved_by is None
    assert b"provenance" not in client.get("/lessons/lesson-1/").content


def test_draft_may_hold_what_could_not_be_published():
    lesson = make_lesson(1)

    draft = save(lesson, source="/// quiz | Q1", terms='[{"term": ', minutes="ten")

    assert {name: draft.values[name] for name in ("source", "terms", "minutes")} == {
        "source": "/// quiz | Q1",
        "terms": '[{"term": ',
        "minutes": "ten",
    }


def test_published_draft_is_what_readers_see_and_has_ended(client):
    lesson, author = make_lesson(1), make_user()
    client.get("/lessons/lesson-1/")
    draft = save(lesson, source=NEW_TEXT, title="Another title", objectives=["One", "Two"])

    revision = publish(draft=draft, by=author)

    page = client.get("/lessons/lesson-1/").content.decode()
    assert "Words on provenance." in page
    assert "<h1>Another title</h1>" in page
    assert draft_of(lesson) is None
    assert (revision.number, revision.made_by, revision.how) == (1, author, "published")
    assert revision.values == values_of(Lesson.objects.get())


def test_lesson_that_was_never_shown_is_shown_once_its_draft_is_published(client):
    lesson = make_lesson(1, status="draft")

    publish(draft=save(lesson, title="Now"), by=None)

    assert client.get("/lessons/lesson-1/").status_code == 200


def test_article_is_drafted_and_published_like_a_lesson(client):
    article = make_article(slug="old")

    publish(draft=save(article, published_on="2026-03-05", source=NEW_TEXT), by=None)

    assert str(Article.objects.get().published_on) == "2026-03-05"
    assert b"Words on provenance." in client.get("/articles/old/").content


def test_draft_holds_no_place_and_leaves_it_as_it_is_by_now():
    """A draft from before may still name one."""
    lesson, other = make_lesson(1), make_module()
    draft = save(lesson, title="Now")
    draft.values |= {"slug": "then", "position": 90, "module": lesson.module_id}
    draft.save()
    Lesson.objects.update(slug="by-now", position=4, module=other)

    publish(draft=draft, by=None)

    stored = Lesson.objects.get()
    assert (stored.title, stored.slug, stored.position, stored.module) == ("Now", "by-now", 4, other)
    assert save(stored, slug="elsewhere", title="Again").values.keys() == values_of(stored).keys()


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"source": "Words without a heading."}, "Text: Line 1: The text has no section."),
        ({"source": ""}, "Text: This field is required."),
        ({"minutes": 0}, "Minutes: Write how many minutes it takes: at least 1."),
        ({"takeaway": ""}, "Takeaway: This field is required."),
        ({"objectives": []}, "Objectives: This field is required."),
    ],
)
def test_half_made_lesson_is_not_published_and_says_what_it_lacks(client, values, problem):
    lesson = make_lesson(1, status="draft")

    with pytest.raises(Invalid) as error:
        publish(draft=save(lesson, **values), by=None)

    assert len(error.value.problems) == 1
    assert error.value.problems[0].startswith(problem)
    assert client.get("/lessons/lesson-1/").status_code == 404


def test_draft_with_mistakes_is_not_published_and_says_each(client):
    lesson = make_lesson(1)
    draft = save(lesson, source="Text.\n\n/// quiz | Q1\n///\n", minutes="ten")

    with pytest.raises(Invalid) as error:
        publish(draft=draft, by=None)

    assert error.value.form.errors.keys() == {"source", "minutes"}
    assert any(problem.startswith("Text: Line 3: There is no block") for problem in error.value.problems)
    assert draft_of(lesson) == draft
    assert Lesson.objects.get().source == lesson.source
    assert TextRevision.objects.count() == 0


def test_second_of_two_editors_is_told_and_keeps_both_texts():
    lesson = make_lesson(1)
    seen = save(lesson, title="Seen by both").version
    save(lesson, version=seen, title="By the first")

    with pytest.raises(Conflict) as error:
        save(lesson, version=seen, title="By the second")

    assert (error.value.mine["title"], error.value.theirs["title"]) == ("By the second", "By the first")
    assert draft_of(lesson).values["title"] == "By the first"
    assert save(lesson, version=error.value.version, title="By the second").values["title"] == "By the second"


def test_draft_that_was_published_meanwhile_does_not_come_back_unseen():
    lesson = make_lesson(1)
    draft = save(lesson, title="First")
    publish(draft=draft, by=None)

    with pytest.raises(Conflict) as error:
        save(lesson, version=draft.version, title="Second")

    assert (error.value.theirs["title"], error.value.version, error.value.draft) == ("First", 0, None)
    assert draft_of(lesson) is None


def test_editor_of_a_draft_that_ended_does_not_write_into_the_next_one():
    lesson = make_lesson(1)
    old = save(lesson, title="Old")
    discard_draft(draft=old)
    save(lesson, title="Next")

    with pytest.raises(Conflict):
        save(lesson, version=old.version, title="From the old tab")


def test_saving_the_same_again_is_no_change():
    lesson = make_lesson(1)
    draft = save(lesson, title="Once")

    again = save(lesson, version=0, title="Once")

    assert (again.version, again.saved_at) == (draft.version, draft.saved_at)


def test_draft_that_changed_since_it_was_read_is_not_published():
    lesson = make_lesson(1)
    read = save(lesson, title="Read")
    save(lesson, version=read.version, title="Changed")

    with pytest.raises(Conflict):
        publish(draft=read, by=None)

    assert Lesson.objects.get().title == lesson.title


def test_draft_that_changed_since_it_was_read_is_not_given_up():
    lesson = make_lesson(1)
    read = save(lesson, title="Read")
    now = save(lesson, version=read.version, title="Changed")

    with pytest.raises(Conflict):
        discard_draft(draft=read)

    discard_draft(draft=now)
    assert draft_of(lesson) is None


def test_restored_revision_published_is_the_text_of_then(client):
    lesson = make_lesson(1)
    first = publish(draft=save(lesson, source=NEW_TEXT, terms=[{"term": "a", "definition": "b"}]), by=None)
    publish(draft=save(lesson, source="## Other\n\nOther words.", terms=[]), by=None)

    again = publish(draft=restore(revision=first, by=None), by=None)

    assert values_of(Lesson.objects.get()) == first.values == again.values
    assert (again.number, again.how) == (3, "restored")
    assert b"Words on provenance." in client.get("/lessons/lesson-1/").content


def test_restoring_over_a_draft_has_to_name_it():
    lesson = make_lesson(1)
    revision = publish(draft=save(lesson, title="Then"), by=None)
    draft = save(lesson, title="Being written")

    with pytest.raises(Conflict):
        restore(revision=revision, by=None)

    assert restore(revision=revision, by=None, version=draft.version).values["title"] == "Then"


def test_revision_cannot_be_changed():
    revision = publish(draft=save(make_lesson(1), title="Then"), by=None)
    revision.note = "Rewritten"

    with pytest.raises(ValueError, match="stays so"):
        revision.save()
