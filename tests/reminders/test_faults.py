"""Reminders while workers, broker, beat and database fail: nobody gets two mails for one occasion, nobody is forgotten.

Real processes, a real broker and a real mail server. What a later look would do when a lease has run out is done at
once: the lease is set back.
"""

import os
import signal
import threading
import time
from datetime import timedelta
from functools import partial

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from reminders import queue, sending
from reminders.models import Preference, Reminder
from tests.factories import make_user
from tests.reminders.factories import make_due_card
from tests.reminders.stopping_worker import STEPS
from tests.run.running import until
from tests.workers import database_url, kill

pytestmark = [pytest.mark.faults, pytest.mark.database, pytest.mark.django_db(transaction=True)]
SECONDS = 30
State = Reminder.State
GONE_AFTER = {"after-note": 0, "after-answer": 1}
"""How many mails have gone where nobody can know whether one has."""


@pytest.fixture
def start_process(start_process, sink):
    """The mails of what is started go to the sink."""
    return partial(start_process, EMAIL_URL=sink.url)


@pytest.fixture
def due(transactional_db):
    """Learners to whom a card is due, at a slot of a minute ago."""
    return [make_due_now() for _count in range(5)]


def make_due_now() -> Preference:
    now = timezone.now()
    learner = make_user(last_seen_on=now.date() - timedelta(days=2))
    make_due_card(learner, due=now - timedelta(hours=1))
    return Preference.objects.create(learner=learner, next_at=now - timedelta(minutes=1), hour=now.hour)


def addresses(preferences) -> list[str]:
    return sorted(preference.learner.email for preference in preferences)


def let_leases_run_out() -> None:
    Reminder.objects.waiting().update(due_at=timezone.now() - timedelta(seconds=1))


def wait_for_the_end_of(count: int) -> None:
    ended = Reminder.objects.filter(ended_at__isnull=False)
    until(lambda: ended.count() == count, SECONDS, f"{count} reminders have ended")


def wait_until_it_stands(mark) -> int:
    return int(until(lambda: mark.exists() and mark.read_text(), SECONDS, "the worker stands still"))


def look_until_all_ended(count: int) -> None:
    """What beat does each minute."""

    def look():
        sending.look_for_due()
        time.sleep(0.5)
        return Reminder.objects.filter(ended_at__isnull=False).count() == count

    until(look, SECONDS, f"{count} reminders have ended")


def test_everybody_who_is_due_gets_one_mail(due, start_process, sink):
    start_process()
    sending.look_for_due()

    wait_for_the_end_of(5)
    assert sorted(sink.receivers) == addresses(due)
    assert set(Reminder.objects.values_list("state", "tries")) == {(State.SENT, 1)}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no connections to keep")
def test_a_worker_keeps_its_connection_to_the_database_from_mail_to_mail(due, start_process, sink):
    start_process(PGAPPNAME="worker")
    queue.send_all("remind", [due[0].pk])
    wait_for_the_end_of(1)
    held = connections_of("worker")
    sending.look_for_due()

    wait_for_the_end_of(5)
    assert held
    assert held <= connections_of("worker")


def connections_of(name: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [name])
        return {number for (number,) in cursor.fetchall()}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("whole", [False, True], ids=["process", "worker"])
def test_worker_killed_at_any_step_leaves_at_most_one_mail_and_forgets_nobody(
    due, start_process, sink, tmp_path, step, whole
):
    mark = tmp_path / "stopped"
    worker = start_process("tests.reminders.stopping_worker", STOP_AT=step, STOPPED=str(mark))
    sending.look_for_due()
    process = wait_until_it_stands(mark)

    if whole:
        kill(worker)
        start_process()
    else:
        os.kill(process, signal.SIGKILL)
    let_leases_run_out()
    look_until_all_ended(5)

    unknown = Reminder.objects.filter(state=State.UNKNOWN)
    assert len(sink.receivers) == len(set(sink.receivers))
    if step not in GONE_AFTER:
        assert sorted(sink.receivers) == addresses(due)
        assert not unknown.exists()
    else:
        assert len(sink.receivers) == 4 + GONE_AFTER[step]
        assert unknown.count() == 1


def test_worker_killed_while_the_mail_server_thinks_sends_no_second_mail(due, start_process, sink):
    sink.taken.seconds = 3
    worker = start_process()
    sending.look_for_due()
    until(lambda: sink.receivers, SECONDS, "the server has the first text")

    kill(worker)
    let_leases_run_out()
    sink.taken.seconds = 0
    start_process()
    look_until_all_ended(5)

    assert sorted(sink.receivers) == addresses(due)
    assert Reminder.objects.filter(state=State.UNKNOWN).count() == 1
    assert Reminder.objects.filter(state=State.SENT).count() == 4


def test_what_a_broker_lost_is_seen_at_the_next_look(due, start_process, sink, own_broker):
    sending.look_for_due()
    own_broker.kill()
    own_broker.start(empty=True)
    start_process()
    sending.look_for_due()

    wait_for_the_end_of(5)
    assert sorted(sink.receivers) == addresses(due)


def test_what_a_broker_kept_and_what_is_queued_again_is_sent_once(due, start_process, sink, own_broker):
    sending.look_for_due()
    time.sleep(1.1)  # it writes its file each second
    own_broker.kill()
    sending.look_for_due()
    own_broker.start()
    sending.look_for_due()
    start_process()

    wait_for_the_end_of(5)
    time.sleep(0.5)
    assert sorted(sink.receivers) == addresses(due)


def test_broker_that_dies_while_mails_go_costs_nobody_a_mail(due, start_process, sink, own_broker):
    sink.taken.seconds = 0.3
    start_process()
    sending.look_for_due()
    until(lambda: sink.receivers, SECONDS, "the first mail is there")
    own_broker.kill()
    own_broker.start(empty=True)

    look_until_all_ended(5)
    assert sorted(sink.receivers) == addresses(due)


def test_two_beats_and_two_workers_send_one_mail_each(due, start_process, sink, tmp_path):
    due += [make_due_now() for _count in range(15)]
    for number in range(2):
        start_process()
        start_process(
            "tests.reminders.fast_beat", f"beat --loglevel warning --schedule {tmp_path}/beat-{number} --pidfile="
        )

    wait_for_the_end_of(20)
    time.sleep(2)  # for two more looks of each beat
    assert sorted(sink.receivers) == addresses(due)
    assert Reminder.objects.count() == 20


@pytest.fixture
def restart_database():
    """End all connections but the test's own, and take none for a while: what a restart looks like from outside."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could be restarted")
    name = connection.settings_dict["NAME"]
    outside = database_url().rpartition("/")[0] + "/postgres"

    def allow(is_allowed: bool) -> None:
        with psycopg.connect(outside, autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(is_allowed).lower()}')

    def restart(seconds: float) -> None:
        allow(False)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
        time.sleep(seconds)
        allow(True)

    yield restart
    allow(True)
    connection.close()
    connection.close_pool()  # what it holds is broken


@pytest.mark.parametrize("step", STEPS)
def test_database_that_is_restarted_costs_nobody_a_mail(due, start_process, sink, tmp_path, restart_database, step):
    mark = tmp_path / "stopped"
    start_process("tests.reminders.stopping_worker", STOP_AT=step, STOPPED=str(mark))
    sending.look_for_due()
    wait_until_it_stands(mark)

    threading.Timer(0.5, mark.unlink).start()
    restart_database(seconds=2)
    if step not in GONE_AFTER:
        let_leases_run_out()
    look_until_all_ended(5)

    assert sorted(sink.receivers) == addresses(due)
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.SENT}
