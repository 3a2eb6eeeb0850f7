"""Erasing what somebody wrote, with an account or without: what stays, and what happens at the same moment."""

import threading
import time
import uuid

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import erase_account
from comments import services
from comments.mailing import guest_rights
from comments.models import Ban, Comment, Decision, Notice
from comments.moderating import moderation, undoing
from comments.moderating.bulk import decide_all
from comments.tasks import moderate_the_forgotten
from tests.accounts.everything import places_where
from tests.at_once import at_once
from tests.comments.actions import words_of
from tests.comments.factories import make_comment, make_moderator, make_thread, make_waiting
from tests.comments.mails import link_in, send_all
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.database
GUEST = "quokka@example.org"
ACCOUNTS = pytest.mark.parametrize("has_account", [True, False], ids=["account", "no account"])
MOMENT = 0.4
"""Seconds, in which the other of two does what it can do by then."""


class Author:
    """Somebody who writes, and is then erased."""

    def __init__(self, has_account: bool):
        self.user = make_user("author@example.org") if has_account else None

    def write(self, text: str = "What I wrote.", make=make_comment, **fields) -> Comment:
        who = {"author": self.user} if self.user else {"email": GUEST, "name": "Quokka"}
        return make(text, visitor="v" * 64, network="203.0.113.0", **who, **fields)

    def erase(self, *, with_texts: bool = False) -> None:
        if self.user:
            erase_account(user=User.objects.get(pk=self.user.pk))
        else:
            guest_rights.erase(address=GUEST, with_texts=with_texts)


@pytest.fixture
def author(db, request):
    make_lesson(1)
    return Author(request.param)


both = pytest.mark.parametrize("author", [True, False], ids=["account", "no account"], indirect=True)


def texts() -> set[str]:
    return set(Comment.objects.values_list("text", flat=True))


def answer_to(parent: Comment, text: str = "An answer.", **fields) -> Comment:
    return make_comment(text, parent=parent, email="other@example.org", name="Other", **fields)


@pytest.mark.django_db(transaction=True)
@ACCOUNTS
def test_whoever_is_erased_while_a_moderator_decides_is_erased(monkeypatch, has_account):
    make_lesson(1)
    author, moderator = Author(has_account), make_user("mo@example.org")
    comment = author.write(status="pending")
    moderation.decide(comment=comment, action="approve", moderator=moderator)
    has_locked, note_change = threading.Event(), moderation.note_change

    def note_slowly(*args):
        has_locked.set()
        time.sleep(MOMENT)
        note_change(*args)

    def erase_then():
        has_locked.wait(10)
        author.erase()

    monkeypatch.setattr(moderation, "note_change", note_slowly)
    decision, erased = at_once(
        lambda: moderation.decide(comment=comment, action="reject", moderator=moderator), erase_then
    )

    assert (decision.action, erased) == ("reject", None)
    assert not Comment.objects.exists()


@pytest.mark.django_db(transaction=True)
@ACCOUNTS
def test_answer_that_is_sent_while_its_comment_is_erased_is_kept(monkeypatch, has_account):
    make_lesson(1)
    author = Author(has_account)
    parent = author.write(status="approved")
    Comment.objects.update(status="rejected")
    begins, delete = threading.Event(), Comment.delete

    def delete_slowly(comment, *args, **kwargs):
        begins.set()
        time.sleep(MOMENT)
        return delete(comment, *args, **kwargs)

    def answer():
        begins.wait(10)
        return services.write(
            thread=parent.thread, key=uuid.uuid4().hex, text="An answer.", email="o@example.org", parent=parent
        )

    monkeypatch.setattr(Comment, "delete", delete_slowly)
    results = at_once(author.erase, answer)

    assert not [result for result in results if isinstance(result, Exception)]
    assert texts() == {"An answer."}


@pytest.mark.django_db(transaction=True)
def test_two_with_comments_in_the_same_threads_are_erased_at_once():
    threads = [make_thread(make_lesson(number)) for number in (1, 2, 3)]
    addresses = ["one@example.org", "two@example.org"]
    for address, order in zip(addresses, (threads, reversed(threads)), strict=True):
        for thread in order:
            make_comment("Answered.", thread=thread, email=address)
    for comment in Comment.objects.all():
        answer_to(comment, thread=comment.thread)

    results = at_once(*[lambda a=a: guest_rights.erase(address=a, with_texts=True) for a in addresses])

    assert results == [None, None]
    assert texts() == {"", "An answer."}


@both
def test_what_was_erased_can_be_published_by_nobody(author, client):
    waiting, sent = author.write("Held back.", make_waiting), author.write("Just sent.", status="pending")
    for comment in (waiting, sent):
        answer_to(comment, status="pending")
    moderator = make_moderator()

    author.erase()
    Comment.objects.update(written_at=timezone.now() - timezone.timedelta(minutes=5))
    moderate_the_forgotten()
    emptied = list(Comment.objects.filter(parent=None))
    outcome = decide_all(chosen=[(each.public_id, "") for each in emptied], action="approve", moderator=moderator)
    with pytest.raises(moderation.NotPossible, match="Nothing is left of what it said"):
        moderation.correct(comment=emptied[0], text="Words of mine", moderator=moderator)

    assert len(emptied) == 2
    assert not Comment.objects.waiting().filter(text="").exists()
    assert (outcome.decisions, sum(outcome.reasons.values())) == ([], 2)
    assert not Comment.objects.approved().exists()


@both
def test_link_in_a_mail_to_a_moderator_publishes_nothing_that_was_erased(author, client, mailoutbox):
    moderator = make_moderator(email="mo@example.org")
    comment = author.write(status="pending")
    moderation.moderate(comment_id=comment.pk)
    answer_to(comment, status="pending")
    send_all()
    path = link_in(next(mail for mail in mailoutbox if mail.to == [moderator.email]), "decide")

    author.erase()
    response = client.post(path, {"seen": ""})

    assert "decided" in words_of(response).lower()
    assert not Comment.objects.approved().exists()


@both
def test_decision_about_what_was_erased_cannot_be_taken_back(author):
    comment, moderator = author.write(status="pending"), make_user("mo@example.org")
    answer_to(comment, status="pending")
    moderation.decide(comment=comment, action="approve", moderator=moderator)
    decision = moderation.decide(comment=comment, action="spam", moderator=moderator)

    author.erase()

    with pytest.raises(moderation.NotPossible):
        undoing.undo(decision=Decision.objects.get(pk=decision.pk), moderator=moderator)


@both
def test_answers_that_wait_appear_below_the_place_of_what_was_erased(author, client):
    parent = author.write(status="pending")
    answer = answer_to(parent, status="pending")

    author.erase()
    moderation.decide(comment=answer, action="approve", moderator=make_user("mo@example.org"))

    words = words_of(client.get("/lessons/lesson-1/"))
    assert "A comment that was removed." in words
    assert "An answer." in words


@both
def test_comment_with_no_answers_but_ones_own_leaves_nothing(author):
    parent = author.write(status="pending")
    for status in ("pending", "spam", "withdrawn"):
        author.write("To myself.", parent=parent, status=status)

    author.erase()

    assert texts() == set()


@both
def test_empty_place_goes_with_the_last_answer(author):
    parent = make_comment(email="first@example.org", status="pending")
    author.write("An answer.", parent=parent, status="pending")
    guest_rights.erase(address="first@example.org", with_texts=True)
    place = Comment.objects.filter(text="").count()

    author.erase()

    assert (place, Comment.objects.count()) == (1, 0)


@both
def test_ban_leads_no_longer_to_the_comment_it_was_for(author, client):
    comment = author.write()
    answer_to(comment)
    Ban.objects.create(network="203.0.113.0", comment=comment, reason="Quokka writes rude things")
    Ban.objects.create(
        network="198.51.100.0", comment=make_comment("By another.", email="x@example.org"), reason="Kept"
    )

    author.erase()

    ban, other = Ban.objects.order_by("pk")
    assert (ban.network, ban.comment, ban.reason) == ("203.0.113.0", None, "")
    assert (other.comment.text, other.reason) == ("By another.", "Kept")
    assert places_where(["Quokka"]) == []


@both
def test_mails_to_them_go_and_those_about_their_comments_to_others_stay(author):
    moderation.decide(comment=author.write(status="pending"), action="approve", moderator=make_user("mo@example.org"))

    author.erase()

    assert [notice.kind for notice in Notice.objects.all()] == ["followers"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 2], ids=["where they wrote before", "elsewhere"])
def test_member_who_writes_once_more_while_they_are_erased_leaves_nothing(monkeypatch, number):
    threads = [make_thread(make_lesson(number)) for number in (1, 2)]
    author = Author(has_account=True)
    author.write(thread=threads[0])
    has_begun, queue = threading.Event(), services.queue

    def queue_slowly(*args):
        has_begun.set()
        time.sleep(MOMENT)
        queue(*args)

    def write():
        fields = {"text": "Last words.", "visitor": "v" * 64, "author": author.user}
        services.write(thread=threads[number - 1], key=uuid.uuid4().hex, **fields)

    def erase_then():
        has_begun.wait(10)
        author.erase()

    monkeypatch.setattr(services, "queue", queue_slowly)
    _written, erased = at_once(write, erase_then)

    assert erased is None
    assert texts() == {"What I wrote."}
    assert not User.objects.exists()
