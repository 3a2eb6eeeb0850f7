from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
    since a transaction may end after a later one, and an answer of several steps after the next."""

    counted_at = models.DateTimeField(_("counted at"), null=True)
    counted_before = models.DateTimeField(_("counted before that at"), null=True)
    answer = models.BigIntegerField(default=0)
    answer_before = models.BigIntegerField(default=0)
    mark = models.BigIntegerField(default=0)
    mark_before = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of counting")
        verbose_name_plural = _("states of counting")
        default_permissions = ()

    def __str__(self):
        return str(self.counted_at)
