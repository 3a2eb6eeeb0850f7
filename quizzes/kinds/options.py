"""What kinds with a list of options share: the options themselves, each with feedback of its own."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from quizzes.kinds.base import FEEDBACK, LINE, MISCONCEPTION, TEXT, Mistake, Part, Pick, Row, Shuffle

OPTION = {
    "type": "object",
    "title": _("Option"),
    "properties": {
        "text": {**LINE, "title": _("Text")},
        "key": {"type": "boolean", "title": _("This is right")},
        "feedback": {**TEXT, "title": FEEDBACK},
        "misconception": MISCONCEPTION,
    },
    "required": ["text", "feedback"],
    "additionalProperties": False,
}
ONE_KEY = {**OPTION["properties"], "key": {**OPTION["properties"]["key"], "x-only-one": True}}


def options_schema(least: int, most: int) -> dict:
    return {"type": "array", "title": _("Options"), "items": OPTION, "minItems": least, "maxItems": most}


def with_one_key(schema: dict, **words: str) -> dict:
    """A list of options of which one is right; `words` replace those about an option."""
    return {**schema, "items": {**schema["items"], "properties": ONE_KEY, **words}}


def option_mistakes(options: list[dict], name: str, least_keys: int, most_keys: int) -> Iterator[Mistake]:
    keys = [option for option in options if option.get("key")]
    if not least_keys <= len(keys) <= most_keys:
        wanted = "one" if most_keys == 1 else f"{least_keys} to {most_keys}"
        yield Mistake((name,), f"{len(keys)} of the {name} have 'key: true'.", f"Mark {wanted}.")
    texts = [option["text"] for option in options]
    for number, option in enumerate(options):
        if option["text"] in texts[:number]:
            yield Mistake((name, number, "text"), "This text stands twice.", "Write another one.")
        if option.get("key") and option.get("misconception"):
            yield Mistake((name, number, "misconception"), "A key shows no misconception.", "Take the code out.")


def keys_of(options: list[dict]) -> set[int]:
    return {number for number, option in enumerate(options) if option.get("key")}


def texts_in_order(options: list[dict], shuffle: Shuffle, name: str) -> list[str]:
    return [options[number]["text"] for number in shuffle.order(name, len(options))]


def option_rows(options: list[dict], chosen: set[int], shuffle: Shuffle, name: str) -> list[Row]:
    rows = []
    for number in shuffle.order(name, len(options)):
        option = options[number]
        is_key, is_chosen = bool(option.get("key")), number in chosen
        state = ("right" if is_key else "wrong") if is_chosen else ("missed" if is_key else "")
        rows.append(Row(option["text"], state, option["feedback"]))
    return rows


def shown_by(options: list[dict], chosen: set[int]) -> list[str]:
    """Misconceptions of the chosen options."""
    codes = [options[number].get("misconception") for number in sorted(chosen)]
    return [code for code in codes if code]


def part_of(options: list[dict], text: str = "") -> Part:
    """The options as a part to count choices in."""
    picks = [
        Pick(option["text"], bool(option.get("key")), option["feedback"], option.get("misconception", ""))
        for option in options
    ]
    return Part(text, picks, has_distractors=True)
