"""A worker is killed while it publishes a draft at its time: the draft is published once, whole, and by the next."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from authoring import tasks
from authoring.models import Draft, TextRevision
from authoring.publishing.drafts import schedule
from authoring.publishing.scheduling import due_drafts
from lessons.models import Lesson
from tests.authoring.factories import make_draft
from tests.authoring.stopping_worker import STEPS
from tests.factories import make_lesson
from tests.run.running import until
from tests.workers import Broker, kill

pytestmark = [pytest.mark.faults, pytest.mark.database, pytest.mark.django_db(transaction=True)]
SECONDS = 30


def hand_out(server: Broker) -> None:
    """What beat's look does: one task for each draft that is due."""
    for draft_id in due_drafts():
        server.sender.send_task(tasks.publish_scheduled.name, [draft_id])


@pytest.mark.parametrize(("step", "whole"), [*((step, False) for step in STEPS), ("half-published", True)])
def test_killed_worker_leaves_a_draft_that_the_next_look_publishes_once(
    own_broker, start_process, tmp_path, step, whole
):
    draft = make_draft(make_lesson(1), title="Once", source="## Part\n\nNew words.")
    schedule(draft=draft, at=timezone.now() + timedelta(hours=1), by=None)
    Draft.objects.update(publish_at=timezone.now())
    mark = tmp_path / "stopped"
    worker = start_process("tests.authoring.stopping_worker", STOP_AT=step, STOPPED=str(mark))
    hand_out(own_broker)
    process = int(until(lambda: mark.exists() and mark.read_text(), SECONDS, "the worker stands still"))
    published = {"before-publishing": 0, "half-published": 0, "after-publishing": 1}[step]
    assert (TextRevision.objects.count(), 1 - Draft.objects.count()) == (published, published)

    if whole:
        kill(worker)
        start_process()
    else:
        os.kill(process, signal.SIGKILL)

    def look():
        hand_out(own_broker)
        time.sleep(0.5)
        return not Draft.objects.exists()

    until(look, SECONDS, "the draft is published")
    lesson = Lesson.objects.get()
    assert [(revision.number, revision.how) for revision in TextRevision.objects.all()] == [(1, "scheduled")]
    assert (lesson.title, lesson.source) == ("Once", "## Part\n\nNew words.")
