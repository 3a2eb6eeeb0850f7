import contextlib
from datetime import date, timedelta
from time import monotonic

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.addresses import forget_undeliverable
from accounts.devices import NO_ADDRESS
from accounts.erasure_mails import send_erasure_mail
from accounts.hooks import call_all
from accounts.models import ErasureMail, User
from accounts.traces import blot_out_of_log, forget_sessions_of, forget_sessions_of_nobody

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
    call_all(settings.CARRY_OVER, guest=guest, member=member)
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


def end_sessions(*, user: User, but: str | None = None) -> None:
    """Sign a member out everywhere, or everywhere but in the session with the key `but`."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


@transaction.atomic
def void_password(*, user: User) -> None:
    """Take away a password that somebody else may have chosen, with all sessions it may have opened."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user=user)


def plan_erasure(*, member: User, session_key: str) -> None:
    """Let the account be erased after `ERASURE_GRACE_DAYS` days; until then its owner can keep it.

    Other devices are signed out: this one stays in, and a new sign-in is possible, but changes nothing by itself. Asked
    for a second time, it changes nothing either.
    """
    day = timezone.now().date() + timedelta(days=settings.ERASURE_GRACE_DAYS)
    with transaction.atomic():
        if not User.objects.members().filter(pk=member.pk, erase_on=None).update(erase_on=day):
            return
        end_sessions(user=member, but=session_key)
        mail = ErasureMail.objects.create(kind=ErasureMail.Kind.PLANNED, email=member.email, learner=member)
    send_erasure_mail(mail_id=mail.pk)


@transaction.atomic
def keep_account(*, learner_id: int, erase_on: date | None = None) -> bool:
    """Do not erase it after all. `erase_on` says which plan is meant, where it may be one of before."""
    planned = User.objects.filter(pk=learner_id).exclude(erase_on=None)
    if erase_on:
        planned = planned.filter(erase_on=erase_on)
    is_kept = bool(planned.update(erase_on=None))  # the account before its mails: in this order an erasure locks them
    if is_kept:
        ErasureMail.objects.filter(learner=learner_id).delete()
    return is_kept


def erase_account(*, user: User) -> bool:
    """Erase somebody at once with all they left, and tell them where they have an address. False if they were gone."""
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
        if person is None:
            return False
        mails = erase([person], is_asked_for=True)
    for mail in mails:
        send_erasure_mail(mail_id=mail.pk)
    return True


def erase(people: list[User], *, is_asked_for: bool) -> list[ErasureMail]:
    """Erase locked rows with all that belongs to them, in the caller's transaction; returns the mails that say so.

    The caller's lock is the weak one: whoever holds a row that `BEFORE_ERASURE` waits for may still write one that
    points to these people. From the strong lock on nobody can, so that is when those hooks see what was written last.

    All else falls with them (CASCADE, see `accounts.checks`), but for what stays without a name: `BEFORE_ERASURE` takes
    out of it what else could lead to them. Sessions of guests are no older than they: what is left
    of those falls with `forget_old_sessions`.
    """
    numbers = [person.pk for person in people]
    call_all(settings.BEFORE_ERASURE, numbers=numbers)
    list(User.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values_list("pk"))
    call_all(settings.BEFORE_ERASURE, numbers=numbers)
    members = [person for person in people if person.email]
    if members:
        forget_sessions_of(members)
        forget_undeliverable(*(person.email for person in members))
    blot_out_of_log(numbers)
    User.objects.filter(pk__in=numbers).delete()
    mails = [ErasureMail(kind=ErasureMail.Kind.DONE, email=person.email) for person in members if is_asked_for]
    return ErasureMail.objects.bulk_create(mails)


def erase_in_batches(users: QuerySet, *, is_asked_for: bool = False) -> int:
    """Erase `users` with all they left. What does not fit into half of a task's time is left for the next run.

    A row that somebody else has locked (a guest who signs in just now) is passed over where the database can do so.
    """
    skip_locked = connection.features.has_select_for_update_skip_locked
    stop_at = monotonic() + settings.CELERY_TASK_TIME_LIMIT / 2
    erased = 0
    while monotonic() < stop_at:
        with transaction.atomic():
            rows = users.select_for_update(no_key=True, skip_locked=skip_locked).order_by("pk")
            people = list(rows.only("pk", "email")[:ERASED_AT_ONCE])
            erase(people, is_asked_for=is_asked_for)
        erased += len(people)
        if len(people) < ERASED_AT_ONCE:
            break
    return erased


def erase_those_who_asked() -> int:
    """Erase accounts whose day has come. Returns how many."""
    return erase_in_batches(User.objects.members().to_be_erased(timezone.now()), is_asked_for=True)


def erase_idle_guests() -> int:
    """Erase guests who have not been here for `GUEST_IDLE_DAYS` days, with all they left. Returns how many."""
    last_day = timezone.now().date() - timedelta(days=settings.GUEST_IDLE_DAYS)
    return erase_in_batches(User.objects.guests().idle_since(last_day))


def erase_unverified_members() -> int:
    """Erase sign-ups whose address nobody has confirmed for `UNVERIFIED_DAYS` days. Returns how many."""
    return erase_in_batches(User.objects.unverified_since(timezone.now() - timedelta(days=settings.UNVERIFIED_DAYS)))


def forget_old_sessions() -> None:
    """Drop sessions that expired or are nobody's, with what was noted about their devices; of the others, addresses
    older than 30 days."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_sessions_of_nobody()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    old = UserSession.objects.filter(last_seen_at__lt=now - timedelta(days=settings.ADDRESS_KEPT_DAYS))
    old.update(ip=NO_ADDRESS)
