"""How many reports there are, by reason and status."""

from django.db.models import Count
from django.utils.translation import gettext as _

from insights.charts import Cell, Figure, NestedBar, NestedBars
from quizzes.models import Report


def counts_figure(reports) -> Figure:
    """One query. The bar of a reason holds those that are still to be dealt with."""
    counts = {
        (reason, status): count
        for reason, status, count in reports.order_by().values_list("reason", "status").annotate(Count("pk"))
    }
    reasons = [(value, str(label)) for value, label in Report.Reason.choices]

    def sums_of(statuses) -> dict[str, int]:
        return {value: sum(counts.get((value, status), 0) for status in statuses) for value, _label in reasons}

    totals, waiting = sums_of(Report.Status.values), sums_of((Report.Status.OPEN, Report.Status.IN_WORK))
    most = max(1, *totals.values())
    facts = {"total": sum(totals.values()), "waiting": sum(waiting.values())}
    return Figure(
        name="reasons",
        title=_("Why questions are reported"),
        sentence=_("Of %(total)d reports, %(waiting)d are open or in work.") % facts,
        columns=[_("Reason"), *(str(label) for label in Report.Status.labels), _("All")],
        csv_columns=["reason", *Report.Status.values, "all"],
        rows=[
            [
                Cell(value, label),
                *(Cell(counts.get((value, status), 0)) for status in Report.Status.values),
                Cell(totals[value]),
            ]
            for value, label in reasons
        ],
        drawing=NestedBars(
            [
                NestedBar(label, [totals[value] / most, waiting[value] / most], f"{waiting[value]} / {totals[value]}")
                for value, label in reasons
                if totals[value]
            ],
            [_("All"), _("Open or in work")],
        )
        if facts["total"]
        else None,
        why=_("Each report counts once, by the reason that was chosen. Who reported is not stored."),
    )
