from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core.management import call_command

from accounts.models import User
from tests.accounts.actions import another_browser, sign_in, sign_in_with_app, totp
from tests.factories import PASSWORD, make_authenticator_app, make_guest, make_user

pytestmark = pytest.mark.django_db
LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}


@pytest.fixture(params=["/admin/", "/admin/lessons/lesson/", "/admin/accounts/user/"])
def path(request):
    return request.param


def where_it_leads(client, path) -> str:
    response = client.get(path, follow=True)
    return response.redirect_chain[-1][0] if response.redirect_chain else path


def test_visitor_is_asked_to_sign_in_and_comes_back(client, path):
    assert where_it_leads(client, path) == f"/accounts/login/?next={path}"


def test_learner_is_told_that_it_is_not_for_them(client, path):
    client.force_login(make_user())

    page = client.get(path, follow=True)

    assert page.redirect_chain[-1][0] == "/"


def test_learner_reads_why(client, course):
    client.force_login(make_user())

    page = client.get("/admin/", follow=True).content.decode()

    assert "The admin is open to instructors only, and this account is not one." in page


def test_staff_without_second_factor_is_led_to_adding_one(client, path):
    client.force_login(make_user(is_staff=True, is_superuser=True))

    page = client.get(path, follow=True)

    assert page.redirect_chain[-1][0] == "/accounts/2fa/"
    assert "Staff need a second factor before the admin opens." in page.content.decode()


def test_recovery_codes_alone_are_no_second_factor(client):
    user = make_user(is_staff=True)
    make_authenticator_app(user)
    Authenticator.objects.get(type=Authenticator.Type.TOTP).delete()
    client.force_login(user)

    assert where_it_leads(client, "/admin/") == "/accounts/2fa/"


def test_staff_who_used_the_second_factor_gets_in(client, path):
    user = make_user(is_staff=True, is_superuser=True)
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    assert where_it_leads(client, path) == "/accounts/2fa/authenticate/"

    client.post("/accounts/2fa/authenticate/", {"code": totp(secret)})

    page = client.get(path)
    assert page.status_code == 200
    assert "You have no second factor." not in page.content.decode()


def test_staff_who_has_a_second_factor_but_did_not_use_it_is_asked_for_it(client):
    user = make_user(is_staff=True)
    sign_in(client, user.email)
    secret = make_authenticator_app(user)  # in another browser, say, after this one had signed in
    path = "/admin/lessons/lesson/?q=a"
    user.user_permissions.add(Permission.objects.get(codename="view_lesson"))

    page = client.get(path, follow=True)

    assert page.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=/admin/lessons/lesson/%3Fq%3Da"
    assert "Use your second factor to open the admin." in page.content.decode()
    response = client.post(page.redirect_chain[-1][0], {"code": totp(secret)})
    assert response.headers["Location"] == path
    assert client.get(path).status_code == 200


def test_passkey_is_asked_for_where_there_is_no_app(client):
    user = make_user(is_staff=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    client.force_login(user)

    response = client.get("/admin/login/?next=//evil.example/")

    assert response.headers["Location"].startswith("/accounts/2fa/webauthn/reauthenticate/?next=")


def test_second_factor_that_is_gone_opens_nothing(client):
    user = make_user(is_staff=True)
    sign_in_with_app(client, user)
    Authenticator.objects.all().delete()

    assert where_it_leads(client, "/admin/") == "/accounts/2fa/"


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/"])
def test_whoever_may_enter_is_let_in_from_the_sign_in_page(client, path):
    sign_in_with_app(client, make_user(is_staff=True))

    assert where_it_leads(client, path) == "/admin/"


def test_switched_off_staff_stays_out(client):
    user = make_user(is_staff=True)
    sign_in_with_app(client, user)
    user.is_active = False
    user.save()

    assert where_it_leads(client, "/admin/") == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize(
    ("debug", "headers", "is_open"),
    [
        (True, LOCAL, True),
        (True, LOCAL | {"HTTP_HOST": "127.0.0.1:8000"}, True),
        (True, LOCAL | {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, True),
        (False, LOCAL, False),
        (True, LOCAL | {"REMOTE_ADDR": "203.0.113.77"}, False),
        (True, LOCAL | {"HTTP_HOST": "course.example"}, False),
        (True, LOCAL | {"HTTP_X_FORWARDED_FOR": "203.0.113.77"}, False),
    ],
)
def test_developer_on_their_own_machine_gets_a_banner_instead(settings, debug, headers, is_open):
    settings.DEBUG = debug
    settings.ALLOWED_HOSTS = ["*"]
    client = another_browser(**headers)
    client.force_login(make_user(is_staff=True, is_superuser=True))

    response = client.get("/admin/")

    assert (response.status_code == 200) is is_open
    if is_open:
        assert "You have no second factor. The admin is open only because DEBUG is on" in response.content.decode()


def test_password_is_changed_on_the_sites_own_page(client):
    sign_in_with_app(client, make_user(is_staff=True))

    assert client.get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"


def test_instructor_may_edit_lessons_but_not_people(client):
    call_command("make_instructor", "ada@example.org", stdout=StringIO())
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    sign_in_with_app(client, user)

    assert client.get("/admin/lessons/lesson/").status_code == 200
    assert client.get("/admin/accounts/user/").status_code == 403


def test_guest_can_be_looked_at_but_not_made_staff(client):
    superuser, guest = make_user(is_staff=True, is_superuser=True), make_guest()
    sign_in_with_app(client, superuser)

    assert client.get(f"/admin/accounts/user/{guest.pk}/change/").status_code == 200
    assert client.post(f"/admin/accounts/user/{guest.pk}/change/", {"is_staff": "on"}).status_code == 403
