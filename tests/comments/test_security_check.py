"""The security check of the comment form: what is refused, what is said then, and that nothing typed is lost."""

import pytest
from captcha.models import CaptchaStore
from django.conf import settings as site
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from comments.check import limits as check_limits
from comments.check import store as check_store
from comments.check.store import Verdict
from comments.models import Comment
from comments.tasks import forget_old_checks
from tests.at_once import at_once
from tests.comments.actions import TYPED, WRITE, hidden_of, second_step, solution_of, words_of
from tests.comments.factories import make_comment
from tests.conftest import SAME_ORIGIN
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

pytestmark = pytest.mark.database
NEW_ONE = "Here is a new one."
PATH_OF_CHECK = "/comments/lessons/lesson-1/check/"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def wrong(answer: str) -> str:
    return str(int(answer) + 1)


def open_check(kind: str = "question") -> dict[str, str]:
    """A check that was given out, with its answer, as a form sends it."""
    row = check_store.issue(kind)
    return {"security_check_key": row.hashkey, "security_check": row.response}


def assert_all_typed_is_there(response) -> None:
    page = read(response)
    assert [page.one("input", name=name)["value"] for name in ("name", "email")] == [TYPED["name"], TYPED["email"]]
    assert page.one("textarea", name="text").text.strip() == TYPED["text"]


def assert_refused(response, message: str, status: int = 422) -> None:
    """At the check and in the summary the same words, and all that was typed still there."""
    page = read(response)
    field = page.one("input", name="security_check")
    described = [page.one(id=key).words for key in field["aria-describedby"].split() if key.endswith("_error")]
    assert response.status_code == status
    assert page.one("title").words.startswith("Error:")
    assert described == [f"Error: {message}"]
    links = [(link["href"], link.words) for link in page.one("div", class_="error-summary").all("a")]
    assert links == [(f"#{field['id']}", message)]
    assert field["aria-invalid"] == "true"
    assert "no-store" in response["Cache-Control"]
    assert_all_typed_is_there(response)
    assert not Comment.objects.exists()


def assert_new_question(response, sent: dict[str, str]) -> None:
    hidden = hidden_of(response)
    assert hidden["security_check_key"] not in (sent["security_check_key"], "")
    assert read(response).one("input", name="security_check")["value"] == ""
    assert (hidden["key"], hidden["started"]) == (sent["key"], sent["started"])


@pytest.mark.parametrize("answer", ["wrong", "0", "eleventy", "' OR 1=1", "\x00", "<b>", "9" * 60, "1" * 10_000, "?"])
def test_ac_a19_10_wrong_answer_gets_a_new_question(client, clock, answer):
    sent = second_step(client, clock)

    response = client.post(WRITE, sent | {"security_check": answer})

    assert_refused(response, f"Your answer did not match. {NEW_ONE}")
    assert_new_question(response, sent)


@pytest.mark.parametrize("answer", ["", " \t\n", None])
def test_ac_a19_10_empty_answer_gets_a_new_question(client, clock, answer):
    sent = second_step(client, clock)
    given = {name: value for name, value in (sent | {"security_check": answer}).items() if value is not None}

    response = client.post(WRITE, given)

    assert_refused(response, f"Answer the security check. {NEW_ONE}")
    assert_new_question(response, sent)


def test_ac_a19_10_question_is_good_for_twenty_minutes_and_no_longer(client, clock):
    sent = second_step(client, clock)
    assert site.CAPTCHA_TIMEOUT == 20

    clock.shift(20 * 60 - 5)
    response = client.post(WRITE, sent)

    assert_refused(response, f"This security check has expired. {NEW_ONE}")
    assert_new_question(response, sent)


def test_question_answered_after_nineteen_minutes_lets_the_comment_in(client, clock):
    sent = second_step(client, clock)

    clock.shift(19 * 60)

    assert client.post(WRITE, sent).status_code == 302
    assert Comment.objects.count() == 1


def test_right_answer_beside_another_mistake_is_good_for_twenty_minutes_and_no_longer(client, clock):
    sent = second_step(client, clock)
    answers = []
    for minutes in (15, 10, 9, 2):
        clock.shift(minutes * 60)
        answers.append(read(client.post(WRITE, sent | {"name": ""})).one("div", class_="error-summary").words)

    assert ["expired" in words for words in answers] == [False, False, False, True]
    assert_refused(client.post(WRITE, sent), f"This security check has expired. {NEW_ONE}")


def test_question_forgotten_meanwhile_is_expired_and_nobody_is_slowed_down_for_it(client, clock):
    sent = second_step(client, clock)
    clock.shift(21 * 60)
    forget_old_checks()

    responses = [client.post(WRITE, sent) for _time in range(6)]

    for response in responses:
        assert_refused(response, f"This security check has expired. {NEW_ONE}")


def test_ac_a19_10_answer_lets_one_comment_in(client, clock):
    sent = second_step(client, clock)
    client.post(WRITE, sent)
    Comment.objects.all().delete()

    response = client.post(WRITE, sent | {"key": "7" * 32})

    assert_refused(response, f"This security check was used already. {NEW_ONE}")


def test_wrong_answer_uses_its_question_up(client, clock):
    sent = second_step(client, clock)
    client.post(WRITE, sent | {"security_check": wrong(sent["security_check"])})

    response = client.post(WRITE, sent)

    assert_refused(response, f"This security check was used already. {NEW_ONE}")


@pytest.mark.parametrize("change", ["0" * 40, "A" * 40, "\x00%s'", "", "a" * 41, "é" * 40])
def test_key_that_was_never_given_out_gets_a_new_question(client, clock, change):
    sent = second_step(client, clock) | {"security_check_key": change}

    response = client.post(WRITE, sent)

    assert_refused(response, f"This security check has expired. {NEW_ONE}")
    assert_new_question(response, sent)


def test_answer_to_another_question_does_not_do(client, clock):
    mine = second_step(client, clock)
    CaptchaStore.objects.filter(hashkey=mine["security_check_key"]).update(challenge="2+3", response="5")
    other = CaptchaStore.objects.create(challenge="7+4", response="11", hashkey="b" * 40)

    response = client.post(WRITE, mine | {"security_check_key": other.hashkey, "security_check": "5"})

    assert_refused(response, f"Your answer did not match. {NEW_ONE}")


def test_key_of_a_comment_is_no_key_of_a_check(client, clock):
    sent = second_step(client, clock)

    response = client.post(WRITE, sent | {"security_check_key": sent["key"]})

    assert_refused(response, f"This security check has expired. {NEW_ONE}")


def miss(browser, clock, sent: dict[str, str], times: int, **extra):
    """Wrong answers, each as soon as one is taken; the last response, with `sent` brought up to it."""
    for number in range(times):
        if number:
            clock.shift(check_limits.WAITS[min(number, len(check_limits.WAITS)) - 1])
        response = browser.post(WRITE, sent | {"security_check": "999"}, **extra)
        sent |= hidden_of(response)
    sent["security_check"] = solution_of(sent)
    return response


def test_ac_a19_10_three_misses_cost_no_wait(client, clock):
    sent = second_step(client, clock)

    response = miss(client, clock, sent, 3)

    assert_refused(response, f"Your answer did not match. {NEW_ONE}")
    assert client.post(WRITE, sent).status_code == 302


@pytest.mark.parametrize(
    ("misses", "seconds", "words"),
    [
        (4, 10, "10 seconds"),
        (5, 30, "30 seconds"),
        (6, 60, "1 minute"),
        (7, 120, "2 minutes"),
        (8, 300, "5 minutes"),
        (9, 600, "10 minutes"),
        (11, 600, "10 minutes"),
    ],
)
def test_ac_a19_10_more_misses_cost_a_growing_wait_and_it_is_told_how_long(client, clock, misses, seconds, words):
    sent = second_step(client, clock)
    missed = miss(client, clock, sent, misses)

    refused = client.post(WRITE, sent)

    said = f"Your answer did not match. Here is a new one: send its answer in {words} or later."
    assert_refused(missed, said)
    assert_refused(refused, f"Too many answers from your network did not match. Try again in {words}.", status=429)
    assert refused["Retry-After"] == str(seconds)
    # It is not judged, so it stands there still, to be sent when that time is over.
    assert read(refused).one("input", name="security_check")["value"] == sent["security_check"]
    assert hidden_of(refused)["security_check_key"] == sent["security_check_key"]
    clock.shift(seconds)
    assert client.post(WRITE, sent).status_code == 302


def test_misses_are_forgotten_after_an_hour(client, clock):
    sent = second_step(client, clock)
    miss(client, clock, sent, 9)
    clock.shift(3601)

    sent = second_step(client, clock)
    response = miss(client, clock, sent, 3)

    assert_refused(response, f"Your answer did not match. {NEW_ONE}")


def test_guesses_of_a_program_are_few_in_an_hour(client, clock, rf):
    """It sends one each second."""
    request = rf.post(WRITE)
    request.user = AnonymousUser()

    taken = 0
    for _second in range(3600):
        taken += check_limits.Misses.of(request).add() == 0
        clock.shift(1)

    assert taken == 14


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_not_more(clock):
    forms = [second_step(Client(**SAME_ORIGIN), clock) for _form in range(8)]

    responses = at_once(
        *[lambda sent=sent: Client(**SAME_ORIGIN).post(WRITE, sent | {"security_check": "999"}) for sent in forms]
    )

    assert sorted(response.status_code for response in responses) == [422] * 4 + [429] * 4


def test_right_answers_cost_no_wait(client, clock):
    for number in range(6):
        assert client.post(WRITE, second_step(client, clock, text=f"Thought {number}")).status_code == 302


def test_another_address_is_not_slowed_down(client, clock):
    sent = second_step(client, clock)
    miss(client, clock, sent, 5)

    assert client.post(WRITE, sent, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_member_is_slowed_down_by_their_own_misses_and_by_no_neighbours(client, clock):
    robin, kim = browser_of(make_user(display_name="Robin")), browser_of(make_user(display_name="Kim"))
    theirs, others, ours = (second_step(each, clock) for each in (robin, kim, client))
    miss(robin, clock, theirs, 5)

    refused = robin.post(WRITE, theirs, REMOTE_ADDR="203.0.113.9")

    assert refused.status_code == 429
    assert "Too many of your answers did not match. Try again in 30 seconds." in words_of(refused)
    assert kim.post(WRITE, others).status_code == 302
    assert client.post(WRITE, ours).status_code == 302


def test_questions_run_out_for_an_address_that_asks_without_end(client, clock, settings):
    settings.SECURITY_CHECK_LIMITS = {**settings.SECURITY_CHECK_LIMITS, "new": "3/h/ip"}
    sent = second_step(client, clock)
    for _time in range(2):
        sent |= hidden_of(client.post(WRITE, sent | {"security_check": "999"}))

    response = client.post(WRITE, sent | {"security_check": "999"})

    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3600
    assert "Very many security checks were asked for. Try again in 60 minutes." in words_of(response)
    assert_all_typed_is_there(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("kind", ["question", "picture"])
def test_ac_a19_9_another_question_keeps_all_that_was_typed_and_says_nothing_is_wrong(client, clock, kind):
    sent = second_step(client, clock, text="Half of a thou") | {"email": "not yet", "security_check": "1"}

    response = client.post(WRITE, sent | {"security_check_other": kind})

    page = read(response)
    assert response.status_code == 200
    assert not page.one("title").words.startswith("Error:")
    assert page.all("div", class_="error-summary") == page.all("div", class_="error") == []
    assert page.one("input", name="email")["value"] == "not yet"
    assert page.one("input", name="name")["value"] == TYPED["name"]
    assert page.one("textarea", name="text").text.strip() == "Half of a thou"
    assert "autofocus" in page.one("input", name="security_check")
    assert_new_question(response, sent)
    asked = CaptchaStore.objects.get(hashkey=hidden_of(response)["security_check_key"])
    assert asked.challenge.isdigit() == (kind == "picture")
    assert not Comment.objects.exists()


def test_right_answer_stays_good_beside_a_mistake_elsewhere(client, clock):
    sent = second_step(client, clock)

    response = client.post(WRITE, sent | {"email": ""})

    assert hidden_of(response)["security_check_key"] == sent["security_check_key"]
    assert read(response).one("input", name="security_check")["value"] == sent["security_check"]
    assert client.post(WRITE, sent | hidden_of(response)).status_code == 302


@pytest.mark.parametrize(
    ("change", "seconds", "message"),
    [
        ({"website": "http://example.org"}, 0, "Leave the field “Website” empty: it is there for robots"),
        ({}, -4, "That was very quick. Read your comment once more, then send it."),
    ],
)
def test_right_answer_stays_good_where_the_form_is_sent_back_for_its_filler(client, clock, change, seconds, message):
    sent = second_step(client, clock)
    clock.shift(seconds)

    response = client.post(WRITE, sent | change)

    page = read(response)
    assert response.status_code == 422
    assert [link.words for link in page.one("div", class_="error-summary").all("a")] == [message]
    assert_all_typed_is_there(response)
    assert not Comment.objects.exists()
    assert hidden_of(response)["security_check_key"] == sent["security_check_key"]
    assert page.one("input", name="security_check")["value"] == sent["security_check"]
    clock.shift(5)
    assert client.post(WRITE, sent).status_code == 302


def test_ac_a19_9_honeypot_and_haste_are_checked_for_a_member_in_good_standing_too(clock):
    member = make_user(display_name="Robin")
    make_comment(author=member)
    browser = browser_of(member)
    sent = second_step(browser, clock)

    filled = browser.post(WRITE, sent | {"website": "x"})
    clock.shift(-4)
    quick = browser.post(WRITE, sent)

    assert [filled.status_code, quick.status_code] == [422, 422]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("started", ["", "never", "1:2:3"])
def test_moment_of_the_start_that_is_not_ours_is_no_shortcut(client, clock, started):
    sent = second_step(client, clock)

    response = client.post(WRITE, sent | {"started": started})

    assert "One step more" in words_of(response)
    assert "security_check_key" in hidden_of(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("challenge", "response", "typed"),
    [
        ("7+4", "11", " 11 "),
        ("7+4", "11", "Eleven"),
        ("7+4", "11", "ELEVEN."),
        ("7+4", "11", "１１"),
        ("7+4", "11", "١١"),
        ("largest 4 19 11", "19", "\tnineteen\n"),
        ("48237", "48237", "4 8 2 3 7"),
        ("48237", "48237", "Four, eight TWO three-seven"),
    ],
)
def test_right_answer_is_taken_however_it_is_typed(client, clock, challenge, response, typed):
    sent = second_step(client, clock)
    key = sent["security_check_key"]
    CaptchaStore.objects.filter(hashkey=key).update(challenge=challenge, response=response)

    assert client.post(WRITE, sent | {"security_check": typed}).status_code == 302
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_answer_sent_with_two_comments_at_once_lets_one_in(clock):
    sent = second_step(Client(**SAME_ORIGIN), clock)
    browsers = [Client(**SAME_ORIGIN) for _browser in range(2)]

    responses = at_once(
        *[
            lambda browser=browser, key=key: browser.post(WRITE, sent | {"key": key * 32})
            for browser, key in zip(browsers, "78", strict=True)
        ]
    )

    assert sorted(response.status_code for response in responses) == [302, 422]
    refused = max(responses, key=lambda response: response.status_code)
    assert f"This security check was used already. {NEW_ONE}" in words_of(refused)
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_is_one_comment_and_no_mistake(clock):
    sent = second_step(Client(**SAME_ORIGIN), clock)

    responses = at_once(*[lambda: Client(**SAME_ORIGIN).post(WRITE, sent)] * 2)

    assert [response.status_code for response in responses] == [302, 302]
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_count_as_one_answer_to_a_question():
    given = open_check()
    guesses = [str(number) for number in range(2, 21) if str(number) != given["security_check"]][:3]

    verdicts = at_once(
        *[lambda guess=guess: check_store.judge(given["security_check_key"], guess, takes=True) for guess in guesses]
    )

    assert sorted(verdict.value for verdict in verdicts) == ["used", "used", "wrong"]
    assert check_store.judge(*given.values(), takes=True) is Verdict.USED


def member_without_comments():
    return make_user(display_name="Robin")


def member_whose_comment_waits():
    return make_comment(author=member_without_comments(), status="pending").author


def member_whose_comment_is_spam():
    return make_comment(author=member_without_comments(), status="spam").author


def member_with_a_published_comment():
    return make_comment(author=member_without_comments()).author


@pytest.mark.parametrize(
    ("make", "is_asked"),
    [
        (make_guest, True),
        (member_without_comments, True),
        (member_whose_comment_waits, True),
        (member_whose_comment_is_spam, True),
        (member_with_a_published_comment, False),
    ],
)
def test_ac_a19_9_who_is_asked(make, is_asked):
    browser = browser_of(make())

    part = browser.get(PATH_OF_CHECK)

    assert ("security_check_key" in hidden_in(part)) == is_asked


def hidden_in(part) -> set[str]:
    return {field["name"] for field in read(part).all("input", type="hidden")}


@pytest.mark.parametrize("change", ["email", "display_name"])
def test_name_or_address_of_a_member_in_good_standing_does_not_spare_a_visitor(client, clock, change):
    member = make_comment(author=make_user("robin@example.org", display_name="Robin"), name="").author
    typed = {"email": {"email": member.email}, "display_name": {"name": "Robin"}}[change]
    sent = second_step(client, clock, **typed)

    response = client.post(WRITE, {name: value for name, value in sent.items() if "security" not in name})

    assert response.status_code == 422
    assert Comment.objects.count() == 1


def test_member_in_good_standing_needs_no_check_and_leaving_it_out_does_not_spare_others(client, clock):
    member = member_with_a_published_comment()
    sent = second_step(browser_of(member), clock)

    theirs = browser_of(member).post(WRITE, sent)
    others = client.post(WRITE, sent | TYPED | {"key": "9" * 32})

    assert (theirs.status_code, others.status_code) == (302, 422)
    assert Comment.objects.count() == 2


def test_same_form_sent_again_after_its_answer_was_lost_finds_the_comment_as_ones_own(clock):
    sent = second_step(Client(**SAME_ORIGIN), clock)
    lost, again = Client(**SAME_ORIGIN), Client(**SAME_ORIGIN)
    lost.post(WRITE, sent)

    again.post(WRITE, sent)

    assert Comment.objects.count() == 1
    assert "Your comment awaits review" in words_of(again.get("/lessons/lesson-1/"))
    assert "Your comment awaits review" not in words_of(Client().get("/lessons/lesson-1/"))


def test_expired_checks_are_forgotten_every_hour_and_open_ones_are_not(clock):
    schedule = site.CELERY_BEAT_SCHEDULE["forget-old-checks"]
    old = check_store.issue("question")
    clock.shift(15 * 60)
    fresh = check_store.issue("picture")
    clock.shift(6 * 60)

    forget_old_checks()

    assert (schedule["task"], schedule["schedule"]) == (forget_old_checks.name, 3600.0)
    assert list(CaptchaStore.objects.all()) == [fresh]
    assert check_store.find(old.hashkey) is None
