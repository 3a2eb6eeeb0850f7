from celery.beat import PersistentScheduler

from aipm_course import signs


class Scheduler(PersistentScheduler):
    """Beat's usual scheduler, which also says that it is there; before each tick, so that whoever hangs is missed."""

    def tick(self, *args, **kwargs):
        signs.give(signs.BEAT)
        return min(super().tick(*args, **kwargs), signs.SECONDS)
