"""The admin's form of a lesson or an article: where it stands and whether readers see it, and none of its words."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from authoring.models import Draft, TextRevision
from authoring.publishing.drafts import draft_of
from authoring.publishing.placing import place_text
from authoring.publishing.revisions import note_revision
from authoring.publishing.texts import names_of
from lessons.models import Article, Lesson
from tests.authoring.factories import MISTAKE, make_draft, page_of, signed_in
from tests.factories import make_article, make_lesson, make_module, make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PLACE = {"lesson": {"status", "module", "position", "slug"}, "article": {"status", "slug"}}


@pytest.fixture
def instructor():
    return signed_in()


def sent_for(thing, **changes) -> dict:
    """What the browser sends when the form is saved with `changes`."""
    module = {"module": thing.module_id, "position": thing.position} if isinstance(thing, Lesson) else {}
    return {"status": thing.status, "slug": thing.slug, "_save": "1"} | module | changes


def send(browser, thing, **changes):
    return browser.post(page_of(thing, "change/"), sent_for(thing, **changes))


def errors_in(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("make", [make_lesson, make_article])
def test_form_has_a_box_for_what_is_no_text_and_nothing_else(instructor, make):
    thing = make()

    page = instructor.get(page_of(thing, "change/")).content.decode()

    boxes = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page))
    assert boxes - {"csrfmiddlewaretoken", "_save", "_continue"} == PLACE[thing._meta.model_name]
    assert boxes & set(names_of(thing)) == set()
    assert "What you save here takes effect at once." in page
    assert f'href="{page_of(thing, "write/")}"' in page


def test_words_that_are_sent_all_the_same_are_not_stored(instructor):
    lesson = make_lesson(1)

    send(instructor, lesson, title="Taken over", source="Other", code="L77", loaded_digest="x")

    stored = Lesson.objects.get()
    assert (stored.title, stored.source, stored.code, stored.loaded_digest) == (lesson.title, lesson.source, "L01", "")


def test_code_is_shown_and_stays(instructor):
    page = instructor.get(page_of(make_lesson(7), "change/")).content.decode()

    assert '<div class="readonly">L07</div>' in page


def test_lesson_moves_at_once(instructor, client):
    lesson, module = make_lesson(1), make_module(title="Elsewhere")
    make_lesson(2, module=lesson.module)
    client.get("/course/")

    send(instructor, lesson, module=module.pk, position=5)

    outline = client.get("/course/").content.decode()
    assert outline.index("Lesson number 2") < outline.index("Elsewhere") < outline.index("Lesson number 1")
    assert LogEntry.objects.get().get_change_message() == "Changed Module and Place in the module."


def test_links_of_others_follow_a_lesson_to_its_new_address(instructor, client):
    lesson = make_lesson(1)
    make_lesson(2, source="[First](lesson:L01)")
    article = make_article(source="[First](lesson:L01)")

    send(instructor, lesson, slug="moved")

    assert b'href="/lessons/moved/">First' in client.get("/lessons/lesson-2/").content
    assert b'href="/lessons/moved/">First' in client.get(article.get_absolute_url()).content
    assert client.get("/lessons/lesson-1/").status_code == 404


@pytest.mark.parametrize("make", [make_lesson, make_article])
def test_withdrawn_text_is_gone_at_once_and_comes_back_as_it_was(instructor, client, make):
    thing = make()
    before = client.get(thing.get_absolute_url()).content

    send(instructor, thing, status="draft")
    withdrawn = client.get(thing.get_absolute_url()).status_code
    send(instructor, thing, status="published")

    assert withdrawn == 404
    assert client.get(thing.get_absolute_url()).content == before
    assert list(TextRevision.objects.values_list("number", "status", "how", "made_by")) == [
        (2, "published", "edited", instructor.user.pk),
        (1, "draft", "edited", instructor.user.pk),
    ]


def test_moving_is_no_revision_of_the_text(instructor):
    lesson = make_lesson(1)
    note_revision(thing=lesson, by=None, how="loaded")

    send(instructor, lesson, slug="moved", position=9)

    assert TextRevision.objects.count() == 1


def test_form_saved_without_a_change_does_nothing(instructor, client):
    lesson = make_lesson(1)

    send(instructor, lesson)

    assert Lesson.objects.get().updated_at == lesson.updated_at
    assert TextRevision.objects.count() == 0


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "Nothing is written yet. Write it, and publish the draft from its page."),
        (
            f"## Part\n\n{MISTAKE}",
            "Mend this in the editor, and publish the draft from its page: Text: Line 5: There is no block",
        ),
    ],
)
def test_text_that_readers_could_not_read_is_not_shown_to_them(instructor, client, source, words):
    lesson = make_lesson(1, status="draft")
    Lesson.objects.update(source=source)

    response = send(instructor, lesson, status="published", slug="typed")

    assert [each.startswith(words) for each in errors_in(response)["status"]] == [True]
    assert 'value="typed"' in response.content.decode()
    assert client.get("/lessons/lesson-1/").status_code == 404


def test_address_that_another_lesson_has_is_refused_at_its_box(instructor):
    lesson = make_lesson(1)
    make_lesson(2)

    assert errors_in(send(instructor, lesson, slug="lesson-2")) == {"slug": ["Lesson with this Slug already exists."]}


def test_article_at_the_address_of_the_feed_is_refused(instructor):
    response = send(instructor, make_article(), slug="feed")

    assert errors_in(response) == {"slug": ["Something else is at the address 'feed'. Take another one."]}


def test_article_made_here_can_move(instructor, client):
    send(instructor, make_article(), slug="moved")

    assert client.get("/articles/moved/").status_code == 200


def test_loaded_article_keeps_its_address(instructor):
    article = make_article(slug="overview", loaded_digest="abc")

    page = instructor.get(page_of(article, "change/")).content.decode()
    send(instructor, article, slug="moved", status="draft")

    assert 'name="slug"' not in page
    assert "The file that the article came from is known by it, so it stays." in page
    assert Article.objects.values_list("slug", "status").get() == ("overview", "draft")


def test_draft_stays_as_it_is_and_is_not_outdated(instructor):
    """It holds words, and no words have changed."""
    lesson = make_lesson(1)
    note_revision(thing=lesson, by=None, how="loaded")
    draft = make_draft(lesson, title="New")

    send(instructor, lesson, status="draft", slug="moved", position=3)

    assert draft_of(lesson).version == draft.version
    page = instructor.get(page_of(lesson)).content.decode()
    assert "What is published has changed since" not in page
    response = instructor.post(page_of(lesson, "draft/publish/"), {"version": draft.version})
    assert response.status_code == 302
    assert Lesson.objects.values_list("title", "slug", "position", "status").get() == ("New", "moved", 3, "published")


def test_form_says_that_there_is_a_draft_and_what_it_would_do(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, by=make_user(display_name="Omar"), title="New")

    page = instructor.get(page_of(lesson, "change/")).content.decode()

    assert "There is a draft, saved by Omar on" in page
    assert "Publishing it shows the text to readers, also if it is unpublished here." in page
    assert f'href="{page_of(lesson)}">Look at the draft' in page


def test_form_says_when_a_scheduled_draft_shows_the_text_again(instructor):
    lesson = make_lesson(1, status="draft")
    draft = make_draft(lesson, title="New")
    Draft.objects.filter(pk=draft.pk).update(publish_at=datetime(2031, 3, 5, 9, 0, tzinfo=UTC))

    page = instructor.get(page_of(lesson, "change/")).content.decode()

    words = "It goes out on 5 March 2031, 09:00, and readers see the text from then on, also if it is unpublished here."
    assert words in page


def test_words_published_while_the_form_was_open_stay():
    lesson = make_lesson(1)
    Lesson.objects.update(title="By somebody else")
    lesson.slug = "moved"

    place_text(thing=lesson, changed=["slug"], by=None)

    assert Lesson.objects.values_list("slug", "title").get() == ("moved", "By somebody else")


def test_who_may_only_look_sees_where_it_stands_and_changes_nothing():
    lesson = make_lesson(1)
    reader = signed_in(is_superuser=False)
    reader.user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))

    page = reader.get(page_of(lesson, "change/")).content.decode()

    assert 'name="_save"' not in page
    assert "takes effect at once" not in page
    assert page_of(lesson, "write/") not in page
    assert page_of(lesson, "change/") in reader.get("/admin/lessons/lesson/").content.decode()
    assert send(reader, lesson, slug="moved").status_code == 403


@pytest.mark.parametrize("make", [make_lesson, make_article])
def test_list_is_narrowed_to_what_readers_do_not_see(instructor, make):
    make()
    hidden = make(number=2, status="draft") if make is make_lesson else make(status="draft")
    address = page_of(hidden, "").removesuffix(f"{hidden.pk}/")

    page = instructor.get(address, {"status": "draft"})

    assert list(page.context["cl"].result_list) == [hidden]
