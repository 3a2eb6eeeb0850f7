"""The learner's own page: the rule, how far they are with it, and the certificate once it is met."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.learners import current_learner
from accounts.models import User
from certificates import issuer, services
from certificates.evidence import PASSING_PERCENT, Report, report_on, rule_of
from certificates.fonts import missing_in_pdf
from certificates.forms import IssueForm, WithdrawForm
from certificates.models import Certificate
from lessons.models import Course
from quizzes.pool import pool_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


def newest_of(learner: User | None) -> Certificate | None:
    """The valid one; else the one that was revoked last."""
    return Certificate.objects.for_learner(learner).first() if learner else None


def obstacle(learner: User | None, email: str, newest: Certificate | None, report: Report) -> str:
    """Why none can be issued now; empty where it can."""
    if newest and (not newest.is_revoked or not newest.may_take_another):
        return "refused" if newest.is_revoked else "issued"
    if issuer.signing_key() is None:
        return "not-set-up"
    if not report.is_met:
        return "not-met"
    if learner is None or learner.is_guest:
        return "guest"
    return "" if email else "unverified"


@form_page
@never_cache
def mine(request):
    course, learner = Course.objects.first(), current_learner(request)
    rule = rule_of(course)
    if rule is None:
        return render(request, "certificates/none.html", status=404)
    report, newest = report_on(rule, learner, pool_of(request)), newest_of(learner)
    email = services.verified_email(learner) if learner and not learner.is_guest else ""
    why_not = obstacle(learner, email, newest, report)
    if request.method == "POST":
        if why_not:
            return redirect_with_reason(request, why_not)
        form = IssueForm(request.POST)
        if form.is_valid():
            certificate = services.issue(
                learner=learner,
                email=email,
                name=form.cleaned_data["name"],
                course=course,
                rule=tuple(line.condition.text for line in report.lines),
            )
            return redirect(certificate)
    else:
        form = IssueForm(initial={"name": learner.display_name if learner else ""})
    context = {
        "course": course,
        "rule": rule,
        "report": report,
        "learner": learner,
        "certificate": newest,
        "has_pdf": newest is not None and not missing_in_pdf(newest.name),
        "why_not": why_not,
        "form": form,
        "passing_percent": PASSING_PERCENT,
    }
    return render(request, "certificates/mine.html", context, status=422 if form.errors else 200)


def redirect_with_reason(request, why_not: str):
    """Back to the page, which says what is missing. Pressed twice, the second press finds what the first has made."""
    if why_not == "issued":
        return redirect(newest_of(current_learner(request)))
    if why_not == "guest":
        messages.info(request, _("Sign in or sign up first: what you did here comes along."))
        return redirect(f"{reverse('account_login')}?next={reverse('certificates:mine')}")
    messages.info(request, _("No certificate was issued. This page says what is missing."))
    return redirect("certificates:mine")


@form_page
@login_required
@never_cache
def withdraw(request):
    newest = newest_of(request.user)
    if newest is None or newest.is_revoked:
        return redirect("certificates:mine")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.withdraw(learner=request.user)
        messages.success(request, _("Your certificate is withdrawn."))
        return redirect("certificates:mine")
    context = {"form": form, "certificate": newest}
    return render(request, "certificates/withdraw.html", context, status=422 if form.errors else 200)
