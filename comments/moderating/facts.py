"""What the rules are told about a comment, read from the database."""

from comments.mailing.addresses import author_digests
from comments.models import Ban, Comment, Policy
from comments.moderating.classifier import probability
from comments.moderating.learned import latest_training, weights_of
from comments.moderating.rules import Facts, PolicyFacts, findings
from comments.moderating.verdict import Verdict, verdict


def verdict_of(comment: Comment) -> Verdict:
    """What the rules and the latest training make of it."""
    policy, training = policy_facts(), latest_training()
    weights = weights_of(training)
    chance = probability(weights, comment.text, comment.by) if weights else None
    found = findings(facts_of(comment), policy)
    return verdict(found, chance, policy, may_hold=bool(training and training.is_trusted))


def policy_facts() -> PolicyFacts:
    policy = Policy.current()
    return PolicyFacts(
        first_approved=policy.first_approved,
        most_links=policy.most_links,
        words=tuple(line.strip() for line in policy.words.splitlines() if line.strip()),
        least_seconds=policy.least_seconds,
        least_score_to_hold=policy.hold_from,
    )


def facts_of(comment: Comment) -> Facts:
    others = by_same_author(comment)
    # Anybody can type an address: what was approved speaks only for the browser that wrote it.
    known = others if comment.author_id else others.filter(visitor=comment.visitor)
    return Facts(
        text=comment.text,
        name=comment.by,
        is_member=comment.author_id is not None,
        approved_before=known.approved().count(),
        rejected_before=others.filter(status__in=[Comment.Status.REJECTED, Comment.Status.SPAM]).count(),
        seconds_to_write=comment.seconds,
        same_text_elsewhere=Comment.objects.filter(text_digest=comment.text_digest).exclude(pk=comment.pk).count(),
        banned=is_banned(comment),
    )


def by_same_author(comment: Comment):
    """Other comments of this member, or of this address."""
    others = Comment.objects.exclude(pk=comment.pk)
    if comment.author_id:
        return others.filter(author=comment.author_id)
    return others.filter(email_digest__in=author_digests(comment))


def is_banned(comment: Comment) -> bool:
    return bans_against(comment).exists()


def bans_against(comment: Comment):
    """Bans in force that mean its author or the network it came from."""
    digests = set() if comment.author_id else author_digests(comment)
    return Ban.objects.active().against(member=comment.author_id, digests=digests, network=comment.network)
