from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Prompt


class Rating(models.TextChoices):
    NOT_YET = "not-yet", _("Not yet")
    GOT_IT = "got-it", _("Got it")


class CardQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)


class Card(models.Model):
    """A recall prompt that a learner has marked at least once, with the last mark."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cards")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="cards")
    rating = models.CharField(_("last mark"), max_length=10, choices=Rating)
    marked_at = models.DateTimeField(_("last marked at"), default=timezone.now)
    created_at = models.DateTimeField(_("first marked at"), default=timezone.now)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = (models.UniqueConstraint(fields=["learner", "prompt"], name="card_once_per_prompt"),)

    def __str__(self):
        return f"{self.prompt_id}: {self.rating}"


class Mark(models.Model):
    """One press of a button, never changed afterwards: the record from which schedules can be computed anew."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="marks")
    rating = models.CharField(_("mark"), max_length=10, choices=Rating)
    marked_at = models.DateTimeField(_("marked at"), default=timezone.now)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ("marked_at",)

    def __str__(self):
        return f"{self.card_id}: {self.rating}"
