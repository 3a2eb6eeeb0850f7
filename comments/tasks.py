from celery import shared_task

from comments import check_store, moderation, training


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
def retrain() -> None:
    training.retrain()
