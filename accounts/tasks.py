from celery import shared_task

from accounts import services


@shared_task(ignore_result=True)
def erase_idle_guests() -> None:
    services.erase_idle_guests()


@shared_task(ignore_result=True)
def erase_unverified_members() -> None:
    services.erase_unverified_members()


@shared_task(ignore_result=True)
def forget_old_sessions() -> None:
    services.forget_old_sessions()
