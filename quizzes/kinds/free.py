"""Free text, which learners rate themselves beside a model answer. Kept apart from what the machine grades."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.kinds.base import LINE, TEXT, AnswerForm, Grade, Kind, Part, Pick, numbered, one_of

TEXT_LIMIT = 5000
BEST_RATING = 3


class FreeForm(AnswerForm):
    def add_fields(self):
        if self.step == 0:
            self.fields["text"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 5}),
                max_length=TEXT_LIMIT,
                error_messages={
                    "required": _("Write an answer, if only a few words."),
                    "max_length": _("Keep it under %(limit_value)d characters; it has %(show_value)d."),
                },
            )
        else:
            levels = numbered(self.content["rubric"])
            self.fields["rating"] = one_of(levels, _("Choose the line that fits your answer."))


class Free(Kind):
    name = "free"
    title = _("In your own words")
    template = "quizzes/kinds/free.html"
    schema = {
        "model": {**TEXT, "title": gettext_noop("Model answer")},
        "rubric": {
            "type": "array",
            "title": gettext_noop("Levels to rate oneself by, the worst first"),
            "items": {**LINE, "title": gettext_noop("Level")},
            "minItems": BEST_RATING + 1,
            "maxItems": BEST_RATING + 1,
        },
    }
    required = ("model", "rubric")
    scale = None
    is_graded = False
    form_class = FreeForm

    def steps(self, content):
        return 2

    def steps_taken(self, response):
        return len(response or {})

    def take(self, form, response):
        if form.step == 0:
            return {"text": form.cleaned_data["text"]}
        return {**response, "rating": int(form.cleaned_data["rating"])}

    def grade(self, content, response):
        return Grade(response["rating"] / BEST_RATING, None)

    def rows(self, content, response, shuffle):
        return []

    def parts(self, content):
        return [Part(str(_("Own rating")), [Pick(level) for level in content["rubric"]])]

    def picks(self, content, response):
        return [(0, response["rating"])]


kind = Free()
