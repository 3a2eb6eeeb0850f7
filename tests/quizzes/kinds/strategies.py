"""Questions of every kind in every size that the schema allows, and every response that can be given to them."""

from hypothesis import strategies as st

from quizzes.kinds import kinds
from tests.quizzes.factories import entry

NAMES = sorted(kinds())
QUARTERS = st.integers(-4_000_000, 4_000_000).map(lambda number: number / 4)
"""Figures that floats hold exactly, so that a second computation need not round as the first does."""
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60)


def texts(word: str, count: int) -> list[str]:
    return [f"{word} {number}" for number in range(count)]


@st.composite
def options(draw, least: int, most: int, most_keys: int = 1, word: str = "Option"):
    count = draw(st.integers(least, most))
    least_keys = 1 if most_keys == 1 else 2
    keys = draw(st.sets(st.integers(0, count - 1), min_size=least_keys, max_size=min(most_keys, count - 1)))
    codes = draw(st.lists(st.sampled_from(["", "M01", "M20"]), min_size=count, max_size=count))
    return [
        {"text": text, "feedback": f"About {text}."}
        | ({"key": True} if number in keys else {"misconception": code} if code else {})
        for number, (text, code) in enumerate(zip(texts(word, count), codes, strict=True))
    ]


@st.composite
def pairs(draw):
    count = draw(st.integers(3, 9))
    sides = zip(texts("Left", count), texts("Right", count), strict=True)
    return [{"left": left, "right": right, "feedback": f"About {left}."} for left, right in sides]


@st.composite
def sorted_cards(draw):
    headings = texts("Heading", draw(st.integers(2, 6)))
    count = draw(st.integers(max(3, len(headings)), 12))
    more = draw(st.lists(st.sampled_from(headings), min_size=count - len(headings), max_size=count - len(headings)))
    places = draw(st.permutations([*headings, *more]))
    cards = [
        {"text": text, "category": heading, "feedback": f"About {text}."}
        for text, heading in zip(texts("Card", count), places, strict=True)
    ]
    return {"categories": headings, "cards": cards}


@st.composite
def figures(draw):
    low, answer, high = sorted(draw(st.lists(QUARTERS, min_size=3, max_size=3)))
    cap = high - low + draw(st.integers(1, 4_000_000)) / 4
    return {"answer": answer, "accept": [low, high], "range_cap": cap}


@st.composite
def nodes(draw):
    count, story = draw(st.integers(2, 4)), []
    for number in range(count):
        others = draw(st.lists(st.sampled_from([0, 0.5]), min_size=1, max_size=3))
        scores = draw(st.permutations([1, *others]))
        story.append(
            {
                "text": f"Node {number}",
                "choices": [
                    {"text": f"Choice {number}.{place}", "score": score, "feedback": "Why.", "misconception": "M10"}
                    | ({"then": "It goes on."} if number < count - 1 else {})
                    for place, score in enumerate(scores)
                ],
            }
        )
    return story


CONTENT = {
    "single": st.fixed_dictionaries({"options": options(3, 6)}),
    "multiple": st.fixed_dictionaries({"options": options(4, 8, most_keys=7)}),
    "tf-why": st.fixed_dictionaries({"verdict": st.booleans(), "reasons": options(3, 4, word="Reason")}),
    "order": st.integers(3, 7).map(lambda count: {"steps": texts("Step", count)}),
    "match": st.fixed_dictionaries({"pairs": pairs()}),
    "categorise": sorted_cards(),
    "estimate": figures(),
    "free": st.just({"rubric": texts("Level", 4)}),
    "branch": st.fixed_dictionaries({"nodes": nodes()}),
}


def sources(name: str):
    """What authors may write for a question of this kind."""
    return CONTENT[name].map(lambda changes: entry(name, **changes))


def contents(name: str):
    """The same as a revision holds it; its texts hold no Markdown."""
    return sources(name).map(kinds()[name].prepare)


@st.composite
def estimates(draw):
    low, guess, high = sorted(draw(st.lists(QUARTERS, min_size=3, max_size=3)))
    return {"guess": guess, "low": low, "high": high}


@st.composite
def estimates_near(draw, content):
    """Around the answer, where the rule makes its distinctions."""
    near = st.integers(-20, 20).map(lambda number: content["answer"] + number / 4)
    edges = st.sampled_from([*content["accept"], content["answer"], content["answer"] + content["range_cap"]])
    low, guess, high = sorted(draw(st.lists(near | edges, min_size=3, max_size=3)))
    return {"guess": guess, "low": low, "high": high}


def one_of_each(lists) -> st.SearchStrategy:
    return st.tuples(*(st.integers(0, len(each) - 1) for each in lists)).map(list)


def numbers_of(things) -> st.SearchStrategy:
    return st.integers(0, len(things) - 1)


def responses(name: str, content: dict) -> st.SearchStrategy:
    """Every complete response that can be given to a question."""
    ways = {
        "single": lambda: st.fixed_dictionaries({"option": numbers_of(content["options"])}),
        "multiple": lambda: st.sets(numbers_of(content["options"]), min_size=1).map(
            lambda chosen: {"options": sorted(chosen)}
        ),
        "tf-why": lambda: st.fixed_dictionaries({"verdict": st.booleans(), "reason": numbers_of(content["reasons"])}),
        "order": lambda: st.permutations(range(len(content["steps"]))).map(lambda order: {"order": list(order)}),
        "match": lambda: one_of_each([content["pairs"]] * len(content["pairs"])).map(lambda rights: {"rights": rights}),
        "categorise": lambda: one_of_each([content["categories"]] * len(content["cards"])).map(
            lambda given: {"categories": given}
        ),
        "estimate": lambda: estimates() | estimates_near(content),
        "free": lambda: st.fixed_dictionaries({"text": WORDS.map(str.strip).filter(bool), "rating": st.integers(0, 3)}),
        "branch": lambda: one_of_each([node["choices"] for node in content["nodes"]]).map(
            lambda choices: {"choices": choices}
        ),
    }
    return ways[name]()
