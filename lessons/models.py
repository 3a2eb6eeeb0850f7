import secrets
from datetime import date

from django.core.files.storage import default_storage
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.facts import SOON, Standing
from lessons.validators import (
    validate_cases,
    validate_certificate,
    validate_misconceptions,
    validate_sources,
    validate_terms,
    validate_texts,
)

lesson_code = RegexValidator(r"^L\d\d$", _("Write the code as L and two digits, like L05."))
SOURCE_LIMIT = 60_000


class Edition(models.Model):
    """One row: a number that is new with every published change, so that each worker knows when its pages are old.

    Random and not counted: after a restore from a backup a count would come to the same numbers again.
    """

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("edition")

    def __str__(self):
        return str(self.number)

    @classmethod
    def advance(cls) -> None:
        """Call in the transaction that changes what readers see."""
        cls.objects.update_or_create(pk=1, defaults={"number": secrets.randbits(62)})


class Course(models.Model):
    code = models.SlugField(_("code"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200)
    summary = models.CharField(_("summary"), max_length=300)
    audience = models.JSONField(
        _("audience"), validators=[validate_texts], default=list, help_text=_("A list of lines: for whom it is.")
    )
    outcomes = models.JSONField(
        _("outcomes"),
        validators=[validate_texts],
        default=list,
        help_text=_("A list of lines: what one can do afterwards."),
    )
    cases = models.JSONField(
        _("cases"),
        validators=[validate_cases],
        default=dict,
        help_text=_("Recurring cases: slug to title, what and stakes."),
    )
    certificate = models.JSONField(
        _("certificate"),
        validators=[validate_certificate],
        default=dict,
        blank=True,
        help_text=_("When a certificate is due, as in course.yaml. Empty: there is none."),
    )
    misconceptions = models.JSONField(
        _("misconceptions"),
        validators=[validate_misconceptions],
        default=dict,
        blank=True,
        help_text=_("Beliefs that wrong answers show: code to belief and refuted_in, as in course.yaml."),
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self):
        return self.title


class Module(models.Model):
    course = models.ForeignKey(Course, models.CASCADE, related_name="modules", verbose_name=_("course"))
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["course", "code"], name="module_code_unique"),)

    def __str__(self):
        return f"{self.code} {self.title}"


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class PublishedQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)


class Lesson(models.Model):
    module = models.ForeignKey(Module, models.PROTECT, related_name="lessons", verbose_name=_("module"))
    code = models.CharField(_("code"), max_length=3, unique=True, validators=[lesson_code])
    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=120)
    short = models.CharField(_("short title"), max_length=30)
    summary = models.CharField(_("summary"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    cases = models.JSONField(_("cases"), validators=[validate_texts], default=list, blank=True)
    objectives = models.JSONField(_("objectives"), validators=[validate_texts], default=list)
    points = models.JSONField(_("points"), validators=[validate_texts], default=list, blank=True)
    terms = models.JSONField(_("terms"), validators=[validate_terms], default=list, blank=True)
    sources = models.JSONField(_("sources"), validators=[validate_sources], default=list, blank=True)
    takeaway = models.CharField(_("takeaway"), max_length=300)
    source = models.TextField(_("text"), validators=[MaxLengthValidator(SOURCE_LIMIT)])
    blocks = models.JSONField(_("rendered blocks"), default=list, editable=False)
    sections = models.JSONField(_("sections"), default=list, editable=False)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ("module__position", "module", "position", "code")

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("lessons:lesson", args=[self.slug])

    @property
    def number(self) -> int:
        return int(self.code[1:])


class Prompt(models.Model):
    """A recall prompt of a lesson. Its code is never used for another; a prompt that left the text retires."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="prompts", verbose_name=_("lesson"))
    code = models.CharField(_("code"), max_length=8, unique=True)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    class Meta:
        verbose_name = _("recall prompt")
        verbose_name_plural = _("recall prompts")
        ordering = ("lesson", "position")

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return f"{self.lesson.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return self.code.lower().replace(".", "-")


class FactQuerySet(models.QuerySet):
    def standing(self, standing: Standing, today: date):
        if standing == Standing.STALE:
            return self.filter(review_by__lt=today)
        if standing == Standing.SOON:
            return self.filter(review_by__range=(today, today + SOON))
        return self.filter(review_by__gt=today + SOON)


class Fact(models.Model):
    """A claim of a lesson that ages: where it comes from, when it held, when to look again. Written from the text."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="facts", verbose_name=_("lesson"))
    number = models.PositiveSmallIntegerField(_("number"))
    claim = models.TextField(_("claim"))
    source = models.TextField(_("source"))
    as_of = models.DateField(_("as of"))
    review_by = models.DateField(_("review by"), db_index=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("dated fact")
        verbose_name_plural = _("dated facts")
        ordering = ("review_by", "lesson", "number")
        constraints = (
            models.UniqueConstraint(fields=["lesson", "number"], name="fact_number_unique"),
            models.CheckConstraint(condition=Q(review_by__gt=F("as_of")), name="fact_review_after_as_of"),
        )

    def __str__(self):
        return f"{self.lesson_id}: {self.claim[:60]}"

    def get_absolute_url(self):
        return f"{self.lesson.get_absolute_url()}#fact-{self.number}"


class Article(models.Model):
    slug = models.SlugField(_("slug"), unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=160)
    published_on = models.DateField(_("published on"), default=timezone.localdate)
    source = models.TextField(_("text"), validators=[MaxLengthValidator(SOURCE_LIMIT)])
    html = models.TextField(_("rendered text"), editable=False)
    sections = models.JSONField(_("sections"), default=list, editable=False)
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-published_on", "title")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("lessons:article", args=[self.slug])

    @property
    def minutes(self) -> int:
        """Reading time at 230 words a minute, rounded up."""
        return max(1, -(-self.word_count // 230))


class LessonImage(models.Model):
    """A picture for lessons and articles, which name it: `![words](image:NAME)`. Its file never changes."""

    name = models.CharField(_("name"), max_length=30, unique=True, editable=False)
    alt = models.CharField(
        _("what it shows, in words"),
        max_length=300,
        help_text=_("For those who do not see the picture: what they would miss, in a sentence."),
    )
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)
    byte_count = models.PositiveIntegerField(_("bytes"), editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("-added_at", "-pk")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("lessons:image", args=[self.name])

    @property
    def path(self) -> str:
        """Below the folder of media."""
        return f"lessons/{self.name}"

    @property
    def content(self) -> bytes:
        with default_storage.open(self.path) as file:
            return file.read()

    @property
    def markdown(self) -> str:
        words = " ".join(self.alt.split()).replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
        return f"![{words}](image:{self.name})"


class SearchEntry(models.Model):
    """One section of a published lesson or article, as text to search in."""

    url = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    heading = models.CharField(max_length=160, blank=True)
    text = models.TextField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self):
        return f"{self.title}: {self.heading}"
