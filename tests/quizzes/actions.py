"""What people do with questions, as plain functions on a test client."""

from functools import cache

from lessons.rendering import render_line
from quizzes.models import Question
from tests.quizzes.page import Element, read, words

LATER_STEPS = {"tf-why": 1, "free": 1}
AS_PART = {"HTTP_X_PART": "1"}


def anchor_of(code: str, ordinal: int = 1) -> str:
    anchor = code.lower().replace(".", "-")
    return anchor if ordinal == 1 else f"{anchor}-{ordinal}"


def card_in(response, code: str, ordinal: int = 1) -> Element:
    """The card of a question in a page."""
    return read(response).one("section", id=anchor_of(code, ordinal))


def sheet_in(response, code: str, ordinal: int = 1) -> "Sheet":
    return Sheet(card_in(response, code, ordinal))


def practice_url(code: str) -> str:
    return f"/questions/{code}/"


def answer_url(code: str) -> str:
    return f"/questions/{code}/answer/"


class Sheet:
    """The form in a card, to be filled in. `sent` is what a browser would send."""

    def __init__(self, card: Element):
        self.form = card.one("form", class_="ask")
        self.action = self.form["action"]
        self.sent: dict[str, list[str]] = {}
        for control in self.form.all("input"):
            if control["type"] not in ("radio", "checkbox") or "checked" in control:
                self.sent.setdefault(control["name"], []).append(control["value"])

    def label_of(self, control: Element) -> str:
        return self.form.one("label", **{"for": control["id"]}).words

    def tick(self, text: str, within: Element | None = None) -> None:
        """The radio button or checkbox with these words."""
        boxes = [box for box in (within or self.form).all("input") if box["type"] in ("radio", "checkbox")]
        found = [box for box in boxes if self.label_of(box) == text]
        assert len(found) == 1, f"{len(found)} choices say {text!r}"
        name, value = found[0]["name"], found[0]["value"]
        self.sent[name] = [value] if found[0]["type"] == "radio" else [*self.sent.get(name, []), value]

    def select(self, label: str, option: str) -> None:
        """In the select box with this label, the option with these words."""
        box = self.form.one("select", id=next(e["for"] for e in self.form.all("label") if e.words == label))
        value = next(element["value"] for element in box.all("option") if element.words == option)
        self.sent[box["name"]] = [value]

    def file(self, card: str, category: str) -> None:
        """A card under a category."""
        row = next(each.parent for each in self.form.all("legend") if each.words == card)
        self.tick(category, row)

    def write(self, name: str, text: str) -> None:
        self.sent[name] = [text]

    def say(self, confidence: int) -> None:
        self.sent["confidence"] = [str(confidence)]

    @property
    def asks_confidence(self) -> bool:
        return bool(self.form.all("input", name="confidence"))


@cache
def line(text: str) -> str:
    """The words on the page of a line that an author wrote."""
    return words(render_line(text))


def fill(sheet: Sheet, source: dict, step: int, response: dict) -> None:
    """Fill in one step of a question, so that it comes to `response` (in the author's numbering)."""
    FILL[source["kind"]](sheet, source, step, response)


def fill_single(sheet, source, step, response):
    sheet.tick(line(source["options"][response["option"]]["text"]))


def fill_multiple(sheet, source, step, response):
    for number in response["options"]:
        sheet.tick(line(source["options"][number]["text"]))


def fill_statement(sheet, source, step, response):
    if step == 0:
        sheet.tick("True" if response["verdict"] else "False")
    else:
        sheet.tick(line(source["reasons"][response["reason"]]["text"]))


def fill_order(sheet, source, step, response):
    for place, number in enumerate(response["order"], start=1):
        sheet.select(line(source["steps"][number]), str(place))


def fill_match(sheet, source, step, response):
    pairs = source["pairs"]
    for pair, given in zip(pairs, response["rights"], strict=True):
        sheet.select(line(pair["left"]), line(pairs[given]["right"]))


def fill_categorise(sheet, source, step, response):
    for card, given in zip(source["cards"], response["categories"], strict=True):
        sheet.file(line(card["text"]), line(source["categories"][given]))


def fill_estimate(sheet, source, step, response):
    for name in ("guess", "low", "high"):
        sheet.write(name, repr(response[name]))


def fill_free(sheet, source, step, response):
    if step == 0:
        sheet.write("text", response["text"])
    else:
        sheet.tick(line(source["rubric"][response["rating"]]))


def fill_branch(sheet, source, step, response):
    sheet.tick(line(source["nodes"][step]["choices"][response["choices"][step]]["text"]))


FILL = {
    "single": fill_single,
    "multiple": fill_multiple,
    "tf-why": fill_statement,
    "order": fill_order,
    "match": fill_match,
    "categorise": fill_categorise,
    "estimate": fill_estimate,
    "free": fill_free,
    "branch": fill_branch,
}


def steps_of(source: dict) -> int:
    """How many times something is sent until a question is answered."""
    return len(source["nodes"]) if source["kind"] == "branch" else 1 + LATER_STEPS.get(source["kind"], 0)


def take_steps(client, page, source: dict, response: dict, *, confidence: int | None = 80, ordinal: int = 1):
    """Answer the question with the author's entry `source` on `page`, step by step; returns what came last."""
    for step in range(steps_of(source)):
        sheet = sheet_in(page, source["id"], ordinal)
        fill(sheet, source, step, response)
        if sheet.asks_confidence and confidence:
            sheet.say(confidence)
        page = client.post(sheet.action, sheet.sent, **AS_PART)
        assert page.status_code == 200, page.content.decode()
    return page


def answer_at(client, url: str, question: Question, response: dict, *, confidence: int | None = 80, ordinal: int = 1):
    """Answer a question on the page at `url`; returns the card as it then is."""
    page = client.get(url)
    assert page.status_code == 200, f"{page.status_code} {page.get('Location', '')}"
    return take_steps(client, page, question.revision.source, response, confidence=confidence, ordinal=ordinal)


def filled(client, url: str, text: str, confidence: int = 80, code: str = "Q01.1"):
    """The form for a question on the page at `url`, with a choice made and not yet sent."""
    sheet = sheet_in(client.get(url), code)
    sheet.tick(text)
    sheet.say(confidence)
    return sheet
