"""What learners can take along of their reminders."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from reminders.models import Preference, Reminder

PARTS = [
    Table(model=Preference, name="reminder_preferences", title=_("Which reminders you want, and when")),
    Table(model=Reminder, name="reminders", title=_("Reminders that were mailed to you, or not, and why")),
]
