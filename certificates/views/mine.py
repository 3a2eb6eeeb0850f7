"""The learner's own page: the rule, how far they are with it, and the certificate once it is met."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.learners import current_learner
from certificates.desks import Desk, desk_for, newest_of
from certificates.forms import IssueForm, WithdrawForm
from certificates.services import withdraw as withdraw_certificate
from quizzes.pool import pool_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
def mine(request):
    desk = desk_for(current_learner(request), pool_of(request))
    if desk is None:
        return render(request, "certificates/none.html", status=404)
    if request.method == "POST" and desk.why_not:
        return refuse(request, desk)
    if request.method == "POST":
        form = IssueForm(request.POST)
    else:
        form = IssueForm(initial={"name": desk.learner.display_name if desk.learner else ""})
    if form.is_valid():
        return redirect(desk.issue(form.cleaned_data["name"]))
    return render(request, "certificates/mine.html", {"desk": desk, "form": form}, status=422 if form.errors else 200)


def refuse(request, desk: Desk):
    """Lead to what is missing. Pressed twice, the second press finds what the first has made."""
    if desk.why_not == "issued":
        return redirect(desk.certificate)
    if desk.why_not == "guest":
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
        withdraw_certificate(learner=request.user)
        messages.success(request, _("Your certificate is withdrawn."))
        return redirect("certificates:mine")
    context = {"form": form, "certificate": newest}
    return render(request, "certificates/withdraw.html", context, status=422 if form.errors else 200)
