"""A week with too few slots: what is dropped has consequences the week after."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing, unknown_id
from quizzes.simulators.wording import bullets

WORST = 3
SLOTS = {"type": "integer", "minimum": 1, "maximum": 40}
FIELD = "keep"


class Week(Simulator):
    name = "week"
    does = gettext_lazy("Fit cards into too few slots")
    schema = {
        "slots": {**SLOTS, "description": "How many slots the week has."},
        "work": listing(entry({"id": IDENT, "label": LINE}), 2, 10),
        "cards": listing(
            entry(
                {
                    "id": IDENT,
                    "text": LINE,
                    "work": IDENT,
                    "slots": SLOTS,
                    "harm": {
                        "type": "integer",
                        "minimum": 0,
                        "maximum": WORST,
                        "description": "What dropping it does: 0 nothing, 1 little, 2 it is felt, 3 it hurts.",
                    },
                    "follows": {**LINE, "description": "What happens the week after it was dropped."},
                }
            ),
            2,
            40,
        ),
        "others": listing(
            entry(
                {
                    "id": IDENT,
                    "label": LINE,
                    "note": LINE,
                    "slots": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
                }
            ),
            1,
            4,
        ),
        "notice": TEXT,
    }
    required = tuple(schema)

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "work", "cards", "others")
        work = by_id(source["work"])
        for number, card in enumerate(source["cards"]):
            yield from unknown_id(("cards", number, "work"), card["work"], work)
        if not any(card["harm"] for card in source["cards"]):
            yield Mistake(("cards",), "Nothing is lost whatever is dropped.", "Give some cards a harm above 0.")
        if sum(card["slots"] for card in source["cards"]) <= source["slots"]:
            yield Mistake(("slots",), "All cards fit, so that nothing has to be dropped.", "Give the week fewer slots.")
        for number, other in enumerate(source["others"]):
            if other["slots"].keys() != work.keys() or sum(other["slots"].values()) != source["slots"]:
                remedy = f"Give each kind of work a number, {source['slots']} in all: {', '.join(work)}."
                yield Mistake(("others", number, "slots"), "The week of this one does not add up.", remedy)

    def model(self, content: dict) -> dict:
        return {
            "slots": content["slots"],
            "work": [work["id"] for work in content["work"]],
            "cards": {card["id"]: [card["work"], card["slots"]] for card in content["cards"]},
        }

    def read(self, content: dict, given: Posted) -> dict:
        return {FIELD: given.some_of(FIELD, [card["id"] for card in content["cards"]])}

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        outcome = self.outcome(content, self.read(content, given))
        if not outcome["kept"]:
            return {FIELD: _("Nothing is in the week yet. Tick what you would do.")}
        if outcome["free"] < 0:
            text = _("This takes %(used)d slots and the week has %(slots)d. Drop cards for %(over)d.")
            return {FIELD: text % {"used": outcome["used"], "slots": content["slots"], "over": -outcome["free"]}}
        return {}

    def outcome(self, content: dict, choices: dict) -> dict:
        """Slots used, still free (below 0: too many) and how many go to each kind of work; how many cards are kept."""
        kept = [card for card in content["cards"] if card["id"] in choices[FIELD]]
        used = sum(card["slots"] for card in kept)
        return {
            "kept": len(kept),
            "used": used,
            "free": content["slots"] - used,
            "work": {
                work["id"]: sum(card["slots"] for card in kept if card["work"] == work["id"])
                for work in content["work"]
            },
        }

    def grade(self, content: dict, choices: dict) -> Graded:
        """What was kept from harm, as a share of what fits into the week at best."""
        cards = content["cards"]
        dropped = [card for card in cards if card["id"] not in choices[FIELD]]
        idle = [card for card in cards if card["id"] in choices[FIELD] and not card["harm"]]
        spared = sum(card["harm"] for card in cards) - sum(card["harm"] for card in dropped)
        best = most_spared(content["slots"], tuple((card["slots"], card["harm"]) for card in cards))
        verdict = _(
            "The week after: of %(dropped)d cards you dropped, %(hurt)d hurt, %(felt)d are felt, and %(calm)d are not."
        ) % {
            "dropped": len(dropped),
            "hurt": sum(card["harm"] == WORST for card in dropped),
            "felt": sum(0 < card["harm"] < WORST for card in dropped),
            "calm": sum(not card["harm"] for card in dropped),
        }
        lines = [after_dropping(card) for card in sorted(dropped, key=lambda card: -card["harm"])]
        lines += [
            Line(_("Kept: %s") % card["text"], card["follows"], 0.0, word=_("could have waited")) for card in idle
        ]
        lines += [Line(other["label"], week_in_words(content, other)) for other in content["others"]]
        return Graded(round(spared / best, 4), verdict, lines, content["notice"])

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        labels = {work["id"]: work["label"] for work in content["work"]}
        return {
            "rows": [
                {**card, "label": labels[card["work"]], "is_kept": card["id"] in choices[FIELD]}
                for card in content["cards"]
            ],
            "shares": [
                {
                    **work,
                    "slots": outcome["work"][work["id"]],
                    "width": width(outcome["work"][work["id"]], content["slots"]),
                    "others": [other["slots"][work["id"]] for other in content["others"]],
                }
                for work in content["work"]
            ],
            **sentences(content, outcome),
        }

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        kept = [card["text"] for card in content["cards"] if card["id"] in choices[FIELD]]
        return [(_("In the week"), " · ".join(kept))]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """What is in, what is not, and what that led to."""
        cards = {True: [], False: []}
        for card in content["cards"]:
            cards[card["id"] in choices[FIELD]].append(card["text"])
        said = [
            (_("In the week"), bullets(cards[True])),
            (_("Dropped"), bullets(cards[False])),
            (_("What came of it"), outcome.get("verdict", "")),
        ]
        return [(label, text) for label, text in said if text]


def after_dropping(card: dict) -> Line:
    words = (_("nobody minds"), _("is felt a little"), _("is felt"), _("hurts"))
    score = round(1 - card["harm"] / WORST, 2)
    return Line(_("Dropped: %s") % card["text"], card["follows"], score, word=words[card["harm"]])


@lru_cache(maxsize=32)
def most_spared(slots: int, cards: tuple[tuple[int, int], ...]) -> int:
    """The most harm that can be spared with so many slots; `cards` are (slots, harm). The knapsack problem."""
    best = [0] * (slots + 1)
    for size, harm in cards:
        for room in range(slots, size - 1, -1):
            best[room] = max(best[room], best[room - size] + harm)
    return best[slots]


def width(count: int, slots: int) -> str:
    return f"{min(100, 100 * count / slots):.2f}%"


def week_in_words(content: dict, other: dict) -> str:
    parts = [f"{work['label']} {other['slots'][work['id']]}" for work in content["work"] if other["slots"][work["id"]]]
    return f"{', '.join(parts)}. {other['note']}"


def sentences(content: dict, outcome: dict) -> dict[str, str]:
    """The sentence about the outcome, and the patterns that the script fills in the same way."""
    patterns = {
        "pattern_fits": _("{used} of {slots} slots are taken, {free} are free. Cards kept: {kept}."),
        "pattern_over": _("{used} slots are taken and the week has {slots}: {over} too many. Cards kept: {kept}."),
    }
    pattern = patterns["pattern_fits" if outcome["free"] >= 0 else "pattern_over"]
    values = {"slots": content["slots"], "over": -outcome["free"], **outcome}
    return {**patterns, "sentence": pattern.format(**values)}


simulator = Week()
