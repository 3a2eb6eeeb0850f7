"""What moderators do: who may, what becomes of comments and threads, and how it is taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from comments import services
from comments.forgetting import forget
from comments.models import Ban, Comment, Decision, Thread
from comments.moderating import bans, moderation
from comments.moderating.bulk import decide_all
from comments.moderating.moderation import NotPossible, decide
from comments.moderating.undoing import undo
from lessons.models import Edition
from tests.at_once import at_once
from tests.comments.factories import make_comment, make_moderator, make_thread, make_waiting
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.database


@pytest.fixture
def robin(db):
    return make_moderator()


@pytest.fixture
def alex(db):
    return make_moderator(display_name="Alex")


def state_of(comment: Comment) -> tuple:
    comment.refresh_from_db()
    return comment.status, comment.is_shown


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("approve", ("approved", True)),
        ("spam", ("spam", False)),
        ("reject", ("rejected", False)),
        ("delete", ("deleted", False)),
    ],
)
def test_action_counts_is_written_down_and_can_be_undone(robin, alex, action, state):
    comment = make_waiting()

    decision = decide(comment=comment, action=action, moderator=robin, reason="Off the subject.")

    assert state_of(comment) == state
    assert (decision.moderator, decision.action, decision.reason) == (robin, action, "Off the subject.")
    undo(decision=decision, moderator=alex)
    assert state_of(comment) == ("pending", False)
    assert (comment.decided_at, comment.decision_note) == (None, "")
    decision.refresh_from_db()
    assert (decision.undone_by, list(Comment.objects.waiting())) == (alex, [comment])


def test_author_reads_the_reason_of_a_rejection(client, robin):
    lesson, author = make_lesson(1), make_user()
    comment = make_waiting(author=author, thread=make_thread(lesson))

    decide(comment=comment, action="reject", moderator=robin, reason="It advertises something.")
    client.force_login(author)

    assert "It advertises something." in client.get("/comments/lessons/lesson-1/").content.decode()


@pytest.mark.parametrize("action", ["approve", "delete", "spam"])
def test_what_readers_see_is_new_at_once(robin, action):
    comment = make_waiting() if action == "approve" else make_comment()
    before = Edition.objects.get().number

    decide(comment=comment, action=action, moderator=robin)

    assert Edition.objects.get().number != before


@pytest.mark.parametrize("action", ["delete", "reject"])
def test_place_of_an_answered_comment_stays_without_a_word_of_it(client, robin, action):
    make_lesson(1)
    parent = make_comment("Something about the neighbour", name="Quincy")
    reply = make_comment("An answer", parent=parent, name="Lou")

    decision = decide(comment=parent, action=action, moderator=robin)

    for path in ("/comments/lessons/lesson-1/", "/lessons/lesson-1/", f"/comments/{reply.public_id}/reply/"):
        page = client.get(path).content.decode()
        assert "An answer" in page or "Lou" in page
        assert "neighbour" not in page
        assert "Quincy" not in page
    assert "A comment that was removed." in client.get("/lessons/lesson-1/").content.decode()
    assert client.get(f"/comments/{parent.public_id}/reply/").status_code == 404
    undo(decision=decision, moderator=robin)
    assert "Something about the neighbour" in client.get("/lessons/lesson-1/").content.decode()


def test_place_of_an_unanswered_comment_goes(client, robin):
    make_lesson(1)

    decide(comment=make_comment(), action="delete", moderator=robin)

    assert "A comment that was removed." not in client.get("/lessons/lesson-1/").content.decode()


def test_answers_to_spam_go_with_it_and_come_back_with_it(robin):
    parent = make_comment("Cheap watches")
    reply, other = make_comment("Where?", parent=parent), make_comment("Not shown", parent=parent, status="rejected")

    decision = decide(comment=parent, action="spam", moderator=robin)

    assert [state_of(each)[1] for each in (parent, reply, other)] == [False, False, False]
    undo(decision=decision, moderator=robin)
    assert [state_of(each)[1] for each in (parent, reply, other)] == [True, True, False]


def test_edited_text_is_marked_and_comes_back(client, robin):
    make_lesson(1)
    comment = make_comment("Call me: 0123 456")

    decision = moderation.correct(comment=comment, text="Call me: …", moderator=robin)

    page = client.get("/lessons/lesson-1/").content.decode()
    assert "0123 456" not in page
    assert "edited by a moderator" in page
    undo(decision=decision, moderator=robin)
    comment.refresh_from_db()
    assert (comment.text, comment.html, comment.is_edited_by_staff) == (
        "Call me: 0123 456",
        '<p dir="auto">Call me: 0123 456</p>',
        False,
    )


def test_same_text_is_no_edit(robin):
    comment = make_comment("As it is")

    assert moderation.correct(comment=comment, text="As it is", moderator=robin) is None


# --- Undoing -----------------------------------------------------------------------------------------------------


def test_decision_below_a_later_one_is_not_undone(robin, alex):
    comment = make_waiting()
    first = decide(comment=comment, action="approve", moderator=robin)
    later = decide(comment=comment, action="spam", moderator=alex)

    with pytest.raises(NotPossible, match="Undo that first"):
        undo(decision=first, moderator=robin)

    assert state_of(comment) == ("spam", False)
    assert undo(decision=later, moderator=robin) == later
    assert undo(decision=first, moderator=robin) == first
    assert state_of(comment) == ("pending", False)


def test_decision_is_undone_once(robin):
    decision = decide(comment=make_waiting(), action="approve", moderator=robin)

    assert [undo(decision=decision, moderator=robin), undo(decision=decision, moderator=robin)] == [decision, None]


def test_undoing_does_not_publish_what_its_author_has_withdrawn(robin):
    author = make_user()
    comment = make_comment(author=author)
    decision = decide(comment=comment, action="spam", moderator=robin)
    undo(decision=decision, moderator=robin)
    decision = moderation.correct(comment=comment, text="Edited", moderator=robin)
    services.withdraw(comment=comment)

    with pytest.raises(NotPossible, match="the author has changed or withdrawn"):
        undo(decision=decision, moderator=robin)

    assert state_of(comment) == ("withdrawn", False)


def test_what_the_rules_published_can_be_taken_back_to_the_queue(robin):
    member = make_user()
    for _number in range(2):
        make_comment(author=member)
    comment = make_comment("Third", status="pending", author=member)
    moderation.moderate(comment_id=comment.pk)

    undo(decision=comment.decisions.get(), moderator=robin)

    assert state_of(comment) == ("pending", False)
    assert list(Comment.objects.waiting()) == [comment]


def test_holding_back_changed_nothing_to_undo(robin):
    comment = make_comment(status="pending")
    moderation.moderate(comment_id=comment.pk)

    with pytest.raises(NotPossible, match="changed nothing"):
        undo(decision=comment.decisions.get(), moderator=robin)


# --- Two moderators, and authors who change things meanwhile ------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_moderators_press_at_once_and_one_decision_is_made():
    make_lesson(1)
    comment, robin, alex = make_waiting(), make_moderator(), make_moderator()
    chosen = [(comment.public_id, comment.version)]

    outcomes = at_once(
        *[lambda who=who: decide_all(chosen=chosen, action="spam", moderator=who) for who in (robin, alex)]
    )

    assert sorted((len(outcome.decisions), outcome.already) for outcome in outcomes) == [(0, 1), (1, 0)]
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_moderators_undo_at_once_and_it_is_undone_once():
    make_lesson(1)
    robin = make_moderator()
    decision = decide(comment=make_waiting(), action="approve", moderator=robin)

    results = at_once(*[lambda: undo(decision=decision, moderator=robin)] * 2)

    assert sorted(result is None for result in results) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_place_is_right_when_answer_and_answered_are_decided_at_once():
    make_lesson(1)
    robin, parent = make_moderator(), make_comment()
    reply = make_waiting(parent=parent)

    results = at_once(
        lambda: decide(comment=parent, action="delete", moderator=robin),
        lambda: decide(comment=reply, action="approve", moderator=robin),
    )

    assert all(isinstance(result, Decision) for result in results)
    assert (state_of(parent), state_of(reply)) == (("deleted", True), ("approved", True))


def test_other_decision_about_what_was_decided_meanwhile_is_refused_with_the_name(robin, alex):
    comment = make_waiting()
    seen = comment.version
    decide(comment=comment, action="approve", moderator=alex)

    with pytest.raises(NotPossible, match="Decided already by Alex: published"):
        decide(comment=comment, action="spam", moderator=robin, seen=seen)

    assert state_of(comment) == ("approved", True)


def test_text_that_the_moderator_did_not_see_is_not_published(robin):
    author = make_user()
    comment = make_waiting(author=author)
    seen = comment.version
    services.edit(comment=comment, text="Something quite different")

    with pytest.raises(NotPossible, match="has changed since you saw it"):
        decide(comment=comment, action="approve", moderator=robin, seen=seen)

    assert state_of(comment) == ("pending", False)


def test_withdrawn_comment_is_not_published(robin):
    comment = make_waiting()
    services.withdraw(comment=comment)

    with pytest.raises(NotPossible, match="withdrawn"):
        decide(comment=comment, action="approve", moderator=robin)


def test_many_are_decided_each_by_itself(robin, alex):
    comments = [make_waiting(f"Number {number}", email=f"a{number}@example.org") for number in range(4)]
    chosen = [(comment.public_id, comment.version) for comment in comments]
    decide(comment=comments[0], action="spam", moderator=alex)
    decide(comment=comments[1], action="approve", moderator=alex)
    services.withdraw(comment=comments[2])

    outcome = decide_all(chosen=chosen, action="spam", moderator=robin)

    assert [decision.comment for decision in outcome.decisions] == [comments[3]]
    assert (outcome.already, sum(outcome.reasons.values())) == (1, 2)


# --- Bans ---------------------------------------------------------------------------------------------------------


def held_codes(comment: Comment) -> list[str]:
    moderation.moderate(comment_id=comment.pk)
    comment.refresh_from_db()
    return [reason["code"] for reason in comment.reasons if reason["holds"]]


def known_member():
    member = make_user()
    for number in range(3):
        make_comment(f"Number {number}", author=member, network="203.0.113.0")
    return member


def test_banned_member_waits_until_the_ban_is_lifted(robin):
    member = known_member()
    comment = Comment.objects.filter(author=member).first()

    decision = bans.ban(comment=comment, whom=["author"], moderator=robin, reason="Insults")

    assert (decision.action, decision.moderator) == ("ban", robin)
    assert held_codes(make_comment("Later", status="pending", author=member)) == ["banned"]
    lifted = bans.lift(ban=Ban.objects.get(), moderator=robin)
    assert held_codes(make_comment("Later still", status="pending", author=member)) == []
    undo(decision=lifted, moderator=robin)
    assert held_codes(make_comment("Again", status="pending", author=member)) == ["banned"]
    undo(decision=decision, moderator=robin)
    assert held_codes(make_comment("And now", status="pending", author=member)) == []


@pytest.mark.parametrize("ends_in", [None, timedelta(days=30)])
def test_lifted_ban_comes_back_though_it_was_forgotten_since(robin, ends_in):
    comment = make_comment(network="203.0.113.0")
    ends_at = ends_in and timezone.now() + ends_in
    bans.ban(comment=comment, whom=["author", "network"], moderator=robin, reason="Insults", ends_at=ends_at)
    lifted = bans.lift(ban=Ban.objects.get(), moderator=robin)
    forget()
    forgotten = not Ban.objects.exists()

    undo(decision=lifted, moderator=robin)

    ban = Ban.objects.get()
    assert forgotten
    assert (ban.email_digest, ban.network, ban.reason) == (comment.email_digest, "203.0.113.0", "Insults")
    assert ban.ends_at == ends_at


def test_lifted_ban_of_whom_nothing_is_known_any_more_says_what_to_do(robin):
    comment = make_comment(network="203.0.113.0")
    bans.ban(comment=comment, whom=["network"], moderator=robin)
    lifted = bans.lift(ban=Ban.objects.get(), moderator=robin)
    forget()
    Comment.objects.update(network=None)

    with pytest.raises(NotPossible, match="Ban the author anew"):
        undo(decision=lifted, moderator=robin)

    assert not Ban.objects.exists()


def test_ban_that_has_ended_is_not_taken_back(robin):
    comment, ends_at = make_comment(), timezone.now() + timedelta(days=7)
    decision = bans.ban(comment=comment, whom=["author"], moderator=robin, ends_at=ends_at)
    lifted = bans.lift(ban=Ban.objects.get(), moderator=robin)

    with pytest.raises(NotPossible, match="has ended already"):
        undo(decision=decision, moderator=robin)
    Decision.objects.filter(pk=lifted.pk).update(before=lifted.before | {"ends_at": timezone.now().isoformat()})
    with pytest.raises(NotPossible, match="nothing to bring back"):
        undo(decision=lifted, moderator=robin)


def test_ban_of_an_address_or_a_network_means_these(robin):
    comment = make_comment(email="Kim@Example.org", network="198.51.100.0")

    bans.ban(comment=comment, whom=["author", "network"], moderator=robin)

    ban = Ban.objects.get()
    assert (ban.member, ban.email_digest, ban.network) == (None, comment.email_digest, "198.51.100.0")
    elsewhere = {"email": "lou@example.org", "network": "192.0.2.0"}
    assert "banned" in held_codes(make_comment("One", status="pending", **elsewhere | {"email": "kim@example.org"}))
    assert "banned" in held_codes(make_comment("Two", status="pending", **elsewhere | {"network": "198.51.100.0"}))
    assert "banned" not in held_codes(make_comment("Three", status="pending", **elsewhere))


def test_ban_ends_by_itself(robin):
    comment = Comment.objects.filter(author=known_member()).first()

    bans.ban(comment=comment, whom=["author"], moderator=robin, ends_at=timezone.now() + timedelta(days=7))
    Ban.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert held_codes(make_comment("Later", status="pending", author=comment.author)) == []
    assert bans.lift(ban=Ban.objects.get(), moderator=robin) is None


def test_second_ban_of_the_same_for_no_longer_is_none(robin):
    comment = make_comment()
    week, month = (timezone.now() + timedelta(days=days) for days in (7, 30))

    made = [
        bans.ban(comment=comment, whom=["author"], moderator=robin, ends_at=ends_at)
        for ends_at in (week, week, month, None, week)
    ]

    assert [decision is not None for decision in made] == [True, False, True, True, False]


def test_nothing_to_ban_is_told(robin):
    with pytest.raises(NotPossible, match="Nothing is known"):
        bans.ban(comment=make_comment(), whom=["network"], moderator=robin)


# --- Threads ------------------------------------------------------------------------------------------------------


def test_locked_thread_takes_no_comment_and_is_unlocked_by_undoing(client, robin):
    make_lesson(1)
    thread = make_thread()
    make_comment("There")

    decision = moderation.set_locked(thread=thread, is_locked=True, moderator=robin)
    again = moderation.set_locked(thread=thread, is_locked=True, moderator=robin)

    page = client.get("/lessons/lesson-1/").content.decode()
    assert "This thread takes no more comments." in page
    assert "There" in page
    with pytest.raises(services.ThreadIsClosed):
        make_comment("Too late", thread=Thread.objects.get())
    assert (again, decision.action) == (None, "lock")
    undo(decision=decision, moderator=robin)
    assert "This thread takes no more comments." not in client.get("/lessons/lesson-1/").content.decode()


# --- Who may ------------------------------------------------------------------------------------------------------


def test_group_is_there_with_what_moderators_may(db):
    codes = Group.objects.get(name="Moderators").permissions.values_list("codename", flat=True)

    assert "moderate_comment" in codes
    assert not [code for code in codes if code.startswith(("add_", "delete_", "change_"))]


def test_what_an_administrator_changes_about_the_group_stays(db):
    Group.objects.get(name="Moderators").permissions.clear()

    call_command("migrate", verbosity=0)

    assert Group.objects.get(name="Moderators").permissions.count() == 0


def test_command_makes_a_moderator(db, capsys):
    call_command("make_moderator", "Lou@example.org")

    told = capsys.readouterr().out
    assert "lou@example.org is a moderator now" in told
    assert "/comments/queue/" in told
    assert Group.objects.get(name="Moderators").user_set.get().is_staff
