import zoneinfo
from functools import cache

from django import forms
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User

AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def time_zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """UTC, then the zones named after a place, below headings for continents and oceans: lists of cities."""
    cities = {area: [] for area in AREAS}
    for name in sorted(zoneinfo.available_timezones()):
        area, _slash, place = name.partition("/")
        if place and area in cities:
            cities[area].append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *cities.items()]


def is_time_zone(name: str) -> bool:
    """Whether one can choose `name`; browsers also report names that are no choice."""
    area = name.partition("/")[0]
    return name == "UTC" or (area in AREAS and name in zoneinfo.available_timezones())


class TimeZoneField(forms.ChoiceField):
    """Where a member lives; a script offers the zone that their device is set to."""

    def __init__(self, *, help_text: str):
        asked = _("Choose a time zone from the list.")
        super().__init__(
            label=_("Time zone"),
            choices=time_zone_choices,
            widget=forms.Select({"data-time-zone": _("Use {zone}, as this device is set")}),
            help_text=help_text,
            error_messages={"required": asked, "invalid_choice": asked},
        )


class SignupExtras(forms.Form):
    """What signing up asks besides address and password: the browser's time zone, where it can tell."""

    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput({"data-time-zone": ""}))

    def clean_time_zone(self):
        """Nobody chose this, so a wrong value is no reason to send the form back."""
        name = self.cleaned_data["time_zone"]
        return name if is_time_zone(name) else "UTC"

    def signup(self, request, user):
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["time_zone"])


class PreferencesForm(forms.ModelForm):
    time_zone = TimeZoneField(help_text=_("Decides when your day begins, for goals and for what is due."))
    weekly_goal = forms.TypedChoiceField(
        label=_("Weekly goal"),
        coerce=int,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in range(1, 8)],
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
            "display_name": _("Shown to you, and beside anything you publish. Your email address never is."),
            "theme": _("You can also change this at the foot of each page."),
        }
        widgets = {
            "display_name": forms.TextInput({"autocomplete": "nickname"}),
            "theme": forms.RadioSelect,
            "reading_font": forms.RadioSelect,
        }
        error_messages = {
            "display_name": {"max_length": _("Shorten your name to 60 characters.")},
            "theme": {"required": _("Choose an appearance."), "invalid_choice": _("Choose an appearance.")},
            "reading_font": {"required": _("Choose a font."), "invalid_choice": _("Choose a font.")},
        }

    def save(self):
        """Write these columns only: the row may have changed in others since it was read."""
        self.instance.save(update_fields=self.Meta.fields)
        return self.instance


class AppearanceForm(forms.Form):
    """The small form at the foot of each page. Either part may be missing: then it stays as it was."""

    theme = forms.ChoiceField(choices=User.Theme, required=False)
    reading_font = forms.ChoiceField(choices=User.ReadingFont, required=False)


class DeleteAccountForm(forms.Form):
    confirm = forms.BooleanField(
        label=_("Yes, erase my account and everything I have done here"),
        error_messages={"required": _("Tick the box to say that you want your account erased.")},
    )


class DeleteGuestForm(forms.Form):
    confirm = forms.BooleanField(
        label=_("Yes, erase everything I have done here"),
        error_messages={"required": _("Tick the box to say that you want it all erased.")},
    )


class DeleteNowForm(forms.Form):
    """Typing the address shows that the account is meant, and that nobody only clicked along."""

    address = forms.CharField(
        label=_("Your email address"),
        help_text=_("Type it to say that you mean it: nothing can be brought back."),
        widget=forms.EmailInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address to have your account erased at once.")},
    )

    def __init__(self, *args, member: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_address(self):
        address = self.cleaned_data["address"]
        if address.strip().lower() != self.member.email.lower():
            raise forms.ValidationError(
                gettext("This is not this account's email address. Check it, and type it again.")
            )
        return address


class AddressForm(forms.Form):
    """An address of somebody else, in the admin."""

    address = forms.EmailField(
        label=_("Email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the whole email address.")},
    )
