"""What learners want, and when to look what is due to them."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from reminders.models import Preference

ENROLLED_AT_ONCE = 500


def preference_of(learner: User) -> Preference:
    """Not saved where it is as usual."""
    return Preference.objects.filter(learner=learner).first() or Preference(learner=learner)


def save(*, preference: Preference) -> None:
    """After a change, what is due is looked for anew from the next slot on."""
    now = timezone.now()
    preference.changed_at, preference.next_at = now, preference.slot_after(now)
    preference.save()


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
    from allauth.account.models import EmailAddress

    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    members = User.objects.members().filter(Exists(confirmed), Q(reminder_preference=None), is_active=True)
    count = 0
    while batch := list(members.order_by("pk")[:ENROLLED_AT_ONCE]):
        for member in batch:
            enrol(member=member)
        count += len(batch)
    return count


def switch_off(*, learner_id: int, kind: str = "") -> None:
    """No more mails of one kind, or of any."""
    now = timezone.now()
    changes = {kind.replace("-", "_"): False} if kind else {"is_on": False, "next_at": None}
    Preference.objects.update_or_create(learner_id=learner_id, defaults={**changes, "changed_at": now})
