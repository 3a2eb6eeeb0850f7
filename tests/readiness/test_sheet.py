"""The evidence sheet to print."""

import pytest

from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import read
from tests.readiness.factories import Said, make_sheet, rate

pytestmark = pytest.mark.django_db
SHEET = "/readiness/sheet/"


@pytest.fixture
def learner(client):
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user(display_name="Lena")
    client.force_login(learner)
    return learner


def test_sheet_has_levels_evidence_and_tasks(client, learner):
    rate(learner, with_evidence=False, R1=0, R2=0)
    rate(learner, number=2, R1=Said(2, "We tried thirty cases.", confirmed_by="Mara, 3 May"), R2=1)

    words = read(client.get(SHEET)).one("main").words

    assert "Lena" in words
    assert "R1 Subject of R1: 2 · Working (first pass: 0) We tried thirty cases. Confirmed by Mara, 3 May." in words
    assert "R2 Subject of R2: 1 · Starting (first pass: 0) No evidence yet." in words
    assert "R2: R2 up to 2, by" in words


def test_sheet_without_ratings_says_how_to_begin(client, learner):
    page = read(client.get(SHEET)).one("main")

    assert page.one("a", class_="btn")["href"] == "/readiness/first/"


def test_sheet_of_somebody_else_is_not_shown(client, learner):
    rate(make_user(), R1=Said(3, "A secret."), R2=1)

    assert "A secret." not in client.get(SHEET).content.decode()


def test_sheet_says_where_the_evidence_does_not_carry_the_level(client, learner):
    rate(learner, R1=Said(3, "We tried thirty cases."), R2=1)

    words = read(client.get(SHEET)).one("main").words

    assert "R1 Subject of R1: 3 · Ready to show (the evidence carries level 2)" in words
    assert words.count("carries") == 1
