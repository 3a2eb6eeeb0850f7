"""What moderators see of the comments they decide about: which, in which order, and all that helps to decide.

Fifty at a time, with the same number of queries however many there are.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Q, TextField, Value, When, Window
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from comments.mailing.addresses import author_digests
from comments.models import Comment, Decision, Policy, Training
from comments.moderating.classifier import Weights, explain
from comments.moderating.learned import latest_training, weights_of
from comments.moderating.undoing import with_undoable
from comments.numbers import number_in

PAGE = 50
LAST = 3
"""So many other comments of an author are shown."""
EXPLAINED = 6
MOST_EXPLAINED = 1000
"""From so many characters at the beginning of a text: fifty long ones are to be there at once."""
FINE, UNSURE, SPAM = 0, 1, 2
FINE_BELOW = 0.5
BANDS = {
    FINE: gettext_lazy("Probably fine"),
    UNSURE: gettext_lazy("Not clear"),
    SPAM: gettext_lazy("Probably spam"),
}
WAITING, DECIDED = "waiting", "decided"
VIEWS = {WAITING: gettext_lazy("Waiting"), DECIDED: gettext_lazy("Decided lately")}
REASONS = {
    "first": gettext_lazy("New author"),
    "banned": gettext_lazy("Banned"),
    "words": gettext_lazy("Words on the list"),
    "links": gettext_lazy("Links"),
    "copies": gettext_lazy("Sent more than once"),
    "speed": gettext_lazy("Written too quickly"),
    "rejected": gettext_lazy("Author had comments rejected"),
    "score": gettext_lazy("Looks like spam"),
    "hidden": gettext_lazy("Hidden characters"),
    "guest": gettext_lazy("No account"),
}
KEYS = (
    ("j k", gettext_lazy("next, previous")),
    ("a", gettext_lazy("publish")),
    ("s", gettext_lazy("spam")),
    ("r", gettext_lazy("reject, with a reason")),
    ("u", gettext_lazy("undo")),
    ("x", gettext_lazy("choose")),
    ("e", gettext_lazy("edit, ban")),
    ("?", gettext_lazy("this list")),
)
REFUSED = (Comment.Status.REJECTED, Comment.Status.SPAM)


@dataclass(frozen=True)
class Asked:
    """Which comments: what the address of the page says, cleaned."""

    view: str = WAITING
    reason: str = ""
    thread: int = 0
    page: int = 1

    @classmethod
    def of(cls, values: QueryDict) -> "Asked":
        view, reason = values.get("view", ""), values.get("reason", "")
        return cls(
            view if view in VIEWS else WAITING,
            reason if reason in REASONS else "",
            number_in(values.get("thread", ""), 0),
            number_in(values.get("page", ""), 1),
        )

    @property
    def query(self) -> str:
        values = {"view": self.view if self.view != WAITING else "", "reason": self.reason}
        values |= {"thread": self.thread or "", "page": self.page if self.page > 1 else ""}
        return "&".join(f"{name}={value}" for name, value in values.items() if value)

    def url(self, *more: str) -> str:
        query = "&".join(filter(None, [self.query, *more]))
        return reverse("comments:queue") + (f"?{query}" if query else "")

    def on_page(self, number: int) -> str:
        return Asked(self.view, self.reason, self.thread, number).url()

    @property
    def without_thread(self) -> str:
        return Asked(self.view, self.reason).url()


@dataclass
class History:
    """What became of other comments of an author."""

    published: int = 0
    refused: int = 0
    last: list[Comment] = field(default_factory=list)


@dataclass
class Entry:
    comment: Comment
    band: int
    raised: list[str]
    lowered: list[str]
    history: History
    decision: Decision | None = None
    refused: str = ""
    """Why nothing was done just now."""
    is_chosen: bool = False
    rejecting: QueryDict | None = None
    """What was typed to reject it, and sent in vain."""

    @property
    def token(self) -> str:
        """The comment, and what of it the moderator has seen."""
        return f"{self.comment.public_id}.{self.comment.version}"

    @property
    def band_name(self) -> str:
        return BANDS[self.band]

    @property
    def group(self) -> str:
        return self.band_name if self.is_waiting else ""

    @property
    def percent(self) -> int:
        return round(100 * (self.comment.score or 0))

    @property
    def is_probably_spam(self) -> bool:
        return self.is_waiting and self.band == SPAM

    @property
    def is_waiting(self) -> bool:
        return self.comment.status == Comment.Status.PENDING


@dataclass(frozen=True)
class QueuePage:
    asked: Asked
    entries: list[Entry]
    page: Page
    threads: list[dict]
    training: Training | None

    @property
    def waiting_count(self) -> int:
        return sum(thread["count"] for thread in self.threads)

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return list(REASONS.items())

    @property
    def keys(self) -> list[tuple[list[str], str]]:
        return [(keys.split(), words) for keys, words in KEYS]

    @property
    def earlier(self) -> str:
        return self.asked.on_page(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def later(self) -> str:
        return self.asked.on_page(self.page.next_page_number()) if self.page.has_next() else ""


def queue_page(asked: Asked) -> QueuePage:
    hold_from, training = Policy.current().hold_from, latest_training()
    page = Paginator(comments_of(asked, hold_from), PAGE).get_page(asked.page)
    threads = threads_that_wait()
    return QueuePage(asked, entries_of(list(page), hold_from, weights_of(training)), page, threads, training)


def comments_of(asked: Asked, hold_from: float):
    """Waiting: those that are probably fine first, since their authors wait for it; of like ones the oldest. Decided:
    the last first."""
    if asked.view == DECIDED:
        chosen = Comment.objects.exclude(decided_at=None).exclude(status=Comment.Status.PENDING)
        chosen = chosen.order_by("-decided_at", "-pk")
    else:
        chosen = Comment.objects.waiting().annotate(band=band(hold_from)).order_by("band", "written_at", "pk")
    if asked.reason:
        chosen = chosen.annotate(reasons_text=Cast("reasons", TextField()))
        chosen = chosen.filter(reasons_text__contains=f'"code": "{asked.reason}"')
    if asked.thread:
        chosen = chosen.filter(thread=asked.thread)
    return with_all(chosen)


def with_all(comments):
    return comments.select_related("author", "parent__author", "answered__author", "thread__lesson", "thread__article")


def band(hold_from: float) -> Case:
    return Case(
        When(Q(score__lt=FINE_BELOW) | Q(score=None), then=Value(FINE)),
        When(score__lt=hold_from, then=Value(UNSURE)),
        default=Value(SPAM),
        output_field=IntegerField(),
    )


def band_of(comment: Comment, hold_from: float) -> int:
    score = comment.score or 0.0
    return FINE if score < FINE_BELOW else UNSURE if score < hold_from else SPAM


def entries_of(comments: list[Comment], hold_from: float, weights: Weights | None) -> list[Entry]:
    histories, decisions = histories_of(comments), last_decisions_of(comments)
    entries = []
    for comment in comments:
        raised, lowered = explained(weights, comment)
        own = (band_of(comment, hold_from), raised, lowered, histories[comment.pk], decisions.get(comment.pk))
        entries.append(Entry(comment, *own))
    return entries


def bring_back(entries: list[Entry], sent: QueryDict) -> None:
    """What was chosen and typed in a form that was sent in vain, by the version that was seen."""
    tokens, is_of_one = sent.getlist("comment"), "reason" in sent
    for entry in entries:
        if entry.token in tokens:
            entry.is_chosen = not is_of_one
            entry.rejecting = sent if is_of_one else None


def explained(weights: Weights | None, comment: Comment) -> tuple[list[str], list[str]]:
    """What speaks for spam and what against it, the heaviest first."""
    if weights is None:
        return [], []
    found = explain(weights, comment.text[:MOST_EXPLAINED], comment.by, EXPLAINED)
    return [words for words, weight in found if weight > 0], [words for words, weight in found if weight < 0]


def digest_to_know_by(comments: list[Comment]) -> dict[str, str]:
    """Of each digest of their authors without an account, one that stands for all of the same address: older comments
    may hold that of an older key."""
    known = {}
    for comment in comments:
        if not comment.author_id:
            digests = author_digests(comment)
            known |= dict.fromkeys(
                digests, next((known[each] for each in digests if each in known), min(digests, default=""))
            )
    return known


def histories_of(comments: list[Comment]) -> dict[int, History]:
    """By the number of the comment. Two queries."""
    members = {comment.author_id for comment in comments if comment.author_id}
    known = digest_to_know_by(comments)
    theirs = Comment.objects.filter(Q(author__in=members) | Q(author=None, email_digest__in=known))

    def author_of(author: int | None, digest: str) -> tuple:
        return author, "" if author else known.get(digest, "")

    published, refused, last = Counter(), Counter(), defaultdict(list)
    for row in counted(theirs):
        key = author_of(row["author"], row["email_digest"])
        published[key] += row["published"]
        refused[key] += row["refused"]
    for other in last_of(theirs):
        last[author_of(other.author_id, other.email_digest)].append(other)
    histories = {}
    for comment in comments:
        key = author_of(comment.author_id, comment.email_digest)
        histories[comment.pk] = history_of(comment, published[key], refused[key], last[key])
    return histories


def counted(comments):
    return comments.values("author", "email_digest").annotate(
        published=Count("pk", filter=Q(status=Comment.Status.APPROVED)),
        refused=Count("pk", filter=Q(status__in=REFUSED)),
    )


def last_of(comments):
    by_author = [F("author"), F("email_digest")]
    place = Window(RowNumber(), partition_by=by_author, order_by=[F("written_at").desc(), F("pk").desc()])
    placed = comments.annotate(place=place).filter(place__lte=LAST + 1)
    only = ("public_id", "author_id", "email_digest", "text", "status", "written_at", "text_digest")
    return placed.only(*only).order_by("-written_at", "-pk")


def history_of(comment: Comment, published: int, refused: int, last: list[Comment]) -> History:
    return History(
        max(0, published - (comment.status == Comment.Status.APPROVED)),
        max(0, refused - (comment.status in REFUSED)),
        [other for other in last if other.pk != comment.pk][:LAST],
    )


def last_decisions_of(comments: list[Comment]) -> dict[int, Decision]:
    """The last that stands, by the number of the comment. One query."""
    decisions = Decision.objects.standing().filter(comment__in=[comment.pk for comment in comments])
    return {each.comment_id: each for each in with_undoable(decisions.with_people()).order_by("pk")}


def threads_that_wait() -> list[dict]:
    """Number, title and count of threads in which comments wait, the most first."""
    title = Coalesce("thread__lesson__title", "thread__article__title")
    rows = Comment.objects.waiting().order_by().values("thread").annotate(title=title, count=Count("pk"))
    return list(rows.order_by("-count", "thread"))


def neighbours_of(comment: Comment) -> list[Comment]:
    """What stands around a comment in its thread: what it answers, with all answers; else the comments before and after
    it. Not only what readers see."""
    there = Comment.objects.filter(thread=comment.thread_id).select_related("author", "parent__author")
    root = comment.parent_id or comment.pk
    family = there.filter(Q(pk=root) | Q(parent=root)).order_by("written_at", "pk")[:PAGE]
    before = there.filter(parent=None, written_at__lt=comment.root_at).exclude(pk=root).order_by("-written_at", "-pk")
    after = there.filter(parent=None, written_at__gt=comment.root_at).exclude(pk=root).order_by("written_at", "pk")
    return [*reversed(before[:LAST]), *family, *after[:LAST]]
