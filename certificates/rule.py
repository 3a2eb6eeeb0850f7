"""When the certificate is due: the rule that the course states, and how far somebody is with it. Pure.

The rule is a part of course.yaml (`certificate`): lessons to be practised, the share of the final check that is to be
right, activities to be handed in, each with the words in which the rule names it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ROUNDING = 1e-9


@dataclass(frozen=True)
class Rule:
    """`final_percent` 0: the final check is not asked for. `activities`: pairs of code and words."""

    stands_for: str
    practised: tuple[str, ...] = ()
    final_percent: int = 0
    activities: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, stated: Mapping) -> "Rule | None":
        """From what the course states; None where it states no rule."""
        if not stated:
            return None
        return cls(
            stated["stands_for"],
            tuple(stated.get("practised", ())),
            stated.get("final_percent", 0),
            tuple((entry["id"], entry["text"]) for entry in stated.get("activities", ())),
        )


@dataclass(frozen=True)
class Facts:
    """What a learner did. `finals`: the score, 0 to 1, of each finished final check."""

    practised: Collection[str] = ()
    finals: Collection[float] = ()
    handed_in: Collection[str] = ()


@dataclass(frozen=True)
class Condition:
    """One line of the rule. `done` of `needed` are there; `codes` are asked for, `missing` are those not there.

    `kind` is practised, final or activity. For the final check both figures are percent, and `done` is that of the
    best, None before the first.
    """

    kind: str
    text: str
    done: float | None
    needed: int
    codes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.done is not None and self.done >= self.needed - ROUNDING


@dataclass(frozen=True)
class Standing:
    """How far somebody is with a rule."""

    conditions: tuple[Condition, ...] = ()

    @property
    def is_met(self) -> bool:
        return bool(self.conditions) and all(condition.is_met for condition in self.conditions)

    @property
    def met_count(self) -> int:
        return sum(condition.is_met for condition in self.conditions)


def standing_of(rule: Rule, facts: Facts, *, passing_percent: int) -> Standing:
    """`passing_percent`: from which share on a quiz makes its lesson practised."""
    conditions = []
    if rule.practised:
        text = ngettext(
            "Practise lesson %(lessons)s: pass its quiz with at least %(percent)d%%",
            "Practise lessons %(lessons)s: pass the quiz of each with at least %(percent)d%%",
            len(rule.practised),
        )
        words = {"lessons": in_runs(rule.practised), "percent": passing_percent}
        conditions.append(listed("practised", text % words, rule.practised, facts.practised))
    if rule.final_percent:
        text = _("Get at least %(percent)d%% right in a final check") % {"percent": rule.final_percent}
        best = max((100 * score for score in facts.finals), default=None)
        conditions.append(Condition("final", text, best, rule.final_percent))
    for code, text in rule.activities:
        conditions.append(listed("activity", text, (code,), facts.handed_in))
    return Standing(tuple(conditions))


def listed(kind: str, text: str, codes: tuple[str, ...], there: Collection[str]) -> Condition:
    missing = tuple(code for code in codes if code not in there)
    return Condition(kind, text, len(codes) - len(missing), len(codes), codes, missing)


def in_runs(codes: Collection[str]) -> str:
    """Numbers of lessons, runs joined: 1–10, 12."""
    numbers = sorted(int(code[1:]) for code in codes)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
