"""Following a thread by mail: members with a press, everybody else after they confirmed; and ending it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from comments.mailing import follows
from comments.mailing.notices import send_forgotten_notices, send_notice
from comments.models import Comment, Follow, Notice
from comments.moderating import moderation
from tests.at_once import at_once
from tests.comments.actions import WRITE, second_step, words_of
from tests.comments.factories import make_comment, make_follower, make_thread
from tests.comments.mails import all_are_due, link_in, send_all
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOLLOW, THREAD = "/comments/lessons/lesson-1/follow/", "/comments/lessons/lesson-1/"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def publish(text="Something new.", **fields) -> Comment:
    comment = make_comment(text, status="pending", **fields)
    moderation.decide(comment=comment, action="approve", moderator=make_user())
    return comment


def news(mailoutbox) -> list:
    return [mail for mail in mailoutbox if "List-Unsubscribe" in mail.extra_headers]


def test_member_follows_and_ends_it_with_a_press(mailoutbox):
    member = make_user("fan@example.org")
    browser = browser_of(member)

    browser.post(FOLLOW, {"follow": "on"})
    on = words_of(browser.get(THREAD))
    publish("First")
    send_all()
    browser.post(FOLLOW, {"follow": "off"})
    off = words_of(browser.get(THREAD))
    publish("Second")
    send_all()

    assert "New comments here are mailed to you." in on
    assert "Tell me by mail of new comments here" in off
    assert [mail.to for mail in news(mailoutbox)] == [["fan@example.org"]]
    assert "> First" in news(mailoutbox)[0].body


def test_address_is_told_nothing_before_its_owner_has_confirmed(client, mailoutbox):
    client.post(FOLLOW, {"email": "fan@example.org"})
    send_all()
    asked = mailoutbox.pop()
    publish("Before")
    send_all()
    before = news(mailoutbox)
    path = link_in(asked, "/follow/confirm/")
    shown = client.get(path)
    after_opening = Follow.objects.get().confirmed_at
    client.post(path)
    publish("After")
    send_all()

    assert (asked.to, before, after_opening) == (["fan@example.org"], [], None)
    assert read(shown).one("main").one("form").one("button").words == "Mail me new comments"
    assert ["> After" in mail.body for mail in news(mailoutbox)] == [True]


def test_answer_is_the_same_for_every_address_and_nothing_is_mailed_to_who_follows(client, mailoutbox):
    make_follower("known@example.org")

    known = client.post(FOLLOW, {"email": "known@example.org"})
    unknown = client.post(FOLLOW, {"email": "other@example.org"})
    send_all()

    assert words_of(known) == words_of(unknown)
    assert known.status_code == unknown.status_code == 200
    assert [mail.to for mail in mailoutbox] == [["other@example.org"]]


def test_one_mail_a_day_asks_whatever_is_typed(client, mailoutbox):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _time in range(3):
            client.post(FOLLOW, {"email": "Fan@example.org"})
            client.post(FOLLOW, {"email": "fan@EXAMPLE.org"})
            send_all()
            clock.shift(timedelta(hours=11))
        assert len(mailoutbox) == 1
        client.post(FOLLOW, {"email": "fan@example.org"})
        send_all()

    assert len(mailoutbox) == 2


@pytest.mark.django_db(transaction=True)
def test_form_that_comes_twice_at_the_same_moment_mails_once(mailoutbox):
    thread = make_thread()

    at_once(*[lambda: follows.ask_to_confirm(thread=thread, address="fan@example.org")] * 3)
    send_all()

    assert Follow.objects.count() == 1
    assert len(mailoutbox) == 1


def test_nobodys_mailbox_is_filled_from_many_threads(client, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment_mail_to": "2/d/key"}
    answers = set()
    for number in range(1, 5):
        Follow.objects.exists() and make_lesson(number)
        answer = client.post(f"/comments/lessons/lesson-{number}/follow/", {"email": "fan@example.org"})
        answers.add(answer.status_code)
    send_all()

    assert answers == {200}
    assert len(mailoutbox) == 2


def test_one_network_cannot_ask_without_end(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment_mail": "1/h/ip"}
    client.post(FOLLOW, {"email": "a@example.org"})

    response = client.post(FOLLOW, {"email": "b@example.org"})

    assert response.status_code == 429
    assert "Try again in 60 minutes." in words_of(response)
    assert read(response).one("input", name="email")["value"] == "b@example.org"
    assert Follow.objects.count() == 1


def test_wrong_address_is_named_and_kept(client):
    response = client.post(FOLLOW, {"email": "kim at home"})

    page = read(response)
    link = page.one("div", class_="error-summary").one("a")
    assert response.status_code == 422
    assert link.words == "Enter an email address in the form name@example.org"
    assert page.one("input", id=link["href"][1:])["value"] == "kim at home"


def test_form_of_another_site_is_refused():
    browser = browser_of(make_user())

    response = browser.post(FOLLOW, {"follow": "on"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Follow.objects.exists()


def test_link_to_confirm_is_too_old_after_three_days(client, mailoutbox):
    client.post(FOLLOW, {"email": "fan@example.org"})
    send_all()
    path = link_in(mailoutbox[0], "/follow/confirm/")

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        response = client.post(path)

    assert response.status_code == 410
    assert "too old" in words_of(response)
    assert Follow.objects.get().confirmed_at is None


def test_link_is_for_one_purpose_and_cannot_be_changed(client, mailoutbox):
    client.post(FOLLOW, {"email": "fan@example.org"})
    send_all()
    token = link_in(mailoutbox[0], "/follow/confirm/").split("/")[-2]

    answers = [
        client.get(path).status_code
        for path in (
            f"/comments/follow/end/{token}/",
            f"/comments/mine/{token}/",
            f"/comments/decide/{token}/",
            f"/comments/follow/confirm/{token[:-1]}/",
            "/comments/follow/confirm/x/",
        )
    ]

    assert answers == [404] * 5


def test_link_to_confirm_does_not_bring_back_what_was_ended(client, mailoutbox):
    client.post(FOLLOW, {"email": "fan@example.org"})
    send_all()
    path = link_in(mailoutbox[0], "/follow/confirm/")
    client.post(path)
    follows.end_follow(follow=Follow.objects.get())

    response = client.post(path)

    assert "Nothing more is sent to you." in words_of(response)
    assert follows.confirm(follow=Follow.objects.get()) is False
    assert not Follow.objects.active().exists()


def test_mail_program_ends_it_for_its_reader_without_cookies(mailoutbox):
    """RFC 8058: one POST to the address in the header, with this body, from anywhere."""
    make_follower()
    publish()
    send_all()
    headers = news(mailoutbox)[0].extra_headers
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    mail_program = Client(enforce_csrf_checks=True)
    opened = mail_program.get(path)
    still = Follow.objects.get().is_active

    response = mail_program.post(path, {"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"})
    again = mail_program.post(path, {"List-Unsubscribe": "One-Click"})

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read(opened).one("main").one("form").one("button").words == "No more mails"
    assert still
    assert [response.status_code, again.status_code] == [200, 200]
    assert not response.cookies
    assert not Follow.objects.get().is_active


def test_link_to_end_it_works_after_a_year(client, mailoutbox):
    make_follower()
    publish()
    send_all()

    with time_machine.travel(timezone.now() + timedelta(days=365)):
        client.post(link_in(news(mailoutbox)[0], "/follow/end/"))

    assert not Follow.objects.active().exists()


def test_who_ended_it_gets_not_even_what_was_on_its_way(mailoutbox):
    follow = make_follower()
    publish()
    all_are_due()
    send_forgotten_notices()
    follows.end_follow(follow=follow)
    mailoutbox.clear()

    send_all()

    assert mailoutbox == []


def test_each_follower_gets_one_mail_and_no_address_but_their_own(mailoutbox):
    addresses = [f"fan{number}@example.org" for number in range(3)]
    for address in addresses:
        make_follower(address)
    publish(email="author@example.org", name="Ada")
    send_all()
    send_all()

    mails = news(mailoutbox)
    assert sorted(mail.to[0] for mail in mails) == addresses
    for mail in mails:
        text = mail.message().as_string()
        assert [address for address in [*addresses, "author@example.org"] if address in text] == mail.to


def test_author_is_not_told_of_their_own_comment(mailoutbox):
    make_follower("kim@example.org")
    member = make_user("robin@example.org")
    follows.follow_as_member(thread=make_thread(), member=member)
    make_follower("robin@example.org")

    publish(email="Kim@example.org")
    publish("By a member", author=member)
    send_all()

    told = [(mail.to[0], "By a member" in mail.body) for mail in news(mailoutbox)]
    assert sorted(told) == [("kim@example.org", True), ("robin@example.org", False), ("robin@example.org", False)]


def test_whoever_was_answered_and_follows_is_told_so(mailoutbox):
    question = make_comment("A question?", email="asks@example.org")
    make_follower("asks@example.org")
    make_follower("other@example.org")

    publish("An answer.", parent=question, email="answers@example.org")
    send_all()

    subjects = {mail.to[0]: mail.subject for mail in news(mailoutbox)}
    assert subjects == {
        "asks@example.org": "An answer to your comment on “Lesson number 1”",
        "other@example.org": "A new comment on “Lesson number 1”",
    }


def test_at_most_one_mail_an_hour_holds_all_that_has_come_together(mailoutbox):
    make_follower()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(6):
            publish(f"Number {number}")
            for _minute in range(20):
                clock.shift(60)
                send_forgotten_notices()

    held = [sorted(line for line in mail.body.splitlines() if line.startswith("> ")) for mail in news(mailoutbox)]
    assert held[0] == ["> Number 0"]
    assert held[1] == ["> Number 1", "> Number 2", "> Number 3"]
    assert news(mailoutbox)[1].subject == "3 new comments on “Lesson number 1”"
    assert len(held) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_two_comments_for_one_follower_make_one_mail(mailoutbox):
    follow = make_follower()
    for text in ("One", "Two"):
        Notice.objects.create(kind="new", key=text, follow=follow, comment=make_comment(text))
    calls = [
        lambda number=number: send_notice(notice_id=number) for number in Notice.objects.values_list("pk", flat=True)
    ]

    results = at_once(*calls, *calls)

    assert sorted(results) == [False, False, False, True]
    assert ["> One" in mail.body and "> Two" in mail.body for mail in mailoutbox] == [True]


def without_links(body: str) -> str:
    """A link is signed with the second in which it is written."""
    return re.sub(r"https?://\S+", "", body)


def test_second_try_holds_what_the_first_did(mailoutbox):
    """It has the same Message-ID: what came since would be lost to whoever got the first."""
    follow = make_follower()
    for text in ("One", "Two"):
        Notice.objects.create(kind="new", key=text, follow=follow, comment=make_comment(text))
    send_forgotten_notices()
    Notice.objects.update(state="waiting", ended_at=None)
    Notice.objects.create(kind="new", key="Three", follow=follow, comment=make_comment("Three"))

    send_all()

    first, second = mailoutbox
    assert without_links(first.body) == without_links(second.body)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert Notice.objects.get(key="Three").state == "waiting"


def test_telling_followers_that_began_again_tells_nobody_twice(mailoutbox, monkeypatch):
    monkeypatch.setattr(follows, "BATCH", 2)
    for number in range(5):
        make_follower(f"fan{number}@example.org")
    comment = make_comment("New")

    follows.write_news(comment, list(Follow.objects.order_by("pk")[:2]))  # and then the worker was killed
    follows.fan_out(comment)
    follows.fan_out(comment)
    send_all()

    assert sorted(mail.to[0] for mail in mailoutbox) == [f"fan{number}@example.org" for number in range(5)]


def test_comment_that_its_author_changed_is_told_once_it_is_back(mailoutbox):
    make_follower()
    comment = publish("First words")
    all_are_due()
    send_forgotten_notices()
    mailoutbox.clear()
    Comment.objects.update(status="pending", is_shown=False)
    send_all()
    while_away = list(mailoutbox)

    comment.refresh_from_db()
    moderation.decide(comment=comment, action="approve", moderator=make_user())
    send_all()

    assert while_away == []
    assert len(news(mailoutbox)) == 1


def test_visitor_asks_for_it_with_the_comment(client, mailoutbox):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(WRITE, second_step(client, clock, follow="on"))
        flashed = read(client.get("/lessons/lesson-1/")).one("div", class_="flash").words
        send_all()

    assert Comment.objects.count() == 1
    assert "is on its way to this address, unless it gets new comments here already" in flashed
    assert [mail.subject for mail in mailoutbox] == ["Do you want mails about comments on “Lesson number 1”?"]


def test_member_asks_for_it_with_the_comment(mailoutbox):
    member = make_user(display_name="Robin")
    browser = browser_of(member)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.post(WRITE, second_step(browser, clock, follow="on"))

    assert [follow.member for follow in Follow.objects.active()] == [member]


def test_comment_without_that_wish_follows_nothing(client, mailoutbox):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(WRITE, second_step(client, clock))
        send_all()

    assert Comment.objects.count() == 1
    assert (Follow.objects.count(), mailoutbox) == (0, [])


def test_page_of_a_thread_sets_no_cookie(client):
    make_comment()

    assert not client.get(THREAD).cookies


def test_asking_promises_no_mail_and_does_not_tell_who_follows(client, mailoutbox):
    make_follower("fan@example.org")

    pages = [words_of(client.post(FOLLOW, {"email": address})) for address in ("fan@example.org", "new@example.org")]
    send_all()

    assert pages[0] == pages[1]
    assert "on its way to this address, unless it gets new comments here already" in pages[0]
    assert "Look into your mail" not in pages[0]
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]


def test_mistake_in_the_address_is_where_one_is_led_to(client, settings):
    wrong = client.post(FOLLOW, {"email": "kim at home"})
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment_mail": "1/h/ip"}
    client.post(FOLLOW, {"email": "fan@example.org"})
    often = client.post(FOLLOW, {"email": "fan@example.org"})

    for response, status in ((wrong, 422), (often, 429)):
        page = read(response)
        assert response.status_code == status
        assert page.one("title").words.startswith("Error:")
        assert "autofocus" in page.one("div", class_="error-summary")
        assert page.one("div", class_="error-summary").one("a")["href"] == "#follow-email"
