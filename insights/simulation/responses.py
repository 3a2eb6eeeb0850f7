"""What a made-up learner answers to a question of each kind. Pure rules: from the content of a revision to a response
in the author's numbering, as `quizzes.kinds` keeps it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from insights.simulation.traits import PULL, SLIP

WORDS = "A simulated answer: it says what the lesson says, in a few words of its own."
PART_KNOWN, PART_GUESSED = 0.97, 0.55


@dataclass(frozen=True)
class Mind:
    """How somebody meets one question: whether they know, and what they believe."""

    knows: bool
    beliefs: frozenset[str]

    def is_misled(self, options: Sequence[dict]) -> bool:
        """Whether an option says what they believe, and they do not know better."""
        return not self.knows and any(option.get("misconception") in self.beliefs for option in options)

    def choose(self, options: Sequence[dict], is_key: Callable[[dict], bool], rng: Random) -> int:
        """The number of one option."""
        keys = [number for number, option in enumerate(options) if is_key(option)]
        if self.knows and rng.random() >= SLIP:
            return rng.choice(keys)
        believed = [number for number, option in enumerate(options) if option.get("misconception") in self.beliefs]
        if believed and rng.random() < PULL:
            return rng.choice(believed)
        return rng.randrange(len(options))

    def gets(self, rng: Random) -> bool:
        """Whether they get one of many small parts right."""
        return rng.random() < (PART_KNOWN if self.knows else PART_GUESSED)


def is_key(option: dict) -> bool:
    return bool(option.get("key"))


def single(content: dict, mind: Mind, rng: Random) -> dict:
    return {"option": mind.choose(content["options"], is_key, rng)}


def multiple(content: dict, mind: Mind, rng: Random) -> dict:
    options = content["options"]
    chosen = [
        number
        for number, option in enumerate(options)
        if is_key(option) == mind.gets(rng) or (not mind.knows and option.get("misconception") in mind.beliefs)
    ]
    return {"options": chosen or [mind.choose(options, is_key, rng)]}


def statement(content: dict, mind: Mind, rng: Random) -> dict:
    is_right = mind.knows if rng.random() >= SLIP else not mind.knows
    if not mind.knows:
        is_right = not mind.is_misled(content["reasons"]) and rng.random() < 0.5
    verdict = content["verdict"] if is_right else not content["verdict"]
    return {"verdict": verdict, "reason": mind.choose(content["reasons"], is_key, rng)}


def order(content: dict, mind: Mind, rng: Random) -> dict:
    numbers = list(range(len(content["steps"])))
    for place in range(len(numbers) - 1):
        if not mind.gets(rng):
            other = rng.randrange(len(numbers))
            numbers[place], numbers[other] = numbers[other], numbers[place]
    return {"order": numbers}


def match(content: dict, mind: Mind, rng: Random) -> dict:
    missed = [number for number in range(len(content["pairs"])) if not mind.gets(rng)]
    given = dict(zip(missed, rng.sample(missed, len(missed)), strict=True))
    return {"rights": [given.get(number, number) for number in range(len(content["pairs"]))]}


def categorise(content: dict, mind: Mind, rng: Random) -> dict:
    names = content["categories"]
    return {
        "categories": [
            names.index(card["category"]) if mind.gets(rng) else rng.randrange(len(names)) for card in content["cards"]
        ]
    }


def estimate(content: dict, mind: Mind, rng: Random) -> dict:
    low, high = content["accept"]
    spread = (high - low) or abs(content["answer"]) * 0.1 or 1.0
    if mind.knows and rng.random() >= SLIP:
        guess = rng.uniform(low, high)
    else:
        guess = content["answer"] + rng.choice((-1, 1)) * spread * rng.lognormvariate(0.4, 0.7)
    width = spread * rng.lognormvariate(-0.2 if mind.knows else 0.3, 0.5)
    return {"guess": round(guess, 4), "low": round(guess - width, 4), "high": round(guess + width, 4)}


def branch(content: dict, mind: Mind, rng: Random) -> dict:
    def is_best(choice: dict) -> bool:
        return choice["score"] == 1

    return {"choices": [mind.choose(node["choices"], is_best, rng) for node in content["nodes"]]}


def free(content: dict, mind: Mind, rng: Random) -> dict:
    return {"text": WORDS, "rating": 2 if mind.knows else rng.randrange(2)}


RESPONSES = {
    "single": single,
    "multiple": multiple,
    "tf-why": statement,
    "order": order,
    "match": match,
    "categorise": categorise,
    "estimate": estimate,
    "branch": branch,
    "free": free,
}


def can_answer(kind: str) -> bool:
    """Whether they know how; a kind that was added since is passed over."""
    return kind in RESPONSES


def respond(kind: str, content: dict, mind: Mind, rng: Random) -> dict:
    return RESPONSES[kind](content, mind, rng)


def options_in(content: dict) -> list[dict]:
    """Everything that could say a misconception."""
    nodes = [choice for node in content.get("nodes", ()) for choice in node["choices"]]
    return [*content.get("options", ()), *content.get("reasons", ()), *nodes]
