"""One learner half through a small course, and what each kind of mail has to say to them."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from lessons.models import Lesson
from progress.models import Reading
from reminders.facts import LearnerFacts
from reminders.models import Kind, Preference, Reminder
from reviews.models import Card, Mark, Rating
from tests.factories import make_lesson, make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.reminders.factories import MORNING, make_preference

TITLES = {
    1: ("The short answer", "The short answer"),
    2: ("Where AI creates real value", "Real value"),
    3: ('What "accuracy" hides & what it costs', "Accuracy & cost"),
    4: ("Designing for trust", "Trust"),
    5: ("Metrics that matter", "Metrics"),
}
TWO_WEEKS = timedelta(days=14)
HELD = {1: 1, 2: 3, 3: 2, 4: 1}
"""How many cards of which lesson are due."""
LAST_WEEK = {22: 5, 24: 12, 27: 2}
"""How many answers were given on which day of February."""


def make_lena(kind: str = "", **fields) -> Preference:
    """A learner in Berlin who read two of five lessons and stopped in the third. For `kind` what it needs is there;
    without one, all but cards that are due. A goodbye comes after two more weeks, with five mails in them."""
    for number, (title, short) in TITLES.items():
        make_lesson(number, title=title, short=short)
    ago = TWO_WEEKS if kind == Kind.GOODBYE else timedelta()
    last = (MORNING - timedelta(days=4) - ago).date()
    values = {"display_name": "Lena", "time_zone": "Europe/Berlin", "last_seen_on": last}
    lena = make_user(**(values | fields))
    preference = make_preference(learner=lena, weekly=kind == Kind.WEEKLY)
    study(lena, ago)
    if kind in (Kind.REVIEWS, Kind.WEEKLY, Kind.GOODBYE):
        for number, count in HELD.items():
            make_due_cards(lena, number, count)
    if kind == Kind.GOODBYE:
        for day in (1, 3, 5, 8, 14):
            make_sent(lena, lena.last_seen_on + timedelta(days=day))
    return preference


def study(learner, ago: timedelta) -> None:
    """In the last week of February, or `ago` before it."""
    for number, day in ((1, 22), (2, 24)):
        moment = datetime(2027, 2, day, 18, tzinfo=UTC) - ago
        Reading.objects.create(learner=learner, lesson=lesson(number), seen_at=moment, read_at=moment)
    stopped = datetime(2027, 2, 27, 18, tzinfo=UTC) - ago
    Reading.objects.create(learner=learner, lesson=lesson(3), seen_at=stopped, anchor="s-first-part")
    question = make_question(lesson(1), code="Q01.9")
    for day, count in LAST_WEEK.items():
        for minute in range(count):
            attempt = make_attempt(learner, [question], kind="practice")
            make_answer(question, attempt, answered_at=datetime(2027, 2, day, 18, minute, tzinfo=UTC) - ago)


def lesson(number: int) -> Lesson:
    return Lesson.objects.get(code=f"L{number:02}")


def make_due_cards(learner, number: int, count: int) -> None:
    """Of a lesson: its recall prompt, and then questions."""
    due = MORNING - timedelta(hours=1)
    values = {
        "learner": learner,
        "rating": Rating.GOT_IT,
        "state": 2,
        "stability": 3.0,
        "difficulty": 5.0,
        "due": due,
        "reviewed_at": due - timedelta(days=3),
        "created_at": due - timedelta(days=3),
    }
    Card.objects.create(prompt=lesson(number).prompts.get(), **values)
    for place in range(1, count):
        Card.objects.create(question=make_question(lesson(number), code=f"Q{number:02}.{place}"), **values)


def make_sent(learner, day, kind: str = Kind.REVIEWS) -> Reminder:
    moment = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    return Reminder.objects.create(
        learner=learner, day=day, kind=kind, state=Reminder.State.SENT, slot_at=moment, due_at=moment, ended_at=moment
    )


def make_mark(learner, at: datetime) -> Mark:
    """Of a recall prompt."""
    card = Card.objects.filter(learner=learner, prompt__isnull=False).first()
    return Mark.objects.create(card=card, rating=Rating.GOT_IT, marked_at=at)


def facts_of(preference: Preference) -> LearnerFacts:
    return LearnerFacts(Preference.objects.select_related("learner").get(pk=preference.pk), timezone.now())


def reminder_of(preference: Preference, kind: str) -> Reminder:
    """Not saved."""
    now = timezone.now()
    return Reminder(learner=preference.learner, day=now.date(), kind=kind, slot_at=now, due_at=now)
