"""A learner who walks the course day by day, in a real database: reads, marks, answers, reviews, forgets.

What they know follows the same curve of forgetting that the schedule assumes, so that the figures look like a person's.
Everything they do goes through the verbs that the pages call; time is moved by `time_machine`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import time_machine

from accounts.models import User
from lessons.models import Lesson
from progress.services import note_place
from quizzes.attempts import Sitting as QuizSitting
from quizzes.attempts import begin
from quizzes.models import Attempt, Question
from quizzes.pool import Pool
from quizzes.services import keep_note
from reviews import sittings
from reviews.models import Card
from reviews.schedule import retrievability
from reviews.services import mark_prompt, note_answer
from tests.quizzes.factories import make_answer
from tests.quizzes.real_items import ITEMS, responses

START = datetime(2035, 3, 5, 7, tzinfo=UTC)
"""A Monday, in the future: the database's own clock decides whether a session has ended."""
PAUSE = range(30, 38)
"""Days on which the learner does nothing at all."""


class Walker:
    def __init__(self, learner: User, seed: int = 1):
        self.learner, self.random, self.pool = learner, Random(seed), Pool()

    def days(self, count: int = 60) -> Iterator[datetime]:
        """Walk; yields each evening, with the clock still there."""
        lessons = list(Lesson.objects.published())
        for day in range(count):
            morning = START + timedelta(days=day, minutes=self.random.randrange(600))
            with time_machine.travel(morning, tick=False) as self.clock:
                if day not in PAUSE:
                    self.review()
                    if day % 2 == 0 and lessons:
                        self.study(lessons.pop(0))
                    if day % 9 == 8:
                        self.retake()
                    if day % 5 == 4:
                        self.reread()
                yield datetime.now(UTC)

    def pass_time(self, seconds: int) -> None:
        self.clock.shift(timedelta(seconds=seconds))

    def knows(self, chance: float) -> bool:
        return self.random.random() < chance

    def study(self, lesson: Lesson) -> None:
        for prompt in lesson.prompts.filter(retired_at=None):
            self.pass_time(90)
            mark_prompt(learner=self.learner, prompt=prompt, rating="got-it" if self.knows(0.7) else "not-yet")
        note_place(learner=self.learner, lesson=lesson, is_read=True)
        keep_note(learner=self.learner, lesson=lesson, place=f"TAKE{lesson.code[1:]}", text="What I take along.")
        if lesson.number:
            self.take_quiz(lesson.code, 0.8)

    def take_quiz(self, code: str, chance: float) -> None:
        attempt = begin(learner=self.learner, kind=Attempt.Kind.LESSON, scope=code, pool=self.pool)
        for showing in QuizSitting.of(attempt, self.pool).showings:
            self.answer(self.pool.get(showing.code), attempt, chance)

    def answer(self, question: Question, attempt: Attempt, chance: float) -> None:
        self.pass_time(40)
        is_right = self.knows(chance)
        confidence = None if question.kind == "free" else self.random.choice([60, 60, 80, 95] if is_right else [60, 80])
        named = responses(ITEMS[question.code])
        names = [name for name in named if (name == next(iter(named))) == is_right]
        response = named[self.random.choice(names)]
        note_answer(answer=make_answer(question, attempt, response=response, confidence=confidence))

    def retake(self) -> None:
        """A quiz again, worse than before: it must lower nothing."""
        done = Attempt.objects.for_learner(self.learner).filter(kind=Attempt.Kind.LESSON).order_by("?")
        scopes = sorted(set(done.values_list("scope", flat=True)))
        if scopes:
            self.take_quiz(self.random.choice(scopes), 0.3)

    def reread(self) -> None:
        """Prompts tried in their lesson whether due or not."""
        cards = list(Card.objects.for_learner(self.learner).exclude(prompt=None).order_by("pk"))
        for card in self.random.sample(cards, len(cards) // 4):
            self.pass_time(30)
            mark_prompt(learner=self.learner, prompt=card.prompt, rating="got-it")

    def review(self) -> None:
        sitting = sittings.begin(learner=self.learner, pool=self.pool)
        while sitting and (place := sittings.next_open(sittings.places_of(sitting))):
            now = datetime.now(UTC)
            chance = retrievability(place.card.memory, now) if place.card.memory else 0.5
            if place.code:
                self.answer(self.pool.get(place.code), sitting.attempt, chance)
            else:
                self.pass_time(8)
                rating = "got-it" if self.knows(chance) else "not-yet"
                sittings.review(sitting=sitting, number=place.number, rating=rating)
            sitting.refresh_from_db()
