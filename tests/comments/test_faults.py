"""Comments while workers, broker and database fail: what was sent is kept once, its author is told, and it is looked at
once."""

import contextlib
import os
import signal
import time
from datetime import timedelta

import pytest
import time_machine
from celery import Celery
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from comments import tasks, views
from comments.models import Comment, Decision
from tests.comments.actions import TYPED, WRITE, second_step, words_of
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of
from tests.run.running import until
from tests.workers import kill

SECONDS = 30
AT_MOST_SECONDS_WITHOUT_BROKER = 2


def filled_in(browser: Client) -> dict[str, str]:
    """All that the form sends, as if somebody had begun it five seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=5), tick=False) as clock:
        return second_step(browser, clock)


def send_comment(browser: Client) -> Comment:
    """Write a comment as a browser does, and see that its author is told that it is kept."""
    response = browser.post(WRITE, filled_in(browser), follow=True)
    words = words_of(response)
    assert response.redirect_chain == [("/lessons/lesson-1/#comments", 302)]
    assert "Thank you. Your comment is kept" in read(response).one("div", class_="flash").words
    assert "Your comment awaits review" in words
    assert TYPED["text"] in words
    return Comment.objects.get(text=TYPED["text"])


@pytest.fixture
def visitor(transactional_db):
    make_lesson(1)
    return Client(raise_request_exception=False, **SAME_ORIGIN)


def is_looked_at(comment: Comment) -> bool:
    return Comment.objects.filter(pk=comment.pk).exclude(scored_at=None).exists()


def wait_until_looked_at(comment: Comment) -> None:
    until(lambda: is_looked_at(comment), SECONDS, "the comment is looked at")


def sweep_later(comment: Comment, sender: Celery) -> None:
    """What beat does each minute, two minutes after the comment was written."""
    Comment.objects.filter(pk=comment.pk).update(written_at=timezone.now() - timedelta(minutes=3))
    sender.send_task(tasks.moderate_the_forgotten.name, ignore_result=True)


@pytest.mark.faults
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestWorkers:
    def test_comment_waits_for_workers_that_are_down_and_is_looked_at_when_they_return(self, visitor, start_process):
        comment = send_comment(visitor)
        assert not is_looked_at(comment)

        start_process()

        wait_until_looked_at(comment)
        assert [decision.action for decision in Decision.objects.all()] == ["hold"]

    @pytest.mark.parametrize("place", ["before", "middle", "after"])
    def test_process_killed_while_it_looks_leaves_one_decision(self, visitor, start_process, tmp_path, place):
        mark = tmp_path / "stopped"
        start_process("tests.comments.stopping_worker", STOP_AT=place, STOPPED=str(mark))
        comment = send_comment(visitor)

        os.kill(int(until(lambda: mark.exists() and mark.read_text(), SECONDS, "it stands still")), signal.SIGKILL)

        wait_until_looked_at(comment)
        tasks.moderate(comment.pk)  # as when the same task comes once more
        assert [decision.action for decision in Decision.objects.all()] == ["hold"]

    @pytest.mark.parametrize("place", ["before", "middle", "after"])
    def test_worker_killed_with_all_its_processes_leaves_one_decision(
        self, visitor, start_process, own_broker, tmp_path, place
    ):
        mark = tmp_path / "stopped"
        worker = start_process("tests.comments.stopping_worker", STOP_AT=place, STOPPED=str(mark))
        comment = send_comment(visitor)
        until(lambda: mark.exists() and mark.read_text(), SECONDS, "it stands still")

        kill(worker)
        was_looked_at = is_looked_at(comment)
        start_process()
        sweep_later(comment, own_broker.sender)

        assert was_looked_at == (place == "after")
        wait_until_looked_at(comment)
        tasks.moderate(comment.pk)
        assert [decision.action for decision in Decision.objects.all()] == ["hold"]


@pytest.mark.faults
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestBroker:
    def test_comment_is_kept_while_the_broker_is_away_and_the_sweep_finds_it(self, visitor, start_process, own_broker):
        own_broker.kill()
        began = time.monotonic()
        comment = send_comment(visitor)
        seconds = time.monotonic() - began

        own_broker.start()
        start_process()
        sweep_later(comment, own_broker.sender)

        wait_until_looked_at(comment)
        assert seconds < AT_MOST_SECONDS_WITHOUT_BROKER
        assert Decision.objects.count() == 1

    def test_task_outlives_a_broker_that_is_killed_and_started_again(self, visitor, start_process, own_broker):
        comment = send_comment(visitor)
        time.sleep(1.1)  # it writes its file each second
        own_broker.kill()
        own_broker.start()

        start_process()

        wait_until_looked_at(comment)
        assert Decision.objects.count() == 1

    def test_sweep_finds_what_a_broker_lost_that_came_back_empty(self, visitor, start_process, own_broker):
        comment = send_comment(visitor)
        own_broker.kill()
        own_broker.start(empty=True)
        start_process()
        sweep_later(comment, own_broker.sender)

        wait_until_looked_at(comment)
        assert Decision.objects.count() == 1

    def test_worker_goes_on_when_the_broker_is_back(self, visitor, start_process, own_broker):
        start_process()
        wait_until_looked_at(send_comment(visitor))
        Comment.objects.all().delete()
        own_broker.kill()
        own_broker.start()

        wait_until_looked_at(send_comment(visitor))
        assert Decision.objects.count() == 1

    def test_worker_that_was_there_before_the_broker_finds_it(self, visitor, start_process, own_broker):
        own_broker.kill()
        worker = start_process()
        time.sleep(4)
        own_broker.start()

        wait_until_looked_at(send_comment(visitor))
        assert worker.poll() is None


@contextlib.contextmanager
def database_away(statement: str = ""):
    """Queries that begin so fail, as they do without a server."""

    def fail(execute, sql, params, many, context):
        if sql.startswith(statement):
            raise OperationalError("the connection is closed")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield


def form_that_came_back(response) -> tuple[str, dict[str, str]]:
    """Where the form on the page of the failure leads, and what it sends."""
    form = read(response).one("form")
    sent = {field["name"]: field["value"] for field in form.all("input")}
    return form["action"], sent | {"text": form.one("textarea", name="text").text.removeprefix("\n")}


def assert_not_sent(response) -> None:
    page = read(response)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert page.one("title").words.startswith("Error: your comment was not sent")
    assert "It could not be saved just now. What you wrote is still here" in page.one("div", role="alert").words
    assert page.one("textarea", name="text").text.strip() == TYPED["text"]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestDatabase:
    @pytest.mark.parametrize("statement", ["", 'INSERT INTO "comments_comment"', 'UPDATE "captcha_captchastore"'])
    def test_ac_a19_8_comment_comes_back_with_503_and_sent_again_it_is_one(self, visitor, statement):
        sent = filled_in(visitor)
        with database_away(statement):
            response = visitor.post(WRITE, sent)
        kept = Comment.objects.count()

        path, again = form_that_came_back(response)
        answers = [visitor.post(path, again) for _time in range(2)]

        assert_not_sent(response)
        assert kept == 0
        assert {name: again[name] for name in sent} == sent
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Comment.objects.count() == 1

    def test_ac_a19_8_member_whose_session_cannot_be_read_gets_the_text_back_too(self, visitor):
        browser = browser_of(make_user(display_name="Robin"))
        browser.raise_request_exception = False
        sent = filled_in(browser)

        with database_away():
            response = browser.post(WRITE, sent)

        assert_not_sent(response)
        path, again = form_that_came_back(response)
        assert browser.post(path, again).status_code == 302
        assert Comment.objects.get().by == "Robin"

    def test_ac_a19_8_comment_whose_answer_failed_after_it_was_kept_is_one(self, visitor, monkeypatch):
        sent = filled_in(visitor)
        with monkeypatch.context() as patch:
            patch.setattr(views, "sent", lambda *_: (_ for _ in ()).throw(OperationalError("gone")))
            response = visitor.post(WRITE, sent)
        path, again = form_that_came_back(response)

        answer = visitor.post(path, again, follow=True)

        assert_not_sent(response)
        assert Comment.objects.count() == 1
        assert "Your comment awaits review" in words_of(answer)
