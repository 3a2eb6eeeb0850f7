"""Reads GIFT: cuts a file into questions and each question into its parts, without deciding what we make of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from authoring.exchange.gift_kept import MARK, read_kept
from authoring.exchange.gift_texts import ARROW, ARROW_IN_TEXT, hidden, shown, without_format

ID = re.compile(r"\[id:([^\x00-\x1f\x7f]+?)\]")
TAG = re.compile(r"\[tag:([^\x00-\x1f\x7f]+?)\]")
TITLE = re.compile(r"::(?P<title>.*?)::", re.DOTALL)
WEIGHT = re.compile(r"%(?P<weight>-?\d{1,3}(?:\.\d{1,10})?)%")
VERDICT = re.compile(r"(?P<verdict>TRUE|FALSE|T|F)(?=\s*(?:#|$))")
NUMBER = r"[+-]?\d{1,20}(?:\.\d{1,20})?"
FIGURE = re.compile(
    rf"\s*(?:(?P<low>{NUMBER})\.\.(?P<high>{NUMBER})|(?P<number>{NUMBER})(?:\s*:\s*(?P<tolerance>{NUMBER}))?)\s*"
)
GENERAL = "####"
LONGEST_TEXT = 4000
MOST_ANSWERS = 50


class NotGift(ValueError):
    """What stands here is no question that GIFT knows; the message says why."""


@dataclass(frozen=True)
class Text:
    format: str
    text: str


@dataclass(frozen=True)
class Answer:
    """One line of answers. `weight` is None where none was written; `pair` is the right side of a match; `figure` the
    numbers of a numerical answer by name."""

    is_right: bool
    text: Text
    weight: float | None = None
    feedback: Text | None = None
    pair: str | None = None
    figure: dict[str, str] = field(default_factory=dict)


@dataclass
class GiftQuestion:
    """`kind`: choices, pairs, numerical, verdict, essay or short; `line` is where it begins."""

    line: int
    stem: Text
    kind: str = ""
    answers: list[Answer] = field(default_factory=list)
    verdict: bool | None = None
    general: Text | None = None
    title: str = ""
    id: str = ""
    tags: list[str] = field(default_factory=list)
    category: str = ""
    kept: dict = field(default_factory=dict)
    has_gap: bool = False


@dataclass(frozen=True)
class Unread:
    line: int
    reason: str


def read_gift(text: str) -> Iterator[GiftQuestion | Unread]:
    """What is in a file, in its order: questions, and what could not be read as one."""
    category = ""
    for line, comments, block in blocks_of(text):
        if block.startswith("$CATEGORY:"):
            category = block.removeprefix("$CATEGORY:").split("\n")[0].strip()
            continue
        try:
            question = read_question(block, line)
        except NotGift as error:
            yield Unread(line, str(error))
            continue
        question.category = category
        add_comments(question, comments)
        yield question


def blocks_of(text: str) -> Iterator[tuple[int, list[str], str]]:
    """(line, comments, the rest) of what stands between blank lines."""
    comments, lines, first = [], [], 0
    for number, line in enumerate([*re.split(r"\r\n|\r|\n", text), ""], start=1):
        if line.lstrip().startswith("//"):
            comments.append(line.strip())
        elif line.strip():
            first = first or number
            lines.append(line)
        elif lines:
            yield first, comments, "\n".join(lines).strip()
            comments, lines, first = [], [], 0


def add_comments(question: GiftQuestion, comments: list[str]) -> None:
    for comment in comments:
        if comment.startswith(MARK):
            question.kept = read_kept(comment)
            continue
        if found := ID.search(comment):
            question.id = found[1].strip()
        question.tags += TAG.findall(comment)


def read_question(block: str, line: int) -> GiftQuestion:
    rest, title = hidden(block), ""
    if found := TITLE.match(rest):
        title, rest = shown(found["title"]), rest[found.end() :]
    opening, closing = rest.find("{"), rest.rfind("}")
    if opening < 0:
        raise NotGift("It asks nothing: there are no answers in braces.")
    if closing < opening:
        raise NotGift("The brace before its answers is not closed.")
    after = rest[closing + 1 :].strip()
    format_, before = without_format(rest[:opening])
    format_ = format_ or "moodle"
    stem = f"{shown(before)} _____ {shown(after)}".strip() if after else shown(before)
    if not stem:
        raise NotGift("There is no question before the braces.")
    check_length(stem)
    question = GiftQuestion(line, Text(format_, stem), title=title, has_gap=bool(after))
    read_answers(question, rest[opening + 1 : closing].strip(), format_)
    return question


def read_answers(question: GiftQuestion, body: str, format_: str) -> None:
    if "{" in body or "}" in body:
        raise NotGift("There are braces in its answers. Write \\{ and \\} for braces that are text.")
    body, general, feedback = body.partition(GENERAL)
    if general:
        question.general = text_of(feedback, format_)
    body = body.strip()
    if not body:
        question.kind = "essay"
    elif body.startswith("#"):
        question.kind, question.answers = "numerical", list(numerical_answers(body[1:].strip(), format_))
    elif verdict := VERDICT.match(body):
        question.kind, question.verdict = "verdict", verdict["verdict"].startswith("T")
        notes = [text_of(part, format_) for part in body[verdict.end() :].split("#")[1:3]]
        question.general = question.general or next((note for note in reversed(notes) if note.text), None)
    elif body[0] in "=~":
        read_choices(question, list(cut(body)), format_)
    else:
        question.kind, question.answers = "short", [read_answer("=", body, format_)]


def read_choices(question: GiftQuestion, parts: list[tuple[str, str]], format_: str) -> None:
    arrows = [ARROW in part.partition("#")[0] for _mark, part in parts]
    is_all_right = all(mark == "=" for mark, _part in parts)
    if is_all_right and any(arrows):
        if not all(arrows):
            raise NotGift("Some of its pairs have no '->'.")
        question.kind, question.answers = "pairs", [read_pair(part, format_) for _mark, part in parts]
    else:
        question.kind = "short" if is_all_right else "choices"
        question.answers = [read_answer(mark, part, format_) for mark, part in parts]


def read_pair(part: str, format_: str) -> Answer:
    left, _arrow, right = part.partition(ARROW)
    return Answer(True, text_of(left, format_), pair=shown(right.partition("#")[0]))


def cut(body: str) -> Iterator[tuple[str, str]]:
    """(mark, the rest) of each answer."""
    places = [found.start() for found in re.finditer("[=~]", body)]
    if len(places) > MOST_ANSWERS:
        raise NotGift(f"It has {len(places)} answers. Keep it under {MOST_ANSWERS}.")
    for start, end in zip(places, [*places[1:], len(body)], strict=True):
        yield body[start], body[start + 1 : end]


def read_answer(mark: str, part: str, format_: str) -> Answer:
    weight = None
    if found := WEIGHT.match(part.strip()):
        weight, part = float(found["weight"]), part.strip()[found.end() :]
    part, has_feedback, feedback = part.partition("#")
    note = text_of(feedback, format_) if has_feedback else None
    return Answer(mark == "=", text_of(part, format_), weight, note if note and note.text else None)


def numerical_answers(body: str, format_: str) -> Iterator[Answer]:
    parts = list(cut(body)) if body[:1] in ("=", "~") else [("=", body)]
    for mark, part in parts:
        weight = None
        if found := WEIGHT.match(part.strip()):
            weight, part = float(found["weight"]), part.strip()[found.end() :]
        figure, has_feedback, feedback = part.partition("#")
        note = text_of(feedback, format_) if has_feedback else None
        if mark == "~":
            continue  # feedback on all other figures
        found = FIGURE.fullmatch(figure)
        if not found:
            raise NotGift(f"'{shown(figure)[:40]}' is no figure, like 8, 8:1 or 7..9.")
        numbers = {name: value for name, value in found.groupdict().items() if value}
        yield Answer(True, Text("plain", shown(figure)), weight, note, figure=numbers)


def text_of(part: str, format_: str) -> Text:
    own, rest = without_format(part)
    check_length(rest)
    text = shown(rest)
    return Text(own or format_, text.replace(ARROW_IN_TEXT, ARROW) if (own or format_) == "markdown" else text)


def check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise NotGift(f"A text in it has {len(text)} characters. Keep it under 2000.")
