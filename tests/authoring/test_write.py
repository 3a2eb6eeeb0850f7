"""The page on which a lesson or an article is written, and saving from it."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from authoring.drafts import draft_of, save_draft
from authoring.models import Draft
from authoring.texts import values_of
from lessons.models import SOURCE_LIMIT, Lesson
from tests.authoring.editing import browser_of_staff, page_of, typed
from tests.comments.factories import make_moderator
from tests.factories import make_article, make_lesson, make_user

pytestmark = pytest.mark.django_db
ENDS = ("", "autosave/", "presence/", "look/", "differences/", "preview/", "live/")
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


def test_autosave_answers_with_the_version_to_save_next(staff):
    lesson = make_lesson(1)

    first = staff.post(page_of(lesson, "autosave/"), typed(lesson, title="One")).json()
    second = staff.post(page_of(lesson, "autosave/"), typed(lesson, first["version"], title="Two"))

    assert second.status_code == 200
    assert draft_of(lesson).values["title"] == "Two"


def test_autosave_sent_twice_is_one_change(staff):
    lesson = make_lesson(1)

    answers = [staff.post(page_of(lesson, "autosave/"), typed(lesson, title="One")).json() for _time in range(2)]

    assert answers[0]["version"] == answers[1]["version"]


def test_autosave_of_too_much_says_so_and_stores_nothing(staff):
    lesson = make_lesson(1)

    response = staff.post(page_of(lesson, "autosave/"), typed(lesson, source="x" * (SOURCE_LIMIT + 1)))

    assert response.status_code == 422
    assert response.json()["message"].startswith("The text has 60,001 characters, and 60,000 fit. Take 1 character out")
    assert not Draft.objects.exists()


def test_whoever_saves_second_is_asked_with_both_texts(staff):
    lesson = make_lesson(1, source="## Part\n\nSame.\n\nOld.\n")
    save_draft(
        thing=lesson, values={"source": "## Part\n\nSame.\n\nTheirs.\n"}, version=0, by=make_user(display_name="Kim")
    )

    told = staff.post(page_of(lesson, "autosave/"), typed(lesson, source="## Part\n\nSame.\n\nMine.\n"))
    page = staff.post(page_of(lesson), typed(lesson, source="## Part\n\nSame.\n\nMine.\n"))

    assert told.status_code == page.status_code == 409
    assert draft_of(lesson).values["source"] == "## Part\n\nSame.\n\nTheirs.\n"
    assert page.context["version"] == draft_of(lesson).version
    assert ("source", "## Part\n\nSame.\n\nMine.\n") in page.context["mine"]
    merged = dict(page.context["merged"])["source"]
    assert merged == "## Part\n\nSame.\n\n/// theirs\nTheirs.\n///\n/// mine\nMine.\n///\n"


def test_each_choice_of_the_conflict_page_is_saved(staff):
    lesson = make_lesson(1)
    save_draft(thing=lesson, values={"title": "Theirs"}, version=0, by=None)
    page = staff.post(page_of(lesson), typed(lesson, title="Mine"))

    response = staff.post(page_of(lesson), dict(page.context["mine"]) | {"version": page.context["version"]})

    assert response.status_code == 302
    assert draft_of(lesson).values["title"] == "Mine"


def test_differences_of_what_a_browser_kept_are_shown(staff):
    lesson = make_lesson(1)

    page = staff.post(page_of(lesson, "differences/"), typed(lesson, title="Another title")).content.decode()

    assert "Another" in page
    assert "<h3" in page


def test_others_who_write_the_same_text_are_named(staff):
    lesson, other = make_lesson(1), browser_of_staff(display_name="Kim")

    other.get(page_of(lesson))
    answer = staff.post(page_of(lesson, "presence/")).json()

    assert answer["others"] == "Kim has this text open as well. Whoever saves second is asked what to keep."
    assert staff.post(page_of(make_lesson(2), "presence/")).json() == {"others": ""}


def test_loaded_article_keeps_its_address_in_the_editor(staff):
    article = make_article(slug="overview", loaded_digest="abc")

    page = staff.get(page_of(article)).content.decode()
    staff.post(page_of(article), {**typed(article, title="New"), "slug": "moved"})

    assert 'name="slug"' not in page
    assert draft_of(article).values["slug"] == "overview"
    assert draft_of(article).values["title"] == "New"


@pytest.mark.parametrize("end", ENDS)
def test_pages_are_closed_to_all_but_those_who_may_change_the_text(end, client):
    lesson = make_lesson(1)
    reader = browser_of_staff(is_superuser=False)
    user = reader.get("/admin/").wsgi_request.user
    user.user_permissions.add(Permission.objects.get(codename="view_lesson"))
    learner, moderator = Client(), Client()
    learner.force_login(make_user())
    moderator.force_login(make_moderator())
    method = "get" if end in ("", "live/") else "post"

    codes = [getattr(each, method)(page_of(lesson, end)).status_code for each in (client, learner, moderator, reader)]

    assert codes == [302, 302, 302, 403]


@pytest.mark.parametrize("end", ENDS)
def test_text_that_is_not_there_is_not_found(staff, end):
    method = staff.get if end in ("", "live/") else staff.post

    assert method(f"/admin/lessons/lesson/99/write/{end}").status_code == 404


@pytest.mark.parametrize("end", [end for end in ENDS if end not in ("", "live/")])
def test_what_is_sent_is_not_to_be_fetched(staff, end):
    assert staff.get(page_of(make_lesson(1), end)).status_code == 405


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


def test_new_lesson_takes_a_short_form_and_leads_to_the_editor(staff, client):
    module = make_lesson(1).module
    texts = {"title": "Second", "slug": "second", "short": "Second", "summary": "About it.", "takeaway": "What now?"}
    sent = {"module": module.pk, "code": "L02", "minutes": 9, "objectives": "Tell one\r\nTell two", **texts}

    response = staff.post("/admin/lessons/lesson/add/", sent)

    lesson = Lesson.objects.get(code="L02")
    assert response["Location"] == page_of(lesson)
    assert (lesson.objectives, lesson.position, lesson.status) == (["Tell one", "Tell two"], 2, "draft")
    assert client.get("/lessons/second/").status_code == 404
    assert staff.get(page_of(lesson)).status_code == 200


def test_list_of_lessons_leads_to_the_editor(staff):
    lesson = make_lesson(1)

    assert f'href="{page_of(lesson)}"' in staff.get("/admin/lessons/lesson/").content.decode()
