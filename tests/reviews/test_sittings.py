from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.models import Lesson
from quizzes.models import Attempt
from quizzes.pool import Pool
from reviews import sittings
from reviews.marks import first_kept, replayed
from reviews.models import Card, Mark, Sitting
from reviews.services import carry_over, mark_prompt, put_away, take_up
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.factories import make_attempt
from tests.quizzes.quiz_lessons import make_quiz
from tests.reviews.factories import answered, make_card, make_cards

pytestmark = pytest.mark.database


@pytest.fixture
def member(db):
    return make_user()


def begin(learner) -> Sitting:
    return sittings.begin(learner=learner, pool=Pool())


def cards_of(sitting) -> list[int]:
    return [entry["card"] for entry in sitting.entries]


def snapshot(learner) -> dict:
    return {card.pk: (card.memory, card.rating, card.marked_at) for card in Card.objects.for_learner(learner)}


def test_review_holds_what_is_due_the_weakest_first(member):
    cards = make_cards(member, 3)
    make_card(member, make_lesson(4), due_in_days=2)

    assert cards_of(begin(member)) == [card.pk for card in cards]


def test_card_due_later_today_is_in_it(member):
    now = timezone.now()
    card = make_card(member, make_lesson(1), due_in_days=0.0001)
    tomorrow = make_card(member, make_lesson(2), due_in_days=1.01)

    sitting = begin(member)

    is_today = (now + timedelta(seconds=9)).date() == now.date()
    assert cards_of(sitting) == ([card.pk] if is_today else [])
    assert tomorrow.pk not in cards_of(sitting)


def test_nothing_due_makes_no_review(member):
    make_card(member, make_lesson(1), due_in_days=3)

    assert begin(member) is None
    assert not Sitting.objects.exists()


def test_begun_twice_is_one_review(member):
    make_cards(member, 2)

    assert begin(member) == begin(member)
    assert Sitting.objects.count() == 1


def test_review_left_half_a_day_ago_is_over_and_its_cards_come_in_the_next(member):
    make_cards(member, 2)
    old = begin(member)
    sittings.review(sitting=old, number=1, rating="got-it")
    Sitting.objects.update(started_at=timezone.now() - timedelta(hours=13))

    new = begin(member)

    assert new != old
    assert cards_of(new) == cards_of(old)[1:]
    assert Sitting.objects.get(pk=old.pk).ended_at is not None


def test_recalled_card_returns_later_and_the_review_ends(member):
    card = make_cards(member, 1)[0]
    sitting = begin(member)

    mark = sittings.review(sitting=sitting, number=1, rating="got-it")

    card.refresh_from_db()
    sitting.refresh_from_db()
    assert card.due > timezone.now() + timedelta(days=5)
    assert (mark.memory, mark.place, mark.retention) == (card.memory, 1, 0.9)
    assert sitting.ended_at is not None


def test_lapse_returns_once_more_at_the_end_and_not_a_third_time(member):
    first, second = make_cards(member, 2)
    sitting = begin(member)

    for number in (1, 2, 3):
        sittings.review(sitting=sitting, number=number, rating="not-yet" if number != 2 else "got-it")

    sitting.refresh_from_db()
    assert cards_of(sitting) == [first.pk, second.pk, first.pk]
    assert sitting.ended_at is not None
    assert [mark.rating for mark in first.marks.all()] == ["got-it", "not-yet", "not-yet"]


def test_second_press_counts_once(member):
    make_cards(member, 2)
    sitting = begin(member)

    assert sittings.review(sitting=sitting, number=1, rating="got-it") is not None
    assert sittings.review(sitting=sitting, number=1, rating="not-yet") is None
    assert Mark.objects.filter(sitting=sitting).count() == 1


def test_card_put_away_is_passed_over(member):
    first, second = make_cards(member, 2)
    sitting = begin(member)
    put_away(card=first)

    places = sittings.places_of(sitting)

    assert [place.is_open for place in places] == [False, True]
    assert sittings.review(sitting=sitting, number=1, rating="got-it") is None
    assert sittings.next_open(places).card == second


def test_card_recalled_elsewhere_meanwhile_is_passed_over(member):
    first, second = make_cards(member, 2)
    sitting = begin(member)

    mark_prompt(learner=member, prompt=first.prompt, rating="got-it", recap="L09")

    assert sittings.next_open(sittings.places_of(sitting)).card == second


def test_undo_puts_the_card_back_as_it_was(member):
    make_cards(member, 2)
    before = snapshot(member)
    sitting = begin(member)
    sittings.review(sitting=sitting, number=1, rating="not-yet")

    mark = sittings.undo(sitting=sitting)

    sitting.refresh_from_db()
    assert mark.place == 1
    assert snapshot(member) == before
    assert len(sitting.entries) == 2
    assert sittings.next_open(sittings.places_of(sitting)).number == 1


def test_undo_of_the_last_card_opens_the_review_again(member):
    make_cards(member, 1)
    sitting = begin(member)
    sittings.review(sitting=sitting, number=1, rating="got-it")

    sittings.undo(sitting=sitting)

    assert begin(member) == sitting
    assert sittings.review(sitting=sitting, number=1, rating="not-yet") is not None


def test_nothing_to_undo_changes_nothing(member):
    make_cards(member, 1)

    assert sittings.undo(sitting=begin(member)) is None


@given(st.lists(st.sampled_from(["got-it", "not-yet", "undo"]), max_size=14))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_leaves_what_marking_less_would_have_left(db, presses):
    """Whatever is pressed: cards, places and order are as if what was taken back had never been."""
    Card.objects.all().delete()
    one, other = make_user(), make_user()
    lessons = list(Lesson.objects.all()) or [make_lesson(number) for number in (1, 2, 3)]
    at = timezone.now() - timedelta(days=9)
    for learner in (one, other):
        for lesson in lessons:
            make_card(learner, lesson, due_in_days=-1, at=at)
    mine, theirs = begin(one), begin(other)
    kept: list[str] = []
    for press in presses:
        if press == "undo":
            sittings.undo(sitting=mine)
            kept = kept[:-1]
        elif following := next_number(mine):
            sittings.review(sitting=mine, number=following, rating=press)
            kept.append(press)
    for press in kept:
        sittings.review(sitting=theirs, number=next_number(theirs), rating=press)

    assert shape(one, mine) == shape(other, theirs)
    for card in Card.objects.for_learner(one):
        assert replayed(card)[-1].stability == pytest.approx(card.stability)


def lapsed_and_recalled_in_the_lesson(sitting, card):
    sittings.review(sitting=sitting, number=1, rating="not-yet")
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        mark_prompt(learner=card.learner, prompt=card.prompt, rating="got-it")


def recalled_and_put_away(sitting, card):
    sittings.review(sitting=sitting, number=1, rating="got-it")
    put_away(card=Card.objects.get(pk=card.pk))


def recalled_before_the_next_review(sitting, card):
    sittings.review(sitting=sitting, number=1, rating="got-it")
    sittings.review(sitting=sitting, number=2, rating="got-it")
    make_card(card.learner, make_lesson(9))
    assert begin(card.learner) != sitting


@pytest.mark.parametrize(
    "what", [lapsed_and_recalled_in_the_lesson, recalled_and_put_away, recalled_before_the_next_review]
)
def test_mark_that_can_no_longer_be_taken_back_is_left_and_not_offered(member, what):
    card = make_cards(member, 2)[0]
    sitting = begin(member)
    what(sitting, card)
    sitting.refresh_from_db()
    before = snapshot(member)

    assert sittings.undoable(sitting, sittings.places_of(sitting)) is None
    assert sittings.undo(sitting=sitting) is None
    assert snapshot(member) == before


def test_undo_leaves_a_later_mark_in_the_lesson(member):
    card = make_cards(member, 1)[0]
    sitting = begin(member)
    sittings.review(sitting=sitting, number=1, rating="got-it")
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        mark_prompt(learner=member, prompt=card.prompt, rating="not-yet")
        sittings.undo(sitting=sitting)

    after = Card.objects.get()
    assert (after.memory, after.rating) == (card.memory, "not-yet")


@pytest.mark.parametrize("has_it", [True, False])
def test_review_begun_as_a_guest_goes_on_and_is_undone_as_member(member, has_it):
    guest, lesson = make_guest(), make_lesson(1)
    make_card(guest, lesson, due_in_days=-2)
    kept = make_card(member, lesson, due_in_days=-1) if has_it else None
    sitting = begin(guest)
    sittings.review(sitting=sitting, number=1, rating="got-it")
    Sitting.objects.update(ended_at=None)

    carry_over(guest=guest, member=member)
    sitting.refresh_from_db()
    card = Card.objects.get(learner=member)
    reviewed = card.memory
    mark = sittings.undo(sitting=sitting)

    sitting.refresh_from_db()
    card.refresh_from_db()
    assert mark.place == 1
    assert sittings.next_open(sittings.places_of(sitting)).card == card
    assert kept is None or card == kept
    assert card.memory != reviewed
    assert card.memory.stability == pytest.approx(replayed(card)[-1].stability)
    assert card.marks.standing().count() == (2 if has_it else 1)


def test_members_review_left_long_ago_gives_way_to_the_guests(member):
    guest = make_guest()
    make_cards(member, 2)
    old = begin(member)
    Sitting.objects.update(started_at=timezone.now() - timedelta(hours=13))
    make_card(guest, make_lesson(8))
    new = begin(guest)

    carry_over(guest=guest, member=member)

    assert sittings.open_sitting(member) == new
    assert Sitting.objects.get(pk=old.pk).ended_at is not None


def mark_next(sitting, rating):
    number = next_number(sitting)
    if number:
        sittings.review(sitting=sitting, number=number, rating=rating)


WAYS = {
    "got-it": lambda sitting, _card: mark_next(sitting, "got-it"),
    "not-yet": lambda sitting, _card: mark_next(sitting, "not-yet"),
    "undo": lambda sitting, _card: sittings.undo(sitting=sitting) and None,
    "in-lesson": lambda _sitting, card: mark_prompt(learner=card.learner, prompt=card.prompt, rating="got-it") and None,
    "put-away": lambda _sitting, card: put_away(card=card),
    "take-up": lambda _sitting, card: take_up(card=card),
    "begin": lambda sitting, _card: begin(sitting.learner),
    "wait": lambda _sitting, _card: None,
}


@given(st.lists(st.tuples(st.sampled_from(sorted(WAYS)), st.integers(0, 2)), max_size=24))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_pressed_the_card_is_what_its_record_says(db, presses):
    """In reviews, in the lesson, put away, hours later: schedule and last mark follow from the marks that stand."""
    learner = make_user()
    lessons = list(Lesson.objects.all()) or [make_lesson(number) for number in (1, 2, 3)]
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        keys = [make_card(learner, lesson, due_in_days=-1, at=start).pk for lesson in lessons]
        sitting = begin(learner)
        for way, number in presses:
            card = Card.objects.get(pk=keys[number])
            clock.shift(timedelta(hours=7) if way == "wait" else timedelta(seconds=20))
            sitting = WAYS[way](sitting, card) or sitting

    for card in Card.objects.for_learner(learner):
        last = card.marks.standing().last()
        assert card.memory == replayed(card)[-1].memory
        assert (card.rating, card.marked_at, card.kept_at) == (last.rating, last.marked_at, first_kept(card))
    learner.delete()


def next_number(sitting) -> int | None:
    sitting.refresh_from_db()
    found = sittings.next_open(sittings.places_of(sitting))
    return found.number if found else None


def shape(learner, sitting):
    """What a learner's review came to, without keys and fractions of a second."""
    sitting.refresh_from_db()
    code = {card.pk: card.code for card in Card.objects.for_learner(learner)}
    cards = {
        card.code: (card.rating, round(card.stability, 3), card.state) for card in Card.objects.for_learner(learner)
    }
    entries = [(code[entry["card"]], entry["again"]) for entry in sitting.entries]
    marks = [(place.number, place.mark.rating) for place in sittings.places_of(sitting) if place.mark]
    return cards, entries, marks, sitting.ended_at is None


def test_question_is_asked_in_the_form_not_asked_last(member):
    question = make_quiz(1)[0]
    answered(question, learner=member, is_right=False)
    Card.objects.update(due=timezone.now())

    sitting = begin(member)

    assert sitting.entries[0]["code"] == "Q01.1b"
    assert (sitting.attempt.kind, sitting.attempt.questions) == (Attempt.Kind.REVIEW, ["Q01.1b"])


def test_answer_in_a_review_takes_its_place_and_moves_the_card(member):
    question = make_quiz(1)[0]
    card = make_card(member, question)
    sitting = begin(member)

    answered(question, attempt=sitting.attempt, is_right=True, confidence=95)

    sitting.refresh_from_db()
    mark = Mark.objects.latest("pk")
    assert (mark.card, mark.sitting, mark.place, mark.rating) == (card, sitting, 1, "easy")
    assert sitting.ended_at is not None


def test_question_missed_in_a_review_returns_in_its_other_form(member):
    question = make_quiz(1)[0]
    make_card(member, question)
    sitting = begin(member)

    answered(question, attempt=sitting.attempt, is_right=False)

    sitting = Sitting.objects.get()
    assert [(entry["code"], entry["again"]) for entry in sitting.entries] == [("Q01.1", False), ("Q01.1b", True)]
    assert sitting.attempt.questions == ["Q01.1", "Q01.1b"]
    assert sitting.ended_at is None


def test_answer_to_a_question_is_not_undone(member):
    question = make_quiz(1)[0]
    make_card(member, question)
    sitting = begin(member)
    answered(question, attempt=sitting.attempt, is_right=True)

    assert sittings.undo(sitting=sitting) is None
    assert Mark.objects.filter(undone_at=None).count() == 2


def test_other_attempts_do_not_take_a_place(member):
    question = make_quiz(1)[0]
    make_card(member, question)
    sitting = begin(member)

    answered(question, attempt=make_attempt(member, [question]), is_right=True)

    assert Mark.objects.filter(sitting=sitting).count() == 0


def test_question_put_away_meanwhile_is_not_reviewed_by_its_open_page(member):
    questions = make_quiz(1)
    card, other = make_card(member, questions[0]), make_card(member, questions[1])
    sitting = begin(member)
    put_away(card=Card.objects.get(pk=card.pk))

    answered(questions[0], attempt=sitting.attempt, is_right=False)

    sitting.refresh_from_db()
    assert card.marks.count() == 1
    assert sitting.entries == [
        {"card": card.pk, "code": "Q01.1", "again": False},
        {"card": other.pk, "code": "Q01.2", "again": False},
    ]


def test_question_reviewed_elsewhere_meanwhile_does_not_count_twice(member):
    question = make_quiz(1)[0]
    card = make_card(member, question)
    sitting = begin(member)
    answered(question, attempt=make_attempt(member, [question]), is_right=True)
    after = Card.objects.get().memory

    answered(question, attempt=sitting.attempt, is_right=False)

    assert Card.objects.get().memory == after
    assert card.marks.filter(sitting=sitting).count() == 0


def test_review_ends_when_its_last_card_is_put_away(member):
    second = make_cards(member, 2)[1]
    sitting = begin(member)
    sittings.review(sitting=sitting, number=1, rating="got-it")

    put_away(card=second)

    assert Sitting.objects.get().ended_at is not None
    assert sittings.open_sitting(member) is None
