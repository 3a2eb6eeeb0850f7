from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.takeout import Owner, Table
from comments.models import Ban, Comment, Decision, Follow, Notice

SOMEBODY_ELSE = _("It says which moderator it was, which concerns another person.")
WORDS_OF_OTHERS = _("It holds what somebody else wrote.")
WHERE = {"lesson": "thread__lesson__code", "article": "thread__article__slug"}


def notices_to(owner: Owner):
    is_author = Q(follow=None, moderator=None, comment__author=owner.learner)
    return Notice.objects.exclude(kind=Notice.Kind.FOLLOWERS).filter(
        is_author | Q(follow__member=owner.learner) | Q(moderator=owner.learner)
    )


def bans_of(owner: Owner):
    """Of them, or of the network that something they wrote came from."""
    return Ban.objects.filter(Q(member=owner.learner) | Q(comment__author=owner.learner))


PARTS = [
    Table(model=Comment, name="comments", title=_("Comments you wrote"), of="author", context=WHERE),
    Table(
        model=Decision,
        name="comment_decisions",
        title=_("What moderators, or the rules, decided about your comments"),
        of="comment__author",
        withheld={"moderator": SOMEBODY_ELSE, "undone_by": SOMEBODY_ELSE},
    ),
    Table(
        model=Decision,
        name="comment_decisions_by_you",
        title=_("What you decided about comments, as a moderator"),
        of="moderator",
        withheld={"before": WORDS_OF_OTHERS, "undone_by": SOMEBODY_ELSE},
    ),
    Table(
        model=Decision,
        name="comment_decisions_undone_by_you",
        title=_("What you took back about comments, as a moderator"),
        of="undone_by",
        withheld={"before": WORDS_OF_OTHERS, "moderator": SOMEBODY_ELSE},
    ),
    Table(model=Ban, name="comment_bans", title=_("Whether your comments are held back, and why"), select=bans_of),
    Table(
        model=Follow,
        name="comment_follows",
        title=_("Threads that you follow by mail"),
        of="member",
        context=WHERE,
    ),
    Table(model=Notice, name="comment_mails", title=_("Mails to you about comments"), select=notices_to),
]
