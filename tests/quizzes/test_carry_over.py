"""A guest's answers, attempts, decisions and words become those of the member who signs in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.models import Lesson
from quizzes.models import Activity, Answer, Attempt, Decision, Note, Question
from quizzes.rated import rated_answers_of
from quizzes.results import practised_lessons
from quizzes.services import carry_over
from tests.accounts.actions import sign_in
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import RIGHT, make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit

pytestmark = pytest.mark.database
LESSON = "/lessons/lesson-1/"


def make_decision(learner, ordinal: int, words: str = "") -> Decision:
    activity = Activity.objects.first() or Activity.objects.create(
        lesson=Lesson.objects.first() or make_lesson(1), code="ACT01", kind="claims", title="One", source={}, content={}
    )
    return Decision.objects.create(
        learner=learner, activity=activity, ordinal=ordinal, choices={"words": words}, outcome={}
    )


def make_note(learner, place: str, text: str) -> Note:
    lesson = Lesson.objects.filter(code=f"L{place[-2:]}").first() or make_lesson(int(place[-2:]))
    return Note.objects.create(learner=learner, lesson=lesson, place=place, text=text)


def numbers_of(learner) -> list[tuple[str, str, int]]:
    return sorted(Attempt.objects.for_learner(learner).values_list("kind", "scope", "number"))


def test_attempts_of_the_guest_become_the_members_with_their_answers(db):
    guest, member = make_guest(), make_user()
    attempt = sit(guest, make_quiz(), misses=["Q01.1"])

    carry_over(guest=guest, member=member)

    assert list(Attempt.objects.for_learner(member)) == [attempt]
    assert Answer.objects.for_learner(member).filter(attempt=attempt).count() == 6
    assert not Answer.objects.for_learner(guest).exists()
    assert practised_lessons(member) == {"L01"}
    assert len(rated_answers_of(member)) == 5


def test_attempts_of_both_stand_one_after_the_other(db):
    guest, member, questions = make_guest(), make_user(), make_quiz()
    mine = [sit(member, questions), sit(member, questions)]
    theirs = [sit(guest, questions), sit(guest, questions)]

    carry_over(guest=guest, member=member)

    assert list(Attempt.objects.for_learner(member).order_by("number")) == [*mine, *theirs]
    assert numbers_of(member) == [("lesson", "L01", number) for number in (1, 2, 3, 4)]


def test_retry_still_mends_the_quiz_it_was_made_for(db):
    guest, member, questions = make_guest(), make_user(), make_quiz()
    sit(member, questions, misses=["Q01.1", "Q01.2", "Q01.3"])
    quiz = sit(guest, questions, misses=["Q01.1", "Q01.2"])
    sit(guest, [Question.objects.get(code="Q01.1b")], kind="retry", repairs=quiz)

    carry_over(guest=guest, member=member)

    assert Attempt.objects.get(kind="retry").repairs == quiz
    assert practised_lessons(member) == {"L01"}


def test_address_of_an_attempt_stays(db):
    guest, member, questions = make_guest(), make_user(), make_quiz()
    sit(member, questions)
    attempt = sit(guest, questions)

    carry_over(guest=guest, member=member)

    assert browser_of(member).get(attempt.get_absolute_url()).status_code == 200


def test_member_who_began_no_quiz_goes_on_with_that_of_the_guest(db, client):
    questions, member = make_quiz(), make_user()
    answer_at(client, LESSON, questions[0], RIGHT["single"])

    sign_in(client, member.email)
    answer_at(client, LESSON, questions[1], RIGHT["single"])

    assert Attempt.objects.get().learner == member
    assert "2 of 6 answered." in read(client.get(LESSON)).one("section", id="quiz-summary").words


def test_open_quiz_of_the_guest_is_practice_where_the_member_has_one(db):
    """Else the member's next quiz would ask what was just explained to the guest."""
    guest, member, questions = make_guest(), make_user(), make_quiz()
    mine = sit(member, questions)
    theirs = make_attempt(guest, questions)
    answer = make_answer(questions[0], theirs)

    carry_over(guest=guest, member=member)

    answer.refresh_from_db()
    assert list(Attempt.objects.for_learner(member).filter(kind="lesson")) == [mine]
    assert (answer.learner, answer.attempt.kind, answer.attempt.scope) == (member, "practice", "L01")


def test_quiz_that_the_member_began_and_left_gives_way(db):
    guest, member, questions = make_guest(), make_user(), make_quiz()
    make_attempt(member, questions)
    theirs = make_attempt(guest, questions)
    make_answer(questions[0], theirs)

    carry_over(guest=guest, member=member)

    assert Attempt.objects.get() == theirs
    assert "1 of 6 answered." in read(browser_of(member).get(LESSON)).one("section", id="quiz-summary").words


def test_tries_of_both_at_one_question_stand_one_after_the_other(db):
    guest, member, (question,) = make_guest(), make_user(), make_quiz(kinds=["single"])
    for learner, rights in ((member, [True, True]), (guest, [False])):
        attempt = make_attempt(learner, [question], kind="practice")
        for ordinal, is_right in enumerate(rights, start=1):
            make_answer(question, attempt, ordinal=ordinal, is_right=is_right)

    carry_over(guest=guest, member=member)

    page = read(browser_of(member).get("/questions/Q01.1/?try=3"))
    assert list(Answer.objects.order_by("ordinal").values_list("ordinal", "score")) == [(1, 1), (2, 1), (3, 0)]
    assert "Not right" in page.words
    assert Attempt.objects.count() == 1


def test_decisions_of_both_stand_one_after_the_other(db):
    guest, member = make_guest(), make_user()
    make_decision(member, 1, "mine")
    make_decision(guest, 1, "first")
    make_decision(guest, 2, "second")

    carry_over(guest=guest, member=member)

    kept = Decision.objects.filter(learner=member).order_by("ordinal")
    assert [(decision.ordinal, decision.choices["words"]) for decision in kept] == [
        (1, "mine"),
        (2, "first"),
        (3, "second"),
    ]


def test_note_of_the_guest_becomes_the_members(db):
    guest, member = make_guest(), make_user()
    note = make_note(guest, "PRE01", "A guess.")

    carry_over(guest=guest, member=member)

    assert Note.objects.get() == note
    assert Note.objects.get().learner == member


def test_of_two_notes_at_one_place_no_word_is_lost(db):
    guest, member = make_guest(), make_user()
    make_note(member, "PRE01", "Mine.")
    make_note(guest, "PRE01", "From before.")

    carry_over(guest=guest, member=member)

    assert Note.objects.get(learner=member).text == "Mine.\n\nFrom before."


def test_same_words_twice_are_kept_once(db):
    guest, member = make_guest(), make_user()
    for learner in (member, guest):
        make_note(learner, "PRE01", "The same.")

    carry_over(guest=guest, member=member)

    assert Note.objects.get(learner=member).text == "The same."


def test_nothing_of_others_is_touched(db):
    guest, member, other, questions = make_guest(), make_user(), make_guest(), make_quiz()
    sit(other, questions)
    make_note(other, "PRE01", "Other.")
    make_decision(other, 1)

    carry_over(guest=guest, member=member)

    assert {model.objects.get().learner for model in (Attempt, Note, Decision)} == {other}
    assert {answer.learner for answer in Answer.objects.all()} == {other}


KINDS = st.sampled_from([("lesson", "L01"), ("practice", "L01"), ("checkpoint", "A")])
LEARNED = st.tuples(
    st.lists(st.tuples(KINDS, st.integers(0, 3)), max_size=5),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from(["PRE01", "TAKE01"]), st.sampled_from(["One.", "Two."])),
)


def learn(learner, learned, questions) -> None:
    attempts, decisions, notes = learned
    for (kind, scope), answers in attempts:
        attempt = make_attempt(learner, questions[:3], kind=kind, scope=scope)
        for question in questions[:answers]:
            make_answer(question, attempt)
    for ordinal in range(1, decisions + 1):
        make_decision(learner, ordinal, learner.email or "guest")
    for place, text in notes.items():
        make_note(learner, place, text)


@given(guests=LEARNED, members=LEARNED)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_and_nothing_is_there_twice(db, guests, members):
    questions = list(Question.objects.filter(code__in=["Q01.1", "Q01.2", "Q01.3"])) or make_quiz()[:3]
    guest, member = make_guest(), make_user()
    learn(guest, guests, questions)
    learn(member, members, questions)

    carry_over(guest=guest, member=member)
    guest.delete()

    both = [*guests[0], *members[0]]
    numbers: dict[tuple, list[int]] = {}
    for kind, scope, number in numbers_of(member):
        numbers.setdefault((kind, scope), []).append(number)
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    assert Answer.objects.for_learner(member).count() == sum(answers for _key, answers in both)
    ordinals = Decision.objects.filter(learner=member).order_by("ordinal").values_list("ordinal", flat=True)
    assert list(ordinals) == list(range(1, guests[1] + members[1] + 1))
    texts = {note.place: note.text for note in Note.objects.filter(learner=member)}
    assert texts.keys() == guests[2].keys() | members[2].keys()
    assert all(text in texts[place] for notes in (guests[2], members[2]) for place, text in notes.items())
