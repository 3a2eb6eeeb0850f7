"""Questions from GIFT: looked at first, checked as those of a YAML file, then added out of use."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accounts.management.commands.make_instructor import Command as MakeInstructor
from quizzes.models import Question
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_lesson, make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import words

PAGE = "/admin/exchange/gift/"
TEXT = "::A title::[markdown]What is *it*?{=This#Yes. ~That#No. ~Neither#No.}"


@pytest.fixture
def instructor(db) -> Client:
    user = make_user()
    MakeInstructor().make(user.email)
    client = Client()
    sign_in_with_app(client, user)
    return client


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def sent(text: str = "", **more) -> dict:
    return {"text": text, "lesson": "L01", "level": "apply", "difficulty": "2", "points": "A1.1", **more}


def check(client, text: str = "", **more):
    return client.post(PAGE, sent(text, **more))


def add(client, text: str, **more):
    seen = check(client, text, **more).context["form"].data["seen"]
    return client.post(PAGE, sent(text, add="Add", seen=seen, **more), follow=True)


def test_check_says_what_would_be_added_and_stores_nothing(instructor):
    response = check(instructor, f"{TEXT}\n\nNo question.\n\nType it{{=word}}\n")

    page = words(response.content.decode())
    assert "1 question would be added. 2 cannot be taken." in page
    assert "What is *it*? level, difficulty, points, idea" in page
    assert "It asks nothing: there are no answers in braces." in page
    assert "It asks for a word to be typed, and there is no such kind here." in page
    assert [refused.line for refused in response.context["plan"].refused] == [3, 5]
    assert not Question.objects.exists()


def test_added_question_is_stored_and_asked_of_nobody(instructor, client):
    response = add(instructor, TEXT)

    question = Question.objects.get()
    assert "1 question was added. It is not asked before you bring it into use: Q01.1." in words(
        response.content.decode()
    )
    assert (question.code, question.kind, question.lesson.code) == ("Q01.1", "single", "L01")
    assert question.retired_at is not None
    assert question.revision.source["stem"] == "What is *it*?"
    assert b"What is <em>it" not in client.get("/lessons/lesson-1/").content


def test_same_file_twice_adds_nothing_more(instructor):
    add(instructor, TEXT)

    response = check(instructor, TEXT)

    assert "0 questions would be added. 1 is here already, word for word." in words(response.content.decode())
    assert Question.objects.count() == 1


def test_ids_that_are_taken_are_passed_over_and_a_lesson_is_found_by_category(instructor):
    make_lesson(2)
    make_question(code="Q01.1")

    add(instructor, f"{TEXT}\n\n$CATEGORY: top/L02 Second\n\nAnother?{{=a ~b ~c}}")

    assert sorted(Question.objects.values_list("code", flat=True)) == ["Q01.1", "Q01.2", "Q02.1"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "::Q01.1::Other?{=a ~b ~c}",
            "There is a question Q01.1 here that says something else. Change it there by hand.",
        ),
        ("::Q07.1::Other?{=a ~b ~c}", "There is no lesson L07 for the id Q07.1."),
        ("::Q01.9b::Other?{=a ~b ~c}", "There is no Q01.9 of which this is the other form."),
        ("Two?{=a ~b}", "'options' has 2 entries. Write at least 3."),
        ("Twice?{=a ~a ~b}", "This text stands twice. Write another one."),
        ("// [tag:A9.9]\nPoint?{=a ~b ~c}", "There is no point A9.9 in coverage.tsv."),
        ("// [tag:case nowhere]\nCase?{=a ~b ~c}", "There is no case 'nowhere'."),
    ],
)
def test_question_that_a_file_of_ours_could_not_hold_is_refused_with_the_same_words(instructor, text, reason):
    make_question(code="Q01.1")

    response = check(instructor, text)

    (refused,) = response.context["plan"].refused
    assert reason in " ".join(refused.reasons)
    assert response.context["plan"].planned == []


def test_text_changed_after_the_check_is_checked_again_and_not_added(instructor):
    seen = check(instructor, TEXT).context["form"].data["seen"]

    response = instructor.post(PAGE, sent(TEXT.replace("This", "It"), add="Add", seen=seen))

    assert "Something was changed after the check." in response.content.decode()
    assert not Question.objects.exists()


def test_file_is_read_and_stands_in_the_box_afterwards(instructor):
    file = SimpleUploadedFile("a.gift.txt", b"\xef\xbb\xbf" + TEXT.encode())

    response = check(instructor, "old text", file=file)

    assert response.context["plan"].planned[0].entry["stem"] == "What is *it*?"
    assert response.context["form"].data["text"] == TEXT


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe" + "Größe?{=a ~b ~c}".encode("utf-16-le"), ""),
        (b"ok\n\xe4\xf6", "Line 2 is not UTF-8. Save the file as text in UTF-8, and choose it again."),
        (b"PK\x03\x04\x00\x00", "This is no text. Export the questions as GIFT, and choose that file."),
        (b"<?xml version='1.0'?><quiz/>", "This is XML. Export it again and choose GIFT there."),
        (b"x" * 2_000_000, "The file has 2000 KB. Cut it into files of up to 500 KB."),
        (b"", "The submitted file is empty."),
    ],
)
def test_wrong_file_gets_a_clear_message_and_nothing_typed_is_lost(instructor, content, message):
    response = check(instructor, "typed before", file=SimpleUploadedFile("a.txt", content))

    page = words(response.content.decode())
    assert response.status_code == (422 if message else 200)
    assert message in page
    assert not message or "typed before" in page


def test_two_megabytes_of_pasted_text_are_refused_in_words_and_stay(instructor):
    response = check(instructor, "x" * 2_000_000)

    assert response.status_code == 422
    assert "The text has more than 500,000 characters. Import it in parts." in response.content.decode()
    assert "x" * 2_000_000 in response.content.decode()


def test_export_of_a_course_is_here_already_word_for_word(instructor, tmp_path):
    for number, kind in enumerate(("single", "multiple", "tf-why", "match", "categorise", "estimate", "free"), start=2):
        make_question(kind=kind, code=f"Q01.{number}")
    call_command("export_gift", tmp_path / "all.gift", stdout=StringIO())

    response = check(instructor, (tmp_path / "all.gift").read_text())

    assert len(response.context["plan"].same) == 7
    assert response.context["plan"].refused == response.context["plan"].planned == []


def test_marks_of_html_in_a_file_are_shown_as_text(instructor):
    response = check(instructor, "<script>alert(1)</script>")

    assert b"<script>alert(1)" not in response.content
