"""A learner's own readiness: where they stand, and the forms of a pass."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from readiness.forms import NumberForm, PassForm
from readiness.guide import guide_or_404
from readiness.history import Past
from readiness.overview import make_overview
from readiness.schema import file_schema
from readiness.services import keep_pass

UNPROCESSABLE = 422


@require_safe
@never_cache
def overview(request):
    """The questions with all passes, what linked answers say, and the plan."""
    guide, learner = guide_or_404(request), current_learner(request)
    context = {"guide": guide, "overview": make_overview(learner, guide), "learner": learner}
    return render(request, "readiness/overview.html", context)


@require_safe
@never_cache
def sheet(request):
    """One page to print and to take along."""
    guide, learner = guide_or_404(request), current_learner(request)
    context = {"guide": guide, "overview": make_overview(learner, guide), "learner": learner}
    return render(request, "readiness/sheet.html", context)


@require_safe
@never_cache
def first(request):
    """The first pass: levels alone. It can be corrected until a later pass is there."""
    guide, past = guide_or_404(request), Past.of(current_learner(request))
    if len(past.passes) > 1 or (past.latest and past.latest.with_evidence):
        return redirect("readiness:overview")
    form = PassForm(guide, past, number=1, with_evidence=False)
    return render(request, "readiness/rate.html", {"guide": guide, "form": form, "past": past})


@require_safe
@never_cache
def rate(request):
    """A pass with evidence: the one that is there can be added to; `?new=1` begins another."""
    guide, past = guide_or_404(request), Past.of(current_learner(request))
    goes_on = past.latest is not None and past.latest.with_evidence and not request.GET.get("new")
    number = len(past.passes) + (0 if goes_on else 1)
    form = PassForm(guide, past, number=number, with_evidence=True)
    return render(request, "readiness/rate.html", {"guide": guide, "form": form, "past": past, "goes_on": goes_on})


@same_origin_post
def keep_first(request):
    return keep(request, number=1, with_evidence=False)


@same_origin_post
def keep_rated(request):
    return keep(request, number=NumberForm.number_in(request.POST), with_evidence=True)


def keep(request, *, number: int, with_evidence: bool):
    """Keep a pass whole; with something missing, the form again with all that was entered."""
    guide, past = guide_or_404(request), Past.of(current_learner(request))
    form = PassForm(guide, past, number=number, with_evidence=with_evidence, data=request.POST)
    if not form.is_valid():
        context = {"guide": guide, "form": form, "past": past, "goes_on": number <= len(past.passes)}
        return render(request, "readiness/rate.html", context, status=UNPROCESSABLE)
    keep_pass(
        learner=ensure_learner(request),
        guide=guide,
        number=number,
        with_evidence=with_evidence,
        said=form.said,
        seen=form.seen,
    )
    messages.success(request, _("Your ratings are kept. Your plan stands below."))
    return redirect("readiness:overview")


@require_safe
@cache_control(max_age=3600)
def schema(request):
    """For editors that complete and check the file of readiness questions."""
    return JsonResponse(file_schema())
