from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Report

LONGEST_REPLY = 2000


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


class ReportsForm(forms.Form):
    """Which reports to show."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Open and in work")), *Report.Status.choices, ("all", _("All"))],
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", _("Any")), *Report.Reason.choices])
    question = forms.CharField(label=_("Question"), required=False, max_length=10)
    report = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def narrow(self, reports):
        """Those that were asked for; what makes no sense asks for nothing."""
        self.is_valid()
        wanted = self.cleaned_data
        if number := wanted.get("report"):
            return reports.filter(pk=number)
        status = wanted.get("status")
        if not status:
            reports = reports.unsettled()
        elif status != "all":
            reports = reports.filter(status=status)
        if wanted.get("reason"):
            reports = reports.filter(reason=wanted["reason"])
        if code := wanted.get("question", "").strip():
            reports = reports.filter(question__code__istartswith=code)
        return reports


class ReplyForm(forms.Form):
    """What becomes of a report, and what learners read about it. A declined report says why."""

    status = forms.ChoiceField(label=_("Status"), choices=Report.Status.choices)
    reply = forms.CharField(
        label=_("Reply"),
        required=False,
        max_length=LONGEST_REPLY,
        help_text=_("Everybody who has answered this question can read it. Leave it empty to say nothing."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Keep the reply under %(limit_value)d characters; it has %(show_value)d.")},
    )
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, sent=None, *, report: Report, typed: dict | None = None):
        """`typed` is what was written before signing in, where it was about this report."""
        self.report = report
        initial = {"status": report.status, "reply": report.reply, "seen": report.version}
        if typed and typed["report"] == report.pk:
            initial |= {"status": typed["status"], "reply": typed["reply"]}
        super().__init__(sent, initial=initial, auto_id=f"report-{report.pk}-%s")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") == Report.Status.DECLINED and not cleaned.get("reply"):
            self.add_error("reply", _("Write in the reply why nothing is changed: whoever reported it may look here."))
        return cleaned
