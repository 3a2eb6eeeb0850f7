"""What learners can take along of their recall prompts."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from reviews.models import Card, Mark

PARTS = [
    Table(
        model=Card,
        name="cards",
        title=_("Recall prompts you marked, with your last mark"),
        context={
            "prompt_code": "prompt__code",
            "prompt_question": "prompt__question",
            "prompt_answer": "prompt__answer",
            "lesson_code": "prompt__lesson__code",
        },
    ),
    Table(
        model=Mark,
        name="marks",
        title=_("Each time you marked a recall prompt"),
        of="card__learner",
        context={"prompt_code": "card__prompt__code", "prompt_question": "card__prompt__question"},
    ),
]
