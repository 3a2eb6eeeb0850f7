"""What the course says of itself, with a box for each thing and no JSON."""

from collections.abc import Collection, Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from authoring.editor.row_fields import Column, KeyedRowsField, LinesField, RowsField
from authoring.files.misconception_checks import codes_in
from lessons.models import Course, Lesson
from lessons.validators import MISCONCEPTION_CODE
from quizzes.models import Activity, Question

CASE = (
    Column("slug", _("Name in lessons")),
    Column("title", _("Title"), limit=80),
    Column("stakes", _("Stakes"), limit=120),
    Column("what", _("What it is"), is_long=True, limit=300),
)
BELIEF = (
    Column("code", _("Code")),
    Column("refuted_in", _("Refuted in"), is_words=True),
    Column("belief", _("Belief"), is_long=True, limit=200),
)
TO_HAND_IN = (Column("id", _("Activity")), Column("text", _("Words that ask for it"), is_long=True, limit=200))
SLUG = RegexValidator(r"[a-z0-9]+(-[a-z0-9]+)*", _("“%(text)s” is no name. Write one like parcel-desk."))
CODE = RegexValidator(MISCONCEPTION_CODE, _("“%(text)s” is no code. Write one like M01."))
NO_LESSON = _("There is no lesson %(codes)s. Correct the code, or write the lesson first.")
NO_ACTIVITY = _("There is no activity %(codes)s. Correct the code, or write the activity first.")
CONDITIONS = ("practised", "final_percent", "activities")
"""Of a certificate; at least one of them."""


class CourseForm(forms.ModelForm):
    audience = LinesField(label=_("Audience"), help_text=_("For whom it is: one group on each line."))
    outcomes = LinesField(label=_("Outcomes"), help_text=_("What one can do afterwards: one on each line."))
    cases = KeyedRowsField(
        label=_("Recurring cases"), columns=CASE, key=SLUG, help_text=_("Lessons choose from them by their names.")
    )
    misconceptions = KeyedRowsField(
        label=_("Misconceptions"),
        columns=BELIEF,
        key=CODE,
        help_text=_("Beliefs that wrong answers show. Codes of lessons say where each is refuted, as L07 L14."),
    )
    stands_for = forms.CharField(
        label=_("What it stands for"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands on each certificate. Empty: there is none."),
    )
    practised = LinesField(
        label=_("Lessons to practise"), by_words=True, required=False, help_text=_("Their codes, as L01 L02.")
    )
    final_percent = forms.IntegerField(label=_("Percent in the final quiz"), min_value=1, max_value=100, required=False)
    activities = RowsField(label=_("Activities to hand in"), columns=TO_HAND_IN)

    class Meta:
        model = Course
        fields = ("code", "title", "tagline", "summary", "audience", "outcomes", "cases", "misconceptions")
        widgets = {"summary": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("audience", "outcomes"):
            self.fields[name].widget.attrs["rows"] = 7
        for name, value in (self.instance.certificate or {}).items():
            self.initial.setdefault(name, value)

    def clean_cases(self):
        cases = self.cleaned_data["cases"]
        if gone := self.instance.cases.keys() - cases.keys():
            self.refuse_taking_away(gone, Lesson.objects.values_list("code", "cases"))
        return cases

    def clean_misconceptions(self):
        catalogue = self.cleaned_data["misconceptions"]
        if gone := self.instance.misconceptions.keys() - catalogue.keys():
            asked = Question.objects.in_use().order_by("code").values_list("code", "revision__source")
            self.refuse_taking_away(gone, ((code, codes_in(entry)) for code, entry in asked))
        for code, entry in catalogue.items():
            self.refuse_unknown(entry["refuted_in"], Lesson, NO_LESSON, at=code)
        return catalogue

    def clean_practised(self):
        codes = self.cleaned_data["practised"]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise ValidationError(_("%(key)s stands there twice. Keep one."), params={"key": twice})
        self.refuse_unknown(codes, Lesson, NO_LESSON)
        return codes

    def clean_activities(self):
        rows = self.cleaned_data["activities"]
        self.refuse_unknown([row["id"] for row in rows], Activity, NO_ACTIVITY)
        return rows

    def refuse_taking_away(self, gone: Collection[str], naming: Iterable[tuple[str, Collection[str]]]) -> None:
        """`naming`: what may name them, by its code, with all that it names."""
        naming = list(naming)
        for key in sorted(gone):
            if codes := [code for code, named in naming if key in named]:
                words = _("%(key)s is named in %(codes)s. Leave it, or take it out there first.")
                raise ValidationError(words, params={"key": key, "codes": ", ".join(codes)})

    def refuse_unknown(self, codes: list[str], model: type[Model], words: str, at: str = "") -> None:
        known = set(model.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            message = words % {"codes": ", ".join(unknown)}
            raise ValidationError(f"{at}: {message}" if at else message)

    def clean(self):
        cleaned = super().clean()
        conditions = {name: cleaned[name] for name in CONDITIONS if cleaned.get(name)}
        stands_for = " ".join(cleaned.get("stands_for", "").split())
        if conditions and not stands_for and "stands_for" not in self.errors:
            self.add_error("stands_for", _("Say what it stands for, or take away what it asks for."))
        if stands_for and not conditions and not any(name in self.errors for name in CONDITIONS):
            self.add_error("practised", _("A certificate asks for something: lessons, a final quiz, or an activity."))
        self.instance.certificate = {"stands_for": stands_for, **conditions} if stands_for else {}
        return cleaned
