"""Between asking for an erasure and the erasure: what stands, what can be undone, and who is quicker."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import services
from accounts.models import ErasureMail, User
from accounts.services import erase_account, erase_those_who_asked, keep_account, plan_erasure
from accounts.tasks import erase_those_who_asked as erase_those_who_asked_task
from tests.at_once import at_once
from tests.factories import make_guest, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 9)


def asked_for(day, **fields) -> User:
    return make_user(erase_on=day, **fields)


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        (datetime(2026, 12, 9, 11, 59, tzinfo=UTC), False),  # still the 8th at the date line
        (datetime(2026, 12, 9, 12, 0, tzinfo=UTC), True),
        (datetime(2027, 2, 1, tzinfo=UTC), True),
        (datetime(2026, 12, 8, 23, 59, tzinfo=UTC), False),
    ],
)
def test_day_has_come_when_it_has_begun_everywhere(moment, is_due):
    member = asked_for(DAY)

    assert list(User.objects.to_be_erased(moment)) == ([member] if is_due else [])


def test_only_those_who_asked_are_erased():
    asked_for(timezone.now().date() - timedelta(days=1))
    kept = {asked_for(timezone.now().date() + timedelta(days=1)), make_user(), make_guest()}

    erase_those_who_asked_task()

    assert set(User.objects.all()) == kept


def test_more_than_fit_into_a_batch_are_erased_all(monkeypatch):
    monkeypatch.setattr(services, "ERASED_AT_ONCE", 2)
    for _ in range(5):
        asked_for(timezone.now().date() - timedelta(days=1))

    assert erase_those_who_asked() == 5

    assert not User.objects.exists()
    assert ErasureMail.objects.filter(kind="done").count() == 5


def test_second_run_finds_nothing_to_do():
    asked_for(timezone.now().date() - timedelta(days=1))

    assert [erase_those_who_asked(), erase_those_who_asked()] == [1, 0]

    assert ErasureMail.objects.count() == 1


def test_killed_halfway_nothing_has_happened(monkeypatch):
    member = asked_for(timezone.now().date() - timedelta(days=1))

    def die(*args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(services, "blot_out_of_log", die)
    with pytest.raises(SystemExit):
        erase_those_who_asked()

    assert User.objects.get() == member
    assert not ErasureMail.objects.exists()


def test_length_of_the_wait_is_a_setting(settings):
    settings.ERASURE_GRACE_DAYS = 3
    member = make_user()

    plan_erasure(member=member, session_key="")

    member.refresh_from_db()
    assert member.erase_on == timezone.now().date() + timedelta(days=3)


def test_asking_again_does_not_move_the_day():
    member = asked_for(DAY)

    plan_erasure(member=member, session_key="")

    member.refresh_from_db()
    assert member.erase_on == DAY


def test_kept_account_is_not_erased_on_the_day():
    member = asked_for(timezone.now().date() - timedelta(days=1))

    assert keep_account(learner_id=member.pk) is True

    assert erase_those_who_asked() == 0
    assert keep_account(learner_id=member.pk) is False


def test_account_that_is_gone_cannot_be_kept_nor_erased_again(mailoutbox):
    member = make_user(erase_on=DAY)
    again = get_user_model().objects.get(pk=member.pk)
    number = member.pk

    assert [erase_account(user=member), erase_account(user=again)] == [True, False]

    assert keep_account(learner_id=number) is False
    assert len(mailoutbox) == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_beats_erase_and_tell_once():
    for _ in range(4):
        asked_for(timezone.now().date() - timedelta(days=1))

    results = at_once(erase_those_who_asked, erase_those_who_asked)

    assert sum(results) == 4
    assert not User.objects.exists()
    assert ErasureMail.objects.count() == 4


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_who_keeps_the_account_as_it_is_erased_is_told_the_truth():
    member = asked_for(timezone.now().date() - timedelta(days=1))

    erased, is_kept = at_once(erase_those_who_asked, lambda: keep_account(learner_id=member.pk))

    assert (erased, is_kept) in [(1, False), (0, True)]
    assert User.objects.filter(pk=member.pk).exists() is is_kept
