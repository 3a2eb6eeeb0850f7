"""Pairs of working days: which one a learner would rather have, beside the texture of a role and of its neighbours.

A mirror, so nothing is added up: no total, no match with a role, no order of roles. A role's texture is no key, and the
page shows it from the start.
"""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.figures import figure
from quizzes.simulators.shapes import IDENT, entry, ids_used_twice, listing, unknown_id
from quizzes.simulators.wording import bullets

STRENGTHS = (-2, -1, 0, 1, 2)  # strongly the first day … strongly the second
END = 2
LEANING = 0.5  # below that, a mean stands in between
LOOKS = (("c-value", "circle"), ("c-technical", "square"), ("c-metrics", "diamond"), ("c-trust", "triangle"))
ROW = 26  # the height of a row of marks, in pixels
MARGIN = 8  # what is left free beside the scale, in percent of the drawing


class Mirror(Simulator):
    name = "mirror"
    does = gettext_lazy("Choose between pairs of working days, and see a profile")
    schema = {
        "traits": listing(
            entry(
                {
                    "id": IDENT,
                    "first": {**LINE, "description": "The pole at −2, as in “you lean to known answers”."},
                    "second": {**LINE, "description": "The pole at 2."},
                }
            ),
            2,
            6,
        ),
        "pairs": listing(
            entry(
                {
                    "id": IDENT,
                    "place": {**LINE, "description": "Where both days are spent."},
                    "a": LINE,
                    "b": LINE,
                    "trait": IDENT,
                    "second": {"enum": ["a", "b"], "description": "The day at the second pole of the trait."},
                }
            ),
            2,
        ),
        "roles": {
            **listing(
                entry(
                    {
                        "id": IDENT,
                        "label": LINE,
                        "letter": {"type": "string", "pattern": "^[A-Z]$", "description": "On its mark."},
                        "texture": listing(
                            entry(
                                {
                                    "trait": IDENT,
                                    "at": {"type": "number", "minimum": -END, "maximum": END, "multipleOf": 0.5},
                                    "note": {**LINE, "description": "Why it stands there, in one sentence."},
                                }
                            )
                        ),
                    }
                ),
                2,
                len(LOOKS),
            ),
            "description": "The role first, then its neighbours.",
        },
        "notice": TEXT,
    }
    required = tuple(schema)

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        traits = [trait["id"] for trait in source["traits"]]
        yield from ids_used_twice(source, "traits", "pairs", "roles")
        for number, pair in enumerate(source["pairs"]):
            yield from unknown_id(("pairs", number, "trait"), pair["trait"], traits)
        weighed = {pair["trait"] for pair in source["pairs"]}
        for number, trait in enumerate(source["traits"]):
            if trait["id"] not in weighed:
                remedy = f"Give a pair the trait {trait['id']!r}, or take the trait out."
                yield Mistake(("traits", number), "No pair weighs this trait.", remedy)
        for number, role in enumerate(source["roles"]):
            if sorted(part["trait"] for part in role["texture"]) != sorted(set(traits)):
                remedy = f"Name once each: {', '.join(traits)}."
                yield Mistake(("roles", number, "texture"), "It does not name each trait once.", remedy)
            if role["letter"] in [other["letter"] for other in source["roles"][:number]]:
                remedy = "Give each role a letter of its own."
                yield Mistake(("roles", number, "letter"), f"The letter {role['letter']!r} stands twice.", remedy)

    def model(self, content: dict) -> dict:
        return {
            "traits": content["traits"],
            "pairs": [{name: pair[name] for name in ("id", "trait", "second")} for pair in content["pairs"]],
        }

    def read(self, content: dict, given: Posted) -> dict:
        return {field_of(pair): given.one_of(field_of(pair), STRENGTHS, "") for pair in content["pairs"]}

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        if any(choice != "" for choice in choices.values()):
            return {}
        return {next(iter(choices)): _("Choose in at least one of the pairs: then there is a profile to keep.")}

    def outcome(self, content: dict, choices: dict) -> dict:
        """Per trait the mean of what was answered, None where nothing was; and how many pairs were answered."""
        sums, counts = Counter(), Counter()
        for pair in content["pairs"]:
            choice = choices.get(field_of(pair), "")
            if choice != "":
                counts[pair["trait"]] += 1
                sums[pair["trait"]] += choice if pair["second"] == "b" else -choice
        traits = [trait["id"] for trait in content["traits"]]
        return {
            "means": {trait: mean(sums[trait], counts[trait]) for trait in traits},
            "counts": {trait: counts[trait] for trait in traits},
            "answered": counts.total(),
        }

    def grade(self, content: dict, choices: dict) -> Graded:
        outcome = self.outcome(content, choices)
        verdict = _("Kept: a profile, not a verdict. %(done)d of %(all)d pairs answered.") % {
            "done": outcome["answered"],
            "all": len(content["pairs"]),
        }
        lines = [trait_line(content, trait, outcome["means"][trait["id"]]) for trait in content["traits"]]
        return Graded(None, verdict, lines, content["notice"])

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        words = dict(strengths())
        return [
            (f"A: {pair['a']} B: {pair['b']}", words[choices[field_of(pair)]])
            for pair in content["pairs"]
            if choices[field_of(pair)] != ""
        ]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """The profile where there is one, without the pairs that it comes from."""
        means = self.outcome(content, choices)["means"]
        known = [trait for trait in content["traits"] if means[trait["id"]] is not None]
        leanings = bullets(trait_line(content, trait, means[trait["id"]]).label for trait in known)
        return [(_("Where you lean"), leanings)] if leanings else []

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        totals = Counter(pair["trait"] for pair in content["pairs"])
        return {
            "pairs": [
                {**pair, "field": field_of(pair), "chosen": choices[field_of(pair)]} for pair in content["pairs"]
            ],
            "strengths": strengths(),
            "roles": [
                {**role, "colour": colour, "shape": shape}
                for role, (colour, shape) in zip(content["roles"], LOOKS, strict=False)
            ],
            "rows": [
                {
                    **trait,
                    "mean": shown(outcome["means"][trait["id"]]),
                    "answered": outcome["counts"][trait["id"]],
                    "pairs": totals[trait["id"]],
                    "textures": [(role["label"], *texture_of(role, trait["id"])) for role in content["roles"]],
                    **panel(content, trait["id"], outcome["means"][trait["id"]]),
                }
                for trait in content["traits"]
            ],
            "ticks": [place_of(at) for at in STRENGTHS],
            **sentences(content, outcome),
        }


def field_of(pair: dict) -> str:
    return f"pair-{pair['id']}"


def mean(total: int, count: int) -> float | None:
    """To one decimal, halves away from zero: in whole numbers, so that JavaScript comes to the same."""
    if not count:
        return None
    tenths = (20 * abs(total) + count) // (2 * count)
    return (tenths if total > 0 else -tenths) / 10


def strengths() -> list[tuple[int, str]]:
    """The ways to answer a pair, in words."""
    words = (_("Strongly A"), _("Rather A"), _("Neither"), _("Rather B"), _("Strongly B"))
    return list(zip(STRENGTHS, words, strict=True))


def shown(number: float | None) -> str:
    return "–" if number is None else figure(number, 1)


def texture_of(role: dict, trait: str) -> tuple[str, str]:
    """(where the role stands, why)"""
    part = next(part for part in role["texture"] if part["trait"] == trait)
    return shown(part["at"]), part["note"]


def trait_line(content: dict, trait: dict, number: float | None) -> Line:
    """A learner's mean beside the words about the role and its neighbours. No score: there is no better end."""
    poles = {"first": trait["first"], "second": trait["second"], "mean": shown(number)}
    if number is None:
        label = _("%(first)s or %(second)s: no pair answered") % poles
    elif abs(number) < LEANING:
        label = _("%(first)s or %(second)s: you stand in between (%(mean)s)") % poles
    else:
        pole = trait["second" if number > 0 else "first"]
        label = _("%(first)s or %(second)s: you lean to %(pole)s (%(mean)s)") % {**poles, "pole": pole}
    textures = [(role["label"], *texture_of(role, trait["id"])) for role in content["roles"]]
    words = "\n".join(f"{role} ({at}): {note}" for role, at, note in textures)
    return Line(label[0].upper() + label[1:], words)


def place_of(at: float) -> str:
    """Where a value stands on the scale, as text, so that no language writes it with a comma."""
    return f"{MARGIN + (100 - 2 * MARGIN) * (at + END) / (2 * END):.2f}%"


def panel(content: dict, trait: str, number: float | None) -> dict:
    """The drawing of a trait: roles above the line, those at the same place one over the other, the learner below."""
    stacked, marks = Counter(), []
    for role, (colour, shape) in zip(content["roles"], LOOKS, strict=False):
        at = next(part["at"] for part in role["texture"] if part["trait"] == trait)
        stacked[at] += 1
        marks.append(
            {
                "letter": role["letter"],
                "colour": colour,
                "shape": shape,
                "x": place_of(at),
                "level": stacked[at],
            }
        )
    line = ROW * max(stacked.values()) + 2
    return {
        "marks": [{**mark, "y": line + 10 - ROW * mark["level"]} for mark in marks],
        "line": line,
        "height": line + ROW + 6,
        "mine": place_of(number or 0),
        "is_open": number is None,
    }


def sentences(content: dict, outcome: dict) -> dict:
    """The outcome in a sentence, and the patterns from which the script makes it."""
    patterns = {
        "none": _("Nothing chosen yet: all {all} pairs are open."),
        "some": _("{done} of {all} pairs answered."),
        "lean": _("You lean to {list}."),
        "between": _("In between: {list}."),
        "poles": _("{first} and {second}"),
        "open": _("Nothing yet on: {list}."),
    }
    lean, between, are_open = [], [], []
    for trait in content["traits"]:
        number = outcome["means"][trait["id"]]
        poles = patterns["poles"].format(**trait)
        if number is None:
            are_open.append(poles)
        elif abs(number) < LEANING:
            between.append(f"{poles} ({shown(number)})")
        else:
            lean.append(f"{trait['second' if number > 0 else 'first']} ({shown(number)})")
    said = [
        patterns["some" if outcome["answered"] else "none"].format(done=outcome["answered"], all=len(content["pairs"]))
    ]
    if outcome["answered"]:
        lists = {"lean": lean, "between": between, "open": are_open}
        said += [patterns[name].format(list=", ".join(parts)) for name, parts in lists.items() if parts]
    return {"patterns": patterns, "sentence": " ".join(said)}


simulator = Mirror()
