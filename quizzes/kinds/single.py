"""One right option among several."""

from django.utils.translation import gettext_lazy as _

from quizzes.kinds.base import AnswerForm, Kind, full_or_not, numbered, one_of
from quizzes.kinds.options import (
    keys_of,
    option_mistakes,
    option_rows,
    options_schema,
    part_of,
    shown_by,
    texts_in_order,
    with_one_key,
)


class SingleForm(AnswerForm):
    def add_fields(self):
        texts = texts_in_order(self.content["options"], self.shuffle, "options")
        self.fields["option"] = one_of(numbered(texts), _("Choose an answer."))


class Single(Kind):
    name = "single"
    title = _("One answer")
    template = "quizzes/kinds/options.html"
    schema = {"options": with_one_key(options_schema(3, 6))}
    required = ("options",)
    form_class = SingleForm

    def mistakes(self, source):
        return option_mistakes(source["options"], "options", 1, 1)

    def take(self, form, response):
        order = form.shuffle.order("options", len(form.content["options"]))
        return {"option": order[int(form.cleaned_data["option"])]}

    def grade(self, content, response):
        return full_or_not(1.0 if response["option"] in keys_of(content["options"]) else 0.0)

    def rows(self, content, response, shuffle):
        return option_rows(content["options"], {response["option"]}, shuffle, "options")

    def misconceptions(self, content, response):
        return shown_by(content["options"], {response["option"]})

    def parts(self, content):
        return [part_of(content["options"])]

    def picks(self, content, response):
        return [(0, response["option"])]


kind = Single()
