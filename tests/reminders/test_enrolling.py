"""Who gets reminders: members who have confirmed an address, from that day on, until they choose others."""

import pytest
from allauth.account.models import EmailAddress

from accounts.addresses import is_undeliverable, note_undeliverable
from reminders.models import Preference
from reminders.services import enrol, enrol_the_forgotten, switch_off
from tests.accounts.actions import code_in, confirm_that_it_is_me, enter_sign_up_code, sign_up
from tests.factories import make_guest, make_user

pytestmark = pytest.mark.django_db


def test_new_member_gets_reminders_once_the_address_is_confirmed(client, mailoutbox):
    sign_up(client, "ada@example.org", time_zone="Asia/Tokyo")
    assert not Preference.objects.exists()

    enter_sign_up_code(client, code_in(mailoutbox[0]))

    preference = Preference.objects.get()
    assert (preference.is_on, preference.hour) == (True, 8)
    assert preference.next_at.astimezone(preference.learner.zone).hour == 8


def test_members_of_before_are_enrolled_and_nobody_else():
    members = [make_user() for _count in range(3)]
    chosen = enrol(member=make_user())
    switch_off(learner_id=chosen.learner_id)
    EmailAddress.objects.filter(user=make_user()).update(verified=False)
    make_user(is_active=False)
    make_guest()

    assert enrol_the_forgotten() == 3
    assert enrol_the_forgotten() == 0
    assert set(Preference.objects.values_list("learner", flat=True)) == {
        *(member.pk for member in members),
        chosen.learner_id,
    }
    assert not Preference.objects.get(pk=chosen.pk).is_on


def test_new_address_keeps_what_was_chosen(client, mailoutbox):
    member = make_user()
    enrol(member=member)
    Preference.objects.update(hour=21, weekly=True, next_at=None)
    note_undeliverable("new@example.org", reason="bounced")
    client.force_login(member)
    confirm_that_it_is_me(client)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})

    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})

    preference = Preference.objects.get()
    assert (preference.hour, preference.weekly) == (21, True)
    assert preference.next_at is not None
    assert not is_undeliverable("new@example.org")


def test_whoever_switched_them_off_is_not_enrolled_by_a_new_address():
    member = make_user()
    switch_off(learner_id=member.pk)

    enrol(member=member)

    preference = Preference.objects.get()
    assert (preference.is_on, preference.next_at) == (False, None)
