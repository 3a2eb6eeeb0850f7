from celery import shared_task

from accounts import erasure_mails, services


@shared_task(ignore_result=True)
def erase_idle_guests() -> None:
    services.erase_idle_guests()


@shared_task(ignore_result=True)
def erase_unverified_members() -> None:
    services.erase_unverified_members()


@shared_task(ignore_result=True)
def forget_old_sessions() -> None:
    services.forget_old_sessions()


@shared_task(ignore_result=True)
def erase_those_who_asked() -> None:
    services.erase_those_who_asked()


@shared_task(ignore_result=True)
def send_erasure_mails() -> None:
    erasure_mails.send_erasure_mails()
