"""What somebody writes below a lesson or article, and what is checked before it is kept."""

import re
import unicodedata
import uuid

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.check.security_check import SecurityChecked
from comments.models import NAME_LIMIT, TEXT_LIMIT
from comments.moderating.texts import without_heaps

FIELD = "comments/_field.html"
STARTED = "comments.started"
STARTED_MAX_SECONDS = 24 * 3600
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""What no text needs and what turns others around: control characters, and overrides of the writing direction."""
BLANK = "\u115f\u1160\u2800\u3164\uffa0\ufffc\U0001d159"
"""Letters without ink: fillers of Hangul, the empty Braille pattern, places for objects and notes."""
LONGEST_ADDRESS = 254
EMPTY_NAME = gettext_lazy("Enter your name")
EMPTY_EMAIL = gettext_lazy("Enter your email address")
WRONG_EMAIL = gettext_lazy("Enter an email address in the form name@example.org")
EMPTY_TEXT = gettext_lazy("Write your comment")
LEFT_EMPTY = gettext_lazy("Leave the field “Website” empty: it is there for robots")


def cleaned(text: str) -> str:
    return without_heaps(CONTROL.sub("", text.replace("\r\n", "\n"))).strip()


def is_seen(text: str) -> bool:
    """Whether anything of it is seen: not only spaces, marks with nothing below them, and letters that leave no ink."""
    return any(unicodedata.category(char)[0] not in "CMZ" and char not in BLANK for char in text)


def started_now() -> str:
    """Signed: when the form was handed out."""
    return signing.dumps(timezone.now().timestamp(), salt=STARTED)


def seconds_since(started: str) -> float | None:
    """How long ago a form was handed out; None where that is not known."""
    try:
        return timezone.now().timestamp() - signing.loads(started, salt=STARTED, max_age=STARTED_MAX_SECONDS)
    except signing.BadSignature:
        return None


class CleanedField(forms.CharField):
    """Text without what no text needs, before anything is said about it."""

    def to_python(self, value):
        return cleaned(super().to_python(value))


class TextForm(SecurityChecked, forms.Form):
    """The text of a comment alone: of a member who has a name, and when editing.

    `is_first_step`: it was sent from a page that could not ask the security check, which is asked next.
    """

    text = CleanedField(
        label=gettext_lazy("Comment"),
        strip=False,
        required=False,
        template_name=FIELD,
        help_text=gettext_lazy("Plain text. An empty line begins a paragraph, and web addresses become links."),
        widget=forms.Textarea({"rows": 6, "required": True, "aria-required": "true"}),
    )

    def __init__(self, *args, is_first_step: bool = False, **options):
        super().__init__(*args, **options)
        self.is_first_step = is_first_step

    def judge_answer(self):
        if not self.is_first_step:
            super().judge_answer()

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not is_seen(text):
            raise ValidationError(EMPTY_TEXT, code="required")
        if len(text) > TEXT_LIMIT:
            raise ValidationError(
                _("Shorten your comment to %(limit)s characters (now %(count)s)")
                % {"limit": f"{TEXT_LIMIT:,}", "count": f"{len(text):,}"},
                code="max_length",
            )
        return text


class FollowAsked(forms.Form):
    follow = forms.BooleanField(
        label=gettext_lazy("Tell me by mail of new comments here"),
        required=False,
    )


class MemberForm(FollowAsked, TextForm):
    """Of a member who has a name."""

    field_order = ("text", "follow")


class NameForm(FollowAsked, TextForm):
    name = CleanedField(
        label=gettext_lazy("Name"),
        required=False,
        template_name=FIELD,
        widget=forms.TextInput({"autocomplete": "name", "required": True, "maxlength": NAME_LIMIT}),
    )
    field_order = ("name", "text", "follow")

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not is_seen(name):
            raise ValidationError(EMPTY_NAME, code="required")
        if len(name) > NAME_LIMIT:
            raise ValidationError(
                _("Shorten your name to %(limit)s characters (now %(count)s)")
                % {"limit": NAME_LIMIT, "count": len(name)},
                code="max_length",
            )
        return name


class EmailField(CleanedField):
    """Says of a missing and of a wrong address what to do."""

    def __init__(self, **options):
        widget = forms.EmailInput({"autocomplete": "email", "required": True, "maxlength": LONGEST_ADDRESS})
        super().__init__(required=False, template_name=FIELD, widget=widget, **options)

    def clean(self, value):
        address = super().clean(value)
        if not address:
            raise ValidationError(EMPTY_EMAIL, code="required")
        try:
            validate_email(address)
            MaxLengthValidator(LONGEST_ADDRESS)(address)
        except ValidationError:
            raise ValidationError(WRONG_EMAIL, code="invalid") from None
        return address


class VisitorForm(NameForm):
    email = EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("Not published. We write to it only about your comment."),
    )
    field_order = ("name", "email", "text", "follow")


class SendingForm(forms.Form):
    """What a form brings along unseen: its key, when it was handed out, and a field that people leave empty."""

    key = forms.CharField(required=False, max_length=64)
    started = forms.CharField(required=False, max_length=200)

    @property
    def website(self) -> str:
        """Whatever is in there, however long and strange, or empty."""
        return self.data.get("website", "").strip()[:1000]

    @property
    def values(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    @property
    def key_given(self) -> str:
        """The key of this rendering of the form; empty where it came from a page that is the same for everybody."""
        try:
            return uuid.UUID(self.values["key"]).hex
        except ValueError:
            return ""
