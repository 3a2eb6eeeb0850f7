import pytest

from accounts.models import User
from tests.accounts.actions import sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PATH = "/accounts/preferences/"
CHOICES = {
    "display_name": "Ada",
    "time_zone": "Europe/Berlin",
    "weekly_goal": "5",
    "theme": "dark",
    "reading_font": "legible",
}


@pytest.fixture
def user(client):
    user = make_user(time_zone="Asia/Tokyo")
    sign_in(client, user.email)
    return user


def test_visitor_is_asked_to_sign_in_first(client):
    assert client.get(PATH).headers["Location"] == "/accounts/login/?next=/accounts/preferences/"
    assert client.post(PATH, CHOICES).headers["Location"].startswith("/accounts/login/")


def test_page_shows_what_is_stored_and_stores_nothing(client, user):
    client.get(PATH)  # the first page of their day, which may have begun before that of UTC, is a visit
    before = User.objects.filter(pk=user.pk).values().get()

    page = client.get(PATH, CHOICES).content.decode()

    assert '<option value="Asia/Tokyo" selected>Tokyo</option>' in page
    assert User.objects.filter(pk=user.pk).values().get() == before


def test_saved_preferences_apply_at_once(client, user):
    response = client.post(PATH, CHOICES, follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(PATH, 302)]
    assert "Your preferences are saved." in page
    assert '<html lang="en" data-theme="dark" data-font="legible">' in page
    assert 'data-theme="dark"' in client.get("/about/").content.decode()
    stored = User.objects.get(pk=user.pk)
    assert (stored.display_name, stored.time_zone, stored.weekly_goal) == ("Ada", "Europe/Berlin", 5)


def test_chosen_appearance_stays_on_the_device_after_signing_out(client, user):
    client.post(PATH, CHOICES)
    client.post("/accounts/logout/")

    assert '<html lang="en" data-theme="dark" data-font="legible">' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("display_name", "x" * 61, "Shorten your name to 60 characters."),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list."),
        ("weekly_goal", "8", "Choose a number of days from 1 to 7."),
        ("theme", "purple", "Choose an appearance."),
        ("reading_font", "", "Choose a font."),
    ],
)
def test_bad_choice_is_named_and_nothing_is_stored_or_lost(client, user, field, value, error):
    page = client.post(PATH, {**CHOICES, field: value}).content.decode()

    assert "<title>Error: Preferences" in page
    assert page.count(error) == 2
    assert f'id="id_{field}_error"' in page
    if field != "display_name":
        assert 'value="Ada"' in page
    assert User.objects.get(pk=user.pk).display_name == ""


def test_page_around_a_bad_form_looks_as_stored(client, user):
    page = client.post(PATH, {**CHOICES, "weekly_goal": "8"}).content.decode()

    assert '<html lang="en" >' in page
    assert ">Your account</a>" in page


@pytest.mark.parametrize("name", ["is_staff", "is_superuser", "email", "is_guest"])
def test_form_changes_nothing_else(client, user, name):
    before = getattr(user, name)

    client.post(PATH, {**CHOICES, name: "on"})

    assert getattr(User.objects.get(pk=user.pk), name) == before


def test_time_zone_that_the_machine_no_longer_knows_shows_utc(client, user):
    User.objects.filter(pk=user.pk).update(time_zone="Gone/Nowhere")

    assert client.get(PATH).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, user, method):
    assert getattr(client, method)(PATH).status_code == 405


def test_page_takes_few_queries(client, user, django_assert_num_queries):
    client.get(PATH)  # shows, and with that drops, what signing in had to say

    with django_assert_num_queries(3):
        client.get(PATH)
