from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from lessons.rendering import render_line
from readiness.guide import Guide
from readiness.history import Past
from readiness.linked import answers_by_question, linked_of
from readiness.models import Feedback, Pass, Rating, Share, Sheet, Task
from readiness.plan import TASKS_AT_ONCE, Step, default_day, steps_offered

LINES = frozenset({"sign", "question", "levels", "prompts", "text"})
"""Keys of readiness.yaml that hold a line of Markdown; all others are plain."""


@dataclass(frozen=True)
class Said:
    """What a learner says about one question."""

    level: int
    evidence: str = ""
    meets_descriptor: bool = False
    confirmed_by: str = ""


def rendered(value, name: str = ""):
    if isinstance(value, dict):
        return {key: rendered(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [rendered(part, name) for part in value]
    return render_line(value) if isinstance(value, str) and name in LINES else value


@transaction.atomic
def store_sheet(*, source: dict, loaded_digest: str = "") -> Sheet:
    """Save an author's checked file. Call `lessons.services.publish_changes` afterwards."""
    values = {"source": source, "content": rendered(source), "retired_at": None, "loaded_digest": loaded_digest}
    sheet, _is_new = Sheet.objects.update_or_create(pk=1, defaults=values)
    return sheet


def retire_sheet() -> bool:
    """Take a sheet that was loaded once out of use; what learners said stays. Whether there was one in use."""
    in_use = Sheet.objects.filter(retired_at=None).exclude(loaded_digest="")
    return in_use.exists() and in_use.update(retired_at=timezone.now()) > 0


@transaction.atomic
def render_again() -> int:
    """Render the sheet from what its author wrote, after an upgrade that renders differently."""
    sheets = Sheet.objects.all()
    for sheet in sheets:
        sheet.content = rendered(sheet.source)
        sheet.save(update_fields=["content"])
    return len(sheets)


def locked(learner: User) -> User:
    """One thing after another for a learner: two tabs, a double press."""
    return User.objects.select_for_update(no_key=True).get(pk=learner.pk)


@transaction.atomic
def keep_pass(
    *,
    learner: User,
    guide: Guide,
    number: int,
    with_evidence: bool,
    said: dict[str, Said],
    seen: dict[str, int | None] | None = None,
) -> Pass:
    """Keep what was said in the pass with this number (from 1), and draw its plan.

    The pass after the last is begun with it, so that the same form sent twice begins one. Nothing is overwritten: a
    rating that differs from the one that counted becomes the one that counts, and both are kept. A form that asks for
    levels alone leaves evidence as it is. `seen` has the keys of the ratings that the form was shown with: what was
    not touched in this tab does not take back what another has changed since.
    """
    locked(learner)
    past, now = Past.of(learner), timezone.now()
    if number <= len(past.passes):
        kept = past.passes[number - 1]
    else:
        kept = Pass.objects.create(learner=learner, with_evidence=with_evidence, begun_at=now)
    for code, one in said.items():
        before = past.current(kept, code)
        if before and not with_evidence:
            one = replace(said_in(before), level=one.level)
        if is_news(one, before, past.rating((seen or {}).get(code))):
            Rating.objects.create(of_pass=kept, question=code, rated_at=now, **vars(one))
    if number >= len(past.passes):
        draw_plan(learner=learner, guide=guide)
    return kept


def is_news(one: Said, before: Rating | None, shown: Rating | None) -> bool:
    """Whether `one` differs from what counted before, and is not only what the form was shown with."""
    return before is None or (said_in(before) != one and (shown is None or said_in(shown) != one))


def said_in(rating: Rating) -> Said:
    return Said(rating.level, rating.evidence, rating.meets_descriptor, rating.confirmed_by)


def draw_plan(*, learner: User, guide: Guide) -> None:
    """Bring the plan of the latest pass in line with where the learner stands: at most three tasks.

    What the learner has set by hand stays, and comes along from an earlier plan where it is wanted again.
    """
    past = Past.of(learner)
    wanted = steps_wanted(learner, guide, past)
    tasks = list(Task.objects.filter(of_pass__learner=learner))
    plan = {step_of(task): task for task in tasks if task.of_pass_id == past.latest.pk}
    before = {step_of(task): task for task in tasks if task.of_pass_id != past.latest.pk and not task.done_at}
    kept = [step for step, task in plan.items() if task.kept_at]
    fresh = [step for step in wanted if step not in kept][: max(0, TASKS_AT_ONCE - len(kept))]
    due_on = default_day(timezone.localdate())
    for position, step in enumerate(sorted([*kept, *fresh], key=lambda step: place_in(wanted, step))):
        task = plan.pop(step, None) or before.pop(step, None) or Task(question=step.code, step=step.step, due_on=due_on)
        task.of_pass, task.position = past.latest, position
        task.save()
    unset = [task.pk for task in (*plan.values(), *before.values()) if not task.kept_at]
    Task.objects.filter(pk__in=unset).delete()


def steps_wanted(learner: User, guide: Guide, past: Past) -> list[Step]:
    answers = answers_by_question(learner, guide)
    standings = [past.standing(question.code, linked_of(answers[question.code])) for question in guide.questions]
    return steps_offered(standing for standing in standings if standing)


def step_of(task: Task) -> Step:
    return Step(task.question, task.step)


def place_in(wanted: list[Step], step: Step) -> int:
    return wanted.index(step) if step in wanted else -1


@transaction.atomic
def keep_task(*, task: Task, due_on: date, product: str, is_done: bool) -> Task:
    """Keep what a learner set for a task. The moment it was first done stays when it is sent again."""
    now = timezone.now()
    task.due_on, task.product, task.kept_at = due_on, product, now
    task.done_at = (task.done_at or now) if is_done else None
    task.save(update_fields=["due_on", "product", "done_at", "kept_at"])
    return task


def share(*, learner: User, question: str) -> Share:
    """Let instructors see one question, with its rating and evidence."""
    shared, _is_new = Share.objects.get_or_create(learner=learner, question=question)
    return shared


def take_back(*, learner: User, question: str) -> None:
    """Instructors see it no longer. What they said stays with the learner."""
    Share.objects.filter(learner=learner, question=question).delete()


@transaction.atomic
def give_feedback(*, rating: Rating, by: str, comment: str, confirms: bool) -> Feedback:
    """Keep what an instructor says about a rating; the same again changes nothing."""
    Rating.objects.select_for_update(no_key=True).get(pk=rating.pk)
    last = rating.feedback.filter(by=by).last()
    if last and (last.comment, last.confirms) == (comment, confirms):
        return last
    return Feedback.objects.create(rating=rating, by=by, comment=comment, confirms=confirms)


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's passes and shares to the member. Passes stand in the order of time, with their ratings, tasks
    and feedback; nothing of either is lost."""
    Pass.objects.for_learner(guest).update(learner=member)
    mine = Share.objects.filter(learner=member).values("question")
    Share.objects.filter(learner=guest).exclude(question__in=list(mine.values_list("question", flat=True))).update(
        learner=member
    )
