import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Lesson

TITLE_LIMIT = 120
TEXT_LIMIT = 20_000
SECTIONS_LIMIT = 100


class Passage(models.Model):
    """What a learner made of one piece of their brief: a text of their own over the gathered one, or its absence.

    `source` says which: the place of a note (TAKE05), the code of an activity or a question, or a part that every
    brief begins with (title, context, monday). `text` is empty while the gathered one stands. `original` is the
    fingerprint of what was gathered when the text was written: another one now means that both want comparing.
    `is_shown` is empty where nobody chose: then the piece stands in the brief or not as its kind does.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passages")
    source = models.CharField(_("source"), max_length=10)
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="passages")
    text = models.TextField(_("text"), blank=True)
    original = models.CharField(_("fingerprint of the original"), max_length=8, blank=True)
    is_shown = models.BooleanField(_("in the brief"), null=True, blank=True)
    edited_at = models.DateTimeField(_("edited at"), default=timezone.now)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ("source",)
        constraints = (models.UniqueConstraint(fields=["learner", "source"], name="passage_once_per_source"),)

    def __str__(self):
        return self.source


class Section(models.Model):
    """A section that a learner added to their brief: after a lesson, or at the end.

    `public_id` comes from the form in which it was begun, so that a double press makes one section.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sections")
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    after = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="sections_after")
    title = models.CharField(_("title"), max_length=TITLE_LIMIT)
    text = models.TextField(_("text"))
    is_shown = models.BooleanField(_("in the brief"), default=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("written_at", "pk")
        constraints = (models.UniqueConstraint(fields=["learner", "public_id"], name="section_once_per_learner"),)

    def __str__(self):
        return self.title

    @property
    def anchor(self) -> str:
        return f"own-{self.public_id.hex[:8]}"
