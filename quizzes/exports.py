"""What learners can take along of their quizzes, activities and notes."""

from django.utils.translation import gettext_lazy as _

from accounts.takeout import Owner, Table
from quizzes.models import Answer, Attempt, Decision, Note, Revision

# Asked before the course and once more after it: until then nobody is told what is right.
NOT_TOLD = (Attempt.Kind.BASELINE, Attempt.Kind.TWIN)


def questions_told(owner: Owner):
    answers = Answer.objects.for_learner(owner.learner).complete().exclude(attempt__kind__in=NOT_TOLD)
    return Revision.objects.filter(pk__in=answers.values("revision"))


PARTS = [
    Table(model=Attempt, name="attempts", title=_("Quizzes and checks you began")),
    Table(
        model=Answer,
        name="answers",
        title=_("Your answers, how sure you said you were, and how long each took"),
        context={
            "attempt_kind": "attempt__kind",
            "attempt_scope": "attempt__scope",
            "lesson_code": "question__lesson__code",
            "question_code": "question__code",
            "question_kind": "revision__kind",
            "question_revision": "revision__number",
            "question_text": "revision__source__stem",
        },
    ),
    Table(
        model=Revision,
        name="questions",
        title=_("Questions you answered, with their options and explanations as they stood then"),
        select=questions_told,
        fields=("id", "number", "kind", "source"),
        context={"question_code": "question__code", "lesson_code": "question__lesson__code"},
    ),
    Table(
        model=Decision,
        name="decisions",
        title=_("What you decided in activities, and what came of it"),
        context={
            "activity_code": "activity__code",
            "activity_kind": "activity__kind",
            "activity_title": "activity__title",
            "lesson_code": "activity__lesson__code",
        },
    ),
    Table(
        model=Note,
        name="notes",
        title=_("What you wrote down in lessons"),
        context={"lesson_code": "lesson__code", "lesson_title": "lesson__title"},
    ),
]
