"""A question as a learner sees it at one moment: to be answered, between two steps, or answered and explained."""

import json
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.models import Lesson
from lessons.rendering import point_anchor
from quizzes.draws import can_return, is_weak
from quizzes.kinds import kinds
from quizzes.kinds.base import FULL, AnswerForm, Shuffle
from quizzes.models import Answer, Question, Revision
from quizzes.places import Place
from quizzes.pool import Pool
from quizzes.scales import SURE, calibration_points

SEEDS = 8
"""How many orders a question is shown in. Few, so that a card is rendered once for many; enough against "it was the
third"."""


def seed_for(learner_key: int | None, code: str, place: str, ordinal: int) -> int:
    """The seed of one showing: another one for each learner, attempt and try; the same when a page is loaded again."""
    return crc32(f"{learner_key}:{code}:{place}:{ordinal}".encode()) % SEEDS if learner_key else 0


@dataclass(frozen=True)
class Given:
    """What was answered so far. `response` is JSON text, so that equal answers share what is rendered of them."""

    response: str
    confidence: int | None
    score: float | None
    is_right: bool | None
    is_complete: bool

    @classmethod
    def of(cls, answer: Answer) -> "Given":
        return cls(
            json.dumps(answer.response, sort_keys=True),
            answer.confidence,
            answer.score,
            answer.is_right,
            answer.completed_at is not None,
        )


@dataclass(frozen=True)
class Reread:
    """Where a question is taught."""

    url: str
    title: str


class Card:
    """Everything a question's template needs. Two cards with the same `key` look the same."""

    is_trial = False
    """Whether an author tries it: then nothing is stored, and nothing leads to what is stored elsewhere."""

    def __init__(
        self,
        question: Question,
        revision: Revision,
        place: Place,
        *,
        ordinal: int = 1,
        seed: int = 0,
        given: Given | None = None,
        reread: Reread | None = None,
        label: str = "",
        hides_feedback: bool = False,
        notice: str = "",
        offers_try: bool = True,
    ):
        self.question, self.revision, self.place = question, revision, place
        self.ordinal, self.seed, self.given, self.reread = ordinal, seed, given, reread
        self.label, self.hides_feedback, self.notice = label, hides_feedback, notice
        self.unsaved = ""
        self.offers_try = offers_try and place.kind in ("quiz", "attempt") and not self.is_practice
        self.key = (revision.pk, place, ordinal, seed, given, reread, label, hides_feedback, notice, self.offers_try)

    def __eq__(self, other):
        return isinstance(other, Card) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    @property
    def kind(self):
        return kinds()[self.revision.kind]

    @property
    def content(self) -> dict:
        return self.revision.content

    @property
    def template(self) -> str:
        return self.kind.template

    @property
    def action(self) -> str:
        """Where an answer is sent."""
        return reverse("quizzes:answer", args=[self.question.code])

    @property
    def anchor(self) -> str:
        """The id of the card in a page: q05-4b; q05-4b-2 for a second try."""
        anchor = self.question.code.lower().replace(".", "-")
        return anchor if self.ordinal == 1 else f"{anchor}-{self.ordinal}"

    @property
    def is_practice(self) -> bool:
        """A warm-up of the first lesson: it counts nowhere."""
        return self.question.code.startswith("Q00")

    @cached_property
    def response(self) -> dict | None:
        return json.loads(self.given.response) if self.given else None

    @property
    def is_answered(self) -> bool:
        return bool(self.given and self.given.is_complete)

    @property
    def step(self) -> int:
        """The number of the step to take next, from 0."""
        return self.kind.steps_taken(self.response)

    @property
    def step_count(self) -> int:
        return self.kind.steps(self.content)

    @property
    def shuffle(self) -> Shuffle:
        return Shuffle(self.revision.salt, self.seed)

    def form_with(self, data) -> AnswerForm:
        """The form of the next step, bound to what was sent."""
        self.form = self.kind.form(self.content, self.step, self.shuffle, data, prefix=self.anchor)
        return self.form

    @cached_property
    def form(self) -> AnswerForm:
        return self.kind.form(self.content, self.step, self.shuffle, prefix=self.anchor)

    @property
    def node(self) -> dict:
        """Of a story: where it stands now."""
        return self.content["nodes"][self.step]

    @property
    def told_so_far(self) -> list[dict]:
        """Of a story: the choices made, each with what followed."""
        return self.kind.chosen(self.content, self.response)

    @property
    def choice_field(self):
        """The one field with the choices, for kinds that have one."""
        names = ("option", "options", "reason", "choice", "rating")
        return next(self.form[name] for name in names if name in self.form.fields)

    @cached_property
    def rows(self):
        """The answer so far, line by line."""
        return self.kind.rows(self.content, self.response, self.shuffle)

    @property
    def number_line(self) -> dict:
        return self.kind.number_line(self.content, self.response)

    @property
    def range_holds(self) -> bool:
        return self.kind.range_holds(self.content, self.response)

    @property
    def outcome(self) -> str:
        """right, partly or wrong; own for free text."""
        if not self.kind.is_graded:
            return "own"
        if self.given.score >= FULL:
            return "right"
        return "partly" if self.given.score > 0 else "wrong"

    @property
    def percent(self) -> int:
        return round(100 * self.given.score)

    @property
    def hits(self) -> int:
        return sum(row.state == "right" for row in self.rows)

    @property
    def confidence_words(self) -> str:
        return str(dict(self.kind.scale)[self.given.confidence])

    @property
    def points(self) -> float | None:
        """Calibration points, where a confidence was stated."""
        if self.given.confidence is None or self.given.is_right is None:
            return None
        return calibration_points(self.given.confidence, self.given.is_right)

    @property
    def is_confident_error(self) -> bool:
        return is_confident_error(self.given.confidence, self.given.is_right)

    @property
    def can_return(self) -> bool:
        """Whether reviews may ask this again."""
        return can_return(self.question.code, self.kind.name)

    @property
    def is_weak(self) -> bool:
        return is_weak(self.given.score, self.given.confidence)

    @property
    def reason_is_right(self) -> bool:
        """Of a judged statement: whether the chosen reason is the key."""
        return any(row.state == "right" for row in self.rows)


def make_card(
    question: Question,
    place: Place,
    *,
    pool: Pool,
    answer: Answer | None = None,
    learner_key: int | None = None,
    ordinal: int = 1,
    label: str = "",
    hides_feedback: bool = False,
    notice: str = "",
    offers_try: bool = True,
) -> Card:
    """The card of a question at `place`, with what was answered there so far."""
    return Card(
        question,
        answer.revision if answer else question.revision,
        place,
        ordinal=ordinal,
        seed=answer.seed if answer else seed_for(learner_key, question.code, place.token, ordinal),
        given=Given.of(answer) if answer else None,
        reread=reread_of(question, pool),
        label=label,
        hides_feedback=hides_feedback,
        notice=notice,
        offers_try=offers_try,
    )


def is_confident_error(confidence: int | None, is_right: bool | None) -> bool:
    return confidence is not None and confidence >= SURE and is_right is False


def reread_of(question: Question, pool: Pool) -> Reread | None:
    """Where a question is taught; kept with the pool, since a page asks it for each card."""
    if question.code not in pool.rereads:
        points = question.points
        lesson = pool.lesson_teaching(points[0]) if points else pool.lessons.get(question.lesson.code)
        pool.rereads[question.code] = reread_at(lesson, points)
    return pool.rereads[question.code]


def reread_at(lesson: Lesson | None, points: list[str]) -> Reread | None:
    """The paragraph that teaches the first of `points`, or the lesson."""
    if lesson is None:
        return None
    anchor = f"#{point_anchor(points[0])}" if points else ""
    title = _("Lesson %(number)s, %(short)s") % {"number": lesson.number, "short": lesson.short}
    return Reread(lesson.get_absolute_url() + anchor, title)
