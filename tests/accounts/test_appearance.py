import pytest

from accounts.models import User
from tests.accounts.actions import another_browser, code_in, enter_sign_up_code, sign_in, sign_up
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PATH = "/accounts/appearance/"


def html_tag(client, path="/about/") -> str:
    page = client.get(path).content.decode()
    return page[page.index("<html") : page.index(">", page.index("<html")) + 1]


def test_visitor_who_chose_nothing_sees_what_the_device_is_set_to(client):
    assert html_tag(client) == '<html lang="en" >'


def test_visitors_choice_is_in_the_next_page_and_stores_nobody(client):
    response = client.post(PATH, {"theme": "dark", "reading_font": "system", "next": "/glossary/"})

    assert response.headers["Location"] == "/glossary/"
    assert html_tag(client) == '<html lang="en" data-theme="dark" data-font="system">'
    assert client.cookies["theme"]["httponly"]
    assert not User.objects.exists()


def test_what_is_left_out_stays_as_it_was(client):
    client.post(PATH, {"theme": "dark", "reading_font": "legible"})

    client.post(PATH, {"theme": "light"})
    client.post(PATH, {"theme": "", "reading_font": ""})

    assert html_tag(client) == '<html lang="en" data-theme="light" data-font="legible">'


def test_unknown_choice_changes_nothing(client):
    client.post(PATH, {"theme": "dark"})

    client.post(PATH, {"theme": "purple"})

    assert html_tag(client) == '<html lang="en" data-theme="dark">'


def test_cookie_that_was_tampered_with_counts_as_no_choice(client):
    client.cookies["theme"] = '"><script>'

    assert html_tag(client) == '<html lang="en" >'


def test_members_choice_is_in_the_profile_and_goes_to_other_devices(client):
    user = make_user()
    sign_in(client, user.email)
    client.post(PATH, {"theme": "dark"})

    other = another_browser()
    sign_in(other, user.email)

    assert html_tag(other) == '<html lang="en" data-theme="dark">'


def test_visitors_choice_goes_into_a_new_account(client, mailoutbox):
    client.post(PATH, {"theme": "dark", "reading_font": "legible"})
    sign_up(client, "ada@example.org")
    enter_sign_up_code(client, code_in(mailoutbox[0]))

    user = User.objects.get()

    assert (user.theme, user.reading_font) == ("dark", "legible")


def test_somebody_elses_choice_on_a_device_leaves_a_members_own_alone(client):
    user = make_user()
    sign_in(another_browser(), user.email)  # has been here before, and left it as the device is set
    client.post(PATH, {"theme": "dark"})

    sign_in(client, user.email)

    assert html_tag(client) == '<html lang="en" >'


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_post_from_another_site_is_refused(site):
    client = another_browser()

    response = client.post(PATH, {"theme": "dark"}, HTTP_SEC_FETCH_SITE=site)

    assert response.status_code == 403
    assert "theme" not in client.cookies


def test_looking_at_the_address_changes_nothing(client):
    assert client.get(PATH).status_code == 405


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/course/", "/course/"),
        ("http://testserver/lessons/value/?a=1#s-2", "/lessons/value/?a=1#s-2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("http://testserver/\\evil.example/", "/evil.example/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_form_leads_back_to_this_site_only(client, target, place):
    assert client.post(PATH, {"theme": "dark", "next": target}).headers["Location"] == place
