"""The scoring rules once more, in fractions and by other ways than the app's, to hold the two against each other."""

from fractions import Fraction

HALF = Fraction(1, 2)


def single(content, response):
    return Fraction(bool(content["options"][response["option"]].get("key")))


def multiple(content, response):
    worth = Fraction(1, sum(bool(option.get("key")) for option in content["options"]))
    total = Fraction(0)
    for number, option in enumerate(content["options"]):
        if number in response["options"]:
            total += worth if option.get("key") else -worth
    return total if total > 0 else Fraction(0)


def statement(content, response):
    reason = bool(content["reasons"][response["reason"]].get("key"))
    return {(True, True): Fraction(1), (True, False): HALF}.get(
        (response["verdict"] is content["verdict"], reason), Fraction(0)
    )


def order(content, response):
    """By counting how often neighbours must be swapped."""
    row, swaps = list(response["order"]), 0
    for end in range(len(row) - 1, 0, -1):
        for place in range(end):
            if row[place] > row[place + 1]:
                row[place], row[place + 1] = row[place + 1], row[place]
                swaps += 1
    return 1 - Fraction(2 * swaps, len(row) * (len(row) - 1))


def match(content, response):
    lefts = [pair["left"] for pair in content["pairs"]]
    made = {(lefts[place], content["pairs"][given]["right"]) for place, given in enumerate(response["rights"])}
    return Fraction(len(made & {(pair["left"], pair["right"]) for pair in content["pairs"]}), len(lefts))


def categorise(content, response):
    misses = 0
    for card, given in zip(content["cards"], response["categories"], strict=True):
        misses += content["categories"][given] != card["category"]
    return 1 - Fraction(misses, len(content["cards"]))


def estimate(content, response):
    guess, low, high = (Fraction(response[name]) for name in ("guess", "low", "high"))
    if min(content["accept"]) <= guess <= max(content["accept"]):
        return Fraction(1)
    is_held = (Fraction(content["answer"]) - low) * (high - Fraction(content["answer"])) >= 0
    return HALF if is_held and high - low <= Fraction(content["range_cap"]) else Fraction(0)


def free(content, response):
    return Fraction(response["rating"], 3)


def branch(content, response):
    total = Fraction(0)
    for place, node in enumerate(content["nodes"]):
        total += Fraction(node["choices"][response["choices"][place]]["score"])
    return total / len(content["nodes"])


RULES = {
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


def score_again(name: str, content: dict, response: dict) -> tuple[Fraction, bool | None]:
    """(score, whether what the confidence was about is right; None where none is asked for)."""
    score = RULES[name](content, response)
    return score, None if name == "free" else score >= HALF if name == "tf-why" else score == 1
