from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.fonts import missing_in_pdf
from certificates.models import NAME_LIMIT
from certificates.names import has_a_letter, has_hidden_letters, tidied


class IssueForm(forms.Form):
    """The name as it is to stand, and that its page is public. What the PDF cannot write is asked about once more."""

    name = forms.CharField(
        label=_("Your name as it should stand"),
        max_length=NAME_LIMIT,
        help_text=_("In any script. It cannot be changed afterwards."),
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        error_messages={
            "required": _("Write your name as it should stand on the certificate."),
            "max_length": _("Shorten your name to %(limit_value)d characters."),
        },
    )
    is_public = forms.BooleanField(
        label=_("Yes, publish my name and that I met the rule, for whoever has the address"),
        error_messages={"required": _("Tick the box to say that the page may be public.")},
    )
    without_pdf = forms.BooleanField(
        label=_("Take it without a PDF"),
        required=False,
        help_text=_("Its page and the signed file can write your name; the page can be printed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["without_pdf"].widget = forms.HiddenInput()

    def clean_name(self):
        name = tidied(self.cleaned_data["name"])
        if not has_a_letter(name):
            raise forms.ValidationError(_("Write your name with letters."))
        if has_hidden_letters(name):
            raise forms.ValidationError(
                _("Your name has a hidden character in it. Type it anew instead of pasting it.")
            )
        return name

    def clean(self):
        missing = missing_in_pdf(self.cleaned_data.get("name", ""))
        if missing:
            self.fields["without_pdf"].widget = forms.CheckboxInput()
            if not self.cleaned_data.get("without_pdf"):
                letters = " ".join(missing)
                message = _("The PDF cannot write %(letters)s in this name. Write it in other letters, or take no PDF.")
                self.add_error("without_pdf", forms.ValidationError(message, params={"letters": letters}))
        return self.cleaned_data


class WithdrawForm(forms.Form):
    confirm = forms.BooleanField(
        label=_("Yes, withdraw my certificate for good"),
        error_messages={"required": _("Tick the box to say that you want it withdrawn.")},
    )


class RevokeForm(forms.Form):
    """For staff."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The learner reads it; visitors of the page do not."),
        widget=forms.Textarea({"rows": 3, "cols": 60}),
        error_messages={"required": _("Write the reason: the learner reads it.")},
    )
    may_take_another = forms.BooleanField(
        label=_("The learner may take another one"),
        required=False,
        help_text=_("For example after a mistake in the name."),
    )
