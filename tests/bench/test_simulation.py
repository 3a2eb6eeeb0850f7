"""The simulation of `make bench-scale`, small: its rows keep every rule, and the pages ask no more for them."""

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bench.simulation import prepare_course, simulate
from quizzes.models import Answer, Attempt
from quizzes.pool import Pool
from reviews import sittings
from reviews.models import Card, Mark, Sitting

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="learners are simulated inside PostgreSQL"),
]
LEARNERS = 300
ANSWERS_EACH = 20


@pytest.fixture(scope="module")
def simulated(course_for_all, django_db_blocker):
    with django_db_blocker.unblock():
        simulate(1, LEARNERS, answers_each=ANSWERS_EACH, counts=prepare_course())


@pytest.fixture
def learners(simulated, db):
    return User.objects.filter(email__startswith="scale").order_by("pk")


def pages_of(learner) -> dict[str, str]:
    sitting = sittings.begin(learner=learner, pool=Pool())
    prompts = [number for number, entry in enumerate(sitting.entries, start=1) if not entry["code"]]
    pages = {"dashboard": reverse("progress:dashboard"), "overview": reverse("reviews:overview")}
    if prompts:  # a review may ask questions alone
        pages["prompt"] = reverse("reviews:place", args=[sitting.public_id, prompts[0]])
    return pages


def queries_of(learner, pages: dict[str, str]) -> dict[str, int]:
    """How many queries each page takes, once what the process keeps is warm."""
    client = Client()
    client.force_login(learner)
    counts = {}
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts[name] = len(captured)
    return counts


def test_simulated_rows_keep_every_rule_of_the_database(learners):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # raises where a key points nowhere

    assert learners.count() == LEARNERS
    assert Answer.objects.count() > LEARNERS * ANSWERS_EACH * 0.9


def test_simulated_learners_differ_and_did_what_the_pages_read(learners):
    histories = set(learners.annotate(count=Count("answers")).values_list("count", flat=True))

    assert len(histories) > 2
    assert set(Attempt.objects.values_list("kind", flat=True)) == {"lesson", "review"}
    assert Card.objects.filter(prompt=None).exists()
    assert not learners.exclude(pk__in=Card.objects.values("learner")).exists()
    assert Mark.objects.exclude(answer=None).exclude(sitting=None).exists()


def test_marks_and_answers_belong_to_the_same_learner_as_their_card_and_attempt(learners):
    """What no constraint holds, since it spans tables."""
    marks = Mark.objects.values_list("card__learner", "answer__learner", "sitting__learner")

    assert all(len({*owners} - {None}) == 1 for owners in marks)
    assert all(mine == theirs for mine, theirs in Answer.objects.values_list("learner", "attempt__learner"))
    assert all(mine == theirs for mine, theirs in Sitting.objects.values_list("learner", "attempt__learner"))


def test_simulation_comes_out_the_same_each_time(learners):
    before = list(learners.annotate(count=Count("answers")).values_list("email", "count", "weekly_goal"))
    learners.delete()

    simulate(1, LEARNERS, answers_each=ANSWERS_EACH, counts=prepare_course())

    assert list(learners.all().annotate(count=Count("answers")).values_list("email", "count", "weekly_goal")) == before


def test_pages_take_as_many_queries_however_much_was_done(learners):
    by_history = list(learners.annotate(count=Count("answers")).order_by("count", "pk"))
    some = [*by_history[:3], *by_history[100:110], *by_history[-3:]]
    pages = [(learner, pages_of(learner)) for learner in some]

    seen = [queries_of(learner, of_learner) for learner, of_learner in pages if "prompt" in of_learner]

    assert len(seen) > len(some) / 2
    assert seen == [{"dashboard": 9, "overview": 5, "prompt": 7}] * len(seen)
