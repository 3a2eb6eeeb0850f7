"""How well stated confidence fits results."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.learners import current_learner
from quizzes.calibration import report_on
from quizzes.rated import estimates_of, latest_rated_of, rated_answers_of, too_fast_count_of


@require_safe
@never_cache
def calibration(request):
    """The learner's own curve: overall, for each core area, and over time."""
    learner = current_learner(request)
    rated = rated_answers_of(learner) if learner else []
    ranges = estimates_of(learner) if learner else []
    report = report_on(rated, ranges)
    too_fast = too_fast_count_of(learner) if learner and not report.has_curve else 0
    latest = latest_rated_of(learner) if rated else []
    context = {"report": report, "too_fast": too_fast, "latest": latest}
    return render(request, "quizzes/calibration.html", context)
