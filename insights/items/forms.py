from django import forms
from django.utils.translation import gettext_lazy as _

from insights.items.verdicts import VERDICTS
from lessons.models import Lesson

SORTS = {
    "worst": _("Worst first"),
    "code": _("Item"),
    "answers": _("First answers"),
    "facility": _("Right"),
    "discrimination": _("Discrimination"),
    "confidence": _("Mean confidence"),
    "misled": _("Sure and wrong"),
    "seconds": _("Median time"),
}


class ItemFilter(forms.Form):
    """Which items to list, and in which order. What makes no sense is said, and taken for nothing."""

    lesson = forms.ModelChoiceField(
        Lesson.objects.published().only("code", "title", "module", "position"),
        to_field_name="code",
        required=False,
        label=_("Lesson"),
        empty_label=_("All lessons"),
        error_messages={"invalid_choice": _("There is no such lesson. Choose one from the list.")},
    )
    verdict = forms.ChoiceField(
        choices=[("", _("All verdicts")), *((verdict.code, verdict.title) for verdict in VERDICTS)],
        required=False,
        label=_("Verdict"),
        error_messages={"invalid_choice": _("There is no such verdict. Choose one from the list.")},
    )
    sort = forms.ChoiceField(
        choices=[
            *SORTS.items(),
            *((f"-{name}", _("%(column)s, downwards") % {"column": title}) for name, title in SORTS.items()),
        ],
        required=False,
        error_messages={"invalid_choice": _("There is no such order. Choose a heading of the table.")},
    )

    @property
    def chosen(self) -> dict:
        """What of it is valid."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}


class BeliefFilter(forms.Form):
    """Which belief to look at over time, and in which steps."""

    code = forms.ChoiceField(
        required=False,
        label=_("Belief"),
        error_messages={"invalid_choice": _("There is no such belief. Choose one from the list.")},
    )
    by = forms.ChoiceField(
        choices=[("month", _("By month")), ("week", _("By week"))],
        required=False,
        label=_("Over time"),
        error_messages={"invalid_choice": _("Choose by month or by week.")},
    )

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("The one that is shown most")), *codes]

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}
