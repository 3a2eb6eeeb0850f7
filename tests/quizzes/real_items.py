"""The questions of the real course as their authors wrote them, and what follows from them: computed from the files
alone, by other means than the site's."""

from fractions import Fraction

import yaml

from tests.conftest import COURSE

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ITEMS = {
    item["id"]: item
    for path in sorted((COURSE / "quizzes").glob("*.yaml"))
    for item in yaml.load(path.read_text(), Loader=LOADER)["items"]
}
HALF = Fraction(1, 2)


def key_places(options: list[dict]) -> list[int]:
    return [place for place, option in enumerate(options) if option.get("key") is True]


def other_places(options: list[dict]) -> list[int]:
    return [place for place, option in enumerate(options) if option.get("key") is not True]


def responses(item: dict) -> dict[str, dict]:
    """By name: one response that is right, one that is wrong, and one between, for kinds that have such."""
    return RESPONSES[item["kind"]](item)


def single(item):
    return {
        "right": {"option": key_places(item["options"])[0]},
        **{f"wrong, option {place + 1}": {"option": place} for place in other_places(item["options"])},
    }


def multiple(item):
    keys, others = key_places(item["options"]), other_places(item["options"])
    return {
        "right": {"options": keys},
        "wrong": {"options": others},
        "one key": {"options": keys[:1]},
        "all keys and one more": {"options": sorted([*keys, others[0]])},
    }


def statement(item):
    key, other = key_places(item["reasons"])[0], other_places(item["reasons"])[0]
    return {
        "right": {"verdict": item["verdict"], "reason": key},
        "wrong": {"verdict": not item["verdict"], "reason": other},
        "verdict only": {"verdict": item["verdict"], "reason": other},
        "reason only": {"verdict": not item["verdict"], "reason": key},
    }


def order(item):
    steps = list(range(len(item["steps"])))
    return {"right": {"order": steps}, "wrong": {"order": steps[::-1]}, "first last": {"order": [*steps[1:], 0]}}


def match(item):
    rights = list(range(len(item["pairs"])))
    return {
        "right": {"rights": rights},
        "wrong": {"rights": [*rights[1:], 0]},
        "two swapped": {"rights": [1, 0, *rights[2:]]},
    }


def categorise(item):
    count = len(item["categories"])
    right = [item["categories"].index(card["category"]) for card in item["cards"]]
    wrong = [(place + 1) % count for place in right]
    return {
        "right": {"categories": right},
        "wrong": {"categories": wrong},
        "first card wrong": {"categories": [wrong[0], *right[1:]]},
    }


def estimate(item):
    """`between` is a guess just outside of what is accepted, with the narrowest range that holds the answer."""
    low, high = (float(figure) for figure in item["accept"])
    answer, cap = float(item["answer"]), float(item["range_cap"])
    guess = high + (cap - (high - answer)) / 1000
    return {
        "right": {"guess": answer, "low": answer, "high": answer},
        "right at the edge": {"guess": low, "low": low, "high": high},
        "wrong": {"guess": high + cap, "low": high + 0.9 * cap, "high": high + 1.1 * cap},
        "between": {"guess": guess, "low": answer, "high": guess},
        "range too wide": {"guess": high + cap, "low": low - cap, "high": high + cap},
    }


def free(item):
    return {f"rated {rating}": {"text": f"My own words {rating}.", "rating": rating} for rating in range(4)}


def branch(item):
    scores = [[choice["score"] for choice in node["choices"]] for node in item["nodes"]]
    best, worst = ([choices.index(wanted(choices)) for choices in scores] for wanted in (max, min))
    return {
        "right": {"choices": best},
        "wrong": {"choices": worst},
        "first decision right": {"choices": [best[0], *worst[1:]]},
    }


RESPONSES = {
    "single": single,
    "multiple": multiple,
    "tf-why": statement,
    "order": order,
    "match": match,
    "categorise": categorise,
    "estimate": estimate,
    "free": free,
    "branch": branch,
}


def score_of(item: dict, response: dict) -> Fraction:
    """The score that the course promises for a response."""
    return SCORES[item["kind"]](item, response)


def score_multiple(item, response):
    keys = sum(option.get("key", False) for option in item["options"])
    marks = [1 if item["options"][place].get("key") else -1 for place in response["options"]]
    return max(Fraction(0), Fraction(sum(marks), keys))


def score_statement(item, response):
    if response["verdict"] is not item["verdict"]:
        return Fraction(0)
    return Fraction(1) if item["reasons"][response["reason"]].get("key") else HALF


def score_order(item, response):
    """1 − inversions / pairs, inversions counted by sorting with swaps of neighbours."""
    steps, swaps = list(response["order"]), 0
    for end in range(len(steps) - 1, 0, -1):
        for place in range(end):
            if steps[place] > steps[place + 1]:
                steps[place], steps[place + 1] = steps[place + 1], steps[place]
                swaps += 1
    return 1 - Fraction(2 * swaps, len(steps) * (len(steps) - 1))


def score_match(item, response):
    given = [item["pairs"][place]["right"] for place in response["rights"]]
    wanted = [pair["right"] for pair in item["pairs"]]
    return Fraction(sum(one == other for one, other in zip(given, wanted, strict=True)), len(wanted))


def score_categorise(item, response):
    given = [item["categories"][place] for place in response["categories"]]
    wanted = [card["category"] for card in item["cards"]]
    return Fraction(sum(one == other for one, other in zip(given, wanted, strict=True)), len(wanted))


def score_estimate(item, response):
    if min(item["accept"]) <= response["guess"] <= max(item["accept"]):
        return Fraction(1)
    holds = sorted([response["low"], item["answer"], response["high"]])[1] == item["answer"]
    return HALF if holds and response["high"] - response["low"] <= item["range_cap"] else Fraction(0)


def score_branch(item, response):
    scores = [
        Fraction(node["choices"][place]["score"])
        for node, place in zip(item["nodes"], response["choices"], strict=True)
    ]
    return sum(scores) / len(scores)


SCORES = {
    "single": lambda item, response: Fraction(bool(item["options"][response["option"]].get("key"))),
    "multiple": score_multiple,
    "tf-why": score_statement,
    "order": score_order,
    "match": score_match,
    "categorise": score_categorise,
    "estimate": score_estimate,
    "free": lambda item, response: Fraction(response["rating"], 3),
    "branch": score_branch,
}


def explanations(item: dict, response: dict) -> list[str]:
    """The words that a learner must find in the card once it is answered."""
    found = [item["idea"], *([item["why"]] if "why" in item else [])]
    if item["kind"] in ("single", "multiple", "tf-why"):
        options = item.get("options") or item["reasons"]
        chosen = response.get("options", [response.get("option", response.get("reason"))])
        found += [options[place]["feedback"] for place in {*chosen, *key_places(options)}]
    elif item["kind"] in ("match", "categorise"):
        found += [each["feedback"] for each in item.get("pairs") or item["cards"]]
    elif item["kind"] == "order":
        found += item["steps"]
    elif item["kind"] == "free":
        found += [item["model"], response["text"]]
    elif item["kind"] == "branch":
        for node, place in zip(item["nodes"], response["choices"], strict=True):
            best = next(choice for choice in node["choices"] if choice["score"] == 1)
            found += [node["choices"][place]["feedback"], best["feedback"]]
    return found
