from celery import shared_task

from insights import item_counting, services


@shared_task(ignore_result=True)
def count_new() -> None:
    services.count_new()


@shared_task(ignore_result=True)
def count_all() -> None:
    services.count_all()


@shared_task(ignore_result=True)
def refresh_items() -> None:
    item_counting.refresh()


@shared_task(ignore_result=True)
def check_items() -> None:
    item_counting.check()
