"""Activities are changed as YAML in the admin, with the checks of their files, and tried before they are stored."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from quizzes.models import Activity, Decision
from tests.authoring.question_pages import browser, messages_in
from tests.quizzes.page import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TRY = "/admin/quizzes/activity/try/"


@pytest.fixture
def client(course) -> Client:
    return browser()


def address(activity: Activity) -> str:
    return f"/admin/quizzes/activity/{activity.pk}/change/"


def sent(response) -> dict[str, str]:
    form = read(response).one("form", id="activity_form")
    values = {each["name"]: each["value"] for each in form.all("input", type="hidden")}
    return values | {"yaml": form.one("textarea").text.removeprefix("\n"), "do": "save"}


def some() -> Activity:
    return Activity.objects.get(code="ACT07a")


def retitled(values: dict[str, str], title: str) -> dict[str, str]:
    old = next(line for line in values["yaml"].split("\n") if line.startswith("title: "))
    return values | {"yaml": values["yaml"].replace(old, f"title: {title}")}


def test_each_activity_of_the_course_is_posted_back_as_it_was(client):
    for activity in Activity.objects.order_by("code"):
        response = client.post(address(activity), sent(client.get(address(activity))), follow=True)

        assert messages_in(response)[-1] == f"{activity.code} says this already; nothing was changed."
    assert LogEntry.objects.count() == 0


def test_changed_activity_is_stored_and_shown_at_once(client):
    activity = some()

    response = client.post(
        address(activity), retitled(sent(client.get(address(activity))), "Another title"), follow=True
    )

    assert messages_in(response)[-1].startswith("ACT07a is stored.")
    assert "Another title" in Client().get("/activities/ACT07a/").content.decode()
    activity.refresh_from_db()
    assert activity.source["title"] == "Another title"
    assert LogEntry.objects.get().get_change_message() == "Changed Title."


def test_mistake_is_said_with_its_line_and_the_text_stays(client):
    activity = some()
    values = retitled(sent(client.get(address(activity))), "x" * 121)

    response = client.post(address(activity), values)

    assert response.status_code == 422
    said = read(response).one("div", class_="errornote").all("li")[0].words
    assert said.startswith("Line ")
    assert "'title' has 121 characters. Keep it under 120." in said
    assert sent(response)["yaml"] == values["yaml"]


def test_second_of_two_who_change_an_activity_sees_both(client):
    activity = some()
    values = sent(client.get(address(activity)))
    browser().post(address(activity), retitled(values, "Theirs"))

    response = client.post(address(activity), retitled(values, "Mine"))

    assert response.status_code == 409
    assert [each.words for each in read(response).all("ins")] == ["Put in: Mine (end)"]
    client.post(address(activity), sent(response))
    assert some().title == "Mine"


def trial_of(page: Element) -> dict[str, str]:
    form = next(each for each in page.all("form") if "data-sim" in each)
    values = {each["name"]: each["value"] for each in form.all("input") if each["type"] not in ("radio", "checkbox")}
    for each in form.all("input", type="radio"):
        values.setdefault(each["name"], each["value"])
    for each in form.all("select"):
        values[each["name"]] = each.all("option")[-1]["value"]
    return values | {each["name"]: "Some words of mine, long enough to be a reason." for each in form.all("textarea")}


def test_each_activity_is_tried_and_nothing_is_stored(client):
    for activity in Activity.objects.order_by("code"):
        values = retitled(sent(client.get(address(activity))), "Tried and not stored") | {"do": "try"}
        page = read(client.post(TRY, values))
        assert page.one("h1").words == "Tried and not stored"

        response = client.post(f"{TRY}decide/", trial_of(page))
        assert response.status_code in (200, 422), activity.code
        assert client.post(f"{TRY}decide/", trial_of(page) | {"show": "1"}).status_code == 200

    assert Decision.objects.count() == 0
    assert not Activity.objects.filter(title="Tried and not stored").exists()


def test_decision_that_is_tried_is_told_what_it_would_be(client):
    values = sent(client.get(address(some()))) | {"do": "try"}

    response = client.post(f"{TRY}decide/", trial_of(read(client.post(TRY, values))))

    assert response.status_code == 200
    assert read(response).one("section", class_="verdict").all("h3")[0].words != ""


def test_activity_with_mistakes_says_why_it_cannot_be_tried(client):
    response = client.post(TRY, sent(client.get(address(some()))) | {"yaml": "kind: week"})

    assert response.status_code == 422
    assert read(response).one("div", class_="error-summary").words != ""


@pytest.mark.parametrize("values", [{}, {"activity": "x"}, {"activity": "9" * 50}, {"activity": "999999"}])
def test_trial_of_nothing_known_is_refused(client, values):
    assert client.post(TRY, values).status_code in (302, 404)
