from celery import shared_task

from insights import services
from insights.items import counting as item_counting

# Below the visibility timeout of the broker, after which a task is given out again.
LONG = 280
TURN_SECONDS = 180
"""After these a count stops; the next one goes on."""


@shared_task(ignore_result=True, time_limit=LONG)
def count_new() -> None:
    services.count_new(TURN_SECONDS)


@shared_task(ignore_result=True, time_limit=LONG)
def count_all() -> None:
    services.count_all(TURN_SECONDS)


@shared_task(ignore_result=True)
def refresh_items() -> None:
    item_counting.refresh()


@shared_task(ignore_result=True)
def check_items() -> None:
    item_counting.check()
