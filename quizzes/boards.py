"""An activity as a learner sees it at one moment: to be tried, incomplete, or decided."""

import json
from functools import cached_property

from django.urls import reverse

from quizzes.models import Activity, Decision
from quizzes.own_ratings import OwnRating
from quizzes.simulators import Brief, Posted, load


class Board:
    """Everything that the template of an activity needs. Two boards with the same `key` look the same.

    `given` is what was sent and not stored; without it the last decision fills the form. `given_rating` is a rating of
    one's own words that was sent and not stored.
    """

    is_trial = False
    """Whether an author tries it: then nothing is stored, and nothing leads to what is stored elsewhere."""
    carried = ""
    """Of what is tried: all of it, to go along in the form."""

    def __init__(
        self,
        activity: Activity,
        decision: Decision | None = None,
        *,
        given: Posted | None = None,
        errors: dict[str, str] | None = None,
        is_old: bool = False,
        given_rating: Posted | None = None,
    ):
        self.activity, self.decision, self.given = activity, decision, given
        self.errors, self.is_old, self.given_rating = errors or {}, is_old, given_rating
        rating = json.dumps(decision.rating) if decision and decision.rating else None
        self.key = (activity.pk, decision and (decision.pk, decision.ordinal), rating, id(given) if given else None)

    def __eq__(self, other):
        return isinstance(other, Board) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    @property
    def simulator(self):
        return load()[self.activity.kind]

    @property
    def show_url(self) -> str:
        """Where the outcome is asked for."""
        return self.activity.get_absolute_url()

    @property
    def decide_url(self) -> str:
        return reverse("quizzes:decide", args=[self.activity.code])

    @property
    def anchor(self) -> str:
        return self.activity.code.lower()

    @property
    def ordinal(self) -> int:
        """The number of the decision that this form sends."""
        return self.decision.ordinal + 1 if self.decision else 1

    @cached_property
    def choices(self) -> dict:
        if self.given is None and self.decision:
            return self.decided
        return self.simulator.read(self.activity.content, self.given or Posted({}))

    @cached_property
    def decided(self) -> dict:
        """The choices of the last decision, as they fit the activity now."""
        return self.simulator.restore(self.activity.content, self.decision.choices)

    @cached_property
    def own(self) -> OwnRating | None:
        """What the learner may say about their own words in the last decision."""
        rubric = self.simulator.rubric(self.activity.content, self.decided) if self.decision else None
        return rubric and OwnRating(rubric, self.decision.rating, self.given_rating)

    @cached_property
    def brief(self) -> Brief | None:
        """The last decision as a page to take along."""
        return self.simulator.brief(self.activity.content, self.decided) if self.decision else None

    @property
    def context(self) -> dict:
        """For the template of the kind."""
        content, simulator = self.activity.content, self.simulator
        outcome = simulator.outcome(content, self.choices)
        return {
            "activity": self.activity,
            "show_url": self.show_url,
            "decide_url": self.decide_url,
            "carried": self.carried,
            "content": content,
            "choices": self.choices,
            "outcome": outcome,
            "decision": self.decision,
            "errors": self.errors,
            "ordinal": self.ordinal,
            "prefix": self.anchor,
            "simulator": simulator,
            "model": json.dumps(simulator.model(content), ensure_ascii=False, separators=(",", ":")),
            **simulator.present(content, self.choices, outcome),
        }
