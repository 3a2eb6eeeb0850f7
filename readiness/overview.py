"""Everything that the learner's own pages show, put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import User
from readiness import plan
from readiness.forms import TaskForm
from readiness.guide import Guide
from readiness.guide import Task as GuideTask
from readiness.history import Past, Row, rows_of, tasks_of
from readiness.models import Task
from readiness.printing import size_of


@dataclass
class Planned:
    """A stored task with what it is about; `form` to set its day, its product, and that it is done."""

    task: Task
    words: GuideTask
    form: TaskForm


@dataclass
class Group:
    """The tasks of one question, and why it comes where it does."""

    row: Row
    priority: float
    tasks: list[Planned] = field(default_factory=list)

    @property
    def distance(self) -> int:
        """Levels to the highest."""
        return plan.TOP - self.row.standing.shown


@dataclass
class Overview:
    past: Past
    rows: Sequence[Row]
    groups: Sequence[Group]
    earlier: Sequence[Planned]
    is_time_to_rate_again: bool

    @property
    def is_begun(self) -> bool:
        return bool(self.past.passes)

    @property
    def has_two(self) -> bool:
        return len(self.past.passes) > 1

    @property
    def asks_evidence_next(self) -> bool:
        """Only the first pass, without evidence, is there."""
        return self.is_begun and not self.past.latest.with_evidence

    @property
    def open_count(self) -> int:
        return sum(not planned.task.done_at for group in self.groups for planned in group.tasks)

    @property
    def print_size(self) -> str:
        """How small the printed sheet is set, by what the learner wrote."""
        ratings = [row.latest.rating for row in self.rows if row.latest]
        products = [planned.task.product for group in self.groups for planned in group.tasks]
        return size_of([*(text for one in ratings for text in (one.evidence, one.confirmed_by)), *products])


def make_overview(learner: User | None, guide: Guide) -> Overview:
    """Six queries; none for a visitor."""
    past = Past.of(learner)
    rows = rows_of(learner, guide, past)
    tasks = [planned for task in (tasks_of(learner) if learner else ()) if (planned := planned_of(task, guide))]
    of_latest = [one for one in tasks if past.latest and one.task.of_pass_id == past.latest.pk]
    earlier = [one for one in tasks if one not in of_latest]
    return Overview(past, rows, groups_of(rows, of_latest), earlier, is_time_to_rate_again(past, of_latest))


def planned_of(task: Task, guide: Guide) -> Planned | None:
    """None where the course has the question no longer."""
    words = guide.task(task.question, task.step)
    return Planned(task, words, TaskForm(instance=task)) if words else None


def groups_of(rows: Sequence[Row], tasks: Sequence[Planned]) -> list[Group]:
    """In the order of need; questions without a task are left out."""
    by_code = {row.question.code: row for row in rows if row.standing}
    ranked = plan.by_priority(row.standing for row in by_code.values())
    groups = [
        Group(
            by_code[standing.code],
            plan.priority(standing),
            [planned for planned in tasks if planned.task.question == standing.code],
        )
        for standing in ranked
    ]
    return [group for group in groups if group.tasks]


def is_time_to_rate_again(past: Past, tasks: Sequence[Planned]) -> bool:
    if past.latest is None or not past.latest.with_evidence:
        return False
    return plan.is_time_to_rate_again(
        tasks=len(tasks),
        done=sum(planned.task.done_at is not None for planned in tasks),
        last_pass=timezone.localdate(past.latest.begun_at),
        today=timezone.localdate(),
    )
