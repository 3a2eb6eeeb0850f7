"""Metrics to hang on a tree, and a panel of figures of which the two that should change one's mind are picked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators.base import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.shapes import IDENT, entry, ids_used_twice, listing
from quizzes.simulators.wording import bullets

TREE_WEIGHT = 0.6  # the rest is for the two figures
LEVELS = ("outcome", "behaviour", "quality", "guardrail")
PLACES = (*LEVELS, "nowhere")


class MetricsTree(Simulator):
    name = "metrics_tree"
    does = gettext_lazy("Hang metrics on a tree, and pick figures from a panel")
    schema = {
        "branches": entry({place: entry({"label": LINE, "means": LINE}) for place in PLACES}),
        "metrics": listing(entry({"id": IDENT, "text": LINE, "branch": {"enum": list(PLACES)}, "why": TEXT})),
        "panel": entry(
            {
                "caption": LINE,
                "figures": listing(
                    entry(
                        {
                            "id": IDENT,
                            **dict.fromkeys(("label", "before", "after", "change"), LINE),
                            "worth": {"enum": [0, 0.5, 1], "description": "How much it should change one's mind."},
                            "why": TEXT,
                        }
                    ),
                    3,
                    12,
                ),
            }
        ),
        "voices": listing(entry({"who": LINE, "text": LINE})),
        "conclusion": entry({"label": LINE, "hint": LINE, "model": TEXT}),
        "notice": TEXT,
    }
    required = ("branches", "metrics", "panel", "voices", "conclusion")

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "metrics")
        yield from (
            Mistake(("panel", *mistake.path), mistake.message, mistake.remedy)
            for mistake in ids_used_twice(source["panel"], "figures")
        )
        if not deciding(source):
            yield Mistake(("panel", "figures"), "No figure has worth: 1.", "Give it to those that should be picked.")

    def model(self, content: dict) -> dict:
        return {
            "metrics": [{"id": metric["id"], "text": metric["text"]} for metric in content["metrics"]],
            "figures": [figure["id"] for figure in content["panel"]["figures"]],
            "labels": {place: content["branches"][place]["label"] for place in PLACES},
        }

    def read(self, content: dict, given: Posted) -> dict:
        choices = {
            f"metric-{metric['id']}": given.one_of(f"metric-{metric['id']}", PLACES, "")
            for metric in content["metrics"]
        }
        figures = [figure["id"] for figure in content["panel"]["figures"]]
        return choices | {"figures": given.some_of("figures", figures), "conclusion": given.text("conclusion", 600)}

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        lacking = {
            f"metric-{metric['id']}": _("Choose a place for “%s”.") % metric["text"].strip("“”")
            for metric in content["metrics"]
            if not choices[f"metric-{metric['id']}"]
        }
        wanted = len(deciding(content))
        if len(choices["figures"]) != wanted:
            lacking["figures"] = _("Tick %(wanted)d figures; you have ticked %(ticked)d.") % {
                "wanted": wanted,
                "ticked": len(choices["figures"]),
            }
        if not choices["conclusion"]:
            lacking["conclusion"] = _("Write your conclusion in one sentence.")
        return lacking

    def outcome(self, content: dict, choices: dict) -> dict:
        """Which metrics hang where, which of the four branches have none, and how many are open or picked."""
        hung = {place: [] for place in PLACES}
        for metric in content["metrics"]:
            hung.get(choices.get(f"metric-{metric['id']}"), []).append(metric["id"])
        return {
            "hung": hung,
            "open": len(content["metrics"]) - sum(map(len, hung.values())),
            "bare": [level for level in LEVELS if not hung[level]],
            "picked": len(choices.get("figures", [])),
        }

    def grade(self, content: dict, choices: dict) -> Graded:
        tree = [judge_metric(content, metric, choices) for metric in content["metrics"]]
        panel, worth = judge_panel(content, choices["figures"])
        share = sum(line.score for line in tree) / len(tree)
        verdict = _(
            "%(right)d of %(all)d metrics hang where we would hang them. Figures in common: %(same)d of %(wanted)d."
        )
        verdict = verdict % {
            "right": sum(line.score for line in tree),
            "all": len(tree),
            "same": sum(figure["id"] in choices["figures"] for figure in deciding(content)),
            "wanted": len(deciding(content)),
        }
        words = _("Yours: %(yours)s\n\nOurs: %(ours)s")
        conclusion = Line(
            content["conclusion"]["label"],
            words % {"yours": choices["conclusion"], "ours": content["conclusion"]["model"]},
        )
        score = TREE_WEIGHT * share + (1 - TREE_WEIGHT) * worth / len(deciding(content))
        return Graded(round(score, 4), verdict, [*tree, *panel, conclusion], content.get("notice", ""))

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        texts = {metric["id"]: metric["text"] for metric in content["metrics"]}
        return {
            "places": [{"id": place, **content["branches"][place]} for place in PLACES],
            "rows": [
                {"text": metric["text"], "field": f"metric-{metric['id']}", "place": choices[f"metric-{metric['id']}"]}
                for metric in content["metrics"]
            ],
            "wanted": len(deciding(content)),
            "figures": [
                {
                    **{key: figure[key] for key in ("id", "label", "before", "after", "change")},
                    "is_ticked": figure["id"] in choices["figures"],
                }
                for figure in content["panel"]["figures"]
            ],
            "boxes": [
                {
                    "id": place,
                    "label": content["branches"][place]["label"],
                    "count": len(outcome["hung"][place]),
                    "bar": f"{BAR * len(outcome['hung'][place]) / len(content['metrics']):.2f}%",
                    "names": "; ".join(texts[metric] for metric in outcome["hung"][place]) or "–",
                    **BOXES[place],
                }
                for place in PLACES
            ],
            **sentences(content, outcome),
        }

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        labels = {place: content["branches"][place]["label"] for place in PLACES}
        chosen = [(metric["text"], labels[choices[f"metric-{metric['id']}"]]) for metric in content["metrics"]]
        picked = [figure["label"] for figure in content["panel"]["figures"] if figure["id"] in choices["figures"]]
        return [*chosen, (_("Figures"), ", ".join(picked)), (content["conclusion"]["label"], choices["conclusion"])]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """Own words first, then the figures and the tree by its branches."""
        picked = [figure["label"] for figure in content["panel"]["figures"] if figure["id"] in choices["figures"]]
        tree = [
            (
                content["branches"][place]["label"],
                bullets(metric["text"] for metric in content["metrics"] if choices[f"metric-{metric['id']}"] == place),
            )
            for place in PLACES
        ]
        said = [(content["conclusion"]["label"], choices["conclusion"]), (_("Figures"), bullets(picked)), *tree]
        return [(label, text) for label, text in said if text]


BAR = 88  # percent of a box that stand for all metrics
BOXES = {
    "outcome": {"x": "0%", "y": 1, "width": "52%", "colour": "c-value", "pattern": "dots"},
    "behaviour": {"x": "0%", "y": 84, "width": "52%", "colour": "c-experience", "pattern": "rising"},
    "quality": {"x": "0%", "y": 167, "width": "52%", "colour": "c-technical", "pattern": "bars"},
    "guardrail": {"x": "57%", "y": 42, "width": "43%", "colour": "c-trust", "pattern": "falling"},
    "nowhere": {"x": "57%", "y": 167, "width": "43%", "colour": "c-quiet", "pattern": "cross"},
}
"""Where each place stands in the drawing, and its looks."""


def deciding(content: dict) -> list[dict]:
    """The figures that should change one's mind."""
    return [figure for figure in content["panel"]["figures"] if figure["worth"] == 1]


def judge_metric(content: dict, metric: dict, choices: dict) -> Line:
    is_same = choices[f"metric-{metric['id']}"] == metric["branch"]
    return Line(metric["text"], f"{content['branches'][metric['branch']]['label']}. {metric['why']}", float(is_same))


def judge_panel(content: dict, picked: list[str]) -> tuple[list[Line], float]:
    """A line for each figure that was picked or should have been, and what the picks are worth together."""
    lines, worth = [], 0
    for figure in content["panel"]["figures"]:
        is_picked = figure["id"] in picked
        if is_picked or figure["worth"] == 1:
            score = figure["worth"] if is_picked else 0
            label = _("You picked: %s") if is_picked else _("We would have picked: %s")
            lines.append(Line(f"{label % figure['label']} ({figure['change']})", figure["why"], float(score)))
            worth += score
    return lines, worth


def sentences(content: dict, outcome: dict) -> dict:
    patterns = {
        "pattern_some": _("{done} of {all} metrics have a place. Nothing hangs yet on: {bare}."),
        "pattern_full": _("{done} of {all} metrics have a place, and each branch has at least one."),
    }
    words = {
        "all": len(content["metrics"]),
        "done": len(content["metrics"]) - outcome["open"],
        "bare": ", ".join(content["branches"][level]["label"] for level in outcome["bare"]),
    }
    pattern = patterns["pattern_some" if outcome["bare"] else "pattern_full"]
    return {**patterns, "sentence": pattern.format(**words)}


simulator = MetricsTree()
