"""A question read from GIFT as an entry of ours: what it says, what its comment kept, defaults for what is missing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from authoring.exchange.gift_kept import feedback_of
from authoring.exchange.gift_reading import Answer, GiftQuestion, NotGift, Text
from authoring.exchange.gift_writing import unit_line
from authoring.files.unwritten import TO_WRITE
from lessons.escaping import escaped_line, escaped_text
from lessons.rendering import plain_text
from quizzes.kinds.free import BEST_RATING
from quizzes.schema import LEVELS

KINDS = {
    "choices": ("single", "multiple"),
    "pairs": ("match", "categorise"),
    "numerical": ("estimate",),
    "verdict": ("tf-why",),
    "essay": ("free",),
}
TAG = re.compile(r"(?P<name>level|difficulty|case) (?P<value>\S+)")
POINT = re.compile(r"A[0-9]+\.[0-9]+")
LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;")


@dataclass(frozen=True)
class Defaults:
    """What an entry gets where its question does not say it."""

    level: str = "understand"
    difficulty: int = 2
    points: tuple[str, ...] = ()


@dataclass
class Draft:
    """An entry without an id. `defaults` names the keys that the file did not say, `notes` what changed on the way."""

    entry: dict
    defaults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def missing(self, what: str) -> str:
        if what not in self.defaults:
            self.defaults.append(what)
        return TO_WRITE

    def markdown(self, text: Text | None, *, is_line: bool = True) -> str:
        """A text of the file as Markdown; what was typed in another format shows as it was typed."""
        if text is None or not text.text:
            return ""
        if text.format == "markdown":
            return text.text
        typed = text.text
        if text.format in ("html", "moodle") and LOOKS_LIKE_HTML.search(typed):
            self.note("Its HTML was taken out, and the words kept.")
            typed = plain_text(typed)
        return escaped_line(typed) if is_line else escaped_text(typed)


def draft_of(question: GiftQuestion, defaults: Defaults) -> Draft:
    """The entry that a question makes; raises NotGift where no kind of ours is like it."""
    if question.kind == "short":
        raise NotGift("It asks for a word to be typed, and there is no such kind here. Write options for it.")
    kind = kind_of(question)
    draft = Draft({"kind": kind})
    kept = question.kept if question.kept.get("kind") == kind else {}
    draft.entry |= attributes_of(question, draft, defaults)
    draft.entry["stem"] = draft.markdown(question.stem, is_line=False)
    BUILDERS[kind](question, draft, kept)
    add_general(question, draft, kept)
    if question.has_gap:
        draft.note("The gap in its sentence stands as _____.")
    return draft


def kind_of(question: GiftQuestion) -> str:
    if question.kind == "choices":
        return "multiple" if is_multiple(question.answers) else "single"
    if question.kind == "pairs":
        rights = [answer.pair for answer in question.answers]
        is_match = len(set(rights)) == len(rights) and question.kept.get("kind") != "categorise"
        return "match" if is_match else "categorise"
    return KINDS[question.kind][0]


def is_multiple(answers: list[Answer]) -> bool:
    return not any(answer.is_right for answer in answers) and sum((answer.weight or 0) > 0 for answer in answers) > 1


def attributes_of(question: GiftQuestion, draft: Draft, defaults: Defaults) -> dict:
    """Level, difficulty, points and case: from tags like ours, else the defaults."""
    tags = dict(found.groups() for tag in question.tags if (found := TAG.fullmatch(tag)))
    points = [tag for tag in question.tags if POINT.fullmatch(tag)]
    values = {"level": defaults.level, "difficulty": defaults.difficulty, "points": points or list(defaults.points)}
    if tags.get("level") in LEVELS:
        values["level"] = tags["level"]
    else:
        draft.missing("level")
    if tags.get("difficulty") in ("1", "2", "3"):
        values["difficulty"] = int(tags["difficulty"])
    else:
        draft.missing("difficulty")
    if not points and "level" in draft.defaults:
        draft.missing("points")
    return values | ({"case": tags["case"]} if tags.get("case") else {})


def build_options(question: GiftQuestion, draft: Draft, kept: dict) -> None:
    is_key = (lambda answer: (answer.weight or 0) > 0) if draft.entry["kind"] == "multiple" else one_key(question)
    weights = {abs(answer.weight or 0) for answer in question.answers if not answer.is_right}
    if draft.entry["kind"] == "single" and weights - {0, 100}:
        draft.note("Points for a part are gone: one option is right here, and the others are not.")
    elif draft.entry["kind"] == "multiple" and len(weights) > 1:
        draft.note("Here each right option counts the same, and each wrong one takes as much away.")
    misconceptions = list_of(kept, "misconceptions", len(question.answers))
    draft.entry["options"] = []
    for answer, misconception in zip(question.answers, misconceptions, strict=True):
        option = {"text": draft.markdown(answer.text), "feedback": feedback_in(answer, draft)}
        option |= {"key": True} if is_key(answer) else {}
        option |= {"misconception": misconception} if misconception and not option.get("key") else {}
        draft.entry["options"].append(option)


def one_key(question: GiftQuestion) -> Callable[[Answer], bool]:
    if any(answer.is_right for answer in question.answers):
        return lambda answer: answer.is_right
    return lambda answer: (answer.weight or 0) > 0


def feedback_in(answer: Answer, draft: Draft) -> str:
    return draft.markdown(answer.feedback) or draft.missing("feedback on options")


def list_of(kept: dict, name: str, count: int) -> list:
    """A kept list, if it is as long as what it belongs to; else as many Nones."""
    found = kept.get(name)
    return found if isinstance(found, list) and len(found) == count else [None] * count


def build_pairs(question: GiftQuestion, draft: Draft, kept: dict) -> None:
    is_match = draft.entry["kind"] == "match"
    left, right = ("left", "right") if is_match else ("text", "category")
    feedback = list_of(kept, "feedback", len(question.answers))
    is_ours = question.stem.format == "markdown"
    draft.entry["pairs" if is_match else "cards"] = parts = [
        {
            left: draft.markdown(answer.text),
            right: answer.pair if is_ours else escaped_line(answer.pair),
            "feedback": own or draft.missing("feedback on pairs"),
        }
        for answer, own in zip(question.answers, feedback, strict=True)
    ]
    if not is_match:
        found = list(dict.fromkeys(part["category"] for part in parts))
        order = kept.get("categories")
        is_theirs = isinstance(order, list) and sorted(map(str, order)) == sorted(found)
        draft.entry["categories"] = order if is_theirs else found


def build_estimate(question: GiftQuestion, draft: Draft, kept: dict) -> None:
    if any(answer.weight not in (None, 100) for answer in question.answers):
        draft.note("Points for a part are gone: what is accepted counts in full.")
    full = [answer for answer in question.answers if answer.weight in (None, 100)]
    if not full:
        raise NotGift("None of its figures counts in full.")
    ranges = [range_of(answer.figure) for answer in full]
    low, high = min(low for low, _high in ranges), max(high for _low, high in ranges)
    first = full[0].figure
    answer = Decimal(first["number"]) if "number" in first else (low + high) / 2
    width = figure(high) - figure(low)
    draft.entry |= {"answer": figure(answer), "accept": [figure(low), figure(high)]}
    cap = kept.get("range_cap")
    if not isinstance(cap, int | float) or isinstance(cap, bool):
        draft.missing("range_cap")
        cap = 2 * width or max(1, abs(figure(answer)) / 5)
    draft.entry["range_cap"] = cap
    unit = kept.get("unit")
    draft.entry["unit"] = unit if isinstance(unit, str) else draft.missing("unit")
    draft.entry["stem"] = draft.entry["stem"].removesuffix(unit_line(draft.entry["unit"]))


def range_of(numbers: dict[str, str]) -> tuple[Decimal, Decimal]:
    if "low" in numbers:
        return tuple(sorted((Decimal(numbers["low"]), Decimal(numbers["high"]))))
    number, tolerance = Decimal(numbers["number"]), abs(Decimal(numbers.get("tolerance", "0")))
    return number - tolerance, number + tolerance


def figure(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def build_statement(question: GiftQuestion, draft: Draft, kept: dict) -> None:
    draft.entry["verdict"] = question.verdict
    reasons = kept.get("reasons")
    if not isinstance(reasons, list):
        missing = draft.missing("reasons")
        reasons = [{"text": f"Because … {missing} {number}", "feedback": missing} for number in (1, 2, 3)]
        reasons[0]["key"] = True
    draft.entry["reasons"] = reasons


def build_free(question: GiftQuestion, draft: Draft, kept: dict) -> None:
    rubric = kept.get("rubric")
    if not isinstance(rubric, list):
        rubric = [f"{draft.missing('rubric')} {level}" for level in range(BEST_RATING + 1)]
    draft.entry["rubric"] = rubric


def add_general(question: GiftQuestion, draft: Draft, kept: dict) -> None:
    """Take the general feedback apart: `why`, for `free` the model, what is told of pairs, and the idea."""
    text = draft.markdown(question.general, is_line=False)
    idea, why = (kept.get(name) if isinstance(kept.get(name), str) else "" for name in ("idea", "why"))
    if idea and text.endswith(idea):
        text = text.removesuffix(idea).rstrip("\n")
    if why and text.startswith(why):
        text = text.removeprefix(why).lstrip("\n")
    elif why:
        why = ""
    if draft.entry["kind"] == "free":
        draft.entry["model"] = text or draft.missing("model")
    elif text and text not in expected(draft.entry):
        why = f"{why}\n\n{text}" if why else text
    if not why and draft.entry["kind"] == "estimate":
        why = draft.missing("why")
    draft.entry |= {"why": why} if why else {}
    draft.entry["idea"] = idea or draft.missing("idea")


def expected(entry: dict) -> list[str]:
    """What the general feedback says besides, where the comment kept it and nobody changed it since."""
    try:
        return feedback_of(entry)
    except (KeyError, TypeError, AttributeError):
        return []


BUILDERS: dict[str, Callable[[GiftQuestion, Draft, dict], None]] = {
    "single": build_options,
    "multiple": build_options,
    "match": build_pairs,
    "categorise": build_pairs,
    "estimate": build_estimate,
    "tf-why": build_statement,
    "free": build_free,
}
