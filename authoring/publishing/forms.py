from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FURTHEST = timedelta(days=366)
MOMENT = "%Y-%m-%dT%H:%M"


class ScheduleForm(forms.Form):
    """When a draft is to be published, on the clock of whoever sets it."""

    at = forms.DateTimeField(
        label=gettext_lazy("Publish at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": gettext_lazy("Write the day and the time."),
            "invalid": gettext_lazy("Write the day and the time like 2027-03-31 09:00."),
        },
    )

    def clean_at(self):
        at, now = self.cleaned_data["at"], timezone.now()
        if at <= now:
            raise ValidationError(_("This time is over. Choose a later one, or publish the draft now."))
        if at > now + FURTHEST:
            raise ValidationError(_("Choose a time within a year."))
        return at


class CompareForm(forms.Form):
    """Two texts of a history: numbers of revisions, or "draft"."""

    before = forms.RegexField(r"^(\d{1,9}|draft)$")
    after = forms.RegexField(r"^(\d{1,9}|draft)$")
