"""Lines to rewrite within a number of words; where they have phrases, those that cannot be kept are ticked first."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators.base import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing, unknown_id
from quizzes.simulators.wording import count_words, terms_in

PHRASES = 0.6  # the rest is for the rewrite: half for its length, half for doing without absolute words
WORDS = listing({"type": "string", "minLength": 1, "maxLength": 60}, most=80)
REACH = 60  # percent of the drawing's width that stand for the word limit


class Claims(Simulator):
    name = "claims"
    does = gettext_lazy("Rewrite lines so that they can be kept")
    schema = {
        "limit": {"type": "integer", "minimum": 10, "maximum": 200, "description": "Words that a rewrite may have."},
        "line_label": LINE,
        "text_label": LINE,
        "phrases_label": LINE,
        "points_label": LINE,
        "points": listing(LINE, most=8),
        "avoid": entry({"label": LINE, "words": WORDS}, {"except": WORDS}),
        "checks": listing(entry({"id": IDENT, "label": LINE, "words": WORDS}), most=6),
        "lines": listing(
            entry(
                {"id": IDENT, "case": LINE, "line": LINE, "model": TEXT},
                {
                    "phrases": listing(
                        entry({"id": IDENT, "text": LINE, "broken": {"type": "boolean"}, "why": LINE}), 2, 8
                    ),
                    "given": listing(entry({"part": IDENT, "text": LINE})),
                },
            ),
            most=8,
        ),
        "notice": TEXT,
    }
    required = ("limit", "line_label", "text_label", "points_label", "points", "checks", "lines")

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "lines", "checks")
        checks, avoid = by_id(source["checks"]), source.get("avoid", {"words": []})
        for number, line in enumerate(source["lines"]):
            for place, part in enumerate(line.get("given", [])):
                yield from unknown_id(("lines", number, "given", place, "part"), part["part"], checks)
            phrases = line.get("phrases")
            if phrases and not any(phrase["broken"] for phrase in phrases):
                yield Mistake(("lines", number, "phrases"), "All phrases can be kept.", "Set 'broken' of one to true.")
            found = terms_in(line["model"], avoid["words"], avoid.get("except", ()))
            if found or count_words(line["model"]) > source["limit"]:
                remedy = f"At most {source['limit']} words and none of: {', '.join(found)}."
                yield Mistake(("lines", number, "model"), "The model breaks its own rules.", remedy)

    def model(self, content: dict) -> dict:
        avoid = content.get("avoid", {})
        return {
            "limit": content["limit"],
            "yes": _("yes"),
            "avoid": avoid.get("words", []),
            "except": avoid.get("except", []),
            "checks": [{"id": check["id"], "words": check["words"]} for check in content["checks"]],
            "lines": [
                {"id": line["id"], "given": [part["part"] for part in line.get("given", [])]}
                for line in content["lines"]
            ],
        }

    def read(self, content: dict, given: Posted) -> dict:
        choices = {}
        for line in content["lines"]:
            name = line["id"]
            if "phrases" in line:
                choices[f"phrases-{name}"] = given.some_of(f"phrases-{name}", by_id(line["phrases"]))
            choices[f"text-{name}"] = given.text(f"text-{name}", 1200)
            choices[f"points-{name}"] = given.some_of(f"points-{name}", range(len(content["points"])))
        return choices

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        lacking = {}
        for line in content["lines"]:
            text, phrases = choices[f"text-{line['id']}"], choices.get(f"phrases-{line['id']}")
            if text and phrases == []:
                lacking[f"phrases-{line['id']}"] = _("%s: tick what cannot be kept.") % line["case"]
            if phrases and not text:
                lacking[f"text-{line['id']}"] = _("%s: write the line anew, or untick its phrases.") % line["case"]
        if not lacking and not any(choices[f"text-{line['id']}"] for line in content["lines"]):
            lacking[f"text-{content['lines'][0]['id']}"] = _("Write at least one of them anew.")
        return lacking

    def outcome(self, content: dict, choices: dict) -> dict:
        """By line: words used, absolute words, and the checks that are passed (or given)."""
        avoid = content.get("avoid", {"words": []})
        found = {}
        for line in content["lines"]:
            text = choices.get(f"text-{line['id']}", "")
            given = [part["part"] for part in line.get("given", [])]
            found[line["id"]] = {
                "words": count_words(text),
                "absolute": terms_in(text, avoid["words"], avoid.get("except", ())),
                "checks": [
                    check["id"] for check in content["checks"] if check["id"] in given or terms_in(text, check["words"])
                ],
            }
        return {"lines": found, "begun": sum(line["words"] > 0 for line in found.values())}

    def grade(self, content: dict, choices: dict) -> Graded:
        done = [line for line in content["lines"] if choices[f"text-{line['id']}"]]
        found = self.outcome(content, choices)["lines"]
        lines, scores = [], []
        for line in done:
            rewrite = judge_rewrite(content, line, choices, found[line["id"]])
            if "phrases" in line:
                phrases = judge_phrases(line, choices[f"phrases-{line['id']}"])
                scores.append(PHRASES * phrases.score + (1 - PHRASES) * rewrite.score)
                lines.append(phrases)
            lines.append(rewrite)
        verdict = _("Rewritten: %(done)d of %(all)d.") % {"done": len(done), "all": len(content["lines"])}
        if scores:
            verdict += " " + found_in(done, choices)
        score = round(sum(scores) / len(scores), 4) if scores else None
        return Graded(score, verdict, lines, content.get("notice", ""))

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        errors_at_start = not outcome["begun"]
        rows = [
            row(content, line, choices, outcome["lines"][line["id"]]) | {"number": number, "y": (number - 1) * 30}
            for number, line in enumerate(content["lines"], 1)
        ]
        rows[0]["is_open"] |= errors_at_start
        return {
            "rows": rows,
            "height": len(rows) * 30,
            "yes": _("yes"),
            "limit_at": f"{REACH}%",
            **sentences(content, outcome),
        }

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        return [
            (line["case"], choices[f"text-{line['id']}"]) for line in content["lines"] if choices[f"text-{line['id']}"]
        ]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """What stood there before and what stands there now, with the parts that were given."""
        return [
            (line["case"], before_and_now(line, choices[f"text-{line['id']}"]))
            for line in content["lines"]
            if choices[f"text-{line['id']}"]
        ]


def before_and_now(line: dict, text: str) -> str:
    now = " ".join([*(part["text"] for part in line.get("given", [])), text])
    return "\n".join([_("Before: %s") % line["line"], _("Now: %s") % now])


def broken_in(line: dict) -> set[str]:
    return {phrase["id"] for phrase in line["phrases"] if phrase["broken"]}


def found_in(lines: list[dict], choices: dict) -> str:
    """How many phrases that cannot be kept were ticked, in words."""
    broken = {(line["id"], phrase) for line in lines for phrase in broken_in(line)}
    ticked = {(line["id"], phrase) for line in lines for phrase in choices[f"phrases-{line['id']}"]}
    words = _("Found: %(found)d of %(all)d phrases that cannot be kept.")
    return words % {"found": len(broken & ticked), "all": len(broken)}


def judge_phrases(line: dict, ticked: list[str]) -> Line:
    """Hits less false alarms, of those that cannot be kept; with the reason for each phrase."""
    broken = broken_in(line)
    hits = len(broken & set(ticked))
    score = max(0, 2 * hits - len(ticked)) / len(broken)
    words = []
    for phrase in line["phrases"]:
        verdict = _("“%s” cannot be kept.") if phrase["broken"] else _("“%s” can be kept.")
        differs = "" if (phrase["id"] in ticked) == phrase["broken"] else " " + _("(You saw it differently.)")
        words.append(f"• {verdict % phrase['text']} {phrase['why']}{differs}")
    return Line(_("%s: what cannot be kept") % line["case"], "\n".join(words), round(score, 4))


def judge_rewrite(content: dict, line: dict, choices: dict, found: dict) -> Line:
    """Word limit and absolute words, half each; theirs and the model side by side, and how they rated their own."""
    checked = _("%(words)d of %(limit)d words.") % {"words": found["words"], "limit": content["limit"]}
    if "avoid" in content:
        listed = ", ".join(f"“{word}”" for word in found["absolute"]) or _("none")
        checked += f" {content['avoid']['label']}: {listed}."
    rating = {"ticked": len(choices[f"points-{line['id']}"]), "all": len(content["points"])}
    checked += " " + _("Your own rating: %(ticked)d of %(all)d (not part of the score).") % rating
    compared = [_("Yours: %s") % choices[f"text-{line['id']}"], _("Ours: %s") % line["model"]]
    score = (found["words"] <= content["limit"]) * 0.5 + (not found["absolute"]) * 0.5
    return Line(
        _("%s: the rewrite") % line["case"],
        "\n\n".join([checked, *compared]),
        score if "phrases" in line else None,
    )


def row(content: dict, line: dict, choices: dict, found: dict) -> dict:
    """One line of the form, of the drawing and of the table."""
    name = line["id"]
    ticked, points = choices.get(f"phrases-{name}", []), choices[f"points-{name}"]
    return {
        **{key: line[key] for key in ("id", "case", "line")},
        "given": line.get("given", []),
        "text_field": f"text-{name}",
        "text": choices[f"text-{name}"],
        "points_field": f"points-{name}",
        "phrases_field": f"phrases-{name}",
        "phrases": [
            {"id": phrase["id"], "text": phrase["text"], "is_ticked": phrase["id"] in ticked}
            for phrase in line.get("phrases", [])
        ],
        "points": [
            {"number": number, "text": text, "is_ticked": number in points}
            for number, text in enumerate(content["points"])
        ],
        "is_open": bool(found["words"] or ticked),
        "words": found["words"],
        **bar(found["words"], content["limit"]),
        "absolute": ", ".join(found["absolute"]) or "–",
        "checks": [{"id": check["id"], "is_passed": check["id"] in found["checks"]} for check in content["checks"]],
    }


def bar(words: int, limit: int) -> dict[str, str]:
    """The part within the limit and the part over it (up to half as much again), in percent of the drawing."""
    within, over = min(words, limit), min(max(0, words - limit), limit / 2)
    return {"within": f"{REACH * within / limit:.2f}%", "over": f"{REACH * over / limit:.2f}%"}


def sentences(content: dict, outcome: dict) -> dict:
    patterns = {
        "pattern_none": _("Nothing written yet: {all} lines, up to {limit} words each."),
        "pattern_some": _("{begun} of {all} rewritten; {within} within {limit} words, {free} without absolute words."),
        "pattern_free": _("{begun} of {all} rewritten; {within} within {limit} words."),
    }
    begun = [line for line in outcome["lines"].values() if line["words"]]
    words = {
        "begun": len(begun),
        "all": len(outcome["lines"]),
        "limit": content["limit"],
        "within": sum(line["words"] <= content["limit"] for line in begun),
        "free": sum(not line["absolute"] for line in begun),
    }
    some = "pattern_some" if "avoid" in content else "pattern_free"
    return {
        "none": patterns["pattern_none"],
        "some": patterns[some],
        "sentence": patterns[some if begun else "pattern_none"].format(**words),
    }


simulator = Claims()
