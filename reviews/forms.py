from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import Rating


class MarkForm(forms.Form):
    rating = forms.ChoiceField(
        choices=Rating,
        error_messages={
            "required": _("Choose Not yet or Got it."),
            "invalid_choice": _("Choose Not yet or Got it."),
        },
    )
