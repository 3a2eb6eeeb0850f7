import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


def time_zone_choices() -> list[tuple[str, str]]:
    """Zones with a place in their name, and UTC; grouped by continent they read as a list of cities."""
    names = sorted(
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith("Etc/")
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class SignupExtras(forms.Form):
    """What signing up asks besides address and password: the browser's time zone, where it can tell."""

    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput({"data-time-zone": ""})
    )

    def signup(self, request, user):
        time_zone = self.cleaned_data["time_zone"]
        if time_zone in zoneinfo.available_timezones():
            user.time_zone = time_zone
            user.save(update_fields=["time_zone"])


class PreferencesForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("Decides when your day begins, for goals and for what is due."),
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )
    weekly_goal = forms.TypedChoiceField(
        label=_("Weekly goal"),
        coerce=int,
        choices=[(number, number) for number in range(1, 8)],
        help_text=_("On how many days a week you would like to study."),
        error_messages={"invalid_choice": _("Choose a number of days from 1 to 7.")},
    )

    class Meta:
        model = User
        fields = ("display_name", "time_zone", "weekly_goal", "theme", "reading_font")
        labels = {
            "display_name": _("Display name"),
            "theme": _("Appearance"),
            "reading_font": _("Reading font"),
        }
        help_texts = {
            "display_name": _(
                "Shown to you, and beside anything you publish. Your e-mail address never is."
            )
        }
        widgets = {"theme": forms.RadioSelect, "reading_font": forms.RadioSelect}
        error_messages = {
            "display_name": {"max_length": _("Shorten your name to 60 characters.")}
        }


class AppearanceForm(forms.ModelForm):
    """The small form at the foot of each page; works for visitors, whose choice is kept in a cookie."""

    class Meta:
        model = User
        fields = ("theme", "reading_font")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class DeleteAccountForm(forms.Form):
    confirm = forms.BooleanField(
        label=_("Yes, erase my account and everything I have done here"),
        error_messages={
            "required": _("Tick the box to say that you want your account erased.")
        },
    )
