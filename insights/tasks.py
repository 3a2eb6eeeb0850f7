from celery import shared_task

from insights import services


@shared_task(ignore_result=True)
def count_new() -> None:
    services.count_new()


@shared_task(ignore_result=True)
def count_all() -> None:
    services.count_all()
