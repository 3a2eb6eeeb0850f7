from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from quizzes.models import Activity, Decision
from quizzes.simulators import load


@transaction.atomic
def store_decision(*, learner: User, activity: Activity, ordinal: int, choices: dict) -> tuple[Decision, bool]:
    """Grade what was decided and keep it, with what was said about it.

    `ordinal` is the number that the form was shown for. A number that is taken stores nothing: the decision that has it
    is returned. Then the second value says whether something else was sent than is stored last, as from an old page;
    a double press is no news. Numbers have no gaps.
    """
    mine = Decision.objects.filter(learner=learner, activity=activity)
    last = mine.aggregate(last=Max("ordinal"))["last"] or 0
    ordinal = min(ordinal, last + 1)
    decision, is_new = mine.get_or_create(
        learner=learner,
        activity=activity,
        ordinal=ordinal,
        defaults=verdict_on(activity, choices, is_first=ordinal == 1),
    )
    is_double_press = decision.ordinal >= last and decision.choices == choices
    return decision, not (is_new or is_double_press)


def rate_decision(decision: Decision, rating: dict) -> None:
    """Keep what its learner says about their own words; a later rating takes the place of an earlier one."""
    decision.rating = rating
    decision.save(update_fields=["rating"])


def verdict_on(activity: Activity, choices: dict, *, is_first: bool) -> dict:
    """The fields of a decision that follow from its choices, and from whether it is the learner's first."""
    simulator, content = load()[activity.kind], activity.content
    graded = asdict((simulator.grade_first if is_first else simulator.grade)(content, choices))
    score = graded.pop("score")
    outcome = {
        "figures": simulator.outcome(content, choices),
        "chosen": [list(pair) for pair in simulator.describe(content, choices)],
        **graded,
    }
    return {"choices": choices, "outcome": outcome, "score": score}
