"""The recap that opens a lesson: two cards of the learner that are due, or questions where fewer are."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.learners import current_learner
from accounts.models import User
from lessons.models import Lesson
from quizzes.attempts import Sitting
from quizzes.draws import RECAP_LENGTH, form_a
from quizzes.models import Attempt
from quizzes.on_page import first_sitting
from quizzes.pool import pool_of
from quizzes.results import WARM_UP
from reviews.marks import end_of_day
from reviews.models import MEMORY_FIELDS, Card, Mark
from reviews.schedule import retrievability
from reviews.sittings import codes_asked_last, form_to_ask


@dataclass(frozen=True)
class Recap:
    """`cards`: those shown, at most two. `codes`: of the questions among them, by the card's key, the form asked."""

    cards: tuple[Card, ...]
    codes: dict[int, str]


NO_CARDS = Recap((), {})
WHAT_IT_IS = ("prompt__code", "question__code", "prompt__lesson__code", "question__lesson__code")
"""What decides which cards are shown; their texts are read of those two alone."""


def recap_of(request, lesson: Lesson) -> Recap:
    """Asked once a request. What was marked or answered in this recap stays in it; then the weakest of what is due."""
    if getattr(request, "due_recap_lesson", None) != lesson.code:
        learner = current_learner(request)
        request.due_recap = find_recap(request, learner, lesson) if learner else NO_CARDS
        request.due_recap_lesson = lesson.code
    return request.due_recap


def find_recap(request, learner: User, lesson: Lesson) -> Recap:
    now = timezone.now()
    cards = list(cards_for(learner, lesson, end_of_day(learner, now)))
    done = [card for card in cards if card.is_done]
    answered = answered_codes(first_sitting(request, lesson.code, Attempt.Kind.RECAP))
    chosen = done[:RECAP_LENGTH]
    if answered.keys() - {card.code for card in chosen}:
        return NO_CARDS  # begun with questions, it goes on with them
    weakest = sorted(cards, key=lambda card: (retrievability(card.memory, now) if card.memory else 0.0, card.pk))
    for card in weakest:
        if len(chosen) < RECAP_LENGTH and card.lesson.code not in [other.lesson.code for other in chosen]:
            chosen.append(card)
    if len(chosen) < RECAP_LENGTH and not done:
        return NO_CARDS
    questions = [card for card in chosen if card.question_id]
    asked = codes_asked_last(questions) if questions else {}
    codes = {card.pk: answered.get(card.code) or form_to_ask(card, asked, pool_of(request)) for card in questions}
    texts = Card.objects.with_texts().in_bulk([card.pk for card in chosen])
    for card in chosen:
        texts[card.pk].is_done = card.is_done
    return Recap(tuple(texts[key] for key in sorted(texts)), codes)


def cards_for(learner: User, lesson: Lesson, until: datetime):
    """Cards of earlier lessons that are due, and those that this recap was begun with (`is_done`). One query."""
    earlier = Q(prompt__lesson__code__lt=lesson.code, prompt__lesson__code__gt=WARM_UP)
    earlier |= Q(question__lesson__code__lt=lesson.code, question__lesson__code__gt=WARM_UP)
    here = Q(recap=lesson.code) | Q(answer__attempt__kind=Attempt.Kind.RECAP, answer__attempt__scope=lesson.code)
    marks = Mark.objects.standing().filter(here, card=OuterRef("pk"), marked_at__gt=OuterRef("created_at"))
    cards = Card.objects.for_learner(learner).in_use().select_related("prompt__lesson", "question__lesson")
    cards = cards.only(*MEMORY_FIELDS, *WHAT_IT_IS).filter(earlier)
    return cards.annotate(is_done=Exists(marks)).filter(Q(due__lt=until) | Q(is_done=True))


def answered_codes(sitting: Sitting | None) -> dict[str, str]:
    """What was answered in the recap, by the code of its form A."""
    return {form_a(code): code for code, _ordinal in sitting.answers} if sitting else {}
