from celery import shared_task

from authoring.publishing import refusal_mails, scheduling
from authoring.twin import uploads


@shared_task(ignore_result=True)
def look_for_due_drafts() -> None:
    for draft_id in scheduling.due_drafts():
        publish_scheduled.delay(draft_id)


@shared_task(ignore_result=True)
def publish_scheduled(draft_id: int) -> None:
    scheduling.publish_scheduled(draft_id=draft_id)


@shared_task(ignore_result=True)
def send_refusal_mails() -> None:
    refusal_mails.send_refusal_mails()


@shared_task(ignore_result=True)
def forget_uploads() -> None:
    uploads.forget_uploads()
