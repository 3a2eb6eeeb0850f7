import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mail_headers
from reminders.slots import first_slot_on, next_slot

EVERY_DAY = "1234567"
MESSAGE = uuid.UUID("6f6b8a52-7a0f-4c53-9a0e-5f2f2f3b8a1d")
"""The namespace of our mails' ids."""


class Kind(models.TextChoices):
    REVIEWS = "reviews", _("Reviews due")
    NEXT_STEP = "next-step", _("Next step after a pause")
    WEEKLY = "weekly", _("Weekly summary")
    GOODBYE = "goodbye", _("Last mail before a silence")


REPLIES = "replies"
TOPICS = {
    "reviews": _("Reviews that are due"),
    "next_step": _("The next step, after a pause"),
    "weekly": _("A summary of the week"),
    REPLIES: _("Answers to my comments"),
}
"""What one may want mails about: fields of `Preference`, and how learners read them."""


def topic_of(kind: str) -> str:
    """What a mail of this kind is about; empty where that is no one thing."""
    topic = kind.replace("-", "_")
    return topic if topic in TOPICS else ""


class Reason(models.TextChoices):
    """Why a learner gets no mail, or (`UNDONE`) why one that was due could not be sent."""

    OFF = "off", _("Reminders are switched off")
    NOTHING_CHOSEN = "nothing-chosen", _("No kind of reminder is chosen")
    NO_ADDRESS = "no-address", _("No confirmed email address")
    UNDELIVERABLE = "undeliverable", _("Mail to this address came back, or was called spam")
    LEAVING = "leaving", _("The account is about to be erased")
    PAUSED = "paused", _("Paused until a date")
    TODAY_ALREADY = "today-already", _("There was a mail today")
    WEEK_IS_FULL = "week-is-full", _("As many mails this week as wanted")
    QUIET = "quiet", _("No visit since the last mail said that no more would come")
    WAS_HERE = "was-here", _("Was here on that day")
    NOTHING_DUE = "nothing-due", _("Nothing is due")
    TOO_LATE = "too-late", _("Too late in the day; it waits for the next one")


FAULTS = {
    "ConnectionRefusedError": _("Nobody answers at the mail server's address"),
    "TimeoutError": _("The mail server did not answer in time"),
    "gaierror": _("The mail server's name is not known"),
    "SMTPServerDisconnected": _("The mail server ended the connection"),
    "ConnectionResetError": _("The mail server ended the connection"),
    "WorkerLost": _("The worker ended while the mail server had the mail"),
}
"""What errors are called that are written into `Reminder.because`; others are shown by their own name."""


class PreferenceQuerySet(models.QuerySet):
    def due(self, at):
        """Those whose slot has come."""
        return self.filter(next_at__lte=at)


class Preference(models.Model):
    """Which reminders a learner wants, and when. `next_at` is the next moment at which to look what is due.

    It is empty where there is nothing to look for until they visit again, or change this.
    """

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_preference")
    is_on = models.BooleanField(_("reminders"), default=True)
    reviews = models.BooleanField(_("reviews that are due"), default=True)
    next_step = models.BooleanField(_("the next step, after a pause"), default=True)
    weekly = models.BooleanField(_("a summary of the week"), default=False)
    replies = models.BooleanField(_("answers to my comments"), default=True)
    days = models.CharField(
        _("days"),
        max_length=7,
        default=EVERY_DAY,
        validators=[RegexValidator(r"^1?2?3?4?5?6?7?$", _("Choose days from the list."))],
    )
    hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    most_a_week = models.PositiveSmallIntegerField(
        _("at most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    next_at = models.DateTimeField(_("looked at next"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder preference")
        verbose_name_plural = _("reminder preferences")
        constraints = (
            models.CheckConstraint(condition=Q(hour__lte=23), name="reminder_hour_of_a_day"),
            models.CheckConstraint(condition=Q(most_a_week__range=(1, 7)), name="reminder_most_a_week"),
        )
        indexes = (
            # Both columns, so that looking what is due reads the index only.
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="reminder_next"),
        )

    def __str__(self):
        return f"{self.learner_id}: {self.next_at or '-'}"

    @property
    def weekdays(self) -> frozenset[int]:
        """ISO numbers: Monday is 1."""
        return frozenset(int(day) for day in self.days)

    @property
    def topics(self) -> list[str]:
        """What mails are wanted about."""
        return [topic for topic in TOPICS if getattr(self, topic)]

    def wants(self, kind: str) -> bool:
        return getattr(self, topic_of(kind))

    def is_paused_on(self, day) -> bool:
        return self.paused_until is not None and day < self.paused_until

    def slot_after(self, moment: datetime) -> datetime | None:
        zone = self.learner.zone
        return next_slot(moment, hour=self.hour, weekdays=self.weekdays, zone=zone) if self.is_on else None

    def slot_from(self, day) -> datetime | None:
        """The first slot on `day` or later."""
        zone = self.learner.zone
        return first_slot_on(day, hour=self.hour, weekdays=self.weekdays, zone=zone) if self.is_on else None


class ReminderQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Reminder.State.WAITING)

    def sent(self):
        """Those that went, or may have gone."""
        return self.filter(state__in=[Reminder.State.SENT, Reminder.State.UNKNOWN])

    def unsettled(self):
        """Those that could not be sent, or of which nobody knows whether they went."""
        return self.filter(state__in=[Reminder.State.FAILED, Reminder.State.UNKNOWN])

    def failed_since(self, at):
        """By the index on `written_at`: from the first to the last try it is never as long as two days."""
        return self.filter(state=Reminder.State.FAILED, ended_at__gte=at, written_at__gte=at - timedelta(days=2))

    def overdue(self, at):
        """Those that a worker left behind, or that a mail server did not take in an earlier try."""
        return self.waiting().filter(due_at__lte=at)


class Reminder(models.Model):
    """One occasion to remind a learner: one day of theirs. What it became of is written in the same row.

    `handed_at` is set just before the text goes to the mail server. A worker killed after that leaves a mail of which
    nobody knows whether it went: it is not sent again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("not sent, since it was no longer due or wanted")
        FAILED = "failed", _("could not be sent")
        UNKNOWN = "unknown", _("handed over, and nobody knows whether it went")

    LEASE = timedelta(minutes=5)
    """Longer than a task may take: until then nobody else takes it."""
    MOST_TRIES = 5

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    day = models.DateField(_("day"), help_text=_("On the learner's calendar."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    because = models.CharField(_("because"), max_length=200, blank=True)
    slot_at = models.DateTimeField(_("wanted at"))
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    due_at = models.DateTimeField(_("next try at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    handed_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = (models.UniqueConstraint(fields=["learner", "day"], name="reminder_once_a_day"),)
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="reminder_waiting"),
            models.Index(fields=["written_at"], name="reminder_written"),
        )

    def __str__(self):
        return f"{self.learner_id} {self.day}: {self.kind or '-'} {self.state}"

    @property
    def message_id(self) -> str:
        """The same in each try, so that mailboxes know a copy."""
        number = uuid.uuid5(MESSAGE, f"{settings.SITE_URL} {self.learner_id} {self.day}")
        return mail_headers.message_id(number)

    @property
    def reason(self) -> str:
        """`because` in words: a reason, what the mail server said, or what went wrong."""
        return str(
            Reason(self.because).label if self.because in Reason.values else FAULTS.get(self.because, self.because)
        )
