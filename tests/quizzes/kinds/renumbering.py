"""The same question with everything at another place, and the same response to it in the new numbers."""

from hypothesis import strategies as st


def moved(things: list, draw) -> tuple[list, dict[int, int]]:
    """`things` in another order, and where each of them now is, by its old number."""
    order = draw(st.permutations(range(len(things))))
    return [things[number] for number in order], {number: place for place, number in enumerate(order)}


def single(content, response, draw):
    options, place = moved(content["options"], draw)
    return {**content, "options": options}, {"option": place[response["option"]]}


def multiple(content, response, draw):
    options, place = moved(content["options"], draw)
    return {**content, "options": options}, {"options": sorted(place[number] for number in response["options"])}


def statement(content, response, draw):
    reasons, place = moved(content["reasons"], draw)
    return {**content, "reasons": reasons}, {**response, "reason": place[response["reason"]]}


def match(content, response, draw):
    pairs, place = moved(content["pairs"], draw)
    given = {place[left]: place[right] for left, right in enumerate(response["rights"])}
    return {**content, "pairs": pairs}, {"rights": [given[number] for number in range(len(pairs))]}


def categorise(content, response, draw):
    cards, place = moved(content["cards"], draw)
    headings, heading_at = moved(content["categories"], draw)
    given = {place[number]: heading_at[heading] for number, heading in enumerate(response["categories"])}
    return {**content, "cards": cards, "categories": headings}, {"categories": [given[n] for n in range(len(cards))]}


def branch(content, response, draw):
    nodes, choices = [], []
    for node, chosen in zip(content["nodes"], response["choices"], strict=True):
        options, place = moved(node["choices"], draw)
        nodes.append({**node, "choices": options})
        choices.append(place[chosen])
    return {**content, "nodes": nodes}, {"choices": choices}


RENUMBERED = {
    "single": single,
    "multiple": multiple,
    "tf-why": statement,
    "match": match,
    "categorise": categorise,
    "branch": branch,
}


def renumbered(name: str, content: dict, response: dict, draw) -> tuple[dict, dict]:
    return RENUMBERED[name](content, response, draw)
