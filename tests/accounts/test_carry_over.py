"""What a guest did becomes the member's: whole, once, and where both did it the better state wins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import carry_over
from progress.models import Reading
from reviews.models import Card, Mark
from reviews.services import mark_prompt
from tests.factories import make_guest, make_lesson, make_user

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=9)
LATELY = timezone.now() - timedelta(days=1)


def make_card(learner, prompt, rating, at=LATELY) -> Card:
    card = Card.objects.create(learner=learner, prompt=prompt, rating=rating, marked_at=at, created_at=at)
    Mark.objects.create(card=card, rating=rating, marked_at=at)
    return card


def make_reading(learner, lesson, **fields) -> Reading:
    return Reading.objects.create(learner=learner, lesson=lesson, **({"seen_at": LATELY} | fields))


def test_new_member_gets_everything_and_the_guest_is_gone():
    lesson, guest, member = make_lesson(), make_guest(), make_user()
    mark_prompt(learner=guest, prompt=lesson.prompts.get(), rating="not-yet")
    make_reading(guest, lesson, anchor="s-1", read_at=LATELY)

    assert carry_over(guest_id=guest.pk, member=member) is True

    assert list(User.objects.all()) == [member]
    card = Card.objects.get(learner=member)
    assert [mark.rating for mark in card.marks.all()] == ["not-yet"]
    reading = Reading.objects.get(learner=member)
    assert (reading.anchor, reading.read_at) == ("s-1", LATELY)


@pytest.mark.parametrize(
    ("of_guest", "of_member", "kept"),
    [
        ("got-it", "not-yet", "got-it"),
        ("not-yet", "got-it", "got-it"),
        ("not-yet", "not-yet", "not-yet"),
    ],
)
def test_better_mark_wins_and_all_marks_are_kept(of_guest, of_member, kept):
    prompt, guest, member = make_lesson().prompts.get(), make_guest(), make_user()
    make_card(member, prompt, of_member, LONG_AGO)
    make_card(guest, prompt, of_guest, LATELY)

    carry_over(guest_id=guest.pk, member=member)

    card = Card.objects.get()
    assert (card.learner, card.rating) == (member, kept)
    assert (card.created_at, card.marked_at) == (LONG_AGO, LATELY)
    assert [(mark.rating, mark.marked_at) for mark in card.marks.all()] == [(of_member, LONG_AGO), (of_guest, LATELY)]


@pytest.mark.parametrize(
    ("read_by_guest", "read_by_member", "kept"),
    [(LATELY, None, LATELY), (None, LONG_AGO, LONG_AGO), (LATELY, LONG_AGO, LONG_AGO), (None, None, None)],
)
def test_read_beats_new_and_the_first_time_counts(read_by_guest, read_by_member, kept):
    lesson, guest, member = make_lesson(), make_guest(), make_user()
    make_reading(member, lesson, read_at=read_by_member)
    make_reading(guest, lesson, read_at=read_by_guest)

    carry_over(guest_id=guest.pk, member=member)

    assert Reading.objects.get().read_at == kept


@pytest.mark.parametrize(
    ("guest_was_there", "member_was_there", "anchor"),
    [(LATELY, LONG_AGO, "of-guest"), (LONG_AGO, LATELY, "of-member")],
)
def test_later_place_wins(guest_was_there, member_was_there, anchor):
    lesson, guest, member = make_lesson(), make_guest(), make_user()
    make_reading(member, lesson, anchor="of-member", seen_at=member_was_there)
    make_reading(guest, lesson, anchor="of-guest", seen_at=guest_was_there)

    carry_over(guest_id=guest.pk, member=member)

    reading = Reading.objects.get()
    assert (reading.anchor, reading.seen_at) == (anchor, LATELY)


def test_second_time_does_nothing():
    lesson, guest, member = make_lesson(), make_guest(), make_user()
    mark_prompt(learner=guest, prompt=lesson.prompts.get(), rating="got-it")
    guest_id = guest.pk
    carry_over(guest_id=guest_id, member=member)

    assert carry_over(guest_id=guest_id, member=make_user()) is False

    assert Mark.objects.count() == 1
    assert Card.objects.get().learner == member


def test_another_members_work_is_never_taken():
    lesson, somebody, member = make_lesson(), make_user(), make_user()
    mark_prompt(learner=somebody, prompt=lesson.prompts.get(), rating="got-it")

    assert carry_over(guest_id=somebody.pk, member=member) is False

    assert Card.objects.get().learner == somebody


def test_failing_halfway_changes_nothing(monkeypatch):
    def fail(*, guest, member):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("progress.services.carry_over", fail)
    lesson, guest, member = make_lesson(), make_guest(), make_user()
    mark_prompt(learner=guest, prompt=lesson.prompts.get(), rating="got-it")

    with pytest.raises(RuntimeError):
        carry_over(guest_id=guest.pk, member=member)

    assert Card.objects.get().learner == guest
