"""Cards to file under headings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from quizzes.kinds.base import FEEDBACK, LINE, AnswerForm, Kind, Mistake, Part, Pick, Row, full_or_not, numbered, one_of

CARD = {
    "type": "object",
    "title": gettext_noop("Card"),
    "properties": {
        "text": {**LINE, "title": gettext_noop("Text")},
        "category": {**LINE, "title": gettext_noop("Belongs under"), "x-from": "categories"},
        "feedback": {**LINE, "title": FEEDBACK},
    },
    "required": ["text", "category", "feedback"],
    "additionalProperties": False,
}


class CategoriseForm(AnswerForm):
    def add_fields(self):
        cards, categories = self.content["cards"], numbered(self.content["categories"])
        for row, number in enumerate(self.shuffle.order("cards", len(cards))):
            self.fields[f"card-{row}"] = one_of(
                categories, _("Choose where this belongs."), label=cards[number]["text"]
            )


class Categorise(Kind):
    name = "categorise"
    title = _("Sort")
    template = "quizzes/kinds/categorise.html"
    schema = {
        "categories": {
            "type": "array",
            "title": gettext_noop("Headings"),
            "items": {**LINE, "title": gettext_noop("Heading")},
            "minItems": 2,
            "maxItems": 6,
            "uniqueItems": True,
        },
        "cards": {"type": "array", "title": gettext_noop("Cards"), "items": CARD, "minItems": 3, "maxItems": 12},
    }
    required = ("categories", "cards")
    form_class = CategoriseForm

    def mistakes(self, source):
        for number, card in enumerate(source["cards"]):
            if card["category"] not in source["categories"]:
                remedy = f"Use one of: {', '.join(source['categories'])}."
                yield Mistake(("cards", number, "category"), f"There is no category '{card['category']}'.", remedy)
        for number, category in enumerate(source["categories"]):
            if category not in [card["category"] for card in source["cards"]]:
                yield Mistake(("categories", number), f"No card belongs to '{category}'.", "Write one.")

    def take(self, form, response):
        """`categories`: for each card of the author's, the number of the category it was filed under."""
        given = {
            number: int(form.cleaned_data[f"card-{row}"])
            for row, number in enumerate(form.shuffle.order("cards", len(form.content["cards"])))
        }
        return {"categories": [given[number] for number in range(len(given))]}

    def grade(self, content, response):
        wanted = [self.category_of(content, card) for card in content["cards"]]
        hits = [given == right for given, right in zip(response["categories"], wanted, strict=True)]
        return full_or_not(sum(hits) / len(hits))

    def category_of(self, content, card) -> int:
        return content["categories"].index(card["category"])

    def rows(self, content, response, shuffle):
        rows = []
        for number in shuffle.order("cards", len(content["cards"])):
            card, given = content["cards"][number], response["categories"][number]
            state = "right" if given == self.category_of(content, card) else "wrong"
            rows.append(Row(card["text"], state, card["feedback"], content["categories"][given], card["category"]))
        return rows

    def parts(self, content):
        return [
            Part(
                card["text"],
                [Pick(name, name == card["category"], card["feedback"]) for name in content["categories"]],
            )
            for card in content["cards"]
        ]

    def picks(self, content, response):
        return list(enumerate(response["categories"]))


kind = Categorise()
