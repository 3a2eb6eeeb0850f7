from celery import shared_task

from reminders import forgetting, sending, services


@shared_task(ignore_result=True)
def look_for_due() -> None:
    sending.look_for_due()


@shared_task(ignore_result=True)
def remind(preference_id: int) -> None:
    sending.remind(preference_id=preference_id)


@shared_task(ignore_result=True)
def resume(reminder_id: int) -> None:
    sending.resume(reminder_id=reminder_id)


@shared_task(ignore_result=True)
def enrol_the_forgotten() -> None:
    services.enrol_the_forgotten()


@shared_task(ignore_result=True)
def forget() -> None:
    forgetting.forget()
