from django.views.decorators.http import require_safe

from insights.cohorts import cohort_of
from insights.overview import tiles_for
from insights.pages import show
from insights.permissions import instructors_only


@require_safe
@instructors_only
def overview(request):
    """What needs somebody, and how the course is doing."""
    return show(request, "insights/overview.html", tiles=tiles_for(request.user, cohort_of(request)))
