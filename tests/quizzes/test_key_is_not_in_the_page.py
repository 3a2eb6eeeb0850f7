"""What a page says before a question is answered: nothing of the key, nor of what is told afterwards."""

from copy import deepcopy

import pytest
from django.utils.html import escape

from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Question
from tests.quizzes.actions import AS_PART, fill, line, practice_url, sheet_in
from tests.quizzes.page import words
from tests.quizzes.real_items import ITEMS, responses

pytestmark = pytest.mark.usefixtures("course")
TOLD_AFTERWARDS = ("feedback", "why", "idea", "model", "misconception", "rubric")


def told_afterwards(value) -> list[str]:
    """All texts in an entry that nobody may see before answering."""
    if isinstance(value, list):
        return [text for part in value for text in told_afterwards(part)]
    if not isinstance(value, dict):
        return []
    found = []
    for name, part in value.items():
        if name not in TOLD_AFTERWARDS:
            found += told_afterwards(part)
        else:
            found += [part] if isinstance(part, str) else part
    return found


def with_another_key(content: dict) -> dict:
    """The same question, of which something else is right and something else is told."""
    other = deepcopy(content)
    for options in (other.get("options", []), other.get("reasons", [])):
        for option in options:
            option["key"] = not option.get("key")
            option["feedback"], option["misconception"] = "Told otherwise.", "M20"
    for card in other.get("cards", []):
        place = other["categories"].index(card["category"])
        card["category"], card["feedback"] = other["categories"][place - 1], "Told otherwise."
    for node in other.get("nodes", []):
        for choice in node["choices"]:
            choice["score"], choice["feedback"], choice["then"] = 1 - choice["score"], "Told otherwise.", "Then this."
    for pair in other.get("pairs", []):
        pair["feedback"] = "Told otherwise."
    known = {"verdict": not content.get("verdict"), "answer": 1e6, "accept": [9e5, 2e6], "range_cap": 9e9}
    told = {"why": "Told otherwise.", "idea": "Told otherwise.", "model": "Another.", "rubric": ["a", "b", "c", "d"]}
    return other | {name: value for name, value in (known | told).items() if name in content}


def of_kind(kind: str) -> list[str]:
    return [code for code, item in ITEMS.items() if item["kind"] == kind]


def change_content(codes, change) -> None:
    """Store `change(content)` as what each question says now."""
    for question in Question.objects.filter(code__in=codes).select_related("revision"):
        question.revision.content = change(question.revision.content)
        question.revision.save()
    publish_changes()


def pages_of(client, codes) -> dict[str, str]:
    return {code: client.get(practice_url(code)).content.decode() for code in codes}


def test_pages_before_the_answer_tell_nothing_of_what_is_told_after_it(client):
    pages = {code: words(page) for code, page in pages_of(client, ITEMS).items()}

    assert [code for code, item in ITEMS.items() if line(item["stem"]) not in pages[code]] == []
    assert [(code, text) for code in ITEMS for text in told_afterwards(ITEMS[code]) if line(text) in pages[code]] == []


def test_pages_are_the_same_whatever_the_keys_are(client):
    before = pages_of(client, ITEMS)

    change_content(ITEMS, with_another_key)
    after = pages_of(client, ITEMS)

    assert [code for code in ITEMS if before[code] != after[code]] == []


def test_salts_that_decide_the_order_of_things_are_on_no_page(client):
    salts = dict(Question.objects.values_list("code", "revision__salt"))

    assert [code for code, page in pages_of(client, ITEMS).items() if str(salts[code]) in page] == []


def blanked(page: str, texts: list[str]) -> str:
    """The page with the same mark in the place of each of the texts."""
    for text in sorted(texts, key=len, reverse=True):
        assert text in page
        page = page.replace(text, "…")
    return page


def test_pages_with_the_steps_in_another_order_differ_only_in_where_they_stand(client):
    codes = of_kind("order")
    steps = {code: Question.objects.get(code=code).revision.content["steps"] for code in codes}
    before = pages_of(client, codes)

    change_content(codes, lambda content: content | {"steps": content["steps"][::-1]})
    after = pages_of(client, codes)

    assert [code for code in codes if blanked(before[code], steps[code]) != blanked(after[code], steps[code])] == []
    assert before != after


def with_other_pairs(content: dict) -> dict:
    pairs = content["pairs"]
    rights = [pair["plain_right"] for pair in pairs]
    moved = zip(pairs, [*rights[1:], rights[0]], strict=True)
    return content | {"pairs": [{**pair, "plain_right": right} for pair, right in moved]}


def test_pages_with_other_pairs_differ_only_in_where_the_right_sides_stand(client):
    codes = of_kind("match")
    pairs = {code: Question.objects.get(code=code).revision.content["pairs"] for code in codes}
    rights = {code: [f">{escape(pair['plain_right'])}</option>" for pair in pairs[code]] for code in codes}
    before = pages_of(client, codes)

    change_content(codes, with_other_pairs)
    after = pages_of(client, codes)

    assert [code for code in codes if blanked(before[code], rights[code]) != blanked(after[code], rights[code])] == []
    assert before != after


@pytest.mark.parametrize("number", range(18))
def test_lesson_tells_nothing_of_its_quiz(client, number):
    lesson = Lesson.objects.get(code=f"L{number:02}")
    items = [item for item in ITEMS.values() if item["id"].startswith(f"Q{number:02}.")]

    page = words(client.get(lesson.get_absolute_url()).content.decode())

    assert [text for item in items for text in told_afterwards(item) if line(text) in page] == []


def cards_between_steps(client, codes) -> dict[str, str]:
    """By code, the card after the first step of a question of several, taken rightly; a page loaded again has the same
    card."""
    cards = {}
    for code in codes:
        sheet = sheet_in(client.get(practice_url(code)), code)
        fill(sheet, ITEMS[code], 0, responses(ITEMS[code])["right"])
        if sheet.asks_confidence:
            sheet.say(80)
        cards[code] = client.post(sheet.action, sheet.sent, **AS_PART).content.decode().strip()
    return cards


def test_cards_between_two_steps_tell_nothing_of_what_is_told_at_the_end(client):
    codes = [*of_kind("tf-why"), *of_kind("branch")]

    cards = {code: words(card) for code, card in cards_between_steps(client, codes).items()}

    assert [code for code in codes if line(ITEMS[code]["stem"]) not in cards[code]] == []
    assert [(code, text) for code in codes for text in told_afterwards(ITEMS[code]) if line(text) in cards[code]] == []


def test_reasons_are_asked_alike_whatever_the_right_one_is(client):
    codes = of_kind("tf-why")
    cards = cards_between_steps(client, codes)

    change_content(codes, lambda content: with_another_key(content) | {"verdict": content["verdict"]})
    pages = pages_of(client, codes)

    assert [code for code in codes if cards[code] not in pages[code]] == []
    assert all("Your verdict is right." in card for card in cards.values())


def with_other_scores(content: dict) -> dict:
    """Of a story: what is told at once stays, how good it was is turned round."""
    other = with_another_key(content)
    for node, was in zip(other["nodes"], content["nodes"], strict=True):
        for choice, choice_was in zip(node["choices"], was["choices"], strict=True):
            choice["then"] = choice_was.get("then", "")
    return other


def test_story_goes_on_alike_however_good_a_decision_was(client):
    codes = of_kind("branch")
    cards = cards_between_steps(client, codes)

    change_content(codes, with_other_scores)
    pages = pages_of(client, codes)

    assert [code for code in codes if cards[code] not in pages[code]] == []
