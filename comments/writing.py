"""What a request to write a comment comes to: who writes, with which form, and whether it can be kept."""

import uuid
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.devices import network_of
from accounts.hooks import call_all
from accounts.limits import allowed_again_at
from accounts.models import User
from comments import services
from comments.check.store import Verdict
from comments.forms import (
    LEFT_EMPTY,
    MemberForm,
    NameForm,
    SendingForm,
    TextForm,
    VisitorForm,
    cleaned,
    seconds_since,
    started_now,
)
from comments.mailing import follows
from comments.mailing.limits import asked_too_often, takes_one_more
from comments.models import Comment, Policy, Thread
from comments.waiting import in_words, seconds_until

FORMS = {"visitor": VisitorForm, "named": NameForm, "member": MemberForm}
UNPROCESSABLE, TOO_MANY, FORBIDDEN, CONFLICT = 422, 429, 403, 409
AUTO_ID = "comment-%s"
ASKED_BY_MAIL = gettext_lazy(
    "A mail with a link to confirm is on its way to this address, unless it gets new comments here already, such mails "
    "went to it lately, or many were asked for from your network."
)
"""Told whatever happened: it is not for whoever typed an address to know what comes to it."""


def member_of(request: HttpRequest) -> User | None:
    """Who writes as a member; guests write with name and address, as visitors do."""
    return request.user if request.user.is_authenticated else None


def kind_of_form(member: User | None) -> str:
    if member is None:
        return "visitor"
    return "member" if member.display_name else "named"


def is_in_good_standing(member: User | None) -> bool:
    """A member of whom a comment was published needs no security check."""
    return member is not None and Comment.objects.approved().filter(author=member).exists()


@dataclass
class Draft:
    """A comment that is being written, and what is wrong with it so far.

    `is_first_step`: it came from a page that is the same for everybody and could not ask everything; nothing is wrong.
    `choice`: what the button offers where it is not what was asked for. `status` is the answer's.
    """

    thread: Thread
    form: TextForm
    member: User | None = None
    parent: Comment | None = None
    key: str = ""
    started: str = ""
    problem: str = ""
    website: str = ""
    choice: str = ""
    is_first_step: bool = False
    status: int = 200

    def refuse(self, problem: str, status: int) -> "Draft":
        """It comes back with what is wrong with the whole."""
        self.problem, self.status = problem, status
        return self

    @property
    def has_errors(self) -> bool:
        return bool(self.problem or self.form.errors)


def new_draft(request: HttpRequest, thread: Thread, parent: Comment | None = None) -> Draft:
    """An empty form, ready to be sent in one step."""
    member = member_of(request)
    form = FORMS[kind_of_form(member)](auto_id=AUTO_ID, request=request, with_check=not is_in_good_standing(member))
    return Draft(thread, form, member, parent, key=uuid.uuid4().hex, started=started_now())


def parent_of(thread: Thread, public_id: str) -> Comment | None:
    """The comment that is answered; None where readers do not see it (any more)."""
    if not public_id:
        return None
    try:
        return thread.comments.approved().shown().filter(public_id=public_id).select_related("parent").first()
    except ValidationError:  # no UUID
        return None


def sent_draft(request: HttpRequest, thread: Thread, parent: Comment | None, sending: SendingForm) -> Draft:
    """What was typed. A form that brought no key gets one now."""
    draft = new_draft(request, thread, parent)
    draft.is_first_step = not sending.key_given or seconds_since(sending.values["started"]) is None
    if not draft.is_first_step:
        draft.key, draft.started = sending.key_given, sending.values["started"]
    draft.website = sending.website
    draft.form = type(draft.form)(
        request.POST,
        auto_id=AUTO_ID,
        request=request,
        with_check=draft.form.has_check,
        is_first_step=draft.is_first_step,
    )
    return draft


def take(request: HttpRequest, thread: Thread, visitor: str) -> Comment | Draft:
    """Keep what was sent; or else the draft, saying what is missing. A security check is taken with what it lets in."""
    sending = SendingForm(request.POST)
    answered = request.POST.get("parent", "")
    draft = sent_draft(request, thread, parent_of(thread, answered), sending)
    if kept := kept_before(sending.key_given):
        return take_again(request, draft, kept, visitor)
    if thread.is_open and answered and not draft.parent:
        draft.choice = _("Send as a comment of its own")
        draft.form.is_refused = True
        return draft.refuse(parent_is_gone(), CONFLICT)
    problem = "" if draft.form.wants_other_question else problem_of(draft)
    if problem:
        draft.form.is_refused = True
        return draft.refuse(problem, UNPROCESSABLE if thread.is_open else FORBIDDEN)
    with transaction.atomic():
        if not draft.form.is_valid() or draft.is_first_step:
            kept = kept_before(draft.key) if draft.form.verdict is Verdict.USED else None
            return take_again(request, draft, kept, visitor) if kept else draft
        again_at = limit_of(request, thread)
        if again_at is None:
            return keep_or_refuse(request, draft, visitor)
        transaction.set_rollback(True)
    return slowed_down(draft, again_at)


def keep_or_refuse(request: HttpRequest, draft: Draft, visitor: str) -> Comment | Draft:
    """In the transaction that takes the security check: a thread closed just now gives that back."""
    try:
        comment = keep(request, draft, visitor)
    except services.ThreadIsClosed:
        transaction.set_rollback(True)
        draft.thread.closed_at = draft.thread.closed_at or timezone.now()
        return draft.refuse(is_closed(), FORBIDDEN)
    is_same = comment.text == draft.form.cleaned_data["text"]
    return comment if is_same else take_again(request, draft, comment, visitor)


def take_again(request: HttpRequest, draft: Draft, kept: Comment, visitor: str) -> Comment | Draft:
    """What is to become of a form that has left a comment already. Sent with other words it changes the comment, as its
    author could on its page; where it cannot, the words come back."""
    if cleaned(request.POST.get("text", "")) == kept.text:
        return kept
    draft.key, draft.is_first_step = kept.key, False
    draft.form = type(draft.form)(request.POST, auto_id=AUTO_ID, request=request, with_check=False)
    if not draft.form.is_valid():
        return draft
    if again_at := limit_of_author(request):
        return slowed_down(draft, again_at)
    changed = None
    if kept.author_id == (draft.member and draft.member.pk) and (kept.author_id or kept.visitor == visitor):
        changed = services.edit(comment=kept, text=draft.form.cleaned_data["text"])
    if changed is None:
        return as_new(request, draft)
    if draft.form.cleaned_data.get("follow"):
        follow(request, draft, draft.form.cleaned_data.get("email", ""))
    return changed


def as_new(request: HttpRequest, draft: Draft) -> Draft:
    """The same words, to be sent as another comment."""
    fresh = new_draft(request, draft.thread, draft.parent)
    fresh.form.initial = {name: request.POST[name] for name in fresh.form.fields if name in request.POST}
    if not draft.thread.is_open:
        return fresh.refuse(is_closed(), FORBIDDEN)
    fresh.choice = _("Send as a new comment")
    problem = _(
        "This was sent before, in other words, and what was sent then can no longer be changed. What you wrote now is "
        "still below: you can send it as a new comment."
    )
    return fresh.refuse(problem, CONFLICT)


def kept_before(key: str) -> Comment | None:
    """The comment that this form has left already: it was sent twice, perhaps at the same moment."""
    return Comment.objects.filter(key=key).first() if key else None


def problem_of(draft: Draft) -> str:
    """What is wrong with the whole; empty where nothing is."""
    if not draft.thread.is_open:
        return is_closed()
    if draft.website:
        return str(LEFT_EMPTY)
    seconds = seconds_since(draft.started)
    if not draft.is_first_step and seconds < Policy.current().least_seconds:
        return _("That was very quick. Read your comment once more, then send it.")
    return ""


def is_closed() -> str:
    return _("This thread takes no more comments. What you wrote is still below, for you to copy.")


def parent_is_gone() -> str:
    return _(
        "The comment that you answer is no longer there. What you wrote is still below: you can send it by itself."
    )


def limit_of(request: HttpRequest, thread: Thread):
    """The moment from which this member or address may write again, and anybody in this thread; None where both may."""
    return limit_of_author(request) or allowed_again_at(request, "comment_thread", key=str(thread.pk))


def limit_of_author(request: HttpRequest):
    """The same of this member or address alone, for what changes a comment."""
    return allowed_again_at(request, "comment_member" if request.user.is_authenticated else "comment")


def slowed_down(draft: Draft, again_at) -> Draft:
    draft.form.wait_seconds = seconds_until(again_at)
    return draft.refuse(too_many(again_at), TOO_MANY)


def too_many(again_at) -> str:
    text = _("Many comments came from here just now. Yours is still below: send it in %(time)s.")
    return text % {"time": in_words(seconds_until(again_at))}


def keep(request: HttpRequest, draft: Draft, visitor: str) -> Comment:
    values = draft.form.cleaned_data
    is_new_name = bool(draft.member and values.get("name"))
    if is_new_name:
        draft.member.display_name = values["name"]
        draft.member.save(update_fields=["display_name"])
    comment = services.write(
        thread=draft.thread,
        parent=draft.parent,
        key=draft.key,
        text=values["text"],
        author=draft.member,
        name=values.get("name", ""),
        email=values.get("email", ""),
        visitor=visitor,
        seconds=seconds_since(draft.started),
        network=network_of(get_adapter().get_client_ip(request)),
    )
    if is_new_name:  # not before the thread is locked: whoever decides about its comments renders pages anew after it
        call_all(settings.AFTER_RENAMING, member=draft.member)
    if values.get("follow"):
        follow(request, draft, values.get("email", ""))
    return comment


def follow(request: HttpRequest, draft: Draft, address: str) -> None:
    if draft.member:
        follows.follow_as_member(thread=draft.thread, member=draft.member)
    elif asked_too_often(request) is None and takes_one_more(request, address):
        follows.ask_to_confirm(thread=draft.thread, address=address)
