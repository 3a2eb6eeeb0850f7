"""Second factors and sessions in the admin: looked at and ended, without what would let somebody else in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tests.authoring.factories import signed_in
from tests.factories import make_authenticator_app, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    learner = make_user("robin@example.org", display_name="Robin")
    make_authenticator_app(learner)
    UserSession.objects.create(user=learner, session_key="k" * 32, ip="127.0.0.1", user_agent="Firefox")
    return learner


def app_of(learner):
    return Authenticator.objects.get(user=learner, type=Authenticator.Type.TOTP)


@pytest.mark.parametrize("name", ["mfa/authenticator", "usersessions/usersession"])
def test_rows_are_found_by_address_and_cannot_be_typed_in(learner, name):
    browser = signed_in(email="staff@example.org")

    found = browser.get(f"/admin/{name}/", {"q": "robin@"})

    assert found.status_code == 200
    assert "Robin" in found.text
    assert browser.get(f"/admin/{name}/add/").status_code == 403


def test_secrets_and_session_keys_are_not_shown(learner):
    browser = signed_in(email="staff@example.org")
    factor, session = app_of(learner), UserSession.objects.get(user=learner)

    shown = [
        browser.get(f"/admin/mfa/authenticator/{factor.pk}/change/"),
        browser.get(f"/admin/usersessions/usersession/{session.pk}/change/"),
    ]

    assert [response.status_code for response in shown] == [200, 200]
    assert factor.data["secret"] not in shown[0].text
    assert session.session_key not in shown[1].text


def test_lost_second_factor_is_deleted(learner):
    browser = signed_in(email="staff@example.org")
    factor = app_of(learner)

    browser.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})

    assert not Authenticator.objects.filter(pk=factor.pk).exists()
