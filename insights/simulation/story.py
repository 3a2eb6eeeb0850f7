"""What one made-up learner does from the day they joined on: reads, recalls, answers, forgets, stops. Makes rows that
are not saved yet, as the site itself could have written them."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from insights.simulation.ground import Chapter, Ground, Said
from insights.simulation.traits import Traits, logistic
from progress.models import Reading
from progress.states import CardMemory, is_durable, is_remembered
from quizzes.attempts import is_passed
from quizzes.draws import form_a, is_weak
from quizzes.models import Answer, Attempt
from reviews.marks import KEPT_AFTER
from reviews.models import Card, Mark, Rating
from reviews.schedule import PARAMETERS, RETENTION, recall_of_answer, recalled

AT_ONCE = 20
"""Cards in one review."""
SKIMMED = 0.01
MISSES_FINISHING = 2.3
RESTS = 0.35
"""Of those who have been through all lessons, who stops after each sitting."""


@dataclass
class Story:
    learner: User
    traits: Traits
    rng: Random
    ground: Ground
    until: datetime
    at: datetime
    attempts: list[Attempt] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    seen: Counter = field(default_factory=Counter)
    reviews: int = 0

    @property
    def has_time(self) -> bool:
        return self.at < self.until

    def minutes(self, least: float, most: float) -> None:
        """Time goes by within a sitting."""
        self.at += timedelta(minutes=self.rng.uniform(least, most))

    def live(self) -> None:
        """Sitting after sitting, until they stop or the present is reached."""
        left, is_second_look = list(self.ground.chapters), False
        while self.has_time:
            self.review()
            if left and self.has_time:
                is_read = self.study(left[0], is_second_look)
                is_second_look = not is_read and not is_second_look and self.rng.random() < 0.6
                if not is_second_look:
                    del left[0]
            goes_on = self.traits.persistence if left else 1 - RESTS
            if self.rng.random() >= goes_on:
                break
            self.at += timedelta(days=max(0.3, self.traits.pace * self.rng.lognormvariate(0, 0.5)))
        self.note_memory()
        self.learner.last_seen_on = self.last_at.date()

    @property
    def last_at(self) -> datetime:
        moments = [each.seen_at for each in self.readings.values()] + [each.marked_at for each in self.marks]
        return max([self.learner.joined_at, *moments, *(each.answered_at for each in self.answers)])

    # --- A lesson ---------------------------------------------------------------------------------------------------

    def study(self, chapter: Chapter, is_second_look: bool) -> bool:
        """Read a lesson and take its quiz. Returns whether they read it to its end."""
        code, rng = chapter.lesson.code, self.rng
        ease = MISSES_FINISHING + 2 * (self.traits.persistence - 0.8) - chapter.lesson.minutes / 20
        is_read = rng.random() < logistic(ease)
        reading = self.readings.setdefault(code, Reading(learner=self.learner, lesson=chapter.lesson))
        if not is_read:
            self.minutes(1, chapter.lesson.minutes)
        else:
            self.minutes(chapter.lesson.minutes * 0.6, chapter.lesson.minutes * 1.6)
        reading.seen_at = min(self.at, self.until)
        if chapter.anchors:
            place = len(chapter.anchors) - 1 if is_read else int(len(chapter.anchors) * rng.betavariate(1.3, 1.2))
            reading.anchor = chapter.anchors[place]
        if not self.has_time:
            return False
        reading.read_at = self.at if is_read else None
        if is_read or is_second_look or rng.random() < 0.25:
            self.recall_prompts(chapter)
            self.take_quiz(chapter, has_read=is_read)
        return is_read

    def recall_prompts(self, chapter: Chapter) -> None:
        for prompt in chapter.prompts:
            if prompt.code in self.cards or not self.has_time or self.rng.random() >= self.traits.diligence:
                continue
            is_known = self.rng.random() < self.traits.chance_to_know(2, 0, has_read=True)
            self.mark(prompt.code, "got-it" if is_known else "not-yet", prompt=prompt)
            self.minutes(0.2, 1)

    def take_quiz(self, chapter: Chapter, *, has_read: bool) -> None:
        """The quiz of the lesson, and mostly another try at what was missed."""
        scope = chapter.lesson.code
        is_taken = any(attempt.scope == scope for attempt in self.attempts)
        if not chapter.quiz or is_taken or self.rng.random() >= self.traits.diligence + 0.1:
            return
        attempt = self.begin(Attempt.Kind.LESSON, scope, list(chapter.quiz))
        scores = self.answer_all(attempt, has_read=has_read)
        graded = {code: score for code, score in scores.items() if self.ground.questions[code].kind != "free"}
        missed = [code for code, score in graded.items() if score < 0.99]
        is_enough = not graded or is_passed(sum(graded.values()) / len(graded))
        if len(scores) < attempt.length or is_enough or self.rng.random() >= self.traits.diligence:
            return
        codes = [self.ground.form_to_ask(code) for code in missed]
        self.answer_all(self.begin(Attempt.Kind.RETRY, scope, codes, repairs=attempt), has_read=True)

    # --- Answers ----------------------------------------------------------------------------------------------------

    def begin(self, kind: str, scope: str, codes: list[str], *, number: int = 1, repairs=None) -> Attempt:
        attempt = Attempt(
            public_id=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            learner=self.learner,
            kind=kind,
            scope=scope,
            number=number,
            repairs=repairs,
            questions=codes,
            length=len(codes),
            started_at=self.at,
        )
        self.attempts.append(attempt)
        return attempt

    def answer_all(self, attempt: Attempt, *, has_read: bool) -> dict[str, float]:
        """The score of each question that they got to."""
        scores = {}
        for code in attempt.questions:
            if not self.has_time or self.rng.random() > 0.985:
                break
            answer = self.answer(attempt, code, has_read=has_read)
            scores[code] = answer.score
            card = self.cards.get(form_a(code))
            is_marked = card.due <= self.at if card else is_weak(answer.score, answer.confidence)
            if is_marked and self.ground.can_return(code):
                self.mark_answer(answer, code)
        return scores

    def answer(self, attempt: Attempt, code: str, *, has_read: bool) -> Answer:
        question, rng = self.ground.questions[code], self.rng
        said: Said = self.ground.answer(code, self.traits, rng, has_read=has_read, times_seen=self.seen[form_a(code)])
        self.seen[form_a(code)] += 1
        seconds = (
            rng.uniform(0.8, 2.9) if rng.random() < SKIMMED else 25 * self.traits.speed * rng.lognormvariate(0, 0.5)
        )
        answer = Answer(
            attempt=attempt,
            learner=self.learner,
            question=question,
            revision=question.revision,
            seed=rng.randrange(8),
            response=said.response,
            confidence=said.confidence,
            score=said.score,
            is_right=said.is_right,
            seconds=round(seconds, 1),
            answered_at=self.at,
            completed_at=self.at,
        )
        self.answers.append(answer)
        self.at += timedelta(seconds=seconds)
        return answer

    # --- Memory -----------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """The cards that are due, if they care to."""
        cards = sorted(self.cards.items(), key=lambda pair: (pair[1].due, pair[0]))
        due = [code for code, card in cards if card.due <= self.at]
        if not due or self.rng.random() >= self.traits.diligence:
            return
        codes = [self.ground.form_to_ask(code) for code in due[:AT_ONCE] if self.cards[code].question]
        attempt = None
        if codes:
            self.reviews += 1
            attempt = self.begin(Attempt.Kind.REVIEW, "", codes, number=self.reviews)
        for code in due[:AT_ONCE]:
            if not self.has_time:
                return
            self.look_at(code, attempt)
            self.minutes(0.1, 0.6)

    def look_at(self, code: str, attempt: Attempt | None) -> None:
        card = self.cards[code]
        if card.question:
            asked = self.ground.form_to_ask(code)
            self.mark_answer(self.answer(attempt, asked, has_read=True), asked)
            return
        days = (self.at - card.reviewed_at).total_seconds() / 86400
        is_known = self.traits.recalls(card.stability, days, self.rng)
        self.mark(code, "got-it" if is_known else "not-yet")

    def mark_answer(self, answer: Answer, code: str) -> None:
        """What an answer means for the card of its question."""
        card = self.cards.get(form_a(code))
        times = sum(mark.card is card for mark in self.marks) if card else 0
        rating = Rating.of(recall_of_answer(answer.score, answer.confidence, times))
        question = self.ground.questions.get(form_a(code)) or self.ground.questions[code]
        self.mark(form_a(code), rating, question=question, answer=answer)

    def mark(self, code: str, rating: str, *, answer: Answer | None = None, **subject) -> None:
        """Move a card, or make it."""
        at, rating = (answer.completed_at if answer else self.at), Rating(rating)
        card = self.cards.get(code)
        if card is None:
            card = self.cards[code] = Card(learner=self.learner, created_at=at, **subject)
        card.memory = recalled(card.memory, rating.recall, at, RETENTION)
        card.rating, card.marked_at = rating, at
        if card.kept_at is None and rating != Rating.NOT_YET and at - card.created_at >= KEPT_AFTER:
            card.kept_at = at
        mark = Mark(card=card, rating=rating, marked_at=at, answer=answer, retention=RETENTION, parameters=PARAMETERS)
        mark.memory = card.memory
        self.marks.append(mark)

    def note_memory(self) -> None:
        """Which lessons came to be remembered, and durably: by the rule of `progress.states`."""
        for chapter in self.ground.chapters:
            mine = [card for card in self.cards.values() if card.lesson == chapter.lesson]
            memories = [CardMemory(card.question is None, card.kept_at is not None, card.stability) for card in mine]
            if not is_remembered(memories, len(chapter.prompts)):
                continue
            first = Reading(learner=self.learner, lesson=chapter.lesson, seen_at=self.learner.joined_at)
            reading = self.readings.setdefault(chapter.lesson.code, first)
            reading.remembered_at = max(card.kept_at for card in mine)
            if is_durable(memories):
                reading.durable_at = max(card.marked_at for card in mine)
