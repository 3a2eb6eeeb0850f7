"""Learning from what moderators decided: published means fine, spam means spam.

What they rejected with a reason is left out: it may be off the subject or rude and still no spam, and would teach the
classifier to hold back opinions. So is what the rules published: learning from that would be learning from itself.
"""

from django.db.models import OuterRef, Subquery

from comments.models import Comment, Decision, Policy, Training
from comments.moderating.classifier import Example, evaluate, split, train
from comments.moderating.facts import verdict_of

LEAST_OF_EACH = 20
"""Fewer published comments, or fewer that are spam, teach nothing."""
MOST_EXAMPLES = 4000
"""The latest of them: learning from more would not end within the time that a task has."""
KEPT = 10
MOST_SCORED_AGAIN = 500
VERDICTS = (Decision.Action.APPROVE, Decision.Action.SPAM, Decision.Action.REJECT, Decision.Action.DELETE)
TAUGHT_BY = (Decision.Action.APPROVE, Decision.Action.SPAM)


def retrain() -> Training | None:
    """Learn anew, and keep how well it did on what was held out. None where too little was decided so far."""
    learned, held_out = split(examples())
    spam = sum(is_spam for _text, _name, is_spam in learned)
    if min(spam, len(learned) - spam) < LEAST_OF_EACH:
        return None
    weights = train(learned)
    quality = evaluate(weights, held_out, Policy.current().hold_from)
    training = Training.objects.create(
        weights=weights.to_bytes(),
        example_count=len(learned),
        held_out_count=quality.count,
        spam_count=quality.spam_count,
        precision=quality.precision,
        recall=quality.recall,
        is_trusted=quality.may_hold,
    )
    forget_old()
    score_again()
    return training


def examples() -> list[Example]:
    """Of each comment what moderators made of it last, with the text they saw then, unless that is forgotten."""
    of_comment = Decision.objects.standing().filter(comment=OuterRef("comment"), is_by_rules=False)
    last = of_comment.filter(action__in=VERDICTS).order_by("-pk").values("pk")[:1]
    decisions = Decision.objects.filter(pk=Subquery(last), action__in=TAUGHT_BY).exclude(comment__text="")
    decisions = decisions.select_related("comment__author").order_by("-pk")[:MOST_EXAMPLES]
    return [example_of(decision.comment, decision) for decision in reversed(decisions)]


def example_of(comment: Comment, decision: Decision) -> Example:
    return decision.before.get("text", comment.text), comment.by, decision.action == Decision.Action.SPAM


def score_again() -> None:
    """Let what waits be ordered by what was learned now. Why it was held back stays as it was."""
    for comment in Comment.objects.waiting().select_related("author").order_by("-written_at")[:MOST_SCORED_AGAIN]:
        Comment.objects.waiting().filter(pk=comment.pk).update(score=verdict_of(comment).score)


def forget_old() -> None:
    kept = Training.objects.order_by("-trained_at", "-pk").values_list("pk", flat=True)[:KEPT]
    Training.objects.exclude(pk__in=list(kept)).delete()
