from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Lesson
from quizzes.models import Question, Revision


class SimulatedLearner(models.Model):
    """Marks a learner who was made up, so that the pages can be judged before there are answers of real ones.

    They cannot sign in, get no mail, and are in no figure but those of the simulated cohort.
    """

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="simulated")
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("simulated learner")
        verbose_name_plural = _("simulated learners")
        default_permissions = ()
        permissions = (("view_insights", _("Can see what learners' answers say about the course")),)

    def __str__(self):
        return str(self.learner_id)


class ItemTally(models.Model):
    """Sums over the first answers that a block of learners gave to the questions of a lesson; see `item_tallies`.

    `fingerprint` says of which answers: when it is another, the block is counted anew. Nobody is named.
    """

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    block = models.PositiveIntegerField(_("block"))
    is_simulated = models.BooleanField(_("simulated"), default=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=80)
    sums = models.JSONField(_("sums"))

    class Meta:
        verbose_name = _("tally of items")
        verbose_name_plural = _("tallies of items")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["lesson", "block", "is_simulated"], name="item_tally_of_block_unique"),
        )

    def __str__(self):
        return f"{self.lesson_id}, block {self.block}"


class ItemCount(models.Model):
    """Whether the figures of a lesson's items follow its tallies. Whoever changes either holds this row."""

    lesson = models.OneToOneField(Lesson, models.CASCADE, related_name="+")
    is_stale = models.BooleanField(_("stale"), default=True)
    counted_at = models.DateTimeField(_("counted at"), null=True)

    class Meta:
        verbose_name = _("count of items")
        verbose_name_plural = _("counts of items")
        default_permissions = ()

    def __str__(self):
        return str(self.lesson_id)


class ItemFigures(models.Model):
    """What is shown of an item, for one revision of it and real or simulated learners; made from the tallies."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="figures")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="figures")
    is_simulated = models.BooleanField(_("simulated"), default=False)
    answers = models.PositiveIntegerField(_("first answers"))
    facility = models.FloatField(_("share right"), null=True)
    discrimination = models.FloatField(_("discrimination"), null=True)
    mean_confidence = models.FloatField(_("mean confidence"), null=True)
    misled = models.FloatField(_("share sure and wrong"), null=True)
    median_seconds = models.FloatField(_("median of seconds"), null=True)
    verdicts = models.CharField(_("verdicts"), max_length=120, help_text=_("Codes, a space on both sides of each."))
    weight = models.PositiveSmallIntegerField(_("weight of the worst verdict"), default=0)
    beliefs = models.JSONField(_("answers that showed each belief"), default=dict)
    sums = models.JSONField(_("sums"))

    class Meta:
        verbose_name = _("figures of an item")
        verbose_name_plural = _("figures of items")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["revision", "is_simulated"], name="item_figures_of_revision_unique"),
        )

    def __str__(self):
        return f"{self.question_id}: {self.answers}"


class BeliefFigures(models.Model):
    """Of the learners who were first offered a belief in a lesson in one week, how many showed it."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    code = models.CharField(_("code"), max_length=3)
    week = models.DateField(_("Monday of the week"))
    is_simulated = models.BooleanField(_("simulated"), default=False)
    offered = models.PositiveIntegerField(_("learners who were offered it"))
    shown = models.PositiveIntegerField(_("learners who showed it"))

    class Meta:
        verbose_name = _("figures of a belief")
        verbose_name_plural = _("figures of beliefs")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["lesson", "code", "week", "is_simulated"], name="belief_of_week_unique"),
        )

    def __str__(self):
        return f"{self.code} in {self.lesson_id}"


class ItemWatermark(models.Model):
    """How far answers were looked at: one row.

    Answers after `answer` are new. Those after `look_back_from` are looked at again, whether they were completed since
    `looked_at`; at night it moves on to `next_look_back`, which is the last answer of the night before. `learners`: how
    many each block had, so that it is noticed when some are erased.
    """

    answer = models.PositiveBigIntegerField(default=0)
    look_back_from = models.PositiveBigIntegerField(default=0)
    next_look_back = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    learners = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("watermark of items")
        verbose_name_plural = _("watermarks of items")
        default_permissions = ()

    def __str__(self):
        return str(self.answer)


class TallyQuerySet(models.QuerySet):
    def sums(self, figure: str, cohort: str) -> dict[tuple[str, str], tuple[int, int]]:
        """Of all blocks: (lesson, key) → (count, hits). One query."""
        rows = self.filter(figure=figure, cohort=cohort).order_by().values_list("lesson", "key")
        sums = rows.annotate(models.Sum("count"), models.Sum("hits"))
        return {(lesson, key): (count, hits) for lesson, key, count, hits in sums}


class Tally(models.Model):
    """How many learners, or answers, of one block are so. Pages add the blocks up.

    A block is up to 200 learners, counted together: only blocks in which something happened are counted anew.
    `figure` says what is counted; `lesson` and `key` of what (see `insights.counting`); `hits` how many of `count` went
    well. Nobody can be told from it.
    """

    class Figure(models.TextChoices):
        LEARNERS = "learners", _("Learners by the week in which they joined")
        LESSON = "lesson", _("Learners by how far they are with a lesson")
        STOP = "stop", _("Learners by where in a lesson they stopped")
        RATED = "rated", _("Answers by stated confidence")
        WEEK = "week", _("Learners by week after joining")
        RECALL = "recall", _("Recalls by days since the last one")
        RATERS = "raters", _("Learners who said how sure they were")
        REVIEWERS = "reviewers", _("Learners who recalled")

    figure = models.CharField(_("figure"), max_length=10, choices=Figure)
    cohort = models.CharField(_("cohort"), max_length=10)
    block = models.PositiveIntegerField(_("block"))
    lesson = models.CharField(_("lesson"), max_length=3, blank=True)
    key = models.CharField(_("key"), max_length=90, blank=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    hits = models.PositiveIntegerField(_("hits"), default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["figure", "cohort", "block", "lesson", "key"], name="tally_once"),
            models.CheckConstraint(condition=models.Q(hits__lte=models.F("count")), name="tally_hits_within_count"),
        )
        indexes = (models.Index(fields=["block"], name="tally_block"),)

    def __str__(self):
        return f"{self.figure} {self.lesson} {self.key}: {self.count}"


class Counting(models.Model):
    """How far the tallies are counted: one row. What came after `answer_before` and `mark_before` is looked at again,
    since a transaction may end after a later one, and an answer of several steps after the next.

    While everything is counted anew, `next_block` says where that stands, and the three after it when it began and what
    was the newest then."""

    counted_at = models.DateTimeField(_("counted at"), null=True)
    counted_before = models.DateTimeField(_("counted before that at"), null=True)
    answer = models.BigIntegerField(default=0)
    answer_before = models.BigIntegerField(default=0)
    mark = models.BigIntegerField(default=0)
    mark_before = models.BigIntegerField(default=0)
    next_block = models.BigIntegerField(null=True)
    began_at = models.DateTimeField(null=True)
    answer_then = models.BigIntegerField(default=0)
    mark_then = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of counting")
        verbose_name_plural = _("states of counting")
        default_permissions = ()

    def __str__(self):
        return str(self.counted_at)
