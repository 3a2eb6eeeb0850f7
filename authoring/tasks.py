from celery import shared_task

from authoring import uploads


@shared_task(ignore_result=True)
def forget_uploads() -> None:
    uploads.forget_uploads()
