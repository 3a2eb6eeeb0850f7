"""Answering questions as a person does: everything is found by what it says, in whatever order it stands.

What to say comes from the authors' files alone, so that these tests know nothing of how answers are stored or graded.
"""

import re
from collections.abc import Callable
from pathlib import Path

import yaml

FILES = sorted((Path(__file__).resolve().parents[2] / "course" / "quizzes").glob("*.yaml"))
LESSONS = {(parsed := yaml.safe_load(file.read_text()))["lesson"]: parsed["items"] for file in FILES}
ITEMS = {item["id"]: item for items in LESSONS.values() for item in items}
SAMPLES = {
    "single": ("Q05.2", "value"),
    "multiple": ("Q06.7", "experience"),
    "tf-why": ("Q05.5", "value"),
    "order": ("Q05.1", "value"),
    "match": ("Q06.1", "experience"),
    "categorise": ("Q05.3", "value"),
    "estimate": ("Q09.4", "metrics"),
    "free": ("Q05.9", "value"),
    "branch": ("Q03.8", "still-product-management"),
}
"""One question of each kind, and the lesson in whose quiz it stands."""
SEND = re.compile(
    "^(Check my answer|Save my answer|Lock the verdict|Decide and go on|Compare with a model answer|Save my rating)$"
)
VERDICTS = {
    "right": re.compile("^✓ Right answer$"),
    "partly": re.compile(r"^◐ Partly right: \d+ of 100$"),
    "wrong": re.compile("^✕ Not right$"),
    "own": re.compile("^You rated yourself [0-3] of 3$"),
}
HEADS_A_VERDICT = re.compile("^(✓|◐|✕|You rated yourself|Saved)")
PRINTED = {'"': '["“”]', "'": "['‘’]", "*": "", "/": "[/]"}  # Playwright ends a pattern at a bare slash
Action = Callable[[object], None]


def reads(text: str) -> re.Pattern:
    """What matches `text`, Markdown, as it is printed: without asterisks, with quotation marks that curl."""
    return re.compile(f"^{reads_within(text).pattern}$")


def reads_within(text: str) -> re.Pattern:
    words = ("".join(PRINTED.get(letter, re.escape(letter)) for letter in word) for word in text.split())
    return re.compile(r"\s+".join(words))


def anchor_of(code: str) -> str:
    return f"#{code.lower().replace('.', '-')}"


def card_on(page, code: str, *, again: bool = False):
    """The card of a question, on whatever page; `again` is its one more try."""
    return page.locator(anchor_of(code) + "-2" * again)


def verdict_of(card):
    """The heading over what came out."""
    return card.get_by_role("heading", level=4, name=HEADS_A_VERDICT)


def choose(text: str, role: str = "radio") -> Action:
    return lambda card: card.get_by_role(role, name=reads(text)).check()


def tick(text: str) -> Action:
    return choose(text, "checkbox")


def file_under(text: str, category: str) -> Action:
    return lambda card: card.get_by_role("group", name=reads(text)).get_by_role("radio", name=reads(category)).check()


def pick(label: str, text: str) -> Action:
    def act(card):
        box = card.get_by_role("combobox", name=reads(label))
        labels = [re.sub(r"\s+", " ", each).strip() for each in box.locator("option").all_inner_texts()]
        box.select_option(index=next(number for number, each in enumerate(labels) if reads(text).match(each)))

    return act


def write(label: str, text: str) -> Action:
    return lambda card: card.get_by_role("textbox", name=label, exact=True).fill(text)


def sure(percent: int) -> Action:
    how_likely = re.compile("^How likely is it")
    return lambda card: card.get_by_role("group", name=how_likely).get_by_role("radio", name=f"{percent}%").check()


def is_key(option: dict) -> bool:
    return option.get("key", False)


def option_steps(item, wish):
    keys = [option["text"] for option in item["options"] if is_key(option)]
    others = [option["text"] for option in item["options"] if not is_key(option)]
    if item["kind"] == "single":
        return [[choose(keys[0] if wish == "right" else others[0])]]
    texts = {"right": keys, "partly": keys[1:], "wrong": others}[wish]
    return [[tick(text) for text in texts]]


def statement_steps(item, wish):
    verdict = item["verdict"] if wish != "wrong" else not item["verdict"]
    reason = next(reason["text"] for reason in item["reasons"] if is_key(reason) == (wish == "right"))
    return [[choose(str(verdict))], [choose(reason)]]


def order_steps(item, wish):
    steps = item["steps"]
    wanted = {"right": steps, "partly": [*steps[:-2], steps[-1], steps[-2]], "wrong": steps[::-1]}[wish]
    return [[pick(text, str(place)) for place, text in enumerate(wanted, start=1)]]


def match_steps(item, wish):
    lefts, rights = ([pair[side] for pair in item["pairs"]] for side in ("left", "right"))
    given = {"right": rights, "partly": [*rights[:-2], rights[-1], rights[-2]], "wrong": [*rights[1:], rights[0]]}[wish]
    return [[pick(left, right) for left, right in zip(lefts, given, strict=True)]]


def categorise_steps(item, wish):
    other = {card["text"]: next(c for c in item["categories"] if c != card["category"]) for card in item["cards"]}
    missed = {"right": 0, "partly": 1, "wrong": len(other)}[wish]
    return [
        [
            file_under(card["text"], other[card["text"]] if number < missed else card["category"])
            for number, card in enumerate(item["cards"])
        ]
    ]


def estimate_steps(item, wish):
    low, high = item["accept"]
    slip = item["range_cap"] / 3
    guess, at_least, at_most = {
        "right": (item["answer"], low, high),
        "partly": (low - slip, low - slip, item["answer"]),
        "wrong": (high + 2 * slip, high + slip, high + 3 * slip),
    }[wish]
    return [[write("Best guess", f"{guess:g}"), write("At least", f"{at_least:g}"), write("At most", f"{at_most:g}")]]


def branch_steps(item, wish):
    def wanted(number, choices):
        is_best = wish == "right" or (wish == "partly" and number == 0)
        return (max if is_best else min)(choices, key=lambda choice: choice["score"])["text"]

    return [[choose(wanted(number, node["choices"]))] for number, node in enumerate(item["nodes"])]


def free_steps(item, wish):
    rating = {"right": 3, "partly": 1, "wrong": 0}[wish]
    return [[write("Your answer", "It depends on what is at stake.")], [choose(item["rubric"][rating])]]


STEPS = {
    "single": option_steps,
    "multiple": option_steps,
    "tf-why": statement_steps,
    "order": order_steps,
    "match": match_steps,
    "categorise": categorise_steps,
    "estimate": estimate_steps,
    "branch": branch_steps,
    "free": free_steps,
}


def steps_to(item: dict, wish: str, percent: int = 60) -> list[list[Action]]:
    """What to do at each step of a question so that the answer comes out as `wish`: right, partly or wrong."""
    steps = STEPS[item["kind"]](item, wish)
    if item["kind"] != "free":
        steps[0 if item["kind"] == "tf-why" else -1].append(sure(percent))
    return steps


def fill(card, step: list[Action]) -> None:
    for act in step:
        act(card)


def send(card) -> None:
    card.get_by_role("button", name=SEND).click()


def answer(card, code: str, wish: str = "right", percent: int = 60) -> None:
    """Answer a whole question."""
    for step in steps_to(ITEMS[code], wish, percent):
        fill(card, step)
        send(card)


def outcome_of(item: dict, wish: str) -> str:
    """What an answer given with `steps_to` comes out as: the worst choices of a story may be defensible."""
    if item["kind"] == "free":
        return "own"
    if item["kind"] == "branch" and wish == "wrong":
        return "partly" if any(min(choice["score"] for choice in node["choices"]) for node in item["nodes"]) else wish
    return wish
