from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User


def note_new_name(member: User) -> None:
    """Call `AFTER_RENAMING` in the transaction in which a member took another name: it may stand on kept pages."""
    for path in settings.AFTER_RENAMING:
        import_string(path)(member=member)
