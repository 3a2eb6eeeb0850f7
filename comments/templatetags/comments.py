import hashlib
from dataclasses import dataclass

from django import template

from accounts.personal import personal_tag
from comments import threads
from comments.models import Comment
from comments.moderating.moderators import is_moderator
from comments.own import own_comments
from comments.writing import AUTO_ID, FORMS, kind_of_form, member_of
from lessons.models import Article, Lesson

register = template.Library()
TONES = 6


@dataclass(frozen=True)
class FormOnPage:
    """The form on a page that is the same for everybody: `kind` says who fills it in."""

    kind: str
    write_url: str
    check_url: str
    name: str

    @property
    def form(self):
        return FORMS[self.kind](auto_id=AUTO_ID, request=None, with_check=False)


@register.inclusion_tag("comments/_below.html", takes_context=True)
def comments_for(context, subject: Lesson | Article):
    """The first comments of a lesson or article, and the form to write one."""
    thread = threads.thread_of(subject)
    page = threads.page_of(thread)
    return {"request": context["request"], "thread": thread, "subject": subject, "page": page}


@personal_tag(register, "comments/_own.html")
def own_comments_below(request, subject):
    """What the reader wrote here themselves and others do not see."""
    return {"own": own_comments(request, subject)}


@personal_tag(register, "comments/_form_on_page.html")
def comment_form(request, thread):
    """The form to write a comment, as the reader needs it."""
    member = member_of(request)
    name = member.display_name if member else ""
    return {"page": FormOnPage(kind_of_form(member), thread.write_url, thread.check_url, name)}


@register.filter
def initials(comment: Comment) -> str:
    """One or two letters for the picture beside a comment."""
    words = [word for word in comment.by.split() if word[0].isalnum()]
    letters = [word[0] for word in (words[:1] + words[1:][-1:])]
    return "".join(letters).upper() or "?"


@register.filter
def tone(comment: Comment) -> int:
    """Which colour the picture has: always the same for one author, and it says nothing about them."""
    who = f"member {comment.author_id}" if comment.author_id else comment.email_digest or comment.by
    return hashlib.blake2b(who.encode(), digest_size=2).digest()[0] % TONES


@register.filter
def percent(share: float) -> int:
    return round(100 * share)


@register.inclusion_tag("comments/_queue_link.html", takes_context=True)
def moderation_link(context):
    """The way to the queue with how many wait there; nothing, and no query, for whoever is not staff."""
    is_theirs = is_moderator(context["request"].user)
    return {"is_theirs": is_theirs, "count": Comment.objects.waiting().count() if is_theirs else 0}
