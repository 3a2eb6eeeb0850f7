"""What was written at a place that is closed by now stays in the brief, without a link that would lead nowhere."""

from lessons.models import Lesson, Status
from quizzes.models import Activity, Question
from quizzes.services import retire
from tests.briefs.factories import decide, make_free, say, write
from tests.briefs.reading import brief_in, edit, piece_in, text_of
from tests.quizzes.factories_activities import make_activity


def links_in(element) -> list[str]:
    return [link["href"] for link in element.all("a")]


def test_words_in_a_lesson_that_is_closed_stay_without_a_link(mine, learner):
    write(learner, "TAKE05", "Kept.")
    Lesson.objects.update(status=Status.DRAFT)

    assert text_of(mine, "TAKE05") == "Kept."
    assert [link for link in links_in(brief_in(mine)) if "/lessons/" in link] == []


def test_decision_in_a_retired_activity_stays_and_can_be_edited(mine, learner):
    make_activity("ACT08")
    decide(learner, "ACT08")
    retire(Activity.objects.all())

    edit(mine, "ACT08", "What stays of it.")

    assert links_in(piece_in(mine, "ACT08")) == ["/brief/edit/ACT08/"]
    assert text_of(mine, "ACT08") == "What stays of it."


def test_answer_to_a_retired_question_stays(mine, learner, lesson):
    make_free(lesson)
    say(learner, "Q05.9", "Said once.")
    retire(Question.objects.all())

    assert links_in(piece_in(mine, "Q05.9")) == ["/brief/edit/Q05.9/"]
    assert text_of(mine, "Q05.9") == "Said once."
