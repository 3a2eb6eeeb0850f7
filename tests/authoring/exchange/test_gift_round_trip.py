"""Written and read again, a question is the one it was."""

from hypothesis import given, settings

from authoring.exchange.gift_entries import Defaults, draft_of
from authoring.exchange.gift_reading import read_gift
from authoring.exchange.gift_writing import LessonItems, write_gift
from authoring.exchange.importing import plain
from quizzes.models import Question
from tests.authoring.exchange.made_entries import entries


def round_trip(source: dict) -> dict:
    (question,) = read_gift(write_gift([LessonItems("L01", "One", [source])], "A course").text)
    draft = draft_of(question, Defaults())
    assert draft.defaults == []
    return {"id": question.id, **draft.entry}


@given(entries())
@settings(max_examples=400)
def test_made_entry_comes_back_as_it_was(source):
    assert plain(round_trip(source)) == plain(source)


def test_every_question_of_the_course_that_gift_holds_comes_back_as_it_was(course):
    sources = [question.revision.source for question in Question.objects.select_related("revision")]
    held = [source for source in sources if source["kind"] not in ("order", "branch")]

    assert len(held) > 200
    for source in held:
        assert plain(round_trip(source)) == plain(source)
