import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Lesson, Prompt, Status
from quizzes.models import Answer, Attempt, Question
from reviews.schedule import RETENTION, RETENTIONS, Memory, Recall

RECALLS = {"not-yet": Recall.AGAIN, "hard": Recall.HARD, "got-it": Recall.GOOD, "easy": Recall.EASY}


class Rating(models.TextChoices):
    NOT_YET = "not-yet", _("Not yet")
    HARD = "hard", _("With effort")
    GOT_IT = "got-it", _("Got it")
    EASY = "easy", _("At once")

    @property
    def recall(self) -> Recall:
        return RECALLS[self.value]

    @classmethod
    def of(cls, recall: Recall) -> "Rating":
        return next(rating for rating in cls if rating.recall == recall)


class Remembered(models.Model):
    """The columns of a `Memory`. Empty in a mark that did not move the schedule."""

    state = models.PositiveSmallIntegerField(_("state"), null=True, editable=False)
    step = models.PositiveSmallIntegerField(_("relearning step"), null=True, editable=False)
    stability = models.FloatField(_("stability in days"), null=True, editable=False)
    difficulty = models.FloatField(_("difficulty"), null=True, editable=False)
    due = models.DateTimeField(_("due"), null=True, editable=False)
    reviewed_at = models.DateTimeField(_("last reviewed at"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def memory(self) -> Memory | None:
        if self.stability is None:
            return None
        return Memory(self.state, self.step, self.stability, self.difficulty, self.due, self.reviewed_at)

    @memory.setter
    def memory(self, memory: Memory) -> None:
        self.state, self.step, self.due = memory.state, memory.step, memory.due
        self.stability, self.difficulty, self.reviewed_at = memory.stability, memory.difficulty, memory.reviewed_at


MEMORY_FIELDS = ("state", "step", "stability", "difficulty", "due", "reviewed_at")


class CardQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_texts(self):
        """With all that shows a card."""
        return self.select_related("prompt__lesson", "question__lesson", "question__revision")

    def in_use(self):
        """Without those put away, and those whose prompt or question is no longer in the course."""
        return self.in_course().filter(suspended_at=None)

    def in_course(self):
        return self.filter(
            Q(prompt__retired_at=None, prompt__lesson__status=Status.PUBLISHED)
            | Q(question__retired_at=None, question__lesson__status=Status.PUBLISHED)
        )

    def of_lesson(self, lesson):
        return self.filter(Q(prompt__lesson=lesson) | Q(question__lesson=lesson))


class Card(Remembered):
    """A recall prompt that a learner has marked, or a question they missed, guessed or asked for, with its schedule.

    A question stands for both its forms: the card holds form A, and the review asks the form that was not asked last.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cards")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="cards", null=True, blank=True)
    question = models.ForeignKey(Question, models.PROTECT, related_name="cards", null=True, blank=True)
    rating = models.CharField(_("last mark"), max_length=10, choices=Rating)
    marked_at = models.DateTimeField(_("last marked at"), default=timezone.now)
    created_at = models.DateTimeField(_("first marked at"), default=timezone.now)
    suspended_at = models.DateTimeField(_("put away at"), null=True, blank=True)
    kept_at = models.DateTimeField(_("first recalled after two days at"), null=True, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = (
            models.UniqueConstraint(fields=["learner", "prompt"], name="card_once_per_prompt"),
            models.UniqueConstraint(fields=["learner", "question"], name="card_once_per_question"),
            models.CheckConstraint(
                condition=Q(prompt=None, question__isnull=False) | Q(prompt__isnull=False, question=None),
                name="card_of_a_prompt_or_a_question",
            ),
        )
        indexes = (models.Index(fields=["learner", "due"], condition=Q(suspended_at=None), name="card_due_of_learner"),)

    def __str__(self):
        return f"{self.code}: {self.rating}"

    @property
    def code(self) -> str:
        return (self.prompt or self.question).code

    @property
    def returns_at(self) -> datetime | None:
        """When it is asked next; never while it is put away."""
        return None if self.suspended_at else self.due

    @property
    def face(self) -> str:
        """What the card asks, as HTML."""
        return self.prompt.question if self.prompt_id else self.question.revision.content["stem"]

    @property
    def lesson(self) -> Lesson:
        return (self.prompt or self.question).lesson

    @property
    def is_in_course(self) -> bool:
        return (self.prompt or self.question).retired_at is None and self.lesson.status == Status.PUBLISHED


class Sitting(models.Model):
    """One review: which cards are asked, in which order. `entries`: for each place `card` (its key), `code` (of a
    question, else empty) and `again` (the second look after a lapse). Questions are answered in `attempt`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_sittings")
    attempt = models.OneToOneField(Attempt, models.CASCADE, null=True, related_name="review_sitting")
    entries = models.JSONField(_("cards"), default=list)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("started_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at=None), name="sitting_one_open_per_learner"
            ),
        )

    def __str__(self):
        return str(self.public_id)


class MarkQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at=None)


class Mark(Remembered):
    """One recall, never changed afterwards but for being undone: the record from which schedules can be computed anew.

    Its memory is the card's afterwards, empty where the mark only stands in the record: more tries on the day of the
    first. `place` counts from 1 in its sitting; `recap` is the lesson that it opened; `answer` belongs to a question.
    """

    card = models.ForeignKey(Card, models.CASCADE, related_name="marks")
    rating = models.CharField(_("mark"), max_length=10, choices=Rating)
    marked_at = models.DateTimeField(_("marked at"), default=timezone.now)
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="marks")
    sitting = models.ForeignKey(Sitting, models.SET_NULL, null=True, related_name="marks")
    place = models.PositiveSmallIntegerField(_("place"), null=True)
    recap = models.CharField(_("recap of"), max_length=3, blank=True)
    retention = models.FloatField(_("wanted retention"), null=True)
    parameters = models.CharField(_("parameters"), max_length=20, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ("marked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "place"], condition=Q(undone_at=None), name="mark_once_per_place"
            ),
            models.UniqueConstraint(fields=["card", "answer"], name="mark_once_per_answer"),
        )

    def __str__(self):
        return f"{self.card_id}: {self.rating}"


class Preference(models.Model):
    """How a learner wants to review, where it is not as usual."""

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_preference")
    retention = models.FloatField(
        _("recall I aim at"), default=RETENTION, choices=[(value, f"{value:.0%}") for value in RETENTIONS]
    )
    has_four_marks = models.BooleanField(_("four marks in place of two"), default=False)
    has_keys = models.BooleanField(_("keyboard shortcuts in reviews"), default=False)

    class Meta:
        verbose_name = _("review preference")
        verbose_name_plural = _("review preferences")

    def __str__(self):
        return f"{self.learner_id}: {self.retention}"
