"""What a translated page shows: the texts, and where the original asks something, the way there."""

from datetime import date

from lessons.models import Lesson
from translations.texts import Original


def shown_lesson(original: Original, texts: dict[str, str]) -> dict:
    lesson: Lesson = original.page
    return {
        "title": texts["title"],
        "aims": [texts[key] for key in original.texts if key.startswith("aim-")],
        "parts": parts_of(lesson.blocks, texts),
        "takeaway": texts["takeaway"],
        "takeaway_anchor": f"take{lesson.number:02}",
    }


def parts_of(blocks: list[dict], texts: dict[str, str]) -> list[dict]:
    """Texts, and one `anchor` for neighbouring prompts, questions and activities, which stay in the original."""
    parts: list[dict] = []
    for number, block in enumerate(blocks):
        if block["kind"] == "prequestion":
            parts.append({"first": texts[f"block-{number}"], "anchor": block["anchor"]})
        elif text := texts.get(f"block-{number}"):
            parts.append({"text": text, "as_of": block.get("as_of") and date.fromisoformat(block["as_of"])})
        elif block["kind"] != "html" and not (parts and "asked" in parts[-1]):
            parts.append({"asked": block["anchor"]})
    return parts


def shown_article(original: Original, texts: dict[str, str]) -> dict:
    return {"title": texts["title"], "summary": texts["summary"], "text": texts["text"]}
