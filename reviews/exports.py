"""What learners can take along of their cards and reviews."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Table
from reviews.models import Card, Mark, Preference, Sitting

PARTS = [
    Table(
        model=Card,
        name="cards",
        title=_("Your cards: recall prompts you marked and questions that return, with their schedule"),
        context={
            "prompt_code": "prompt__code",
            "prompt_question": "prompt__question",
            "prompt_answer": "prompt__answer",
            "lesson_code": "prompt__lesson__code",
            "question_code": "question__code",
        },
    ),
    Table(
        model=Mark,
        name="marks",
        title=_("Each time you marked a card, and what it made of its schedule"),
        of="card__learner",
        context={
            "prompt_code": "card__prompt__code",
            "prompt_question": "card__prompt__question",
            "question_code": "card__question__code",
        },
    ),
    Table(model=Sitting, name="reviews", title=_("Your reviews: which cards each asked, in which order")),
    Table(model=Preference, name="review_preferences", title=_("How you want to review")),
]
