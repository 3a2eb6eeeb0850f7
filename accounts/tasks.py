from celery import shared_task

from accounts import services


@shared_task(ignore_result=True)
def erase_idle_guests() -> None:
    services.erase_idle_guests()


@shared_task(ignore_result=True)
def clear_expired_sessions() -> None:
    services.forget_old_sessions()
