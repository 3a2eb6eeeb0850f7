"""What the tallies and the pages say."""

import csv
from io import StringIO

from insights.models import Tally


def sums(figure: str, cohort: str = "real") -> dict:
    return Tally.objects.sums(figure, cohort)


def table_of(figure: str, page) -> list[list[str]]:
    rows = page.one("section", id=figure).one("tbody").all("tr")
    return [[cell.words for cell in row.all() if cell.tag in ("th", "td")] for row in rows]


def rows_of(response) -> list[dict]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
