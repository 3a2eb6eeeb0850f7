import json
import uuid
from datetime import UTC, date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME_LIMIT = 100


class StatusPlace(models.Model):
    """One place in a list of revoked certificates, given out once and for ever.

    It knows no person. When a certificate goes with its learner, its place stays behind and counts as revoked, so that
    copies of the certificate elsewhere no longer pass.
    """

    number = models.PositiveIntegerField(_("number of the list"))
    place = models.PositiveIntegerField(_("place in the list"))

    class Meta:
        verbose_name = _("place in a status list")
        verbose_name_plural = _("places in status lists")
        constraints = (models.UniqueConstraint(fields=["number", "place"], name="status_place_once"),)

    def __str__(self):
        return f"{self.number}#{self.place}"


class CertificateQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def valid(self):
        return self.filter(revoked_at=None)


class Certificate(models.Model):
    """A certificate as it was issued. `credential` is the JSON that was signed, letter by letter, and never changes.

    Revoked is for good. A learner who withdrew theirs may take another; after the course's staff has revoked one, that
    is for staff to say (`may_take_another`).
    """

    class RevokedBy(models.TextChoices):
        LEARNER = "learner", _("the learner")
        STAFF = "staff", _("the course's staff")

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="certificates", verbose_name=_("learner")
    )
    status = models.OneToOneField(
        StatusPlace, models.PROTECT, related_name="certificate", verbose_name=_("place in the status list")
    )
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    credential = models.TextField(_("credential"))
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.CharField(_("revoked by"), max_length=10, choices=RevokedBy, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    may_take_another = models.BooleanField(_("may take another"), default=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["learner"], condition=Q(revoked_at=None), name="certificate_valid_once_per_learner"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="") | Q(revoked_at__isnull=False) & ~Q(revoked_by=""),
                name="certificate_revoked_by_somebody",
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("certificates:certificate", args=[self.public_id])

    @cached_property
    def document(self) -> dict:
        return json.loads(self.credential)

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def issued_on(self) -> date:
        """The day in UTC, as the credential has it: the same for every reader."""
        return self.issued_at.astimezone(UTC).date()

    @property
    def revoked_on(self) -> date | None:
        return self.revoked_at.astimezone(UTC).date() if self.revoked_at else None

    @property
    def achievement(self) -> dict:
        return self.document["credentialSubject"]["achievement"]

    @property
    def rule(self) -> list[str]:
        """The lines of the rule as it was when it was met."""
        return [line.removeprefix("- ") for line in self.achievement["criteria"]["narrative"].split("\n")]
