from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from translations.client import Reason


class Consent(models.Model):
    """A learner agreed to translations by this provider under this version of its policy.

    `terms` is the fingerprint of the three. `ended_at`: taken back, or followed by a later consent.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="translation_consents")
    provider = models.CharField(_("provider"), max_length=100)
    host = models.CharField(_("server"), max_length=200)
    policy_version = models.CharField(_("version of the privacy policy"), max_length=100)
    terms = models.CharField(_("fingerprint of the terms"), max_length=16)
    accepted_at = models.DateTimeField(_("accepted at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to translations")
        verbose_name_plural = _("consents to translations")
        ordering = ("accepted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at=None), name="translation_consent_one_at_a_time"
            ),
        )

    def __str__(self):
        return f"{self.provider}, {self.policy_version}"


class State(models.TextChoices):
    WANTED = "wanted", _("Wanted")
    WORKING = "working", _("Being translated")
    DONE = "done", _("Translated")
    FAILED = "failed", _("Failed")


class Translation(models.Model):
    """A page in another language, kept so that its text is sent once; or that somebody wants it. Not whose wish it is.

    `digest` is that of the original and its provider at the time: another one now means that this is no longer it.
    """

    kind = models.CharField(_("kind"), max_length=10)
    slug = models.SlugField(_("slug"))
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WANTED)
    reason = models.CharField(_("why it failed"), max_length=10, choices=Reason, blank=True)
    digest = models.CharField(_("digest of the original"), max_length=64, blank=True)
    texts = models.JSONField(_("texts"), default=dict)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    translated_at = models.DateTimeField(_("translated at"), null=True, blank=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = (models.UniqueConstraint(fields=["kind", "slug", "language"], name="translation_once_per_page"),)

    def __str__(self):
        return f"{self.kind} {self.slug}: {self.language}"
