"""What loading would do: each thing of the files and of the site with what became of it, in the order of loading.

The dry run shows a plan, and loading carries one out, so that what is stored is what was shown.
"""

import hashlib
import json
from dataclasses import dataclass, field

from authoring.files.course_files import CourseFiles
from authoring.twin.merge_checks import problems_of
from authoring.twin.on_site import Site
from authoring.twin.things import Key, Things, lesson_of, places_for, things_in
from authoring.twin.three_way import Change, Choice, State
from lessons.blocks import Problem
from lessons.models import Status
from quizzes.services import KindChanged

RETIRING = ("question", "activity", "readiness")


class OtherCourse(Exception):
    """The files hold another course than the site."""


class AddressTaken(Exception):
    """A lesson of the files has the address of a lesson that was made or edited on the site."""


class BrokenMerge(Exception):
    """Taking both changes would make something that a course may not have."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants of one thing. `sides` says whose value a merge takes, by field."""

    choice: Choice
    sides: dict[str, str] = field(default_factory=dict)


@dataclass
class Plan:
    changes: list[Change]
    gone: list[Key]
    """Loaded once, still here, and no longer in the files."""
    wishes: dict[str, Wish] = field(default_factory=dict)

    def choice(self, change: Change) -> Choice:
        wish = self.wishes.get(str(change.key))
        return wish.choice if wish and wish.choice in change.choices else change.usual

    def after(self, change: Change) -> dict | None:
        """The values of the thing once the plan is carried out; None for what retires."""
        wish = self.wishes.get(str(change.key))
        return change.after(self.choice(change), wish.sides if wish else None)

    def is_kept(self, change: Change) -> bool:
        """Whether it stays as it was edited here."""
        return bool(change.choices) and self.choice(change) == Choice.HERE

    @property
    def state(self) -> str:
        """The same as long as files and site would be compared with the same outcome."""
        parts = [(change.key, change.state, change.base, change.here, change.file) for change in self.to_tell] + [
            self.gone
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @property
    def to_store(self) -> list[Change]:
        return [change for change in self.to_tell if not self.is_kept(change)]

    @property
    def to_tell(self) -> list[Change]:
        return [change for change in self.changes if change.state != State.SAME]


def plan_of(files: CourseFiles, site: Site, wishes: dict[str, Wish] | None = None) -> Plan:
    """Raises OtherCourse, AddressTaken, KindChanged or BrokenMerge where the plan could not be carried out."""
    refuse_another_course(files, site)
    wanted = things_in(files)
    keep_places(wanted, site)
    keep_unknown_coverage(wanted, site)
    changes = [
        Change(key, site.loaded.get(key), site.things.get(key), values, site.is_retired_here(key))
        for key, values in wanted.items()
    ]
    gone = [key for key in site.things if key not in wanted and site.was_loaded(key)]
    retiring = [Change(key, site.loaded.get(key), site.things[key], None) for key in gone if key.kind in RETIRING]
    changes = in_order_of_loading([*changes, *put_last(gone, wanted, site), *retiring])
    plan = Plan(changes, [key for key in gone if is_still_shown(key, site)], wishes or {})
    refuse_other_kinds(wanted, site)
    refuse_taken_addresses(plan, site)
    refuse_broken_merges(plan)
    return plan


def in_order_of_loading(changes: list[Change]) -> list[Change]:
    kinds = ("course", "module", "lesson", "article", "question", "activity", "readiness")
    return sorted(changes, key=lambda change: kinds.index(change.key.kind))


def is_still_shown(key: Key, site: Site) -> bool:
    return key.kind == "module" or site.things[key].get("status") == Status.PUBLISHED


def keep_places(wanted: Things, site: Site) -> None:
    """Give what is here already the position that it has here, where the files say the same order."""
    groups: dict[tuple, list[Key]] = {}
    for key, values in wanted.items():
        if "position" in values:
            groups.setdefault(group_of(key, values), []).append(key)
    for group, keys in groups.items():
        here = [
            (key.code, values["position"])
            for key, values in site.things.items()
            if key.kind == keys[0].kind and "position" in values and group_of(key, values) == group
        ]
        in_order = sorted(keys, key=lambda key: wanted[key]["position"])
        places = places_for([key.code for key in in_order], here)
        for key in keys:
            wanted[key]["position"] = places[key.code]


def keep_unknown_coverage(wanted: Things, site: Site) -> None:
    """Where coverage.tsv was never kept, it is no difference: it is kept from now on."""
    for key, values in wanted.items():
        here = site.things.get(key, {})
        if "coverage" in here and here["coverage"] is None:
            here["coverage"] = values["coverage"]


def group_of(key: Key, values: dict) -> tuple:
    """Among which things it has its place."""
    return (key.kind, lesson_of(key) if key.kind == "question" else values.get("module", ""))


def put_last(gone: list[Key], wanted: Things, site: Site) -> list[Change]:
    """Modules that are in the files no longer come after those that are, unless they were placed here."""
    places = [values["position"] for key, values in wanted.items() if key.kind == "module"]
    changes = []
    for position, key in enumerate((key for key in gone if key.kind == "module"), start=max(places, default=-1) + 1):
        here, base = site.things[key], site.loaded.get(key, {})
        if base.get("position") == here["position"]:
            changes.append(Change(key, here, here, here | {"position": position}))
    return changes


def refuse_another_course(files: CourseFiles, site: Site) -> None:
    """Another id is refused, and not taken for a new name: lessons are found by their codes alone, so that the files of
    another course would overwrite this one's L01."""
    present = next((key for key in site.things if key.kind == "course"), None)
    if present and present.code != files.course["id"]:
        message = f"The course on this site is '{present.code}', and there can be only one."
        remedy = f"Write id: {present.code}, or change the code of the course in the admin."
        raise OtherCourse(Problem(files.course_path, files.course_yaml.line("id"), message, remedy))


def refuse_other_kinds(wanted: Things, site: Site) -> None:
    for key, values in wanted.items():
        row = site.rows.get(key)
        if key.kind == "question" and row and row.kind != values["kind"]:
            raise KindChanged(
                f"{key.code} is of kind {row.kind} and cannot become {values['kind']}. Give the new question a new id."
            )


def refuse_taken_addresses(plan: Plan, site: Site) -> None:
    """Lessons that change may take each other's addresses; an address of any other lesson is not theirs to take."""
    after = {key: values["slug"] for key, values in site.things.items() if key.kind == "lesson"}
    moving = {change.key: plan.after(change)["slug"] for change in plan.to_store if change.key.kind == "lesson"}
    after |= moving
    owners = {slug: key for key, slug in after.items() if key not in moving}
    for key in moving:
        other = owners.setdefault(after[key], key)
        if other != key:
            raise AddressTaken(
                f"The address '{after[key]}' belongs to lesson {other.code}, which stays as it is. "
                f"Rename the file of {key.code}, or change the address of {other.code}."
            )


def refuse_broken_merges(plan: Plan) -> None:
    for change in plan.to_store:
        if plan.choice(change) == Choice.MERGE:
            for problem in problems_of(change.key, plan.after(change)):
                raise BrokenMerge(f"{change.key}, both changes together: {problem.message} {problem.remedy}")
