"""Loads a checked course, and says beforehand what loading would do."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from authoring.files.course_files import CourseFiles
from authoring.files.picture_files import keep_pictures
from authoring.twin.merge_checks import problems_of
from authoring.twin.on_site import read_site
from authoring.twin.plan import AddressTaken, BrokenMerge, OtherCourse, Plan, Wish, plan_of
from authoring.twin.storing import Storing
from authoring.twin.three_way import Change, Choice, State
from lessons.services import publish_changes
from quizzes.services import KindChanged

REFUSALS = (AddressTaken, BrokenMerge, KindChanged, OtherCourse)


class Changed(Exception):
    """The site is not any more as it was when the plan was shown."""


@dataclass
class Report:
    """What loading did, by name of the thing."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Left alone because somebody edited it here since it was loaded."""
    gone: list[str] = field(default_factory=list)
    """Loaded once, still here, and no longer in the files."""

    def did_anything(self) -> bool:
        return bool(self.added or self.changed)


def report_of(plan: Plan) -> Report:
    report = Report(gone=[str(key) for key in plan.gone])
    for change in plan.changes:
        name = str(change.key)
        if change.state == State.SAME:
            report.unchanged.append(name)
        elif plan.is_kept(change):
            report.kept.append(name)
        elif change.state == State.ADDED:
            report.added.append(name)
        else:
            report.changed.append(name if change.file is not None else f"{name} (retired)")
    return report


def usual_wishes(plan: Plan, choice: Choice) -> dict[str, Wish]:
    """`choice` for everything that was edited here, where it can be had without asking."""
    asked = [change for change in plan.changes if choice in change.choices]
    return {str(change.key): Wish(choice) for change in asked if choice != Choice.MERGE or merges_by_itself(change)}


def merges_by_itself(change: Change) -> bool:
    return not change.is_conflict and not problems_of(change.key, change.after(Choice.MERGE))


def look(files: CourseFiles, *, wishes: dict[str, Wish] | None = None, all_wish: Choice | None = None) -> Plan:
    """What loading would do, with nothing stored. `all_wish` is the choice for all that was edited here."""
    if files.problems:
        raise ValueError("A course with problems is not loaded.")
    site = read_site()
    return final_plan(files, plan_of(files, site, wishes), site, all_wish)


def final_plan(files: CourseFiles, plan: Plan, site, all_wish: Choice | None) -> Plan:
    return plan_of(files, site, usual_wishes(plan, all_wish)) if all_wish else plan


@transaction.atomic
def load_course(
    files: CourseFiles,
    *,
    force: bool = False,
    all_wish: Choice | None = None,
    wishes: dict[str, Wish] | None = None,
    state: str = "",
    by: User | None = None,
) -> Report:
    """Store a checked course. Loading the same files again changes nothing; all or nothing is stored.

    `force` overwrites what was edited here. `state` is that of the plan that somebody saw: raises Changed if there is
    another one now. `by` is who loads it, as far as that is known.
    """
    if files.problems:
        raise ValueError("A course with problems is not loaded.")
    site = read_site(lock=True)
    plan = plan_of(files, site, wishes)
    if state and plan.state != state:
        raise Changed
    plan = final_plan(files, plan, site, Choice.FILE if force else all_wish)
    keep_pictures(files)
    Storing(plan, site, by).store()
    report = report_of(plan)
    if report.did_anything():
        publish_changes()
    return report
