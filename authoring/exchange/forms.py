"""What an instructor gives for an import: a file or a text, and what the questions in it do not say of themselves."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from authoring.exchange.gift_entries import POINT, Defaults
from authoring.exchange.gift_texts import NOT_CHARACTERS
from lessons.models import Lesson
from quizzes.schema import LEVELS

LIMIT = 500_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class LessonChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(Lesson.objects.only("code", "title").order_by("code"), to_field_name="code", **kwargs)


class ExportForm(forms.Form):
    lesson = LessonChoice(label=_("Lesson"), required=False, empty_label=_("All lessons"))


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File in GIFT"), required=False, help_text=_("Text, up to 500 KB. It goes before pasted text.")
    )
    text = forms.CharField(
        label=_("Or text in GIFT"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 100, "spellcheck": "false"}),
    )
    lesson = LessonChoice(
        label=_("Lesson"),
        help_text=_("For questions whose id and category name none."),
        error_messages={
            "required": _("Choose a lesson for the questions that name none."),
            "invalid_choice": _("Choose a lesson from the list."),
        },
    )
    level = forms.ChoiceField(
        label=_("Cognitive level"), choices=[(level, level) for level in LEVELS], initial="understand"
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), coerce=int, choices=[(n, n) for n in (1, 2, 3)], initial=2
    )
    points = forms.CharField(
        label=_("Points"),
        required=False,
        max_length=200,
        help_text=_("Ids of what they assess, like A5.1 A5.2. May be empty."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """The fingerprint of what the page had shown before somebody pressed the button that adds."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LIMIT:
            size = round(file.size / 1000)
            raise ValidationError(
                _("The file has %(size)d KB. Cut it into files of up to 500 KB."), params={"size": size}
            )
        return decoded(file.read())

    def clean_points(self):
        points = self.cleaned_data["points"].replace(",", " ").split()
        if wrong := next((point for point in points if not POINT.fullmatch(point)), None):
            raise ValidationError(_("'%(point)s' is no point. Write ids like A5.1 A5.2."), params={"point": wrong})
        return tuple(dict.fromkeys(points))

    def clean(self):
        cleaned = super().clean()
        if "file" not in cleaned:
            return cleaned
        text = cleaned["file"] or cleaned.get("text", "")
        if not text.strip():
            self.add_error("file", _("Choose a file, or paste a text."))
        elif len(text) > LIMIT:
            self.add_error("text", _("The text has more than 500,000 characters. Import it in parts."))
        elif text.lstrip().startswith(("<?xml", "<quiz")):
            self.add_error(
                "file" if cleaned["file"] else "text", _("This is XML. Export it again and choose GIFT there.")
            )
        cleaned["text"] = NOT_CHARACTERS.sub("", text.replace("\r\n", "\n"))
        return cleaned

    @property
    def defaults(self) -> Defaults:
        return Defaults(*(self.cleaned_data[name] for name in ("level", "difficulty", "points")))

    @property
    def fingerprint(self) -> str:
        """Of all that decides what would be added."""
        parts = [self.cleaned_data["text"], self.cleaned_data["lesson"].code, repr(self.defaults)]
        return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def decoded(content: bytes) -> str:
    """The text of a file, in whichever Unicode; raises ValidationError."""
    try:
        text = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ValidationError(
            _("Line %(line)d is not UTF-8. Save the file as text in UTF-8, and choose it again."), params={"line": line}
        ) from None
    if "\0" in text:
        raise ValidationError(_("This is no text. Export the questions as GIFT, and choose that file."))
    return text
