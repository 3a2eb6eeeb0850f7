import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lessons.models import Prompt
from reviews.models import Card, Mark, Rating
from reviews.services import mark_prompt
from tests.factories import make_guest, make_lesson, make_user

pytestmark = pytest.mark.database


@pytest.fixture
def prompt(db) -> Prompt:
    return make_lesson(1).prompts.get()


def age(card: Card, seconds: float) -> None:
    """Let the last mark be `seconds` old."""
    Card.objects.filter(pk=card.pk).update(marked_at=timezone.now() - timedelta(seconds=seconds))


def test_double_press_counts_once(prompt):
    learner = make_guest()

    first = mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT)
    second = mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT)

    assert (first, first.marked_at) == (second, second.marked_at)
    assert Mark.objects.count() == 1


def test_change_of_mind_counts_at_once(prompt):
    learner = make_guest()

    mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT)
    card = mark_prompt(learner=learner, prompt=prompt, rating=Rating.NOT_YET)

    assert Card.objects.get() == card
    assert card.rating == Rating.NOT_YET
    assert [mark.rating for mark in card.marks.all()] == [Rating.GOT_IT, Rating.NOT_YET]


@pytest.mark.parametrize(("seconds", "marks"), [(1, 1), (6, 2), (86400, 2)])
def test_same_mark_counts_again_after_five_seconds(prompt, seconds, marks):
    learner = make_guest()
    age(mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT), seconds)

    mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT)

    assert Mark.objects.count() == marks


def test_first_mark_stays_the_first(prompt):
    learner = make_guest()
    first = mark_prompt(learner=learner, prompt=prompt, rating=Rating.NOT_YET)
    age(first, 60)

    card = mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT)

    card.refresh_from_db()
    assert card.created_at == first.created_at
    assert card.marked_at == card.marks.last().marked_at


def test_learners_have_cards_of_their_own(prompt):
    guest, member = make_guest(), make_user()

    mark_prompt(learner=guest, prompt=prompt, rating=Rating.GOT_IT)
    mark_prompt(learner=member, prompt=prompt, rating=Rating.NOT_YET)

    assert Card.objects.for_learner(guest).get().rating == Rating.GOT_IT
    assert Card.objects.for_learner(member).get().rating == Rating.NOT_YET


def test_erased_learner_leaves_no_marks(prompt):
    guest = make_guest()
    mark_prompt(learner=guest, prompt=prompt, rating=Rating.GOT_IT)

    guest.delete()

    assert (Card.objects.count(), Mark.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_count_once():
    prompt, learner = make_lesson(1).prompts.get(), make_guest()
    ready = threading.Barrier(2, timeout=10)

    def press():
        ready.wait()
        mark_prompt(learner=learner, prompt=prompt, rating=Rating.GOT_IT)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Card.objects.count(), Mark.objects.count()) == (1, 1)
