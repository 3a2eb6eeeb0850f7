"""What learners can take along of their certificates."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from certificates.models import Certificate

PARTS = [
    Table(
        model=Certificate,
        name="certificates",
        title=_("Your certificates, each with the credential as it was signed"),
        context={"status_list": "status__number", "status_place": "status__place"},
    ),
]
