from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from readiness.levels import TOP

EVIDENCE_LIMIT = 1200
"""Characters, so that six of them fit one printed page."""


class Sheet(models.Model):
    """The readiness questions of the course: one row. `source` is what the author wrote, `content` the same as HTML."""

    source = models.JSONField(_("source"))
    content = models.JSONField(_("content"), editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("readiness sheet")
        verbose_name_plural = _("readiness sheets")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="sheet_is_one"),)

    def __str__(self):
        return ", ".join(question["id"] for question in self.source.get("questions", ()))


class PassQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)


class Pass(models.Model):
    """One time that a learner went through the questions; the first without evidence, the others with it."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readiness_passes")
    with_evidence = models.BooleanField(_("with evidence"), default=True)
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)

    objects = PassQuerySet.as_manager()

    class Meta:
        verbose_name = _("pass")
        verbose_name_plural = _("passes")
        ordering = ("begun_at", "pk")

    def __str__(self):
        return f"{self.learner_id} {self.begun_at:%Y-%m-%d}"


class Rating(models.Model):
    """What a learner said about one question in a pass. Never changed: the last one of a pass counts, all are kept."""

    of_pass = models.ForeignKey(Pass, models.CASCADE, related_name="ratings", verbose_name=_("pass"))
    question = models.CharField(_("question"), max_length=4)
    level = models.PositiveSmallIntegerField(_("level"))
    evidence = models.TextField(_("evidence"), blank=True)
    meets_descriptor = models.BooleanField(_("meets the level by own check"), default=False)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    rated_at = models.DateTimeField(_("rated at"), default=timezone.now)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("rated_at", "pk")
        constraints = (models.CheckConstraint(condition=Q(level__lte=TOP), name="rating_level_0_to_3"),)

    def __str__(self):
        return f"{self.question}: {self.level}"


class Feedback(models.Model):
    """What an instructor said about a shared rating. `by` is the name they go by: it stays when their account goes."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="feedback", verbose_name=_("rating"))
    by = models.CharField(_("by"), max_length=60)
    comment = models.TextField(_("comment"), blank=True)
    confirms = models.BooleanField(_("confirms the evidence"), default=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("written_at", "pk")

    def __str__(self):
        return f"{self.rating_id} by {self.by}"


class Task(models.Model):
    """One task of the plan that a pass led to.

    `step` is the level it leads to, or practice; `kept_at` says when its learner last set it.
    """

    of_pass = models.ForeignKey(Pass, models.CASCADE, related_name="tasks", verbose_name=_("pass"))
    question = models.CharField(_("question"), max_length=4)
    step = models.CharField(_("step"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    due_on = models.DateField(_("day"))
    product = models.CharField(_("product of one's own"), max_length=200, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    kept_at = models.DateTimeField(_("set at"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["of_pass", "question", "step"], name="task_once_in_a_plan"),)

    def __str__(self):
        return f"{self.question} {self.step}"


class Share(models.Model):
    """A question whose rating and evidence instructors may see, for as long as this row is there."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readiness_shares")
    question = models.CharField(_("question"), max_length=4)
    shared_at = models.DateTimeField(_("shared at"), default=timezone.now)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        ordering = ("shared_at", "pk")
        constraints = (models.UniqueConstraint(fields=["learner", "question"], name="share_once_per_question"),)

    def __str__(self):
        return f"{self.question} of {self.learner_id}"
