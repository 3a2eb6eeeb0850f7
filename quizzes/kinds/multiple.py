"""Several right options; how many is not said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.kinds.base import AnswerForm, Kind, full_or_not, numbered
from quizzes.kinds.options import (
    keys_of,
    option_mistakes,
    option_rows,
    options_schema,
    part_of,
    shown_by,
    texts_in_order,
)


class MultipleForm(AnswerForm):
    def add_fields(self):
        texts = texts_in_order(self.content["options"], self.shuffle, "options")
        self.fields["options"] = forms.MultipleChoiceField(
            choices=numbered(texts),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one answer."),
                "invalid_choice": _("Choose from the answers that stand here."),
            },
        )


class Multiple(Kind):
    name = "multiple"
    title = _("Several answers")
    template = "quizzes/kinds/options.html"
    schema = {"options": options_schema(4, 8)}
    required = ("options",)
    form_class = MultipleForm

    def mistakes(self, source):
        return option_mistakes(source["options"], "options", 2, len(source["options"]) - 1)

    def take(self, form, response):
        order = form.shuffle.order("options", len(form.content["options"]))
        return {"options": sorted(order[int(place)] for place in set(form.cleaned_data["options"]))}

    def grade(self, content, response):
        keys, chosen = keys_of(content["options"]), set(response["options"])
        return full_or_not(max(0.0, (len(chosen & keys) - len(chosen - keys)) / len(keys)))

    def rows(self, content, response, shuffle):
        return option_rows(content["options"], set(response["options"]), shuffle, "options")

    def misconceptions(self, content, response):
        return shown_by(content["options"], set(response["options"]))

    def parts(self, content):
        return [part_of(content["options"])]

    def picks(self, content, response):
        return [(0, option) for option in sorted(set(response["options"]))]


kind = Multiple()
