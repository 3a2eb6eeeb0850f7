"""Where to draw the line in a model's scores, given what each of five outcomes costs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.scales import FIVE_STEPS, calibration_points
from quizzes.simulators import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.figures import figure
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing
from quizzes.simulators.wording import bullets

NOTHING = "nothing"
"""The choice of no line at all: no suggestion is shown, nothing is gained or lost."""
COLUMN_HEIGHT = 132
PARTS = ("accepted", "overridden", "slipped", "missed", "withheld")
NUMBERS = listing({"type": "number"}, 2, 12)
SETTING = {"scores": IDENT, "caught": {"type": "number"}, "slip": {"type": "number"}}


class Threshold(Simulator):
    name = "threshold"
    does = gettext_lazy("Draw the line in a model's scores, given what each outcome costs")
    schema = {
        "lines": {**NUMBERS, "description": "The steps of the slider: lowest scores of the groups of messages."},
        "messages": {**NUMBERS, "description": "How many messages each group has."},
        "scores": {
            **listing(entry({"id": IDENT, "label": LINE, "right": NUMBERS})),
            "description": "How many of each group the model gets right, for one or more models.",
        },
        "caught": {**NUMBERS, "description": "Shares of wrong suggestions that people catch, in percent."},
        "slip": {**NUMBERS, "description": "Minutes that one not caught costs."},
        "save": {"type": "number", "description": "Minutes that a right suggestion saves."},
        "fix": {"type": "number", "description": "Minutes that a caught one costs."},
        "start": entry({"threshold": {"type": "number"}, **SETTING}),
        "predict": {**IDENT, "description": "The task that is asked for before anything is tried."},
        "tasks": listing(entry({"id": IDENT, "title": LINE, "text": LINE, "why": TEXT, **SETTING}), most=6),
        "notice": TEXT,
    }
    required = tuple(schema)

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "scores", "tasks")
        groups = len(source["lines"])
        if source["lines"] != sorted(set(source["lines"])):
            yield Mistake(("lines",), "The lines do not rise.", "Write them from the lowest to the highest.")
        if len(source["messages"]) != groups:
            yield Mistake(("messages",), "There are not as many groups as lines.", f"Write {groups} numbers.")
        if any(count <= 0 for count in source["messages"]):
            yield Mistake(("messages",), "A group has no messages.", "Give each group at least one, or leave it out.")
        for number, model in enumerate(source["scores"]):
            counts = list(zip(model["right"], source["messages"], strict=False))
            if len(model["right"]) != groups or any(not 0 <= right <= all_ for right, all_ in counts):
                remedy = "Write one number for each group, none above the number of its messages."
                yield Mistake(("scores", number, "right"), "The groups do not fit the messages.", remedy)
        places = [(("start",), source["start"]), *((("tasks", n), task) for n, task in enumerate(source["tasks"]))]
        for place, setting in places:
            yield from mistakes_in_setting(place, setting, source)
        if source["predict"] not in [task["id"] for task in source["tasks"]]:
            yield Mistake(("predict",), "No task has this id.", "Name one of the tasks.")

    def model(self, content: dict) -> dict:
        return {
            "lines": content["lines"],
            "messages": content["messages"],
            "right": {model["id"]: model["right"] for model in content["scores"]},
            "save": content["save"],
            "fix": content["fix"],
        }

    def read(self, content: dict, given: Posted) -> dict:
        start, committed = content["start"], [*content["lines"], NOTHING]
        return {
            "threshold": given.one_of("threshold", content["lines"], start["threshold"]),
            "caught": given.one_of("caught", content["caught"], start["caught"]),
            "slip": given.one_of("slip", content["slip"], start["slip"]),
            "scores": given.one_of("scores", [model["id"] for model in content["scores"]], start["scores"]),
            "prediction": given.one_of("prediction", committed, ""),
            "confidence": given.one_of("confidence", [value for value, _words in FIVE_STEPS], ""),
            **{field_of(task): given.one_of(field_of(task), committed, "") for task in content["tasks"]},
        }

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        messages = {
            "prediction": _("Predict the best line for “%s”.") % by_id(content["tasks"])[content["predict"]]["title"],
            "confidence": _("Say how sure you are of your prediction."),
            **{field_of(task): _("Choose a line for “%s”.") % task["title"] for task in content["tasks"]},
        }
        return {name: message for name, message in messages.items() if choices[name] == ""}

    def outcome(self, content: dict, choices: dict) -> dict:
        return outcome_at(content, choices, choices["threshold"])

    def grade(self, content: dict, choices: dict) -> Graded:
        results = [self.judge(content, task, choices[field_of(task)]) for task in content["tasks"]]
        gained, possible = (round(sum(result[name] for result in results), 1) for name in ("net", "best_net"))
        verdict = _("Your lines gain %(gained)s of the %(possible)s minutes there were to be had.") % {
            "gained": figure(gained, 1),
            "possible": figure(possible, 1),
        }
        lines = [result["line"] for result in results]
        foreseen, is_right = self.judge_prediction(content, choices)
        return Graded(
            score=round(sum(line.score for line in lines) / len(lines), 3),
            verdict=verdict,
            lines=[*lines, foreseen],
            notice=content["notice"],
            confidence=choices["confidence"],
            is_right=is_right,
        )

    def judge(self, content: dict, task: dict, line) -> dict:
        net, best, best_net = net_of(content, task, line), *best_line(content, task)
        words = {
            "mine": in_words(line),
            "net": figure(net, 1),
            "best": in_words(best).lower(),
            "best_net": figure(best_net, 1),
        }
        if net == best_net:
            text = _("%(mine)s is the best there is: %(net)s minutes.") % words
        else:
            text = _("%(mine)s: %(net)s minutes. Best: %(best)s, %(best_net)s minutes.") % words
        score = closeness(content, task, net, best_net)
        return {"net": net, "best_net": best_net, "line": Line(task["title"], f"{text} {task['why']}", score)}

    def judge_prediction(self, content: dict, choices: dict) -> tuple[Line, bool]:
        task = by_id(content["tasks"])[content["predict"]]
        best = best_line(content, task)[0]
        is_right = choices["prediction"] == best
        words = {
            "mine": in_words(choices["prediction"]),
            "sure": choices["confidence"],
            "best": in_words(best).lower(),
            "points": figure(calibration_points(choices["confidence"], is_right), 1),
        }
        if is_right:
            text = _("%(mine)s, and you were %(sure)s%% sure: right. That is %(points)s calibration points.") % words
        else:
            text = _("%(mine)s, and you were %(sure)s%% sure. It is %(best)s: %(points)s calibration points.") % words
        return Line(_("Your prediction for “%s”") % task["title"], text), is_right

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        return [(task["title"], in_words(choices[field_of(task)])) for task in content["tasks"]]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """The lines, the minutes that they gain, and what became of the prediction."""
        last = outcome.get("lines", [])[-1:]
        said = [
            (_("Where you drew the line"), bullets(f"{label}: {text}" for label, text in outcome.get("chosen", ()))),
            (_("What came of it"), outcome.get("verdict", "")),
            *((line["label"], line["text"]) for line in last if outcome.get("confidence") is not None),
        ]
        return [(label, text) for label, text in said if text]

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        lines = [(line, f"{line:.2f}") for line in content["lines"]]
        task = by_id(content["tasks"])[content["predict"]]
        pattern = _(
            "With the line at {threshold}, {shown} of {all} messages get a suggestion, and {accepted} of these are "
            "right. Net: {net} minutes."
        )
        figures = words_for(content, choices, outcome)
        return {
            "lines": lines,
            "steps": {"least": content["lines"][0], "most": content["lines"][-1], "by": step_of(content["lines"])},
            "threshold": f"{choices['threshold']:.2f}",
            "predicted": task,
            "confidences": FIVE_STEPS,
            "is_predicted": choices["prediction"] != "" and choices["confidence"] != "",
            "prediction_words": in_words(choices["prediction"]) if choices["prediction"] != "" else "",
            "tasks": [
                {**task, "field": field_of(task), "chosen": choices[field_of(task)], "ways": [*lines, nothing()]}
                for task in content["tasks"]
            ],
            "columns": columns(content, choices),
            "segments": segments(outcome),
            "ledger": ledger(content, choices, outcome),
            "net": figure(outcome["net"], 1),
            "pattern": pattern,
            "sentence": pattern.format(**figures),
            "all": figures["all"],
        }


# --- The rules ------------------------------------------------------------------------------------------------------


def outcome_at(content: dict, setting: dict, line) -> dict:
    """What happens to all messages with the line at `line` (`NOTHING`: none are shown)."""
    right = by_id(content["scores"])[setting["scores"]]["right"]
    groups = list(zip(content["lines"], content["messages"], right, strict=True))
    shown = [group for group in groups if line != NOTHING and group[0] >= line]
    accepted, count = sum(group[2] for group in shown), sum(group[1] for group in shown)
    wrong = count - accepted
    overridden = round(wrong * setting["caught"] / 100, 1)
    slipped = round(wrong * (100 - setting["caught"]) / 100, 1)
    net = content["save"] * accepted - content["fix"] * overridden - setting["slip"] * slipped
    return {
        "shown": count,
        "accepted": accepted,
        "wrong_shown": wrong,
        "overridden": overridden,
        "slipped": slipped,
        "missed": sum(right) - accepted,
        "withheld": sum(content["messages"]) - sum(right) - wrong,
        "precision": round(accepted / count, 3) if count else 0,
        "net": round(net, 1),
    }


def net_of(content: dict, setting: dict, line) -> float:
    return outcome_at(content, setting, line)["net"]


def best_line(content: dict, setting: dict) -> tuple:
    """(line, its net): the highest net; of two equal ones the higher line, and nothing where every line loses."""
    nets = {line: net_of(content, setting, line) for line in [*content["lines"], NOTHING]}
    best = max(nets.values())
    return [line for line, net in nets.items() if net == best][-1], best


def closeness(content: dict, setting: dict, net: float, best_net: float) -> float:
    """The share that `net` is of the best; where nothing is to be gained, the share of the worst loss avoided."""
    if net == best_net:
        return 1.0
    if best_net > 0:
        return round(max(0, net / best_net), 3)
    worst = min(net_of(content, setting, line) for line in content["lines"])
    return round(max(0, 1 - net / worst), 3)


def mistakes_in_setting(place: tuple, setting: dict, source: dict) -> Iterator[Mistake]:
    known = {
        "scores": [model["id"] for model in source["scores"]],
        "caught": source["caught"],
        "slip": source["slip"],
        "threshold": source["lines"],
    }
    for name, values in known.items():
        if name in setting and setting[name] not in values:
            yield Mistake((*place, name), f"{setting[name]!r} cannot be chosen.", f"Use one of: {values}.")


# --- Words and drawing ----------------------------------------------------------------------------------------------


def field_of(task: dict) -> str:
    return f"task-{task['id']}"


def step_of(lines: list) -> float:
    return round(lines[1] - lines[0], 4)


def nothing() -> tuple[str, str]:
    return NOTHING, _("Show nothing")


def in_words(line) -> str:
    return str(nothing()[1]) if line == NOTHING else f"{line:.2f}"


def words_for(content: dict, choices: dict, outcome: dict) -> dict:
    return {
        "threshold": f"{choices['threshold']:.2f}",
        "shown": outcome["shown"],
        "all": sum(content["messages"]),
        "accepted": outcome["accepted"],
        "net": figure(outcome["net"], 1),
    }


def ledger(content: dict, choices: dict, outcome: dict) -> list[dict]:
    """The five outcomes as the table shows them: how many, minutes for each, minutes together."""
    labels = {
        "accepted": (_("Accepted"), _("shown, right"), content["save"]),
        "overridden": (_("Overridden"), _("shown, wrong, caught"), -content["fix"]),
        "slipped": (_("Slipped through"), _("shown, wrong, not caught"), -choices["slip"]),
        "missed": (_("Missed help"), _("hidden, would have been right"), 0),
        "withheld": (_("Rightly withheld"), _("hidden, would have been wrong"), 0),
    }
    return [
        {
            "part": part,
            "label": label,
            "means": means,
            "count": figure(outcome[part], 0 if part in ("accepted", "missed", "withheld") else 1),
            "each": figure(each) if each else "",
            "minutes": figure(outcome[part] * each, 1) if each else "0",
        }
        for part, (label, means, each) in labels.items()
    ]


def segments(outcome: dict) -> list[dict]:
    """The stacked bar, in percent of its width."""
    total, start, found = sum(outcome[part] for part in PARTS), 0.0, []
    for part in PARTS:
        width = 100 * outcome[part] / total
        found.append({"part": part, "x": round(start, 3), "width": round(width, 3)})
        start += width
    return found


def columns(content: dict, choices: dict) -> list[dict]:
    """The groups of messages as columns: right ones below, wrong ones above; x and width in percent, y in pixels."""
    right = by_id(content["scores"])[choices["scores"]]["right"]
    width, unit = 100 / len(content["lines"]), COLUMN_HEIGHT / max(content["messages"])
    return [
        {
            "number": number,
            "label": f"{line:.2f}",
            "all": all_,
            "right": good,
            "x": round(number * width + width * 0.08, 3),
            "middle": round((number + 0.5) * width, 3),
            "edge": round(number * width, 3),
            "width": round(width * 0.84, 3),
            "wrong_y": round(COLUMN_HEIGHT - all_ * unit, 2),
            "wrong_height": round((all_ - good) * unit, 2),
            "right_y": round(COLUMN_HEIGHT - good * unit, 2),
            "right_height": round(good * unit, 2),
            "is_shown": line >= choices["threshold"],
        }
        for number, (line, all_, good) in enumerate(zip(content["lines"], content["messages"], right, strict=True))
    ]


simulator = Threshold()
