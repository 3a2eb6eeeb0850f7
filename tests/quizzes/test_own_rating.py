"""What learners say about their own reasons in the capstone, once they have read ours."""

from html import unescape

import pytest

from quizzes.models import Decision
from tests.factories import make_user
from tests.quizzes.factories_activities import make_activity, read_entry
from tests.quizzes.simulators.test_dossier import sent

PAGE, DECIDE, RATE = "/activities/ACT17/", "/activities/ACT17/decide/", "/activities/ACT17/rate/"
AREAS = ("value", "experience", "technical", "trust", "metrics", "loop")
RATED = {f"level-{area}": "2" for area in AREAS} | {"level-loop": "3"}
KEPT = {"levels": dict.fromkeys(AREAS, 2) | {"loop": 3}, "points": 13, "of": 18}
OURS = [decision["reason"] for decision in read_entry("ACT17")["decisions"]]


@pytest.fixture
def decided(db, client):
    """A guest who has decided once."""
    make_activity("ACT17")
    client.post(DECIDE, sent())
    return Decision.objects.get()


def shown(response) -> str:
    return unescape(response.content.decode())


def test_our_reasons_are_shown_after_a_decision_alone(db, client):
    make_activity("ACT17")

    before = shown(client.get(PAGE))
    client.post(DECIDE, sent())
    after = shown(client.get(PAGE))

    assert [reason for reason in OURS if reason in before] == []
    assert [reason for reason in OURS if reason not in after] == []
    assert "Your reasons beside ours" in after
    assert after.count("<p>It takes most of the desk’s time.</p>") == 6


def test_rating_is_kept_with_the_decision_and_leaves_its_score(decided, client):
    response = client.post(RATE, RATED | {"ordinal": 1})

    kept = Decision.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}#act17-own")
    assert (kept.rating, kept.score, kept.outcome) == (KEPT, decided.score, decided.outcome)


def test_rating_stands_apart_from_the_score(decided, client):
    client.post(RATE, RATED | {"ordinal": 1})

    page = shown(client.get(PAGE))

    assert "6 of your 6 choices are the best on offer. Your score: 100%." in page
    assert "Your own rating: 13 of 18" in page
    assert page.count('<option value="2" selected>2 · From what</option>') == 5


def test_script_gets_the_rating_alone(decided, client):
    response = client.post(RATE, RATED | {"ordinal": 1}, HTTP_X_PART="own")

    part = shown(response)
    assert response.status_code == 200
    assert (part.count("<section"), part.count("<form")) == (1, 1)
    assert 'id="act17-own-title" tabindex="-1" data-focus>Your own rating: 13 of 18</h3>' in part


def test_rating_may_be_changed(decided, client):
    client.post(RATE, RATED | {"ordinal": 1})
    client.post(RATE, RATED | {"ordinal": 1, "level-loop": "0"})

    assert Decision.objects.get().rating["points"] == 10


@pytest.mark.parametrize("part", ["", "own"])
def test_incomplete_rating_keeps_what_was_chosen_and_stores_nothing(decided, client, part):
    response = client.post(RATE, RATED | {"ordinal": 1, "level-trust": "7"}, **({"HTTP_X_PART": part} if part else {}))

    page = shown(response)
    assert response.status_code == 422
    assert '<a href="#act17-level-trust">Choose a level for “Trust”.</a>' in page
    assert '<p class="error" id="act17-level-trust-error">Choose a level for “Trust”.</p>' in page
    assert page.count('<option value="2" selected>2 · From what</option>') == 4
    assert ("<title>Error: A library wants AI" in page) is not bool(part)
    assert Decision.objects.get().rating is None


def test_new_decision_is_not_rated_yet_and_the_earlier_one_keeps_its_rating(decided, client):
    client.post(RATE, RATED | {"ordinal": 1})
    client.post(DECIDE, sent(trust=0) | {"ordinal": 2})

    page = shown(client.get(PAGE))

    assert "Your reasons beside ours" in page
    assert "<p>Your own rating: 13 of 18.</p>" in page
    assert [decision.rating for decision in Decision.objects.all()] == [KEPT, None]


def test_form_from_before_a_new_decision_rates_the_one_it_was_shown_for(decided, client):
    client.post(DECIDE, sent(trust=0) | {"ordinal": 2})

    client.post(RATE, RATED | {"ordinal": 1})

    assert [decision.rating for decision in Decision.objects.all()] == [KEPT, None]


@pytest.mark.parametrize("ordinal", ["2", "0", "x", ""])
def test_decision_that_was_never_taken_cannot_be_rated(decided, client, ordinal):
    assert client.post(RATE, RATED | {"ordinal": ordinal}).status_code == 404
    assert Decision.objects.get().rating is None


def test_decision_of_somebody_else_cannot_be_rated(decided, client):
    client.force_login(make_user())

    response = client.post(RATE, RATED | {"ordinal": 1})

    assert response.status_code == 404
    assert Decision.objects.get().rating is None


def test_activity_without_a_rubric_takes_no_rating(db, client):
    make_activity("ACT05")

    assert client.post("/activities/ACT05/rate/", {"ordinal": 1}).status_code == 404


def test_rating_is_sent_and_not_asked_for(db, client):
    make_activity("ACT17")

    assert client.get(RATE).status_code == 405


def test_rating_shows_in_the_lesson_at_once(decided, client):
    before = shown(client.get("/lessons/lesson-17/"))
    client.post(RATE, RATED | {"ordinal": 1})
    after = shown(client.get("/lessons/lesson-17/"))

    assert "Your reasons beside ours" in before
    assert "Your own rating: 13 of 18" in after
