"""Evidence from after a launch: what people said, grouped under patterns, labelled, and a decision with its record."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.simulators.base import LINE, TEXT, Graded, Line, Mistake, Posted, Simulator
from quizzes.simulators.evidence import evidence
from quizzes.simulators.shapes import IDENT, by_id, entry, ids_used_twice, listing, unknown_id
from quizzes.simulators.wording import bullets

GROUP_WEIGHT = 0.6  # the rest is for the labels
APART = "apart"
RECORD = ("what", "owner", "date", "reverse")
KINDS = ("quotations", "tickets")
REACH = 88  # percent of the drawing that stand for all quotations and tickets
COUNT = {"type": "integer", "minimum": 0}


class Readout(Simulator):
    name = "readout"
    does = gettext_lazy("Group what people said after a launch, and decide")
    schema = {
        "funnel": entry({"caption": LINE, "steps": listing(entry({"label": LINE, "count": COUNT}), 2, 10)}),
        "overrides": entry(
            {"caption": LINE, "kinds": listing(entry({"label": LINE, "shown": COUNT, "replaced": COUNT})), "note": LINE}
        ),
        "trust": entry(
            {"caption": LINE, "days": listing(entry({"label": LINE, "score": {"type": "number"}}), 2, 31)},
        ),
        "patterns": listing(entry({"id": IDENT, "name": LINE, "means": LINE, "label": IDENT, "why": TEXT}), 2, 6),
        "labels": listing(entry({"id": IDENT, "label": LINE, "means": LINE}), 2, 5),
        "quotations": listing(entry({"id": IDENT, "who": LINE, "text": LINE, "pattern": IDENT, "why": LINE})),
        "tickets": listing(entry({"id": IDENT, "text": LINE, "pattern": IDENT, "why": LINE})),
        "decisions": listing(entry({"id": IDENT, "label": LINE, "means": LINE, "comment": TEXT}), 2, 6),
        "readouts": listing(entry({"title": LINE, "text": TEXT}), 2, 3),
        "both": TEXT,
        "notice": TEXT,
    }
    required = tuple(name for name in schema if name != "notice")

    def mistakes(self, source: dict) -> Iterator[Mistake]:
        yield from ids_used_twice(source, "patterns", "labels", "decisions")
        yield from ids_used_twice(source, "quotations", "tickets")
        quoted = by_id(source["quotations"])
        for number, ticket in enumerate(source["tickets"]):
            if ticket["id"] in quoted:
                message = f"A quotation has the id {ticket['id']!r} too."
                yield Mistake(("tickets", number, "id"), message, "Give it an id of its own.")
        labels, patterns = by_id(source["labels"]), [*by_id(source["patterns"]), APART]
        for number, pattern in enumerate(source["patterns"]):
            yield from unknown_id(("patterns", number, "label"), pattern["label"], labels)
        for kind in KINDS:
            for number, item in enumerate(source[kind]):
                yield from unknown_id((kind, number, "pattern"), item["pattern"], patterns)

    def model(self, content: dict) -> dict:
        return {
            **{kind: [item["id"] for item in content[kind]] for kind in KINDS},
            "patterns": [pattern["id"] for pattern in content["patterns"]],
            "labels": [{"id": label["id"], "label": label["label"]} for label in content["labels"]],
        }

    def read(self, content: dict, given: Posted) -> dict:
        groups, labels = [*by_id(content["patterns"]), APART], by_id(content["labels"])
        items = [*content["quotations"], *content["tickets"]]
        choices = {f"group-{item['id']}": given.one_of(f"group-{item['id']}", groups, "") for item in items}
        for pattern in content["patterns"]:
            choices[f"label-{pattern['id']}"] = given.one_of(f"label-{pattern['id']}", labels, "")
        choices["decision"] = given.one_of("decision", by_id(content["decisions"]), "")
        for part in RECORD:
            choices[part] = given.text(part, 80 if part in ("owner", "date") else 600)
        choices["date"] = day(choices["date"])
        return choices

    def missing(self, content: dict, given: Posted) -> dict[str, str]:
        choices = self.read(content, given)
        messages = {
            **{f"group-{item['id']}": _("Group the quotation “%s”.") % start(item) for item in content["quotations"]},
            **{f"group-{item['id']}": _("Group the ticket “%s”.") % start(item) for item in content["tickets"]},
            **{f"label-{item['id']}": _("Label the pattern “%s”.") % item["name"] for item in content["patterns"]},
            "decision": _("Choose what you would do."),
            "what": _("Write what changes."),
            "owner": _("Name an owner."),
            "date": _("Set the day on which you check."),
            "reverse": _("Write what would reverse your decision."),
        }
        return {field: message for field, message in messages.items() if not choices[field]}

    def outcome(self, content: dict, choices: dict) -> dict:
        """How many quotations and tickets stand under each pattern, apart, open, and under each label."""
        groups = {
            group: {kind: count(content[kind], choices, group) for kind in KINDS}
            for group in [*by_id(content["patterns"]), APART]
        }
        labels = dict.fromkeys(by_id(content["labels"]), 0)
        for pattern in content["patterns"]:
            label = choices.get(f"label-{pattern['id']}")
            if label in labels:
                labels[label] += sum(groups[pattern["id"]].values())
        items = sum(len(content[kind]) for kind in KINDS)
        return {
            "groups": groups,
            "open": items - sum(sum(group.values()) for group in groups.values()),
            "labels": labels,
        }

    def grade(self, content: dict, choices: dict) -> Graded:
        items = [item for kind in KINDS for item in content[kind]]
        grouped = sum(choices[f"group-{item['id']}"] == item["pattern"] for item in items)
        named = sum(choices[f"label-{pattern['id']}"] == pattern["label"] for pattern in content["patterns"])
        verdict = _("%(items)d of %(all)d stand where we put them, and %(labels)d of %(patterns)d labels are ours.") % {
            "items": grouped,
            "all": len(items),
            "labels": named,
            "patterns": len(content["patterns"]),
        }
        score = GROUP_WEIGHT * grouped / len(items) + (1 - GROUP_WEIGHT) * named / len(content["patterns"])
        chosen = by_id(content["decisions"])[choices["decision"]]
        lines = [
            *(judge_label(content, pattern, choices) for pattern in content["patterns"]),
            *judge_groups(content, items, choices),
            Line(_("Your decision: %s") % chosen["label"], chosen["comment"]),
            *(Line(readout["title"], readout["text"]) for readout in content["readouts"]),
            Line(_("Why both can be defended"), content["both"]),
        ]
        return Graded(round(score, 4), verdict, lines, content.get("notice", ""))

    def present(self, content: dict, choices: dict, outcome: dict) -> dict:
        total = sum(len(content[kind]) for kind in KINDS)
        offers = [
            {**pick(pattern, "id", "name", "means"), "label": f"{letter(number)}. {pattern['name']}"}
            for number, pattern in enumerate(content["patterns"])
        ]
        offers.append(
            {"id": APART, "name": _("Stands alone"), "label": _("Stands alone"), "means": _("One voice, no pattern.")}
        )
        return {
            **evidence(content),
            "offers": offers,
            **{
                kind: [
                    {
                        **pick(item, "text", "who"),
                        "field": f"group-{item['id']}",
                        "group": choices[f"group-{item['id']}"],
                    }
                    for item in content[kind]
                ]
                for kind in KINDS
            },
            "pattern_rows": [
                {**pattern_row(number, offer, outcome, total), **labelled(content, offer["id"], choices)}
                for number, offer in enumerate(offers)
            ],
            "height": len(offers) * 28,
            "open": {kind: len(content[kind]) - sum(row[kind] for row in outcome["groups"].values()) for kind in KINDS},
            **sentences(content, outcome),
        }

    def describe(self, content: dict, choices: dict) -> list[tuple[str, str]]:
        labels = by_id(content["labels"])
        return [
            *((pattern["name"], labels[choices[f"label-{pattern['id']}"]]["label"]) for pattern in content["patterns"]),
            (_("Decision"), by_id(content["decisions"])[choices["decision"]]["label"]),
            (_("What changes"), choices["what"]),
            (_("Owner"), choices["owner"]),
            (_("Check on"), choices["date"]),
            (_("Reversed if"), choices["reverse"]),
        ]

    def to_keep(self, content: dict, choices: dict, outcome: dict) -> list[tuple[str, str]]:
        """The record of the decision first, then what was made of the evidence."""
        decision, labels = by_id(content["decisions"]).get(choices["decision"]), by_id(content["labels"])
        named = [
            f"{pattern['name']}: {labels[label]['label']}"
            for pattern in content["patterns"]
            if (label := choices[f"label-{pattern['id']}"])
        ]
        said = [
            (_("Decision"), decision["label"] if decision else ""),
            (_("What changes"), choices["what"]),
            (_("Owner"), choices["owner"]),
            (_("Check on"), date_format(date.fromisoformat(choices["date"]), "j F Y") if choices["date"] else ""),
            (_("Reversed if"), choices["reverse"]),
            (_("What the evidence says"), bullets(named)),
        ]
        return [(label, text) for label, text in said if text]


def day(text: str) -> str:
    """`text` if it is a date like 2026-11-28, else nothing."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def start(item: dict) -> str:
    """The first words of a quotation or ticket, for a message."""
    words = item["text"].strip("“”").replace("“", "‘").replace("”", "’").split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def pick(item: dict, *names: str) -> dict:
    return {name: item[name] for name in names if name in item}


def letter(number: int) -> str:
    return "ABCDEF"[number]


def count(items: list[dict], choices: dict, group: str) -> int:
    return sum(choices.get(f"group-{item['id']}") == group for item in items)


def names_of(content: dict) -> dict[str, str]:
    return {pattern["id"]: pattern["name"] for pattern in content["patterns"]} | {APART: _("Stands alone")}


def judge_label(content: dict, pattern: dict, choices: dict) -> Line:
    labels, mine = by_id(content["labels"]), choices[f"label-{pattern['id']}"]
    words = f"{labels[pattern['label']]['label']}. {pattern['why']}"
    if mine != pattern["label"]:
        words = _("You: %(mine)s. We: %(ours)s") % {"mine": labels[mine]["label"], "ours": words}
    return Line(_("Label of “%s”") % pattern["name"], words, float(mine == pattern["label"]))


def judge_groups(content: dict, items: list[dict], choices: dict) -> Iterator[Line]:
    """For each pattern, what we put there, why, and where it stood instead."""
    names = names_of(content)
    for pattern, name in names.items():
        ours = [item for item in items if item["pattern"] == pattern]
        words = []
        for item in ours:
            mine = choices[f"group-{item['id']}"]
            elsewhere = "" if mine == pattern else " " + _("(You: %s.)") % names[mine]
            words.append(f"• “{start(item)}” {item['why']}{elsewhere}")
        if ours:
            score = sum(choices[f"group-{item['id']}"] == pattern for item in ours) / len(ours)
            yield Line(_("What belongs to “%s”") % name, "\n".join(words), round(score, 2))


def pattern_row(number: int, offer: dict, outcome: dict, total: int) -> dict:
    """A pattern (or what stands alone) in the bars and in the table."""
    counts = outcome["groups"][offer["id"]]
    return {
        "id": offer["id"],
        "name": offer["label"],
        "means": offer["means"],
        "letter": letter(number) if offer["id"] != APART else "–",
        "y": number * 28,
        **counts,
        "total": sum(counts.values()),
        "quotations_width": percent(counts["quotations"], total),
        "tickets_x": percent(counts["quotations"], total),
        "tickets_width": percent(counts["tickets"], total),
        "end": percent(sum(counts.values()), total),
    }


def labelled(content: dict, pattern: str, choices: dict) -> dict:
    """The field in which a pattern gets its label, and the label in words."""
    field = f"label-{pattern}"
    label = choices.get(field, "")
    words = by_id(content["labels"])[label]["label"] if label else "–"
    return {"field": field, "label": label, "label_words": words, "is_pattern": pattern != APART}


def percent(count: int, total: int) -> str:
    return f"{REACH * count / total:.2f}%"


def sentences(content: dict, outcome: dict) -> dict:
    patterns = {
        "none": _("Nothing grouped yet: all {all} quotations and tickets are open."),
        "some": _("{done} of {all} grouped, {open} open. By label: {list}."),
    }
    total = sum(len(content[kind]) for kind in KINDS)
    words = {
        "all": total,
        "done": total - outcome["open"],
        "open": outcome["open"],
        "list": ", ".join(f"{label['label']} {outcome['labels'][label['id']]}" for label in content["labels"]),
    }
    return {**patterns, "sentence": patterns["some" if words["done"] else "none"].format(**words)}


simulator = Readout()
