from django import forms
from django.utils.translation import gettext_lazy as _


class LessonForm(forms.Form):
    """Which lesson to look into; one that is not there is as none."""

    lesson = forms.ChoiceField(label=_("Lesson"), required=False)

    def __init__(self, sent, *, steps):
        super().__init__(sent)
        self.steps = {step.lesson.code: step for step in steps}
        self.fields["lesson"].choices = [
            ("", _("the one that most leave")),
            *((code, f"{step.lesson.number}. {step.lesson.title}") for code, step in self.steps.items()),
        ]

    @property
    def chosen(self):
        return self.steps.get(self.cleaned_data["lesson"]) if self.is_valid() else None
