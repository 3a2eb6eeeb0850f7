"""Words that learners keep at a place of a lesson: a guess before reading, a takeaway."""

import pytest
from django.test import Client

from accounts.models import User
from lessons.models import Status
from quizzes.models import Note
from tests.factories import make_lesson, make_user
from tests.quizzes.actions import AS_PART
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

PRE, TAKE, LESSON = "/notes/PRE01/", "/notes/TAKE01/", "/lessons/lesson-1/"
TEXT = "/// prequestion | PRE01\nWhat is it worth?\n///\n\n## Part\n\nText.\n"


@pytest.fixture
def lesson(db):
    return make_lesson(1, source=TEXT)


def text_at(client, place: str) -> str:
    return read(client.get(LESSON)).one("textarea", id=f"text-{place.lower()}").text.removeprefix("\n")


@pytest.mark.parametrize(("path", "place"), [(PRE, "PRE01"), (TAKE, "TAKE01")])
def test_words_are_kept_and_stand_where_they_were_written(lesson, client, path, place):
    response = client.post(path, {"text": "About <half> & more.\r\nPerhaps."})

    note = Note.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{LESSON}#{place.lower()}")
    assert (note.lesson, note.place, note.learner) == (lesson, place, User.objects.get())
    assert note.text.splitlines() == ["About <half> & more.", "Perhaps."]
    assert text_at(client, place).splitlines() == ["About <half> & more.", "Perhaps."]


def form_at(client, place: str) -> dict:
    """What the form at a place sends when nothing is changed."""
    form = read(client.get(LESSON)).one("form", id=f"note-{place.lower()}")
    return {"seen": form.one("input", name="seen")["value"], "text": text_at(client, place)}


def test_words_from_two_tabs_are_both_kept(lesson, client):
    one_tab, other_tab = form_at(client, "PRE01"), form_at(client, "PRE01")
    client.post(PRE, one_tab | {"text": "From one tab."})

    part = read(client.post(PRE, other_tab | {"text": "From the other."}, **AS_PART))

    assert Note.objects.get().text == "From one tab.\n\nFrom the other."
    assert "From one tab." in part.one("textarea").text


def test_empty_text_from_an_old_page_takes_nothing_away(lesson, client):
    old = form_at(client, "PRE01")
    client.post(PRE, {"text": "Written since."})

    client.post(PRE, old)

    assert Note.objects.get().text == "Written since."


def test_same_words_sent_twice_are_kept_once(lesson, client):
    sent = form_at(client, "PRE01") | {"text": "Once."}

    for _press in range(2):
        client.post(PRE, sent)

    assert Note.objects.get().text == "Once."


def test_words_changed_on_a_page_that_shows_them_take_their_place(lesson, client):
    client.post(PRE, form_at(client, "PRE01") | {"text": "First."})

    client.post(PRE, form_at(client, "PRE01") | {"text": "Second."})

    assert Note.objects.get().text == "Second."


def test_place_that_the_answer_leads_to_is_on_the_page(lesson, client):
    page = read(client.get(LESSON))

    assert len(page.all(id="pre01")) == 1
    assert client.post(TAKE, {"text": "This."})["Location"] == f"{LESSON}#take01"
    assert len(page.all(id="take01")) == 1


def test_last_words_at_a_place_stand(lesson, client):
    client.post(PRE, {"text": "First."})
    client.post(PRE, {"text": "Second."})

    assert Note.objects.get().text == "Second."


def test_words_at_two_places_are_two_notes(lesson, client):
    client.post(PRE, {"text": "Before."})
    client.post(TAKE, {"text": "After."})

    assert dict(Note.objects.values_list("place", "text")) == {"PRE01": "Before.", "TAKE01": "After."}
    assert (text_at(client, "PRE01"), text_at(client, "TAKE01")) == ("Before.", "After.")


@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_empty_text_takes_the_old_one_away(lesson, client, text):
    client.post(PRE, {"text": "Before."})

    client.post(PRE, {"text": text})

    assert Note.objects.count() == 0
    assert text_at(client, "PRE01") == ""


def test_visitor_who_keeps_nothing_stays_a_visitor(lesson, client):
    client.post(PRE, {"text": " "})

    assert (Note.objects.count(), User.objects.count(), len(client.cookies)) == (0, 0, 0)


def test_notes_of_somebody_else_are_neither_shown_nor_changed(lesson):
    mine, theirs = browser_of(make_user()), browser_of(make_user())
    theirs.post(PRE, {"text": "Theirs."})

    mine.post(PRE, {"text": "Mine."})

    assert sorted(Note.objects.values_list("text", flat=True)) == ["Mine.", "Theirs."]
    assert (text_at(mine, "PRE01"), text_at(theirs, "PRE01")) == ("Mine.", "Theirs.")
    assert text_at(Client(), "PRE01") == ""


@pytest.mark.parametrize(("text", "said"), [("Words.", "✓ Kept."), ("", "Nothing is kept here now.")])
def test_script_gets_the_note_in_its_new_state(lesson, client, text, said):
    client.post(PRE, {"text": "Old."})

    part = read(client.post(PRE, {"text": text}, **AS_PART))

    (form,) = [element for element in part.children if not isinstance(element, str)]
    assert (form["id"], "data-part" in form) == ("note-pre01", True)
    assert form.one("textarea").text == text
    assert form.one(role="status").words == said


@pytest.mark.parametrize("part", [{}, AS_PART], ids=["page", "part"])
def test_text_that_is_too_long_comes_back_whole(lesson, client, part):
    text = "A <b>line</b>.\n" * 200

    response = client.post(PRE, {"text": text}, **part)

    page = read(response)
    area = page.one("textarea")
    assert response.status_code == 422
    assert area.text.strip() == text.strip()
    assert page.one(id=area["aria-describedby"]).words == "Keep it under 2000 characters; it has 2999."
    assert (Note.objects.count(), User.objects.count()) == (0, 0)


def test_text_without_a_character_is_refused(lesson, client):
    assert client.post(PRE, {"text": "a\x00b"}).status_code == 422


@pytest.mark.parametrize("place", ["PRE09", "TAKE99", "pre01", "PRE1", "PRE001", "NOTE01", "PRE٠١"])
def test_place_that_is_not_there_is_not_found(lesson, client, place):
    assert client.post(f"/notes/{place}/", {"text": "Words."}).status_code == 404
    assert (Note.objects.count(), User.objects.count()) == (0, 0)


def test_place_in_an_unpublished_lesson_is_not_found(db, client):
    make_lesson(1, source=TEXT, status=Status.DRAFT)

    assert client.post(PRE, {"text": "Words."}).status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_a_post_keeps_words(lesson, client, method):
    assert getattr(client, method)(f"{PRE}?text=Words").status_code == 405
    assert Note.objects.count() == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_post_from_elsewhere_is_refused(lesson, site):
    assert Client().post(PRE, {"text": "Words."}, HTTP_SEC_FETCH_SITE=site).status_code == 403
    assert Note.objects.count() == 0
