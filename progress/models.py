from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Lesson


class ReadingQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)


class Reading(models.Model):
    """How far a learner is with one lesson: where they were last, when they had read it all, when its cards were all
    remembered, and when they were so durably. What was once reached stays."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="readings")
    anchor = models.SlugField(_("place"), max_length=90, blank=True)
    seen_at = models.DateTimeField(_("last there at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    remembered_at = models.DateTimeField(_("remembered at"), null=True, blank=True)
    durable_at = models.DateTimeField(_("durable at"), null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = (models.UniqueConstraint(fields=["learner", "lesson"], name="reading_once_per_lesson"),)

    def __str__(self):
        return f"{self.lesson_id}: {self.anchor or 'start'}"
