"""Following a thread by mail, from its page and from the links in mails."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.same_origin import same_origin_post
from comments import threads
from comments.forms import EmailField
from comments.mailing import follows, links
from comments.mailing.limits import asked_too_often, takes_one_more
from comments.models import Follow, Thread
from comments.waiting import in_words, seconds_until
from comments.writing import ASKED_BY_MAIL, UNPROCESSABLE, member_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


class AddressForm(forms.Form):
    """An address to which something is mailed."""

    email = EmailField(label=gettext_lazy("Email address"))


@dataclass(frozen=True)
class FollowBox:
    """What a thread's page offers to whoever reads it: a member one press, everybody else a field for an address."""

    thread: Thread
    is_member: bool
    is_followed: bool = False

    @classmethod
    def of(cls, request: HttpRequest, thread: Thread) -> "FollowBox":
        member = member_of(request)
        return cls(thread, member is not None, member is not None and follows.is_followed_by(thread, member))

    @property
    def form(self) -> AddressForm:
        return AddressForm(auto_id="follow-%s")


@never_cache
@same_origin_post
def follow(request, kind, slug):
    """Begin or end following, from the thread's page."""
    thread = threads.stored_thread_of(threads.subject_of(kind, slug))
    member = member_of(request)
    return follow_of_member(request, thread, member) if member else follow_of_address(request, thread)


def follow_of_member(request, thread, member):
    if request.POST.get("follow") == "off":
        Follow.objects.filter(thread=thread, member=member, ended_at=None).update(ended_at=timezone.now())
        messages.success(request, _("You get no more mails about new comments here."))
    elif follows.follow_as_member(thread=thread, member=member):
        messages.success(request, _("New comments here are mailed to you."))
    else:
        messages.error(request, _("Confirm your email address first, then comments can be mailed to it."))
    return redirect(f"{thread.get_absolute_url()}#follow")


def follow_of_address(request, thread):
    form = AddressForm(request.POST, auto_id="follow-%s")
    if not form.is_valid():
        context = {"thread": thread, "form": form}
        return render(request, "comments/follow.html", context, status=UNPROCESSABLE)
    if again_at := asked_too_often(request):
        return try_later(request, "comments/follow.html", again_at, thread=thread, form=form)
    ask(request, thread, form.cleaned_data["email"])
    return render(
        request, "comments/follow_asked.html", {"thread": thread, "days": links.CONFIRM_DAYS, "asked": ASKED_BY_MAIL}
    )


def try_later(request: HttpRequest, template: str, again_at, **context):
    """The page once more, with the wait in words and for programs."""
    seconds = seconds_until(again_at)
    response = render(request, template, {**context, "wait": in_words(seconds)}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds)
    return response


def ask(request: HttpRequest, thread: Thread, address: str) -> None:
    if takes_one_more(request, address):
        follows.ask_to_confirm(thread=thread, address=address)


@form_page
@never_cache
def confirm(request, token):
    """From the mail that asks whether somebody wants to follow."""
    try:
        follow = links.follow_to_confirm(token)
    except links.LinkIsTooOld:
        return render(request, "comments/follow_link.html", {"step": "old"}, status=HTTPStatus.GONE)
    if follow is None:
        return render(request, "comments/follow_link.html", {"step": "none"}, status=HTTPStatus.NOT_FOUND)
    if not follows.can_confirm(follow):
        return render(request, "comments/follow_link.html", {"step": "ended", "follow": follow})
    is_done = follow.is_active or (request.method == "POST" and follows.confirm(follow=follow))
    context = {"step": "confirmed" if is_done else "confirm", "follow": follow}
    if is_done:
        context["end_url"] = links.url_to_end(follow)
    return render(request, "comments/follow_link.html", context)


@csrf_exempt
@form_page
@never_cache
def end(request, token):
    """From each mail to followers. Mail programs post here for their readers, without cookies (RFC 8058)."""
    follow = links.follow_to_end(token)
    if follow is None and links.read(token, links.END) is None:
        return render(request, "comments/follow_link.html", {"step": "none"}, status=HTTPStatus.NOT_FOUND)
    if follow and request.method == "POST":
        follows.end_follow(follow=follow)
        follow.refresh_from_db()
    step = "end" if follow and follow.is_active else "ended"
    return render(request, "comments/follow_link.html", {"step": step, "follow": follow})
