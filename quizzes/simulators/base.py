"""The face that each kind of activity has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizzes.kinds.base import LINE, TEXT, Mistake

__all__ = ["LINE", "TEXT", "Brief", "Graded", "Line", "Mistake", "Posted", "Rubric", "Simulator"]

SKELETONS = Path(__file__).parent / "skeletons"


@dataclass(frozen=True)
class Line:
    """One thing that a graded decision is told: about what, how good it was (0 to 1, None: no grade), and why.

    Where something longer was chosen, `parts` come first: (whose, what it says, why). `word` names the grade where
    "fits" and "does not fit" say it badly.
    """

    label: str
    text: str
    score: float | None = None
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    word: str = ""


@dataclass(frozen=True)
class Graded:
    """What the server says about a decision, all plain text. `score` is 0 to 1, None where nothing is graded.

    `notice` is what to take along, whatever was decided. `confidence` (in percent) and `is_right` are there where the
    learner said beforehand how sure they were of something.
    """

    score: float | None
    verdict: str
    lines: list[Line] = field(default_factory=list)
    notice: str = ""
    confidence: int | None = None
    is_right: bool | None = None


@dataclass(frozen=True)
class Rubric:
    """What learners rate themselves once a decision was explained: no part of its score.

    `levels` are (name, what it means), worst first; `works` are (id, label, the learner's words, ours).
    """

    levels: list[tuple[str, str]]
    works: list[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Brief:
    """A decision as one page to take along. `parts` are dicts: label, question, choice, reason, source."""

    title: str
    parts: list[dict[str, str]]


class Posted:
    """What was sent, by field: reading it never fails, whatever it is.

    Made of a QueryDict, or of the choices of a stored decision, which are read again as if they had been sent.
    """

    def __init__(self, values: Mapping):
        self.values = values

    def __bool__(self):
        return bool(self.values)

    def getlist(self, name: str) -> list[str]:
        """Everything sent for a field: of checkboxes those that are set."""
        found = self.values.getlist(name) if hasattr(self.values, "getlist") else self.values.get(name, [])
        return [str(value).replace("\x00", "") for value in (found if isinstance(found, list) else [found])]

    def get(self, name: str, default: str = "") -> str:
        return next(iter(self.getlist(name)), default)

    def text(self, name: str, limit: int = 2000) -> str:
        return self.get(name).strip()[:limit]

    def one_of(self, name: str, known, start):
        """The sent one of `known` (compared as text, returned as it stands there), or `start`."""
        sent = self.text(name)
        return next((value for value in known if str(value) == sent), start)

    def some_of(self, name: str, known) -> list:
        """Those of `known` that were sent, in the order of `known`."""
        sent = set(self.getlist(name))
        return [value for value in known if str(value) in sent]


class Simulator:
    """The face that each kind of activity has. `content` is an author's entry with its texts as HTML.

    Choices are JSON. Where they are flat, with the names of the form's fields as keys, `restore` has nothing to add.
    """

    name = ""
    does = ""
    """What learners do in it, for an author who chooses a kind."""
    schema: dict = {}
    """JSON Schema of the keys that an entry of this kind has besides id, kind, title and intro."""
    required: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """Names of the keys, at any depth, whose texts are a line of Markdown; all others but intro are plain."""
    pages: tuple[str, ...] = ()
    """Names of the keys, at any depth, whose texts are paragraphs and tables of Markdown."""
    is_live = True
    """Whether there is an outcome to see before deciding."""

    def skeleton(self, code: str) -> str:
        """A right entry to begin with, as YAML."""
        return (SKELETONS / f"{self.name}.yaml").read_text().replace("{code}", code)

    @property
    def template(self) -> str:
        return f"quizzes/simulators/{self.name}.html"

    @property
    def element(self) -> str:
        """The name of the custom element around the form."""
        return f"sim-{self.name.replace('_', '-')}"

    @property
    def script(self) -> str:
        """The ES module that defines it, below static/."""
        return f"js/{self.element}.js"

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        """What the schema cannot say."""
        return iter(())

    def model(self, content: dict) -> dict:
        """What the script needs to compute the live outcome. Never what gives a good decision away."""
        return {}

    def read(self, content: dict, given: Posted) -> dict:
        """The choices in what was sent, with the starting value for what is missing or garbage."""
        raise NotImplementedError

    def restore(self, content: dict, choices: dict) -> dict:
        """Stored choices as they fit the entry now: an author may have changed it since, and nothing may fail then."""
        return self.read(content, Posted(choices))

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        """What a decision lacks before it can be graded: field name to a message that names the remedy."""
        return {}

    def outcome(self, content: dict, choices: dict) -> dict:
        """The figures that follow from `choices`, as JSON: for the table, the drawing, and the golden values."""
        raise NotImplementedError

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        """What the template needs besides these three: rows, words, coordinates of the drawing."""
        return {}

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        """What was chosen in words, as (label, text), for the list of earlier decisions."""
        return []

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """What somebody would want to keep of a decision, as (label, text): plain text of one or more lines.

        `choices` are those that `restore` gives, `outcome` is what was stored with the decision. It never fails.
        """
        return [(label, text) for label, text in outcome.get("chosen", ()) if text]

    def is_kept(self, content: dict, choices: dict) -> bool:
        """Whether that stands in a brief as long as its learner has not said otherwise: an exercise need not."""
        return True

    def grade(self, content: dict, choices: dict) -> Graded:
        raise NotImplementedError

    def grade_first(self, content: dict, choices: dict) -> Graded:
        """What is said about somebody's first decision, where the entry keeps something back for the second."""
        return self.grade(content, choices)

    def rubric(self, content: dict, choices: dict) -> Rubric | None:
        """What learners rate themselves afterwards; None where there is nothing."""
        return None

    def brief(self, content: dict, choices: dict) -> Brief | None:
        """The page to print and to keep; None where there is none."""
        return None
