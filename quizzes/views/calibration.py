"""How well stated confidence fits results."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.learners import current_learner
from quizzes.calibration import report_on
from quizzes.rated import estimates_of, rated_answers_of


@require_safe
@never_cache
def calibration(request):
    """The learner's own curve: overall, for each core area, and over time."""
    learner = current_learner(request)
    rated = rated_answers_of(learner) if learner else []
    ranges = estimates_of(learner) if learner else []
    return render(request, "quizzes/calibration.html", {"report": report_on(rated, ranges)})
