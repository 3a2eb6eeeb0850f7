import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from lessons.models import Lesson, Status
from quizzes.decisions import store_decision
from quizzes.models import Activity, Decision
from quizzes.simulators import Posted, load
from tests.conftest import SAME_ORIGIN
from tests.factories import make_guest, make_user
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.test_activity import DECIDED, VERDICT

DECIDE = "/activities/ACT07a/decide/"
OTHER = DECIDED | {"task-new": 0.9}


def test_first_decision_makes_a_guest_and_one_row(db, client):
    make_activity("ACT07a")

    response = client.post(DECIDE, DECIDED | {"ordinal": 1})

    decision, guest = Decision.objects.get(), User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/activities/ACT07a/#act07a-verdict")
    assert (decision.learner, guest.is_guest, decision.ordinal) == (guest, True, 1)
    assert decision.choices == DECIDED
    assert decision.score == 1
    assert decision.outcome["verdict"] == VERDICT
    assert decision.outcome["figures"]["net"] == 194.4
    assert decision.outcome["chosen"][0] == ["The new team", "0.60"]
    assert (decision.outcome["confidence"], decision.outcome["is_right"]) == (80, False)


def test_decision_of_a_member_is_theirs(db, client):
    make_activity("ACT07a")
    member = make_user()
    client.force_login(member)

    client.post(DECIDE, DECIDED)

    assert Decision.objects.get().learner == member
    assert User.objects.count() == 1


def test_decision_may_be_taken_again(db, client):
    make_activity("ACT07a")

    client.post(DECIDE, DECIDED | {"ordinal": 1})
    client.post(DECIDE, OTHER | {"ordinal": 2})

    assert [decision.ordinal for decision in Decision.objects.all()] == [1, 2]
    assert Decision.objects.last().choices["task-new"] == 0.9


def test_form_that_is_sent_twice_is_stored_once(db, client):
    make_activity("ACT07a")

    responses = [client.post(DECIDE, DECIDED | {"ordinal": 1}) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("part", ["", "page"])
def test_old_form_with_other_choices_stores_nothing_and_keeps_what_was_set(db, client, part):
    make_activity("ACT07a")
    client.post(DECIDE, DECIDED | {"ordinal": 1})

    response = client.post(DECIDE, OTHER | {"ordinal": 1}, **({"HTTP_X_PART": part} if part else {}))

    page = response.content.decode()
    assert response.status_code == 409
    assert Decision.objects.get().choices == DECIDED
    assert "You have sent a decision from this form before" in page
    assert VERDICT in page
    assert page.count('value="0.9" selected') == 1
    assert 'name="ordinal" value="2"' in page


def test_very_old_form_shows_the_last_decision(db, client):
    make_activity("ACT07a")
    client.post(DECIDE, DECIDED | {"ordinal": 1})
    client.post(DECIDE, OTHER | {"ordinal": 2})

    response = client.post(DECIDE, DECIDED | {"ordinal": 1}, HTTP_X_PART="lesson")

    assert response.status_code == 409
    assert "Your decision no. 2" in response.content.decode()
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("ordinal", ["7", "0", "-1", "x", "", "99999999999999999999", "\x00"])
def test_senseless_number_becomes_the_next(db, client, ordinal):
    make_activity("ACT07a")

    client.post(DECIDE, DECIDED | {"ordinal": ordinal})

    assert Decision.objects.get().ordinal == 1


def test_script_gets_the_part_with_the_verdict(db, client):
    make_activity("ACT07a")

    response = client.post(DECIDE, DECIDED | {"ordinal": 1}, HTTP_X_PART="lesson")

    part = response.content.decode()
    assert response.status_code == 200
    assert part.count('data-part="lesson"') == 1
    assert f'<h3 id="act07a-verdict" tabindex="-1" data-focus>{VERDICT}</h3>' in part
    assert "What to notice." in part
    assert "<html" not in part


def test_script_on_the_own_page_gets_the_earlier_decisions_too(db, client):
    make_activity("ACT07a")
    client.post(DECIDE, OTHER | {"ordinal": 1})

    in_lesson = client.post(DECIDE, DECIDED | {"ordinal": 2}, HTTP_X_PART="lesson").content.decode()
    on_page = client.post(DECIDE, DECIDED | {"ordinal": 3}, HTTP_X_PART="page").content.decode()

    assert '<section class="decisions' not in in_lesson
    assert '<section class="decisions' in on_page
    assert 'data-part="page"' in on_page


def test_incomplete_decision_comes_back_with_links_to_what_is_missing(db, client):
    make_activity("ACT07a")

    response = client.post(DECIDE, DECIDED | {"task-new": "", "confidence": "55"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Set the line" in page
    assert '<a href="#act07a-task-new">Choose a line for “The new team”.</a>' in page
    assert '<p class="error" id="act07a-task-new-error">Choose a line for “The new team”.</p>' in page
    assert '<a href="#act07a-confidence">Say how sure you are of your prediction.</a>' in page
    assert 'id="act07a-task-new"' in page
    assert 'id="act07a-confidence"' in page
    assert '<option value="0.5" selected>0.50</option>' in page
    assert (Decision.objects.count(), User.objects.count()) == (0, 0)
    assert len(response.cookies) == 0


def test_script_gets_the_part_with_what_is_missing(db, client):
    make_activity("ACT07a")

    response = client.post(DECIDE, {}, HTTP_X_PART="lesson")

    assert response.status_code == 422
    assert 'role="alert" tabindex="-1"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_incomplete_second_decision_still_shows_the_first(db, client):
    make_activity("ACT07a")
    client.post(DECIDE, DECIDED | {"ordinal": 1})

    response = client.post(DECIDE, DECIDED | {"ordinal": 2, "task-new": ""})

    assert response.status_code == 422
    assert VERDICT in response.content.decode()


@pytest.mark.parametrize("code", ["ACT99", "ACT7", "act07a"])
def test_unknown_activity_is_not_found(db, client, code):
    make_activity("ACT07a")

    assert client.post(f"/activities/{code}/decide/", DECIDED).status_code == 404
    assert User.objects.count() == 0


def test_retired_activity_is_not_found(db, client):
    make_activity("ACT07a")
    Activity.objects.update(retired_at=timezone.now())

    assert client.post(DECIDE, DECIDED).status_code == 404


def test_activity_of_an_unpublished_lesson_is_not_found(db, client):
    make_activity("ACT07a")
    Lesson.objects.update(status=Status.DRAFT)

    assert client.post(DECIDE, DECIDED).status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_a_post_decides(db, client, method):
    make_activity("ACT07a")

    assert getattr(client, method)(DECIDE).status_code == 405


@pytest.mark.parametrize(
    "headers", [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}]
)
def test_post_from_elsewhere_is_refused(db, headers):
    make_activity("ACT07a")

    assert Client().post(DECIDE, DECIDED, **headers).status_code == 403
    assert Decision.objects.count() == 0


def test_post_from_our_own_page_needs_no_token(db):
    make_activity("ACT07a")

    assert Client(enforce_csrf_checks=True).post(DECIDE, DECIDED, **SAME_ORIGIN).status_code == 302


# --- The service -----------------------------------------------------------------------------------------------------


def test_learners_have_decisions_of_their_own(db):
    activity, guest, member = make_activity("ACT07a"), make_guest(), make_user()

    for learner in (guest, member):
        store_decision(learner=learner, activity=activity, ordinal=1, choices=DECIDED)

    assert [decision.learner for decision in Decision.objects.order_by("pk")] == [guest, member]


def test_repeated_number_says_so_only_for_other_choices(db):
    activity, guest = make_activity("ACT07a"), make_guest()
    first, is_first_repeated = store_decision(learner=guest, activity=activity, ordinal=1, choices=DECIDED)

    again = store_decision(learner=guest, activity=activity, ordinal=1, choices=DECIDED)
    other = store_decision(learner=guest, activity=activity, ordinal=1, choices=OTHER)

    assert (is_first_repeated, again, other) == (False, (first, False), (first, True))


def test_erased_learner_leaves_no_decisions(db):
    activity, guest = make_activity("ACT07a"), make_guest()
    store_decision(learner=guest, activity=activity, ordinal=1, choices=DECIDED)

    guest.delete()

    assert Decision.objects.count() == 0


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_stored_once():
    activity, learner = make_activity("ACT07a"), make_guest()
    ready = threading.Barrier(2, timeout=10)
    results = []

    def press():
        ready.wait()
        results.append(store_decision(learner=learner, activity=activity, ordinal=1, choices=DECIDED))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Decision.objects.count() == 1
    assert results[0] == results[1]


def test_only_the_first_decision_of_each_learner_keeps_the_reasons_back(db):
    activity = make_activity("ACT04")
    sent = Posted({f"call-{card['id']}": "value" for card in activity.content["cards"]})
    choices = load()["triage"].read(activity.content, sent)
    learners = [make_guest(), make_guest()]

    told = {
        (number, ordinal): store_decision(learner=learner, activity=activity, ordinal=ordinal, choices=choices)[0]
        for number, learner in enumerate(learners)
        for ordinal in (1, 2)
    }

    assert {key: "We: Trust." in str(decision.outcome["lines"]) for key, decision in told.items()} == {
        (0, 1): False,
        (0, 2): True,
        (1, 1): False,
        (1, 2): True,
    }
