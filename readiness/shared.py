"""What instructors see: ratings whose question a learner shares, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from readiness.forms import FeedbackForm
from readiness.guide import Guide, Level, Question
from readiness.models import Feedback, Rating, Share


@dataclass
class Shared:
    """One shared question of one learner with the rating that counts now."""

    share: Share
    question: Question
    rating: Rating
    feedback: list[Feedback]
    form: FeedbackForm

    @property
    def level(self) -> Level:
        return self.question.levels[self.rating.level]


def shared_ratings() -> QuerySet[Rating]:
    """Ratings that may be seen, each by itself: its learner shares its question now."""
    of_learner = Share.objects.filter(learner=OuterRef("of_pass__learner"), question=OuterRef("question"))
    return Rating.objects.filter(Exists(of_learner))


def shown_of(shares: Sequence[Share], guide: Guide, bound: FeedbackForm | None = None) -> list[Shared]:
    """`shares` with what counts now; `bound` is a form that was sent and could not be kept. Two queries."""
    learners = {share.learner_id for share in shares}
    ratings = (
        shared_ratings()
        .filter(of_pass__learner__in=learners)
        .order_by("of_pass__begun_at", "of_pass", "rated_at", "pk")
        .select_related("of_pass")
    )
    current = {(rating.of_pass.learner_id, rating.question): rating for rating in ratings}
    said: dict[int, list[Feedback]] = {}
    for feedback in Feedback.objects.filter(rating__in=[rating.pk for rating in current.values()]):
        said.setdefault(feedback.rating_id, []).append(feedback)
    shown = []
    for share in shares:
        rating, question = current.get((share.learner_id, share.question)), guide.question(share.question)
        if rating and question:
            is_bound = bound is not None and bound.rating.pk == rating.pk
            form = bound if is_bound else FeedbackForm(rating=rating)
            shown.append(Shared(share, question, rating, said.get(rating.pk, []), form))
    return shown
