import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoadedEntry(models.Model):
    """A thing of the course as it stood in the files when they were loaded last: what edits are told apart by."""

    kind = models.CharField(_("kind"), max_length=12)
    code = models.CharField(_("code"), max_length=50, blank=True)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("loaded entry")
        verbose_name_plural = _("loaded entries")
        constraints = (models.UniqueConstraint(fields=["kind", "code"], name="loaded_entry_once"),)

    def __str__(self):
        return f"{self.kind} {self.code}"


class TextTwinQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(loaded_at=None)


class TextTwin(models.Model):
    """A course as files, uploaded in the admin: looked at, then loaded or, after a day, forgotten.

    `told` is what loading did, in the words of the page.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the file"), max_length=200)
    archive = models.BinaryField()
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    told = models.JSONField(default=dict)

    objects = TextTwinQuerySet.as_manager()

    class Meta:
        verbose_name = _("course as files")
        verbose_name_plural = _("course as files")
        ordering = ("-uploaded_at",)

    def __str__(self):
        return self.name
