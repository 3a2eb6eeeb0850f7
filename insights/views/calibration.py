from django.views.decorators.http import require_safe

from insights.cohorts import cohort_of
from insights.confidence import CohortCalibration
from insights.models import Tally
from insights.pages import show
from insights.permissions import instructors_only
from lessons.models import Lesson


@require_safe
@instructors_only
def calibration(request):
    """How well stated confidence fits results, over all learners."""
    name = cohort_of(request).name
    lessons = list(Lesson.objects.published().defer("source", "blocks"))
    found = CohortCalibration.of(lessons, Tally.objects.sums("rated", name), Tally.objects.sums("raters", name))
    return show(request, "insights/calibration.html", found.figures, overall=found.overall)
