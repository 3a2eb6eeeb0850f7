"""What is wrong with an item, in words and with the remedy. Pure rules over its statistics.

Nothing is judged below 20 first answers. An item can have several faults; the first of them is the worst. Own ratings
of free text are no marks, so free text is not judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from insights.items.statistics import ENOUGH, Z95, Choices, ItemStatistics
from quizzes.calibration import wilson

EASY, HARD = 0.90, 0.35
"""The interval of the facility lies above the one, or below the other."""
MISLEADS = 0.15
"""So much of the answers, at least, is sure and wrong: the lower end of the interval."""
ALIKE, CHOSEN_BY_MANY, FAIRLY_SURE = 0.15, 0.25, 70
"""Two options are taken alike by the strong: their shares differ by at most the first, each has at least the second,
and those who chose either stated at least the third on average."""
IDLE, IDLE_AT_MOST = 0.02, 0.08
"""Nobody picks an option: its share is below the first, and the upper end of its interval not above the second."""


@dataclass(frozen=True)
class Verdict:
    """`code` stands in the database and in addresses; `weight` orders the worst first."""

    code: str
    weight: int
    title: str
    meaning: str
    remedy: str


WRONG_KEY = Verdict(
    "wrong-key",
    6,
    _("Suspected wrong key"),
    _("Learners who do well elsewhere choose a distractor more often than the key."),
    _("Check the key first. If it is right, the strong see something that the stem leaves open: say it there."),
)
AMBIGUOUS = Verdict(
    "ambiguous",
    5,
    _("Ambiguous"),
    _("Learners who do well elsewhere choose two options alike, and are sure of either."),
    _("Add the condition that decides between the two to the stem, or change the option that is right as well."),
)
MISLEADING = Verdict(
    "misleads",
    4,
    _("Misleads"),
    _("Many are sure and wrong."),
    _("Find the belief behind the option they choose, and take it apart in the lesson before this question comes."),
)
TOO_HARD = Verdict(
    "too-hard",
    3,
    _("Too hard"),
    _("Hardly anybody is right."),
    _("See whether the lesson teaches it. Then shorten the stem, or make the distractors less alike to the key."),
)
IDLE_DISTRACTOR = Verdict(
    "idle-distractor",
    2,
    _("Distractor nobody picks"),
    _("An option tempts nobody, so the others are easier to guess."),
    _("Write a distractor that somebody would believe, from what learners say and get wrong."),
)
TOO_EASY = Verdict(
    "too-easy",
    1,
    _("Too easy"),
    _("Nearly everybody is right."),
    _("Keep it as a first step if it is meant to be one; else ask for an application in place of the fact."),
)
GOOD = Verdict("good", 0, _("Nothing stands out"), _("No figure is out of the ordinary."), "")
FREE = Verdict(
    "own-rating",
    0,
    _("Own ratings"),
    _("Learners rate their own text, so there is no share of right answers and no verdict."),
    "",
)
TOO_FEW = Verdict(
    "too-few",
    0,
    _("Not enough answers"),
    _("Below 20 first answers chance would judge."),
    _("Wait for more answers."),
)
VERDICTS = (WRONG_KEY, AMBIGUOUS, MISLEADING, TOO_HARD, IDLE_DISTRACTOR, TOO_EASY, GOOD, FREE, TOO_FEW)
BY_CODE = {verdict.code: verdict for verdict in VERDICTS}


def verdicts_on(item: ItemStatistics) -> list[Verdict]:
    """The worst first; at least one."""
    if not item.is_graded:
        return [FREE]
    if not item.has_enough:
        return [TOO_FEW]
    return sorted(faults(item), key=lambda verdict: -verdict.weight) or [GOOD]


def faults(item: ItemStatistics) -> Iterator[Verdict]:
    low, high = item.interval
    if has_wrong_key(item):
        yield WRONG_KEY
    elif any(is_ambiguous(choices) for choices in item.choices):
        yield AMBIGUOUS
    if item.stated >= ENOUGH and wilson(item.sure_and_wrong, item.stated, Z95)[0] >= MISLEADS:
        yield MISLEADING
    if high <= HARD:
        yield TOO_HARD
    if low >= EASY:
        yield TOO_EASY
    if any(is_idle(choices, item.answers) for choices in item.choices):
        yield IDLE_DISTRACTOR


def has_wrong_key(item: ItemStatistics) -> bool:
    if item.discrimination is None or item.discrimination >= 0:
        return False
    return any(is_beaten(choices) for choices in item.choices)


def is_beaten(choices: Choices) -> bool:
    """Whether a distractor draws the strong, and more of them than the weakest key."""
    if not choices.keys or not choices.strong:
        return False
    key = min(choices.keys, key=lambda each: each.share_of_strong)
    return any((each.correlation or 0) > 0 and each.share_of_strong > key.share_of_strong for each in choices.others)


def is_ambiguous(choices: Choices) -> bool:
    """Only where one option is chosen: of several, two may well be right."""
    if len(choices.keys) != 1 or choices.strong < ENOUGH / 2 or not choices.part.has_distractors:
        return False
    first, second = sorted(choices.chosen, key=lambda each: -each.share_of_strong)[:2]
    return (
        second.share_of_strong >= CHOSEN_BY_MANY
        and first.share_of_strong - second.share_of_strong <= ALIKE
        and min(first.mean_confidence or 0, second.mean_confidence or 0) >= FAIRLY_SURE
    )


def is_idle(choices: Choices, answers: int) -> bool:
    if not choices.part.has_distractors:
        return False
    return any(each.share < IDLE and wilson(each.count, answers, Z95)[1] <= IDLE_AT_MOST for each in choices.others)
