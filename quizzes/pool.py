"""All questions in use, kept in this process for as long as the edition lasts: answering asks the database for none."""

from collections.abc import Iterable

from django.http import HttpRequest

from lessons.models import Lesson
from lessons.pages import edition_of, shared_pages
from quizzes import draws
from quizzes.models import Answer, Question, Revision

KEY = "quizzes.pool"


class Pool:
    """The questions in use, by code, in the order of lessons; and the lessons they belong to."""

    def __init__(self):
        lessons = Lesson.objects.published().only("code", "slug", "title", "short", "module", "position", "points")
        self.lessons = {lesson.code: lesson for lesson in lessons}
        by_key = {lesson.pk: lesson for lesson in self.lessons.values()}
        rows = Question.objects.in_use().filter(lesson__in=by_key).select_related("revision")
        self.questions: dict[str, Question] = {}
        for question in sorted(rows, key=lambda row: (by_key[row.lesson_id].code, row.position, row.code)):
            question.lesson = by_key[question.lesson_id]
            self.questions[question.code] = question

        self.by_key = {question.pk: question for question in self.questions.values()}
        self.revisions = {question.revision_id: question.revision for question in self.by_key.values()}
        self.by_lesson: dict[str, list[Question]] = {}
        for question in self.questions.values():
            self.by_lesson.setdefault(question.lesson.code, []).append(question)
        self.by_point = {point: lesson for lesson in reversed(self.lessons.values()) for point in lesson.points}
        self.rereads: dict[str, object] = {}
        """What `quizzes.cards` found out about where a question is taught, by code."""
        self.first_quizzes = {code: draws.lesson_quiz(questions) for code, questions in self.by_lesson.items()}

    def get(self, code: str) -> Question | None:
        return self.questions.get(code)

    def of_lesson(self, code: str) -> list[Question]:
        return self.by_lesson.get(code, [])

    def first_quiz(self, code: str) -> list[str]:
        """Codes of the quiz that stands on a lesson's page: the same for everybody."""
        return self.first_quizzes.get(code, [])

    def can_ask(self, check: draws.Check) -> bool:
        """Whether there is any question for a check."""
        return any(self.of_lesson(code) for code in (*check.lessons, *check.others))

    def complete(self, answers: Iterable[Answer]) -> list[Answer]:
        """`answers` with their questions and revisions; only what is no longer in use is asked for, in two queries."""
        answers = list(answers)
        old = {answer.revision_id for answer in answers} - self.revisions.keys()
        retired = {answer.question_id for answer in answers} - self.by_key.keys()
        revisions = self.revisions | Revision.objects.in_bulk(old) if old else self.revisions
        questions = self.by_key
        if retired:
            questions = questions | Question.objects.select_related("lesson", "revision").in_bulk(retired)
        for answer in answers:
            answer.question, answer.revision = questions[answer.question_id], revisions[answer.revision_id]
        return answers

    def lesson_teaching(self, point: str) -> Lesson | None:
        """The lesson whose text teaches a point."""
        return self.by_point.get(point)


def pool_of(request: HttpRequest) -> Pool:
    """The pool of the edition that this request shows: loaded with two queries once an edition."""
    if not hasattr(request, "pool"):
        kept = shared_pages.at(edition_of(request))
        if KEY not in kept:
            kept[KEY] = Pool()
        request.pool = kept[KEY]
    return request.pool
