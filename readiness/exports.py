"""What learners can take along of their readiness: every rating as it was given, and the plan."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from readiness.models import Feedback, Pass, Rating, Share, Task

PARTS = [
    Table(model=Pass, name="readiness_passes", title=_("Times you judged your readiness")),
    Table(
        model=Rating,
        name="readiness_ratings",
        title=_("Your readiness ratings with their evidence, each as you gave it"),
        of="of_pass__learner",
    ),
    Table(
        model=Feedback,
        name="readiness_feedback",
        title=_("What instructors said about ratings you shared"),
        of="rating__of_pass__learner",
    ),
    Table(model=Task, name="readiness_tasks", title=_("Tasks of your plan"), of="of_pass__learner"),
    Table(model=Share, name="readiness_shares", title=_("Readiness questions you share with instructors")),
]
