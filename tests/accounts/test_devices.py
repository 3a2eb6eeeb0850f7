from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts.devices import device_name, network_name, network_of
from accounts.services import forget_old_sessions
from tests.accounts.actions import FIREFOX, another_browser, is_signed_in, sign_in
from tests.factories import PASSWORD, make_user

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0.0.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/18.0 Safari/605.1.15", "Safari on macOS"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {APPLE} Safari/604.1", "Safari on iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36",
            "Samsung Internet on Android",
        ),
        ("curl/8.5.0", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_browser_is_called_what_people_call_it(user_agent, name):
    assert device_name(user_agent) == name


@pytest.mark.parametrize(
    ("address", "network", "name"),
    [
        ("203.0.113.77", "203.0.113.0", "203.0.113.x"),
        ("2001:db8:1:2::3", "2001:db8:1::", "2001:db8:1:x"),
    ],
)
def test_network_is_the_address_without_the_machine(address, network, name):
    assert network_of(address) == network
    assert network_name(address) == name
    assert network_name("0.0.0.0") == ""


@pytest.mark.django_db
def test_list_shows_each_device_and_which_is_this_one(client):
    user, other = make_user(), another_browser(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.77")
    sign_in(other, user.email)
    sign_in(client, user.email)

    page = other.get("/accounts/sessions/").content.decode()

    assert page.count('<li class="card">') == 2
    assert 'Firefox on Windows <strong class="badge">This device</strong>' in page
    assert "From the network 203.0.113.x" in page
    assert "203.0.113.77" not in page


@pytest.mark.django_db
def test_only_the_network_is_stored(client):
    user, other = make_user(), another_browser(REMOTE_ADDR="203.0.113.77")

    sign_in(other, user.email)
    other.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another long passphrase"})

    assert set(UserSession.objects.values_list("ip", flat=True)) == {"203.0.113.0"}


@pytest.mark.django_db
def test_only_the_name_of_the_browser_is_stored(mailoutbox):
    user, browser = make_user(), another_browser(HTTP_USER_AGENT=FIREFOX)

    sign_in(browser, user.email)
    assert UserSession.objects.get().user_agent == "Firefox on Windows"
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another long passphrase"})

    assert set(UserSession.objects.values_list("user_agent", flat=True)) == {"Firefox on Windows"}
    assert "This was done with Firefox on Windows, on " in mailoutbox[0].body


@pytest.mark.django_db
def test_other_devices_can_be_signed_out(client):
    user, other = make_user(), another_browser()
    sign_in(other, user.email)
    sign_in(client, user.email)

    page = client.post("/accounts/sessions/", follow=True).content.decode()

    assert "The other devices are signed out." in page
    assert "You are signed in nowhere else." in page
    assert is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.django_db
def test_nobody_signs_out_somebody_elses_devices(client):
    one, another, other = make_user(), make_user(), another_browser()
    sign_in(other, another.email)
    sign_in(client, one.email)

    client.post("/accounts/sessions/")

    assert is_signed_in(other)


@pytest.mark.django_db
def test_devices_of_ended_sessions_are_forgotten(client):
    user = make_user()
    sign_in(client, user.email)
    client.session.delete()

    forget_old_sessions()

    assert not UserSession.objects.exists()


@pytest.mark.django_db
def test_addresses_are_dropped_after_30_days(client):
    user, other = make_user(), another_browser()
    sign_in(client, user.email)
    sign_in(other, user.email)
    old = UserSession.objects.get(session_key=client.session.session_key)
    UserSession.objects.filter(pk=old.pk).update(last_seen_at=timezone.now() - timedelta(days=31))

    forget_old_sessions()

    old.refresh_from_db()
    assert old.ip == "0.0.0.0"
    assert UserSession.objects.exclude(pk=old.pk).get().ip == "127.0.0.0"
    assert client.get("/accounts/sessions/").content.decode().count("From the network") == 1
