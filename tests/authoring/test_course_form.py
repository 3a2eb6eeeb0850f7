"""The course itself in the admin: what it says of itself is written in boxes, and is what its file would hold."""

import pytest
from django.urls import reverse

from lessons.models import Course, Edition
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_user
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def admin(client):
    sign_in_with_app(client, make_user(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def url(course):
    return reverse("admin:lessons_course_change", args=[course.pk])


def typed(page) -> dict[str, str]:
    """What a browser sends for the form as it stands there."""
    form = page.one("form", id="course_form")
    boxes = {box["name"]: box["value"] for box in form.all("input") if box["type"] in ("text", "number")}
    return boxes | {box["name"]: box.text.removeprefix("\n") for box in form.all("textarea")}


def emptied(values: dict, key: str) -> dict[str, str]:
    """The boxes of the row that begins with `key`, empty: databases keep mappings in orders of their own."""
    row = next(name for name, text in values.items() if text == key).rpartition("-")[0]
    return {name: "" for name in values if name.startswith(f"{row}-")}


def test_form_shows_the_course_without_any_json_and_saves_it_as_it_was(admin, url, course):
    page = read(admin.get(url))
    before = Course.objects.values().get()

    response = admin.post(url, typed(page))

    assert response.status_code == 302
    assert Course.objects.values().get() == before
    assert not any("{" in text or "[" in text for text in typed(page).values())


def test_what_is_typed_is_what_the_file_would_hold(admin, url):
    values = typed(read(admin.get(url)))
    edition = Edition.objects.get().number
    values |= {"audience": "Curious people\n\n  Founders ", "practised": "L01, L02", "final_percent": ""}
    values |= emptied(values, "M20") | {"misconceptions-40-code": "M20", "misconceptions-40-belief": "It thinks"}
    values |= {"misconceptions-40-refuted_in": "L02 L07"}

    admin.post(url, values)

    course = Course.objects.get()
    assert course.audience == ["Curious people", "Founders"]
    assert course.misconceptions["M20"] == {"belief": "It thinks", "refuted_in": ["L02", "L07"]}
    assert course.certificate.keys() == {"stands_for", "practised", "activities"}
    assert course.certificate["practised"] == ["L01", "L02"]
    assert Edition.objects.get().number != edition


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"misconceptions-0-code": "X1"}, "“X1” is no code. Write one like M01."),
        ({"misconceptions-1-code": "M01"}, "M01 stands in two rows."),
        ({"misconceptions-0-refuted_in": "L77"}, "M01: There is no lesson L77."),
        ({"misconceptions-0-belief": "long " * 60}, "“Belief” has 299 characters, and 200 fit."),
        ({"cases-0-slug": "Parcel Desk"}, "“Parcel Desk” is no name."),
        ({"cases-0-what": "long " * 70}, "“What it is” has 349 characters, and 300 fit."),
        ({"cases-0-stakes": ""}, "“Stakes” is empty."),
        ({"practised": "L01 L99"}, "There is no lesson L99."),
        ({"practised": "L01 L01"}, "L01 stands there twice."),
        ({"activities-0-id": "ACT99"}, "There is no activity ACT99."),
        ({"stands_for": ""}, "Say what it stands for"),
        ({"final_percent": "101"}, "less than or equal to 100"),
        ({"outcomes": ""}, "Write at least one"),
    ],
)
def test_mistake_is_named_with_its_remedy_and_loses_nothing(admin, url, changes, words):
    values = typed(read(admin.get(url))) | changes
    before = Course.objects.values().get()

    page = read(admin.post(url, values))

    assert words in page.words
    assert Course.objects.values().get() == before
    kept = typed(page)
    assert all(kept[name].strip() == text.strip() for name, text in changes.items() if text)


@pytest.mark.parametrize(("key", "place"), [("M01", "Q05."), ("parcel-desk", "L0")])
def test_what_is_named_elsewhere_is_not_taken_away(admin, url, key, place):
    values = typed(read(admin.get(url)))

    page = read(admin.post(url, values | emptied(values, key)))

    assert f"{key} is named in {place}" in page.words


def test_certificate_that_is_taken_away_is_none(admin, url):
    values = typed(read(admin.get(url)))
    values |= {name: "" for name in values if name.startswith("activities-")}

    admin.post(url, values | {"stands_for": "", "practised": "", "final_percent": ""})

    assert Course.objects.get().certificate == {}
