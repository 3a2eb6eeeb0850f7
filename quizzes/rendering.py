"""An author's entry with its texts as HTML: done once, on save."""

from lessons.rendering import render_line, render_text

PARAGRAPHS = frozenset({"stem", "why", "model"})
LINES = frozenset(
    {"text", "feedback", "left", "right", "idea", "then", "rubric", "steps", "category", "categories", "unit"}
)


def rendered(value, name: str = ""):
    """`value` with the texts below the keys that hold Markdown turned into safe HTML; everything else as it is."""
    if isinstance(value, dict):
        return {key: rendered(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [rendered(part, name) for part in value]
    if isinstance(value, str) and name in PARAGRAPHS:
        return render_text(value)
    if isinstance(value, str) and name in LINES:
        return render_line(value)
    return value
