"""Learning from what moderators decided, and how far the result is trusted."""

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Policy, Training
from comments.moderating import moderation, training
from comments.moderating.classifier import train
from comments.moderating.facts import verdict_of
from comments.moderating.moderation import decide
from comments.moderating.undoing import undo
from comments.tasks import retrain
from tests.comments.factories import make_comment, make_moderator, make_thread, make_waiting
from tests.comments.ordinary import ORDINARY
from tests.comments.spam import SPAM
from tests.factories import make_lesson

pytestmark = pytest.mark.database


@pytest.fixture
def robin(db):
    make_lesson(1)
    return make_moderator()


def decided(examples, action: str, moderator) -> None:
    """Many comments with a moderator's decision each, written at once."""
    thread = make_thread()
    comments = []
    for number, (text, name) in enumerate(examples):
        comment = Comment(thread=thread, name=name, key=f"{action} {number}", scored_at=timezone.now())
        comment.say(text)
        comments.append(comment)
    decisions = [
        Decision(comment=comment, moderator=moderator, action=action, before=moderation.state_of(comment))
        for comment in Comment.objects.bulk_create(comments)
    ]
    Decision.objects.bulk_create(decisions)


def test_published_is_fine_and_spam_is_spam(robin):
    decided([("Thanks!", "Jon")], "approve", robin)
    decided([("Casino!", "King")], "spam", robin)
    decided([("Nonsense", "Lou")], "reject", robin)
    decided([("Gone", "Lou")], "delete", robin)

    assert sorted(training.examples()) == [("Casino!", "King", True), ("Thanks!", "Jon", False)]


def test_only_the_last_decision_that_stands_teaches(robin):
    comment = make_comment("Is it?", status="pending")
    decide(comment=comment, action="approve", moderator=robin)
    spam = decide(comment=comment, action="spam", moderator=robin)

    as_spam = training.examples()
    undo(decision=spam, moderator=robin)
    as_fine = training.examples()
    decide(comment=comment, action="reject", moderator=robin)

    assert (as_spam, as_fine) == ([("Is it?", "Kim", True)], [("Is it?", "Kim", False)])
    assert training.examples() == []


def test_text_that_was_judged_teaches_and_not_what_it_was_changed_to(robin):
    comment = make_comment("Call 0123", status="pending")
    decide(comment=comment, action="approve", moderator=robin)
    moderation.correct(comment=comment, text="Call", moderator=robin)

    assert training.examples() == [("Call 0123", "Kim", False)]


def test_what_the_rules_published_teaches_nothing(robin):
    Policy.objects.create(pk=1, first_approved=0)
    moderation.moderate(comment_id=make_comment("Fine", status="pending").pk)

    assert Decision.objects.filter(action="approve", is_by_rules=True).count() == 1
    assert training.examples() == []


def test_too_little_teaches_nothing(robin):
    decided(ORDINARY, "approve", robin)
    decided(SPAM[: training.LEAST_OF_EACH - 1], "spam", robin)

    retrain()

    assert not Training.objects.exists()


def test_enough_is_learned_tried_on_the_rest_and_not_trusted_when_it_is_little(robin):
    decided(ORDINARY, "approve", robin)
    decided(SPAM, "spam", robin)

    retrain()

    learned = Training.objects.get()
    assert learned.example_count + learned.held_out_count == len(ORDINARY) + len(SPAM)
    assert 0 < learned.spam_count < learned.held_out_count < learned.example_count
    assert learned.precision is None or 0 <= learned.precision <= 1
    assert 0 <= learned.recall <= 1
    assert not learned.is_trusted
    spam, fine = (verdict_of(make_comment(text, status="pending")) for text in (SPAM[0][0], ORDINARY[0][0]))
    assert spam.score > fine.score
    assert not [reason for reason in spam.reasons if reason["code"] == "score" and reason["holds"]]


def test_what_waits_is_ordered_by_what_was_learned(robin):
    decided(ORDINARY, "approve", robin)
    decided(SPAM, "spam", robin)
    spam, fine = make_waiting(SPAM[0][0], score=0.1), make_waiting(ORDINARY[0][0], score=0.9)
    reasons = spam.reasons

    training.retrain()

    spam.refresh_from_db()
    fine.refresh_from_db()
    assert spam.score > fine.score
    assert (spam.status, spam.reasons) == ("pending", reasons)


def test_what_did_well_on_much_is_trusted(robin):
    fine = [(f"{text} My team has {number} people.", name) for number in range(6) for text, name in ORDINARY]
    spam = [(f"{text} Only {number} left.", name) for number in range(3) for text, name in SPAM]
    decided(fine, "approve", robin)
    decided(spam, "spam", robin)

    learned = training.retrain()

    assert learned.is_trusted
    assert learned.precision >= 0.9


def test_ten_are_kept(robin, monkeypatch):
    weights = train([(text, name, True) for text, name in SPAM[:3]])
    monkeypatch.setattr(training, "train", lambda _examples: weights)
    monkeypatch.setattr(training, "LEAST_OF_EACH", 1)
    decided(ORDINARY[:5], "approve", robin)
    decided(SPAM[:5], "spam", robin)

    made = [training.retrain() for _number in range(12)]

    assert set(Training.objects.values_list("pk", flat=True)) == {each.pk for each in made[2:]}
