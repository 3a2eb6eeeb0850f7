import uuid
import zoneinfo
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A day has begun everywhere on Earth when it is this old in UTC.
BEGUN_EVERYWHERE = timedelta(hours=12)


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list."), code="time_zone")


class UserQuerySet(models.QuerySet):
    def members(self):
        return self.filter(is_guest=False)

    def guests(self):
        return self.filter(is_guest=True)

    def idle_since(self, day):
        """Those last seen before `day` (a date)."""
        return self.filter(last_seen_on__lt=day)

    def to_be_erased(self, moment):
        """Those who wanted to be erased on a day that has begun at `moment`, wherever they are."""
        return self.filter(erase_on__lte=(moment - BEGUN_EVERYWHERE).date())

    def unverified_since(self, moment):
        """Those who signed up before `moment`, never showed that the address is theirs, and so never came in."""
        unused = self.members().filter(is_staff=False, last_login=None, joined_at__lt=moment)
        return unused.exclude(emailaddress__verified=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A member needs an email address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def create_guest(self):
        guest = self.model(email=None, is_guest=True)
        guest.set_unusable_password()
        guest.save(using=self._db)
        return guest


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who learns: a member with an email address, or a guest who has none and cannot sign in."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As my device is set")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class ReadingFont(models.TextChoices):
        SERIF = "serif", _("Source Serif")
        LEGIBLE = "legible", _("Atkinson Hyperlegible Next")
        SYSTEM = "system", _("My device's own font")

    email = models.EmailField(_("email address"), null=True, blank=True, unique=True)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    theme = models.CharField(_("appearance"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    reading_font = models.CharField(_("reading font"), max_length=10, choices=ReadingFont, default=ReadingFont.SERIF)
    weekly_goal = models.PositiveSmallIntegerField(
        _("weekly goal"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
    )
    is_guest = models.BooleanField(_("guest"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)
    last_seen_on = models.DateField(_("last seen on"), default=timezone.localdate)
    erase_on = models.DateField(_("to be erased on"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ()

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(
                condition=models.Q(
                    is_guest=True,
                    email__isnull=True,
                    is_staff=False,
                    is_superuser=False,
                )
                | models.Q(is_guest=False, email__isnull=False),
                name="user_guest_has_no_email",
            ),
        )
        indexes = (
            models.Index(
                fields=["last_seen_on"],
                condition=models.Q(is_guest=True),
                name="user_idle_guests",
            ),
            models.Index(
                fields=["erase_on"],
                condition=models.Q(erase_on__isnull=False),
                name="user_to_be_erased",
            ),
        )

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """What the person is called on their own pages; never the email address."""
        return self.display_name or str(_("Guest") if self.is_guest else _("Learner"))

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of this learner; UTC where the machine does not know the one that was chosen."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return zoneinfo.ZoneInfo("UTC")

    @property
    def today(self) -> date:
        """The day it is where this learner lives."""
        return self.day_of(timezone.now())

    def day_of(self, moment: datetime) -> date:
        """On which day of the learner's calendar something is."""
        return moment.astimezone(self.zone).date()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class WaitingMailQuerySet(models.QuerySet):
    def waiting(self, moment):
        """Those that nobody is sending: not taken, or taken so long ago that whoever did must have died."""
        return self.filter(models.Q(taken_at=None) | models.Q(taken_at__lt=moment - WaitingMail.LEASE))


class WaitingMail(models.Model):
    """A mail that has not been handed over to a mail server yet; then its row goes. See `accounts.waiting_mails`."""

    LEASE = timedelta(minutes=5)

    message_id = models.UUIDField(default=uuid.uuid4, editable=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken at"), null=True)

    objects = WaitingMailQuerySet.as_manager()

    class Meta:
        abstract = True


class ErasureMail(WaitingMail):
    """A mail about the erasure of an account. `learner` is empty once they are erased: then this is the last place
    where their address stands."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("Your account will be erased")
        DONE = "done", _("Your account is erased")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    email = models.EmailField(_("email address"))
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="erasure_mails")

    class Meta:
        verbose_name = _("mail about an erasure")
        verbose_name_plural = _("mails about erasures")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="planned", learner__isnull=False) | models.Q(kind="done", learner__isnull=True),
                name="erasure_mail_names_who_is_there",
            ),
            models.UniqueConstraint(fields=["learner", "kind"], name="erasure_mail_once"),
        )

    def __str__(self):
        return f"{self.kind} {self.pk}"


class UndeliverableAddress(models.Model):
    """An address from which mail came back, or whose owner called it spam. Kept as a digest: it can be found, not read.

    Mails that nobody waits for are not sent there. A code that is asked for still is: confirming the address with it
    shows that mail arrives.
    """

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("Mail came back")
        COMPLAINED = "complained", _("Its owner called a mail spam")
        REFUSED = "refused", _("The mail server says that nobody has this address")
        ENDED = "ended", _("Its owner ended our mails at the mail provider")

    digest = models.CharField(max_length=64, unique=True, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("address that takes no mail")
        verbose_name_plural = _("addresses that take no mail")

    def __str__(self):
        return f"{self.digest[:8]}: {self.reason}"
