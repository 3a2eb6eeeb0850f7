"""An activity as the YAML that its author writes, checked as its file is."""

from authoring.files.entry_files import mistakes_in
from authoring.questions.checks import entry_in_yaml, with_lines
from authoring.questions.yaml import yaml_of
from authoring.twin.on_site import digest
from lessons.blocks import Problem
from quizzes.models import Activity
from quizzes.simulators import entry_schema, load


class ActivityForm:
    """`seen` is the digest of what was stored when the form was opened."""

    def __init__(self, activity: Activity):
        self.activity = activity
        self.entry = activity.source
        self.yaml = yaml_of(self.entry, self.schema)
        self.seen = digest(self.entry)
        self.problems: list[Problem] = []

    @property
    def schema(self) -> dict:
        return entry_schema(self.activity.kind)

    def take(self, data) -> bool:
        """Take and check what was sent, and keep its text as it is; whether nothing is wrong."""
        self.yaml = data.get("yaml", "").replace("\r\n", "\n").replace("\x00", "")
        self.seen = data.get("seen", "")
        entry, self.problems = entry_in_yaml(self.yaml, self.activity.kind, self.activity.code)
        if not self.problems:
            mistakes = mistakes_in(entry, self.schema)
            mistakes = mistakes or list(load()[self.activity.kind].mistakes(entry))
            self.problems = with_lines(self.yaml, mistakes)
            self.entry = entry
        return not self.problems
