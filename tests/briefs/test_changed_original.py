"""An original that changes, or goes, after its learner wrote over it in the brief."""

import pytest

from quizzes.models import Note
from tests.briefs.factories import decide, write
from tests.briefs.reading import edit, edit_url, piece_in, sent_by, text_of
from tests.quizzes.factories_activities import make_activity, read_entry
from tests.quizzes.page import read

CHANGED = "What you wrote in the lesson has changed since you edited it here."
GONE = "What you wrote in the lesson is not there any more."


@pytest.fixture
def changed(mine, learner):
    """The takeaway was edited in the brief and afterwards written anew in its lesson."""
    write(learner, "TAKE05", "As written.")
    edit(mine, "TAKE05", "Mine.")
    write(learner, "TAKE05", "Written anew.")


def press(client, name: str):
    """One of the two forms beside a text whose original has changed."""
    form = piece_in(client, "TAKE05").one("form", action=f"/brief/edit/TAKE05/{name}/")
    return client.post(form["action"], {each["name"]: each["value"] for each in form.all("input")})


def test_both_are_shown(mine, changed):
    words = piece_in(mine, "TAKE05").words

    assert CHANGED in words
    assert text_of(mine, "TAKE05") == "Mine. Written anew."


def test_own_text_stays_by_choice(mine, changed):
    press(mine, "stand")

    assert CHANGED not in piece_in(mine, "TAKE05").words
    assert text_of(mine, "TAKE05") == "Mine."


def test_text_of_the_lesson_is_taken_by_choice(mine, changed):
    press(mine, "back")

    assert text_of(mine, "TAKE05") == "Written anew."


def test_editing_with_both_in_sight_settles_it(mine, changed):
    assert "Written anew." in read(mine.get(edit_url("TAKE05"))).words

    edit(mine, "TAKE05", "Mine, with what is new.")

    assert text_of(mine, "TAKE05") == "Mine, with what is new."


def test_change_while_the_form_was_open_is_noticed(mine, learner):
    write(learner, "TAKE05", "As written.")
    sent = sent_by(mine, edit_url("TAKE05"))
    write(learner, "TAKE05", "Written anew.")

    mine.post(edit_url("TAKE05"), sent | {"text": "Mine."})

    assert CHANGED in piece_in(mine, "TAKE05").words


def test_another_change_asks_again(mine, learner, changed):
    press(mine, "stand")
    write(learner, "TAKE05", "And once more.")

    assert CHANGED in piece_in(mine, "TAKE05").words


def test_new_decision_asks_as_well(mine, learner):
    make_activity("ACT08")
    decide(learner, "ACT08")
    edit(mine, "ACT08", "What I say about receipts.")

    decide(learner, "ACT08", **{"text-receipts": "Reads nothing."})

    piece = piece_in(mine, "ACT08")
    assert CHANGED in piece.words
    assert "What I say about receipts." in piece.words
    assert "Now: Reads nothing." in piece.words


def test_text_stays_when_its_original_is_gone(mine, changed):
    Note.objects.all().delete()

    assert GONE in piece_in(mine, "TAKE05").words
    press(mine, "stand")
    assert piece_in(mine, "TAKE05").one(class_="own").words == "Mine."
    assert edit(mine, "TAKE05", "Still mine.").status_code == 302
    assert text_of(mine, "TAKE05") == "Still mine."


def test_text_without_an_original_goes_by_choice(mine, changed):
    Note.objects.all().delete()

    press(mine, "back")

    assert mine.get(edit_url("TAKE05")).status_code == 404


def test_activity_that_is_worded_anew_does_not_ask(mine, learner):
    make_activity("ACT08")
    decide(learner, "ACT08")
    edit(mine, "ACT08", "What I say about receipts.")
    source = read_entry("ACT08")

    make_activity("ACT08", lines=[{**line, "case": f"{line['case']}, again"} for line in source["lines"]])

    assert CHANGED not in piece_in(mine, "ACT08").words
