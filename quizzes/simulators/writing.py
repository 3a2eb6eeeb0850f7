"""Texts that a learner may write beside a graded decision: ticked off by themselves, not graded, a model afterwards."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.simulators.base import LINE, TEXT, Line, Posted
from quizzes.simulators.shapes import IDENT, entry, listing

WRITING = listing(
    entry({"id": IDENT, "label": LINE, "points": listing(LINE, most=6), "model": TEXT}, {"hint": TEXT}), most=4
)


def read_writing(tasks: list[dict], given: Posted) -> dict:
    choices = {}
    for task in tasks:
        choices[f"text-{task['id']}"] = given.text(f"text-{task['id']}")
        choices[f"points-{task['id']}"] = given.some_of(f"points-{task['id']}", range(len(task["points"])))
    return choices


def writing_fields(tasks: list[dict], choices: dict) -> list[dict]:
    """For templates/quizzes/simulators/_writing.html: never the models."""
    return [
        {
            "id": task["id"],
            "label": task["label"],
            "hint": task.get("hint", ""),
            "text": choices[f"text-{task['id']}"],
            "points": [
                {"number": number, "text": text, "is_ticked": number in choices[f"points-{task['id']}"]}
                for number, text in enumerate(task["points"])
            ],
        }
        for task in tasks
    ]


def lines_about(tasks: list[dict], choices: dict) -> Iterator[Line]:
    """One for each text that was written: theirs and the model, side by side."""
    for task in tasks:
        text = choices[f"text-{task['id']}"]
        if text:
            ticked = len(choices[f"points-{task['id']}"])
            words = _("Yours: %(text)s\n\nOne way to put it: %(model)s\n\nYou ticked %(ticked)d of %(all)d for yours.")
            yield Line(
                task["label"],
                words % {"text": text, "model": task["model"], "ticked": ticked, "all": len(task["points"])},
            )


def written(tasks: list[dict], choices: dict) -> Iterator[tuple[str, str]]:
    for task in tasks:
        if choices[f"text-{task['id']}"]:
            yield task["label"], choices[f"text-{task['id']}"]
