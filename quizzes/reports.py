"""Reports about questions: what instructors do with them, and what learners read of that."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from quizzes.models import Answer, Attempt, Question, Report
from quizzes.summaries import hides_feedback

NOT_TOLD = (Attempt.Kind.BASELINE, Attempt.Kind.TWIN)
CLOSED = (Report.Status.SETTLED, Report.Status.DECLINED)
SHOWN = 20


class ChangedMeanwhile(Exception):
    """Somebody else dealt with the report since it was read. `report` is as it is now."""

    def __init__(self, report: Report):
        super().__init__(report.pk)
        self.report = report


@transaction.atomic
def deal_with(*, report: Report, status: str, reply: str, seen: str) -> bool:
    """Give a report a status and a reply. `seen` is the version that was read. False: it was so already."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if (report.status, report.reply) == (status, reply):
        return False
    if report.version != seen:
        raise ChangedMeanwhile(report)
    now = timezone.now()
    if reply != report.reply:
        report.reply, report.replied_at = reply, now if reply else None
    report.status = status
    report.settled_at = (report.settled_at or now) if status in CLOSED else None
    report.save(update_fields=["status", "settled_at", "reply", "replied_at"])
    return True


def replies_about(question: Question, learner: User | None) -> QuerySet[Report]:
    """What was replied to reports about a question, for a learner who was told its right answer: a reply may give it
    away. Nobody knows who reported, so it is for all of them."""
    if learner is None or not was_told(question, learner):
        return Report.objects.none()
    return question.reports.answered().order_by("-replied_at")[:SHOWN]


def was_told(question: Question, learner: User) -> bool:
    answers = Answer.objects.for_learner(learner).complete().filter(question=question)
    answer = answers.exclude(attempt__kind__in=NOT_TOLD).select_related("attempt").first()
    return answer is not None and not hides_feedback(answer.attempt, learner, question.code)
