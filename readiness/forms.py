"""What learners say about readiness questions and tasks, and what instructors say about it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from readiness.guide import Guide, Question
from readiness.history import Past
from readiness.levels import TOP
from readiness.models import EVIDENCE_LIMIT, Feedback, Rating, Task
from readiness.services import Said, said_in

TOO_LONG = _("Keep it under %(limit_value)d characters; it has %(show_value)d.")


class TextField(forms.CharField):
    """A text of some lines; browsers send two characters for a line break, which would count against the limit."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class SeenField(forms.IntegerField):
    """The key of what a form was shown with, written by the form itself; none where it makes no sense."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class RatingForm(forms.Form):
    """One question of a pass. The first pass asks for the level alone."""

    level = forms.TypedChoiceField(
        choices=[(number, str(number)) for number in range(TOP + 1)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level."), "invalid_choice": _("Choose a level.")},
    )
    evidence = TextField(required=False, max_length=EVIDENCE_LIMIT, error_messages={"max_length": TOO_LONG})
    meets_descriptor = forms.BooleanField(required=False)
    confirmed_by = forms.CharField(required=False, max_length=200, error_messages={"max_length": TOO_LONG})
    seen = SeenField(required=False)

    def __init__(self, *args, question: Question, with_evidence: bool, **kwargs):
        super().__init__(*args, prefix=question.code, auto_id="%s", **kwargs)
        self.question, self.with_evidence = question, with_evidence
        if not with_evidence:
            for name in ("evidence", "meets_descriptor", "confirmed_by"):
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        is_backed = cleaned.get("meets_descriptor") or cleaned.get("confirmed_by")
        if is_backed and not cleaned.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Write what you checked or had confirmed, or clear the two fields below."))
        return cleaned

    @property
    def levels(self) -> list[tuple]:
        """(the level with its descriptor, its radio button)."""
        return list(zip(self.question.levels, self["level"], strict=True))


class PassForm:
    """All questions of a pass. `number` says of which, from 1: the same form sent twice is one pass."""

    def __init__(self, guide: Guide, past: Past, *, number: int, with_evidence: bool, data=None):
        self.number, self.with_evidence = number, with_evidence
        self.parts = [
            RatingForm(
                data,
                question=question,
                with_evidence=with_evidence,
                initial=self.initial(past, question.code),
            )
            for question in guide.questions
        ]

    def initial(self, past: Past, code: str) -> dict:
        """What stands in this pass; in a new one the evidence of the last, and no level: that is judged afresh."""
        if self.number <= len(past.passes):
            rating = past.current(past.passes[self.number - 1], code)
            return {**vars(said_in(rating)), "seen": rating.pk} if rating else {}
        with_words = [rating for rating in past.rated(code) if rating.evidence]
        return {"evidence": with_words[-1].evidence, "confirmed_by": with_words[-1].confirmed_by} if with_words else {}

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.parts])

    @property
    def is_bound(self) -> bool:
        return any(part.is_bound for part in self.parts)

    @property
    def said(self) -> dict[str, Said]:
        return {part.question.code: Said(**without_seen(part.cleaned_data)) for part in self.parts}

    @property
    def seen(self) -> dict[str, int | None]:
        return {part.question.code: part.cleaned_data["seen"] for part in self.parts}


def without_seen(values: dict) -> dict:
    return {name: value for name, value in values.items() if name != "seen"}


class NumberForm(forms.Form):
    """Which pass a form was shown for."""

    number = forms.IntegerField(min_value=1, max_value=999)

    @classmethod
    def number_in(cls, data) -> int:
        form = cls(data)
        return form.cleaned_data["number"] if form.is_valid() else 1


class TaskForm(forms.ModelForm):
    due_on = forms.DateField(
        label=_("By which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day like 2027-01-31.")},
    )
    product = forms.CharField(
        label=_("Which product of yours is it about?"),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    is_done = forms.BooleanField(label=_("Done"), required=False)

    class Meta:
        model = Task
        fields = ("due_on", "product")

    def __init__(self, *args, **kwargs):
        task = kwargs["instance"]
        super().__init__(*args, auto_id=f"task-{task.pk}-%s", **kwargs)
        self.initial["is_done"] = task.done_at is not None
        self.day_before = task.due_on

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day != self.day_before and day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day


class ShareForm(forms.Form):
    """Whether a question is shared from now on."""

    shared = forms.ChoiceField(choices=[("1", _("Share")), ("0", _("Take it back"))])


class FeedbackForm(forms.ModelForm):
    comment = TextField(
        label=_("What you say to the learner"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    confirms = forms.BooleanField(label=_("The evidence shows this level"), required=False)

    class Meta:
        model = Feedback
        fields = ("comment", "confirms")

    def __init__(self, *args, rating: Rating, **kwargs):
        super().__init__(*args, auto_id=f"feedback-{rating.pk}-%s", **kwargs)
        self.rating = rating

    def clean(self):
        cleaned = super().clean()
        if self.is_bound and not self.errors and not (cleaned["comment"] or cleaned["confirms"]):
            self.add_error("comment", _("Write a comment, or confirm the evidence."))
        if cleaned.get("confirms") and not self.rating.evidence.strip():
            self.add_error("confirms", _("There is no evidence to confirm yet."))
        return cleaned
