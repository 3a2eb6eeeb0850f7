import contextlib
from datetime import timedelta
from time import monotonic

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.devices import NO_ADDRESS
from accounts.models import User

ERASED_AT_ONCE = 500
CARRIED_OVER_AGAIN = 3


def carry_over(*, guest_id: int, member: User) -> bool:
    """Give everything a guest has to `member`, once, and erase the guest. False when somebody was quicker.

    While the member begins the same thing in another place, one of both finds its number taken. It is this that
    begins again, and sees what is there by then; what the member sent is never refused.
    """
    for _turn in range(CARRIED_OVER_AGAIN):
        with contextlib.suppress(IntegrityError):
            return carry_over_once(guest_id, member)
    return carry_over_once(guest_id, member)


@transaction.atomic
def carry_over_once(guest_id: int, member: User) -> bool:
    """The guest's row lock makes two sign-ins at the same moment wait for each other; the second finds no guest. It
    also holds off what another tab still sends as the guest. The member's lock does the former for two guests who
    become the same member, but does not hold off what the member sends: a weaker lock."""
    guest = User.objects.select_for_update().filter(pk=guest_id).first()
    if guest is None or not guest.is_guest:
        return False
    User.objects.select_for_update(no_key=True).filter(pk=member.pk).first()
    for path in settings.CARRY_OVER:
        import_string(path)(guest=guest, member=member)
    guest.delete()
    return True


def keep_appearance(*, member: User, theme: str, reading_font: str) -> None:
    """A visitor's choice of appearance and font goes along where the member has made none."""
    chosen = {"theme": theme, "reading_font": reading_font}
    defaults = {name: User._meta.get_field(name).default for name in chosen}
    kept = [name for name in chosen if getattr(member, name) == defaults[name] != chosen[name]]
    for name in kept:
        setattr(member, name, chosen[name])
    if kept:
        member.save(update_fields=kept)


def end_sessions(*, user: User) -> None:
    """Sign a member out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def void_password(*, user: User) -> None:
    """Take away a password that somebody else may have chosen, with all sessions it may have opened."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user=user)


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Erase a member with everything that belongs to them, and sign them out everywhere."""
    end_sessions(user=user)
    user.delete()


def erase_in_batches(users: QuerySet) -> int:
    """Erase `users` with all they left. What does not fit into half of a task's time is left for the next run.

    A row that somebody else has locked (a guest who signs in just now) is passed over where the database can do so.
    """
    skip_locked = connection.features.has_select_for_update_skip_locked
    stop_at = monotonic() + settings.CELERY_TASK_TIME_LIMIT / 2
    erased = 0
    while monotonic() < stop_at:
        with transaction.atomic():
            rows = users.select_for_update(skip_locked=skip_locked).order_by("pk")
            keys = list(rows.values_list("pk", flat=True)[:ERASED_AT_ONCE])
            User.objects.filter(pk__in=keys).delete()
        erased += len(keys)
        if len(keys) < ERASED_AT_ONCE:
            break
    return erased


def erase_idle_guests() -> int:
    """Erase guests who have not been here for `GUEST_IDLE_DAYS` days, with all they left. Returns how many."""
    last_day = timezone.now().date() - timedelta(days=settings.GUEST_IDLE_DAYS)
    return erase_in_batches(User.objects.guests().idle_since(last_day))


def erase_unverified_members() -> int:
    """Erase sign-ups whose address nobody has confirmed for `UNVERIFIED_DAYS` days. Returns how many."""
    return erase_in_batches(User.objects.unverified_since(timezone.now() - timedelta(days=settings.UNVERIFIED_DAYS)))


def forget_old_sessions() -> None:
    """Drop expired sessions with what was noted about their devices; of the others, addresses older than 30 days."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    old = UserSession.objects.filter(last_seen_at__lt=now - timedelta(days=settings.ADDRESS_KEPT_DAYS))
    old.update(ip=NO_ADDRESS)
