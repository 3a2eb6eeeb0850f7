from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.models import Prompt
from reviews.models import Card, Mark, Rating
from reviews.services import carry_over
from tests.factories import make_guest, make_lesson, make_user

pytestmark = pytest.mark.database
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make_card(learner, prompt: Prompt, *marks: tuple[int, str]) -> Card:
    """A card with marks, each as (minutes after noon, rating); the last one counts."""
    moments = [NOON + timedelta(minutes=minute) for minute, _rating in marks]
    card = Card.objects.create(
        learner=learner, prompt=prompt, rating=marks[-1][1], created_at=moments[0], marked_at=moments[-1]
    )
    for moment, (_minute, rating) in zip(moments, marks, strict=True):
        Mark.objects.create(card=card, rating=rating, marked_at=moment)
    return card


def test_cards_of_the_guest_become_the_members(db):
    prompt, guest, member = make_lesson(1).prompts.get(), make_guest(), make_user()
    card = make_card(guest, prompt, (0, "not-yet"), (5, "got-it"))

    carry_over(guest=guest, member=member)

    assert Card.objects.get() == card
    assert Card.objects.get().learner == member
    assert card.marks.count() == 2


def test_cards_of_the_member_stay_without_those_of_a_guest(db):
    prompt, guest, member = make_lesson(1).prompts.get(), make_guest(), make_user()
    make_card(member, prompt, (0, "got-it"))

    carry_over(guest=guest, member=member)

    assert Card.objects.for_learner(member).get().rating == "got-it"


def test_cards_of_others_are_not_touched(db):
    prompt, guest, member, other = make_lesson(1).prompts.get(), make_guest(), make_user(), make_guest()
    make_card(guest, prompt, (0, "got-it"))
    make_card(other, prompt, (0, "not-yet"))

    carry_over(guest=guest, member=member)

    assert Card.objects.for_learner(other).get().rating == "not-yet"


@pytest.mark.parametrize(
    ("guests", "members", "kept"),
    [
        ("not-yet", "not-yet", "not-yet"),
        ("got-it", "not-yet", "got-it"),
        ("not-yet", "got-it", "got-it"),
        ("got-it", "got-it", "got-it"),
    ],
)
def test_where_both_have_a_card_the_better_mark_stays(db, guests, members, kept):
    prompt, guest, member = make_lesson(1).prompts.get(), make_guest(), make_user()
    make_card(member, prompt, (0, members))
    make_card(guest, prompt, (30, guests))

    carry_over(guest=guest, member=member)

    card = Card.objects.for_learner(member).get()
    assert card.rating == kept
    assert (card.created_at, card.marked_at) == (NOON, NOON + timedelta(minutes=30))
    assert card.marks.count() == 2


histories = st.lists(
    st.tuples(st.integers(0, 600), st.sampled_from(Rating.values)),
    min_size=1,
    max_size=3,
    unique_by=lambda mark: mark[0],
).map(sorted)


@given(st.dictionaries(st.integers(1, 3), histories), st.dictionaries(st.integers(1, 3), histories))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_and_nothing_is_there_twice(db, guests, members):
    for number in (1, 2, 3):
        Prompt.objects.filter(code=f"P{number:02}.1").exists() or make_lesson(number)
    guest, member = make_guest(), make_user()
    for learner, cards in ((guest, guests), (member, members)):
        for number, marks in cards.items():
            make_card(learner, Prompt.objects.get(code=f"P{number:02}.1"), *marks)

    carry_over(guest=guest, member=member)
    guest.delete()

    cards = Card.objects.for_learner(member)
    assert {card.prompt.lesson.number for card in cards} == guests.keys() | members.keys()
    for card in cards:
        number = card.prompt.lesson.number
        both = [*guests.get(number, []), *members.get(number, [])]
        last = [marks[number][-1][1] for marks in (guests, members) if number in marks]
        kept = [(int((mark.marked_at - NOON).total_seconds() // 60), mark.rating) for mark in card.marks.all()]
        assert sorted(kept) == sorted(both)
        assert card.rating == max(last, key=lambda rating: Rating(rating).recall)
        assert card.created_at == NOON + timedelta(minutes=min(minute for minute, _rating in both))
        assert card.marked_at == NOON + timedelta(minutes=max(minute for minute, _rating in both))
