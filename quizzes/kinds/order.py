"""Steps to put in sequence."""

from itertools import combinations

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.kinds.base import LINE, AnswerForm, Kind, Mistake, Part, Pick, Row, full_or_not


class OrderForm(AnswerForm):
    def add_fields(self):
        steps = self.content["steps"]
        places = [("", "–"), *((str(place), str(place)) for place in range(1, len(steps) + 1))]
        missing = {"required": _("Give this step a place."), "invalid_choice": _("Give this step a place.")}
        for row, number in enumerate(self.shuffle.order("steps", len(steps))):
            self.fields[f"place-{row}"] = forms.ChoiceField(choices=places, label=steps[number], error_messages=missing)

    def clean(self):
        given = {}
        for row in range(len(self.content["steps"])):
            place = self.cleaned_data.get(f"place-{row}")
            if place and place in given:
                self.add_error(
                    f"place-{row}", _now("Place %(place)s stands twice. Give each step its own.") % {"place": place}
                )
            elif place:
                given[place] = row
        return self.cleaned_data


class Order(Kind):
    name = "order"
    title = _("Put in order")
    template = "quizzes/kinds/order.html"
    schema = {
        "steps": {
            "type": "array",
            "title": gettext_noop("Steps in the right order"),
            "items": {**LINE, "title": gettext_noop("Step")},
            "minItems": 3,
            "maxItems": 7,
        }
    }
    required = ("steps", "why")
    form_class = OrderForm

    def mistakes(self, source):
        for number, step in enumerate(source["steps"]):
            if step in source["steps"][:number]:
                yield Mistake(("steps", number), "This step stands twice.", "Write another one.")

    def take(self, form, response):
        """`order`: the author's number of the step at each place."""
        shown = form.shuffle.order("steps", len(form.content["steps"]))
        rows = sorted(range(len(shown)), key=lambda row: int(form.cleaned_data[f"place-{row}"]))
        return {"order": [shown[row] for row in rows]}

    def grade(self, content, response):
        """The share of pairs that stand the right way round."""
        pairs = list(combinations(response["order"], 2))
        return full_or_not(sum(first < second for first, second in pairs) / len(pairs))

    def rows(self, content, response, shuffle):
        return [
            Row(
                content["steps"][number],
                "right" if number == place else "wrong",
                given=str(place + 1),
                wanted=str(number + 1),
            )
            for place, number in enumerate(response["order"])
        ]

    def parts(self, content):
        """Each step is a part, and the places it can be given are the picks."""
        places = range(len(content["steps"]))
        return [
            Part(step, [Pick(_now("Place %(place)s") % {"place": place + 1}, place == number) for place in places])
            for number, step in enumerate(content["steps"])
        ]

    def picks(self, content, response):
        return sorted((number, place) for place, number in enumerate(response["order"]))


kind = Order()
