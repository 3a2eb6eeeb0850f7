from django import template

from accounts.learners import current_learner
from accounts.personal import personal_tag
from accounts.prepared import PreparedQuery
from reviews.models import Card

register = template.Library()


@personal_tag(register, "reviews/_prompt.html")
def recall_prompt(request, prompt):
    """A recall prompt with its answer to reveal, and how the reader last marked it."""
    return {
        "prompt": prompt,
        "rating": ratings_of(request, prompt.lesson_id).get(prompt.pk),
        "is_fresh": False,
    }


RATINGS = PreparedQuery(
    lambda learner, lesson: Card.objects.filter(learner=learner, prompt__lesson=lesson).values_list("prompt", "rating")
)


def ratings_of(request, lesson_id) -> dict[int, str]:
    """Last marks of the reader in one lesson, by prompt: one query a page."""
    learner = current_learner(request)
    if learner is None:
        return {}
    if getattr(request, "ratings_lesson", None) != lesson_id:
        request.ratings = dict(RATINGS.rows(learner.pk, lesson_id))
        request.ratings_lesson = lesson_id
    return request.ratings
