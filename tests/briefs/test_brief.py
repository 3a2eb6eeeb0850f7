"""The brief to read: what is gathered, in which order, and what says where it came from."""

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Activity, Note
from tests.briefs.factories import decide, leave_everything, make_free, say, write
from tests.briefs.reading import BRIEF, brief_in, left_out, piece_in, text_of
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.actions import AS_PART
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of


def headings(client, level: str) -> list[str]:
    return [heading.words for heading in brief_in(client).all(level)]


def test_visitor_reads_what_gathers_there_and_where_to_begin(lesson):
    client = Client()

    main = brief_in(client)

    assert main.one("h1").words == "Your decision brief"
    assert main.one("a", href=lesson.get_absolute_url()).words == "Read “Lesson number 5”"
    assert main.one("a", href="/brief/edit/context/").words == "Describe your product"
    assert (User.objects.count(), len(client.cookies)) == (0, 0)


def test_member_with_nothing_is_not_told_to_sign_up(mine):
    assert "Without an account" not in brief_in(mine).words


def test_takeaway_stands_under_its_lesson_with_its_question_and_the_way_back(mine, learner):
    write(learner, "TAKE05", "Invoices first.\r\n\r\nThen <b>the rest</b>.")

    piece = piece_in(mine, "TAKE05")

    assert [part.words for part in piece.one(class_="own").all("p")] == ["Invoices first.", "Then <b>the rest</b>."]
    assert piece.one("p", class_="question").words == "What will you do?"
    assert piece.one("a", href="/lessons/lesson-5/#take05").words.startswith("Where you wrote it")
    assert headings(mine, "h2") == ["Lesson number 5"]
    assert "1 piece ·" in brief_in(mine).words


def test_lessons_stand_in_the_order_of_the_course_and_those_without_a_piece_in_one_line(mine, learner):
    make_lesson(7), make_lesson(2), make_lesson(3)
    for place in ("TAKE07", "TAKE02"):
        write(learner, place, "Words.")

    main = brief_in(mine)

    assert headings(mine, "h2") == ["Lesson number 2", "Lesson number 7"]
    assert "Nothing of yours yet from: 3 Number 3, 5 Number 5." in main.words
    contents = main.one("nav", class_="contents")
    assert [link["href"] for link in contents.all("a")] == ["#l02", "#l07"]


def test_guess_is_offered_and_not_in_the_brief(mine, learner):
    write(learner, "PRE05", "About half.")

    assert left_out(mine) == ["Lesson 5 · Guess before reading"]
    assert brief_in(mine).all("article") == []


def test_decision_is_the_latest_with_its_number_and_earlier_ones_are_linked(mine, learner):
    make_activity("ACT08")
    decide(learner, "ACT08")
    decide(learner, "ACT08", **{"text-receipts": "Reads most printed receipts."})

    piece = piece_in(mine, "ACT08")

    assert piece.one("dt").words == "Receipts"
    assert piece.one("dd").words.endswith("Now: Reads most printed receipts.")
    assert "Decision no. 2, " in piece.words
    assert piece.one("a", href="/activities/ACT08/").words.startswith("All your decisions there")


def test_sorted_cards_are_offered_and_not_in_the_brief(mine, learner):
    make_activity("ACT05")
    decide(learner, "ACT05")

    assert left_out(mine) == ["Lesson 5 · AI or not?"]


def test_own_sentences_stand_with_their_question_and_rating_and_only_the_latest(mine, learner, lesson):
    make_free(lesson)
    say(learner, "Q05.9", "First try.")
    answer = say(learner, "Q05.9", "Second try.", rating=1)

    piece = piece_in(mine, "Q05.9")

    assert text_of(mine, "Q05.9") == "Second try."
    assert piece.one("p", class_="question").words == "What is worth it?"
    assert "Your own rating: One part" in piece.words
    assert piece.one("a", href=f"{answer.attempt.get_absolute_url()}1/")


def test_sentence_that_is_not_rated_yet_stands_too(mine, learner, lesson):
    make_free(lesson)
    say(learner, "Q05.9", "Not rated.", rating=None)

    assert text_of(mine, "Q05.9") == "Not rated."
    assert piece_in(mine, "Q05.9").one("a", href="/lessons/lesson-5/#q05-9")


def test_nothing_of_others_is_shown(mine, learner):
    write(make_user(), "TAKE05", "Theirs.")

    assert brief_in(mine).one("h1").words == "Your decision brief"


def test_guest_has_a_brief(lesson, client):
    client.post("/notes/TAKE05/", {"text": "A guest wrote this."})

    assert text_of(client, "TAKE05") == "A guest wrote this."


@pytest.mark.parametrize("path", [BRIEF, "/brief/brief.md"])
def test_brief_is_private_and_read_only(mine, path):
    response = mine.get(path)

    assert response["Cache-Control"] == "private, no-store"
    assert mine.post(path).status_code == 405


def test_queries_are_as_many_however_much_there_is(course, django_assert_num_queries):
    few, many = make_user(), make_user()
    write(few, "TAKE05", "One.")
    leave_everything(many)

    for learner in (few, many):
        client = browser_of(learner)
        client.get(BRIEF)
        with django_assert_num_queries(9):
            client.get(BRIEF)


def test_everything_of_the_course_is_gathered(course):
    learner = make_user()
    leave_everything(learner)

    main = brief_in(browser_of(learner))

    places = {article["id"].upper() for article in main.all("article")} | {row["id"].upper() for row in main.all("li")}
    assert {note.place for note in Note.objects.all()} <= places
    assert {activity.code.upper() for activity in Activity.objects.all()} <= places
    assert len(main.all("section", class_="chapter")) == 18


def test_kept_takeaway_leads_to_its_place_in_the_brief_and_a_guess_does_not(lesson, client):
    part = read(client.post("/notes/TAKE05/", {"text": "Kept."}, **AS_PART))

    assert part.one("a", href="/brief/#take05").words == "In your brief"
    assert read(client.post("/notes/PRE05/", {"text": "Kept."}, **AS_PART)).all("a") == []
    page = read(client.get("/lessons/lesson-5/"))
    assert len(page.all("a", href="/brief/#take05")) == 1


def test_brief_of_the_capstone_leads_to_the_whole_one(mine, learner):
    make_activity("ACT17")
    decide(learner, "ACT17")

    assert read(mine.get("/activities/ACT17/brief/")).one("a", href="/brief/#act17")
    assert piece_in(mine, "ACT17").all("dt")[0].words == "Value"


def test_course_leads_to_the_brief(lesson):
    assert read(Client().get("/course/")).one("a", href="/brief/").words == "Open your brief"


def test_brief_of_a_guest_who_left_nothing_is_that_of_a_visitor(lesson):
    make_guest()

    assert "There is nothing of yours yet." in brief_in(Client()).words
