"""A draft on the page that readers would see, for whoever was given its link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from authoring.models import Draft
from authoring.publishing.drafts import discard_draft, publish, save_draft
from authoring.publishing.preview_links import end_link, make_link
from lessons.models import Prompt
from tests.accounts.everything import whole_database
from tests.factories import make_article, make_lesson

pytestmark = pytest.mark.django_db
TEXT = """\
## Words on provenance

/// recall | P01.1
Where is it from?

---

Here.
///

/// recall | P01.2
And why?

---

Because.
///
"""


def save(thing, **values) -> Draft:
    present = Draft.objects.of(thing).first()
    return save_draft(thing=thing, values=values, version=present.version if present else 0, by=None)


def test_colleague_sees_the_draft_as_the_lesson_page_would_show_it(client):
    lesson, following = make_lesson(1), make_lesson(2)
    draft = save(lesson, source=TEXT, title="Another title", objectives=["Tell origins"])

    page = client.get(make_link(draft=draft)).content.decode()

    assert "Draft, not published." in page
    assert "<h1>Another title</h1>" in page
    assert '<a href="#s-words-on-provenance">' in page
    assert page.count('class="recall"') == 2
    assert "Where is it from?" in page
    assert f'href="{following.get_absolute_url()}" rel="next"' in page


def test_preview_after_publishing_is_the_page_itself_but_for_the_marks(client):
    """Whatever the page has, the preview has: the same element for element."""
    lesson = make_lesson(1)
    make_lesson(2)
    draft = save(lesson, source=TEXT.replace("P01.2", "P01.3"))

    before = main_of(client.get(make_link(draft=draft)))
    publish(draft=draft, by=None)

    assert before == main_of(client.get("/lessons/lesson-1/"))


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_looking_at_a_draft_changes_nothing(client):
    draft = save(make_lesson(1), source=TEXT)
    link = make_link(draft=draft)
    before = whole_database()

    client.get(link)

    assert whole_database() == before
    assert Prompt.objects.get().question != "Where is it from?"


def test_draft_is_kept_by_nobody_and_found_by_no_search_engine(client):
    lesson = make_lesson(1)
    link = make_link(draft=save(lesson, title="First"))

    response = client.get(link)

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    assert "form-action 'none'" in response["Content-Security-Policy"]
    save(lesson, title="Second")
    assert "<h1>Second</h1>" in client.get(link).content.decode()
    assert "<h1>Lesson number 1</h1>" in client.get("/lessons/lesson-1/").content.decode()


def test_reader_of_a_draft_is_nobody_on_it(client):
    draft = save(make_lesson(1), title="New")
    client.force_login(User.objects.create_superuser("staff@example.org", display_name="Tilda"))

    assert "Tilda" not in client.get(make_link(draft=draft)).content.decode()


def test_unpublished_lesson_can_be_previewed(client):
    make_lesson(1)
    draft = save(make_lesson(2, status="draft"), title="Not yet shown")

    assert "<h1>Not yet shown</h1>" in client.get(make_link(draft=draft)).content.decode()


def test_article_can_be_previewed(client):
    draft = save(make_article(), source="## Part\n\nOn provenance.")

    page = client.get(make_link(draft=draft)).content.decode()

    assert "On provenance." in page
    assert "Draft, not published." in page


def test_draft_with_mistakes_says_them_and_shows_what_was_written(client):
    draft = save(make_lesson(1), source="Text.\n\n/// quiz | Q1\n///\n")

    response = client.get(make_link(draft=draft))

    assert response.status_code == 200
    assert "Line 3: There is no block called &#x27;quiz&#x27;." in response.content.decode()
    assert "/// quiz | Q1" in response.content.decode()


def ends_by_itself(draft):
    Draft.objects.update(preview_ends_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    "end",
    [
        ends_by_itself,
        lambda draft: make_link(draft=draft),
        lambda draft: end_link(draft=draft),
        lambda draft: discard_draft(draft=draft),
        lambda draft: publish(draft=draft, by=None),
    ],
    ids=["expired", "newer", "ended", "discarded", "published"],
)
def test_link_that_ended_says_so(client, end):
    draft = save(make_lesson(1), title="Secret")
    link = make_link(draft=draft)

    end(draft)

    response = client.get(link)
    assert response.status_code == 410
    assert "This link has ended" in response.content.decode()
    assert "Secret" not in response.content.decode()


def test_link_is_open_for_a_week(client):
    draft = save(make_lesson(1), title="New")

    make_link(draft=draft)

    assert timedelta(days=6, hours=23) < draft.preview_ends_at - timezone.now() <= timedelta(days=7)


def test_link_that_somebody_changed_leads_nowhere(client):
    link = make_link(draft=save(make_lesson(1), title="New"))

    assert client.get(link[:-2] + "x/").status_code == 404
    assert client.get("/drafts/anything/").status_code == 404


def test_draft_is_only_looked_at(client):
    assert client.post(make_link(draft=save(make_lesson(1), title="New"))).status_code == 405
