"""What people can take along of insights: the figures name nobody, so there is only the mark of made-up learners."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from insights.models import SimulatedLearner

PARTS = [
    Table(model=SimulatedLearner, name="simulated", title=_("That this learner was made up by a program")),
]
