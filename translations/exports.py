"""What learners can take along of translations: what they agreed to. Translated pages are the same for everybody."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from translations.models import Consent

PARTS = [
    Table(
        model=Consent,
        name="translation_consents",
        title=_("When you agreed to translations by another service, and when that ended"),
    ),
]
