from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from insights.cohorts import cohort_of
from insights.items.forms import SORTS, ItemFilter
from insights.items.list import items as all_items
from insights.items.list import items_figure, verdicts_figure
from insights.items.page import figures_of_item
from insights.pages import show
from insights.permissions import instructors_only
from quizzes.models import Question

ON_A_PAGE = 50
COLUMNS = [(name, SORTS[name]) for name in ("code", "worst", *list(SORTS)[2:])]
REPORTS = 10


@require_safe
@instructors_only
def items(request):
    form = ItemFilter(request.GET)
    chosen = form.chosen
    rows = all_items(cohort_of(request), **chosen)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    figures = [items_figure(rows), verdicts_figure(rows)] if rows else [items_figure(rows)]
    sort = chosen["sort"] or "worst"
    return show(request, "insights/items.html", figures, form=form, page=page, columns=COLUMNS, sort=sort)


@require_safe
@instructors_only
def item(request, code):
    question = get_object_or_404(Question.objects.select_related("lesson", "revision"), code=code)
    shown = figures_of_item(question, cohort_of(request))
    is_simulated = cohort_of(request).is_simulated
    reports = question.reports.filter(is_simulated=is_simulated).select_related("revision")
    return show(
        request,
        "insights/item.html",
        shown.figures,
        question=question,
        shown=shown,
        reports=reports[:REPORTS],
        open_reports=reports.filter(settled_at=None).count(),
    )
