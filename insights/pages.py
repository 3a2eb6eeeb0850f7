"""How a page of insights answers: as a page, or one of its figures as a CSV file."""

import csv
import re
from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.cells import as_cell
from insights.charts import Figure
from insights.cohorts import COHORTS, cohort_of


def show(request, template: str, figures: Sequence[Figure] = (), **context) -> HttpResponse:
    """The page with its figures, or with `?csv=NAME` that one as a file. `context["figures"]` is by name."""
    by_name = {figure.name: figure for figure in figures}
    if wanted := request.GET.get("csv"):
        if wanted not in by_name:
            raise Http404
        return csv_response(by_name[wanted], cohort_of(request).name)
    query = request.GET.copy()
    query.pop("csv", None)
    page = {
        "figures": by_name,
        "cohort": cohort_of(request),
        "cohorts": COHORTS,
        "query": query.urlencode(),
        "section": "insights",
    }
    return render(request, template, page | context)


def csv_response(figure: Figure, cohort: str) -> HttpResponse:
    """With a byte order mark, without which spreadsheets take UTF-8 for something else."""
    name = re.sub(r"[^a-z0-9-]", "-", f"{figure.name}-{cohort}-{timezone.localdate():%Y-%m-%d}".lower())
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    sheet = csv.writer(response)
    sheet.writerow(figure.csv_columns)
    sheet.writerows([as_cell(value) for value in row] for row in figure.values)
    return response
