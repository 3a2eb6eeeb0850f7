"""Claims that age: written in the text, shown with their days, hinted at when their review is overdue."""

from datetime import UTC, datetime

import pytest
import time_machine

from lessons.blocks import check_blocks
from lessons.models import Fact
from lessons.search import search
from lessons.services import publish_changes, render_again, store_lesson
from tests.factories import make_article, make_lesson

FACT = """\
/// fact | as_of: 2026-03-01, review_by: 2027-03-01
The office answers *4,000* letters a month. [A1.1]

---

Report of the [office](https://example.org/report)
///
"""
BEFORE = datetime(2027, 3, 1, 23, 0, tzinfo=UTC)
AFTER = datetime(2027, 3, 2, 1, 0, tzinfo=UTC)


def problems(text: str, number: str | None = "01") -> list[str]:
    return [f"{each.line}: {each.message} {each.remedy}" for each in check_blocks(text, path="x", number=number)]


def test_fact_stands_on_the_page_with_its_source_and_month(client, db):
    lesson = make_lesson(1, source=FACT)

    page = client.get(lesson.get_absolute_url()).content.decode()

    assert 'id="fact-1" role="note"' in page
    assert "<em>4,000</em> letters a month." in page
    assert "As of March 2026" in page
    assert '<a href="https://example.org/report">office</a>' in page
    assert "has not been yet" not in page


def test_overdue_fact_carries_a_hint_from_the_next_day_on_without_anything_being_saved(client, db):
    lesson = make_lesson(1, source=FACT)
    with time_machine.travel(BEFORE, tick=False):
        on_the_day = client.get(lesson.get_absolute_url()).content.decode()

    with time_machine.travel(AFTER, tick=False):
        day_after = client.get(lesson.get_absolute_url()).content.decode()

    assert "has not been yet" not in on_the_day
    assert "to be checked again by 1 March 2027 and has not been yet" in day_after


def test_facts_are_rows_in_line_with_the_text(db):
    lesson = make_lesson(1, source=FACT + "\n" + FACT.replace("4,000", "9,000"))
    assert [(fact.number, fact.claim, str(fact.review_by)) for fact in Fact.objects.all()] == [
        (1, "The office answers 4,000 letters a month.", "2027-03-01"),
        (2, "The office answers 9,000 letters a month.", "2027-03-01"),
    ]

    lesson.source = FACT.replace("4,000", "9,000")
    store_lesson(lesson)

    assert [(fact.number, fact.claim) for fact in Fact.objects.all()] == [
        (1, "The office answers 9,000 letters a month.")
    ]
    assert Fact.objects.get().get_absolute_url() == "/lessons/lesson-1/#fact-1"


def test_rendering_again_keeps_facts_and_pages(client, db):
    lesson = make_lesson(1, source=FACT)
    blocks = lesson.blocks

    render_again()
    lesson.refresh_from_db()

    assert lesson.blocks == blocks
    assert Fact.objects.count() == 1


def test_claim_and_source_of_a_fact_are_found(db):
    make_lesson(1, source=FACT)
    publish_changes()

    assert [hit.url for hit in search("letters")] == ["/lessons/lesson-1/"]
    assert [hit.url for hit in search("report")] == ["/lessons/lesson-1/"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            " | as_of: 2026-03-01, review_by: 2027-03-01",
            "",
            "1: The block 'fact' needs two dates after the bar. "
            "Write it like: /// fact | as_of: 2026-03-01, review_by: 2027-03-01",
        ),
        (", review_by: 2027-03-01", "", "1: The block 'fact' needs two dates after the bar. Write it like"),
        ("2026-03-01", "2026-02-30", "1: '2026-02-30' is no date for as_of. Write year, month and day"),
        ("2027-03-01", "20270301", "1: '20270301' is no date for review_by. Write year, month and day"),
        ("2027-03-01", "2026-03-01", "1: The review on 2026-03-01 does not come after 2026-03-01"),
        (
            "\n---\n\nReport of the [office](https://example.org/report)\n",
            "",
            "1: The fact needs a claim and a source. Put one line with only --- between the two.",
        ),
        ("\n---\n\nReport", "\n---\nReport", "4: The --- of the fact touches the text."),
    ],
)
def test_mistake_in_a_fact_is_refused_with_line_and_remedy(old, new, message):
    (problem,) = problems(FACT.replace(old, new, 1))

    assert problem.startswith(message)


def test_fact_in_an_article_and_in_another_block_is_refused():
    inside = f"//// example | One\n{FACT}////\n"

    assert problems(FACT, number=None) == ["1: The block 'fact' has no place in an article. Move it into a lesson."]
    assert problems(inside)[0] == "2: The block 'fact' stands inside 'example'. Close 'example' before it."


def test_article_without_facts_is_stored_as_before(db):
    article = make_article(source="Words about facts.")

    assert article.html == "<p>Words about facts.</p>"
