from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from lessons.models import Prompt
from reviews.models import Card, Mark, Rating

DOUBLE_PRESS = timedelta(seconds=5)


@transaction.atomic
def mark_prompt(*, learner: User, prompt: Prompt, rating: str) -> Card:
    """Write down how recalling went. The same mark again within five seconds is a double press and changes nothing."""
    now = timezone.now()
    card, is_new = Card.objects.select_for_update().get_or_create(
        learner=learner,
        prompt=prompt,
        defaults={"rating": rating, "marked_at": now, "created_at": now},
    )
    if not is_new and card.rating == rating and now - card.marked_at < DOUBLE_PRESS:
        return card
    card.rating, card.marked_at = rating, now
    card.save(update_fields=["rating", "marked_at"])
    Mark.objects.create(card=card, rating=rating, marked_at=now)
    return card


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's cards to the member. Where both have one, marks are joined and the better last one stays."""
    mine = {card.prompt_id: card for card in Card.objects.for_learner(member)}
    for card in Card.objects.for_learner(guest):
        kept = mine.get(card.prompt_id)
        if kept is None:
            card.learner = member
            card.save(update_fields=["learner"])
            continue
        card.marks.update(card=kept)
        kept.created_at = min(kept.created_at, card.created_at)
        if Rating.GOT_IT in (kept.rating, card.rating) and kept.rating != card.rating:
            kept.rating = Rating.GOT_IT
        kept.marked_at = max(kept.marked_at, card.marked_at)
        kept.save()
