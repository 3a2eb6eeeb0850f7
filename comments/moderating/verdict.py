"""Rules and probability together: held or not, and where in the queue. Nothing here rejects or deletes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.moderating.rules import Finding, PolicyFacts


@dataclass(frozen=True)
class Verdict:
    is_held: bool
    score: float
    """0 to 1, for the order of the queue."""
    reasons: list[dict]
    """Findings as `Finding.as_dict` gives them, those that hold first; for the template and for keeping as JSON."""


def verdict(
    found: Sequence[Finding], probability: float | None, policy: PolicyFacts, *, may_hold: bool = False
) -> Verdict:
    """`probability` is None where nothing was learned yet.

    It holds a comment only if `may_hold`, which is what `Quality.may_hold` says of the weights.
    """
    reasons = list(found)
    if probability is not None:
        reasons += of_probability(probability, policy, may_hold=may_hold)
    reasons.sort(key=lambda finding: (not finding.holds, -finding.weight))
    return Verdict(
        is_held=any(finding.holds for finding in reasons),
        score=score_of([finding.weight for finding in found], probability),
        reasons=[finding.as_dict() for finding in reasons],
    )


def of_probability(probability: float, policy: PolicyFacts, *, may_hold: bool) -> list[Finding]:
    if probability < policy.least_score_to_hold:
        return []
    words = _("Looks like spam with a probability of %(percent)d %%") % {"percent": math.floor(100 * probability)}
    return [Finding("score", words, may_hold, probability)]


def score_of(weights: Sequence[float], probability: float | None) -> float:
    """As if each reason were an independent chance of spam: another reason never lowers it."""
    doubt = math.prod(1 - min(1.0, max(0.0, weight)) for weight in [*weights, probability or 0.0])
    return min(1.0, max(0.0, 1 - doubt))
