"""Addresses that take no mail, in the admin: none can be read there, and one that is typed can be freed."""

import pytest
from django.contrib.admin.models import LogEntry

from accounts.addresses import is_undeliverable, note_undeliverable
from accounts.models import UndeliverableAddress
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/undeliverableaddress/"
FORM = f"{LIST}take-again/"
ADDRESS = "ada@example.org"


@pytest.fixture
def administrator():
    client = another_browser()
    sign_in_with_app(client, make_user(is_staff=True, is_superuser=True))
    return client


def test_list_says_why_and_names_nobody(administrator):
    note_undeliverable(ADDRESS, reason="complained")

    page = administrator.get(LIST).content.decode()

    assert "Its owner called a mail spam" in page
    assert ADDRESS not in page
    assert f'href="{FORM}"' in page


def test_address_that_is_typed_takes_mail_again(administrator):
    note_undeliverable(ADDRESS, reason="bounced")
    note_undeliverable("other@example.org", reason="bounced")

    page = administrator.post(FORM, {"address": " ADA@example.org "}, follow=True).content.decode()

    assert "The address takes mail again." in page
    assert not is_undeliverable(ADDRESS)
    assert is_undeliverable("other@example.org")
    entry = LogEntry.objects.get()
    assert entry.get_change_message() == "Takes mail again."
    assert ADDRESS not in entry.object_repr


def test_address_noted_under_an_older_key_is_found(administrator, settings):
    note_undeliverable(ADDRESS, reason="bounced")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, of more than fifty characters, for this test"
    administrator = another_browser()
    sign_in_with_app(administrator, make_user(is_staff=True, is_superuser=True))

    administrator.post(FORM, {"address": ADDRESS})

    assert not UndeliverableAddress.objects.exists()


def test_member_whose_address_it_is_is_looked_at_again(administrator):
    from reminders.models import Preference

    member = make_user(ADDRESS)
    Preference.objects.create(learner=member)
    note_undeliverable(ADDRESS, reason="bounced")

    administrator.post(FORM, {"address": ADDRESS})

    assert Preference.objects.get().next_at is not None


@pytest.mark.parametrize(
    ("typed", "said"),
    [("nobody@example.org", "Nothing is noted about this address"), ("no address", "Enter a valid email address.")],
)
def test_what_cannot_be_done_is_said_beside_what_was_typed(administrator, typed, said):
    response = administrator.post(FORM, {"address": typed})

    page = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page
    assert 'href="#id_address"' in page
    assert not LogEntry.objects.exists()


def test_nothing_is_edited_added_or_deleted(administrator):
    note_undeliverable(ADDRESS, reason="bounced")
    noted = UndeliverableAddress.objects.get()

    assert administrator.post(f"{LIST}{noted.pk}/change/", {"reason": "refused"}).status_code == 403
    assert administrator.get(f"{LIST}add/").status_code == 403
    assert administrator.get(f"{LIST}{noted.pk}/delete/").status_code == 403


@pytest.mark.parametrize("path", [LIST, FORM])
def test_instructors_and_visitors_see_none_of_it(client, path):
    from accounts.management.commands.make_instructor import Command as MakeInstructor

    instructor = make_user(is_staff=True)
    MakeInstructor().make(instructor.email)
    browser = another_browser()
    sign_in_with_app(browser, instructor)

    assert browser.get(path).status_code == 403
    assert client.get(path).headers["Location"].startswith("/admin/login/")


def test_noting_an_address_twice_keeps_the_first_reason_and_logs_no_address(caplog):
    note_undeliverable(ADDRESS, reason="bounced")
    note_undeliverable(ADDRESS.upper(), reason="complained")

    assert UndeliverableAddress.objects.get().reason == "bounced"
    assert "ada" not in caplog.text
    assert "takes no mail: bounced" in caplog.text
