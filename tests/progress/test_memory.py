"""When a lesson is remembered, and when durably."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.services import carry_over
from lessons.services import store_lesson
from progress.models import Reading
from progress.states import DURABLE, PRACTISED, READ, REMEMBERED, CardMemory, Place, is_durable, is_remembered, state_of
from quizzes.pool import Pool
from reviews import sittings
from reviews.models import Card
from reviews.services import add_question, mark_prompt, put_away
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.quiz_lessons import make_quiz
from tests.reviews.factories import answered, make_card

pytestmark = pytest.mark.database
NOW = timezone.now()
PROMPT, QUESTION = CardMemory(True, True, 30.0), CardMemory(False, True, 30.0)


@pytest.mark.parametrize(
    ("cards", "prompts", "expected"),
    [
        ([PROMPT, PROMPT], 2, True),
        ([PROMPT, QUESTION], 2, False),  # a prompt was never marked
        ([PROMPT, QUESTION._replace(is_kept=False)], 1, False),
        ([PROMPT, QUESTION], 1, True),
        ([], 0, False),
    ],
)
def test_remembered_is_every_prompt_and_every_card(cards, prompts, expected):
    assert is_remembered(cards, prompts) is expected


@pytest.mark.parametrize(
    ("days", "expected"), [([21.0], True), ([20.9, 90, 21], True), ([20, 21.9], False), ([None, 90], True)]
)
def test_durable_is_a_median_of_three_weeks(days, expected):
    assert is_durable([PROMPT._replace(stability=count) for count in days]) is expected


class Lesson:
    pk, code = 1, "L01"


@pytest.mark.parametrize(
    ("place", "practised", "state"),
    [
        (Place(NOW, NOW, "", NOW, None), {"L01"}, REMEMBERED),
        (Place(NOW, None, "", NOW, NOW), {"L01"}, DURABLE),
        (Place(NOW, NOW, "", NOW, NOW), set(), READ),  # shown once it is practised
        (Place(NOW, None, "", None, NOW), {"L01"}, PRACTISED),
    ],
)
def test_state_needs_all_steps_before_it_but_reading(place, practised, state):
    assert state_of(Lesson, {1: place}, practised) == state


def review_all(learner, rating="got-it"):
    sitting = sittings.begin(learner=learner, pool=Pool())
    while place := sittings.next_open(sittings.places_of(sitting)):
        sittings.review(sitting=sitting, number=place.number, rating=rating)
        sitting.refresh_from_db()
    return sitting


def test_lesson_is_remembered_with_the_last_of_its_cards(db):
    member = make_user()
    lesson = make_lesson(1, source=TWO_PROMPTS)
    for prompt in lesson.prompts.all():
        make_card(member, prompt, due_in_days=-1)
    sitting = sittings.begin(learner=member, pool=Pool())

    sittings.review(sitting=sitting, number=1, rating="got-it")
    before = Reading.objects.filter(learner=member).first()
    sittings.review(sitting=sitting, number=2, rating="got-it")

    reading = Reading.objects.get(learner=member)
    assert before is None
    assert (reading.remembered_at is not None, reading.durable_at, reading.read_at) == (True, None, None)


TWO_PROMPTS = """\
## Part

Words. [A1.1]

/// recall | P01.1
One?

---

Two.
///

/// recall | P01.2
Three?

---

Four.
///
"""


def test_recall_within_two_days_does_not_count(db):
    member = make_user()
    make_card(member, make_lesson(1), due_in_days=-1, recall=1)  # missed, due a day later
    Card.objects.update(created_at=timezone.now() - timedelta(hours=47), due=timezone.now())

    review_all(member)

    assert not Reading.objects.exclude(remembered_at=None).exists()


def test_lapse_takes_nothing_back(db):
    member = make_user()
    make_card(member, make_lesson(1))
    review_all(member)
    reached = Reading.objects.get().remembered_at
    Card.objects.update(due=timezone.now())

    review_all(member, "not-yet")

    assert Reading.objects.get().remembered_at == reached


def test_mark_taken_back_takes_back_what_it_reached(db):
    member = make_user()
    make_card(member, make_lesson(1))
    sitting = review_all(member)

    sittings.undo(sitting=sitting)

    assert Reading.objects.get().remembered_at is None
    assert Card.objects.get().kept_at is None


def test_mark_taken_back_leaves_what_was_reached_before_it(db):
    member, questions = make_user(), make_quiz(1)
    prompt = make_card(member, questions[0].lesson)
    review_all(member)
    reached = Reading.objects.get().remembered_at
    make_card(member, questions[0], due_in_days=3)  # missed since, and not kept
    Card.objects.filter(pk=prompt.pk).update(due=timezone.now())
    sitting = review_all(member)

    sittings.undo(sitting=sitting)

    assert Reading.objects.get().remembered_at == reached


def test_question_that_joined_must_be_kept_too_unless_put_away(db):
    member, questions = make_user(), make_quiz(1)
    make_card(member, questions[0].lesson)
    late = make_card(member, questions[0], due_in_days=3)

    review_all(member)
    assert not Reading.objects.exclude(remembered_at=None).exists()

    put_away(card=late)
    assert Reading.objects.get().remembered_at is not None


def test_recall_in_the_lesson_after_two_days_keeps_a_card_that_is_not_due(db):
    member = make_user()
    card = make_card(member, make_lesson(1), due_in_days=1, recall=4)  # at once: first due after a week or so

    mark_prompt(learner=member, prompt=card.prompt, rating="got-it")

    assert Card.objects.get().due == card.due
    assert Reading.objects.get().remembered_at == Card.objects.get().kept_at


def test_guest_and_member_who_kept_one_card_each_have_kept_both(db):
    guest, member = make_guest(), make_user()
    prompts = list(make_lesson(1, source=TWO_PROMPTS).prompts.order_by("code"))
    for learner, prompt in ((guest, prompts[0]), (member, prompts[1])):
        make_card(learner, prompt)
        review_all(learner)
    assert not Reading.objects.exclude(remembered_at=None).exists()

    carry_over(guest_id=guest.pk, member=member)

    assert Reading.objects.get(learner=member).remembered_at is not None


def test_two_days_of_a_card_added_by_hand_begin_with_its_first_mark(db):
    member, question = make_user(), make_quiz(1)[0]
    make_card(member, question.lesson)
    review_all(member)
    add_question(learner=member, question=question)
    Card.objects.filter(question=question).update(created_at=timezone.now() - timedelta(days=9))

    answered(question, learner=member, is_right=True, confidence=80)
    first = Card.objects.get(question=question).kept_at
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        answered(question, learner=member, is_right=True, confidence=80)

    assert first is None
    assert Card.objects.get(question=question).kept_at is not None


def test_new_prompt_in_the_text_takes_nothing_back(db):
    member = make_user()
    lesson = make_lesson(1)
    make_card(member, lesson)
    review_all(member)
    lesson.source = TWO_PROMPTS
    store_lesson(lesson)
    Card.objects.update(due=timezone.now())

    review_all(member)

    assert Reading.objects.get().remembered_at is not None


@given(st.lists(st.sampled_from(["read", "practised", "remembered", "durable"]), max_size=8))
def test_more_of_anything_never_lowers_a_state(events):
    order = ["new", "read", "practised", "remembered", "durable"]
    place, practised, states = None, set(), []
    for event in events:
        place = place or Place(NOW, None, "")
        if event == "practised":
            practised = {"L01"}
        else:
            place = place._replace(**{f"{event}_at": NOW})
        states.append(order.index(state_of(Lesson, {1: place}, practised)))

    assert states == sorted(states)
