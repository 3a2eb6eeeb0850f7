from datetime import date, timedelta

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.forms import TimeZoneField
from accounts.models import User
from reminders import services
from reminders.models import REPLIES, TOPICS, Preference

LONGEST_PAUSE = timedelta(days=366)
CHOICES = {
    **TOPICS,
    "next_step": _("The next step, when you were not here for three days"),
    REPLIES: _("Answers to my comments, at once and on any day"),
}


class PreferencesForm(forms.Form):
    """Which reminders a member wants, and when."""

    is_on = forms.BooleanField(label=_("Send me reminders"), required=False)
    topics = forms.MultipleChoiceField(
        label=_("What about"),
        choices=list(CHOICES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only when there is something to do; nothing but reviews once you have done the course."),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    days = forms.MultipleChoiceField(
        label=_("On which days"),
        choices=[(str(number + 1), name) for number, name in WEEKDAYS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "side-by-side"}),
        error_messages={"invalid_choice": _("Choose days from the list.")},
    )
    hour = forms.TypedChoiceField(
        label=_("At what time"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        error_messages={"required": _("Choose a time."), "invalid_choice": _("Choose a time from the list.")},
    )
    time_zone = TimeZoneField(help_text=_("Of your whole account: it also decides when your day begins."))
    most_a_week = forms.TypedChoiceField(
        label=_("At most"),
        coerce=int,
        choices=[(count, ngettext_lazy("%d mail a week", "%d mails a week", count) % count) for count in range(1, 8)],
        help_text=_("And never more than one a day. Answers to your comments are not counted."),
        error_messages={"required": _("Choose a number."), "invalid_choice": _("Choose a number from 1 to 7.")},
    )
    paused_until = forms.DateField(
        label=_("Pause until"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until this day nothing is sent, not even answers. To end a pause, empty the field."),
        error_messages={"invalid": _("Write the day like 2027-01-31, or leave the field empty.")},
    )

    def __init__(self, *args, preference: Preference, **kwargs):
        super().__init__(*args, **kwargs)
        self.preference, self.member = preference, preference.learner
        names = ("is_on", "topics", "hour", "most_a_week")
        self.initial = {name: getattr(preference, name) for name in names}
        self.initial |= {"days": list(preference.days), "time_zone": self.member.time_zone}
        if preference.is_paused_on(self.member.today):
            self.initial["paused_until"] = preference.paused_until

    def clean(self):
        cleaned = super().clean()
        if cleaned["is_on"] and not cleaned.get("days", True):
            self.add_error("days", _("Choose at least one day, or switch reminders off."))
        if cleaned.get("paused_until"):
            self.check_pause(cleaned["paused_until"], User(time_zone=cleaned.get("time_zone", "UTC")).today)
        return cleaned

    def check_pause(self, day: date, today: date) -> None:
        if day < today:
            self.add_error("paused_until", _("This day is over. Choose a later one, or leave the field empty."))
        elif day > today + LONGEST_PAUSE:
            words = _("A pause is no longer than a year. Choose an earlier day, or switch reminders off.")
            self.add_error("paused_until", words)

    def save(self) -> Preference:
        chosen = {name: self.cleaned_data[name] for name in ("is_on", "hour", "most_a_week", "paused_until")}
        chosen |= {topic: topic in self.cleaned_data["topics"] for topic in TOPICS}
        chosen["days"] = "".join(sorted(self.cleaned_data["days"]))
        return services.choose(member=self.member, time_zone=self.cleaned_data["time_zone"], **chosen)
