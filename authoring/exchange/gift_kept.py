"""What GIFT has no place for: kept in a comment, and told in the general feedback as far as it helps.

Another program reads over the comment. Our own reader takes from it what the question itself does not say.
"""

import json

MARK = "// kept: "
KEPT = {
    "single": (),
    "multiple": (),
    "match": (),
    "categorise": ("categories",),
    "estimate": ("unit", "range_cap"),
    "tf-why": ("reasons",),
    "free": ("rubric",),
}


def kept(entry: dict) -> dict:
    """`entry` less what its question in GIFT says."""
    left = {name: entry[name] for name in ("why", "idea", *KEPT[entry["kind"]]) if name in entry}
    if entry["kind"] in ("single", "multiple"):
        found = [option.get("misconception") for option in entry["options"]]
        left |= {"misconceptions": found} if any(found) else {}
    if entry["kind"] in ("match", "categorise"):
        left["feedback"] = [part["feedback"] for part in entry[parts_name(entry)]]
    return left


def parts_name(entry: dict) -> str:
    return {"match": "pairs", "categorise": "cards"}[entry["kind"]]


def kept_line(entry: dict) -> str:
    """As a comment on one line, in which no other program finds an id or a tag."""
    text = json.dumps({"kind": entry["kind"], **kept(entry)})
    return MARK + text.replace("[id:", "\\u005bid:").replace("[tag:", "\\u005btag:")


def read_kept(line: str) -> dict:
    """What a comment keeps; nothing where somebody else wrote or changed it."""
    try:
        found = json.loads(line.removeprefix(MARK))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def general_feedback(entry: dict) -> str:
    """What learners of another program read after they answered: paragraphs of Markdown."""
    parts = [entry.get("why"), *feedback_of(entry), entry["idea"]]
    return "\n\n".join(part for part in parts if part)


def feedback_of(entry: dict) -> list[str]:
    kind = entry["kind"]
    if kind == "free":
        return [entry["model"]]
    if kind == "tf-why":
        return [f"{reason['text']} {reason['feedback']}" for reason in entry["reasons"] if reason.get("key")]
    if kind in ("match", "categorise"):
        name = "left" if kind == "match" else "text"
        return ["\n".join(f"- {part[name]}: {part['feedback']}" for part in entry[parts_name(entry)])]
    return []
