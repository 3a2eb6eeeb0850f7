"""What learners did, read from the database for counting: six queries for many learners."""

from collections.abc import Iterable

from accounts.models import User
from insights.cohorts import Cohort
from insights.counting import AnswerRow, Doings, MarkRow
from progress.models import Reading
from progress.states import Place
from quizzes.models import Answer, Decision, Note
from reviews.models import Mark, Rating

ANSWER_COLUMNS = (
    *("learner", "completed_at", "ordinal", "score", "confidence", "is_right", "seconds"),
    *("question__lesson__code", "question__code", "question__kind"),
    *("attempt", "attempt__kind", "attempt__scope", "attempt__length", "attempt__repairs"),
)
MARK_COLUMNS = ("card__learner", "card", "marked_at", "rating", "answer", "stability")


def doings_of(first: int, end: int, cohort: Cohort) -> Iterable[Doings]:
    """Of the learners of a cohort whose keys are `first` and up to, not including, `end`."""
    learners = User.objects.filter(cohort.condition(""), pk__gte=first, pk__lt=end)
    found = {key: Doings(joined_at) for key, joined_at in learners.values_list("pk", "joined_at")}
    if not found:
        return []
    bounds = {"learner__gte": first, "learner__lt": end}
    answers = Answer.objects.complete().filter(**bounds).order_by("completed_at", "pk")
    for doings, row in theirs(answers.values_list(*ANSWER_COLUMNS), found):
        doings.answers.append(AnswerRow(*row))
    marks = Mark.objects.standing().filter(card__learner__gte=first, card__learner__lt=end).order_by("marked_at", "pk")
    for doings, (card, at, rating, answer, stability) in theirs(marks.values_list(*MARK_COLUMNS), found):
        row = MarkRow(card, at, rating != Rating.NOT_YET, answer is not None, stability is not None)
        doings.marks.append(row)
    readings = Reading.objects.filter(**bounds).values_list("learner", "lesson", *Place._fields)
    for doings, (lesson, *place) in theirs(readings, found):
        doings.places[lesson] = Place(*place)
    decided = Decision.objects.filter(**bounds).order_by().values_list("learner", "decided_at")
    noted = Note.objects.filter(**bounds).order_by().values_list("learner", "written_at")
    for doings, (at,) in theirs(decided.union(noted, all=True), found):
        doings.moments.append(at)
    return found.values()


def theirs(rows: Iterable[tuple], found: dict[int, Doings]) -> Iterable[tuple[Doings, tuple]]:
    """Each row with the learner whose key it begins with; those of other cohorts are passed over."""
    return ((found[learner], row) for learner, *row in rows if learner in found)
