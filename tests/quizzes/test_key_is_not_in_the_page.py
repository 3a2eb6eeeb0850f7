"""What a page says before a question is answered: nothing of the key, nor of what is told afterwards."""

from copy import deepcopy

import pytest

from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Question
from tests.quizzes.actions import AS_PART, Sheet, card_in, fill, line, practice_url
from tests.quizzes.page import words
from tests.quizzes.real_items import ITEMS, responses

pytestmark = pytest.mark.usefixtures("course_for_all", "db")
TOLD_AFTERWARDS = ("feedback", "why", "idea", "model", "misconception", "rubric")
OF_KIND = {kind: [code for code, item in ITEMS.items() if item["kind"] == kind] for kind in ("tf-why", "branch")}


def told_afterwards(value) -> list[str]:
    """All texts in an entry that nobody may see before answering."""
    if isinstance(value, list):
        return [text for part in value for text in told_afterwards(part)]
    if not isinstance(value, dict):
        return []
    found = [told_afterwards(part) for name, part in value.items() if name not in TOLD_AFTERWARDS]
    hidden = [value[name] for name in TOLD_AFTERWARDS if name in value]
    return [*sum(found, []), *sum(([text] if isinstance(text, str) else text for text in hidden), [])]


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


def store_content(question: Question, content: dict) -> None:
    question.revision.content = content
    question.revision.save()
    publish_changes()


def page_of(client, code: str) -> str:
    return client.get(practice_url(code)).content.decode()


@pytest.mark.parametrize("code", ITEMS)
def test_page_before_the_answer_tells_nothing_of_what_is_told_after_it(client, code):
    page = words(page_of(client, code))

    assert line(ITEMS[code]["stem"]) in page
    assert [text for text in told_afterwards(ITEMS[code]) if line(text) in page] == []


@pytest.mark.parametrize("code", ITEMS)
def test_page_is_the_same_whatever_the_key_is(client, code):
    question = Question.objects.select_related("revision").get(code=code)
    before = page_of(client, code)

    store_content(question, with_another_key(question.revision.content))

    assert page_of(client, code) == before
    assert str(question.revision.salt) not in before


def without(texts: list[str], page: str) -> str:
    """The page with the same mark in the place of each of the texts."""
    for text in sorted(texts, key=len, reverse=True):
        assert text in page
        page = page.replace(text, "…")
    return page


@pytest.mark.parametrize("code", [code for code, item in ITEMS.items() if item["kind"] == "order"])
def test_page_with_the_steps_in_another_order_differs_only_in_where_they_stand(client, code):
    question = Question.objects.select_related("revision").get(code=code)
    steps = question.revision.content["steps"]
    before = page_of(client, code)

    store_content(question, question.revision.content | {"steps": steps[::-1]})

    assert without(steps, page_of(client, code)) == without(steps, before)


@pytest.mark.parametrize("code", [code for code, item in ITEMS.items() if item["kind"] == "match"])
def test_page_with_other_pairs_differs_only_in_where_the_right_sides_stand(client, code):
    question = Question.objects.select_related("revision").get(code=code)
    pairs = question.revision.content["pairs"]
    rights = [f">{pair['plain_right']}</option>" for pair in pairs]
    before = page_of(client, code)

    others = [*pairs[1:], pairs[0]]
    moved = [{**pair, "plain_right": other["plain_right"]} for pair, other in zip(pairs, others, strict=True)]
    store_content(question, question.revision.content | {"pairs": moved})

    assert without(rights, page_of(client, code).replace("&#x27;", "'")) == without(rights, before.replace("&#x27;", "'"))


@pytest.mark.parametrize("number", range(18))
def test_lesson_tells_nothing_of_its_quiz(client, number):
    lesson = Lesson.objects.get(code=f"L{number:02}")
    items = [item for item in ITEMS.values() if item["id"].startswith(f"Q{number:02}.")]

    page = words(client.get(lesson.get_absolute_url()).content.decode())

    assert [text for item in items for text in told_afterwards(item) if line(text) in page] == []


def first_step_taken(client, code: str):
    """The card after the first step of a question of several; right as far as that goes."""
    item = ITEMS[code]
    sheet = Sheet(card_in(client.get(practice_url(code)), code))
    fill(sheet, item, 0, responses(item)["right"])
    if sheet.asks_confidence:
        sheet.say(80)
    return client.post(sheet.action, sheet.sent, **AS_PART).content.decode()


@pytest.mark.parametrize("code", OF_KIND["tf-why"] + OF_KIND["branch"])
def test_card_between_two_steps_tells_nothing_of_what_is_told_at_the_end(client, code):
    between = words(first_step_taken(client, code))

    assert line(ITEMS[code]["stem"]) in between
    assert [text for text in told_afterwards(ITEMS[code]) if line(text) in between] == []


@pytest.mark.parametrize("code", OF_KIND["tf-why"])
def test_locked_verdict_is_told_and_the_reason_is_not(client, code):
    question = Question.objects.select_related("revision").get(code=code)
    content = question.revision.content
    between = first_step_taken(client, code)

    other = with_another_key(content)
    store_content(question, content | {"reasons": other["reasons"]})
    card = card_in(client.get(practice_url(code)), code)

    assert ("It is true. Why?" if content["verdict"] else "It is false. Why?") in between
    assert card.words == words(between)


@pytest.mark.parametrize("code", OF_KIND["branch"])
def test_story_goes_on_without_saying_how_good_a_decision_was(client, code):
    question = Question.objects.select_related("revision").get(code=code)
    content = question.revision.content
    between = first_step_taken(client, code)

    other = with_another_key(content)
    for node, old in zip(other["nodes"], content["nodes"], strict=True):
        for choice, old_choice in zip(node["choices"], old["choices"], strict=True):
            choice.pop("then")
            choice.update({"then": old_choice["then"]} if "then" in old_choice else {})
    store_content(question, other)

    assert card_in(client.get(practice_url(code)), code).words == words(between)
