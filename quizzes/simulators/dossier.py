"""Documents to read, then a decision for each area with a reason and the document it rests on: they make a brief."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.scales import FIVE_STEPS, calibration_points
from quizzes.simulators.base import LINE, TEXT, Brief, Graded, Line, Mistake, Posted, Rubric, Simulator
from quizzes.simulators.figures import figure
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing, unknown_id
from quizzes.simulators.threshold import outcome_at

REASON_LIMIT = 300
LOOKS = {
    "value": ("c-value", "dots"),
    "experience": ("c-experience", "rising"),
    "technical": ("c-technical", "bars"),
    "trust": ("c-trust", "falling"),
    "metrics": ("c-metrics", "lines"),
    "loop": ("c-loop", "cross"),
}
SPACE = re.compile(r"[\s\ufeff]+")
NUMBERS = listing({"type": "number"}, 2, 12)
LABELS_WIDTH, ROW_HEIGHT = 58, 28  # of the drawing: percent for the names of the documents, pixels for each


class Dossier(Simulator):
    name = "dossier"
    does = gettext_lazy("Read documents, decide with reasons, end in a brief")
    schema = {
        "brief_title": LINE,
        "documents": listing(
            entry(
                {
                    "id": IDENT,
                    "title": LINE,
                    "page": {**TEXT, "description": "In Markdown, with its tables."},
                },
                {"by": {**LINE, "description": "Who wrote it, or how it came about."}},
            ),
            2,
            12,
        ),
        "trial": {
            **entry(
                {
                    "document": {**IDENT, "description": "The one that ends with this table."},
                    "lines": {**NUMBERS, "description": "The lines that may be drawn in the scores."},
                    "messages": {**NUMBERS, "description": "How many have a score from each line up to the next."},
                    "right": {**NUMBERS, "description": "How many of these were answered right."},
                    "caught": {"type": "number", "description": "The share of wrong ones noticed, in percent."},
                    "save": {"type": "number", "description": "Minutes that a right answer saves."},
                    "fix": {"type": "number", "description": "Minutes that a wrong one costs, if noticed."},
                    "errors": listing(entry({"id": IDENT, "label": LINE, "slip": {"type": "number"}}), 2, 4),
                }
            ),
            "description": "A model's scores, and what a wrong answer that nobody notices costs.",
        },
        "decisions": listing(
            entry(
                {
                    "id": {"enum": list(LOOKS)},
                    "title": LINE,
                    "question": LINE,
                    "choices": listing(
                        entry(
                            {"id": IDENT, "text": LINE, "score": {"enum": [0, 0.5, 1]}, "why": TEXT},
                            {"lines": {**NUMBERS, "description": "The line it draws for each error of the trial."}},
                        ),
                        3,
                        3,
                    ),
                    "reason": {**LINE, "description": "Ours, for the best choice."},
                    "documents": {**listing(IDENT), "description": "Those on which it rests."},
                }
            ),
            2,
            6,
        ),
        "at_least": {"type": "integer", "minimum": 1, "description": "How many best choices the confidence is about."},
        "rubric": listing(entry({"name": LINE, "means": LINE}), 2, 5),
        "notice": TEXT,
    }
    required = tuple(schema)
    pages = ("page",)

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "documents", "decisions")
        documents, trial = by_id(source["documents"]), source["trial"]
        yield from unknown_id(("trial", "document"), trial["document"], documents)
        yield from mistakes_in_trial(trial)
        for number, decision in enumerate(source["decisions"]):
            for place, name in enumerate(decision["documents"]):
                yield from unknown_id(("decisions", number, "documents", place), name, documents)
            yield from mistakes_in_choices(("decisions", number, "choices"), decision["choices"], trial)
        if source["at_least"] > len(source["decisions"]):
            yield Mistake(("at_least",), "There are not as many decisions.", "Write a smaller number.")

    def model(self, content: dict) -> dict:
        return {
            "decisions": [decision["id"] for decision in content["decisions"]],
            "documents": [{"id": document["id"], "title": document["title"]} for document in content["documents"]],
            "limit": REASON_LIMIT,
        }

    def read(self, content: dict, given: Posted) -> dict:
        documents = by_id(content["documents"])
        choices = {"confidence": given.one_of("confidence", [value for value, _words in FIVE_STEPS], "")}
        for decision in content["decisions"]:
            name = decision["id"]
            choices[f"choice-{name}"] = given.one_of(f"choice-{name}", by_id(decision["choices"]), "")
            choices[f"reason-{name}"] = one_line(given.text(f"reason-{name}"))
            choices[f"document-{name}"] = given.one_of(f"document-{name}", documents, "")
        return choices

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        lacking = {}
        for decision in content["decisions"]:
            lacking |= lacking_in(decision, choices)
        if choices["confidence"] == "":
            lacking["confidence"] = _("Say how sure you are of your choices.")
        return lacking

    def outcome(self, content: dict, choices: dict) -> dict:
        """How far the brief is: what is chosen, how long each reason is, and which documents carry it."""
        found = {
            decision["id"]: {
                "is_chosen": bool(choices.get(f"choice-{decision['id']}")),
                "length": len(one_line(choices.get(f"reason-{decision['id']}", ""))),
                "document": choices.get(f"document-{decision['id']}", ""),
            }
            for decision in content["decisions"]
        }
        return {
            "decisions": found,
            "chosen": sum(each["is_chosen"] for each in found.values()),
            "reasoned": sum(0 < each["length"] <= REASON_LIMIT for each in found.values()),
            "cited": len({each["document"] for each in found.values()} - {""}),
        }

    def grade(self, content: dict, choices: dict) -> Graded:
        decisions = content["decisions"]
        lines = [line(content, decision, choices) for decision in decisions]
        score = sum(each.score for each in lines) / len(lines)
        best = sum(each.score == 1 for each in lines)
        verdict = _("%(best)d of your %(all)d choices are the best on offer. Your score: %(percent)s%%.") % {
            "best": best,
            "all": len(decisions),
            "percent": figure(100 * score),
        }
        is_right = best >= content["at_least"]
        lines.append(confidence_line(content, choices["confidence"], best, is_right))
        return Graded(round(score, 4), verdict, lines, content["notice"], choices["confidence"], is_right)

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        parts = self.brief(content, choices).parts
        return [(part["label"], f"{part['choice']} {part['reason']} ({part['source']})") for part in parts]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """The brief: each choice with its reason and the document it rests on."""
        pattern = _("%(choice)s\nReason: %(reason)s\nRests on: %(source)s")
        return [(part["label"], pattern % part) for part in self.brief(content, choices).parts]

    def rubric(self, content: dict, choices: dict) -> Rubric:
        return Rubric(
            levels=[(level["name"], level["means"]) for level in content["rubric"]],
            works=[
                (decision["id"], decision["title"], choices[f"reason-{decision['id']}"] or "–", decision["reason"])
                for decision in content["decisions"]
            ],
        )

    def brief(self, content: dict, choices: dict) -> Brief:
        documents = by_id(content["documents"])
        return Brief(
            content["brief_title"],
            [
                {
                    "label": decision["title"],
                    "question": decision["question"],
                    "choice": text_of(by_id(decision["choices"]), choices[f"choice-{decision['id']}"], "text"),
                    "reason": choices[f"reason-{decision['id']}"] or "–",
                    "source": text_of(documents, choices[f"document-{decision['id']}"], "title"),
                }
                for decision in content["decisions"]
            ],
        )

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        pattern = _("{chosen} of {all} decided, {reasoned} with a reason, resting on {cited} of {documents} documents.")
        counts = {"all": len(content["decisions"]), "documents": len(content["documents"])}
        titles = by_id(content["documents"])
        return {
            "limit": REASON_LIMIT,
            "confidences": FIVE_STEPS,
            "rows": [
                row(number, decision, choices, outcome, titles) for number, decision in enumerate(content["decisions"])
            ],
            "grid": [
                {"title": document["title"], "y": number * ROW_HEIGHT, "text_y": number * ROW_HEIGHT + 19}
                for number, document in enumerate(content["documents"])
            ],
            "height": len(content["documents"]) * ROW_HEIGHT,
            "trial_rows": trial_rows(content["trial"]),
            "trial_all": sum(content["trial"]["messages"]),
            "pattern": pattern,
            "sentence": pattern.format(**counts, **outcome),
        }


# --- The rules ------------------------------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """With single spaces; static/js/sim-dossier.js counts the same characters."""
    return SPACE.sub(" ", text).strip(" ")


def lacking_in(decision: dict, choices: dict) -> dict[str, str]:
    """What one decision lacks: field name to message."""
    name, title = decision["id"], {"title": decision["title"]}
    length = len(choices[f"reason-{name}"])
    lacking = {}
    if not any(choices[f"{part}-{name}"] for part in ("choice", "reason", "document")):
        return {f"choice-{name}": _("Decide “%(title)s”, with a reason and a document.") % title}
    if not choices[f"choice-{name}"]:
        lacking[f"choice-{name}"] = _("Choose one of three for “%(title)s”.") % title
    if not length:
        lacking[f"reason-{name}"] = _("Give your reason for “%(title)s” in a sentence.") % title
    elif length > REASON_LIMIT:
        message = _("Shorten your reason for “%(title)s”: it has %(length)d characters of %(limit)d.")
        lacking[f"reason-{name}"] = message % {**title, "length": length, "limit": REASON_LIMIT}
    if not choices[f"document-{name}"]:
        lacking[f"document-{name}"] = _("Name the document on which “%(title)s” rests.") % title
    return lacking


def line(content: dict, decision: dict, choices: dict) -> Line:
    """What is said about one decision: the chosen, the best where that is another, and what they rest on."""
    mine = by_id(decision["choices"])[choices[f"choice-{decision['id']}"]]
    best = next(choice for choice in decision["choices"] if choice["score"] == 1)
    compared = {_("Yours"): mine} if mine is best else {_("Yours"): mine, _("Best on offer"): best}
    parts = [(whose, choice["text"], told(choice, content["trial"])) for whose, choice in compared.items()]
    source = resting_on(content, decision, choices[f"document-{decision['id']}"])
    return Line(decision["title"], source, float(mine["score"]), parts)


def told(choice: dict, trial: dict) -> str:
    """Why a choice is good or not, with the minutes that its lines gain where it draws any."""
    if "lines" not in choice:
        return choice["why"]
    gains = [
        (error["label"], outcome_with(trial, error, drawn)["net"])
        for error, drawn in zip(trial["errors"], choice["lines"], strict=True)
    ]
    figures = ", ".join(f"{label} {figure(net, 1)}" for label, net in gains)
    total = figure(sum(net for _label, net in gains), 1)
    return _("%(why)s Minutes gained: %(figures)s; together %(total)s.") % {
        "why": choice["why"],
        "figures": figures,
        "total": total,
    }


def resting_on(content: dict, decision: dict, chosen: str) -> str:
    documents = by_id(content["documents"])
    ours = ", ".join(documents[name]["title"] for name in decision["documents"])
    return _("It rests on: %(mine)s. Ours rests on: %(ours)s.") % {"mine": documents[chosen]["title"], "ours": ours}


def confidence_line(content: dict, sure: int, best: int, is_right: bool) -> Line:
    words = {
        "sure": sure,
        "least": content["at_least"],
        "best": best,
        "points": figure(calibration_points(sure, is_right), 1),
    }
    text = _("%(sure)s%% sure of at least %(least)d best choices; there were %(best)d: %(points)s calibration points.")
    return Line(_("How sure you were"), text % words)


def outcome_with(trial: dict, error: dict, drawn: float) -> dict:
    """What a line drawn at `drawn` brings, where an unnoticed mistake costs what this error costs."""
    table = {**trial, "scores": [{"id": "trial", "right": trial["right"]}]}
    return outcome_at(table, {"scores": "trial", "caught": trial["caught"], "slip": error["slip"]}, drawn)


def mistakes_in_trial(trial: dict) -> Iterator[Mistake]:
    groups, counts = len(trial["lines"]), list(zip(trial["right"], trial["messages"], strict=False))
    for name in ("messages", "right"):
        if len(trial[name]) != groups:
            yield Mistake(("trial", name), "There are not as many numbers as lines.", f"Write {groups} numbers.")
    if any(not 0 <= right <= all_ for right, all_ in counts):
        yield Mistake(("trial", "right"), "There are more right ones than messages.", "Write smaller numbers.")


def mistakes_in_choices(path: tuple, choices: list[dict], trial: dict) -> Iterator[Mistake]:
    if sum(choice["score"] == 1 for choice in choices) != 1:
        yield Mistake(path, "There is not exactly one best choice.", "Give one of the three the score 1.")
    if len(by_id(choices)) < len(choices):
        yield Mistake(path, "An id stands twice.", "Give each choice an id of its own.")
    for number, choice in enumerate(choices):
        drawn = choice.get("lines", [])
        if drawn and (len(drawn) != len(trial["errors"]) or set(drawn) - set(trial["lines"])):
            remedy = "Write one of the trial's lines for each of its errors."
            yield Mistake((*path, number, "lines"), "These lines do not fit the trial.", remedy)


# --- Words and drawing ----------------------------------------------------------------------------------------------


def text_of(entries: dict[str, dict], chosen: str, key: str) -> str:
    """What was chosen in words; a dash where an author has taken it away since."""
    return entries[chosen][key] if chosen in entries else "–"


def row(number: int, decision: dict, choices: dict, outcome: dict, documents: dict) -> dict:
    """A decision in the form, in the drawing and in the table: nothing of what is best."""
    name = decision["id"]
    found = outcome["decisions"][name]
    colour, pattern = LOOKS[name]
    order = list(documents)
    return {
        "id": name,
        "number": number + 1,
        "title": decision["title"],
        "question": decision["question"],
        "offers": [{"id": choice["id"], "text": choice["text"]} for choice in decision["choices"]],
        "choice_field": f"choice-{name}",
        "choice": choices[f"choice-{name}"],
        "reason_field": f"reason-{name}",
        "reason": choices[f"reason-{name}"],
        "document_field": f"document-{name}",
        "document": found["document"],
        "document_title": text_of(documents, found["document"], "title"),
        "is_chosen": found["is_chosen"],
        "length": found["length"],
        "colour": colour,
        "pattern": pattern,
        "x": f"{LABELS_WIDTH + (100 - LABELS_WIDTH) / len(outcome['decisions']) * number:.2f}%",
        "y": order.index(found["document"]) * ROW_HEIGHT + 4 if found["document"] else 0,
    }


def trial_rows(trial: dict) -> list[dict]:
    """The table of the trial: for each line what is shown, what of it is right, and the minutes by error."""
    rows = []
    for drawn in trial["lines"]:
        results = [outcome_with(trial, error, drawn) for error in trial["errors"]]
        rows.append(
            {
                "line": f"{drawn:.2f}",
                "shown": results[0]["shown"],
                "right": results[0]["accepted"],
                "minutes": [figure(result["net"], 1) for result in results],
            }
        )
    return rows


simulator = Dossier()
