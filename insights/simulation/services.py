"""Writing a cohort of made-up learners down, and removing it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from insights.cohorts import SIMULATED
from insights.models import BeliefFigures, ItemFigures, ItemTally, SimulatedLearner, Tally
from insights.simulation.ground import Ground, read_ground
from insights.simulation.story import Story
from insights.simulation.traits import draw_traits
from progress.models import Reading
from quizzes.models import Answer, Attempt, Report
from reviews.models import Card, Mark

DAYS = 90
"""How long ago the first of them joined."""
BATCH = 500
REPORTS = 0.003
"""How many answers that were missed surely end in a report."""
DOMAIN = "simulated.invalid"
"""No mail can ever arrive there (RFC 6761)."""


class AlreadySimulated(Exception):
    """There is a cohort; two would not be told apart."""


@dataclass(frozen=True)
class Written:
    """How much of what was written."""

    learners: int
    answers: int
    marks: int
    readings: int
    reports: int


@transaction.atomic
def simulate(*, count: int, seed: int, until: datetime) -> Written:
    """Make `count` learners who joined within 90 days before `until`. The same numbers give the same cohort."""
    if SimulatedLearner.objects.exists():
        raise AlreadySimulated
    ground = read_ground()
    users = [make_learner(number, seed, until) for number in range(1, count + 1)]
    User.objects.bulk_create(users, BATCH)
    SimulatedLearner.objects.bulk_create([SimulatedLearner(learner=user) for user in users], BATCH)
    totals = Counter()
    for start in range(0, count, BATCH):
        batch = enumerate(users[start : start + BATCH], start=start + 1)
        stories = [tell(user, number, seed, ground, until) for number, user in batch]
        totals.update(write(stories, Random(f"{seed}:reports:{start}")))
    User.objects.bulk_update(users, ["last_seen_on", "last_login"], BATCH)
    return Written(learners=count, **totals)


def make_learner(number: int, seed: int, until: datetime) -> User:
    """Cannot sign in: no password, no confirmed address, and switched off."""
    rng = Random(f"{seed}:{number}:joined")
    joined_at = until - timedelta(days=DAYS * rng.betavariate(1.1, 0.9), hours=rng.uniform(0, 12))
    return User(
        email=f"learner-{seed}-{number}@{DOMAIN}",
        display_name=f"Simulated {number}",
        password=make_password(None),
        is_active=False,
        joined_at=joined_at,
        last_login=joined_at,
    )


def tell(user: User, number: int, seed: int, ground: Ground, until: datetime) -> Story:
    rng = Random(f"{seed}:{number}")
    story = Story(user, draw_traits(rng, ground.misconceptions), rng, ground, until, at=user.joined_at)
    story.live()
    return story


def write(stories: list[Story], rng: Random) -> dict[str, int]:
    answers = [answer for story in stories for answer in story.answers]
    attempts = [attempt for story in stories for attempt in story.attempts]
    Attempt.objects.bulk_create([each for each in attempts if each.repairs is None], BATCH)
    Attempt.objects.bulk_create([each for each in attempts if each.repairs is not None], BATCH)
    Answer.objects.bulk_create(answers, BATCH)
    Card.objects.bulk_create([card for story in stories for card in story.cards.values()], BATCH)
    marks = Mark.objects.bulk_create([mark for story in stories for mark in story.marks], BATCH)
    readings = [reading for story in stories for reading in story.readings.values()]
    Reading.objects.bulk_create(readings, BATCH)
    reports = Report.objects.bulk_create(reports_about(answers, rng), BATCH)
    return {"answers": len(answers), "marks": len(marks), "readings": len(readings), "reports": len(reports)}


def reports_about(answers: list[Answer], rng: Random) -> list[Report]:
    """Who was sure and wrong says now and then that the question is."""
    return [
        Report(
            question=answer.question,
            revision=answer.revision,
            reason=rng.choice(Report.Reason.values),
            text="Simulated: a learner was sure, was told that this is not right, and did not agree.",
            reported_at=answer.completed_at,
            is_simulated=True,
        )
        for answer in answers
        if answer.confidence and answer.confidence >= 80 and not answer.is_right and rng.random() < 10 * REPORTS
    ]


@transaction.atomic
def remove() -> int:
    """Remove the made-up learners and all that is theirs, and nobody else. Returns how many they were."""
    learners = list(SimulatedLearner.objects.values_list("learner", flat=True))
    cards = list(Card.objects.filter(learner__in=learners).values_list("pk", flat=True))
    # By their keys: just after simulating, PostgreSQL knows nothing of the sizes, and would join row by row.
    for start in range(0, len(cards), BATCH):
        Mark.objects.filter(card__in=cards[start : start + BATCH]).delete()
    for model in (Card, Answer, Attempt, Reading):
        model.objects.filter(learner__in=learners).delete()
    Report.objects.filter(is_simulated=True).delete()
    Tally.objects.filter(cohort=SIMULATED.name).delete()
    for model in (ItemTally, ItemFigures, BeliefFigures):
        model.objects.filter(is_simulated=True).delete()
    User.objects.filter(pk__in=learners).delete()
    return len(learners)
