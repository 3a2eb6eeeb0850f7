"""What the pages show, and the same after everything that was counted is forgotten and counted anew."""

from insights.items.counting import refresh
from insights.models import BeliefFigures, ItemCount, ItemFigures, ItemTally, ItemWatermark


def figures() -> dict:
    """All figures that pages show, without their numbers in the database."""
    items = ItemFigures.objects.values_list("revision", "is_simulated", "answers", "facility", "verdicts", "sums")
    beliefs = BeliefFigures.objects.values_list("lesson", "code", "week", "is_simulated", "offered", "shown")
    return {"items": {row[:2]: row[2:] for row in items}, "beliefs": sorted(beliefs)}


def counted_from_nothing() -> dict:
    for model in (ItemTally, ItemFigures, BeliefFigures, ItemCount, ItemWatermark):
        model.objects.all().delete()
    refresh()
    return figures()
