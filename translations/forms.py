from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def language_choices() -> list[tuple[str, str]]:
    """Each language in its own words."""
    return [("", _("Choose a language")), *((each.code, each.name) for each in settings.TRANSLATION.languages.values())]


class LanguageSelect(forms.Select):
    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = value
        return option


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"),
        choices=language_choices,
        widget=LanguageSelect,
        error_messages={
            "required": _("Choose the language that you want to read in."),
            "invalid_choice": _("Choose a language from the list."),
        },
    )
