"""Questions as GIFT, the text format that Moodle and others import."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from authoring.exchange.gift_kept import general_feedback, kept_line
from authoring.exchange.gift_texts import escaped, rich
from authoring.exchange.losses import Losses


@dataclass(frozen=True)
class LessonItems:
    """The questions of one lesson, as their authors wrote them."""

    code: str
    title: str
    entries: list[dict]


@dataclass
class Gift(Losses):
    text: str = ""
    blocks: list[str] = field(default_factory=list)


def write_gift(lessons: Iterable[LessonItems], course_title: str) -> Gift:
    """All questions that GIFT can hold, in a category for each lesson, and what it could not hold."""
    gift = Gift()
    for lesson in lessons:
        blocks = [block for entry in lesson.entries if (block := write_item(entry, gift))]
        if blocks:
            gift.blocks += [category(course_title, f"{lesson.code} {lesson.title}"), *blocks]
    gift.text = "\n\n".join([*gift.blocks, ""])
    return gift


def category(*names: str) -> str:
    """A path. A slash inside a name is written twice; there is one line."""
    return "$CATEGORY: $course$/top/" + "/".join(" ".join(name.split()).replace("/", "//") for name in names)


def write_item(entry: dict, gift: Losses) -> str:
    if entry["kind"] not in WRITERS:
        gift.leave_out(entry, LEFT_OUT.get(entry["kind"], "GIFT has no such kind."))
        return ""
    answers, reasons = WRITERS[entry["kind"]](entry)
    gift.hold(entry, reasons)
    lines = [*head(entry), f"::{escaped(entry['id'])}::[markdown]{escaped(stem_of(entry))}{{{answers[0]}"]
    lines += [f"\t{line}" for line in answers[1:]]
    return "\n".join([*lines, f"\t####{rich(general_feedback(entry))}", "}"])


def head(entry: dict) -> list[str]:
    """Comments before the question: its id and its tags, which Moodle reads, and what only we read."""
    tags = [f"level {entry['level']}", f"difficulty {entry['difficulty']}", *entry["points"]]
    if entry.get("case"):
        tags.append(f"case {entry['case']}")
    return ["// " + " ".join([f"[id:{entry['id']}]", *(f"[tag:{tag}]" for tag in tags)]), kept_line(entry)]


def stem_of(entry: dict) -> str:
    """The stem; where a figure is asked for, with its unit, which has no other place."""
    return entry["stem"] + unit_line(entry["unit"]) if entry["kind"] == "estimate" else entry["stem"]


def unit_line(unit: str) -> str:
    return f"\n\n({unit})"


def percent(share: float) -> str:
    """As Moodle writes its grades: at most five decimals."""
    return f"{100 * share:.5f}".rstrip("0").rstrip(".")


def write_single(entry: dict) -> tuple[list[str], list[str]]:
    marks = ["=" if option.get("key") else "~" for option in entry["options"]]
    return ["", *written_options(marks, entry["options"])], []


def write_multiple(entry: dict) -> tuple[list[str], list[str]]:
    """A right option is worth its share, a wrong one takes as much away, as with us."""
    weight = percent(1 / sum(bool(option.get("key")) for option in entry["options"]))
    marks = [f"~%{weight}%" if option.get("key") else f"~%-{weight}%" for option in entry["options"]]
    return ["", *written_options(marks, entry["options"])], []


def written_options(marks: list[str], options: list[dict]) -> list[str]:
    return [
        f"{mark}{rich(option['text'])}#{rich(option['feedback'])}" for mark, option in zip(marks, options, strict=True)
    ]


def write_match(entry: dict) -> tuple[list[str], list[str]]:
    pairs = [(pair["left"], pair["right"]) for pair in entry["pairs"]]
    return written_pairs(pairs)


def write_categorise(entry: dict) -> tuple[list[str], list[str]]:
    """Cards and headings are pairs whose right sides come more than once."""
    pairs = [(card["text"], card["category"]) for card in entry["cards"]]
    lines, reasons = written_pairs(pairs)
    return lines, [*reasons, "Cards are filed by choosing a heading beside each, as in a match."]


def written_pairs(pairs: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    reasons = ["Feedback on each pair has no place: it stands in the general feedback."]
    if any(mark in right for _left, right in pairs for mark in "*_`[\\"):
        reasons.append("Right sides are plain text: marks of Markdown in them stand as they are.")
    lines = [f"={rich(left)} -> {escaped(right)}" for left, right in pairs]
    return ["", *lines], reasons


def write_estimate(entry: dict) -> tuple[list[str], list[str]]:
    answer, low, high = (Decimal(str(figure)) for figure in (entry["answer"], *entry["accept"]))
    reasons = ["The range that a learner gives, and half the score for it, have no place."]
    if answer - low == high - answer:
        return [f"#{answer:f}:{high - answer:f}"], reasons
    return ["#", f"={answer:f}:0", f"=%100%{low:f}..{high:f}"], reasons


def write_statement(entry: dict) -> tuple[list[str], list[str]]:
    reasons = ["The reasons to choose from have no place: the right one stands in the general feedback."]
    return ["TRUE" if entry["verdict"] else "FALSE"], reasons


def write_free(entry: dict) -> tuple[list[str], list[str]]:
    return [""], ["Learners do not rate themselves: the model stands in the general feedback, the levels are left out."]


WRITERS: dict[str, Callable[[dict], tuple[list[str], list[str]]]] = {
    "single": write_single,
    "multiple": write_multiple,
    "match": write_match,
    "categorise": write_categorise,
    "estimate": write_estimate,
    "tf-why": write_statement,
    "free": write_free,
}
LEFT_OUT = {
    "order": "GIFT has no sequences. QTI has.",
    "branch": "GIFT has no decisions that follow each other.",
}
