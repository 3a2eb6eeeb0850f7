from celery import shared_task

from comments import forgetting
from comments.check import store as check_store
from comments.mailing import notices
from comments.moderating import moderation, training


@shared_task(ignore_result=True)
def moderate(comment_id: int) -> None:
    moderation.moderate(comment_id=comment_id)


@shared_task(ignore_result=True)
def moderate_the_forgotten() -> None:
    moderation.moderate_the_forgotten()


@shared_task(ignore_result=True)
def forget_old_checks() -> None:
    check_store.forget_old_checks()


@shared_task(ignore_result=True)
def send_notice(notice_id: int) -> None:
    notices.send_notice(notice_id=notice_id)


@shared_task(ignore_result=True)
def send_forgotten_notices() -> None:
    notices.send_forgotten_notices()


@shared_task(ignore_result=True)
def forget_networks() -> None:
    forgetting.forget()


@shared_task(ignore_result=True)
def retrain() -> None:
    training.retrain()
