"""Failures that each want a way back, and a board of dials that shows who gets stuck with a product set like that."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing
from quizzes.simulators.wording import bullets

PARTS = ("time", "harm", "learns")
FULL = 2 * len(PARTS)
RATING = {"enum": [0, 1, 2], "description": "0 poor, 1 middling, 2 good."}
POSITIONS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 2}}
WEIGHT_OF_FAILURES = 0.6  # the rest is for the board


class Recovery(Simulator):
    name = "recovery"
    does = gettext_lazy("Choose a way back from each failure, and see who gets stuck")
    schema = {
        "recoveries": listing(entry({"id": IDENT, "label": LINE, "means": LINE}), 2),
        "failures": listing(
            entry(
                {
                    "id": IDENT,
                    "title": LINE,
                    "text": LINE,
                    "ways": listing(entry({"way": IDENT, **dict.fromkeys(PARTS, RATING), "note": LINE})),
                }
            )
        ),
        "dials": listing(entry({"id": IDENT, "label": LINE, "positions": listing(LINE, 3, 3)})),
        "start": POSITIONS,
        "patients": listing(
            entry(
                {
                    "id": IDENT,
                    "name": LINE,
                    "needs": LINE,
                    "stuck": {
                        **listing(
                            entry(
                                {
                                    "when": {
                                        "type": "object",
                                        "additionalProperties": listing(RATING, 1, 3),
                                        "minProperties": 1,
                                    },
                                    "why": LINE,
                                }
                            )
                        ),
                        "description": "The first whose dials all stand at one of these positions gives the reason.",
                    },
                }
            )
        ),
        "notice": TEXT,
    }
    required = tuple(schema)

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "recoveries", "failures", "dials", "patients")
        known, dials = sorted(by_id(source["recoveries"])), by_id(source["dials"])
        for number, failure in enumerate(source["failures"]):
            if sorted(way["way"] for way in failure["ways"]) != known:
                remedy = f"Judge: {', '.join(known)}."
                yield Mistake(("failures", number, "ways"), "It does not judge each recovery once.", remedy)
            if not any(rating(way) for way in failure["ways"]):
                remedy = "Rate at least one of them above 0 in something."
                yield Mistake(("failures", number, "ways"), "No recovery is any good.", remedy)
        if source["start"].keys() != dials.keys():
            yield Mistake(("start",), "It does not name each dial once.", f"Name: {', '.join(dials)}.")
        for number, patient in enumerate(source["patients"]):
            for index, rule in enumerate(patient["stuck"]):
                if not rule["when"].keys() <= dials.keys():
                    place = ("patients", number, "stuck", index, "when")
                    yield Mistake(place, "It names a dial that is not there.", f"Use: {', '.join(dials)}.")

    def model(self, content: dict) -> dict:
        return {
            "dials": [dial["id"] for dial in content["dials"]],
            "patients": [
                {"id": patient["id"], "stuck": [[rule["when"], rule["why"]] for rule in patient["stuck"]]}
                for patient in content["patients"]
            ],
        }

    def read(self, content: dict, given: Posted) -> dict:
        ways = list(by_id(content["recoveries"]))
        failures = {field_of(failure): given.one_of(field_of(failure), ways, "") for failure in content["failures"]}
        dials = {
            dial["id"]: given.one_of(dial["id"], (0, 1, 2), content["start"][dial["id"]]) for dial in content["dials"]
        }
        return {**failures, **dials}

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        return {
            field_of(failure): _("Choose a recovery for “%s”.") % failure["title"]
            for failure in content["failures"]
            if not choices[field_of(failure)]
        }

    def outcome(self, content: dict, choices: dict) -> dict:
        patients = [{"id": patient["id"], "rule": rule_for(patient, choices)} for patient in content["patients"]]
        return {"patients": patients, "through": sum(patient["rule"] is None for patient in patients)}

    def grade(self, content: dict, choices: dict) -> Graded:
        failures = [self.judge(content, failure, choices[field_of(failure)]) for failure in content["failures"]]
        through, all_ = self.outcome(content, choices)["through"], len(content["patients"])
        board = self.judge_board(content, choices)
        verdict = _(
            "%(fits)d of %(failures)d recoveries fit, and %(through)d of %(patients)d patients get through."
        ) % {
            "fits": sum(line.score == 1 for line in failures),
            "failures": len(failures),
            "through": through,
            "patients": all_,
        }
        mean = sum(line.score for line in failures) / len(failures)
        score = WEIGHT_OF_FAILURES * mean + (1 - WEIGHT_OF_FAILURES) * board.score
        return Graded(round(score, 3), verdict, [*failures, board], content["notice"])

    def judge(self, content: dict, failure: dict, way: str) -> Line:
        labels = by_id(content["recoveries"])
        judged = next(entry for entry in failure["ways"] if entry["way"] == way)
        best = max(failure["ways"], key=rating)
        words = [judged["note"], in_words(judged)]
        if rating(judged) < rating(best):
            words.append(
                _("Better: %(label)s. %(note)s") % {"label": labels[best["way"]]["label"], "note": best["note"]}
            )
        return Line(
            f"{failure['title']}: {labels[way]['label']}", " ".join(words), round(rating(judged) / rating(best), 3)
        )

    def judge_board(self, content: dict, choices: dict) -> Line:
        stuck = [
            f"{patient['name']}: {patient['stuck'][rule]['why']}"
            for patient in content["patients"]
            if (rule := rule_for(patient, choices)) is not None
        ]
        score = round(1 - len(stuck) / len(content["patients"]), 3)
        return Line(_("The dials"), " ".join(stuck) or _("Everybody gets through."), score)

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        labels = by_id(content["recoveries"])
        failures = [(failure["title"], labels[choices[field_of(failure)]]["label"]) for failure in content["failures"]]
        dials = [(dial["label"], dial["positions"][choices[dial["id"]]]) for dial in content["dials"]]
        return [*failures, *dials]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """The ways back, the dials, and who gets through with them."""
        labels = by_id(content["recoveries"])
        ways = [
            f"{failure['title']}: {labels[way]['label']}"
            for failure in content["failures"]
            if (way := choices[field_of(failure)])
        ]
        dials = [f"{dial['label']}: {dial['positions'][choices[dial['id']]]}" for dial in content["dials"]]
        said = [
            (_("Ways back"), bullets(ways)),
            (_("Dials"), bullets(dials)),
            (_("What came of it"), outcome.get("verdict", "")),
        ]
        return [(label, text) for label, text in said if text]

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        rules = {patient["id"]: patient["rule"] for patient in outcome["patients"]}
        pattern = _("{through} of {all} patients get through; stuck: {names}.")
        free = _("All {all} patients get through.")
        names = ", ".join(patient["name"] for patient in content["patients"] if rules[patient["id"]] is not None)
        words = {"through": outcome["through"], "all": len(rules), "names": names}
        return {
            "failures": [
                {**failure, "field": field_of(failure), "chosen": choices[field_of(failure)]}
                for failure in content["failures"]
            ],
            "dials": [
                {**dial, "ways": list(enumerate(dial["positions"])), "chosen": choices[dial["id"]]}
                for dial in content["dials"]
            ],
            "patients": [
                {
                    **{name: patient[name] for name in ("id", "name", "needs")},
                    "why": "" if rules[patient["id"]] is None else patient["stuck"][rules[patient["id"]]]["why"],
                    "x": round(100 * number / len(rules), 3),
                }
                for number, patient in enumerate(content["patients"])
            ],
            "seat": round(100 / len(rules), 3),
            "pattern": pattern,
            "free": free,
            "sentence": (pattern if names else free).format(**words),
        }


def rule_for(patient: dict, choices: dict) -> int | None:
    """The number of the first rule that holds; None: the patient gets through."""
    for number, rule in enumerate(patient["stuck"]):
        if all(choices[dial] in positions for dial, positions in rule["when"].items()):
            return number
    return None


def rating(way: dict) -> int:
    return sum(way[part] for part in PARTS)


def in_words(way: dict) -> str:
    """The three things that a recovery is judged by, for one way."""
    time = (_("hours or more"), _("minutes"), _("seconds"))[way["time"]]
    harm = (_("much"), _("some"), _("little"))[way["harm"]]
    learns = (_("nothing"), _("a little"), _("what went wrong and why"))[way["learns"]]
    return _("Time to recover: %(time)s. Harm if unnoticed: %(harm)s. The user learns: %(learns)s.") % {
        "time": time,
        "harm": harm,
        "learns": learns,
    }


def field_of(failure: dict) -> str:
    return f"failure-{failure['id']}"


simulator = Recovery()
