"""A statement to judge, then why. The reasons would give the verdict away, so it is locked before they are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.kinds.base import AnswerForm, Grade, Kind, Part, Pick, numbered, one_of
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
from quizzes.scales import FOUR_STEPS

VERDICT, REASON = 0, 1


class StatementForm(AnswerForm):
    def add_fields(self):
        if self.step == VERDICT:
            verdicts = [("true", _("True")), ("false", _("False"))]
            self.fields["verdict"] = one_of(verdicts, _("Choose True or False."))
        else:
            texts = texts_in_order(self.content["reasons"], self.shuffle, "reasons")
            self.fields["reason"] = one_of(numbered(texts), _("Choose a reason."))


class Statement(Kind):
    name = "tf-why"
    title = _("True or false, and why")
    template = "quizzes/kinds/tf_why.html"
    schema = {
        "verdict": {"type": "boolean", "title": gettext_noop("The statement is")},
        "reasons": {
            **with_one_key(options_schema(3, 4), title=gettext_noop("Reason")),
            "title": gettext_noop("Reasons"),
        },
    }
    required = ("verdict", "reasons")
    scale = FOUR_STEPS
    form_class = StatementForm

    def mistakes(self, source):
        return option_mistakes(source["reasons"], "reasons", 1, 1)

    def steps(self, content):
        return 2

    def steps_taken(self, response):
        return len(response or {})

    def asks_confidence(self, content, step):
        return step == VERDICT

    def take(self, form, response):
        if form.step == VERDICT:
            return {"verdict": form.cleaned_data["verdict"] == "true"}
        order = form.shuffle.order("reasons", len(form.content["reasons"]))
        return {**response, "reason": order[int(form.cleaned_data["reason"])]}

    def grade(self, content, response):
        """Half for the verdict, half for the reason, which counts only after a right verdict."""
        is_right = response["verdict"] == content["verdict"]
        has_reason = response["reason"] in keys_of(content["reasons"])
        return Grade(0.5 * is_right + 0.5 * (is_right and has_reason), is_right)

    def rows(self, content, response, shuffle):
        return option_rows(content["reasons"], {response["reason"]}, shuffle, "reasons")

    def misconceptions(self, content, response):
        return shown_by(content["reasons"], {response["reason"]})

    def parts(self, content):
        verdicts = [Pick(str(_("True")), content["verdict"]), Pick(str(_("False")), not content["verdict"])]
        return [Part(str(_("Verdict")), verdicts), part_of(content["reasons"], str(_("Reason")))]

    def picks(self, content, response):
        return [(VERDICT, 0 if response["verdict"] else 1), (REASON, response["reason"])]


kind = Statement()
