"""What a learner did, one event after the other, each with where it can be looked at: behind "Why this number?"."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from lessons.models import Lesson
from progress.models import Reading
from progress.states import NEW, Place, state_of
from quizzes.attempts import Result, best_of, results_of, sittings_of
from quizzes.models import Answer, Attempt, Decision, Note
from quizzes.pool import Pool
from quizzes.results import practised_lessons
from quizzes.summaries import QUIZZES
from reviews.models import Card, Mark


@dataclass(frozen=True)
class Event:
    """`kind`: answer, mark, decision, note or read. `url`: where it is shown. `says`: how it went, if that is told."""

    at: datetime
    kind: str
    name: str
    url: str
    lesson: Lesson
    says: str = ""


def bounds_of(day: date, learner: User) -> tuple[datetime, datetime]:
    """The moments at which a day of the learner's calendar begins and ends."""
    starts = [datetime.combine(each, datetime.min.time(), learner.zone) for each in (day, day + timedelta(days=1))]
    return starts[0], starts[1]


def events_of_day(learner: User, day: date) -> list[Event]:
    """In the order of time. Five queries."""
    begin, end = bounds_of(day, learner)
    return sorted(
        [
            *answers_between(learner, begin, end),
            *marks_between(learner, begin, end),
            *decisions_between(learner, begin, end),
            *notes_between(learner, begin, end),
            *lessons_read_between(learner, begin, end),
        ],
        key=lambda event: event.at,
    )


def answers_between(learner: User, begin: datetime, end: datetime) -> list[Event]:
    answers = Answer.objects.for_learner(learner).filter(completed_at__gte=begin, completed_at__lt=end)
    return [
        Event(
            answer.completed_at,
            "answer",
            answer.question.code,
            answer.get_absolute_url(),
            answer.question.lesson,
            words_for(answer),
        )
        for answer in answers.select_related("question__lesson", "attempt")
    ]


def words_for(answer: Answer) -> str:
    """How an answer went. The baseline is not told before the end of the course, and free text is not graded."""
    if answer.attempt.kind == Attempt.Kind.BASELINE or answer.question.kind == "free":
        return ""
    score = words_for_score(round(100 * answer.score))
    if answer.confidence is None:
        return score
    return _("%(score)s, said at %(stated)s%%") % {"score": score, "stated": answer.confidence}


def words_for_score(percent: int) -> str:
    if percent in (0, 100):
        return _("right") if percent else _("not right")
    return _("%(percent)s of 100") % {"percent": percent}


def marks_between(learner: User, begin: datetime, end: datetime) -> list[Event]:
    """Marks of recall prompts; those of questions are the answers."""
    marks = Mark.objects.standing().filter(card__learner=learner, answer=None, marked_at__gte=begin, marked_at__lt=end)
    return [
        Event(
            mark.marked_at,
            "mark",
            mark.card.code,
            reverse("reviews:card", args=[mark.card_id]),
            mark.card.lesson,
            str(mark.get_rating_display()),
        )
        for mark in marks.select_related("card__prompt__lesson", "card__question__lesson")
    ]


def decisions_between(learner: User, begin: datetime, end: datetime) -> list[Event]:
    decisions = Decision.objects.filter(learner=learner, decided_at__gte=begin, decided_at__lt=end)
    return [
        Event(
            decision.decided_at,
            "decision",
            decision.activity.title,
            (decision.activity.lesson if decision.activity.retired_at else decision.activity).get_absolute_url(),
            decision.activity.lesson,
        )
        for decision in decisions.select_related("activity__lesson")
    ]


def notes_between(learner: User, begin: datetime, end: datetime) -> list[Event]:
    notes = Note.objects.filter(learner=learner, written_at__gte=begin, written_at__lt=end).select_related("lesson")
    return [
        Event(
            note.written_at,
            "note",
            note.place,
            f"{note.lesson.get_absolute_url()}#{note.place.lower()}",
            note.lesson,
        )
        for note in notes
    ]


def lessons_read_between(learner: User, begin: datetime, end: datetime) -> list[Event]:
    readings = Reading.objects.for_learner(learner).filter(read_at__gte=begin, read_at__lt=end)
    return [
        Event(reading.read_at, "read", reading.lesson.short, reading.lesson.get_absolute_url(), reading.lesson)
        for reading in readings.select_related("lesson")
    ]


@dataclass(frozen=True)
class LessonStanding:
    """What the state of a lesson comes from. `cards` with their texts; `results` of its quizzes, oldest first."""

    state: str
    place: Place | None
    results: tuple[Result, ...]
    best: Result | None
    cards: tuple[Card, ...]
    prompt_count: int

    @property
    def counted(self) -> list[Card]:
        """The cards that decide: prompts in use, and questions that were not put away."""
        return [card for card in self.cards if card.prompt_id or card.suspended_at is None]

    @property
    def kept(self) -> int:
        return sum(card.kept_at is not None for card in self.counted)

    @property
    def needed(self) -> int:
        """How many cards must be kept: those there are, and a prompt that was never marked."""
        marked = sum(card.prompt_id is not None for card in self.counted)
        return len(self.counted) + max(0, self.prompt_count - marked)

    @property
    def median_days(self) -> float:
        return median([card.stability or 0 for card in self.counted] or [0])


def standing_in_lesson(learner: User | None, lesson: Lesson, pool: Pool) -> LessonStanding:
    prompt_count = lesson.prompts.filter(retired_at=None).count()
    if learner is None:
        return LessonStanding(NEW, None, (), None, (), prompt_count)
    row = Reading.objects.for_learner(learner).filter(lesson=lesson).values_list(*Place._fields).first()
    place = Place(*row) if row else None
    results = results_of(sittings_of(learner, pool, kind__in=QUIZZES, scope=lesson.code))
    cards = Card.objects.for_learner(learner).in_course().with_texts()
    mine = sorted(cards.of_lesson(lesson), key=lambda card: (card.prompt_id is None, card.code))
    state = state_of(lesson, {lesson.pk: place} if place else {}, practised_lessons(learner))
    return LessonStanding(state, place, tuple(results), best_of(results), tuple(mine), prompt_count)
