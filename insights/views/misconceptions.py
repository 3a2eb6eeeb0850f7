from django.views.decorators.http import require_safe

from insights import belief_page
from insights.cohorts import cohort_of
from insights.items.forms import BeliefFilter
from insights.pages import show
from insights.permissions import instructors_only


@require_safe
@instructors_only
def misconceptions(request):
    cohort, beliefs = cohort_of(request), belief_page.catalogue()
    in_lessons = belief_page.shown_in_lessons(cohort, beliefs)
    rows = belief_page.in_the_course(in_lessons)
    form = BeliefFilter(request.GET, codes=[(row.belief.code, f"{row.belief.code} {row.belief.text}") for row in rows])
    figures = [belief_page.beliefs_figure(rows), belief_page.lessons_figure(in_lessons)]
    if rows:
        code, by = form.chosen["code"] or rows[0].belief.code, form.chosen["by"] or "month"
        belief = belief_page.belief_of(beliefs, code)
        figures.append(belief_page.time_figure(cohort, belief, by))
    again = belief_page.to_teach_again(cohort, beliefs)
    return show(request, "insights/misconceptions.html", figures, form=form, again=again, has_rows=bool(rows))
