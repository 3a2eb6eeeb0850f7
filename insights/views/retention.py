from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.cohorts import cohort_of
from insights.models import Tally
from insights.pages import show
from insights.permissions import instructors_only
from insights.returning import Retention, recall_figure


@require_safe
@instructors_only
def retention(request):
    """Whether learners come back, and whether they still know."""
    name, tallies = cohort_of(request).name, Tally.objects
    found = Retention.of(tallies.sums("learners", name), tallies.sums("week", name), timezone.now().date())
    recall = recall_figure(tallies.sums("recall", name), tallies.sums("reviewers", name))
    return show(request, "insights/retention.html", [*found.figures, *([recall] if recall else [])])
