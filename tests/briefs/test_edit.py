"""A text of the learner's own over what was gathered; pieces that are left out and brought back."""

import pytest
from django.test import Client

from accounts.models import User
from briefs.models import TEXT_LIMIT, Passage
from quizzes.models import Note
from tests.briefs.factories import decide, write
from tests.briefs.reading import BRIEF, brief_in, edit, edit_url, left_out, piece_in, sent_by, text_of
from tests.factories import make_user
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

SHOW = "/brief/edit/TAKE05/show/"


@pytest.fixture
def takeaway(learner):
    return write(learner, "TAKE05", "As written.")


def test_edited_text_stands_in_the_brief_and_the_original_in_its_lesson(mine, takeaway):
    response = edit(mine, "TAKE05", "For my boss.\n\nShorter.")

    assert response["Location"] == f"{BRIEF}#take05"
    assert text_of(mine, "TAKE05") == "For my boss. Shorter."
    assert "Edited here" in piece_in(mine, "TAKE05").words
    assert Note.objects.get().text == "As written."


def test_form_begins_with_what_stands(mine, takeaway):
    assert sent_by(mine, edit_url("TAKE05"))["text"] == "As written."

    edit(mine, "TAKE05", "Mine.")

    assert sent_by(mine, edit_url("TAKE05"))["text"] == "Mine."
    assert "As written." in read(mine.get(edit_url("TAKE05"))).words


def test_decision_is_edited_as_one_text(mine, learner):
    make_activity("ACT08")
    decide(learner, "ACT08")

    text = sent_by(mine, edit_url("ACT08"))["text"]
    edit(mine, "ACT08", text.replace("printed", "most printed"))

    assert text.startswith("Receipts\nBefore: ")
    assert text_of(mine, "ACT08").endswith("Now: Reads most printed receipts.")


def test_text_sent_unchanged_is_no_edit(mine, takeaway):
    edit(mine, "TAKE05", "As written.")

    assert "Edited here" not in piece_in(mine, "TAKE05").words
    assert Passage.objects.get().text == ""


def test_back_to_the_original(mine, takeaway):
    edit(mine, "TAKE05", "Mine.")
    form = piece_in(mine, "TAKE05").one("form", action="/brief/edit/TAKE05/back/")

    mine.post(form["action"], {"seen": form.one("input", name="seen")["value"]})

    assert text_of(mine, "TAKE05") == "As written."


def test_back_from_an_old_page_takes_nothing_away(mine, takeaway):
    edit(mine, "TAKE05", "Mine.")
    old = piece_in(mine, "TAKE05").one("form", action="/brief/edit/TAKE05/back/").one("input", name="seen")["value"]
    edit(mine, "TAKE05", "Mine, and better.")

    response = mine.post("/brief/edit/TAKE05/back/", {"seen": old}, follow=True)

    assert "left as it is" in read(response).words
    assert text_of(mine, "TAKE05") == "Mine, and better."


def test_texts_from_two_tabs_are_both_kept(mine, takeaway):
    one_tab, other_tab = sent_by(mine, edit_url("TAKE05")), sent_by(mine, edit_url("TAKE05"))
    mine.post(edit_url("TAKE05"), one_tab | {"text": "From one tab."})

    response = mine.post(edit_url("TAKE05"), other_tab | {"text": "From the other."}, follow=True)

    assert "Both texts stand in it now." in read(response).words
    assert text_of(mine, "TAKE05") == "From one tab. From the other."


def test_double_press_keeps_once_and_says_nothing(mine, takeaway):
    sent = sent_by(mine, edit_url("TAKE05")) | {"text": "Once."}
    mine.post(edit_url("TAKE05"), sent)

    response = mine.post(edit_url("TAKE05"), sent, follow=True)

    assert "another tab" not in read(response).words
    assert text_of(mine, "TAKE05") == "Once."


def test_line_ends_of_browsers_are_no_change(mine, learner):
    write(learner, "TAKE05", "One.\r\nTwo.")
    sent = sent_by(mine, edit_url("TAKE05"))

    mine.post(edit_url("TAKE05"), sent | {"text": "One.\r\nTwo."})

    assert Passage.objects.get().text == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  ", "Write something, or leave this piece out of the brief."),
        ("word " * 5000, f"Keep it under {TEXT_LIMIT} characters; it has 24999."),
    ],
)
def test_text_that_cannot_be_kept_comes_back_with_the_remedy(mine, takeaway, text, message):
    response = edit(mine, "TAKE05", text)

    page = read(response)
    area = page.one("textarea")
    assert response.status_code == 422
    assert page.one("div", class_="error-summary").one("a", href=f"#{area['id']}").words == message
    assert area.text.strip() == text.strip()
    assert page.one("title").words.startswith("Error:")
    assert text_of(mine, "TAKE05") == "As written."


def test_piece_is_left_out_and_brought_back(mine, takeaway):
    mine.post(SHOW, {"shown": "0"})
    assert left_out(mine) == ["Lesson 5 · To take away"]

    response = mine.post(SHOW, {"shown": "1"})

    assert response["Location"] == f"{BRIEF}#take05"
    assert text_of(mine, "TAKE05") == "As written."


def test_guess_can_be_put_in(mine, learner):
    write(learner, "PRE05", "About half.")

    mine.post("/brief/edit/PRE05/show/", {"shown": "1"})

    assert text_of(mine, "PRE05") == "About half."


@pytest.mark.parametrize("path", ["", "back/", "stand/", "show/"])
def test_piece_of_somebody_else_is_not_found(lesson, takeaway, path):
    url = edit_url("TAKE05") + path

    for client in (browser_of(make_user()), Client()):
        assert client.post(url, {"text": "Mine.", "shown": "0"}).status_code == 404
    assert Passage.objects.count() == 0


@pytest.mark.parametrize("source", ["TAKE99", "take05", "Q05.99", "nothing"])
def test_piece_that_is_not_there_is_not_found(mine, source):
    assert mine.get(edit_url(source)).status_code == 404


@pytest.mark.parametrize("path", ["back/", "stand/", "show/"])
def test_only_a_post_changes_a_piece(mine, takeaway, path):
    assert mine.get(edit_url("TAKE05") + path).status_code == 405


def test_post_without_a_token_is_refused(learner, takeaway):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    assert client.post(edit_url("TAKE05"), {"text": "Forged."}).status_code == 403


# --- The beginning of a brief ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "heading"), [("context", "h2"), ("monday", "h2"), ("title", "h1")])
def test_beginning_is_the_learners_own(mine, takeaway, source, heading):
    edit(mine, source, "A <b>meal</b> planner")

    assert "A <b>meal</b> planner" in brief_in(mine).words
    assert brief_in(mine).all(heading)


def test_visitor_becomes_a_guest_by_writing_and_not_by_looking(lesson):
    client = Client()
    sent = sent_by(client, edit_url("context"))
    client.post(edit_url("context"), sent)
    assert User.objects.count() == 0

    client.post(edit_url("context"), sent | {"text": "A meal planner."})

    assert "A meal planner." in brief_in(client).words
    assert User.objects.get().is_guest


def test_beginning_is_taken_away_when_it_is_emptied(mine, takeaway):
    edit(mine, "monday", "Ring the desk.")
    edit(mine, "monday", "")

    assert "Add: What I will do on Monday" in brief_in(mine).words


def test_title_that_is_too_long_comes_back(mine):
    response = edit(mine, "title", "x" * 121)

    assert response.status_code == 422
    assert "Keep it under 120 characters; it has 121." in read(response).words


def test_beginning_cannot_be_left_out(mine):
    assert mine.post("/brief/edit/context/show/", {"shown": "0"}).status_code == 404
