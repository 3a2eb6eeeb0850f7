"""What the editor's menu inserts for each block: a right skeleton, with codes that are free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from authoring.publishing.texts import Text
from lessons.blocks import RULES
from lessons.models import Lesson, Prompt
from quizzes.models import Activity, Question

CODE = "{code}"
CODES_OFFERED = 30
YEAR = timedelta(days=365)
LABELS = {
    "prequestion": gettext_lazy("Pre-question"),
    "recall": gettext_lazy("Recall prompt"),
    "activity": gettext_lazy("Activity"),
    "question": gettext_lazy("Question"),
    "example": gettext_lazy("Worked example"),
    "case": gettext_lazy("Case study"),
    "fact": gettext_lazy("Fact with dates"),
    "reveal": gettext_lazy("Text to reveal"),
}


@dataclass(frozen=True)
class Skeleton:
    """`codes`: which may stand after the bar, best first; the first that the text has not got is taken."""

    name: str
    label: str
    text: str
    codes: str = ""


def skeletons_for(thing: Text) -> list[Skeleton]:
    """In the order of docs/writing-lessons.md. An article takes no block that has a code."""
    codes = codes_for(thing) if isinstance(thing, Lesson) else {}
    return [
        Skeleton(name, str(LABELS.get(name, name)), skeleton_of(name), " ".join(codes.get(name, ())))
        for name, rule in RULES.items()
        if name in LABELS and (isinstance(thing, Lesson) or not (rule.id_pattern or rule.has_dates))
    ]


def skeleton_of(name: str) -> str:
    inside = RULES[name].inside
    if inside == "nothing":
        words = ""
    elif inside == "question and answer":
        words = f"{gettext('Question?')}\n\n---\n\n{gettext('Answer.')}\n"
    elif inside == "claim and source":
        words = f"{gettext('Claim.')}\n\n---\n\n{gettext('Source.')}\n"
    else:
        words = f"{gettext('Text.')}\n"
    after = CODE if RULES[name].id_pattern else gettext("Title")
    if RULES[name].has_dates:
        today = timezone.localdate()
        after = f"as_of: {today}, review_by: {today + YEAR}"
    return f"/// {name} | {after}\n{words}///\n"


def codes_for(lesson: Lesson) -> dict[str, Iterable[str]]:
    """A prompt's code is never used again, also when it has retired; questions and activities are to be there."""
    number = lesson.code[1:]
    prompts = set(Prompt.objects.filter(code__startswith=f"P{number}.").values_list("code", flat=True))
    questions = Question.objects.in_use().filter(lesson=lesson).values_list("code", flat=True)
    activities = Activity.objects.filter(lesson=lesson, retired_at=None).values_list("code", flat=True)
    return {
        "prequestion": [f"PRE{number}"],
        "recall": [code for code in numbered(f"P{number}.") if code not in prompts][:CODES_OFFERED],
        "activity": [*activities, *(f"ACT{number}{letter}" for letter in ("", *"abcdefgh"))],
        "question": [*(code for code in questions if code[-1].isdigit()), *numbered(f"Q{number}.")],
    }


def numbered(prefix: str) -> list[str]:
    return [f"{prefix}{number}" for number in range(1, 100)]
