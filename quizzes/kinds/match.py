"""Pairs to bring together."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lessons.rendering import plain_text
from quizzes.kinds.base import FEEDBACK, LINE, AnswerForm, Kind, Mistake, Part, Pick, Row, full_or_not, numbered

PAIR = {
    "type": "object",
    "title": gettext_noop("Pair"),
    "properties": {
        "left": {**LINE, "title": gettext_noop("Left")},
        "right": {**LINE, "title": gettext_noop("Right")},
        "feedback": {**LINE, "title": FEEDBACK},
    },
    "required": ["left", "right", "feedback"],
    "additionalProperties": False,
}


class MatchForm(AnswerForm):
    def add_fields(self):
        pairs = self.content["pairs"]
        rights = [pairs[number]["plain_right"] for number in self.shuffle.order("rights", len(pairs))]
        missing = {"required": _("Choose what belongs to this."), "invalid_choice": _("Choose what belongs to this.")}
        for row, number in enumerate(self.shuffle.order("lefts", len(pairs))):
            self.fields[f"right-{row}"] = forms.ChoiceField(
                choices=[("", _("Choose …")), *numbered(rights)], label=pairs[number]["left"], error_messages=missing
            )


class Match(Kind):
    name = "match"
    title = _("Match")
    template = "quizzes/kinds/match.html"
    schema = {"pairs": {"type": "array", "items": PAIR, "minItems": 3, "maxItems": 9}}
    required = ("pairs",)
    form_class = MatchForm

    def mistakes(self, source):
        for side in ("left", "right"):
            texts = [pair[side] for pair in source["pairs"]]
            for number, text in enumerate(texts):
                if text in texts[:number]:
                    yield Mistake(("pairs", number, side), "This text stands twice.", "Write another one.")

    def prepare(self, content):
        """The right sides stand in select boxes, where there is no HTML."""
        return {**content, "pairs": [{**pair, "plain_right": plain_text(pair["right"])} for pair in content["pairs"]]}

    def take(self, form, response):
        """`rights`: for each pair, the author's number of the right side it was given."""
        count = len(form.content["pairs"])
        lefts, rights = (form.shuffle.order(side, count) for side in ("lefts", "rights"))
        given = {left: rights[int(form.cleaned_data[f"right-{row}"])] for row, left in enumerate(lefts)}
        return {"rights": [given[left] for left in range(count)]}

    def grade(self, content, response):
        hits = [given == wanted for wanted, given in enumerate(response["rights"])]
        return full_or_not(sum(hits) / len(hits))

    def rows(self, content, response, shuffle):
        pairs, rows = content["pairs"], []
        for number in shuffle.order("lefts", len(pairs)):
            given = response["rights"][number]
            state = "right" if given == number else "wrong"
            rows.append(
                Row(
                    pairs[number]["left"],
                    state,
                    pairs[number]["feedback"],
                    pairs[given]["right"],
                    pairs[number]["right"],
                )
            )
        return rows

    def parts(self, content):
        pairs = content["pairs"]
        return [
            Part(pair["left"], [Pick(other["right"], other is pair, pair["feedback"]) for other in pairs])
            for pair in pairs
        ]

    def picks(self, content, response):
        return list(enumerate(response["rights"]))


kind = Match()
