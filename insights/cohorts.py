"""Of whom figures are: of real learners, or of simulated ones. Never of both."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SMALLEST = 5
"""A group of fewer learners is not split, and says nothing about itself."""


@dataclass(frozen=True)
class Cohort:
    """`query` is what a link within the pages carries on."""

    name: str
    title: str

    @property
    def is_simulated(self) -> bool:
        return self.name == "simulated"

    @property
    def query(self) -> str:
        return f"?{urlencode({'cohort': self.name})}" if self.is_simulated else ""

    def condition(self, learner: str = "learner") -> Q:
        """Which rows are of its learners; `learner` is the way from a row to them ("" for the learners themselves).

        Staff who try the course out are not learners.
        """
        way = f"{learner}__" if learner else ""
        return Q(**{f"{way}simulated__isnull": not self.is_simulated, f"{way}is_staff": False})


REAL = Cohort("real", _("Learners"))
SIMULATED = Cohort("simulated", _("Simulated learners"))
COHORTS = (REAL, SIMULATED)


def cohort_of(request) -> Cohort:
    return SIMULATED if request.GET.get("cohort") == SIMULATED.name else REAL
