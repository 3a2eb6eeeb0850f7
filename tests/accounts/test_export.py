"""The page from which a learner takes everything along."""

import csv
import io
import json
import zipfile

import pytest

from accounts.models import User
from accounts.takeout import Document, tables
from progress.services import note_place
from reviews.services import mark_prompt
from tests.accounts.actions import confirm_that_it_is_me, sign_in
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.django_db
PATH = "/accounts/export/"
PARTS = []


@pytest.fixture
def member(client):
    """A member who has marked a prompt and has just confirmed that it is them."""
    member = make_user()
    mark_prompt(learner=member, prompt=make_lesson().prompts.get(), rating="got-it")
    sign_in(client, member.email)
    confirm_that_it_is_me(client)
    return member


def unpacked(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def test_member_downloads_a_zip_of_what_is_theirs(client, member):
    response = client.post(PATH)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="ai-pm-course-')
    assert "no-store" in response.headers["Cache-Control"]
    archive = unpacked(response)
    assert archive.testzip() is None
    assert {"README.txt", "data.json", "csv/account.csv", "csv/cards.csv"} <= set(archive.namelist())
    data = json.loads(archive.read("data.json"))
    assert data["schema"] == "aipm-course/everything-of-a-learner/1"
    assert data["tables"]["account"]["rows"][0]["email"] == member.email


def test_kind_of_which_there_is_nothing_has_no_file_and_is_named(client, member):
    archive = unpacked(client.post(PATH))

    assert "csv/notes.csv" not in archive.namelist()
    assert "- What you wrote down in lessons" in archive.read("README.txt").decode()


def test_csv_file_opens_as_utf_8_and_computes_nothing(client, member):
    User.objects.filter(pk=member.pk).update(display_name='=HYPERLINK("x")\u00e9')

    archive = unpacked(client.post(PATH))

    raw = archive.read("csv/account.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert row["display_name"] == '\'=HYPERLINK("x")é'
    data = json.loads(archive.read("data.json"))
    assert data["tables"]["account"]["rows"][0]["display_name"] == '=HYPERLINK("x")é'


def test_page_says_what_is_in_it_and_how_much(client, member):
    page = client.get(PATH).content.decode()

    assert "Your cards: recall prompts you marked and questions that return, with their schedule" in page
    assert "What you wrote down in lessons" not in page
    assert "attachment" not in client.get(PATH).headers.get("Content-Disposition", "")


def test_document_of_another_app_is_in_it_where_there_is_one(client, member, settings):
    PARTS[:] = [
        Document(name="letter.md", title="A letter", make=lambda learner: f"# Brief of {learner.email}\n"),
        Document(name="empty.md", title="Nothing", make=lambda learner: ""),
    ]
    settings.EXPORTS = [*settings.EXPORTS, f"{__name__}.PARTS"]

    archive = unpacked(client.post(PATH))

    assert archive.read("letter.md").decode() == f"# Brief of {member.email}\n"
    assert "letter.md    A letter" in archive.read("README.txt").decode()
    assert "empty.md" not in archive.namelist()


def test_visitor_is_told_that_nothing_is_stored(client):
    response = client.get(PATH)

    assert "Nothing is stored about you here" in response.content.decode()
    assert client.post(PATH).headers.get("Content-Disposition") is None
    assert not User.objects.exists()
    assert response.cookies == {}


def test_guest_downloads_without_signing_in(client):
    client.post(f"/lessons/{make_lesson().slug}/read/")

    page = client.get(PATH).content.decode()
    data = json.loads(unpacked(client.post(PATH)).read("data.json"))["tables"]

    assert "Lessons you opened or read" in page
    assert [row["lesson_id"] for row in data["readings"]["rows"]]
    assert len(data["sessions"]["rows"]) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_member_who_signed_in_long_ago_confirms_that_it_is_them(client, method):
    member = make_user()
    sign_in(client, member.email)

    response = getattr(client, method)(PATH)

    assert response.headers["Location"].startswith("/accounts/reauthenticate/")


def test_what_was_asked_for_comes_once_it_is_confirmed(client):
    member = make_user()
    sign_in(client, member.email)
    to_confirm = client.post(PATH).headers["Location"]

    response = client.post(to_confirm, {"password": "a long enough passphrase", "next": PATH})

    assert json.loads(unpacked(response).read("data.json"))["tables"]["account"]["rows"][0]["id"] == member.pk


def test_nobody_gets_anothers_rows(client, member):
    other = make_user(display_name="Wombat")
    note_place(learner=other, lesson=make_lesson(2), anchor="wombat")

    archive = unpacked(client.post(PATH))

    assert "wombat" not in "".join(archive.read(name).decode().lower() for name in archive.namelist())


def test_more_often_than_the_limit_it_says_when_again(client, member, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"export": "2/h/key"}
    statuses = [client.post(PATH).status_code for _ in range(2)]

    response = client.post(PATH)

    assert statuses == [200, 200]
    assert response.status_code == 429
    assert "You can do so again at" in response.content.decode()
    assert "(UTC)" in response.content.decode()


def test_limit_of_one_learner_is_not_anothers(client, member, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"export": "1/h/key"}
    client.post(PATH)
    client.logout()
    client.post(f"/lessons/{make_lesson(2).slug}/read/")

    assert client.post(PATH).status_code == 200


def test_page_counts_with_one_query_for_each_kind(client, member, django_assert_num_queries):
    own = [table for table in tables() if not table.fields]
    client.get(PATH)
    for number in range(2, 5):
        mark_prompt(learner=member, prompt=make_lesson(number).prompts.get(), rating="got-it")

    with django_assert_num_queries(10 + len(own)):  # session, user, six of allauth, which sessions, what is due
        client.get(PATH)


def test_other_methods_are_refused(client, member):
    assert client.put(PATH).status_code == 405
