"""A story with a few decisions. What follows is told at once; how good each was comes at the end."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.kinds.base import (
    FEEDBACK,
    LINE,
    MISCONCEPTION,
    TEXT,
    AnswerForm,
    Kind,
    Mistake,
    Part,
    Pick,
    Row,
    full_or_not,
    numbered,
    one_of,
)

CHOICE = {
    "type": "object",
    "title": gettext_noop("Choice"),
    "properties": {
        "text": {**LINE, "title": gettext_noop("Text")},
        "score": {
            "enum": [0, 0.5, 1],
            "title": gettext_noop("Score"),
            "description": gettext_noop("1 for the best choice of a step, 0.5 for what can be defended."),
        },
        "feedback": {**TEXT, "title": FEEDBACK},
        "then": {
            **TEXT,
            "title": gettext_noop("What follows"),
            "description": gettext_noop("After each choice but those of the last step."),
        },
        "misconception": MISCONCEPTION,
    },
    "required": ["text", "score", "feedback"],
    "additionalProperties": False,
}
NODE = {
    "type": "object",
    "title": gettext_noop("Step"),
    "properties": {
        "text": {**TEXT, "title": gettext_noop("What happens")},
        "choices": {
            "type": "array",
            "title": gettext_noop("Choices"),
            "items": CHOICE,
            "minItems": 2,
            "maxItems": 4,
        },
    },
    "required": ["text", "choices"],
    "additionalProperties": False,
}


def choices_name(step: int) -> str:
    return f"node-{step}"


class BranchForm(AnswerForm):
    def add_fields(self):
        choices = self.content["nodes"][self.step]["choices"]
        order = self.shuffle.order(choices_name(self.step), len(choices))
        self.fields["choice"] = one_of(
            numbered([choices[number]["text"] for number in order]), _("Choose what you would do.")
        )


class Branch(Kind):
    name = "branch"
    title = _("Decide")
    template = "quizzes/kinds/branch.html"
    schema = {
        "nodes": {
            "type": "array",
            "title": gettext_noop("Steps of the story"),
            "items": NODE,
            "minItems": 2,
            "maxItems": 4,
        }
    }
    required = ("nodes", "why")
    form_class = BranchForm

    def mistakes(self, source):
        last = len(source["nodes"]) - 1
        for number, node in enumerate(source["nodes"]):
            path = ("nodes", number, "choices")
            if [choice["score"] for choice in node["choices"]].count(1) != 1:
                yield Mistake(path, "One choice of each node scores 1.", "Correct the scores.")
            for place, choice in enumerate(node["choices"]):
                if number < last and "then" not in choice:
                    yield Mistake((*path, place, "then"), "What follows is missing.", "Add then: what happens next.")
                if number == last and "then" in choice:
                    yield Mistake((*path, place, "then"), "Nothing follows the last node.", "Take 'then' out.")

    def steps(self, content):
        return len(content["nodes"])

    def steps_taken(self, response):
        return len((response or {}).get("choices", ()))

    def take(self, form, response):
        count = len(form.content["nodes"][form.step]["choices"])
        order = form.shuffle.order(choices_name(form.step), count)
        taken = (response or {}).get("choices", [])
        return {"choices": [*taken, order[int(form.cleaned_data["choice"])]]}

    def chosen(self, content: dict, response: dict) -> list[dict]:
        """The choices made so far."""
        made = zip(content["nodes"], response["choices"], strict=False)
        return [node["choices"][number] for node, number in made]

    def grade(self, content, response):
        scores = [choice["score"] for choice in self.chosen(content, response)]
        return full_or_not(sum(scores) / len(scores))

    def rows(self, content, response, shuffle):
        """One row a node made so far, with the best choice where it was another."""
        rows = []
        for node, choice in zip(content["nodes"], self.chosen(content, response), strict=False):
            best = max(node["choices"], key=lambda other: other["score"])
            state = {1: "right", 0.5: "partly", 0: "wrong"}[choice["score"]]
            rows.append(
                Row(
                    node["text"],
                    state,
                    choice["feedback"],
                    choice["text"],
                    "" if best is choice else f"{best['text']} {best['feedback']}",
                )
            )
        return rows

    def misconceptions(self, content, response):
        codes = [choice.get("misconception") for choice in self.chosen(content, response)]
        return [code for code in codes if code]

    def parts(self, content):
        return [
            Part(
                node["text"],
                [
                    Pick(choice["text"], choice["score"] == 1, choice["feedback"], choice.get("misconception", ""))
                    for choice in node["choices"]
                ],
                has_distractors=True,
            )
            for node in content["nodes"]
        ]

    def picks(self, content, response):
        return list(enumerate(response["choices"]))


kind = Branch()
