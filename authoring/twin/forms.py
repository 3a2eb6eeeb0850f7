"""What instructors send about a course as files: the ZIP, and what is to become of what was edited here."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.files.course_files import CourseFiles
from authoring.twin.archives import Refused
from authoring.twin.plan import Plan, Wish
from authoring.twin.three_way import Change, Choice
from authoring.twin.uploads import read_archive

LARGEST = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
CHOICES = {
    Choice.HERE: gettext_lazy("Keep what is here"),
    Choice.FILE: gettext_lazy("Take what the file says"),
    Choice.MERGE: gettext_lazy("Put both together"),
}
SIDES = [(Choice.HERE.value, gettext_lazy("from here")), (Choice.FILE.value, gettext_lazy("from the file"))]


class UploadForm(forms.Form):
    """`course` is what was understood, once the form is valid: it may have problems of its own."""

    archive = forms.FileField(
        label=gettext_lazy("Course folder as a ZIP"),
        error_messages={
            "required": gettext_lazy("Choose a ZIP file."),
            "empty": gettext_lazy("The file is empty. Pack the course folder anew as a ZIP."),
        },
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    course: CourseFiles

    def __init__(self, *args, sent_bytes: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["archive"].help_text = _("Up to %s MB.") % round(LARGEST / 1_048_576, 1)
        if sent_bytes > LARGEST:  # it was not even kept in memory
            words = _("The file is larger than %s MB. Load it with the command load_course.")
            self.fields["archive"].error_messages["required"] = words % round(LARGEST / 1_048_576, 1)

    def clean_archive(self):
        upload = self.cleaned_data["archive"]
        try:
            self.course = read_archive(upload.read())
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return upload


class WishForm(forms.Form):
    """What somebody wants of one thing that was edited here."""

    def __init__(self, *args, change: Change, **kwargs):
        super().__init__(*args, prefix=str(change.key).replace(" ", "-"), **kwargs)
        self.change = change
        self.fields["choice"] = forms.ChoiceField(
            choices=[(choice.value, words_of(choice, change)) for choice in change.choices],
            widget=forms.RadioSelect,
            initial=change.usual.value,
            error_messages={"required": _("Say what is to become of it.")},
        )
        for field in change.fields:
            if Choice.MERGE in change.choices and field.is_conflict and field.name != "status":
                self.fields[field.name] = forms.ChoiceField(
                    choices=SIDES, widget=forms.RadioSelect, initial=Choice.HERE.value, required=False
                )

    @property
    def wish(self) -> Wish:
        sides = {name: side for name, side in self.cleaned_data.items() if name != "choice" and side}
        return Wish(Choice(self.cleaned_data["choice"]), sides)


def words_of(choice: Choice, change: Change):
    return _("Let it retire") if change.file is None and choice == Choice.FILE else CHOICES[choice]


def wish_forms(plan: Plan, data=None) -> dict[str, WishForm]:
    """A form for each thing that was edited here, by its name. What `data` says nothing of is asked anew."""
    forms = {}
    for change in plan.to_tell:
        if change.choices:
            form = WishForm(change=change)
            is_sent = data is not None and form.add_prefix("choice") in data
            forms[str(change.key)] = WishForm(data, change=change) if is_sent else form
    return forms
