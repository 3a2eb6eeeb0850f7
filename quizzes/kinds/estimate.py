"""A figure: the best guess, and a range that should hold it eight times of ten."""

import math
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.kinds.base import AnswerForm, Kind, Mistake, Part, Pick, full_or_not

NUMBER = {"type": "number"}
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
LARGEST = 1e12


def number_in(text: str) -> float:
    """The number that somebody wrote: "12,044", "12 044", "77.4", "77,4", "0,125", "49 %", "€44"."""
    bare = re.sub(r"[\s\u00a0\u202f'’%€$£]", "", text).replace("−", "-")
    bare = bare.replace(",", "") if THOUSANDS.fullmatch(bare) else bare.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", bare, re.ASCII):
        raise ValueError(text)
    return float(bare)


class FigureField(forms.CharField):
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value)
        try:
            figure = number_in(text)
        except ValueError:
            raise ValidationError(_("Write a number, like 12 or 12.5."), code="invalid") from None
        if not abs(figure) <= LARGEST:
            raise ValidationError(_("Write a smaller number."), code="large")
        return figure


class EstimateForm(AnswerForm):
    def add_fields(self):
        fields = (
            ("guess", _("Best guess"), _("Write your best guess.")),
            ("low", _("At least"), _("Write the lower end of your range.")),
            ("high", _("At most"), _("Write the upper end of your range.")),
        )
        for name, label, missing in fields:
            self.fields[name] = FigureField(label=label, max_length=30, error_messages={"required": missing})

    def clean(self):
        guess, low, high = (self.cleaned_data.get(name) for name in ("guess", "low", "high"))
        if low is not None and high is not None and low > high:
            self.add_error("low", _("The lower end is above the upper end. Swap the two."))
        elif None not in (guess, low, high) and not low <= guess <= high:
            self.add_error("guess", _("The best guess is outside your range. Widen the range, or change the guess."))
        return self.cleaned_data


class Estimate(Kind):
    name = "estimate"
    title = _("Estimate")
    template = "quizzes/kinds/estimate.html"
    schema = {
        "answer": {**NUMBER, "title": gettext_noop("Answer")},
        "unit": {"type": "string", "minLength": 1, "maxLength": 30, "title": gettext_noop("Unit")},
        "accept": {
            "type": "array",
            "title": gettext_noop("A guess in here gets full marks"),
            "items": NUMBER,
            "minItems": 2,
            "maxItems": 2,
            "x-titles": [gettext_noop("Lowest"), gettext_noop("Highest")],
        },
        "range_cap": {
            "type": "number",
            "exclusiveMinimum": 0,
            "title": gettext_noop("Widest range for half marks"),
            "description": gettext_noop("A range that holds the answer gets half marks if it is no wider than this."),
        },
    }
    required = ("answer", "unit", "accept", "range_cap", "why")
    form_class = EstimateForm

    def mistakes(self, source):
        low, high = source["accept"]
        if not low <= source["answer"] <= high:
            yield Mistake(("accept",), "The answer lies outside 'accept'.", "Write the lowest and the highest figure.")
        if not source["range_cap"] <= LARGEST:  # YAML knows .inf and .nan
            yield Mistake(("range_cap",), "'range_cap' is no figure.", "Write a number wider than 'accept'.")
        elif source["range_cap"] <= high - low:
            yield Mistake(("range_cap",), "'range_cap' is not wider than 'accept'.", "Write a wider one.")

    def take(self, form, response):
        return {name: form.cleaned_data[name] for name in ("guess", "low", "high")}

    def grade(self, content, response):
        """1 inside the tolerance; 0.5 where the range holds the answer and is not wider than the cap; else 0."""
        low, high = content["accept"]
        if low <= response["guess"] <= high:
            return full_or_not(1.0)
        is_narrow = response["high"] - response["low"] <= content["range_cap"] * (1 + 1e-9)
        return full_or_not(0.5 if is_narrow and self.range_holds(content, response) else 0.0)

    @staticmethod
    def range_holds(content: dict, response: dict) -> bool:
        return response["low"] <= content["answer"] <= response["high"]

    def rows(self, content, response, shuffle):
        return []

    def parts(self, content):
        guesses = [Pick(_now("Too low")), Pick(_now("Accepted"), True), Pick(_now("Too high"))]
        ranges = [Pick(_now("It holds the answer"), True), Pick(_now("It does not hold the answer"))]
        return [Part(_now("Best guess"), guesses), Part(_now("Range"), ranges)]

    def picks(self, content, response):
        low, high = content["accept"]
        guess = 0 if response["guess"] < low else 2 if response["guess"] > high else 1
        return [(0, guess), (1, 0 if self.range_holds(content, response) else 1)]

    @staticmethod
    def number_line(content: dict, response: dict) -> dict:
        """Where things stand on a line from 0 to 100: the range, the guess, what is accepted, and the answer."""
        figures = [*response.values(), *content["accept"], content["answer"]]
        lowest, highest = min(figures), max(figures)
        margin = (highest - lowest) * 0.08 or max(abs(highest), 1) * 0.08
        start, width = lowest - margin, highest - lowest + 2 * margin

        def place(figure):
            return round(100 * (figure - start) / width, 2) if math.isfinite(width) else 50

        low, high = place(response["low"]), place(response["high"])
        first, last = (place(figure) for figure in content["accept"])
        return {
            "low": low,
            "width": max(round(high - low, 2), 0.6),
            "guess": place(response["guess"]),
            "answer": place(content["answer"]),
            "accept": first,
            "accept_width": max(round(last - first, 2), 0.6),
        }


kind = Estimate()
