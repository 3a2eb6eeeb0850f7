"""Two sign-ins at the same moment, each with a connection of its own."""

import pytest

from accounts.models import User
from accounts.services import carry_over
from reviews.models import Card, Mark
from reviews.services import mark_prompt
from tests.at_once import at_once
from tests.factories import make_guest, make_lesson, make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_guest_is_carried_over_once_when_two_tabs_sign_in():
    prompts = [make_lesson(number).prompts.get() for number in range(1, 5)]
    guest, member = make_guest(), make_user()
    for prompt in prompts:
        mark_prompt(learner=guest, prompt=prompt, rating="got-it")

    results = at_once(*[lambda: carry_over(guest_id=guest.pk, member=member)] * 2)

    assert sorted(results) == [False, True]
    assert Card.objects.filter(learner=member).count() == Mark.objects.count() == 4
    assert not User.objects.guests().exists()


def test_guest_goes_whole_to_one_of_two_members():
    prompts = [make_lesson(number).prompts.get() for number in range(1, 5)]
    guest, members = make_guest(), [make_user(), make_user()]
    for prompt in prompts:
        mark_prompt(learner=guest, prompt=prompt, rating="got-it")

    results = at_once(*[lambda member=member: carry_over(guest_id=guest.pk, member=member) for member in members])

    assert sorted(results) == [False, True]
    owner = members[results.index(True)]
    assert Card.objects.filter(learner=owner).count() == Card.objects.count() == 4


def test_two_guests_become_the_same_member():
    prompts = [make_lesson(number).prompts.get() for number in range(1, 5)]
    member, guests = make_user(), [make_guest(), make_guest()]
    for guest in guests:
        for prompt in prompts:
            mark_prompt(learner=guest, prompt=prompt, rating="got-it")

    results = at_once(*[lambda guest=guest: carry_over(guest_id=guest.pk, member=member) for guest in guests])

    assert results == [True, True]
    assert Card.objects.filter(learner=member).count() == 4
    assert Mark.objects.count() == 8
