"""Questions as GIFT, read by a grammar that is not ours."""

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from authoring.exchange.gift_writing import LessonItems, write_gift
from quizzes.models import Question
from tests.authoring.exchange.made_entries import entries
from tests.authoring.exchange.pegjs import meant, questions_in, said
from tests.quizzes.factories import entry

HELD = ("single", "multiple", "tf-why", "match", "categorise", "estimate", "free")


def gift_of(*sources: dict):
    return write_gift([LessonItems("L01", "A lesson / with a slash", list(sources))], "A course")


def check_ranges(understood: dict, source: dict) -> None:
    """What is accepted: the two ends are."""
    if source["kind"] == "estimate":
        ranges = understood.pop("ranges")
        assert min(low for low, _high in ranges) == pytest.approx(source["accept"][0], abs=1e-9)
        assert max(high for _low, high in ranges) == pytest.approx(source["accept"][1], abs=1e-9)


@pytest.mark.parametrize("kind", HELD)
def test_each_kind_is_understood_as_it_was_meant(kind):
    source = entry(kind)

    category, question = questions_in(gift_of(source).text)

    understood = said(question)
    check_ranges(understood, source)
    assert understood == meant(source)
    assert category == {"type": "Category", "title": "$course$/top/A course/L01 A lesson // with a slash"}
    assert question["globalFeedback"]["text"].endswith(source["idea"])
    assert question["hasEmbeddedAnswers"] is False


@given(st.lists(entries(), min_size=10, max_size=20))
@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])  # each takes a start of Node.js: no shrinking
@example([entry(stem="{~a =b # c : d \\ e \\n}", idea="%50% off")])
@example([entry(stem="[html]<b>x</b>\n\n// no comment", idea="::")])
def test_no_text_of_an_author_structures_a_question(sources):
    understood = [said(question) for question in questions_in(gift_of(*sources).text)[1:]]

    for found, source in zip(understood, sources, strict=True):
        check_ranges(found, source)
        assert found == meant(source)


def test_whole_course_is_understood_but_for_what_was_told_to_be_left_out(course):
    rows = Question.objects.select_related("revision")
    sources = [question.revision.source for question in rows]

    gift = write_gift([LessonItems("L01", "All", sources)], "A course")
    understood = [said(question) for question in questions_in(gift.text)[1:]]

    held = [source for source in sources if source["kind"] in HELD]
    for found, source in zip(understood, held, strict=True):
        check_ranges(found, source)
        assert found == meant(source)
    assert gift.held == [source["id"] for source in held]
    assert {loss.code for loss in gift.left_out} == {source["id"] for source in sources if source["kind"] not in HELD}
    assert {loss.kind for loss in gift.left_out} == {"order", "branch"}


def test_report_says_what_gets_lost_of_what_is_there():
    gift = gift_of(
        entry("match", "Q01.1"), entry("estimate", "Q01.2"), entry("order", "Q01.3"), entry("single", "Q01.4")
    )

    assert [str(loss) for loss in gift.losses] == [
        "Q01.1 (match): Feedback on each pair has no place: it stands in the general feedback.",
        "Q01.2 (estimate): The range that a learner gives, and half the score for it, have no place.",
        "Q01.3 (order): left out. GIFT has no sequences. QTI has.",
    ]
    assert gift.by_reason()[0]["codes"] == ["Q01.3"]


def test_nothing_to_write_makes_an_empty_file():
    assert write_gift([], "A course").text == ""
    assert gift_of(entry("order")).text == ""
