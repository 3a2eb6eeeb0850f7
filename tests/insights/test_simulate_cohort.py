"""Made-up learners: the same each time, removable without a trace, and never taken for real ones."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.services import erase_unverified_members
from certificates.models import Certificate
from insights.models import SimulatedLearner, Tally
from insights.simulation.services import remove, simulate
from progress.models import Reading
from quizzes.models import Answer, Report
from reminders import services as reminders
from reminders.models import Preference
from reviews.models import Mark
from tests.accounts.actions import sign_in
from tests.accounts.everything import whole_database
from tests.factories import PASSWORD, make_user
from tests.insights.factories import UNTIL, make_cohort

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def cohort(*arguments: str) -> str:
    said = StringIO()
    call_command("simulate_cohort", *arguments, stdout=said)
    return said.getvalue()


def all_that_they_did() -> list:
    answers = Answer.objects.order_by("learner__email", "answered_at", "question__code")
    marks = Mark.objects.order_by("card__learner__email", "marked_at", "card__prompt__code")
    return [
        *answers.values_list("learner__email", "question__code", "response", "confidence", "score", "answered_at"),
        *marks.values_list("card__learner__email", "rating", "marked_at", "stability"),
        *Reading.objects.order_by("learner__email", "lesson").values_list("lesson", "anchor", "read_at"),
        *Report.objects.order_by("reported_at", "question__code").values_list("reason", "reported_at"),
    ]


def test_same_seed_gives_the_same_cohort_and_another_seed_another(course):
    make_cohort(20, seed=1)
    first = all_that_they_did()
    remove()
    make_cohort(20, seed=1)
    again = all_that_they_did()
    remove()
    make_cohort(20, seed=2)

    assert len(first) > 500
    assert again == first
    assert all_that_they_did() != first


def test_removing_leaves_the_database_as_it_was(course):
    learner = make_user()
    before = whole_database()

    said = cohort("--learners", "20", "--until", "2026-05-31")
    removed = cohort("--remove")

    states = {"insights_counting", "insights_itemcount", "insights_itemwatermark"}
    counted = {"insights_tally", "sqlite_sequence", *states}
    assert said.startswith("20 simulated learners with ")
    assert removed == "20 simulated learners are removed, with all that was theirs.\n"
    after = {name: rows for name, rows in whole_database().items() if name not in counted}
    assert after == {name: rows for name, rows in before.items() if name not in counted}
    assert list(User.objects.all()) == [learner]
    assert not Tally.objects.filter(cohort="simulated").exists()


def test_learners_differ_in_what_they_can_and_how_long_they_stay(course):
    make_cohort(60)

    answers = {user.pk: list(user.answers.values_list("score", flat=True)) for user in User.objects.all()}
    shares = [sum(scores) / len(scores) for scores in answers.values() if len(scores) >= 20]

    assert max(shares) - min(shares) > 0.2
    assert min(map(len, answers.values())) < 10 < 60 < max(map(len, answers.values()))


def test_nothing_happens_after_the_last_day(course):
    make_cohort(30)

    late = UNTIL + timedelta(hours=1)
    assert not Answer.objects.filter(answered_at__gt=late).exists()
    assert not Mark.objects.filter(marked_at__gt=late).exists()
    assert not Reading.objects.filter(seen_at__gt=UNTIL).exists()


def test_nobody_can_sign_in_as_one(client, course):
    make_cohort(1)

    sign_in(client, User.objects.get().email, PASSWORD)

    assert "_auth_user_id" not in client.session


def test_they_are_not_swept_away_and_no_mail_goes_to_them(course, settings):
    make_cohort(10)
    settings.UNVERIFIED_DAYS = 0

    erase_unverified_members()
    reminders.enrol_the_forgotten()

    assert SimulatedLearner.objects.count() == 10
    assert not Preference.objects.exists()
    assert mail.outbox == []
    assert all(user.email.endswith(".invalid") for user in User.objects.all())


def test_they_earn_no_certificate_and_write_no_comment(course):
    make_cohort(10)

    learner = User.objects.first()

    assert not Certificate.objects.exists()
    assert not learner.comments.exists()


def test_second_cohort_beside_the_first_is_refused_with_the_remedy(course):
    make_cohort(2)

    with pytest.raises(CommandError, match="simulate_cohort --remove"):
        cohort("--learners", "2")

    assert SimulatedLearner.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--learners", "0"], "give a number from 1 to 20000"),
        (["--learners", "20001"], "give a number from 1 to 20000"),
        (["--until", "31 May"], "write a day like 2026-05-31"),
        (["--until", "2026-02-31"], "write a day like 2026-05-31"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_remedy(db, arguments, remedy):
    with pytest.raises(CommandError, match=remedy):
        cohort(*arguments)

    assert not User.objects.exists()


def test_empty_course_gives_learners_who_did_nothing(db):
    written = simulate(count=3, seed=1, until=timezone.now())

    assert (written.learners, written.answers) == (3, 0)
