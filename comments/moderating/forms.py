"""What moderators enter."""

import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment, Decision
from comments.moderating.bans import AUTHOR, NETWORK

REASON_LIMIT = 300
READY = (
    gettext_lazy("It is not about what this page is about."),
    gettext_lazy("It says what others have said here before."),
    gettext_lazy("It advertises something."),
    gettext_lazy("It attacks somebody."),
    gettext_lazy("It tells personal things about somebody."),
)
"""Reasons for not publishing that are sent to authors as they stand."""
ACTIONS = (Decision.Action.APPROVE, Decision.Action.SPAM, Decision.Action.REJECT, Decision.Action.DELETE)
NO_REASON = gettext_lazy("Choose or write a reason: the author reads it.")
MOST_AT_ONCE = 50


class DecideForm(forms.Form):
    """One action for one or many comments. Each comes as its number and the version that the moderator saw."""

    action = forms.ChoiceField(choices=[(action.value, action.label) for action in ACTIONS])
    comment = forms.Field()
    ready = forms.CharField(required=False, max_length=REASON_LIMIT)
    reason = forms.CharField(
        required=False,
        max_length=REASON_LIMIT,
        error_messages={"max_length": gettext_lazy("Shorten the reason to 300 characters.")},
    )

    def clean_comment(self) -> list[tuple[uuid.UUID, str]]:
        chosen = self.data.getlist("comment")[:MOST_AT_ONCE]
        try:
            pairs = [token.partition(".") for token in dict.fromkeys(chosen)]
            return [(uuid.UUID(number), version) for number, _dot, version in pairs]
        except ValueError:
            raise forms.ValidationError(_("This comment is gone.")) from None

    def clean(self):
        values = super().clean()
        if not self.data.getlist("comment"):
            raise forms.ValidationError(_("Choose at least one comment."))
        values["reason"] = " ".join(values.get("reason", "").split()) or values.get("ready", "")
        if values.get("action") != Decision.Action.REJECT:
            values["reason"] = ""
        elif not values["reason"] and "reason" not in self.errors:
            raise forms.ValidationError(NO_REASON)
        return values

    @property
    def problem(self) -> str:
        """What is wrong, in one line."""
        own = [message for name, messages in self.errors.items() if name != "comment" for message in messages]
        return own[-1] if own else _("Choose at least one comment.")


class BanForm(forms.Form):
    """Whom, why and for how long. What is not known of the author is not offered."""

    whom = forms.MultipleChoiceField(
        label=gettext_lazy("Hold back what comes from"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose whom the ban means")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LIMIT,
        help_text=gettext_lazy("For other moderators."),
        error_messages={"required": gettext_lazy("Write the reason, for other moderators")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Until"),
        coerce=int,
        choices=[
            ("7", gettext_lazy("In a week")),
            ("30", gettext_lazy("In a month")),
            ("365", gettext_lazy("In a year")),
            ("0", gettext_lazy("Somebody lifts the ban")),
        ],
        initial="30",
    )

    def __init__(self, *args, comment: Comment, **options):
        super().__init__(*args, **options)
        self.fields["whom"].choices = list(known_of(comment))
        self.initial.setdefault("whom", [AUTHOR])

    @property
    def ends_at(self):
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=days) if days else None


def known_of(comment: Comment):
    if comment.author_id:
        yield AUTHOR, _("this member")
    elif comment.email_digest:
        yield AUTHOR, _("this author’s email address")
    if comment.network:
        yield (
            NETWORK,
            _("the network it was sent from (%(network)s), which many people may share") % {"network": comment.network},
        )
