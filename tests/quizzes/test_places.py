from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.places import Place, address_of_answer, place_from
from tests.factories import make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.quiz_lessons import browser_of

ATTEMPT = "0f8fad5b-d9cb-469f-a165-70867728950e"
LESSONS = st.integers(0, 99).map(lambda number: f"L{number:02}")
PLACES = st.one_of(
    st.builds(Place, st.sampled_from(["quiz", "recap"]), LESSONS),
    st.uuids().map(lambda key: Place("attempt", str(key))),
    st.just(Place("practice")),
)


@pytest.mark.parametrize(
    ("token", "place"),
    [
        ("quiz:L05", Place("quiz", "L05")),
        ("recap:L17", Place("recap", "L17")),
        (ATTEMPT, Place("attempt", ATTEMPT)),
        ("practice", Place("practice")),
        ("", Place("practice")),
    ],
)
def test_place_is_read_from_its_token(token, place):
    assert place_from(token) == place


@given(PLACES)
def test_token_leads_back_to_its_place(place):
    assert place_from(place.token) == place
    assert len(place.token) <= 40


@pytest.mark.parametrize(
    "token",
    [
        *("quiz", "quiz:", "quiz:L5", "quiz:L005", "quiz:l05", "QUIZ:L05", "quiz:L05 ", "quiz:L05\n", " quiz:L05"),
        *("exam:L05", "attempt:L05", "practice:L05", "recap:L٠٥", "quiz:L05\x00", "quiz:../L05"),
        *(ATTEMPT[:-1], f"{ATTEMPT}0", "12", "-1", "None"),
    ],
)
def test_token_that_names_no_place_is_practice(token):
    assert place_from(token) == Place("practice")


@pytest.mark.parametrize("token", [ATTEMPT.upper(), f"{{{ATTEMPT}}}", ATTEMPT.replace("-", ""), f"urn:uuid:{ATTEMPT}"])
def test_attempt_is_the_same_however_its_id_is_written(token):
    assert place_from(token) == Place("attempt", ATTEMPT)


@given(st.text())
def test_any_text_is_a_place(token):
    place = place_from(token)

    assert place.kind in ("quiz", "recap", "attempt", "practice")
    if place.kind == "attempt":
        assert str(UUID(place.scope)) == place.scope


@pytest.mark.parametrize(
    ("code", "ordinal", "kind", "address"),
    [
        ("Q01.1", 1, "lesson", f"/attempts/{ATTEMPT}/1/"),
        ("Q01.2b", 1, "review", f"/attempts/{ATTEMPT}/2/"),
        ("Q01.1", 2, "lesson", f"/attempts/{ATTEMPT}/1/"),
        ("Q01.1", 3, "practice", "/questions/Q01.1/?try=3"),
        ("Q01.9", 1, "lesson", "/questions/Q01.9/"),  # the attempt asks it no more
    ],
)
def test_answer_has_one_address(code, ordinal, kind, address):
    given_in = {"kind": kind, "public_id": UUID(ATTEMPT), "codes": ["Q01.1", "Q01.2b"]}

    assert address_of_answer(code, ordinal, **given_in) == address


@pytest.mark.parametrize("kind", ["lesson", "practice", "review", "checkpoint"])
def test_address_of_an_answer_shows_it(db, kind):
    learner = make_user()
    first, second = make_question(code="Q01.1"), make_question(code="Q01.2")
    attempt = make_attempt(learner, [first, second], kind=kind)
    answer = make_answer(second, attempt)

    page = browser_of(learner).get(answer.get_absolute_url())

    assert page.status_code == 200
    assert "The stem of Q01.2?" in page.content.decode()
    assert "Right answer" in page.content.decode()
