"""What learners can take along of their way through the lessons."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from progress.models import Reading

PARTS = [
    Table(
        model=Reading,
        name="readings",
        title=_("Lessons you opened or read"),
        context={"lesson_code": "lesson__code", "lesson_title": "lesson__title"},
    ),
]
