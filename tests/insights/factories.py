"""Who looks at insights, and learners with answers to look at."""

from datetime import UTC, datetime

from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.management.commands.make_instructor import GROUP
from accounts.models import User
from insights.models import SimulatedLearner
from insights.simulation.services import simulate
from quizzes.models import Question, Report
from tests.accounts.actions import sign_in_with_app
from tests.conftest import SAME_ORIGIN
from tests.factories import make_user
from tests.quizzes.factories import make_question


def make_instructor(**fields) -> User:
    user = make_user(is_staff=True, **({"display_name": "Iris"} | fields))
    group, _is_new = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(Permission.objects.get(codename="view_insights"))
    user.groups.add(group)
    return user


def browser_of(user: User, **headers: str) -> Client:
    """Signed in with the second factor."""
    client = Client(**SAME_ORIGIN, **headers)
    sign_in_with_app(client, user)
    return client


UNTIL = datetime(2026, 5, 31, tzinfo=UTC)


def make_cohort(count: int = 40, seed: int = 1) -> None:
    """Made-up learners of the real course."""
    simulate(count=count, seed=seed, until=UNTIL)


def make_them_real() -> list[User]:
    """Take the mark off the made-up learners: to the figures they are then like any others."""
    learners = list(User.objects.exclude(simulated=None))
    SimulatedLearner.objects.all().delete()
    return learners


def make_report(question: Question | None = None, **fields) -> Report:
    question = question or Question.objects.first() or make_question()
    return Report.objects.create(**{"question": question, "revision": question.revision, "reason": "key"} | fields)
