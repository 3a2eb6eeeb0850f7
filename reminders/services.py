"""What learners want, and when to look what is due to them."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.learners import note_day
from accounts.models import User
from reminders import links
from reminders.models import REPLIES, Preference, topic_of

ENROLLED_AT_ONCE = 500


def preference_of(learner: User) -> Preference:
    """Not saved where it is as usual."""
    preference = Preference.objects.filter(learner=learner).first() or Preference()
    preference.learner = learner
    return preference


def save(*, preference: Preference) -> None:
    """After a change, what is due is looked for anew from the next slot on. The later one of two at once counts."""
    now = timezone.now()
    preference.changed_at, preference.next_at = now, preference.slot_after(now)
    left_out = ("id", "learner")
    values = {f.name: getattr(preference, f.name) for f in Preference._meta.fields if f.name not in left_out}
    Preference.objects.update_or_create(learner=preference.learner, defaults=values)


@transaction.atomic
def choose(*, member: User, time_zone: str, **choices) -> Preference:
    """Keep what a member chose. The time zone is that of their whole account."""
    if time_zone != member.time_zone:
        member.time_zone = time_zone
        member.save(update_fields=["time_zone"])
        note_day(member)
    preference = preference_of(member)
    for name, value in choices.items():
        setattr(preference, name, value)
    save(preference=preference)
    return preference


def wake(*, learner_id: int) -> None:
    """Look again from the next slot on: the learner was here, confirmed their address, or lives by another clock."""
    preference = Preference.objects.filter(learner=learner_id).select_related("learner").first()
    if preference is not None:
        Preference.objects.filter(pk=preference.pk).update(next_at=preference.slot_after(timezone.now()))


def enrol(*, member: User) -> Preference:
    """A member who has confirmed their address gets the usual reminders, until they choose others."""
    preference, is_new = Preference.objects.get_or_create(learner=member)
    if is_new or preference.next_at is None:
        wake(learner_id=member.pk)
    return preference


def enrol_the_forgotten() -> int:
    """Members who confirmed their address and have no preferences yet. Returns how many there were."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    members = User.objects.members().filter(Exists(confirmed), Q(reminder_preference=None), is_active=True)
    count = 0
    while batch := list(members.order_by("pk")[:ENROLLED_AT_ONCE]):
        for member in batch:
            enrol(member=member)
        count += len(batch)
    return count


def link_to_end_replies(*, member: User) -> str:
    """For mails about answers to a member's comments; empty where they want none now."""
    preference = preference_of(member)
    is_wanted = preference.is_on and preference.replies and not preference.is_paused_on(member.today)
    return links.url_to_end(member.pk, REPLIES) if is_wanted else ""


@transaction.atomic
def switch_off(*, learner_id: int, kind: str = "") -> bool:
    """No more mails of one kind, or of any. False where the learner is erased."""
    topic = topic_of(kind)
    changes = {topic: False} if topic else {"is_on": False, "next_at": None}
    # Held until the row is written: an erasure waits, and then takes it along.
    if User.objects.select_for_update(no_key=True).filter(pk=learner_id).first() is None:
        return False
    changes["changed_at"] = timezone.now()
    Preference.objects.update_or_create(learner_id=learner_id, defaults=changes)
    return True
