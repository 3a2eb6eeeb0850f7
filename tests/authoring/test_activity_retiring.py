"""Activities are retired and brought back, never deleted; decisions stay, also when files are loaded."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from authoring.files.course_checks import read_course
from authoring.twin.services import load_course
from lessons.models import Course
from progress.events import decisions_between
from quizzes.models import Activity, Decision
from tests.authoring.question_pages import browser, messages_in
from tests.authoring.quiz_files import ACTIVITY, add_questions
from tests.authoring.readiness_files import add_readiness
from tests.authoring.test_activity_editor import address, retitled, sent
from tests.authoring.test_dump_course import content, dump
from tests.authoring.test_load_course import load
from tests.factories import make_user
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = "/admin/quizzes/activity/"


@pytest.fixture
def client() -> Client:
    return browser()


@pytest.fixture
def loaded(folder, edit) -> Activity:
    load(add_questions(folder, edit))
    return Activity.objects.get(code="ACT01")


def retire(client, activity, answer: str = "yes"):
    return client.post(f"{LIST}{activity.pk}/retire/", {"retire": answer}, follow=True)


def make_decision(activity: Activity, **fields) -> Decision:
    values = {"learner": make_user(), "choices": {}, "outcome": {}}
    return Decision.objects.create(activity=activity, **(values | fields))


def ask_for(activity: Activity) -> None:
    rule = {"stands_for": "Much.", "activities": [{"id": activity.code, "text": "Decide."}]}
    Course.objects.update(certificate=rule)


def test_retired_activity_is_met_no_more_and_decisions_stay(client):
    activity = make_activity("ACT07a")
    decision = make_decision(activity)
    lesson_page = activity.lesson.get_absolute_url()
    assert b"Set the line" in Client().get(lesson_page).content

    response = retire(client, activity)

    assert messages_in(response)[-1] == "ACT07a is retired; all decisions in it stay."
    assert b"Set the line" not in Client().get(lesson_page).content
    assert Client().get("/activities/ACT07a/").status_code == 404
    assert Decision.objects.get() == decision
    page = response.content.decode()
    assert "The text of L07 still has its place, where nothing is shown." in page
    assert "They stay as they are: in their learners&#x27; briefs" in page or "in their learners' briefs" in page
    assert LogEntry.objects.get().get_change_message() == "Retired."


def test_page_says_beforehand_what_becomes_of_decisions(client):
    activity, learner = make_activity("ACT07a"), make_user()
    for ordinal in (1, 2):
        make_decision(activity, learner=learner, ordinal=ordinal)

    page = read(client.get(address(activity))).one("div", class_="question-state").words

    assert "2 decisions were made in it, by 1 learner. If it is retired, its place in the lesson stays empty" in page


def test_day_of_a_learner_leads_to_the_lesson_of_what_has_retired(client):
    activity = make_activity("ACT07a")
    decision = make_decision(activity)
    retire(client, activity)

    [event] = decisions_between(decision.learner, decision.decided_at, timezone.now())

    assert event.url == activity.lesson.get_absolute_url()


def test_retired_activity_is_brought_back_and_can_be_changed_meanwhile(client):
    activity = make_activity("ACT07a")
    retire(client, activity)
    client.post(address(activity), retitled(sent(client.get(address(activity))), "Another title"))
    activity.refresh_from_db()
    assert (activity.title, activity.retired_at is None) == ("Another title", False)

    response = retire(client, activity, "no")

    assert messages_in(response)[-1] == "ACT07a is in use again."
    assert b"Another title" in Client().get(activity.lesson.get_absolute_url()).content


def test_activity_that_the_certificate_asks_for_is_not_retired(client):
    needed, other = make_activity("ACT07a"), make_activity("ACT09")
    ask_for(needed)

    page = client.get(address(needed)).content.decode()
    response = retire(client, needed)
    chosen = {"action": "retire", "_selected_action": [needed.pk, other.pk]}
    listed = client.post(LIST, chosen, follow=True)

    assert "The certificate asks for it, so that it cannot be retired." in page
    assert "Retire it" not in page
    words = "The certificate asks for ACT07a, so that nobody could get it any more. Change its rule in the course."
    assert messages_in(response)[-1] == words
    assert messages_in(listed)[-2:] == [words, "1 activity is retired."]
    assert list(Activity.objects.filter(retired_at=None)) == [needed]


def test_page_says_that_the_readiness_questions_lead_to_it(client, folder, edit):
    load(add_readiness(folder, edit))
    activity = Activity.objects.get(code="ACT01")

    before = client.get(address(activity)).content.decode()
    after = retire(client, activity).content.decode()

    assert "The readiness questions lead to it. If it is retired, they do not; take it out of readiness.yaml" in before
    assert "The readiness questions name it, and do not lead to it any more." in after


def test_several_are_retired_and_brought_back_from_the_list(client):
    chosen = [make_activity(code).pk for code in ("ACT07a", "ACT07b", "ACT09")][:2]

    retired = client.post(LIST, {"action": "retire", "_selected_action": chosen}, follow=True)
    left = list(Activity.objects.filter(retired_at=None).values_list("code", flat=True))
    found = client.get(LIST, {"use": "retired"}).context["cl"].result_list
    assert [activity.code for activity in found] == ["ACT07a", "ACT07b"]
    back = client.post(LIST, {"action": "bring_back", "_selected_action": chosen}, follow=True)

    assert (messages_in(retired)[-1], left) == ("2 activities are retired.", ["ACT09"])
    assert messages_in(back)[-1] == "2 activities are in use again."
    assert Activity.objects.filter(retired_at=None).count() == 3


def test_there_is_no_way_to_delete_one(client):
    activity = make_activity("ACT07a")

    assert client.post(f"{LIST}{activity.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [activity.pk], "post": "yes"})
    assert Activity.objects.count() == 1


def test_activity_retired_here_stays_so_when_the_files_are_loaded(client, loaded, folder, edit):
    retire(client, loaded)

    edit(ACTIVITY, "title: Strip the hype", "title: Strip it")
    said = load(folder)

    assert said[0] == "left as edited here: activity ACT01 (--force overwrites it)"
    loaded.refresh_from_db()
    assert (loaded.title, loaded.retired_at is None) == ("Strip the hype", False)


def test_activity_brought_back_unchanged_follows_the_files_again(client, loaded, folder, edit):
    retire(client, loaded)
    retire(client, loaded, "no")
    load(folder)

    edit(ACTIVITY, "title: Strip the hype", "title: Strip it")

    assert load(folder)[0] == "changed: activity ACT01"


def test_force_brings_the_files_back(client, loaded, folder):
    retire(client, loaded)

    load(folder, "--force")

    loaded.refresh_from_db()
    assert loaded.retired_at is None


def test_retired_activity_is_not_in_the_files_of_the_course_and_stays_retired_when_they_come_back(
    client, loaded, tmp_path
):
    retire(client, loaded)

    _said, warned = dump(tmp_path / "out")
    report = load_course(read_course(tmp_path / "out"))

    assert (warned, report.did_anything()) == ([], False)
    assert [name for name in content(tmp_path / "out") if name.startswith("activities/")] == []
    loaded.refresh_from_db()
    assert loaded.retired_at is not None
