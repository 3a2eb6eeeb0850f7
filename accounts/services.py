from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User


@transaction.atomic
def carry_over(*, guest_id: int, member: User) -> bool:
    """Give everything a guest has to `member`, once, and erase the guest. False when somebody was quicker.

    The row lock makes two sign-ins at the same moment wait for each other; the second finds no guest.
    """
    guest = User.objects.guests().select_for_update().filter(pk=guest_id).first()
    if guest is None:
        return False
    for path in settings.CARRY_OVER:
        import_string(path)(guest=guest, member=member)
    guest.delete()
    return True


def keep_appearance(*, member: User, theme: str, reading_font: str) -> None:
    """A visitor's choice of appearance and font goes along where the member has made none."""
    chosen = {"theme": theme, "reading_font": reading_font}
    kept = [
        name
        for name in chosen
        if getattr(member, name) == User._meta.get_field(name).default
    ]
    for name in kept:
        setattr(member, name, chosen[name])
    if kept:
        member.save(update_fields=kept)


def erase_idle_guests() -> int:
    """Erase guests who have not been here for `GUEST_IDLE_DAYS` days, with all they left. Returns how many."""
    last_day = timezone.now().date() - timedelta(days=settings.GUEST_IDLE_DAYS)
    guests = User.objects.guests().idle_since(last_day)
    count = guests.count()
    guests.delete()
    return count
