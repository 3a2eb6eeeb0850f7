"""What a learner has said in all passes, put together from the database for a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import User
from readiness.guide import Guide, Level, Question
from readiness.levels import Linked, Standing, evidence_level, shown_level
from readiness.linked import Given, answers_by_question, linked_of
from readiness.models import Feedback, Pass, Rating, Share, Task


@dataclass
class Past:
    """All passes, oldest first, with their ratings, and what instructors said of them."""

    passes: list[Pass] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)

    @classmethod
    def of(cls, learner: User | None) -> "Past":
        """Three queries; none for a visitor."""
        if learner is None:
            return cls()
        passes = list(Pass.objects.for_learner(learner))
        by_key = {one.pk: one for one in passes}
        ratings = list(Rating.objects.filter(of_pass__learner=learner))
        for rating in ratings:
            rating.of_pass = by_key[rating.of_pass_id]
        feedback = list(Feedback.objects.filter(rating__of_pass__learner=learner).select_related("rating"))
        return cls(passes, ratings, feedback)

    @cached_property
    def _current(self) -> dict[tuple[int, str], Rating]:
        return {(rating.of_pass_id, rating.question): rating for rating in self.ratings}

    def rating(self, key: int | None) -> Rating | None:
        return next((rating for rating in self.ratings if rating.pk == key), None)

    @property
    def latest(self) -> Pass | None:
        return self.passes[-1] if self.passes else None

    def current(self, one: Pass, question: str) -> Rating | None:
        """What counts of a pass: the last thing said about the question in it."""
        return self._current.get((one.pk, question))

    def rated(self, question: str) -> list[Rating]:
        """What counts of each pass that has the question, oldest first."""
        found = [self.current(one, question) for one in self.passes]
        return [rating for rating in found if rating]

    def all_of(self, question: str) -> list[Rating]:
        """Everything said about a question, newest first."""
        return [rating for rating in reversed(self.ratings) if rating.question == question]

    def feedback_on(self, question: str) -> list[Feedback]:
        return [said for said in self.feedback if said.rating.question == question]

    def is_confirmed(self, rating: Rating) -> bool:
        """Whether somebody else confirmed it. An instructor's word holds for the text that they saw, and for no higher
        level than it stood by then."""
        return bool(rating.confirmed_by) or any(
            said.confirms and said.rating.evidence == rating.evidence and said.rating.level >= rating.level
            for said in self.feedback_on(rating.question)
        )

    def evidence_level(self, rating: Rating) -> int:
        return evidence_level(
            rating.evidence, meets_descriptor=rating.meets_descriptor, is_confirmed=self.is_confirmed(rating)
        )

    def standing(self, question: str, linked: Linked) -> Standing | None:
        """Where the learner stands now; None before the question is rated."""
        rated = self.rated(question)
        return Standing(question, rated[-1].level, self.evidence_level(rated[-1]), linked) if rated else None


@dataclass
class Side:
    """One pass beside another: what was rated, and the level that the evidence carries."""

    rating: Rating
    level: Level
    shown: Level


@dataclass
class Row:
    """One question with all that its page says about it. `first` is there only where there is a later pass."""

    question: Question
    answers: Sequence[Given]
    linked: Linked
    standing: Standing | None
    first: Side | None
    latest: Side | None
    history: list[Rating]
    feedback: list[Feedback]
    is_shared: bool = False

    @property
    def level(self) -> Level | None:
        return self.question.levels[self.standing.shown] if self.standing else None


def side_of(past: Past, question: Question, rating: Rating) -> Side:
    shown = shown_level(rating.level, past.evidence_level(rating))
    return Side(rating, question.levels[rating.level], question.levels[shown])


def make_row(question: Question, past: Past, answers: Sequence[Given], *, is_shared: bool = False) -> Row:
    linked, rated = linked_of(answers), past.rated(question.code)
    return Row(
        question,
        answers,
        linked,
        past.standing(question.code, linked),
        side_of(past, question, rated[0]) if len(rated) > 1 else None,
        side_of(past, question, rated[-1]) if rated else None,
        past.all_of(question.code),
        past.feedback_on(question.code),
        is_shared,
    )


def rows_of(learner: User | None, guide: Guide, past: Past) -> list[Row]:
    """One row a question. Two queries; none for a visitor."""
    answers = answers_by_question(learner, guide) if learner else {}
    shared = set(Share.objects.filter(learner=learner).values_list("question", flat=True)) if learner else set()
    return [
        make_row(question, past, answers.get(question.code, []), is_shared=question.code in shared)
        for question in guide.questions
    ]


def tasks_of(learner: User) -> list[Task]:
    """All tasks of all plans, the newest plan first. One query."""
    return list(Task.objects.filter(of_pass__learner=learner).order_by("-of_pass__begun_at", "position", "pk"))
