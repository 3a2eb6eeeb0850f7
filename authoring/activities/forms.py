"""An activity as the YAML that its author writes, checked as its file is."""

from collections.abc import Iterator

from authoring.activities.places import codes_of_readiness, first_free_code
from authoring.files.entry_files import mistakes_in
from authoring.questions.checks import entry_in_yaml, with_lines
from authoring.questions.yaml import yaml_of
from authoring.twin.on_site import digest
from lessons.blocks import Problem
from lessons.models import Lesson
from quizzes.models import Activity
from quizzes.simulators import Mistake, entry_schema, load


class ActivityForm:
    """`seen` is the digest of what was stored when the form was opened."""

    def __init__(self, activity: Activity, text: str = ""):
        self.activity = activity
        self.entry = activity.source
        self.yaml = text or yaml_of(self.entry, self.schema)
        self.seen = digest(self.entry) if activity.pk else ""
        self.problems: list[Problem] = []

    @classmethod
    def blank(cls, lesson: Lesson, kind: str):
        """For a new activity: a skeleton of its kind."""
        code = first_free_code(lesson)
        return cls(Activity(lesson=lesson, kind=kind, code=code, source={}), load()[kind].skeleton(code))

    @property
    def is_new(self) -> bool:
        return self.activity.pk is None

    @property
    def schema(self) -> dict:
        return entry_schema(self.activity.kind)

    def take(self, data) -> bool:
        """Take and check what was sent, and keep its text as it is; whether nothing is wrong."""
        self.yaml = data.get("yaml", "").replace("\r\n", "\n").replace("\x00", "")
        self.seen = data.get("seen", "")
        code = None if self.is_new else self.activity.code
        entry, self.problems = entry_in_yaml(self.yaml, self.activity.kind, code)
        if not self.problems:
            mistakes = mistakes_in(entry, self.schema)
            mistakes = mistakes or [*load()[self.activity.kind].mistakes(entry), *self.mistakes_in_code(entry)]
            self.problems = with_lines(self.yaml, mistakes)
            self.entry = entry
        return not self.problems

    def mistakes_in_code(self, entry: dict) -> Iterator[Mistake]:
        """Of a new activity. The same one sent twice is no mistake: it is stored once."""
        if not self.is_new:
            return
        code, lesson = entry["id"], self.activity.lesson
        present = Activity.objects.filter(code=code).first()
        if code[3:5] != lesson.code[1:]:
            remedy = f"Begin it with ACT{lesson.code[1:]}."
            yield Mistake(("id",), f"The id {code} does not belong to {lesson.code}.", remedy)
        elif code in codes_of_readiness():
            remedy = f"Take {first_free_code(lesson)}."
            yield Mistake(("id",), f"{code} is where readiness questions stand.", remedy)
        elif present and present.source != entry:
            remedy = f"Ids are used once; take {first_free_code(lesson)}."
            yield Mistake(("id",), f"There is an activity {code} already.", remedy)
