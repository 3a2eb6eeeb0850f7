import pytest

from accounts.models import User
from tests.accounts.actions import another_browser
from tests.factories import make_lesson

pytestmark = pytest.mark.django_db


def test_one_address_cannot_fill_the_database_with_guests(client, settings):
    make_lesson()
    settings.ACCOUNT_RATE_LIMITS = {"new_guest": "2/h/ip"}
    statuses = []

    for _ in range(3):
        client.cookies.clear()
        statuses.append(client.post("/prompts/P01.1/mark/", {"rating": "got-it"}).status_code)

    assert statuses == [302, 302, 429]
    assert User.objects.guests().count() == 2


def test_a_guest_who_is_known_marks_on_past_the_limit(client, settings):
    make_lesson()
    settings.ACCOUNT_RATE_LIMITS = {"new_guest": "1/h/ip"}
    client.post("/prompts/P01.1/mark/", {"rating": "got-it"})

    response = client.post("/prompts/P01.1/mark/", {"rating": "not-yet"})

    assert response.status_code == 302


def test_neighbours_in_one_ipv6_network_share_the_limit(settings):
    make_lesson()
    settings.ACCOUNT_RATE_LIMITS = {"new_guest": "1/h/ip"}

    statuses = [
        another_browser(REMOTE_ADDR=address).post("/prompts/P01.1/mark/", {"rating": "got-it"}).status_code
        for address in ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", "2001:db8:1:3::5")
    ]

    assert statuses == [302, 429, 302]
