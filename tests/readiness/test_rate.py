"""Passes with evidence."""

import pytest

from readiness.models import EVIDENCE_LIMIT, Pass
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import read
from tests.readiness.actions import OVERVIEW, RATE, form_of, levels, row_of, send_pass
from tests.readiness.factories import Said, history, make_sheet, rate

pytestmark = pytest.mark.django_db
EVIDENCE = {"R1-evidence": "We tried thirty cases."}


@pytest.fixture
def learner(client):
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user()
    client.force_login(learner)
    return learner


def test_evidence_is_kept_and_carries_the_level(client, learner):
    send_pass(client, RATE, **levels(2, 2), **EVIDENCE)

    page = client.get(OVERVIEW)
    assert "We tried thirty cases." in row_of(page, "R1").words
    assert "counts as" not in row_of(page, "R1").words
    assert "With the evidence that is there it counts as 1." in row_of(page, "R2").words


def test_prompts_stand_beside_the_evidence(client, learner):
    page = read(client.get(RATE))

    area = page.one("textarea", id="R1-evidence")
    assert page.one("ul", id="R1-evidence_hint").words == "What did you do?"
    assert "R1-evidence_hint" in area["aria-describedby"].split()


@pytest.mark.parametrize(
    ("backing", "shown"), [({}, 2), ({"R1-meets_descriptor": "on"}, 3), ({"R1-confirmed_by": "Mara, 3 May"}, 3)]
)
def test_own_check_and_confirmation_carry_the_highest_level(client, learner, backing, shown):
    send_pass(client, RATE, **levels(3, 0), **EVIDENCE, **backing)

    words = row_of(client.get(OVERVIEW), "R1").words
    assert ("it counts as 2" in words) == (shown == 2)


@pytest.mark.parametrize("backing", [{"R1-meets_descriptor": "on"}, {"R1-confirmed_by": "Mara"}])
def test_backing_without_evidence_is_pointed_out_and_nothing_is_lost(client, learner, backing):
    response = send_pass(client, RATE, **levels(3, 1), **{"R2-evidence": "Other words."}, **backing)

    assert response.status_code == 422
    page = read(response)
    assert page.one("div", class_="error-summary").one("a")["href"] == "#R1-evidence"
    assert page.one("textarea", id="R2-evidence").text == "Other words."
    assert Pass.objects.count() == 0


def test_evidence_that_is_too_long_is_refused_with_its_length_and_kept_in_the_form(client, learner):
    text = "x" * (EVIDENCE_LIMIT + 1)

    response = send_pass(client, RATE, **levels(1, 1), **{"R1-evidence": text})

    assert response.status_code == 422
    assert "Keep it under 1200 characters; it has 1201." in read(response).one("div", class_="error-summary").words
    assert read(response).one("textarea", id="R1-evidence").text == text


def test_second_pass_is_blank_in_levels_so_that_they_are_judged_afresh(client, learner):
    rate(learner, with_evidence=False, R1=2, R2=2)

    page = read(client.get(RATE))

    assert [field for field in page.all("input", type="radio") if "checked" in field] == []
    assert page.one("input", name="number")["value"] == "2"


def test_pass_with_evidence_is_added_to(client, learner):
    rate(learner, R1=Said(2, "Some."), R2=1)

    page = read(client.get(RATE))
    assert "checked" in page.one("input", id="R1-level_2")
    assert page.one("textarea", id="R1-evidence").text == "Some."
    send_pass(client, RATE, **{"R1-evidence": "More."})

    assert Pass.objects.count() == 1
    assert history(learner) == [(2, "Some."), (2, "More.")]


def test_new_pass_takes_the_evidence_along_and_not_the_level(client, learner):
    rate(learner, R1=Said(2, "Some.", meets_descriptor=True), R2=1)

    page = read(client.get(f"{RATE}?new=1"))
    assert page.one("textarea", id="R1-evidence").text == "Some."
    assert [field for field in page.all("input") if "checked" in field] == []
    send_pass(client, f"{RATE}?new=1", **levels(3, 2))

    assert Pass.objects.count() == 2
    assert history(learner) == [(2, "Some."), (3, "Some.")]


def test_older_tab_does_not_take_back_what_it_did_not_touch(client, learner):
    rate(learner, R1=Said(2, "Some."), R2=Said(1, "Other."))
    action, older = form_of(client.get(RATE))
    older |= levels(2, 1)
    send_pass(client, RATE, **levels(2, 1), **{"R1-evidence": "Changed in the first tab."})

    client.post(action, older | {"R2-evidence": "Changed in the second tab."})

    assert history(learner)[-1] == (2, "Changed in the first tab.")
    assert history(learner, "R2")[-1] == (1, "Changed in the second tab.")


def test_back_to_an_earlier_text_is_a_change_like_any_other(client, learner):
    rate(learner, R1=Said(2, "Some."), R2=1)
    send_pass(client, RATE, **levels(2, 1), **{"R1-evidence": "More."})
    send_pass(client, RATE, **levels(2, 1), **{"R1-evidence": "Some."})

    assert [text for _level, text in history(learner)] == ["Some.", "More.", "Some."]


@pytest.mark.parametrize("seen", ["", "x", "0", "-1", "9" * 30])
def test_mark_that_makes_no_sense_loses_nothing(client, learner, seen):
    rate(learner, R1=Said(2, "Some."), R2=1)

    send_pass(client, RATE, **levels(2, 1), **{"R1-evidence": "More.", "R1-seen": seen})

    assert history(learner)[-1] == (2, "More.")


@pytest.mark.parametrize("number", ["", "0", "x", "999"])
def test_number_that_makes_no_sense_keeps_what_was_said(client, learner, number):
    send_pass(client, RATE, **levels(2, 2), **{"number": number})

    assert history(learner) == [(2, "")]
    assert Pass.objects.count() == 1
