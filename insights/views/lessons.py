from django.views.decorators.http import require_safe

from insights.cohorts import cohort_of
from insights.forms import LessonForm
from insights.funnel import Funnel, stops_figure
from insights.models import Tally
from insights.pages import show
from insights.permissions import instructors_only
from lessons.models import Lesson


@require_safe
@instructors_only
def lessons(request):
    """How learners go through the lessons, and where they stop."""
    cohort = cohort_of(request)
    every = list(Lesson.objects.published().defer("source", "blocks"))
    learners = sum(count for count, _hits in Tally.objects.sums("learners", cohort.name).values())
    funnel = Funnel.of(every, Tally.objects.sums("lesson", cohort.name), learners, cohort)
    if funnel.is_empty:
        return show(request, "insights/lessons.html")
    form = LessonForm(request.GET, steps=funnel.shown)
    step = form.chosen or max(funnel.shown, key=lambda step: step.left)
    stops = stops_figure(step, Tally.objects.sums("stop", cohort.name), step.lesson.sections)
    return show(request, "insights/lessons.html", [funnel.figure, stops], form=form)
