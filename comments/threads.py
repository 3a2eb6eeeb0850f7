"""Threads and their pages: which comments a reader sees, fifty at a time."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from comments.models import Comment, Thread
from lessons.models import Article, Lesson

PAGE = 50
OLDEST, NEWEST = "oldest", "newest"
SUBJECTS = {"lessons": ("lesson", Lesson), "articles": ("article", Article)}


@dataclass(frozen=True)
class ThreadPage:
    """One page of a thread. `count` is of approved comments; `number` counts from 1."""

    thread: Thread
    comments: list[Comment]
    count: int
    number: int
    pages: int
    sort: str

    @property
    def has_more(self) -> bool:
        return self.pages > 1

    def url_of(self, number: int, sort: str = "") -> str:
        sort = sort or self.sort
        asked = [f"page={number}"] * (number > 1) + [f"sort={sort}"] * (sort != OLDEST)
        return self.thread.get_absolute_url() + ("?" + "&".join(asked) if asked else "")

    @property
    def earlier(self) -> str:
        return self.url_of(self.number - 1) if self.number > 1 else ""

    @property
    def later(self) -> str:
        return self.url_of(self.number + 1) if self.number < self.pages else ""


def subject_of(kind: str, slug: str) -> Lesson | Article:
    """The published lesson or article; Http404 where there is none."""
    _field, model = SUBJECTS[kind]
    subject = model.objects.published().filter(slug=slug).first()
    if subject is None:
        raise Http404
    return subject


def thread_of(subject: Lesson | Article) -> Thread:
    """Its thread; not stored before somebody writes."""
    field = "lesson" if isinstance(subject, Lesson) else "article"
    thread = Thread.objects.filter(**{field: subject}).first()
    return thread or Thread(**{field: subject})


def stored_thread_of(subject: Lesson | Article) -> Thread:
    field = "lesson" if isinstance(subject, Lesson) else "article"
    return Thread.objects.get_or_create(**{field: subject})[0]


def page_of(thread: Thread, number: int = 1, sort: str = OLDEST) -> ThreadPage:
    """A page of a thread; a number beyond the last is the last. Two queries, none for a thread that is not stored.

    Which comments stand there is found first, without their authors: those of all pages before would be read with them.
    """
    if thread.pk is None:
        return ThreadPage(thread, [], 0, 1, 1, sort)
    shown = Comment.objects.filter(thread=thread).shown()
    counts = shown.aggregate(places=Count("status"), approved=Count("status", filter=Q(status=Comment.Status.APPROVED)))
    pages = max(1, -(-counts["places"] // PAGE))
    number = min(max(number, 1), pages)
    on_page = ordered(shown, sort).values("pk")[(number - 1) * PAGE : number * PAGE]
    comments = list(ordered(Comment.objects.filter(pk__in=on_page), sort).with_authors())
    return ThreadPage(thread, comments, counts["approved"], number, pages, sort)


def ordered(comments, sort: str):
    return comments.newest_first() if sort == NEWEST else comments.in_thread_order()


def page_number_of(comment: Comment) -> int:
    """On which page a comment stands, the oldest first. Most of what stands before it is counted in an index alone."""
    root = comment.parent_id or comment.pk
    before = (
        Q(root__lt=root)
        | Q(root=root, written_at__lt=comment.written_at)
        | Q(root=root, written_at=comment.written_at, pk__lt=comment.pk)
    )
    shown = Comment.objects.filter(thread=comment.thread_id).shown()
    earlier = shown.filter(root_at__lt=comment.root_at).count()
    beside = shown.filter(root_at=comment.root_at).with_root().filter(before).count()
    return (earlier + beside) // PAGE + 1


def url_of(comment: Comment) -> str:
    """Where a shown comment can be read: on the page of its lesson or article if it is among the first there, else in
    the thread."""
    number = page_number_of(comment)
    page = ThreadPage(comment.thread, [], 0, 1, 1, OLDEST)
    base = comment.thread.subject.get_absolute_url() if number == 1 else page.url_of(number)
    return f"{base}#{comment.anchor}"
