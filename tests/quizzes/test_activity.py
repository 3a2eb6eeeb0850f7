import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from lessons.models import Lesson, Status
from lessons.services import publish_changes
from quizzes.decisions import store_decision
from quizzes.models import Activity, Decision
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.factories_activities import make_activity

PAGE = "/activities/ACT07a/"
LESSON = "/lessons/lesson-7/"
DECIDED = {
    "threshold": 0.7,
    "caught": 70,
    "slip": 25,
    "scores": "calibrated",
    "prediction": 0.9,
    "confidence": 80,
    "task-new": 0.6,
    "task-seasoned": 0.5,
    "task-sharp": 0.7,
    "task-other": "nothing",
}
VERDICT = "Your lines gain 769.2 of the 769.2 minutes there were to be had."


def decide(learner, activity: Activity, ordinal: int = 1, **changes) -> Decision:
    decision, _is_repeated = store_decision(
        learner=learner, activity=activity, ordinal=ordinal, choices=DECIDED | changes
    )
    return decision


def page_of(client, path: str = PAGE) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_visitor_sees_the_activity_and_stays_nobody(db, client):
    make_activity("ACT07a")

    page = page_of(client)

    assert "<h1>Set the line</h1>" in page
    assert f'href="{LESSON}#act07a"' in page
    assert "With the line at 0.30, 200 of 200 messages get a suggestion" in page
    assert "Your decision no." not in page
    assert (User.objects.count(), len(client.cookies)) == (0, 0)


def test_query_shows_what_follows_from_it(db, client):
    make_activity("ACT07a")

    page = page_of(client, f"{PAGE}?threshold=0.7&caught=70&slip=60&scores=calibrated")

    assert "With the line at 0.70, 132 of 200 messages get a suggestion, and 114 of these are right." in page
    assert 'data-out="net">5.4<' in page


@pytest.mark.parametrize("query", ["threshold=9&slip=x", "threshold=%00&threshold=1", "ordinal=-1&task-new[]=1", "=&%"])
def test_garbage_in_the_query_shows_the_start(db, client, query):
    make_activity("ACT07a")

    assert "With the line at 0.30" in page_of(client, f"{PAGE}?{query}")


def test_page_says_nothing_that_gives_the_answers_away(db, client):
    make_activity("ACT07a", notice="SECRET-1")
    activity = Activity.objects.get()
    for number, task in enumerate(activity.content["tasks"]):
        task["why"] = f"SECRET-{number}"
    activity.save()

    assert "SECRET" not in page_of(client)


def test_learner_sees_the_last_decision_in_the_form_and_below_it(db, client):
    activity, member = make_activity("ACT07a"), make_user()
    decide(member, activity)
    client.force_login(member)

    page = page_of(client)

    assert VERDICT in page
    assert "Your decision no. 1" in page
    assert "For “The customs desk” you predicted 0.90, 80% sure." in page
    assert "With the line at 0.70" in page
    assert '<input type="hidden" name="ordinal" value="2">' in page
    assert "Your decisions so far" not in page


def test_earlier_decisions_stay_readable(db, client):
    activity, member = make_activity("ACT07a"), make_user()
    decide(member, activity, 1, **{"task-new": 0.9})
    decide(member, activity, 2)
    client.force_login(member)

    page = page_of(client)

    assert page.index(VERDICT) < page.index("Your decisions so far") < page.index("Your lines gain 664.7")
    assert "<dt>The new team</dt><dd>0.90</dd>" in page


def test_decisions_of_others_are_not_shown(db, client):
    activity = make_activity("ACT07a")
    decide(make_user(), activity)
    client.force_login(make_user())

    assert VERDICT not in page_of(client)


def test_decision_stays_what_was_said_when_the_activity_changes(db, client):
    activity, member = make_activity("ACT07a"), make_user()
    decide(member, activity)
    make_activity(
        "ACT07a", lines=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65], tasks=activity.source["tasks"][:1], predict="new"
    )
    client.force_login(member)

    page = page_of(client)

    assert VERDICT in page
    assert "With the line at 0.30" in page


@pytest.mark.parametrize("decisions", [0, 1, 3])
def test_page_asks_five_questions_however_many_decisions_there_are(db, client, django_assert_num_queries, decisions):
    activity, member = make_activity("ACT07a"), make_user()
    for number in range(decisions):
        decide(member, activity, number + 1)
    client.force_login(member)
    page_of(client)

    with django_assert_num_queries(5):  # session, user, activity with its lesson, decisions, what is due
        page_of(client)


@pytest.mark.parametrize("code", ["ACT99", "ACT7", "act07a", "ACT07ab", "ACT07a%00"])
def test_unknown_activity_is_not_found(db, client, code):
    make_activity("ACT07a")

    assert client.get(f"/activities/{code}/").status_code == 404


def test_retired_activity_is_not_found(db, client):
    make_activity("ACT07a")
    Activity.objects.update(retired_at=timezone.now())

    assert client.get(PAGE).status_code == 404


def test_activity_of_an_unpublished_lesson_is_not_found(db, client):
    make_activity("ACT07a")
    Lesson.objects.update(status=Status.DRAFT)

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_is_only_read(db, client, method):
    make_activity("ACT07a")

    assert getattr(client, method)(PAGE).status_code == 405


def test_page_is_kept_by_nobody(db, client):
    make_activity("ACT07a")

    assert client.get(PAGE)["Cache-Control"] == "private, no-store"


# --- In a lesson -----------------------------------------------------------------------------------------------------


def test_lesson_shows_the_activity_to_visitors(db, client):
    make_activity("ACT07a")

    page = page_of(client, LESSON)

    assert '<section class="activity stack" id="act07a" aria-labelledby="act07a-title">' in page
    assert 'data-part="lesson"' in page
    assert "/static/js/quiz.js" in page
    assert User.objects.count() == 0


def test_lesson_shows_a_guest_their_last_decision(db, client):
    activity = make_activity("ACT07a")
    client.post("/activities/ACT07a/decide/", DECIDED)
    decide(User.objects.get(), activity, 2, **{"task-new": 0.9})

    page = page_of(client, LESSON)

    assert "Your decision no. 2" in page
    assert f'<a href="{PAGE}">Your decisions so far</a>' in page


def test_lesson_shows_each_reader_their_own_decision(db, client):
    activity, one, other = make_activity("ACT07a"), make_user(), make_user()
    decide(one, activity)
    client.force_login(one)
    page_of(client, LESSON)
    client.force_login(other)

    assert VERDICT not in page_of(client, LESSON)


@pytest.mark.parametrize("codes", [["ACT07a"], ["ACT07a", "ACT07b"]])
def test_decisions_of_a_lesson_are_one_query(db, client, codes):
    text = "".join(f"/// activity | {code}\n///\n\n" for code in codes)
    make_lesson(7, source=text)
    member = make_user()
    activities = [make_activity(code) for code in codes]
    decide(member, activities[0])
    client.force_login(member)
    page_of(client, LESSON)

    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, LESSON)

    assert [f'id="{code.lower()}"' in page for code in codes] == [True] * len(codes)
    assert sum("quizzes_decision" in query["sql"] for query in queries) == 1
    assert sum("quizzes_activity" in query["sql"] and "quizzes_decision" not in query["sql"] for query in queries) == 0


def test_unknown_or_retired_activity_leaves_nothing_in_the_lesson(db, client):
    make_activity("ACT07a")
    Activity.objects.update(retired_at=timezone.now())
    publish_changes()

    page = page_of(client, LESSON)

    assert 'id="act07a"' not in page
    assert "Try it" in page


def test_new_text_of_an_activity_shows_at_once(db, client):
    make_activity("ACT07a")
    page_of(client, LESSON)

    make_activity("ACT07a", title="Draw the line")

    assert "Draw the line" in page_of(client, LESSON)


def test_guest_without_decisions_sees_the_start(db, client):
    make_activity("ACT07a")
    guest = make_guest()
    session = client.session
    session["guest_id"] = guest.pk
    session.save()

    assert '<input type="hidden" name="ordinal" value="1">' in page_of(client, LESSON)
