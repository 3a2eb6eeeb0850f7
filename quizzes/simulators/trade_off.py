"""Set-ups that are each good at something else, a requirement that some of them meet, and a decision with a reason."""

import json
import math
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.figures import figure
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing
from quizzes.simulators.wording import bullets

NUMBER = {"type": "number"}
NUMBERS = {**listing(NUMBER, 2, 12), "uniqueItems": True}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
NEEDS = ("quality", "seconds", "budget", "control")
CONTROLS = ("any", "checked", "at-once")
NEED = entry({"fits": listing({"type": ["number", "string"]}), "why": LINE}, {"nearly": listing({})})
JUDGED = {"score": SHARE, "why": LINE}
SENTENCE_LIMIT = 300
WEIGHTS = {"needs": 0.4, "setup": 0.4, "reason": 0.2}


class TradeOff(Simulator):
    name = "trade_off"
    does = gettext_lazy("Choose among set-ups that are each good at something else")
    schema = {
        "volume": {**NUMBER, "description": "Answers a month."},
        "review_each": {**NUMBER, "description": "Euros for one answer that a person reviews."},
        "setups": listing(
            entry(
                {
                    "id": IDENT,
                    "label": LINE,
                    "acceptable": {**NUMBER, "description": "Acceptable answers, in percent."},
                    "seconds": {**NUMBER, "description": "Time within which 95 of 100 answers come."},
                    "per_thousand": {**NUMBER, "description": "Euros for the model for 1,000 answers."},
                    "reviewed": {**NUMBER, "description": "Answers that a person reviews, in percent."},
                }
            ),
            2,
            6,
        ),
        "quality": NUMBERS,
        "seconds": NUMBERS,
        "budget": NUMBERS,
        "situations": listing(
            entry(
                {
                    "id": IDENT,
                    "title": LINE,
                    "text": TEXT,
                    "needs": entry({need: NEED for need in NEEDS}),
                    "setups": listing(entry({"id": IDENT, **JUDGED})),
                }
            )
        ),
        "reasons": listing(entry({"id": IDENT, "text": LINE, **JUDGED}), 2),
        "notice": TEXT,
    }
    required = tuple(schema)

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        ids = [setup["id"] for setup in source["setups"]]
        yield from ids_used_twice(source, "setups", "situations", "reasons")
        if source["quality"] != evenly(source["quality"]):
            yield Mistake(("quality",), "The steps are not even.", "Write them with equal distances, lowest first.")
        known = {**{need: source[need] for need in NEEDS if need != "control"}, "control": CONTROLS}
        for number, situation in enumerate(source["situations"]):
            place = ("situations", number)
            if sorted(judged["id"] for judged in situation["setups"]) != sorted(ids):
                yield Mistake((*place, "setups"), "It does not judge each set-up once.", f"Judge: {', '.join(ids)}.")
            for need, said in situation["needs"].items():
                if not set(said["fits"] + said.get("nearly", [])) <= set(known[need]):
                    remedy = f"Use: {', '.join(map(str, known[need]))}."
                    yield Mistake((*place, "needs", need), "It names a value that cannot be chosen.", remedy)

    def model(self, content: dict) -> dict:
        figures = ("id", "label", "acceptable", "seconds", "per_thousand", "reviewed")
        return {
            "volume": content["volume"],
            "review_each": content["review_each"],
            "setups": [{name: setup[name] for name in figures} for setup in content["setups"]],
        }

    def read(self, content: dict, given: Posted) -> dict:
        return {
            "situation": given.one_of("situation", ids_of(content["situations"]), ""),
            "quality": given.one_of("quality", content["quality"], content["quality"][0]),
            "seconds": given.one_of("seconds", content["seconds"], content["seconds"][-1]),
            "budget": given.one_of("budget", content["budget"], content["budget"][-1]),
            "control": given.one_of("control", CONTROLS, "any"),
            "setup": given.one_of("setup", ids_of(content["setups"]), ""),
            "reason": given.one_of("reason", ids_of(content["reasons"]), ""),
            "sentence": given.text("sentence", SENTENCE_LIMIT),
        }

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        messages = {
            "situation": _("Choose a situation to decide for."),
            "setup": _("Choose the set-up that you commit to."),
            "reason": _("Choose the reason that carries your decision."),
        }
        return {name: message for name, message in messages.items() if not choices[name]}

    def outcome(self, content: dict, choices: dict) -> dict:
        setups = [measure(content, setup, choices) for setup in content["setups"]]
        return {"setups": setups, "survivors": [setup["id"] for setup in setups if all(setup["meets"].values())]}

    def grade(self, content: dict, choices: dict) -> Graded:
        situation = by_id(content["situations"])[choices["situation"]]
        setup, reason = by_id(situation["setups"])[choices["setup"]], by_id(content["reasons"])[choices["reason"]]
        needs = [self.judge_need(content, situation, need, choices) for need in NEEDS]
        survives = choices["setup"] in self.outcome(content, choices)["survivors"]
        text = setup["why"] if survives else f"{setup['why']} {_('It does not meet the requirement that you set.')}"
        label = by_id(content["setups"])[choices["setup"]]["label"]
        parts = {
            "needs": sum(line.score for line in needs) / len(needs),
            "setup": setup["score"],
            "reason": reason["score"],
        }
        return Graded(
            score=round(sum(WEIGHTS[name] * score for name, score in parts.items()), 3),
            verdict=self.verdict(content, situation, choices, needs),
            lines=[*needs, Line(label, text, setup["score"]), Line(_("Your reason"), reason["why"], reason["score"])],
            notice=content["notice"],
        )

    def verdict(self, content: dict, situation: dict, choices: dict, needs: list[Line]) -> str:
        best = max(situation["setups"], key=lambda judged: judged["score"])["id"]
        words = {
            "title": situation["title"],
            "best": by_id(content["setups"])[best]["label"],
            "hits": sum(line.score >= 1 for line in needs),
            "all": len(needs),
        }
        if choices["setup"] == best:
            return _("%(title)s: the set-up fits, and %(hits)d of %(all)d parts of the requirement do.") % words
        return _("%(title)s: %(hits)d of %(all)d parts of the requirement fit; the set-up is “%(best)s”.") % words

    def judge_need(self, content: dict, situation: dict, need: str, choices: dict) -> Line:
        said, mine = situation["needs"][need], choices[need]
        score = 1.0 if mine in said["fits"] else 0.5 if mine in said.get("nearly", []) else 0.0
        label = f"{need_labels()[need]}: {value_in_words(need, mine)}"
        ours = "" if score == 1 else _("We would say: %s.") % value_in_words(need, said["fits"][0])
        return Line(label, f"{ours} {said['why']}".strip(), score)

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        said = [
            (_("Situation"), by_id(content["situations"])[choices["situation"]]["title"]),
            (_("Set-up"), by_id(content["setups"])[choices["setup"]]["label"]),
            (_("Reason"), by_id(content["reasons"])[choices["reason"]]["text"]),
        ]
        return [*said, (_("In your words"), choices["sentence"])] if choices["sentence"] else said

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """With the requirement that was set."""
        needs = bullets(f"{label}: {value_in_words(need, choices[need])}" for need, label in need_labels().items())
        said = super().to_keep(content, choices, outcome)
        return [*said[:1], (_("Requirement"), needs), *said[1:]] if said else []

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        patterns = {
            "none": _("No set-up meets this requirement: something has to give way."),
            "one": _("One of {all} set-ups meets this requirement: {names}."),
            "some": _("{count} of {all} set-ups meet this requirement: {names}."),
        }
        return {
            "letters": letters(content),
            "quality_steps": {"least": content["quality"][0], "most": content["quality"][-1], "by": step(content)},
            "quality_words": value_in_words("quality", choices["quality"]),
            "seconds_options": options("seconds", content["seconds"]),
            "budget_options": options("budget", content["budget"]),
            "control_options": options("control", CONTROLS),
            "labels": need_labels(),
            "labels_json": json.dumps(need_labels(), ensure_ascii=False),
            "rows": rows(content, outcome),
            "panels": panels(content, choices, outcome),
            "patterns": patterns,
            "sentence": sentence(content, outcome, patterns),
            "sentence_limit": SENTENCE_LIMIT,
        }


# --- The rules ------------------------------------------------------------------------------------------------------


def measure(content: dict, setup: dict, choices: dict) -> dict:
    """What a set-up costs and gives in a month, and which parts of the requirement it meets."""
    review = setup["reviewed"] / 100 * content["volume"] * content["review_each"]
    model = setup["per_thousand"] * content["volume"] / 1000
    total = round(model + review, 2)
    return {
        "id": setup["id"],
        "model": round(model, 2),
        "review": round(review, 2),
        "total": total,
        "poor": round((100 - setup["acceptable"]) / 100 * content["volume"]),
        "meets": {
            "quality": setup["acceptable"] >= choices["quality"],
            "seconds": setup["seconds"] <= choices["seconds"],
            "budget": total <= choices["budget"],
            "control": choices["control"] == "any" or (choices["control"] == "checked") == (setup["reviewed"] > 0),
        },
    }


def ids_of(entries: list[dict]) -> list[str]:
    return [entry["id"] for entry in entries]


def step(content: dict) -> float:
    return content["quality"][1] - content["quality"][0]


def evenly(numbers: list) -> list:
    """As many steps as `numbers` has, all as far apart as the first two."""
    distance = abs(numbers[1] - numbers[0])
    return [numbers[0] + number * distance for number in range(len(numbers))]


# --- Words and drawing ----------------------------------------------------------------------------------------------


def need_labels() -> dict[str, str]:
    return {"quality": _("Quality"), "seconds": _("Speed"), "budget": _("Cost"), "control": _("Control")}


def value_in_words(need: str, value) -> str:
    controls = {
        "any": _("either way is fine"),
        "checked": _("people see the least sure ones first"),
        "at-once": _("no answer may wait for a person"),
    }
    if need == "control":
        return controls[value]
    words = {
        "quality": _("at least %s%% acceptable"),
        "seconds": _("95 of 100 within %s s"),
        "budget": _("at most €%s a month"),
    }
    return words[need] % figure(value, 0 if value == int(value) else 1)


def options(need: str, values) -> list[tuple]:
    return [(value, value_in_words(need, value)) for value in values]


def letters(content: dict) -> list[dict]:
    return [{**setup, "letter": letter} for setup, letter in zip(content["setups"], "ABCDEF", strict=False)]


def sentence(content: dict, outcome: dict, patterns: dict) -> str:
    names = [setup["letter"] for setup in letters(content) if setup["id"] in outcome["survivors"]]
    words = {"all": len(content["setups"]), "count": len(names), "names": ", ".join(names)}
    return patterns["none" if not names else "one" if len(names) == 1 else "some"].format(**words)


def rows(content: dict, outcome: dict) -> list[dict]:
    """The table: a set-up a row, each figure with whether it meets its part of the requirement."""
    return [
        {
            **setup,
            "meets": measured["meets"],
            "survives": all(measured["meets"].values()),
            "total": figure(measured["total"]),
            "poor": figure(measured["poor"]),
        }
        for setup, measured in zip(letters(content), outcome["setups"], strict=True)
    ]


LANE = 22


def panels(content: dict, choices: dict, outcome: dict) -> list[dict]:
    """Three dot plots, one above the other: the set-ups as marks, what the requirement allows as a field.

    Places are in percent of the width. Costs lie far apart, so their scale counts factors of ten.
    """
    totals = {measured["id"]: measured["total"] for measured in outcome["setups"]}
    scales = {
        "quality": (lambda value: value, 70, 100, {setup["id"]: setup["acceptable"] for setup in content["setups"]}),
        "seconds": (lambda value: value, 0, 6, {setup["id"]: setup["seconds"] for setup in content["setups"]}),
        "budget": (lambda value: math.log10(max(1, value)), 1, 4.5, totals),
    }
    return [panel(content, choices, outcome, need, *scale) for need, scale in scales.items()]


def panel(content: dict, choices: dict, outcome: dict, need: str, scale, least, most, values: dict) -> dict:
    def place(value):
        return round(8 + 88 * min(1, max(0, (scale(value) - least) / (most - least))), 3)

    limit = place(choices[need])
    return {
        "need": need,
        "label": need_labels()[need],
        "least": least,
        "most": most,
        "limit": limit,
        "from": limit if need == "quality" else 8,
        "width": round(96 - limit if need == "quality" else limit - 8, 3),
        "height": LANE * len(content["setups"]),
        "marks": [
            {
                "id": setup["id"],
                "letter": setup["letter"],
                "x": place(values[setup["id"]]),
                "y": LANE * number + LANE // 2,
                "meets": measured["meets"][need],
            }
            for number, (setup, measured) in enumerate(zip(letters(content), outcome["setups"], strict=True))
        ],
    }


simulator = TradeOff()
