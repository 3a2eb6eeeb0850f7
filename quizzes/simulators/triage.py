"""Cards that each want a call and, where the entry has questions, the question that decided it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators.base import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing, unknown_id
from quizzes.simulators.wording import bullets
from quizzes.simulators.writing import WRITING, lines_about, read_writing, writing_fields, written

CALL_WEIGHT = 0.7  # the rest is for the deciding question
LOOKS = (
    ("c-value", "dots"),
    ("c-experience", "rising"),
    ("c-technical", "bars"),
    ("c-trust", "falling"),
    ("c-metrics", "lines"),
    ("c-loop", "cross"),
)


class Triage(Simulator):
    name = "triage"
    does = gettext_lazy("Give each card a call")
    schema = {
        "things": {**LINE, "description": "What the cards are: proposals, lines, situations."},
        "call_label": LINE,
        "question_label": LINE,
        "calls": listing(entry({"id": IDENT, "label": LINE, "means": LINE}), 2, 6),
        "questions": listing(entry({"id": IDENT, "label": LINE, "means": LINE}), 2, 8),
        "contrasts": listing(entry({"between": listing(IDENT, 2, 2), "text": LINE})),
        "cards": listing(
            entry(
                {"id": IDENT, "text": LINE, "call": IDENT, "why": TEXT},
                {"question": {**listing(IDENT), "description": "Those that are accepted; the first is what we name."}},
            )
        ),
        "writing": WRITING,
        "notice": TEXT,
        "hints_first": {
            "type": "boolean",
            "description": "A first decision is told which cards do not fit, with the contrast of the pair that was "
            "muddled. Where they belong, and why, comes with the second.",
        },
    }
    required = ("things", "call_label", "calls", "cards")

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        calls, questions = by_id(source["calls"]), by_id(source.get("questions", []))
        yield from ids_used_twice(source, "cards", "calls", "questions", "writing")
        for number, contrast in enumerate(source.get("contrasts", [])):
            for place, call in enumerate(contrast["between"]):
                yield from unknown_id(("contrasts", number, "between", place), call, calls)
        for number, card in enumerate(source["cards"]):
            yield from unknown_id(("cards", number, "call"), card["call"], calls)
            yield from self.question_mistakes(("cards", number), card, questions)

    def question_mistakes(self, path: tuple, card: dict, questions: dict) -> Iterator[Mistake]:
        if bool(questions) != ("question" in card):
            remedy = "Give every card a 'question', or take 'questions' out."
            yield Mistake(path, "Either all cards have a deciding question or none has.", remedy)
        for place, question in enumerate(card.get("question", ())):
            yield from unknown_id((*path, "question", place), question, questions)

    def model(self, content: dict) -> dict:
        return {
            "cards": [card["id"] for card in content["cards"]],
            "calls": [{"id": call["id"], "label": call["label"]} for call in content["calls"]],
            "questions": [question["id"] for question in content.get("questions", [])],
        }

    def read(self, content: dict, given: Posted) -> dict:
        calls, questions = by_id(content["calls"]), by_id(content.get("questions", []))
        choices = {}
        for card in content["cards"]:
            choices[f"call-{card['id']}"] = given.one_of(f"call-{card['id']}", calls, "")
            if questions:
                choices[f"question-{card['id']}"] = given.one_of(f"question-{card['id']}", questions, "")
        return choices | read_writing(content.get("writing", []), given)

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        lacking = {}
        for card in content["cards"]:
            if not choices[f"call-{card['id']}"]:
                lacking[f"call-{card['id']}"] = _("Choose one for “%s”.") % bare(card["text"])
            if not choices.get(f"question-{card['id']}", "none asked"):
                lacking[f"question-{card['id']}"] = _("Choose what decided “%s”.") % bare(card["text"])
        return lacking

    def outcome(self, content: dict, choices: dict) -> dict:
        """How many cards have each call and each deciding question, and how many have none yet."""
        calls, are_open = tally(choices, "call", content["cards"], content["calls"])
        questions, without = tally(choices, "question", content["cards"], content.get("questions", []))
        return {"calls": calls, "open": are_open, "questions": questions, "without": without if questions else 0}

    def grade(self, content: dict, choices: dict) -> Graded:
        cards = content["cards"]
        lines = [line(content, card, choices) for card in cards]
        agreed = sum(choices[f"call-{card['id']}"] == card["call"] for card in cards)
        verdict = _("You and we agree on %(agreed)d of %(all)d.") % {"agreed": agreed, "all": len(cards)}
        if content.get("questions"):
            same = sum(choices[f"question-{card['id']}"] in card["question"] for card in cards)
            verdict += " " + _("What decided it is the same in %d.") % same
        score = sum(line.score for line in lines) / len(lines)
        lines += lines_about(content.get("writing", []), choices)
        return Graded(round(score, 4), verdict, lines, content.get("notice", ""))

    def grade_first(self, content: dict, choices: dict) -> Graded:
        graded, cards = self.grade(content, choices), len(content["cards"])
        if not content.get("hints_first") or all(line.score == 1 for line in graded.lines[:cards]):
            return graded
        hinted = [
            said if said.score == 1 else replace(said, text=hint(content, card, choices))
            for card, said in zip(content["cards"], graded.lines, strict=False)
        ]
        verdict = f"{graded.verdict} {_('Sort the others once more: then you see where we put them, and why.')}"
        return replace(graded, verdict=verdict, lines=[*hinted, *graded.lines[cards:]])

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        counts = (outcome["questions"] | {"": outcome["without"]}).get
        return {
            "rows": [
                {
                    "id": card["id"],
                    "text": card["text"],
                    "call_field": f"call-{card['id']}",
                    "call": choices[f"call-{card['id']}"],
                    "question_field": f"question-{card['id']}",
                    "question": choices.get(f"question-{card['id']}", ""),
                }
                for card in content["cards"]
            ],
            "segments": segments(content["calls"], outcome),
            "rest": segment(len(content["cards"]) - outcome["open"], outcome["open"], len(content["cards"])),
            "reasons": [{**question, "count": counts(question["id"])} for question in content.get("questions", [])],
            "writing": writing_fields(content.get("writing", []), choices),
            **sentences(content, outcome),
        }

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        calls, questions = by_id(content["calls"]), by_id(content.get("questions", []))
        chosen = []
        for card in content["cards"]:
            parts = [calls[choices[f"call-{card['id']}"]]["label"]]
            if questions:
                parts.append(questions[choices[f"question-{card['id']}"]]["label"])
            chosen.append((card["text"], " · ".join(parts)))
        return chosen + list(written(content.get("writing", []), choices))

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """Own words; where there are none, what was put under each call."""
        sorted_under = (
            (call["label"], bullets(card["text"] for card in content["cards"] if is_under(call, card, choices)))
            for call in content["calls"]
        )
        return list(written(content.get("writing", []), choices)) or [pair for pair in sorted_under if pair[1]]

    def is_kept(self, content: dict, choices: dict) -> bool:
        """Own words are; cards that were sorted for practice are not."""
        return any(written(content.get("writing", []), choices))


def is_under(call: dict, card: dict, choices: dict) -> bool:
    return choices[f"call-{card['id']}"] == call["id"]


def bare(text: str) -> str:
    """Without the quotation marks around it."""
    return text.strip("“”")


def tally(choices: dict, field: str, cards: list[dict], offers: list[dict]) -> tuple[dict[str, int], int]:
    """(how many cards have each of `offers` in `field`, how many have none)"""
    counts = Counter(choices.get(f"{field}-{card['id']}", "") for card in cards)
    known = {offer["id"]: counts[offer["id"]] for offer in offers}
    return known, len(cards) - sum(known.values())


def line(content: dict, card: dict, choices: dict) -> Line:
    """What is said about one card: both calls, what decides it, how a muddled pair differs, and why."""
    mine, calls = choices[f"call-{card['id']}"], by_id(content["calls"])
    score = float(mine == card["call"])
    compared = [side_by_side(calls[mine], calls[card["call"]])]
    if "question" in card:
        questions, asked = by_id(content["questions"]), choices[f"question-{card['id']}"]
        score = CALL_WEIGHT * score + (1 - CALL_WEIGHT) * (asked in card["question"])
        ours = asked if asked in card["question"] else card["question"][0]
        compared.append(_("What decides it? %s") % side_by_side(questions[asked], questions[ours]))
    words = [" ".join(compared), " ".join([*contrasts(content, mine, card["call"]), card["why"]])]
    return Line(card["text"], "\n".join(words), round(score, 2))


def contrasts(content: dict, *pair: str) -> list[str]:
    """How two calls differ that are easily taken for one another."""
    return [contrast["text"] for contrast in content.get("contrasts", []) if set(contrast["between"]) == set(pair)]


def hint(content: dict, card: dict, choices: dict) -> str:
    """For a card that does not fit: a pointer that does not give the call away where there is no contrast."""
    given = contrasts(content, choices[f"call-{card['id']}"], card["call"])
    return " ".join(given) or _("We put it elsewhere. What is being decided here?")


def side_by_side(mine: dict, ours: dict) -> str:
    if mine == ours:
        return f"{ours['label']}."
    return _("You: %(mine)s. We: %(ours)s.") % {"mine": mine["label"], "ours": ours["label"]}


def segments(calls: list[dict], outcome: dict) -> list[dict]:
    """The parts of the bar: how each call looks, where it begins and how wide it is, in percent of the bar."""
    total = sum(outcome["calls"].values()) + outcome["open"]
    found, start = [], 0
    for call, (colour, pattern) in zip(calls, LOOKS, strict=False):
        count = outcome["calls"][call["id"]]
        look = {"colour": colour, "pattern": pattern, "count": count}
        found.append({**call, **look, **segment(start, count, total)})
        start += count
    return found


def segment(start: int, count: int, total: int) -> dict[str, str]:
    """As text, so that no language writes it with a comma."""
    return {"x": f"{100 * start / total:.2f}%", "width": f"{100 * count / total:.2f}%"}


def sentences(content: dict, outcome: dict) -> dict:
    """The outcome in a sentence, and the patterns from which the script makes it."""
    patterns = {
        "pattern_none": _("Nothing chosen yet: all {all} {things} are open."),
        "pattern_some": _("{done} of {all} {things} have a place: {list}. Open: {open}."),
    }
    counts = outcome["calls"]
    words = {
        "all": len(content["cards"]),
        "things": content["things"],
        "done": sum(counts.values()),
        "open": outcome["open"],
        "list": ", ".join(f"{call['label']} {counts[call['id']]}" for call in content["calls"] if counts[call["id"]]),
    }
    pattern = patterns["pattern_some" if words["done"] else "pattern_none"]
    return {**patterns, "sentence": pattern.format(**words)}


simulator = Triage()
