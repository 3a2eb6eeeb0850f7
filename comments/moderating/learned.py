"""The latest training, and its weights, which are read once by each process."""

from datetime import datetime
from functools import lru_cache

from comments.models import Training
from comments.moderating.classifier import UnreadableWeights, Weights


def latest_training() -> Training | None:
    """Without its weights, which are large."""
    return Training.objects.defer("weights").last()


def weights_of(training: Training | None) -> Weights | None:
    """None where nothing was learned, or the weights are of a version that is no longer read."""
    return read(training.pk, training.trained_at) if training else None


@lru_cache(maxsize=1)
def read(number: int, _trained_at: datetime) -> Weights | None:
    stored = Training.objects.filter(pk=number).values_list("weights", flat=True).first()
    try:
        return Weights.from_bytes(bytes(stored or b""))
    except UnreadableWeights:
        return None
