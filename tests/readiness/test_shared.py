"""What instructors see of what learners share, and what they say about it."""

import pytest

from readiness.models import Feedback, Rating, Share
from readiness.services import give_feedback, share, take_back
from tests.accounts.actions import another_browser
from tests.factories import make_user
from tests.quizzes.page import read
from tests.readiness.actions import OVERVIEW, SHARED, row_of, say, shown_rating
from tests.readiness.factories import Said, rate

pytestmark = pytest.mark.django_db


def test_shared_question_is_shown_with_its_evidence_and_nothing_else(client, sharer, instructor):
    share(learner=sharer, question="R1")

    page = client.get(SHARED).content.decode()

    assert "Lena · R1 Subject of R1" in read(client.get(SHARED)).words
    assert "We tried thirty cases." in page
    assert "What nobody else may read." not in page
    assert "lena@example.org" not in page


def test_without_a_share_nothing_is_shown(client, sharer, instructor):
    page = client.get(SHARED).content.decode()

    assert "Nobody shares a question at the moment." in page
    assert "Lena" not in page


def test_what_is_taken_back_is_gone(client, sharer, instructor):
    share(learner=sharer, question="R1")
    take_back(learner=sharer, question="R1")

    assert "We tried thirty cases." not in client.get(SHARED).content.decode()
    assert say(client, shown_rating(sharer), comment="Late.").status_code == 404
    assert Feedback.objects.count() == 0


def test_same_question_of_another_learner_is_not_shown(client, sharer, instructor):
    other = make_user(display_name="Mara")
    rate(other, R1=Said(1, "The words of Mara."), R2=1)
    share(learner=sharer, question="R1")
    share(learner=other, question="R2")

    page = client.get(SHARED).content.decode()

    assert "The words of Mara." not in page
    assert say(client, shown_rating(other), comment="Good.").status_code == 404


def test_change_after_sharing_is_what_is_shown(client, sharer, instructor):
    share(learner=sharer, question="R1")
    rate(sharer, R1=Said(3, "We tried sixty cases."), R2=2)

    page = client.get(SHARED).content.decode()

    assert "We tried sixty cases." in page
    assert "We tried thirty cases." not in page


def test_confirmation_carries_the_level_and_the_learner_reads_the_comment(client, sharer, instructor):
    share(learner=sharer, question="R1")

    response = say(client, shown_rating(sharer), comment="Well tested.", confirms="on")

    assert response.url == f"{SHARED}#rating-{shown_rating(sharer).pk}"
    browser = another_browser()
    browser.force_login(sharer)
    words = row_of(browser.get(OVERVIEW), "R1").words
    assert "✓ the evidence shows level 3." in words
    assert "Well tested." in words
    assert words.count("Ada") == 1
    assert "counts as" not in words


def test_confirmation_does_not_hold_for_another_text(client, sharer, instructor):
    give_feedback(rating=shown_rating(sharer), by="Ada", comment="", confirms=True)
    rate(sharer, R1=Said(3, "Something else."), R2=2)
    client.force_login(sharer)

    assert "it counts as 2" in row_of(client.get(OVERVIEW), "R1").words


@pytest.mark.parametrize(("level", "is_carried"), [(2, True), (3, False)])
def test_confirmation_holds_for_the_level_that_was_seen_and_below(client, sharer, level, is_carried):
    rate(sharer, R1=Said(2, "A case."), R2=2)
    give_feedback(rating=shown_rating(sharer), by="Ada", comment="", confirms=True)
    rate(sharer, number=2, R1=Said(level, "A case."), R2=2)
    client.force_login(sharer)

    assert ("counts as" not in row_of(client.get(OVERVIEW), "R1").words) is is_carried


def test_feedback_sent_twice_is_kept_once(client, sharer, instructor):
    share(learner=sharer, question="R1")
    for _time in range(2):
        say(client, shown_rating(sharer), comment="Well tested.")

    assert Feedback.objects.count() == 1


def test_empty_feedback_is_refused_with_a_remedy(client, sharer, instructor):
    share(learner=sharer, question="R1")

    response = say(client, shown_rating(sharer), comment=" ")

    assert response.status_code == 422
    link = read(response).one("div", class_="error-summary").one("a")
    assert link.words == "Write a comment, or confirm the evidence."
    assert read(response).one("textarea", id=link["href"][1:])


def test_confirming_without_evidence_is_refused_and_the_comment_stays(client, sharer, instructor):
    rate(sharer, R1=3, R2=2)
    share(learner=sharer, question="R1")

    response = say(client, shown_rating(sharer), comment="Show me.", confirms="on")

    assert response.status_code == 422
    assert "There is no evidence to confirm yet." in read(response).words
    assert read(response).one("textarea", name="comment").text.strip() == "Show me."


@pytest.mark.parametrize("shares", [1, 3])
def test_page_takes_the_same_queries_for_one_share_and_for_three(
    client, sharer, instructor, django_assert_num_queries, shares
):
    for number in range(shares):
        other = make_user(display_name=f"Learner {number}")
        one = rate(other, R1=Said(1, "A text."), R2=1)
        share(learner=other, question="R1")
        give_feedback(rating=one.ratings.first(), by="Ada", comment="Good.", confirms=False)
    client.get(SHARED)

    # session, member, second factor, two of permissions, edition, count, shares, ratings, feedback
    with django_assert_num_queries(11):
        client.get(SHARED)


def test_next_page_has_the_rest(client, sharer, instructor):
    for number in range(26):
        other = make_user(display_name=f"Learner {number}")
        rate(other, R1=1, R2=1)
        share(learner=other, question="R1")

    first, second = (read(client.get(f"{SHARED}?page={page}")) for page in (1, 2))

    assert [len(page.all("section", class_="card")) for page in (first, second)] == [25, 1]
    assert "Learner 0 · R1" in second.words
    form = second.one("section", class_="card").one("form")
    assert "Learner 0 · R1" in read(client.post(form["action"], {"comment": ""})).words


def test_share_goes_with_its_learner(sharer):
    share(learner=sharer, question="R1")
    sharer.delete()

    assert (Share.objects.count(), Rating.objects.count()) == (0, 0)
