import hashlib
import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.rendering import html_of
from lessons.models import Article, Lesson

TEXT_LIMIT = 4000
NAME_LIMIT = 60
UNPUBLISHED = ("rejected", "spam", "withdrawn", "deleted")
HOLD_FROM = _("Enter a number from 0.5 to 1.")


class Thread(models.Model):
    """The comments below one lesson or article. Closed by an instructor, or locked by a moderator, it
    takes no more."""

    lesson = models.OneToOneField(Lesson, models.CASCADE, null=True, blank=True, related_name="comment_thread")
    article = models.OneToOneField(Article, models.CASCADE, null=True, blank=True, related_name="comment_thread")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment thread")
        verbose_name_plural = _("comment threads")
        constraints = (
            models.CheckConstraint(
                condition=Q(lesson=None, article__isnull=False) | Q(lesson__isnull=False, article=None),
                name="thread_of_a_lesson_or_an_article",
            ),
        )

    def __str__(self):
        return str(self.subject)

    def get_absolute_url(self):
        """All its comments, page by page."""
        return reverse("comments:thread", args=[self.kind, self.subject.slug])

    @property
    def subject(self) -> Lesson | Article:
        return self.lesson or self.article

    @property
    def kind(self) -> str:
        return "lessons" if self.lesson_id else "articles"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.locked_at is None

    @property
    def write_url(self) -> str:
        return reverse("comments:write", args=[self.kind, self.subject.slug])

    @property
    def check_url(self) -> str:
        return reverse("comments:check", args=[self.kind, self.subject.slug])

    @property
    def follow_url(self) -> str:
        return reverse("comments:follow", args=[self.kind, self.subject.slug])


class CommentQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Comment.Status.APPROVED)

    def shown(self):
        """What readers see: approved comments, and the places of deleted ones that were answered."""
        return self.filter(is_shown=True)

    def waiting(self):
        """What moderators have to decide: looked at by the rules, and held back."""
        return self.filter(status=Comment.Status.PENDING).exclude(scored_at=None)

    def unscored(self):
        return self.filter(status=Comment.Status.PENDING, scored_at=None)

    def in_thread_order(self):
        """Each comment with its replies below it, the oldest first."""
        return self.order_by("root_at", Coalesce("parent", "pk"), "written_at", "pk")

    def newest_first(self):
        """The same, the newest comment first; its replies stay in the order of time."""
        return self.order_by("-root_at", Coalesce("parent", "pk").desc(), "written_at", "pk")

    def with_root(self):
        return self.annotate(root=Coalesce("parent", "pk"))

    def with_authors(self):
        return self.select_related("author", "parent__author", "answered__author")


class Comment(models.Model):
    """What somebody wrote below a lesson or article; `parent` is the comment below which it stands, one level deep,
    and `answered` the other answer there that it answers.

    A member is its `author`. Others left `name` and an address that nobody is shown: `email_sealed` (see
    `accounts.sealing`), found by its digest. `visitor` is the digest of their browser's cookie. `html` is `text` as
    it is shown. `root_at`, when the comment at the top was written, and `is_shown` are kept by `comments.showing`.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Awaiting review")
        APPROVED = "approved", _("Published")
        REJECTED = "rejected", _("Not published")
        SPAM = "spam", _("Spam")
        WITHDRAWN = "withdrawn", _("Withdrawn by its author")
        DELETED = "deleted", _("Deleted")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments", verbose_name=_("thread"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    answered = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments", editable=False
    )
    name = models.CharField(_("name"), max_length=NAME_LIMIT, blank=True)
    email_sealed = models.TextField(_("email address, sealed"), blank=True, editable=False)
    email_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    visitor = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    text = models.TextField(_("comment"), validators=[MaxLengthValidator(TEXT_LIMIT)])
    html = models.TextField(editable=False)
    text_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    is_shown = models.BooleanField(default=False, editable=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    root_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True, editable=False)
    is_edited_by_staff = models.BooleanField(_("edited by a moderator"), default=False, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)
    seconds = models.FloatField(_("seconds to write"), null=True, blank=True, editable=False)
    network = models.GenericIPAddressField(_("network"), null=True, blank=True, editable=False)
    scored_at = models.DateTimeField(_("looked at by the rules at"), null=True, blank=True, editable=False)
    score = models.FloatField(_("score"), null=True, blank=True, editable=False)
    reasons = models.JSONField(_("reasons"), default=list, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decision_note = models.CharField(_("reason told to the author"), max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("written_at", "pk")
        indexes = (
            models.Index(
                "thread",
                "root_at",
                Coalesce("parent", "id"),
                "written_at",
                condition=Q(is_shown=True),
                name="comment_shown",
            ),
            models.Index(fields=["scored_at", "written_at"], condition=Q(status="pending"), name="comment_pending"),
            models.Index(fields=["author", "status"], condition=Q(author__isnull=False), name="comment_of_author"),
            models.Index(
                fields=["decided_at", "id"],
                condition=Q(decided_at__isnull=False) & ~Q(status="pending"),
                name="comment_decided",
            ),
            models.Index(fields=["written_at"], name="comment_written"),
            models.Index(fields=["thread", "status"], condition=Q(is_shown=True), name="comment_counted"),
            # What is forgotten, by those that still hold it (`comments.forgetting`).
            models.Index(
                fields=["written_at"],
                condition=Q(network__isnull=False) | ~Q(visitor=""),
                name="comment_of_browser",
            ),
            models.Index(fields=["written_at"], condition=~Q(email_sealed=""), name="comment_sealed"),
            models.Index(
                fields=["status", "written_at"],
                condition=Q(status__in=UNPUBLISHED) & ~Q(text=""),
                name="comment_unpublished",
            ),
        )
        permissions = (("moderate_comment", "Can moderate comments"),)

    def __str__(self):
        return f"{self.by}: {self.text[:60]}"

    def get_absolute_url(self):
        """Its permalink."""
        return reverse("comments:comment", args=[self.public_id])

    def say(self, text: str) -> None:
        """Take `text` as what the comment says, with all that follows from it; not saved."""
        self.text, self.html = text, html_of(text)
        self.text_digest = hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()

    @property
    def anchor(self) -> str:
        return f"comment-{self.public_id.hex[:12]}"

    @property
    def by(self) -> str:
        """What its author is called; nobody's name once a member's account is erased."""
        if self.author_id:
            return self.author.name
        return self.name or str(_("Somebody who has left"))

    @property
    def answers(self) -> "Comment | None":
        """What its author had before them while writing."""
        return self.answered or self.parent

    @property
    def is_place_only(self) -> bool:
        """Shown without what it says, for those who answered it."""
        return self.status != self.Status.APPROVED

    @property
    def version(self) -> str:
        """Of what a moderator sees: another one once somebody has decided, or changed the text."""
        return hashlib.sha256(f"{self.status} {self.text_digest} {self.text}".encode()).hexdigest()[:16]


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Not undone."""
        return self.filter(undone_at=None)

    def with_people(self):
        return self.select_related("moderator", "undone_by")


class Decision(models.Model):
    """One thing that was done with a comment or thread, by a moderator or (`moderator` empty) by the rules: never
    changed, but for being undone. `before` is what it takes to undo it."""

    class Action(models.TextChoices):
        APPROVE = "approve", _("published")
        HOLD = "hold", _("held back")
        SPAM = "spam", _("marked as spam")
        REJECT = "reject", _("not published")
        EDIT = "edit", _("edited")
        DELETE = "delete", _("deleted")
        BAN = "ban", _("author or network banned")
        LOCK = "lock", _("thread locked")
        UNLOCK = "unlock", _("thread unlocked")
        LIFT = "lift", _("ban lifted")
        CLOSE = "close", _("thread closed")
        OPEN = "open", _("thread opened again")

    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="decisions")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="decisions")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comment_decisions"
    )
    is_by_rules = models.BooleanField(_("by the rules"), default=False)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    before = models.JSONField(default=dict, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comment_decisions_undone"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("decided_at", "pk")
        indexes = (
            models.Index(
                fields=["decided_at"], condition=Q(comment__isnull=False) & ~Q(before={}), name="decision_to_undo"
            ),
            models.Index(fields=["decided_at", "id"], name="decision_decided"),
            models.Index(fields=["decided_at", "id"], condition=Q(is_by_rules=False), name="decision_of_people"),
        )

    def __str__(self):
        return f"{self.get_action_display()} {self.decided_at:%Y-%m-%d %H:%M}"


class BanQuerySet(models.QuerySet):
    def active(self):
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()))

    def against(self, *, member: int | None, digests: set[str], network: str | None):
        """Those that mean this member, the address with these digests (one of each key) or this network."""
        whom = Q(pk=None)
        if member:
            whom |= Q(member=member)
        if digests:
            whom |= Q(email_digest__in=digests)
        if network:
            whom |= Q(network=network)
        return self.filter(whom)


class Ban(models.Model):
    """Comments of this member, of this email address (by digest) or from this network are held back."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="comment_bans"
    )
    email_digest = models.CharField(max_length=64, blank=True, db_index=True)
    network = models.GenericIPAddressField(_("network"), null=True, blank=True)
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, blank=True, related_name="bans")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    banned_at = models.DateTimeField(_("banned at"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        constraints = (
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(email_digest="") | Q(network__isnull=False),
                name="ban_says_whom",
            ),
        )

    def __str__(self):
        return f"{self.banned_at:%Y-%m-%d}: {self.reason}"


class Policy(models.Model):
    """How this site treats comments: one row."""

    first_approved = models.PositiveSmallIntegerField(
        _("comments approved before an author's next appear at once"),
        default=2,
        validators=[MaxValueValidator(1000)],
        help_text=_("0 lets everybody's comments appear at once, unless another rule holds them back."),
    )
    most_links = models.PositiveSmallIntegerField(
        _("links that need no look"), default=1, validators=[MaxValueValidator(1000)]
    )
    words = models.TextField(
        _("words that hold a comment back"), blank=True, help_text=_("One word or phrase a line."), max_length=10_000
    )
    least_seconds = models.PositiveSmallIntegerField(
        _("seconds that writing takes at least"), default=3, validators=[MaxValueValidator(60)]
    )
    hold_from = models.FloatField(
        _("score from which a comment is held back"),
        default=0.9,
        validators=[MinValueValidator(0.5, HOLD_FROM), MaxValueValidator(1, HOLD_FROM)],
        help_text=_("Between 0.5 and 1. The score orders the queue; it never rejects anything by itself."),
    )
    mails_moderators = models.BooleanField(
        _("mail moderators when comments wait"),
        default=True,
        help_text=_("At most one mail an hour to each, with links to publish a comment or mark it as spam."),
    )

    class Meta:
        verbose_name = _("comment policy")
        verbose_name_plural = _("comment policy")
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="policy_is_one_row"),
            models.CheckConstraint(condition=Q(hold_from__gte=0.5, hold_from__lte=1), name="policy_holds_from_a_score"),
        )

    def __str__(self):
        return str(_("How comments are treated"))

    @classmethod
    def current(cls) -> "Policy":
        """The row, or the defaults where nobody has changed them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Training(models.Model):
    """Weights of the classifier, trained on moderators' decisions, and how well they did on the part held out."""

    trained_at = models.DateTimeField(_("trained at"), default=timezone.now)
    weights = models.BinaryField(editable=False)
    example_count = models.PositiveIntegerField(_("comments learned from"))
    held_out_count = models.PositiveIntegerField(_("comments held out"))
    spam_count = models.PositiveIntegerField(_("spam among those held out"))
    precision = models.FloatField(_("precision"), null=True)
    recall = models.FloatField(_("recall"), null=True)
    is_trusted = models.BooleanField(_("good enough to hold comments back"), default=False)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ("trained_at", "pk")

    def __str__(self):
        return f"{self.trained_at:%Y-%m-%d %H:%M}"


class FollowQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None).exclude(confirmed_at=None)


class Follow(models.Model):
    """Somebody who is told by mail of new comments in a thread: a member, or an address that was confirmed."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="comment_follows"
    )
    email_sealed = models.TextField(blank=True, editable=False)
    email_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a thread")
        verbose_name_plural = _("followers of threads")
        constraints = (
            models.CheckConstraint(
                condition=Q(member__isnull=False, email_digest="") | (Q(member=None) & ~Q(email_digest="")),
                name="follow_of_a_member_or_an_address",
            ),
            models.UniqueConstraint(
                fields=["thread", "member"], condition=Q(member__isnull=False), name="follow_once_per_member"
            ),
            models.UniqueConstraint(
                fields=["thread", "email_digest"], condition=~Q(email_digest=""), name="follow_once_per_address"
            ),
        )

    def __str__(self):
        return f"{self.thread_id}"

    @property
    def is_active(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None


class NoticeQuerySet(models.QuerySet):
    def due(self, moment):
        """Those that somebody may take now: their time has come, and nobody who took them is still at it."""
        return self.filter(state=Notice.State.WAITING, due_at__lte=moment)

    def waiting(self):
        return self.filter(state=Notice.State.WAITING)

    def told(self):
        """Those that went, and those of which nobody can say that they did not: taken, and no failure noted."""
        open_ones = Q(state__in=[Notice.State.WAITING, Notice.State.SKIPPED], failure="", taken_at__isnull=False)
        return self.filter(Q(state=Notice.State.SENT) | open_ones)


class Notice(models.Model):
    """A mail about comments that is to be sent once to somebody: the row is the truth, the queue carries its number.

    `follow` where a follower is told or asked to confirm; else `email_sealed`, an address that somebody typed; else the
    author of `comment`, or (`moderator`) a moderator, or the member whom `comment` answers. Whoever takes it moves
    `due_at` on: were they to die, it is due again then. Rows with the same `message_id` went in one mail.
    """

    class Kind(models.TextChoices):
        APPROVED = "approved", _("your comment is published")
        REJECTED = "rejected", _("your comment is not published")
        WAITS = "waits", _("your comment waits again")
        FOLLOWERS = "followers", _("followers are to be told")
        REPLY = "reply", _("somebody answered")
        NEW = "new", _("a new comment in a thread that you follow")
        CONFIRM = "confirm", _("do you want to follow?")
        MODERATE = "moderate", _("a comment to decide")
        MINE = "mine", _("your comments without an account")

    class State(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("no longer wanted")
        FAILED = "failed", _("given up")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="notices")
    follow = models.ForeignKey(Follow, models.CASCADE, null=True, related_name="notices")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="comment_notices")
    email_sealed = models.TextField(blank=True, editable=False)
    key = models.CharField(max_length=100, unique=True, editable=False)
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    due_at = models.DateTimeField(_("to be sent from"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    failure = models.CharField(_("failure"), max_length=100, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about a comment")
        verbose_name_plural = _("mails about comments")
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notice_waiting"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="notice_ended"),
        )

    def __str__(self):
        return f"{self.kind} {self.pk}"
