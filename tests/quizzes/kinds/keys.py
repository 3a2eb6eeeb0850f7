"""The right response to a question of each kind, found by reading the author's entry."""


def places_of_keys(options: list[dict]) -> list[int]:
    return [place for place, option in enumerate(options) if option.get("key") is True]


KEYS = {
    "single": lambda content: {"option": places_of_keys(content["options"])[0]},
    "multiple": lambda content: {"options": places_of_keys(content["options"])},
    "tf-why": lambda content: {"verdict": content["verdict"], "reason": places_of_keys(content["reasons"])[0]},
    "order": lambda content: {"order": list(range(len(content["steps"])))},
    "match": lambda content: {"rights": list(range(len(content["pairs"])))},
    "categorise": lambda content: {
        "categories": [content["categories"].index(card["category"]) for card in content["cards"]]
    },
    "estimate": lambda content: dict.fromkeys(("guess", "low", "high"), content["answer"]),
    "free": lambda content: {"text": content["model"], "rating": 3},
    "branch": lambda content: {
        "choices": [[choice["score"] for choice in node["choices"]].index(1) for node in content["nodes"]]
    },
}


def key_of(name: str, content: dict) -> dict:
    return KEYS[name](content)
