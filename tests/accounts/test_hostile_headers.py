"""What nobody's browser sends, but a scanner does."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.sessions import SessionStore
from tests.accounts.actions import another_browser, ask_for_code
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["HTTP_ORIGIN", "HTTP_REFERER"])
def test_origin_that_is_no_address_is_another_site(header):
    make_lesson()

    response = Client(**{header: "http://["}).post("/prompts/P01.1/mark/", {"rating": "got-it"})

    assert response.status_code == 403
    assert not User.objects.exists()


@pytest.mark.parametrize("key", ["a\0b", "../../etc/passwd", "' OR 1=1 --"])
def test_key_that_no_session_has_is_not_looked_for(key, django_assert_num_queries):
    session = SessionStore(key)

    with django_assert_num_queries(0):
        assert session.get("guest_id") is None

    assert session.session_key is None


@pytest.mark.parametrize("address", ["somebody@example.org", None])
def test_links_in_a_mail_lead_to_this_site_whatever_host_was_asked(address, mailoutbox, settings):
    settings.SITE_URL = "https://course.example"

    ask_for_code(another_browser(HTTP_HOST="127.0.0.1"), address or make_user().email)

    assert "\nhttps://course.example/" in mailoutbox[0].body
    assert "127.0.0.1" not in mailoutbox[0].body
