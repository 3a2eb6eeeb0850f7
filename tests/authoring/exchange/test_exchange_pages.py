"""The pages and commands that give questions away: what is in the file, what is not, and for whom they are."""

from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.management.commands.make_instructor import Command as MakeInstructor
from comments.management.commands.make_moderator import Command as MakeModerator
from quizzes.models import Question
from quizzes.services import retire
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import words

PAGES = (
    "/admin/exchange/",
    "/admin/exchange/questions.gift.txt",
    "/admin/exchange/questions.qti.zip",
    "/admin/exchange/gift/",
)


@pytest.fixture(autouse=True)
def questions(db):
    make_question(kind="single", code="Q01.1")
    make_question(kind="branch", code="Q01.2")
    make_question(kind="order", code="Q02.1")
    make_question(kind="single", code="Q02.2", stem="Retired?")
    retire(Question.objects.filter(code="Q02.2"))


def staff(command) -> Client:
    user = make_user()
    command().make(user.email)
    client = Client()
    sign_in_with_app(client, user)
    return client


def test_page_says_what_each_format_holds_and_leaves_out(db):
    page = words(staff(MakeInstructor).get(PAGES[0]).content.decode())

    assert "1 question in the file. 2 are left out. Take the file in GIFT" in page
    assert "Left out. GIFT has no decisions that follow each other." in page
    assert "2 questions in the file. 1 is left out. Take the file in QTI 2.1" in page


def test_files_hold_what_is_in_use_of_the_lesson_that_was_chosen(db):
    client = staff(MakeInstructor)

    gift = client.get(PAGES[1])
    package = client.get(PAGES[2], {"lesson": "L02"})

    assert gift["Content-Disposition"] == 'attachment; filename="questions.gift.txt"'
    assert "::Q01.1::" in gift.content.decode()
    assert "Retired?" not in gift.content.decode()
    assert package["Content-Disposition"] == 'attachment; filename="questions-L02.qti.zip"'
    assert ZipFile(BytesIO(package.content)).namelist() == ["imsmanifest.xml", "items/Q02.1.xml"]


def test_lesson_that_is_not_there_shows_all(db):
    assert "::Q01.1::" in staff(MakeInstructor).get(PAGES[1], {"lesson": "L99"}).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_instructors_only(client, path):
    assert client.get(path).status_code == 302
    client.force_login(make_user())
    assert client.get(path).status_code == 302
    assert staff(MakeModerator).get(path).status_code == 403
    assert staff(MakeInstructor).get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES[:3])
def test_what_only_shows_takes_no_post(path):
    assert staff(MakeInstructor).post(path).status_code == 405


def test_commands_write_files_and_say_what_is_not_in_them(tmp_path):
    out = StringIO()

    call_command("export_gift", tmp_path / "all.gift", stdout=out)
    call_command("export_qti", tmp_path / "all.zip", "--lesson", "L02", stdout=out)

    assert "::Q01.1::" in (tmp_path / "all.gift").read_text()
    assert ZipFile(tmp_path / "all.zip").namelist() == ["imsmanifest.xml", "items/Q02.1.xml"]
    assert "left out: GIFT has no sequences. QTI has. (order: Q02.1)" in out.getvalue()
    assert f"1 questions written to {tmp_path / 'all.gift'}, 2 left out." in out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["{}/x", "--lesson", "L99"], "There is no lesson L99."), (["{}/no/folder"], "can't be written")],
)
def test_command_says_what_is_wrong_with_its_arguments(tmp_path, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("export_gift", *(each.format(tmp_path) for each in arguments))
