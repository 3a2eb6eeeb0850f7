import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import WaitingMail
from lessons.models import Article, Lesson, Status


def lesson_or_article(name: str) -> models.CheckConstraint:
    is_either = Q(lesson__isnull=False, article=None) | Q(lesson=None, article__isnull=False)
    return models.CheckConstraint(condition=is_either, name=name)


def key_of(thing: Lesson | Article) -> dict:
    """The look-up of what belongs to a lesson or an article."""
    return {"lesson" if isinstance(thing, Lesson) else "article": thing}


class OfTextQuerySet(models.QuerySet):
    def of(self, thing: Lesson | Article):
        return self.filter(**key_of(thing))


class TextRevision(models.Model):
    """A lesson or an article as it was published, from `made_at` to the next revision. It is never changed."""

    class How(models.TextChoices):
        LOADED = "loaded", _("Loaded from files")
        EDITED = "edited", _("Edited")
        PUBLISHED = "published", _("Draft published")
        SCHEDULED = "scheduled", _("Draft published at its time")
        RESTORED = "restored", _("Earlier text published again")

    lesson = models.ForeignKey(Lesson, models.CASCADE, null=True, blank=True, related_name="text_revisions")
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True, related_name="text_revisions")
    number = models.PositiveIntegerField(_("number"))
    values = models.JSONField(_("text"))
    status = models.CharField(_("status"), max_length=10, choices=Status)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="text_revisions"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    how = models.CharField(_("how"), max_length=10, choices=How)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = OfTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a text")
        verbose_name_plural = _("revisions of texts")
        ordering = ("-number",)
        constraints = (
            lesson_or_article("text_revision_of_one_thing"),
            models.UniqueConstraint(fields=["lesson", "number"], name="text_revision_number_of_lesson"),
            models.UniqueConstraint(fields=["article", "number"], name="text_revision_number_of_article"),
        )

    def __str__(self):
        return f"{self.thing}, {self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValueError("A revision is what was published, and stays so.")
        super().save(*args, **kwargs)

    @property
    def thing(self) -> Lesson | Article:
        return self.lesson if self.lesson_id else self.article


def first_version() -> int:
    """Random: whoever still has a draft open that ended is not taken for somebody who has the next one open."""
    return secrets.randbelow(2**30) + 1


class DraftQuerySet(OfTextQuerySet):
    def due(self, moment):
        return self.filter(publish_at__lte=moment)

    def with_things(self):
        return self.select_related("lesson", "article", "saved_by", "scheduled_by")

    def refused(self):
        """Those whose time came when they could not be published."""
        return self.exclude(refusal="")


class Draft(models.Model):
    """What is to become the text of a lesson or an article. Until it is published, readers see the text before it."""

    lesson = models.OneToOneField(Lesson, models.CASCADE, null=True, blank=True, related_name="draft")
    article = models.OneToOneField(Article, models.CASCADE, null=True, blank=True, related_name="draft")
    values = models.JSONField(_("text"))
    version = models.PositiveIntegerField(default=first_version)
    """Another number with each change of the text: whoever saves says which one they had before them."""
    based_on = models.ForeignKey(TextRevision, models.SET_NULL, null=True, blank=True, related_name="+")
    restores = models.ForeignKey(TextRevision, models.SET_NULL, null=True, blank=True, related_name="+")
    """The revision that the draft is word for word, until somebody changes it."""
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="drafts"
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, db_index=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="scheduled_drafts"
    )
    refusal = models.TextField(_("why it was not published at its time"), blank=True)
    preview_key = models.CharField(max_length=32, blank=True)
    """Part of the one link under which a colleague may read it; another one ends that link."""
    preview_ends_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (lesson_or_article("draft_of_one_thing"),)

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self) -> Lesson | Article:
        return self.lesson if self.lesson_id else self.article


class RefusalMail(WaitingMail):
    """A mail to whoever had set the time of a draft, which could not be published then."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="refusal_mails")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="refusal_mails")
    was_due_at = models.DateTimeField(_("was to be published at"))
    problems = models.TextField(_("why it was not published at its time"))

    class Meta:
        verbose_name = _("mail about a draft that was not published")
        verbose_name_plural = _("mails about drafts that were not published")
        constraints = (models.UniqueConstraint(fields=["draft", "was_due_at"], name="refusal_mail_once"),)

    def __str__(self):
        return f"{self.draft}, {self.was_due_at}"


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
