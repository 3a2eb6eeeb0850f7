import pytest

from accounts.models import User
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
