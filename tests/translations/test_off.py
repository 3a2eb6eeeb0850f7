"""As long as the operator named no provider: nothing of it shows."""

import pytest

from tests.aipm_course.test_headers import POLICY, security_headers
from tests.factories import make_user
from tests.translations.actions import CHOOSE, GERMAN, load

pytestmark = pytest.mark.usefixtures("off", "pages")
PAGES = ["/lessons/lesson-1/", "/articles/overview/", "/privacy/", "/accounts/preferences/"]


@pytest.mark.parametrize("path", PAGES)
def test_ac_a19_11_without_a_provider_there_is_no_control_and_the_policy_is_the_same(client, path):
    client.force_login(make_user())

    response = client.get(path)

    assert "another language" not in response.content.decode().lower()
    assert "translation" not in response.content.decode().lower()
    assert security_headers(response)["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("path", [CHOOSE, GERMAN, "/articles/overview/in/", "/articles/overview/in/de/"])
def test_ac_a19_11_without_a_provider_its_pages_are_not_found(client, path):
    assert client.get(path).status_code == 404
    assert load(client, path=path).status_code == 404


def test_privacy_page_promises_that_nothing_goes_to_anybody(client):
    assert "Nothing goes to anybody else." in client.get("/privacy/").content.decode()
