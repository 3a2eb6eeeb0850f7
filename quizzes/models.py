import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Lesson
from quizzes.places import address_of_answer

CONFIDENCES = (20, 40, 50, 60, 80, 95)


def new_salt() -> int:
    return secrets.randbits(31)


class QuestionQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)


class Question(models.Model):
    """An item of the pool of a lesson. Its code is never used for another; what it says is in its revisions."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="questions", verbose_name=_("lesson"))
    code = models.CharField(_("code"), max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    level = models.CharField(_("cognitive level"), max_length=12)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"))
    points = models.JSONField(_("points"), default=list)
    case = models.SlugField(_("case"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    revision = models.OneToOneField(
        "Revision", models.PROTECT, related_name="current_of", null=True, editable=False, verbose_name=_("revision")
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("lesson", "position", "code")

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("quizzes:question", args=[self.code])


class Revision(models.Model):
    """What a question said at one time. It is never changed: old answers and open forms are read against it.

    `source` is what the author wrote, `content` the same with its texts as HTML. `salt` decides, with the seed of an
    answer, in which order options stood; it stays on the server, so that the order gives no key away.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="revisions", verbose_name=_("question"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    kind = models.CharField(_("kind"), max_length=20)
    source = models.JSONField(_("source"))
    content = models.JSONField(_("content"), editable=False)
    salt = models.PositiveIntegerField(default=new_salt, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("question", "number")
        constraints = (models.UniqueConstraint(fields=["question", "number"], name="revision_number_unique"),)

    def __str__(self):
        return f"{self.question_id} revision {self.number}"


class AttemptQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)


class Attempt(models.Model):
    """One sitting: which questions were put to a learner, and when.

    `scope` says of what: a lesson's code, or a checkpoint's letter. `repairs` is the attempt whose missed questions
    a retry asks again in their other form.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("Quiz of a lesson")
        RETRY = "retry", _("Another try at what was missed")
        RECAP = "recap", _("Recap")
        CHECKPOINT = "checkpoint", _("Checkpoint")
        FINAL = "final", _("Final check")
        BASELINE = "baseline", _("Baseline")
        TWIN = "twin", _("Twin of the baseline")
        DELAYED = "delayed", _("Check after a month")
        PRACTICE = "practice", _("Practice")
        WEAK = "weak", _("Weak spots")
        REVIEW = "review", _("Review")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    scope = models.CharField(_("scope"), max_length=10, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    repairs = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="retries")
    questions = models.JSONField(_("questions"), default=list)
    length = models.PositiveSmallIntegerField(_("number of questions"), default=0, editable=False)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("started_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["learner", "kind", "scope", "number"], name="attempt_number_unique"),
        )

    def __str__(self):
        return f"{self.kind} {self.scope} {self.number}"

    def save(self, *args, **kwargs):
        self.length = len(self.questions)  # so that lists need not read the codes of every attempt
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("quizzes:attempt", args=[self.public_id])


class AnswerQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def complete(self):
        return self.exclude(completed_at=None)


class Answer(models.Model):
    """What a learner answered to one question put to them: one row, from which everything else is derived.

    A question of several steps has its row from the first step on: `completed_at` says when the last was taken.
    `score` is 0 to 1; for free text it is the learner's own rating and never mixed with the others. `is_right` is what
    the stated confidence was about (for a statement to judge: the verdict alone). `seconds` is the time from seeing
    the question to the first step, where the browser told it.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="answers")
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), default=1)
    seed = models.PositiveSmallIntegerField(_("seed"))
    response = models.JSONField(_("response"))
    confidence = models.PositiveSmallIntegerField(_("stated confidence"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    is_right = models.BooleanField(_("right"), null=True, blank=True)
    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("answered_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["attempt", "question", "ordinal"], name="answer_once_per_showing"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="answer_score_between_0_and_1"
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__in=CONFIDENCES), name="answer_confidence_on_the_scale"
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(score__isnull=False, completed_at__gte=F("answered_at")),
                name="answer_complete_has_a_score",
            ),
        )
        indexes = (models.Index(fields=["learner", "answered_at"], name="answer_of_learner_by_time"),)

    def __str__(self):
        return f"{self.question_id} in {self.attempt_id}"

    def get_absolute_url(self):
        attempt = self.attempt
        return address_of_answer(
            self.question.code, self.ordinal, kind=attempt.kind, public_id=attempt.public_id, codes=attempt.questions
        )


class ReportQuerySet(models.QuerySet):
    def real(self):
        """Without those of made-up learners."""
        return self.filter(is_simulated=False)

    def unsettled(self):
        return self.filter(settled_at=None)

    def answered(self):
        """Those with a reply that learners may read."""
        return self.real().exclude(reply="")


class Report(models.Model):
    """Somebody says that a question seems wrong. Who did is not stored, so it stays when they are gone.

    A reply can go to nobody in particular, so it stands by the question, for all who have answered it. `settled_at` is
    when it was settled or declined.
    """

    class Reason(models.TextChoices):
        KEY = "key", _("The answer given as right is wrong, or another is right too")
        UNCLEAR = "unclear", _("I do not understand the question")
        UNTAUGHT = "untaught", _("The lesson does not teach this")
        LANGUAGE = "language", _("A mistake in the language")
        ACCESS = "access", _("I cannot use it with my device or assistive technology")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        IN_WORK = "in-work", _("In work")
        SETTLED = "settled", _("Settled")
        DECLINED = "declined", _("Declined")

    question = models.ForeignKey(Question, models.PROTECT, related_name="reports", verbose_name=_("question"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reports", verbose_name=_("revision"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.TextField(_("text"), blank=True)
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    is_simulated = models.BooleanField(_("simulated"), default=False, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-reported_at",)

    def __str__(self):
        return f"{self.question_id}: {self.reason}"

    @property
    def version(self) -> str:
        """Which state of it somebody has read."""
        return f"{self.status} {self.replied_at.timestamp() if self.replied_at else ''}".strip()


class Note(models.Model):
    """What a learner wrote at a place of a lesson that asks for no right answer: a guess before reading, a takeaway."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="notes")
    place = models.CharField(_("place"), max_length=12)
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("lesson", "place")
        constraints = (models.UniqueConstraint(fields=["learner", "place"], name="note_once_per_place"),)

    def __str__(self):
        return self.place


class Activity(models.Model):
    """A simulator or another activity of a lesson. `source` is what the author wrote, `content` the same as HTML."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="activities", verbose_name=_("lesson"))
    code = models.CharField(_("code"), max_length=8, unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    source = models.JSONField(_("source"))
    content = models.JSONField(_("content"), editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("code",)

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("quizzes:activity", args=[self.code])


class Decision(models.Model):
    """What a learner decided in an activity, never changed afterwards but for their own rating.

    `choices` is what they set, `outcome` what the server computed from it and said about it then; `score` is 0 to 1, or
    empty where nothing is graded. `rating` is what they said about their own words after reading ours, where the
    activity asks for it: `levels` by id, their sum as `points`, `of` how many. It is never mixed with the score.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="decisions")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="decisions")
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), default=1)
    choices = models.JSONField(_("choices"))
    outcome = models.JSONField(_("outcome"))
    score = models.FloatField(_("score"), null=True, blank=True)
    rating = models.JSONField(_("own rating"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("decided_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["learner", "activity", "ordinal"], name="decision_ordinal_unique"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="decision_score_between_0_and_1"
            ),
        )

    def __str__(self):
        return f"{self.activity_id} {self.ordinal}"
