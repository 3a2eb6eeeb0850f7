"""The form in which a question is written: as fields made of its kind's schema, or as YAML."""

from collections.abc import Iterator
from functools import cached_property

from django.core import signing
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from authoring.questions.checks import advice_for, entry_in_yaml, mistakes_of, with_lines
from authoring.questions.course import Surroundings, what_is_assessed
from authoring.questions.fields import Part, build, name_of, read
from authoring.questions.rows import Moved, blank, change_rows, path_of, put_back
from authoring.questions.yaml import yaml_of
from lessons.blocks import Problem
from quizzes.kinds import kinds
from quizzes.models import Question
from quizzes.schema import entry_schema

MESSAGE_LENGTH = 240
ABOUT = ("id", "level", "difficulty", "points", "case")
LAST = ("why", "idea")
REMOVED = "authoring.removed"


class QuestionForm:
    """An entry that is being written. `seen` is the number of the revision it began from, 0 for a new question."""

    def __init__(self, entry: dict, surroundings: Surroundings, *, seen: int = 0):
        self.entry, self.surroundings, self.seen = entry, surroundings, seen
        self.is_new = seen == 0
        self.is_asked = True
        self.yaml: str | None = None
        self.problems: list[Problem] = []
        self.is_checked = False
        self.focus = self.words = self.removed = ""

    @classmethod
    def of(cls, question: Question, surroundings: Surroundings) -> "QuestionForm":
        form = cls(question.revision.source, surroundings, seen=question.revision.number)
        form.is_asked = question.retired_at is None
        return form

    @classmethod
    def blank(cls, kind: str, surroundings: Surroundings) -> "QuestionForm":
        entry = blank(entry_schema(kind)) | {"id": surroundings.next_code, "points": []}
        return cls(entry, surroundings)

    @property
    def kind(self):
        return kinds()[self.entry["kind"]]

    @property
    def schema(self) -> dict:
        return entry_schema(self.entry["kind"])

    @property
    def is_readable(self) -> bool:
        """Whether what was sent is an entry at all; YAML may be anything."""
        return not self.problems or self.is_checked

    # --- What was sent ------------------------------------------------------------------------------------------------

    def take(self, data) -> None:
        """Take what was sent; nothing of it is lost, whatever it is."""
        fixed = {"kind": self.entry["kind"]} | ({} if self.is_new else {"id": self.entry["id"]})
        self.removed = data.get("removed", "")
        if "yaml" in data:
            self.yaml = data["yaml"].replace("\r\n", "\n").replace("\x00", "")
            entry, self.problems = entry_in_yaml(self.yaml, fixed["kind"], fixed.get("id"))
            self.entry = entry or self.entry
        else:
            self.entry = read(data, self.schema, self.surroundings.choices) | fixed

    def do(self, what: str) -> None:
        """What a button asks for besides saving: another row, the other way of writing."""
        if what == "yaml" and self.yaml is None:
            self.yaml = yaml_of(self.entry, self.schema)
        elif what == "form" and self.yaml is not None:
            self.leave_yaml()
        elif what == "back":
            self.put_back()
        elif "." in what and self.yaml is None:
            self.moved(change_rows(self.entry, self.schema, what))

    def leave_yaml(self) -> None:
        """A text whose keys fit no field stays as it is: in the form they would be lost."""
        if self.problems:
            return
        filled = read(dict(self.typed()), self.schema, self.surroundings.choices)
        if filled != self.entry:
            self.check()
            self.words = _("Some of this fits no field of the form. Correct it here first.")
        else:
            self.yaml = None

    def typed(self) -> Iterator[tuple[str, str]]:
        """What a browser would send of the form as it stands."""
        for part in build(self.entry, self.schema, self.surroundings.choices).walk():
            if part.widget == "only" and part.value is True:
                yield part.name, str(part.row)
            elif part.widget in ("select", "verdict"):
                yield part.name, part.chosen
            elif part.widget == "check" and part.value is True:
                yield part.name, "1"
            elif part.widget in ("line", "area", "number", "codes"):
                yield part.name, part.text

    def moved(self, moved: Moved) -> None:
        self.entry, self.focus, self.words = moved.entry, moved.focus, moved.words
        if moved.removed:
            path, value = moved.removed
            self.removed = signing.dumps([name_of(path), value], salt=REMOVED, compress=True)

    def put_back(self) -> None:
        try:
            name, value = signing.loads(self.removed, salt=REMOVED)
        except signing.BadSignature:
            return
        self.moved(put_back(self.entry, path_of(name), value))
        self.removed = ""

    # --- What is said about it ----------------------------------------------------------------------------------------

    @cached_property
    def mistakes(self):
        known = {"is_new": self.is_new, "is_asked": self.is_asked}
        return [] if self.problems else mistakes_of(self.entry, self.surroundings, **known)

    @cached_property
    def advice(self):
        return [] if self.problems else advice_for(self.entry, self.surroundings, self.mistakes)

    def check(self) -> bool:
        """Say what is wrong and what could be better; whether nothing is wrong."""
        self.is_checked = True
        if self.yaml is not None and not self.problems:
            self.tips = with_lines(self.yaml, self.advice)
            self.problems = with_lines(self.yaml, self.mistakes)
        return not self.problems and not self.mistakes

    def check_anew(self) -> bool:
        """After what the entry stands in has changed."""
        for name in ("mistakes", "advice", "root"):
            self.__dict__.pop(name, None)
        return self.check()

    @cached_property
    def root(self) -> Part:
        """All fields, with what is said about each beside it."""
        root = build(self.entry, self.schema, self.surroundings.choices)
        by_path = {part.path: part for part in root.walk()}
        if focused := by_path.get(path_of(self.focus)):
            next(part for part in focused.walk() if not part.parts).is_focus = True
        if self.is_checked:
            for mistakes, name in ((self.mistakes, "said"), (self.advice, "advice")):
                for path, message, remedy in mistakes:
                    words = f"{Truncator(message).chars(MESSAGE_LENGTH)} {Truncator(remedy).chars(MESSAGE_LENGTH)}"
                    said = getattr(by_path[nearest(path, by_path)], name)
                    if words not in said:
                        said.append(words)
        return root

    @property
    def said(self) -> list[tuple[Part, str]]:
        """Each mistake with the field it is at."""
        return [(part, words) for part in self.root.walk() for words in part.said]

    @property
    def tips_count(self) -> int:
        return sum(len(part.advice) for part in self.root.walk())

    @property
    def own_parts(self) -> list[Part]:
        """What the question asks, in the order in which one writes it."""
        parts = {part.path[0]: part for part in self.root.parts}
        own = [part for name, part in parts.items() if name not in (*ABOUT, *LAST, "kind", "stem")]
        return [parts["stem"], *own, *(parts[name] for name in LAST)]

    @property
    def about_parts(self) -> list[Part]:
        parts = {part.path[0]: part for part in self.root.parts}
        return [parts[name] for name in ABOUT if self.is_new or name != "id"]

    @property
    def points_help(self) -> str:
        return what_is_assessed(self.surroundings)

    def told(self) -> dict[str, dict[str, list[str]]]:
        """By id of a field what is said about it, for the page that asks while somebody writes."""
        return {
            part.id: {"error": part.said, "advice": part.advice}
            for part in self.root.walk()
            if part.said or part.advice
        }


def nearest(path: tuple, known: dict) -> tuple:
    """The field at `path`, or what it stands in."""
    while path not in known:
        path = path[:-1]
    return path
