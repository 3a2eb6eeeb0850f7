"""From the tallies of a lesson to the figures that pages show."""

from datetime import date

from insights.items.statistics import ItemStatistics
from insights.items.tallies import total
from insights.items.verdicts import verdicts_on
from insights.models import BeliefFigures, ItemFigures, ItemTally
from lessons.models import Lesson
from quizzes.kinds import kinds
from quizzes.models import Revision

KEY = ["revision", "is_simulated"]
CHANGING = (
    *("question", "answers", "facility", "discrimination", "mean_confidence", "misled", "median_seconds"),
    *("verdicts", "weight", "beliefs", "sums"),
)


def make_figures(lesson: Lesson) -> None:
    """Make all figures of a lesson anew. Call in a transaction that holds its `ItemCount`."""
    revisions = {each.pk: each for each in Revision.objects.filter(question__lesson=lesson)}
    for is_simulated in (False, True):
        tallies = ItemTally.objects.filter(lesson=lesson, is_simulated=is_simulated).values_list("sums", flat=True)
        sums = total(tallies.iterator()) or {"revisions": {}, "beliefs": {}}
        counted = {int(key): tally for key, tally in sums["revisions"].items() if int(key) in revisions}
        keep_items(lesson, [figures_of(revisions[key], tally, is_simulated) for key, tally in counted.items()])
        ItemFigures.objects.filter(question__lesson=lesson, is_simulated=is_simulated).exclude(
            revision__in=counted
        ).delete()
        keep_beliefs(lesson, is_simulated, sums["beliefs"])


def keep_items(lesson: Lesson, figures: list[ItemFigures]) -> None:
    ItemFigures.objects.bulk_create(figures, update_conflicts=True, unique_fields=KEY, update_fields=CHANGING)


def statistics_of(revision: Revision, tally: dict) -> ItemStatistics:
    kind = kinds()[revision.kind]
    return ItemStatistics(tally, kind.parts(revision.content), kind.is_graded)


def figures_of(revision: Revision, tally: dict, is_simulated: bool) -> ItemFigures:
    item = statistics_of(revision, tally)
    verdicts = verdicts_on(item)
    return ItemFigures(
        question_id=revision.question_id,
        revision=revision,
        is_simulated=is_simulated,
        answers=item.answers,
        facility=item.facility,
        discrimination=item.discrimination,
        mean_confidence=item.mean_confidence,
        misled=item.misled,
        median_seconds=item.median_seconds,
        verdicts=f" {' '.join(verdict.code for verdict in verdicts)} ",
        weight=verdicts[0].weight,
        beliefs=tally["beliefs"],
        sums=tally,
    )


def keep_beliefs(lesson: Lesson, is_simulated: bool, beliefs: dict) -> None:
    BeliefFigures.objects.filter(lesson=lesson, is_simulated=is_simulated).delete()
    BeliefFigures.objects.bulk_create(
        BeliefFigures(
            lesson=lesson,
            code=code,
            week=date.fromisoformat(week),
            is_simulated=is_simulated,
            offered=offered,
            shown=shown,
        )
        for code, weeks in beliefs.items()
        for week, (offered, shown) in weeks.items()
    )
