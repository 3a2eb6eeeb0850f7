from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import Preference, Rating

TWO = (Rating.NOT_YET, Rating.GOT_IT)
PROBLEM = _("Choose Not yet or Got it.")


class MarkForm(forms.Form):
    """A mark, of two or, where the learner wants them, of four."""

    rating = forms.ChoiceField(error_messages={"required": PROBLEM, "invalid_choice": PROBLEM})
    recap = forms.RegexField(r"^L\d\d$", required=False)

    def __init__(self, *args, has_four: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [(rating.value, rating.label) for rating in (Rating if has_four else TWO)]


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ("retention", "has_four_marks", "has_keys")
        widgets = {"retention": forms.RadioSelect}
        error_messages = {"retention": {"required": _("Choose how much you want to recall.")}}
