"""A new activity in the admin: a lesson and a kind, a right skeleton, the checks of the files, a place in the text."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from authoring.files.course_checks import read_course
from authoring.twin.services import load_course
from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Activity, Decision
from quizzes.simulators import load
from tests.authoring.factories import make_draft
from tests.authoring.question_pages import browser, messages_in
from tests.authoring.quiz_files import add_questions
from tests.authoring.readiness_files import add_readiness
from tests.authoring.test_activity_editor import TRY, address, sent, trial_of
from tests.authoring.test_dump_course import content, dump
from tests.comments.factories import make_moderator
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADD = "/admin/quizzes/activity/add/"
NO_PLACE = "The text of L07 has no place for it, so that learners do not meet it there."


@pytest.fixture
def client() -> Client:
    return browser()


@pytest.fixture
def lesson() -> Lesson:
    return make_lesson(7)


def blank(client, lesson: Lesson, kind: str = "triage") -> dict[str, str]:
    """What the browser sends when the skeleton is saved as it is."""
    values = sent(client.get(ADD, {"lesson": lesson.code, "kind": kind}))
    return {name: value for name, value in values.items() if name != "csrfmiddlewaretoken"}


def problems_in(response) -> list[str]:
    return [each.words for each in read(response).one("div", class_="errornote").all("li")]


@pytest.mark.parametrize("kind", load())
def test_skeleton_of_each_kind_is_right_and_is_stored_tried_and_decided(client, lesson, kind):
    values = blank(client, lesson, kind)

    tried = client.post(TRY, values | {"do": "try"})
    told = client.post(f"{TRY}decide/", trial_of(read(tried)))
    assert (tried.status_code, told.status_code in (200, 422)) == (200, True)
    assert (Activity.objects.count(), Decision.objects.count()) == (0, 0)

    response = client.post(ADD, values, follow=True)

    activity = Activity.objects.get()
    assert response.redirect_chain[0][0] == address(activity)
    assert (activity.code, activity.kind, activity.lesson, activity.loaded_digest) == ("ACT07", kind, lesson, "")
    assert Client().get("/activities/ACT07/").status_code == 200
    assert LogEntry.objects.get().get_change_message() == "Added."


def test_first_page_asks_for_the_lesson_and_what_learners_do(client, lesson):
    page = read(client.get(ADD, {"lesson": "L07"}))

    assert [each["value"] for each in page.all("input", type="radio")] == list(load())
    assert all(simulator.does for simulator in load().values())
    assert page.one("option", value="L07")["selected"] is not None


@pytest.mark.parametrize("query", [{"kind": "sorting", "lesson": "L07"}, {"kind": "week", "lesson": "L99"}, {}])
def test_unknown_kind_or_lesson_is_asked_for_again(client, lesson, query):
    response = client.get(ADD, query)

    assert (response.status_code, len(read(response).all("textarea"))) == (200, 0)


def test_code_is_the_first_that_no_activity_ever_had(client, lesson):
    Activity.objects.filter(pk=make_activity("ACT07a").pk).update(retired_at="2026-01-01T00:00Z")
    first = blank(client, lesson)
    client.post(ADD, first)

    assert first["yaml"].startswith("id: ACT07\n")
    assert blank(client, lesson)["yaml"].startswith("id: ACT07b\n")


def test_code_that_the_text_has_a_place_for_comes_first(client):
    lesson = make_lesson(7, source="## Try\n\n/// activity | ACT07c\n///\n")

    response = client.post(ADD, blank(client, lesson), follow=True)

    assert messages_in(response)[-1] == "ACT07c is stored."
    page = response.content.decode()
    assert "The text of L07 has its place." in page
    assert b"Sort them" in Client().get("/lessons/lesson-7/").content


def test_place_of_the_readiness_questions_is_nobody_elses(client, folder, edit):
    add_readiness(folder, edit)
    load_course(read_course(folder))
    lesson = Lesson.objects.get(code="L01")
    values = blank(client, lesson)

    taken = client.post(ADD, values | {"yaml": values["yaml"].replace("id: ACT01b", "id: ACT01a")})

    assert values["yaml"].startswith("id: ACT01b\n")
    assert problems_in(taken) == ["Line 1: ACT01a is where readiness questions stand. Take ACT01b."]


def test_page_says_that_the_lesson_has_no_place_and_what_to_put_into_it(client, lesson):
    response = client.post(ADD, blank(client, lesson), follow=True)

    page = response.content.decode()
    assert messages_in(response)[-1] == "ACT07 is stored, and has no place yet."
    assert NO_PLACE in page
    assert "<pre><code>/// activity | ACT07\n///</code></pre>" in page
    assert f'href="/admin/lessons/lesson/{lesson.pk}/write/"' in page
    assert b"Sort them" not in Client().get("/lessons/lesson-7/").content


def test_place_in_the_draft_is_told_from_one_that_readers_see(client, lesson):
    client.post(ADD, blank(client, lesson))
    make_draft(lesson, source="## Try\n\n/// activity | ACT07\n///\n")

    page = client.get(address(Activity.objects.get())).content.decode()

    assert "The draft of L07 has its place: learners meet it there once the draft is published." in page
    assert NO_PLACE not in page


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: ACT07", "id: ACT08", "Line 1: The id ACT08 does not belong to L07. Begin it with ACT07."),
        ("id: ACT07", "id: ACT07a", "Line 1: There is an activity ACT07a already. Ids are used once; take ACT07."),
        ("kind: triage", "kind: week", "Line 2: 'kind' is triage, and stays so. Write kind: triage"),
        ("call: other", "call: third", "Line 25: There is no 'third'. Use one of: one, other."),
    ],
)
def test_mistake_is_said_with_its_line_and_nothing_typed_is_lost(client, lesson, old, new, problem):
    make_activity("ACT07a")
    values = blank(client, lesson)
    values["yaml"] = values["yaml"].replace(old, new, 1)

    response = client.post(ADD, values)

    assert (response.status_code, problems_in(response)) == (422, [problem])
    kept = sent(response)
    assert {name: kept[name] for name in values} == values
    assert Activity.objects.count() == 1


def test_checking_stores_nothing(client, lesson):
    response = client.post(ADD, blank(client, lesson) | {"do": "check"})

    assert "Nothing is wrong with it." in response.content.decode()
    assert Activity.objects.count() == 0


def test_form_that_is_sent_twice_makes_one(client, lesson):
    values = blank(client, lesson)

    client.post(ADD, values)
    again = client.post(ADD, values)

    assert again["Location"] == address(Activity.objects.get())
    assert LogEntry.objects.count() == 1


def test_activity_made_here_goes_out_with_the_course_and_comes_back_as_it_was(client, folder, edit, tmp_path):
    load_course(read_course(add_questions(folder, edit)))
    lesson = Lesson.objects.get(code="L02")
    lesson.source += "\n/// activity | ACT02\n///\n"
    lesson.save()
    publish_changes()
    client.post(ADD, blank(client, lesson, "week"))
    made = Activity.objects.get(code="ACT02")

    _said, warned = dump(tmp_path / "out")
    report = load_course(read_course(tmp_path / "out"))

    assert warned == []
    assert "activities/ACT02.yaml" in content(tmp_path / "out")
    assert (report.did_anything(), report.kept) == (False, [])
    made.refresh_from_db()
    assert (made.retired_at, made.source["kind"]) == (None, "week")


def test_who_may_not_adds_and_retires_nothing(client, lesson):
    activity = make_activity("ACT07a")
    values = blank(client, lesson)
    looker = make_user(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_activity"))
    learner = Client(**SAME_ORIGIN)
    learner.force_login(make_user())
    retiring = f"/admin/quizzes/activity/{activity.pk}/retire/"

    for each, refused in ((browser(make_moderator()), 403), (browser(looker), 403), (learner, 302), (Client(), 302)):
        assert each.get(ADD).status_code == refused
        assert each.post(ADD, values).status_code == refused
        assert each.post(retiring, {"retire": "yes"}).status_code == refused

    assert client.get(retiring).status_code == 403
    activity.refresh_from_db()
    assert (Activity.objects.count(), activity.retired_at) == (1, None)
