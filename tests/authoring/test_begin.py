"""From nothing to a published lesson and a published article; readers never see one that is half made."""

import pytest

from authoring.models import TextRevision
from authoring.publishing.drafts import draft_of
from lessons.models import Article, Lesson
from lessons.search import search
from tests.authoring.editing import typed
from tests.authoring.factories import page_of, signed_in
from tests.factories import make_article, make_lesson, make_module

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ADD_LESSON, ADD_ARTICLE = "/admin/lessons/lesson/add/", "/admin/lessons/article/add/"
WHOLE = {"short": "Second", "summary": "About it.", "minutes": 9, "objectives": ["Tell one"], "takeaway": "What now?"}
PAGES_OF_READERS = ("/", "/course/", "/articles/", "/glossary/", "/sitemap.xml", "/articles/feed/")


@pytest.fixture
def instructor():
    return signed_in()


def errors_in(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def write(browser, thing, **values):
    present = draft_of(thing)
    data = typed(thing, present.version if present else 0, **values)
    return browser.post(page_of(thing, "write/"), data | {"on": "1"}, follow=True)


def publish(browser, thing):
    return browser.post(page_of(thing, "draft/publish/"), {"version": draft_of(thing).version}, follow=True)


def told_to_readers(client, words: str) -> list[str]:
    return [path for path in PAGES_OF_READERS if words in client.get(path, follow=True).content.decode()]


def test_lesson_is_begun_written_and_published(instructor, client):
    module = make_lesson(1).module
    sent = {"title": "Provenance", "module": module.pk, "code": "L02", "slug": "origins"}

    begun = instructor.post(ADD_LESSON, sent)
    lesson = Lesson.objects.get(code="L02")
    assert begun["Location"] == page_of(lesson, "write/")
    assert (lesson.status, lesson.position, lesson.source) == ("draft", 2, "")
    editor = instructor.get(begun["Location"]).content.decode()
    assert "No draft yet. Readers see nothing: the text is unpublished." in editor
    assert "6 things to mend before it can be published" in editor

    half = write(instructor, lesson, source="Words on provenance.")
    assert "Readers see nothing of the text until you publish it." in half.content.decode()
    refused = publish(instructor, lesson).content.decode()
    for missing in ("The text has no section.", "Takeaway: This field is required.", "at least 1."):
        assert missing in refused
    assert (client.get("/lessons/origins/").status_code, told_to_readers(client, "Provenance")) == (404, [])
    assert search("provenance") == []

    write(instructor, lesson, source="## Origins\n\nWords on provenance.\n", **WHOLE)
    publish(instructor, lesson)
    assert b"Words on provenance." in client.get("/lessons/origins/").content
    assert "/course/" in told_to_readers(client, "Provenance")
    assert "/lessons/origins/#s-origins" in [hit.url for hit in search("provenance")]
    assert list(TextRevision.objects.values_list("number", "how", "status")) == [(1, "published", "published")]


def test_article_is_begun_written_and_published(instructor, client):
    begun = instructor.post(ADD_ARTICLE, {"title": "Provenance", "slug": "origins"})
    article = Article.objects.get()
    assert begun["Location"] == page_of(article, "write/")

    write(instructor, article, summary="About it.")
    assert "Text: This field is required." in publish(instructor, article).content.decode()
    assert (client.get("/articles/origins/").status_code, told_to_readers(client, "Provenance")) == (404, [])

    write(instructor, article, source="Words on provenance.\n", summary="About it.")
    publish(instructor, article)
    assert b"Words on provenance." in client.get("/articles/origins/").content
    assert "/articles/" in told_to_readers(client, "Provenance")


def test_form_asks_for_little_and_proposes_the_first_code_that_is_free(instructor):
    make_lesson(1)
    make_lesson(3)

    page = instructor.get(ADD_LESSON)

    assert list(page.context["adminform"].form.fields) == ["title", "module", "code", "slug"]
    assert 'value="L02"' in page.content.decode()
    assert "Begin and write" in page.content.decode()
    assert list(instructor.get(ADD_ARTICLE).context["adminform"].form.fields) == ["title", "slug"]


def test_address_that_was_left_empty_is_made_of_the_title(instructor):
    module = make_module()

    instructor.post(ADD_LESSON, {"title": "Why? Ask “users”!", "module": module.pk, "code": "L05", "slug": ""})
    instructor.post(ADD_ARTICLE, {"title": f"Long {'words ' * 18}", "slug": ""})

    assert Lesson.objects.get().slug == "why-ask-users"
    assert Article.objects.get().slug == "long-words-words-words-words-words-words-words-wor"


def test_mistakes_are_said_at_their_boxes_and_nothing_is_made(instructor):
    module = make_lesson(1).module
    make_article(slug="taken")

    lesson = instructor.post(ADD_LESSON, {"title": "Урок", "module": module.pk, "code": "L01", "slug": ""})
    taken = instructor.post(ADD_ARTICLE, {"title": "Taken", "slug": ""})
    feed = instructor.post(ADD_ARTICLE, {"title": "Feed", "slug": "feed"})

    assert errors_in(lesson) == {
        "code": ["Lesson with this Code already exists."],
        "slug": ["Write an address in small letters, digits and hyphens, like first-steps."],
    }
    assert 'value="Урок"' in lesson.content.decode()
    assert errors_in(taken) == {"slug": ["Article with this Slug already exists."]}
    assert errors_in(feed) == {"slug": ["Something else is at the address 'feed'. Take another one."]}
    assert (Lesson.objects.count(), Article.objects.count()) == (1, 1)


def test_status_cannot_be_sent_along(instructor):
    instructor.post(ADD_ARTICLE, {"title": "Hasty", "slug": "hasty", "status": "published", "source": "Words."})

    assert Article.objects.values_list("status", "source").get() == ("draft", "")
