"""The face that each kind of question has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.scales import FIVE_STEPS

FULL = 0.99
"""A score from which an answer counts as right."""

TEXT = {"type": "string", "minLength": 1, "maxLength": 2000}
LINE = {"type": "string", "minLength": 1, "maxLength": 400}
MISCONCEPTION = {
    "type": "string",
    "pattern": r"^M(0[1-9]|1[0-9]|20)$",
    "title": gettext_noop("Misconception it shows"),
}
FEEDBACK = gettext_noop("Feedback")


class Mistake(NamedTuple):
    """Something wrong in what an author wrote: where in the entry (keys and numbers), what, and what to do."""

    path: tuple
    message: str
    remedy: str


class Grade(NamedTuple):
    """`score` is 0 to 1; `is_right` is what the stated confidence was about, None where none was asked for."""

    score: float
    is_right: bool | None


@dataclass(frozen=True)
class Shuffle:
    """In which order things stand, for one showing of a question: the same for the same salt and seed.

    The salt stays on the server, so that a seed in the page tells nobody where the author had put what.
    """

    salt: int
    seed: int

    def order(self, name: str, count: int) -> list[int]:
        """The author's number (from 0) of what stands at each place."""
        return list(shuffled(f"{self.salt}:{self.seed}:{name}", count))


@lru_cache(maxsize=4096)  # an answer asks three times, and many learners see the same order
def shuffled(key: str, count: int) -> tuple[int, ...]:
    numbers = list(range(count))
    Random(key).shuffle(numbers)
    return tuple(numbers)


class Row(NamedTuple):
    """One line of an answered question. `state`: right, wrong, missed (a key not chosen), partly, or empty."""

    text: str
    state: str
    feedback: str = ""
    given: str = ""
    wanted: str = ""


class Pick(NamedTuple):
    """Something that can be chosen in a part of a question, in the author's numbering."""

    text: str
    is_key: bool = False
    feedback: str = ""
    misconception: str = ""


class Part(NamedTuple):
    """A part of a question in which something is chosen, for counting who chose what. Texts may hold HTML.

    `has_distractors`: each pick is an option that an author wrote to tempt somebody, so one that nobody takes is idle.
    """

    text: str
    picks: list[Pick]
    has_distractors: bool = False


class SecondsField(forms.FloatField):
    """How long an answer took. A time that makes no sense (a page left open for days) refuses no answer."""

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None


class AnswerForm(forms.Form):
    """What a learner sends for one step of a question. Each kind adds its own fields."""

    seconds = SecondsField(required=False, min_value=0, max_value=86_400)

    def __init__(self, *args, content: dict, step: int, shuffle: Shuffle, scale: Sequence | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.content, self.step, self.shuffle = content, step, shuffle
        self.add_fields()
        if scale:
            self.fields["confidence"] = one_of(
                [(value, f"{value}% {words}") for value, words in scale], _("Say how likely it is that you are right.")
            )

    def add_fields(self) -> None:
        raise NotImplementedError

    @property
    def stated_confidence(self) -> int | None:
        value = self.cleaned_data.get("confidence")
        return int(value) if value else None


def one_of(choices: Sequence[tuple], missing: str, **kwargs) -> forms.ChoiceField:
    """A choice of one, shown as radio buttons."""
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=messages, **kwargs)


def numbered(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(number), text) for number, text in enumerate(texts)]


class Kind:
    """How questions of one kind are checked, asked, graded and explained.

    `content` is a revision's: the author's entry with its texts as HTML. A response is JSON in the author's numbering,
    whatever the order on the page was. A question has one or more steps; each is saved before the next is asked.
    """

    name = ""
    title = ""
    template = ""
    schema: dict = {}
    """JSON Schema of the keys that an entry of this kind has besides those that all have.

    It is checked with, published for editors of files, and the form in the admin is made of it: `title` is the label
    of a field (of `items`: of one entry), `description` the help below it. `x-only-one` marks a yes or no that one
    entry of a list has at most, `x-from` a text that is one of another list of the entry, `x-titles` names the places
    of a list.
    """
    required: tuple[str, ...] = ()
    scale: Sequence | None = FIVE_STEPS
    is_graded = True
    form_class = AnswerForm

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        """What the schema cannot say."""
        return iter(())

    def prepare(self, content: dict) -> dict:
        """What grading needs besides what the author wrote; called once, on save."""
        return content

    def steps(self, content: dict) -> int:
        return 1

    def steps_taken(self, response: dict | None) -> int:
        return 1 if response else 0

    def is_complete(self, content: dict, response: dict | None) -> bool:
        return self.steps_taken(response) >= self.steps(content)

    def asks_confidence(self, content: dict, step: int) -> bool:
        return self.scale is not None and step == self.steps(content) - 1

    def form(self, content: dict, step: int, shuffle: Shuffle, data=None, prefix: str = "id") -> AnswerForm:
        """The form for step `step` (from 0), bound where there is `data`; `prefix` begins the ids of its fields."""
        scale = self.scale if self.asks_confidence(content, step) else None
        auto_id = f"{prefix}-%s"
        return self.form_class(data, content=content, step=step, shuffle=shuffle, scale=scale, auto_id=auto_id)

    def take(self, form: AnswerForm, response: dict | None) -> dict:
        """The response after a valid form."""
        raise NotImplementedError

    def grade(self, content: dict, response: dict) -> Grade:
        """The grade of a complete response. Pure, and never an exception for what `take` can give."""
        raise NotImplementedError

    def rows(self, content: dict, response: dict, shuffle: Shuffle) -> list[Row]:
        """The answer as it stands, line by line, in the order it was asked in."""
        raise NotImplementedError

    def misconceptions(self, content: dict, response: dict) -> list[str]:
        """Codes of the beliefs that this response shows."""
        return []

    def parts(self, content: dict) -> list[Part]:
        """What there is to choose, part by part; none where answers cannot be counted."""
        return []

    def picks(self, content: dict, response: dict) -> list[tuple[int, int]]:
        """What a complete response chose: (number of the part, number of the pick), each once."""
        return []


def full_or_not(score: float) -> Grade:
    return Grade(score, score >= FULL)
