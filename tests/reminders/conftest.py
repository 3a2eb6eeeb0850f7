import pytest
import time_machine

from reminders import handing_over, queue, sending
from tests.reminders.factories import MORNING
from tests.smtp_sink import Sink


@pytest.fixture
def sink():
    server = Sink()
    yield server
    server.stop()


@pytest.fixture
def by_smtp(settings, sink, monkeypatch):
    """Mails go to the sink, over a connection of the test's own."""
    settings.EMAIL_BACKEND = handing_over.SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 1
    outgoing = handing_over.Outgoing()
    monkeypatch.setattr(sending, "outgoing", outgoing)
    yield outgoing
    outgoing.close()


@pytest.fixture
def morning():
    """The clock stands at the learners' hour."""
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def queued(monkeypatch):
    """What would be handed to Celery: names of tasks with numbers."""
    tasks = []
    monkeypatch.setattr(queue, "send_all", lambda task, numbers: tasks.extend((task, pk) for pk in numbers) or 0)
    return tasks
