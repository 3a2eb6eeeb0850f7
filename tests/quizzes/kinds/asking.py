"""Asking questions of each kind as a learner sees them, who finds everything by its words and not by its number."""

from jsonschema import Draft202012Validator

from quizzes.kinds import kinds
from quizzes.kinds.base import AnswerForm, Shuffle
from quizzes.rendering import rendered
from quizzes.schema import entry_schema
from tests.quizzes.factories import entry

SHUFFLE = Shuffle(salt=7, seed=3)


def content_of(name: str, **changes) -> dict:
    """What a revision holds of a question of this kind, as `entry` has it."""
    return kinds()[name].prepare(rendered(entry(name, **changes)))


def form_for(name: str, content: dict, data: dict | None = None, step: int = 0, shuffle=SHUFFLE) -> AnswerForm:
    return kinds()[name].form(content, step, shuffle, data)


def errors_of(name: str, content: dict, data: dict, step: int = 0) -> dict[str, list[str]]:
    """The messages at each field; none for a form that is right."""
    return dict(form_for(name, content, data, step).errors)


def choice(form: AnswerForm, field: str, text: str) -> str:
    """The value of the choice that reads `text`."""
    return next(value for value, label in form.fields[field].choices if label == text)


def named(form: AnswerForm, label: str) -> str:
    """The name of the field that is labelled `label`."""
    return next(name for name, field in form.fields.items() if field.label == label)


def say_option(form, content, response):
    return {"option": choice(form, "option", content["options"][response["option"]]["text"])}


def say_options(form, content, response):
    return {"options": [choice(form, "options", content["options"][number]["text"]) for number in response["options"]]}


def say_statement(form, content, response):
    if form.step == 0:
        return {"verdict": "true" if response["verdict"] else "false"}
    return {"reason": choice(form, "reason", content["reasons"][response["reason"]]["text"])}


def say_order(form, content, response):
    places = {content["steps"][number]: place for place, number in enumerate(response["order"], start=1)}
    return {named(form, step): str(place) for step, place in places.items()}


def say_pairs(form, content, response):
    sent = {}
    for pair, given in zip(content["pairs"], response["rights"], strict=True):
        name = named(form, pair["left"])
        sent[name] = choice(form, name, content["pairs"][given]["plain_right"])
    return sent


def say_categories(form, content, response):
    sent = {}
    for card, given in zip(content["cards"], response["categories"], strict=True):
        name = named(form, card["text"])
        sent[name] = choice(form, name, content["categories"][given])
    return sent


def say_figures(form, content, response):
    return {name: repr(figure) for name, figure in response.items()}


def say_text(form, content, response):
    if form.step == 0:
        return {"text": response["text"]}
    return {"rating": choice(form, "rating", content["rubric"][response["rating"]])}


def say_decision(form, content, response):
    made = content["nodes"][form.step]["choices"][response["choices"][form.step]]
    return {"choice": choice(form, "choice", made["text"])}


SAYING = {
    "single": say_option,
    "multiple": say_options,
    "tf-why": say_statement,
    "order": say_order,
    "match": say_pairs,
    "categorise": say_categories,
    "estimate": say_figures,
    "free": say_text,
    "branch": say_decision,
}


def sent_by(name: str, content: dict, response: dict, step: int = 0, shuffle=SHUFFLE, confidence: int = 80) -> dict:
    """What the form of one step sends when a learner means `response`."""
    form = form_for(name, content, step=step, shuffle=shuffle)
    sure = {"confidence": str(confidence)} if "confidence" in form.fields else {}
    return SAYING[name](form, content, response) | sure


def taken(name: str, content: dict, response: dict, shuffle=SHUFFLE) -> dict:
    """The response that is stored when a learner who means `response` goes through all steps."""
    kind, stored = kinds()[name], None
    for step in range(kind.steps(content)):
        form = form_for(name, content, sent_by(name, content, response, step, shuffle), step, shuffle)
        assert form.is_valid(), form.errors
        stored = kind.take(form, stored)
    return stored


def mistakes_in(name: str, **changes) -> list[tuple[tuple, str]]:
    """(where, what) for everything that the schema cannot say; the entry keeps to the schema."""
    source = entry(name, **changes)
    assert schema_errors(name, **changes) == []
    return [(mistake.path, mistake.message) for mistake in kinds()[name].mistakes(source)]


def schema_errors(name: str, **changes) -> list[tuple[tuple, str]]:
    """(where, which keyword) for everything in which the entry differs from the schema of its kind."""
    validator = Draft202012Validator(entry_schema(name))
    errors = validator.iter_errors(entry(name, **changes))
    return sorted((tuple(error.absolute_path), error.validator) for error in errors)
