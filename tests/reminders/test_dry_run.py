"""What the admin foretells is what is then sent."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import User
from reminders import dry_run, queue, sending
from reminders.models import Preference, Reason, Reminder
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.factories import make_user
from tests.reminders.factories import MORNING, make_due, make_preference
from tests.reminders.population import STATES, make_population

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
State = Reminder.State
PATH = "/admin/reminders/preference/dry-run/"


@pytest.fixture
def administrator():
    client = another_browser()
    sign_in_with_app(client, make_user(is_staff=True, is_superuser=True))
    mail.outbox.clear()
    return client


@pytest.fixture
def at_once(monkeypatch):
    """The queue does what it is given, at once."""

    def send_all(task, numbers):
        numbers = list(numbers)
        for number in numbers:
            argument = "preference_id" if task == "remind" else "reminder_id"
            getattr(sending, task)(**{argument: number})
        return len(numbers)

    monkeypatch.setattr(queue, "send_all", send_all)


def foretold(**asked) -> dict[int, dry_run.Forecast]:
    question = dry_run.ask(asked)
    assert question.is_valid(), question.errors
    return {each.preference.learner_id: each for each in question.answers(question.preferences)}


def became(learner_id: int, before: set[int]) -> tuple[str, str]:
    """The kind of the mail that went, and the reason why none did; nothing was claimed where both are empty."""
    reminder = Reminder.objects.filter(learner=learner_id).exclude(pk__in=before).first()
    if reminder is None:
        return "", ""
    return (reminder.kind, "") if reminder.state == State.SENT else ("", reminder.because)


def expected(forecast) -> tuple[str, str]:
    """Where the day has a row already, or the hour was missed, no row is written."""
    verdict = forecast.verdict
    return verdict.kind, "" if verdict.reason in (Reason.TODAY_ALREADY, Reason.TOO_LATE) else verdict.reason


@pytest.mark.parametrize("seed", range(3))
def test_what_is_foretold_for_now_is_sent_now(seed, at_once):
    population = make_population(seed)
    before = set(Reminder.objects.values_list("pk", flat=True))
    forecasts = foretold()

    sending.look_for_due()

    assert {learner: became(learner, before) for learner in forecasts} == {
        learner: expected(forecast) for learner, forecast in forecasts.items()
    }
    others = User.objects.exclude(pk__in=forecasts)
    assert not Reminder.objects.filter(learner__in=others).exclude(pk__in=before).exists()
    wanted = {forecast.preference.learner.email for forecast in forecasts.values() if forecast.verdict.kind}
    assert sorted(message.to[0] for message in mail.outbox) == sorted(wanted)
    assert len(population) == 40


def test_what_is_foretold_for_the_next_hours_is_sent_at_each_hour(at_once, morning):
    make_population(7)
    before = set(Reminder.objects.values_list("pk", flat=True))
    forecasts = foretold(until="2027-03-03T11:00")

    moments = sorted({forecast.at for forecast in forecasts.values()})
    for moment in moments:
        morning.move_to(moment)
        sending.look_for_due()

    assert len(moments) > 3
    assert {learner: became(learner, before) for learner in forecasts} == {
        learner: expected(forecast) for learner, forecast in forecasts.items()
    }
    assert len(mail.outbox) == sum(bool(forecast.verdict.kind) for forecast in forecasts.values())


def test_population_knows_each_kind_and_nearly_each_reason():
    """Else the tests above would prove little."""
    population = make_population(0)

    verdicts = [forecast.verdict for forecast in foretold(until="2027-03-03T11:00").values()]

    assert set(population.values()) == {state.__name__ for state in STATES}
    assert {verdict.kind for verdict in verdicts} >= {"reviews", "next-step", "goodbye"}
    assert {verdict.reason for verdict in verdicts} == {"", *Reason.values}


def test_asking_changes_nothing(administrator):
    make_population(1)
    before = list(Preference.objects.order_by("pk").values()), list(Reminder.objects.order_by("pk").values())

    administrator.get(PATH)
    administrator.get(f"{PATH}?file=csv").getvalue()

    assert (list(Preference.objects.order_by("pk").values()), list(Reminder.objects.order_by("pk").values())) == before
    assert mail.outbox == []


def test_page_says_who_and_why(administrator):
    due, nothing = make_due(), make_preference(next_step=False)

    page = administrator.get(PATH).content.decode()

    assert page.index(due.learner.email) < page.index("Reviews due") < page.index(nothing.learner.email)
    assert "Nothing is due" in page


def test_whose_time_has_not_come_is_told_about_when_asked_for(administrator):
    learner = make_user(last_seen_on=MORNING.date() - timedelta(days=2))
    later = make_due(learner=learner, next_at=MORNING + timedelta(days=8))
    sleeping = make_preference(next_at=None, next_step=False)

    everybody = administrator.get(PATH).content.decode()
    page = administrator.get(PATH, {"address": later.learner.email.upper()}).content.decode()
    other = administrator.get(PATH, {"address": sleeping.learner.email}).content.decode()

    assert later.learner.email not in everybody
    assert "Their time comes only at 2027-03-11 08:00." in page
    assert "Reviews due" in page
    assert "No time is set" in other


def test_unknown_address_is_told(administrator):
    page = administrator.get(PATH, {"address": "nobody@example.org"}).content.decode()

    assert "Nobody with this address has reminders" in page


def test_later_moment_shows_each_at_its_own_time(administrator):
    make_due(next_at=MORNING + timedelta(days=1))

    page = administrator.get(PATH, {"until": "2027-03-05T08:00"}).content.decode()

    assert "2027-03-04 08:00" in page
    assert 'value="2027-03-05T08:00"' in page


@pytest.mark.parametrize("until", ["2027-03-02T08:00", "2027-03-11T08:00", "soon", "9999-12-31T23:59"])
def test_moment_out_of_reach_is_refused(administrator, until):
    response = administrator.get(PATH, {"until": until})

    assert response.status_code == 422
    assert "<title>Error:" in " ".join(response.content.decode().split()).replace("<title> ", "<title>")
    assert 'href="#id_until"' in response.content.decode()


def test_pages_of_25_take_no_more_queries_with_more_learners(administrator, django_assert_max_num_queries):
    for _count in range(26):
        make_due()
    with django_assert_max_num_queries(500) as few:
        first = administrator.get(PATH).content.decode()
    for _count in range(10):
        make_due()

    with django_assert_max_num_queries(len(few)):
        administrator.get(PATH)
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in administrator.get(f"{PATH}?p=2").content.decode()


def test_file_has_all_and_says_what_it_leaves_out(administrator, monkeypatch):
    learner = make_user("=cmd@example.org", last_seen_on=MORNING.date() - timedelta(days=2))
    make_due(learner=learner)
    make_due()
    monkeypatch.setattr(dry_run, "MOST_IN_FILE", 1)

    response = administrator.get(f"{PATH}?file=csv")

    rows = list(csv.reader(io.StringIO(response.getvalue().decode())))
    assert response["Content-Type"] == "text/csv"
    assert rows[1:] == [
        ["'=cmd@example.org", "2027-03-03T08:00:00Z", "yes", "reviews", "", "Reviews due"],
        ["1 more are left out"],
    ]
