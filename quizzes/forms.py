from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.cards import SEEDS
from quizzes.models import Attempt, Note, Report


class ShowingForm(forms.Form):
    """Which showing of a question a form was sent from: hidden fields that the card itself wrote."""

    place = forms.CharField(required=False, max_length=40)
    revision = forms.IntegerField(required=False, min_value=1)
    ordinal = forms.IntegerField(required=False, min_value=1, max_value=999)
    seed = forms.IntegerField(required=False, min_value=0, max_value=SEEDS - 1)
    step = forms.IntegerField(required=False, min_value=0, max_value=9)
    label = forms.IntegerField(required=False, min_value=1, max_value=99)

    def values(self) -> dict:
        """What was sent; for what makes no sense, the beginning."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "place": data.get("place") or "",
            "revision": data.get("revision"),
            "ordinal": data.get("ordinal") or 1,
            "seed": data.get("seed") or 0,
            "step": data.get("step") or 0,
            "label": str(data.get("label") or ""),
        }


class BeginForm(forms.Form):
    """What to begin: a quiz of a lesson, a retry of an attempt, a check, weak spots."""

    KINDS = (
        Attempt.Kind.LESSON,
        Attempt.Kind.RETRY,
        Attempt.Kind.CHECKPOINT,
        Attempt.Kind.FINAL,
        Attempt.Kind.BASELINE,
        Attempt.Kind.TWIN,
        Attempt.Kind.DELAYED,
        Attempt.Kind.WEAK,
    )
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in KINDS])
    scope = forms.CharField(required=False, max_length=10)
    repairs = forms.UUIDField(required=False)


class ReportForm(forms.ModelForm):
    reason = forms.ChoiceField(
        label=_("What seems wrong?"),
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what seems wrong."), "invalid_choice": _("Choose what seems wrong.")},
    )
    text = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=2000,
        help_text=_("Optional. Please leave out what nobody else should read."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Keep it under %(limit_value)d characters; it has %(show_value)d.")},
    )

    class Meta:
        model = Report
        fields = ("reason", "text")


class NoteForm(forms.ModelForm):
    text = forms.CharField(
        max_length=2000,
        required=False,
        error_messages={"max_length": _("Keep it under %(limit_value)d characters; it has %(show_value)d.")},
    )

    class Meta:
        model = Note
        fields = ("text",)
