from celery import shared_task

from translations import services


@shared_task(ignore_result=True)
def translate_page(number: int) -> None:
    services.translate_page(number=number)
