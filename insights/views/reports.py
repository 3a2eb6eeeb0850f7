from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights import kept
from insights.cohorts import cohort_of
from insights.forms import ReplyForm, ReportsForm
from insights.pages import show
from insights.permissions import instructors_only
from insights.reporting import counts_figure
from quizzes import reports as verbs
from quizzes.models import Report

PAGE = 10
UNPROCESSABLE = 422


@require_safe
@instructors_only
def reports(request):
    """What learners say seems wrong with questions, and what became of it."""
    return show_reports(request)


def show_reports(request, failed: ReplyForm | None = None):
    """With the form that was sent in vain."""
    every = Report.objects.filter(is_simulated=cohort_of(request).is_simulated)
    asked = ReportsForm(request.GET)
    found = asked.narrow(every).select_related("question__lesson", "revision").order_by("reported_at", "pk")
    if failed:
        found = every.filter(pk=failed.report.pk).select_related("question__lesson", "revision")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    typed = kept.take(request, list(page.object_list))
    forms = [failed] if failed else [ReplyForm(report=report, typed=typed) for report in page]
    response = show(request, "insights/reports.html", [counts_figure(every)], page=page, forms=forms, asked=asked)
    response.status_code = UNPROCESSABLE if failed else response.status_code
    return response


@require_POST
@instructors_only
def deal_with(request, number):
    """Give one report a status and a reply."""
    report = get_object_or_404(Report.objects.select_related("question__lesson", "revision"), pk=number)
    form = ReplyForm(request.POST, report=report)
    if not form.is_valid():
        return show_reports(request, failed=form)
    values = form.cleaned_data
    try:
        is_new = verbs.deal_with(report=report, status=values["status"], reply=values["reply"], seen=values["seen"])
    except verbs.ChangedMeanwhile as changed:
        form.data = form.data.copy()
        form.data["seen"] = changed.report.version
        form.add_error("reply", changed_words(changed.report))
        return show_reports(request, failed=form)
    if is_new:
        words = _("Question %(code)s: the report is %(status)s now.")
        messages.success(request, words % {"code": report.question.code, "status": status_of(values["status"])})
    else:
        messages.info(request, _("It is so already."))
    back = request.POST.get("back", "")[:200]
    return redirect(reverse("insights:reports") + (f"?{back}" if back else ""))


def status_of(status: str) -> str:
    return str(Report.Status(status).label).lower()


def changed_words(report: Report) -> str:
    text = _(
        "Somebody else has changed this in the meantime, to: %(status)s; “%(reply)s”. Send it again to replace that."
    )
    return text % {"status": report.get_status_display(), "reply": report.reply or _("no reply")}
