"""What authors and followers are told, whatever moderators decide and take back, with and without mails between."""

from datetime import timedelta
from itertools import pairwise, product

import pytest
from django.utils import timezone

from comments import services
from comments.mailing import outbox
from comments.mailing.notices import send_notice
from comments.models import Comment, Notice
from comments.moderating import moderation
from comments.moderating.moderation import NotPossible
from comments.moderating.undoing import undo
from tests.comments.factories import make_comment, make_follower, make_moderator, make_thread, make_waiting
from tests.comments.mails import all_are_due, send_all
from tests.factories import make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FITS = {
    "approved": {"published"},
    "rejected": {"not published"},
    "pending": {None, "waits"},
    "spam": {None, "published", "not published", "waits"},
    "deleted": {None, "published", "not published", "waits"},
}
"""What the last mail to an author may say of a comment; nobody is told of spam and removal."""
SAID = {"is published": "published", "was not published": "not published", "waits again": "waits"}


@pytest.fixture
def robin():
    return make_moderator(email="robin@example.org")


@pytest.fixture
def told(mailoutbox):
    """What the author of the comments was told so far, and how many mails followers got."""
    return lambda: (
        [said(mail.subject) for mail in mailoutbox if mail.to == ["kim@example.org"]],
        sum(mail.to == ["lou@example.org"] for mail in mailoutbox),
    )


def said(subject: str) -> str:
    return next(word for part, word in SAID.items() if subject.endswith(part))


def followed_comment() -> Comment:
    comment = make_waiting()
    make_follower("lou@example.org", comment.thread)
    return comment


def act(comment: Comment, steps: str, moderator) -> None:
    """One after the other; `undo` takes back the last that stands."""
    for step in steps.split():
        if step == "mail":
            send_all()
        elif step == "undo":
            last = comment.decisions.standing().filter(is_by_rules=False).last()
            if last:
                undo(decision=last, moderator=moderator)
        else:
            action, _dash, reason = step.partition("-")
            moderation.decide(comment=comment, action=action, moderator=moderator, reason=reason)
    comment.refresh_from_db()


@pytest.mark.parametrize(
    ("steps", "author", "follower"),
    [
        ("approve", "published", 1),
        ("approve undo", "", 0),
        ("approve mail undo", "published, waits", 1),
        ("approve undo approve", "published", 1),
        ("approve mail undo approve", "published", 1),
        ("approve mail undo mail approve", "published, waits, published", 1),
        ("approve reject undo", "published", 1),
        ("approve reject mail undo", "not published, published", 1),
        ("approve mail reject undo", "published", 1),
        ("approve mail reject mail undo", "published, not published, published", 1),
        ("approve reject undo undo", "", 0),
        ("approve spam undo", "published", 1),
        ("approve mail spam mail undo", "published", 1),
        ("approve mail delete undo", "published", 1),
        ("reject undo", "", 0),
        ("reject mail undo", "not published, waits", 0),
        ("reject mail undo approve", "not published, published", 1),
        ("reject approve undo", "not published", 0),
        ("reject mail approve undo", "not published", 0),
        ("reject mail approve mail undo", "not published, published, not published", 1),
        ("reject mail spam mail undo", "not published", 0),
        ("reject-this mail undo reject-this", "not published", 0),
        ("reject-this mail undo reject-that", "not published, not published", 0),
        ("spam undo approve", "published", 1),
        ("spam mail undo mail", "", 0),
    ],
)
def test_last_mail_agrees_with_the_state_and_nothing_is_told_twice(robin, told, steps, author, follower):
    comment = followed_comment()

    act(comment, f"{steps} mail mail", robin)

    assert told() == ([each for each in author.split(", ") if each], follower)


@pytest.mark.parametrize("between", list(product(["", "mail"], repeat=2)))
def test_whatever_is_decided_mails_agree_with_it(robin, mailoutbox, told, between):
    for steps in product(["approve", "reject", "spam", "undo"], repeat=3):
        mailoutbox.clear()
        comment = followed_comment()
        way = " ".join([steps[0], between[0], steps[1], between[1], steps[2]])

        act(comment, f"{way} mail", robin)

        author, follower = told()
        assert (author[-1] if author else None) in FITS[comment.status], way
        assert all(one != next_one for one, next_one in pairwise(author)), way
        assert follower == 1 if comment.status == "approved" else follower <= 1, way
        comment.delete()


def test_mail_on_its_way_when_it_is_undone_is_corrected(robin, told, monkeypatch):
    comment = followed_comment()
    decision = moderation.decide(comment=comment, action="reject", moderator=robin)
    all_are_due()
    sends = outbox.end

    def undone_meanwhile(rows, state, failure=""):
        if state == "sent":
            undo(decision=decision, moderator=robin)
        sends(rows, state, failure)

    with monkeypatch.context() as patch:
        patch.setattr("comments.mailing.notices.outbox.end", undone_meanwhile)
        send_notice(notice_id=Notice.objects.get(kind="rejected").pk)
    send_all()

    assert told() == (["not published", "waits"], 0)


def test_correction_says_what_holds_now(robin, mailoutbox):
    comment = followed_comment()

    act(comment, "reject-Off mail undo mail", robin)

    assert "waits until a moderator looks at it again" in mailoutbox[-1].body
    act(comment, "approve mail", robin)
    published = next(mail for mail in mailoutbox if mail.subject.endswith("is published"))
    assert "An earlier mail about it no longer holds." in published.body


def test_undoing_long_after_tells_nothing_again(robin, told):
    comment = followed_comment()
    act(comment, "approve mail delete", robin)
    comment.decisions.update(decided_at=timezone.now() - timedelta(days=40))
    Notice.objects.all().delete()

    act(comment, "undo mail", robin)

    assert (comment.status, told()) == ("approved", (["published"], 1))


def test_comment_that_appeared_at_once_is_not_told_to_its_author_after_undoing(robin, told):
    member = make_user("kim@example.org")
    for number in range(2):
        make_comment(f"Number {number}", author=member)
    comment = make_comment("Third", status="pending", author=member)
    make_follower("lou@example.org", comment.thread)
    moderation.moderate(comment_id=comment.pk)

    act(comment, "spam undo mail", robin)

    assert (comment.status, told()) == ("approved", ([], 1))


def test_answer_that_was_away_with_what_it_answers_is_told_once_it_is_back(robin, told):
    parent, lesson_thread = make_comment("Asked", email="ines@example.org"), make_thread()
    make_follower("lou@example.org", lesson_thread)
    reply = make_waiting("Answered", parent=parent)
    moderation.decide(comment=reply, action="approve", moderator=robin)
    spam = moderation.decide(comment=parent, action="spam", moderator=robin)
    send_all()
    before = told()

    undo(decision=spam, moderator=robin)
    send_all()

    assert (before[1], told()[1]) == (0, 1)


def test_held_edits_make_one_decision_and_one_mail(robin, mailoutbox):
    comment = make_comment("Number 0", status="pending")
    moderation.moderate(comment_id=comment.pk)
    for number in range(1, 4):
        services.edit(comment=comment, text=f"Number {number}")
        moderation.moderate(comment_id=comment.pk)

    send_all()

    assert comment.decisions.count() == 1
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["robin@example.org"], "A comment waits to be decided")
    ]
    assert mailoutbox[0].body.count("> Number 3") == 1


def test_edit_of_a_published_comment_adds_no_second_line_to_the_mail(robin, mailoutbox):
    comment = make_comment("Number 0", status="pending")
    moderation.moderate(comment_id=comment.pk)
    act(comment, "approve", robin)
    services.edit(comment=comment, text="Number 1")
    moderation.moderate(comment_id=comment.pk)

    send_all()

    bodies = [mail.body for mail in mailoutbox if mail.to == ["robin@example.org"]]
    assert [body.count("> Number 1") for body in bodies] == [1]


def test_moderators_are_still_mailed_what_was_decided_and_taken_back_before(robin, mailoutbox):
    comment = make_comment("May I ask?", status="pending")
    moderation.moderate(comment_id=comment.pk)

    act(comment, "spam undo mail", robin)

    assert [mail.to for mail in mailoutbox] == [["robin@example.org"]]


# --- Undoing what the rules have not looked at, or have held since ------------------------------------------------


def test_undone_before_the_rules_have_looked_it_waits_in_the_queue(robin):
    member = make_user()
    for number in range(2):
        make_comment(f"Number {number}", author=member)
    comment = make_comment("Third", status="pending", author=member)

    act(comment, "spam undo", robin)

    assert list(Comment.objects.waiting()) == [comment]
    assert moderation.moderate(comment_id=comment.pk) is None
    assert Comment.objects.get(pk=comment.pk).status == "pending"


def test_holding_back_does_not_stand_in_the_way_of_undoing(robin):
    comment = make_comment("Call me: 0123", status="pending")
    decision = moderation.correct(comment=comment, text="Call me", moderator=robin)
    moderation.moderate(comment_id=comment.pk)

    undo(decision=decision, moderator=robin)

    comment.refresh_from_db()
    assert (comment.text, comment.status) == ("Call me: 0123", "pending")


def test_undoing_what_its_author_changed_since_says_so(robin):
    comment = make_waiting()
    decision = moderation.decide(comment=comment, action="approve", moderator=robin)
    services.edit(comment=comment, text="Something else")
    moderation.moderate(comment_id=comment.pk)

    with pytest.raises(NotPossible, match="the author has changed or withdrawn"):
        undo(decision=decision, moderator=robin)
