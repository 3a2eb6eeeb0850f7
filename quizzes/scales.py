"""How sure a learner says they are: the steps of the scale, and what a stated confidence is worth afterwards.

The rule is Brier's (Glenn W. Brier, Verification of Forecasts Expressed in Terms of Probability, 1950).
"""

from django.utils.translation import gettext_lazy as _

SURE = 80
"""From this step on, a wrong answer is a confident error."""

FIVE_STEPS = (
    (20, _("guessing")),
    (40, _("hunch")),
    (60, _("leaning")),
    (80, _("fairly sure")),
    (95, _("would bet on it")),
)
FOUR_STEPS = ((50, _("guessing")), (60, _("leaning")), (80, _("fairly sure")), (95, _("would bet on it")))
"""For a verdict of true or false: a coin is right half of the time."""


def brier(confidence: int, is_right: bool) -> float:
    """Squared gap between the stated confidence (percent) and the result; 0 is best, 1 is worst."""
    return (int(is_right) - confidence / 100) ** 2


def calibration_points(confidence: int, is_right: bool) -> float:
    """The same rule turned round, so that 50/50 earns nothing: 25 − 100 × Brier."""
    return 25 - 100 * brier(confidence, is_right)
