"""Deciding from a mail: a link shows the comment, its button decides, once, as the moderator it was sent to."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from comments import services
from comments.mailing.notices import send_forgotten_notices
from comments.models import Comment, Decision, Notice, Policy
from comments.moderating import decide_views, moderation
from tests.at_once import at_once
from tests.comments.actions import words_of
from tests.comments.factories import make_comment
from tests.comments.mails import link_in, send_all
from tests.factories import make_user
from tests.quizzes.page import read

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def moderator():
    """By the permission of a group."""
    member = make_user("mo@example.org", display_name="Mo", is_staff=True)
    permission, _is_new = Permission.objects.get_or_create(
        codename="moderate_comment",
        content_type=ContentType.objects.get_for_model(Comment),
        defaults={"name": "Can moderate"},
    )
    group = Group.objects.create(name="Those who moderate")
    group.permissions.add(permission)
    member.groups.add(group)
    return member


def hold(text="Buy a cheap watch", **fields) -> Comment:
    comment = make_comment(text, status="pending", **fields)
    moderation.moderate(comment_id=comment.pk)
    return comment


def mailed(mailoutbox, action="approve", number=0) -> str:
    """The path of the link in the newest mail that publishes a comment, or calls it spam."""
    return link_in(mailoutbox[-1], "/decide/", 2 * number + ["approve", "spam"].index(action))


def press(client, path) -> object:
    """Open the link and press the button."""
    field = read(client.get(path)).one("main").one("input", name="seen")
    return client.post(path, {"seen": field["value"]})


def test_each_moderator_is_told_what_waits_and_why(moderator, mailoutbox):
    make_user("learner@example.org")
    make_user("left-staff@example.org", is_superuser=True)
    make_user("root@example.org", is_superuser=True, is_staff=True)
    make_user("gone@example.org", is_superuser=True, is_staff=True, is_active=False)
    make_user("unverified@example.org", is_superuser=True, is_staff=True).emailaddress_set.update(verified=False)

    hold("Buy a cheap watch")
    send_all()

    assert sorted(mail.to[0] for mail in mailoutbox) == ["mo@example.org", "root@example.org"]
    assert "Kim wrote on “Lesson number 1”:\n\n> Buy a cheap watch" in mailoutbox[0].body
    assert "- No comment of this author was approved so far" in mailoutbox[0].body
    assert "kim@example.org" not in mailoutbox[0].body


def test_at_most_one_mail_an_hour_with_all_that_waits(moderator, mailoutbox):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hold("Number 0")
        for minute in range(130):
            send_forgotten_notices()
            clock.shift(60)
            if minute < 3:
                hold(f"Number {minute + 1}")

    held = [[line for line in mail.body.splitlines() if line.startswith("> ")] for mail in mailoutbox]
    assert held == [["> Number 0"], ["> Number 1", "> Number 2", "> Number 3"]]
    assert mailoutbox[1].subject == "3 comments wait to be decided"


def test_comment_that_was_decided_meanwhile_is_not_mailed(moderator, mailoutbox):
    moderation.decide(comment=hold(), action="spam", moderator=moderator)

    send_all()

    assert mailoutbox == []


def test_site_can_do_without_these_mails(moderator, mailoutbox):
    Policy.objects.create(pk=1, mails_moderators=False)

    hold()
    send_all()

    assert mailoutbox == []


def test_moderator_decides_about_their_own_comment_elsewhere(moderator, mailoutbox):
    hold(author=moderator)

    send_all()

    assert mailoutbox == []


@pytest.mark.parametrize(("action", "status"), [("approve", "approved"), ("spam", "spam")])
def test_opening_shows_it_and_the_button_decides_as_that_moderator(moderator, mailoutbox, action, status):
    comment = hold()
    send_all()
    path = mailed(mailoutbox, action)
    browser = Client()
    shown = words_of(browser.get(path))
    comment.refresh_from_db()
    opened = comment.status

    response = press(browser, path)

    comment.refresh_from_db()
    decision = comment.decisions.get(is_by_rules=False)
    assert "Buy a cheap watch" in shown
    assert "You decide as Mo." in shown
    assert (opened, comment.status, decision.moderator) == ("pending", status, moderator)
    assert "Decided" in words_of(response)


def test_second_press_says_what_was_decided(moderator, mailoutbox, client):
    hold()
    send_all()
    press(client, mailed(mailoutbox, "spam"))

    again, other = client.post(mailed(mailoutbox, "spam")), client.post(mailed(mailoutbox, "approve"))

    for response in (again, other):
        assert "It is decided already" in words_of(response)
        assert "It is now: Spam." in words_of(response)
    assert Decision.objects.filter(is_by_rules=False).count() == 1


def test_link_does_not_come_back_when_the_decision_is_undone(moderator, mailoutbox, client):
    comment = hold()
    send_all()
    press(client, mailed(mailoutbox, "spam"))
    Comment.objects.update(status="pending")

    client.post(mailed(mailoutbox, "approve"), {"seen": comment.text_digest})

    assert Comment.objects.get().status == "pending"


@pytest.mark.django_db(transaction=True)
def test_both_links_pressed_at_the_same_moment_decide_once(moderator, mailoutbox):
    comment = hold()
    send_all()
    paths = [mailed(mailoutbox, action) for action in ("approve", "spam")]

    at_once(*[lambda path=path: Client().post(path, {"seen": comment.text_digest}) for path in paths])

    assert Decision.objects.filter(is_by_rules=False).count() == 1


def test_comment_that_its_author_changed_is_shown_once_more(moderator, mailoutbox, client):
    comment = hold("Harmless")
    send_all()
    page = read(client.get(mailed(mailoutbox)))
    comment.say("Not harmless at all")
    comment.save()

    response = client.post(mailed(mailoutbox), {"seen": page.one("main").one("input", name="seen")["value"]})

    comment.refresh_from_db()
    assert "Its author has changed it meanwhile." in words_of(response)
    assert "Not harmless at all" in words_of(response)
    assert comment.status == "pending"


def test_link_that_was_changed_is_not_found(moderator, mailoutbox, client):
    hold()
    send_all()
    path = mailed(mailoutbox)
    other = mailed(mailoutbox, "spam")
    signature, payload = path.split(":", 1)[1], other.split(":", 1)[0]

    answers = [
        client.post(each).status_code for each in (path[:-3] + "xx/", f"{payload}:{signature}", "/comments/decide/x/")
    ]

    assert answers == [404] * 3
    assert Comment.objects.get().status == "pending"


def test_link_is_too_old_after_three_days(moderator, mailoutbox, client):
    comment = hold()
    send_all()

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        response = client.post(mailed(mailoutbox), {"seen": comment.text_digest})

    assert response.status_code == 410
    assert Comment.objects.get().status == "pending"


def test_who_moderates_no_more_is_refused(moderator, mailoutbox, client):
    comment = hold()
    send_all()
    moderator.groups.clear()

    answers = client.get(mailed(mailoutbox)), client.post(mailed(mailoutbox), {"seen": comment.text_digest})

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Buy a cheap watch" not in words_of(answers[0])
    assert Comment.objects.get().status == "pending"


def test_comment_that_is_gone_is_not_found(moderator, mailoutbox, client):
    hold()
    send_all()
    Comment.objects.all().delete()

    assert client.get(mailed(mailoutbox)).status_code == 404
    assert not Notice.objects.exists()


def test_comment_erased_while_the_button_is_pressed_is_not_found(moderator, mailoutbox, client, monkeypatch):
    comment = hold()
    send_all()
    path, lock = mailed(mailoutbox), decide_views.locked

    def lock_too_late(number):
        Comment.objects.all().delete()
        return lock(number)

    monkeypatch.setattr(decide_views, "locked", lock_too_late)
    response = press(client, path)

    assert response.status_code == 404
    assert "This link does nothing" in words_of(response)
    assert not Decision.objects.filter(comment=comment.pk).exists()


def test_form_of_another_site_is_refused(moderator, mailoutbox):
    comment = hold()
    send_all()

    response = Client(enforce_csrf_checks=True).post(mailed(mailoutbox), {"seen": comment.text_digest})

    assert response.status_code == 403
    assert Comment.objects.get().status == "pending"


def test_answer_is_shown_and_mailed_with_what_it_answers(moderator, mailoutbox, client):
    hold("Yes, both.", parent=make_comment("Did you ask or watch?", name="Ines"))
    send_all()

    page = client.get(mailed(mailoutbox))

    assert "It answers what Ines wrote:\n\n> Did you ask or watch?" in mailoutbox[0].body
    assert read(page).one("main").one("details").words == "Answers InesDid you ask or watch?"


def test_withdrawn_comment_that_was_answered_is_mailed_to_nobody(moderator, mailoutbox, client):
    parent = make_comment("Taken back")
    hold("Yes, both.", parent=parent)
    services.withdraw(comment=parent)
    send_all()

    assert "Taken back" not in mailoutbox[0].body + words_of(client.get(mailed(mailoutbox)))


def test_title_says_what_the_page_is_and_whose_comment(moderator, mailoutbox, client):
    comment = hold()
    send_all()
    path = mailed(mailoutbox)

    titles = [read(client.get(path)).one("title").words]
    titles.append(read(client.post(path, {"seen": "another"})).one("title").words)
    titles.append(read(press(client, path)).one("title").words)

    about = f": {comment.by}, Lesson number 1"
    starts = [f"Publish this comment?{about}", f"Error: Publish this comment?{about}", f"Decided{about}"]
    assert all(title.startswith(start) for title, start in zip(titles, starts, strict=True)), titles


@pytest.mark.parametrize("action", ["approve", "spam"])
def test_page_leads_on_once_it_is_decided(moderator, mailoutbox, client, action):
    comment = hold()
    send_all()
    path = mailed(mailoutbox, action)

    done, again = press(client, path), client.get(path)

    for page in (done, again):
        links = [link["href"] for link in read(page).one("main").all("a")]
        assert ["/comments/queue/", f"/comments/queue/{comment.public_id}/"] == sorted(links)[-2:]
        assert (f"/comments/{comment.public_id}/" in links) == (action == "approve")
