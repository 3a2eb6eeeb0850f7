"""Learners who answer the questions of a lesson as learners do: the able are right more often, the sure are not always.

Three faults can be planted: a key that is wrong, two options that are both right, a belief that many hold.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from accounts.models import User
from insights.models import SimulatedLearner
from quizzes.answering import complete
from quizzes.models import Answer, Attempt, Question
from tests.quizzes.factories import RIGHT, make_question, numbers

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
KINDS = ("single", "multiple", "tf-why", "order", "match", "categorise", "estimate", "branch", "free")


def make_pool(lesson: int = 1, more_singles: int = 3) -> list[Question]:
    """A question of each kind, and some more with options."""
    kinds = (*KINDS, *["single"] * more_singles)
    return [make_question(kind=kind, code=f"Q{lesson:02}.{number}") for number, kind in enumerate(kinds, start=1)]


def make_learners(count: int, is_simulated: bool = False, **fields) -> list[User]:
    users = [User(email=f"cohort{next(numbers)}@example.org", **fields) for _ in range(count)]
    users = User.objects.bulk_create(users)
    if is_simulated:
        SimulatedLearner.objects.bulk_create([SimulatedLearner(learner=user) for user in users])
    return users


def answer_all(learners, questions, seed: int = 1, planted=None, share: float = 0.9) -> list[Answer]:
    """Each learner answers most of the questions, some of them twice. `planted`: by code, what a learner of an ability
    (0 to 1) answers there, as (response, confidence)."""
    chance, answers = Random(seed), []
    for learner in learners:
        ability = min(0.95, max(0.05, chance.gauss(0.6, 0.25)))
        begun = START + timedelta(days=chance.randrange(60))
        attempt = Attempt.objects.create(learner=learner, number=1, scope=f"L{questions[0].code[1:3]}")
        for question in questions:
            if chance.random() > share:
                continue
            for ordinal in (1, 2) if chance.random() < 0.2 else (1,):
                begun += timedelta(seconds=chance.randrange(20, 90))
                say = (planted or {}).get(question.code) or usual
                answers.append(answered(attempt, question, ordinal, say(ability, chance, question), begun, chance))
    return Answer.objects.bulk_create(answers)


def answered(attempt, question, ordinal, said, moment, chance) -> Answer:
    response, confidence = said
    answer = Answer(
        attempt=attempt,
        learner_id=attempt.learner_id,
        question=question,
        revision=question.revision,
        ordinal=ordinal,
        seed=0,
        response=response,
        confidence=None if question.kind == "free" else confidence,
        seconds=chance.choice([None, round(chance.uniform(4, 90), 1)]),
        answered_at=moment,
    )
    complete(answer, question.revision)
    answer.completed_at = moment + timedelta(seconds=5)
    return answer


def usual(ability: float, chance: Random, question) -> tuple[dict, int]:
    is_right = chance.random() < ability
    response = RIGHT[question.kind] if is_right else some_response(question.revision.content, chance)
    return response, chance.choice((50, 60, 80, 95) if question.kind == "tf-why" else (20, 40, 60, 80, 95))


def key_is_wrong(ability: float, chance: Random, question) -> tuple[dict, int]:
    """What is right stands at option 2, and the key at option 1."""
    return {"option": 2 if chance.random() < ability else chance.choice((0, 1, 3))}, chance.choice((60, 80))


def both_are_right(ability: float, chance: Random, question) -> tuple[dict, int]:
    """The able take options 1 (the key) and 2 alike, and are sure."""
    if chance.random() < ability:
        return {"option": chance.choice((1, 2))}, chance.choice((80, 95))
    return {"option": chance.choice((0, 3))}, 40


def belief_is_held(ability: float, chance: Random, question) -> tuple[dict, int]:
    """Half of the learners choose option 0, which shows M03."""
    return {"option": 0 if chance.random() < 0.5 else 1}, 80


def some_response(content: dict, chance: Random) -> dict:
    """Any complete response to a question."""

    def one_of(things):
        return chance.randrange(len(things))

    ways = {
        "single": lambda: {"option": one_of(content["options"])},
        "multiple": lambda: {"options": sorted(chance.sample(range(len(content["options"])), 2))},
        "tf-why": lambda: {"verdict": chance.random() < 0.5, "reason": one_of(content["reasons"])},
        "order": lambda: {"order": chance.sample(range(len(content["steps"])), len(content["steps"]))},
        "match": lambda: {"rights": [one_of(content["pairs"]) for _ in content["pairs"]]},
        "categorise": lambda: {"categories": [one_of(content["categories"]) for _ in content["cards"]]},
        "estimate": lambda: {"guess": chance.uniform(20, 80), "low": 10.0, "high": 90.0},
        "branch": lambda: {"choices": [one_of(node["choices"]) for node in content["nodes"]]},
        "free": lambda: {"text": "Words.", "rating": chance.randrange(4)},
    }
    return ways[content["kind"]]()
