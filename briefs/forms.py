from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from briefs.documents import TITLE, Piece
from briefs.models import SECTIONS_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Section
from lessons.models import Lesson

TOO_LONG = _("Keep it under %(limit_value)d characters; it has %(show_value)d.")


class Text(forms.CharField):
    """Paragraphs, with the line ends that are stored, so that they count and compare alike."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class SeenForm(forms.Form):
    """Which text a page had shown, by its fingerprint."""

    seen = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    original = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def marks(self) -> dict[str, str]:
        """What was sent; for what makes no sense, nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("seen", "original")}


class PassageForm(SeenForm):
    text = Text(
        label=_("Your text"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 12}),
        help_text=_(
            "Plain text; an empty line begins a new paragraph. It stands in your brief only: what you wrote in the "
            "lesson stays there."
        ),
        error_messages={
            "required": _("Write something, or leave this piece out of the brief."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args, piece: Piece, **kwargs):
        super().__init__(*args, **kwargs)
        if piece.source == TITLE:
            self.fields["text"] = forms.CharField(max_length=TITLE_LIMIT, error_messages={"max_length": TOO_LONG})
        if piece.is_opening:
            text = self.fields["text"]
            text.label, text.required = piece.title, False
            text.help_text = _("Plain text. Leave it empty to take it away.")


class SectionForm(forms.Form):
    public_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Heading"),
        max_length=TITLE_LIMIT,
        error_messages={"required": _("Give the section a heading."), "max_length": TOO_LONG},
    )
    text = Text(
        label=_("Text"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Plain text. An empty line begins a new paragraph."),
        error_messages={"required": _("Write the text of the section."), "max_length": TOO_LONG},
    )
    after = forms.ModelChoiceField(
        label=_("Where it stands"),
        queryset=Lesson.objects.published().only("code", "title", "module_id"),
        required=False,
        empty_label=_("At the end"),
        error_messages={"invalid_choice": _("Choose a lesson from the list.")},
    )

    def __init__(self, *args, learner: User | None = None, **kwargs):
        """`learner`: whose sections are counted before another one is begun."""
        super().__init__(*args, **kwargs)
        self.learner = learner
        self.fields["after"].label_from_instance = lambda lesson: (
            _("After lesson %(number)d, %(title)s")
            % {
                "number": lesson.number,
                "title": lesson.title,
            }
        )

    def clean(self):
        others = Section.objects.filter(learner=self.learner).exclude(public_id=self.cleaned_data.get("public_id"))
        if self.learner and others.count() >= SECTIONS_LIMIT:
            raise forms.ValidationError(_("A brief has room for %d sections. Erase one first.") % SECTIONS_LIMIT)
        return self.cleaned_data
