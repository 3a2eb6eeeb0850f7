"""How learners rate their own words in a decision once they have read ours: kept apart from the score."""

from functools import cached_property

from django.utils.translation import gettext as _

from quizzes.simulators import Posted, Rubric


class OwnRating:
    """The form in which they do, or what they said. `given` is what was sent and could not be kept."""

    def __init__(self, rubric: Rubric, rating: dict | None = None, given: Posted | None = None):
        self.rubric, self.rating, self.given = rubric, rating, given

    @cached_property
    def levels(self) -> dict[str, int | str]:
        """The level of each work; "" where none was chosen."""
        known = range(len(self.rubric.levels))
        kept = self.rating["levels"] if self.rating else {}
        sent = self.given or Posted({field_of(key): level for key, level in kept.items()})
        return {key: sent.one_of(field_of(key), known, "") for key, *_words in self.rubric.works}

    @property
    def errors(self) -> dict[str, str]:
        """Field name to message; nothing before it is sent."""
        if self.given is None:
            return {}
        labels = {key: label for key, label, *_words in self.rubric.works}
        return {
            field_of(key): _("Choose a level for “%s”.") % labels[key]
            for key, level in self.levels.items()
            if level == ""
        }

    @property
    def rows(self) -> list[dict]:
        return [
            {"label": label, "mine": mine, "ours": ours, "field": field_of(key), "level": self.levels[key]}
            for key, label, mine, ours in self.rubric.works
        ]

    @property
    def offers(self) -> list[dict]:
        return [
            {"id": number, "label": f"{number} · {name}", "means": means}
            for number, (name, means) in enumerate(self.rubric.levels)
        ]

    def as_json(self) -> dict:
        """To be kept with the decision."""
        most = (len(self.rubric.levels) - 1) * len(self.rubric.works)
        return {"levels": self.levels, "points": sum(self.levels.values()), "of": most}


def field_of(key: str) -> str:
    return f"level-{key}"
