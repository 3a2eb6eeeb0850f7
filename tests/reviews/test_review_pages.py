"""The pages of a review: for a visitor, a guest, a member, and somebody else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from lessons.models import Status
from reviews.models import Card, Mark, Preference, Sitting
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import RIGHT, WRONG
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz
from tests.reviews.factories import make_card, make_cards

OVERVIEW = "/review/"
EVENING = datetime(2031, 3, 3, 23, 55, tzinfo=UTC)


@pytest.fixture
def member(db):
    return make_user()


@pytest.fixture
def mine(member):
    return browser_of(member)


def main_words(response) -> str:
    return read(response).one("main").words


def begin(mine):
    return mine.post("/review/begin/", follow=True)


def test_visitor_is_told_what_will_come_here_and_nothing_is_stored(db, client):
    response = client.get(OVERVIEW)

    assert "Nothing to review yet." in main_words(response)
    assert (User.objects.count(), len(client.cookies)) == (0, 0)
    assert client.get("/review/now/")["Location"] == OVERVIEW
    assert "None yet." in main_words(client.get("/review/cards/"))


def test_visitor_who_begins_is_led_back(db, client):
    response = client.post("/review/begin/", follow=True)

    assert response.redirect_chain == [(OVERVIEW, 302)]
    assert "No card is due now." in read(response).one("div", class_="flash").words
    assert User.objects.count() == 0


def test_guest_marks_in_a_lesson_and_is_told_when_it_returns(db, client):
    make_lesson(1)

    client.post("/prompts/P01.1/mark/", {"rating": "not-yet"})

    card = read(client.get("/lessons/lesson-1/")).one("div", id="p01-1")
    assert "Returns tomorrow." in card.words
    assert "You have 1 card. The next returns tomorrow." in main_words(client.get(OVERVIEW))


def test_overview_counts_what_is_due_and_offers_it(member, mine):
    make_cards(member, 3)
    make_card(member, make_lesson(4), due_in_days=3)

    page = main_words(mine.get(OVERVIEW))

    assert "3 cards are due today" in page
    assert "Review 3 cards" in page
    assert "wait" not in page.split("The coming days")[0]


def test_backlog_is_offered_twenty_at_a_time_with_the_day_it_is_through(member, mine):
    make_cards(member, 53)

    page = main_words(mine.get(OVERVIEW))

    through = (timezone.now() + timedelta(days=2)).strftime("%A, %-d %B")
    assert "53 cards are due today" in page
    assert "You get 20 at a time" in page
    assert f"At twenty a day you are through on {through}, with what comes due until then." in page
    assert "Review 20 cards" in page
    assert "nothing is lost" in page


def test_day_a_backlog_is_through_is_not_moved_by_what_comes_due_after_it(member, mine):
    make_cards(member, 25)
    for number in range(26, 46):
        make_card(member, make_lesson(number), due_in_days=9)

    page = main_words(mine.get(OVERVIEW))

    assert f"through on {(timezone.now() + timedelta(days=1)).strftime('%A, %-d %B')}," in page


def test_forecast_spreads_the_backlog(member, mine):
    make_cards(member, 25)

    bars = read(mine.get(OVERVIEW)).one("ol", class_="bars")
    counts = [int(element.words.removesuffix(" cards")) for element in bars.all("span", class_="count")]

    assert counts == [20, 5, *[0] * 12]


def test_review_leads_from_card_to_card_to_what_came_of_it(member, mine):
    cards = make_cards(member, 2)

    first = begin(mine)
    sitting = Sitting.objects.get()
    second = mine.post(f"/review/{sitting.public_id}/1/mark/", {"rating": "got-it"}, follow=True)
    end = mine.post(f"/review/{sitting.public_id}/2/mark/", {"rating": "got-it"}, follow=True)

    assert "Card 1 of 2" in main_words(first)
    assert "Card 2 of 2" in main_words(second)
    assert "2 of 2 came at the first try." in main_words(end)
    assert Mark.objects.filter(sitting=sitting).count() == 2
    assert all(card.due > timezone.now() for card in Card.objects.filter(pk__in=[card.pk for card in cards]))


def test_answer_is_hidden_only_by_the_browser_and_works_without_script(member, mine):
    make_cards(member, 1)

    page = read(begin(mine))
    details = page.one("main").one("details")

    assert "A decision about a score." in details.words
    assert details.one("form")["method"] == "post"


def test_missing_mark_is_explained_and_the_answer_stays_open(member, mine):
    make_cards(member, 1)
    begin(mine)
    sitting = Sitting.objects.get()

    response = mine.post(f"/review/{sitting.public_id}/1/mark/", {"rating": "perfect"})

    page = read(response)
    assert response.status_code == 422
    assert "Choose Not yet or Got it." in page.one("div", class_="error-summary").words
    assert "open" in page.one("main").one("details")
    assert not Mark.objects.filter(sitting=sitting).exists()


@pytest.mark.parametrize("sent", [{}, {"rating": "perfect"}])
def test_mark_sent_to_a_question_leads_to_the_question(member, mine, sent):
    make_card(member, make_quiz(1)[0])
    begin(mine)
    sitting = Sitting.objects.get()

    page = mine.post(f"/review/{sitting.public_id}/1/mark/", sent, follow=True)

    assert page.status_code == 200
    assert "The stem of Q01.1?" in main_words(page)
    assert not Mark.objects.filter(sitting=sitting).exists()


def test_lapse_is_asked_again_and_said_so(member, mine):
    make_cards(member, 1)
    begin(mine)
    sitting = Sitting.objects.get()

    again = mine.post(f"/review/{sitting.public_id}/1/mark/", {"rating": "not-yet"}, follow=True)

    assert "Card 2 of 2 once more, since it did not come" in main_words(again)


def test_mark_is_taken_back(member, mine):
    make_cards(member, 2)
    begin(mine)
    sitting = Sitting.objects.get()
    mine.post(f"/review/{sitting.public_id}/1/mark/", {"rating": "not-yet"})

    back = mine.post(f"/review/{sitting.public_id}/undo/", follow=True)

    assert "Taken back. Mark this card again." in read(back).one("div", class_="flash").words
    assert "Card 1 of 2" in main_words(back)
    assert (
        "There is nothing to take back here."
        in read(mine.post(f"/review/{sitting.public_id}/undo/", follow=True)).one("div", class_="flash").words
    )


def test_results_before_the_first_mark_count_nothing(member, mine):
    make_cards(member, 2)
    begin(mine)

    page = main_words(mine.get(f"/review/{Sitting.objects.get().public_id}/"))

    assert "No card is marked yet." in page
    assert "0 of 0" not in page


@pytest.mark.parametrize(("has_keys", "is_marked"), [(True, True), (True, False), (False, True)])
def test_results_offer_the_key_where_it_does_something(member, mine, has_keys, is_marked):
    Preference.objects.create(learner=member, has_keys=has_keys)
    make_cards(member, 2)
    begin(mine)
    url = f"/review/{Sitting.objects.get().public_id}/"
    if is_marked:
        mine.post(f"{url}1/mark/", {"rating": "got-it"})

    page = mine.get(url).content.decode()

    offered = [text in page for text in ("js/reviews.js", "Keys: U takes the last mark back.", 'data-key="u"')]
    assert offered == [has_keys and is_marked] * 3


def test_card_put_away_in_a_review_is_asked_no_more_and_can_be_taken_up(member, mine):
    first, _second = make_cards(member, 2)
    begin(mine)

    following = mine.post(f"/review/cards/{first.pk}/put-away/", {"go_on": "1"}, follow=True)
    listed = main_words(mine.get("/review/cards/"))
    mine.post(f"/review/cards/{first.pk}/take-up/")

    assert "Card 2 of 2" in main_words(following)
    assert "put awayTake up again" in listed
    assert Card.objects.filter(suspended_at=None).count() == 2


def test_question_is_asked_and_answered_on_the_page_of_its_attempt(member, mine):
    question = make_quiz(1)[0]
    make_card(member, question)

    page = begin(mine)
    url = page.redirect_chain[-1][0]
    answer_at(mine, url, question, RIGHT["single"])
    after = read(mine.get(url)).one("main")

    assert "Card 1 of 1" in page.content.decode()
    assert "Right answer" in after.words
    assert after.one("nav", id="attempt-way").one("a", class_="btn").words == "See how it went"
    assert Card.objects.get().due > timezone.now()


def test_missed_question_leads_on_to_its_other_form(member, mine):
    question = make_quiz(1)[0]
    make_card(member, question)

    url = begin(mine).redirect_chain[-1][0]
    answer_at(mine, url, question, WRONG["single"])
    way = read(mine.get(url)).one("nav", id="attempt-way").one("a", class_="btn")
    following = mine.get(way["href"], follow=True)

    assert way.words == "Next card"
    assert "The stem of Q01.1b?" in main_words(following)
    assert "one more try" not in main_words(following)


def test_four_marks_for_those_who_want_them(member, mine):
    make_cards(member, 1)
    Preference.objects.create(learner=member, has_four_marks=True)

    page = begin(mine)
    buttons = [button.words for button in read(page).one("form", id="marks").all("button")]
    sitting = Sitting.objects.get()
    mine.post(f"/review/{sitting.public_id}/1/mark/", {"rating": "easy"})

    assert buttons == ["Not yet", "With effort", "Got it", "At once"]
    assert Mark.objects.latest("pk").rating == "easy"


def test_preference_is_kept_and_counts_from_the_next_mark(member, mine):
    make_cards(member, 1)

    page = mine.post("/review/preferences/", {"retention": "0.95", "has_keys": "on"}, follow=True)
    begin(mine)
    mine.post(f"/review/{Sitting.objects.get().public_id}/1/mark/", {"rating": "got-it"})

    assert "Saved." in read(page).one("div", class_="flash").words
    assert Preference.objects.get().retention == 0.95
    assert Mark.objects.latest("pk").retention == 0.95


@pytest.mark.parametrize("retention", ["", "0.5", "1", "x"])
def test_retention_that_is_not_offered_is_refused_with_the_field_named(member, mine, retention):
    response = mine.post("/review/preferences/", {"retention": retention})

    assert response.status_code == 422
    assert read(response).one("title").words.startswith("Error:")
    assert read(response).one("div", class_="error-summary").all("a")[0]["href"] == "#id_retention_0"
    assert not Preference.objects.exists()


def test_cost_of_each_choice_is_shown_for_the_cards_there_are(member, mine):
    make_cards(member, 2)  # each with a stability of about 2.3 days

    choices = [label.words for label in read(mine.get(OVERVIEW)).all("label", class_="choice")]

    assert choices[:3] == [
        "85% about 0.5 reviews a day",
        "90% about 1.0 reviews a day",
        "95% about 2.0 reviews a day",
    ]


def test_record_of_a_card_shows_every_mark(member, mine):
    card = make_cards(member, 1)[0]
    begin(mine)
    sitting = Sitting.objects.get()
    mine.post(f"/review/{sitting.public_id}/1/mark/", {"rating": "not-yet"})
    mine.post(f"/review/{sitting.public_id}/undo/")

    rows = [row.words for row in read(mine.get(f"/review/cards/{card.pk}/")).one("tbody").all("tr")]

    assert len(rows) == 2
    assert "Got it In the lesson 2.3" in rows[0]
    assert "Not yet taken back Review" in rows[1]


def retire(card):
    card.prompt.retired_at = timezone.now()
    card.prompt.save()


def unpublish(card):
    card.lesson.status = Status.DRAFT
    card.lesson.save()


@pytest.mark.parametrize("take_out", [retire, unpublish])
def test_card_that_left_the_course_promises_no_date(member, mine, take_out):
    gone, _here = make_cards(member, 2)
    take_out(gone)

    listed = read(mine.get("/review/cards/")).one("main")
    record = read(mine.get(f"/review/cards/{gone.pk}/")).one("main")

    assert [heading.words for heading in listed.all("h2")] == ["Lesson 2, Number 2"]
    assert "is no longer in the course" in record.words
    assert "It returns" not in record.words
    assert "Got it In the lesson" in record.one("tbody").words
    assert {mine.get(link["href"]).status_code for link in record.all("a")} == {200}


OTHERS = ["/review/cards/{card}/", "/review/{sitting}/", "/review/{sitting}/1/"]
ACTS = [
    "/review/cards/{card}/put-away/",
    "/review/cards/{card}/take-up/",
    "/review/{sitting}/1/mark/",
    "/review/{sitting}/undo/",
]


@pytest.mark.parametrize("make_other", [make_user, None])
def test_what_is_somebody_elses_is_not_there(member, mine, make_other):
    card = make_cards(member, 1)[0]
    begin(mine)
    keys = {"card": card.pk, "sitting": Sitting.objects.get().public_id}
    other = browser_of(make_other()) if make_other else Client(**SAME_ORIGIN)

    statuses = [other.get(path.format(**keys)).status_code for path in OTHERS]
    statuses += [other.post(path.format(**keys), {"rating": "got-it"}).status_code for path in ACTS]

    assert set(statuses) == {404}
    assert Mark.objects.count() == 1


def test_wrong_methods_are_refused(member, mine):
    card = make_cards(member, 1)[0]
    begin(mine)
    keys = {"card": card.pk, "sitting": Sitting.objects.get().public_id}

    acts = [*(path.format(**keys) for path in ACTS), "/review/begin/", "/review/preferences/", "/review/add/Q01.1/"]

    assert {mine.get(path).status_code for path in acts} == {405}
    assert {mine.post(path.format(**keys)).status_code for path in OTHERS} == {405}


def test_question_is_added_by_hand(member, mine):
    make_quiz(1)

    page = mine.post("/review/add/Q01.2/", follow=True)
    part = mine.post("/review/add/Q01.3/", headers={"X-Part": "1"})

    assert "In your reviews. It returns today." in read(page).one("div", class_="flash").words
    assert "It returns today." in read(part).one("p").words
    assert "data-part" in part.content.decode()
    assert {card.question.code for card in Card.objects.for_learner(member)} == {"Q01.2", "Q01.3"}


def test_question_that_is_a_card_already_is_added_with_the_day_it_has(member, mine):
    make_card(member, make_quiz(1)[0], due_in_days=3.01)

    page = mine.post("/review/add/Q01.1/", follow=True)

    assert "In your reviews. It returns in 3 days." in read(page).one("div", class_="flash").words


def test_prompt_put_away_promises_no_return(member, mine):
    card = make_card(member, make_lesson(1))
    mine.post(f"/review/cards/{card.pk}/put-away/")

    part = mine.post(f"/prompts/{card.code}/mark/", {"rating": "got-it"}, headers={"X-Part": "1"})
    lesson = mine.get(card.lesson.get_absolute_url())

    for response in (part, lesson):
        words = read(response).one("div", class_="recall").words
        assert "You put it away; it is not asked again." in words
        assert "Returns" not in words


def test_review_whose_only_card_is_put_away_says_so(member, mine):
    card = make_card(member, make_lesson(1))
    begin(mine)

    page = mine.post(f"/review/cards/{card.pk}/put-away/", {"go_on": "1"}, follow=True)

    assert "No card was marked in this review." in main_words(page)


def test_second_look_after_midnight_can_be_reached(member, mine):
    make_cards(member, 2)
    with time_machine.travel(EVENING, tick=False):
        Card.objects.update(due=timezone.now(), reviewed_at=timezone.now() - timedelta(days=3))
        begin(mine)
        for number, rating in ((1, "not-yet"), (2, "got-it")):
            mine.post(f"{Sitting.objects.get().public_id}".join(("/review/", f"/{number}/mark/")), {"rating": rating})
        overview, board = mine.get("/review/"), mine.get("/progress/")
        page = mine.post("/review/begin/", follow=True)

    assert "Your review is not finished" in main_words(overview)
    assert read(board).one("section", class_="due").all("button")[0].words == "Go on with your review"
    assert "Card 3 of 3" in read(page).one("title").words


def test_go_on_does_not_lead_into_a_review_left_long_ago(member, mine):
    make_cards(member, 2)
    begin(mine)
    Sitting.objects.update(started_at=timezone.now() - timedelta(hours=13))

    assert mine.get("/review/now/").url == "/review/"


@pytest.mark.parametrize("code", ["Q09.1", "Q01.6"])
def test_question_that_is_unknown_or_free_text_cannot_be_added(member, mine, code):
    make_quiz(1)

    assert mine.post(f"/review/add/{code}/").status_code == 404
    assert not Card.objects.exists()


@pytest.mark.parametrize("count", [1, 5, 30])
def test_pages_take_the_same_queries_however_many_cards(member, mine, django_assert_num_queries, count):
    for number in range(1, count + 1):
        lesson = make_lesson(number)
        make_card(member, lesson, due_in_days=-number)
    begin(mine)
    sitting = Sitting.objects.get()
    mine.get(OVERVIEW)

    with django_assert_num_queries(5):  # session, member, cards, open review, preference
        mine.get(OVERVIEW)
    with django_assert_num_queries(7):  # session, member, review, marks, cards, preference, what is due
        mine.get(f"/review/{sitting.public_id}/1/")
    with django_assert_num_queries(7):
        mine.get(f"/review/{sitting.public_id}/")
    with django_assert_num_queries(4):  # session, member, cards, what is due
        mine.get("/review/cards/")
