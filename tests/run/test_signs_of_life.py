"""Beat and worker as real processes: each is missed by itself."""

import pytest
from django.core.cache import cache

from aipm_course import signs
from tests.run.running import until
from tests.workers import kill

SECONDS = 30


@pytest.mark.faults
def test_beat_and_worker_are_missed_apart(db, client, settings, tmp_path_factory, own_broker, start_process):
    beat = f"beat --schedule {tmp_path_factory.mktemp('beat') / 'schedule'} --pidfile= --loglevel warning"
    settings.REDIS_URL = own_broker.url
    shared = {"BACKEND": "aipm_course.cache.SharedCache", "LOCATION": own_broker.url, "KEY_PREFIX": "aipm"}
    settings.CACHES = {"default": shared}

    def states():
        found = client.get("/healthz").json()
        return found["beat"], found["worker"], found["tasks"]

    worker = start_process()
    until(lambda: states() == ("no heartbeat", "ok", "no heartbeat"), SECONDS, "the worker alone is there")
    kill(worker)
    cache.delete(signs.key_of(signs.WORKER))
    start_process(command=beat)
    until(lambda: states() == ("ok", "no heartbeat", "no heartbeat"), SECONDS, "beat alone is there")
    start_process()
    until(lambda: states() == ("ok", "ok", "ok"), SECONDS, "both are there, and tasks get through")
