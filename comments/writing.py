"""What a request to write a comment comes to: who writes, with which form, and whether it can be kept."""

import uuid
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.devices import network_of
from accounts.limits import allowed_again_at
from accounts.models import User
from comments import follows, services
from comments.check_store import Verdict
from comments.forms import (
    LEFT_EMPTY,
    MemberForm,
    NameForm,
    SendingForm,
    TextForm,
    VisitorForm,
    seconds_since,
    started_now,
)
from comments.mail_limits import asked_too_often, takes_one_more
from comments.models import Comment, Policy, Thread
from comments.waiting import in_words, seconds_until

FORMS = {"visitor": VisitorForm, "named": NameForm, "member": MemberForm}
UNPROCESSABLE, TOO_MANY, FORBIDDEN = 422, 429, 403
AUTO_ID = "comment-%s"


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
    `status` is the answer's.
    """

    thread: Thread
    form: TextForm
    member: User | None = None
    parent: Comment | None = None
    key: str = ""
    started: str = ""
    problem: str = ""
    website: str = ""
    is_first_step: bool = False
    status: int = 200

    @property
    def has_errors(self) -> bool:
        return bool(self.problem or self.form.errors)


def new_draft(request: HttpRequest, thread: Thread, parent: Comment | None = None) -> Draft:
    """An empty form, ready to be sent in one step."""
    member = member_of(request)
    form = FORMS[kind_of_form(member)](auto_id=AUTO_ID, request=request, with_check=not is_in_good_standing(member))
    return Draft(thread, form, member, parent, key=uuid.uuid4().hex, started=started_now())


def sent_draft(request: HttpRequest, thread: Thread, parent: Comment | None, sending: SendingForm) -> Draft:
    """What was typed. A form that brought no key gets one now."""
    draft = new_draft(request, thread, parent)
    draft.is_first_step = not sending.key_given or seconds_since(sending.values["started"]) is None
    if not draft.is_first_step:
        draft.key, draft.started = sending.key_given, sending.values["started"]
    draft.website = sending.values["website"]
    draft.form = type(draft.form)(
        request.POST,
        auto_id=AUTO_ID,
        request=request,
        with_check=draft.form.has_check,
        is_first_step=draft.is_first_step,
    )
    return draft


def take(request: HttpRequest, thread: Thread, parent: Comment | None, visitor: str) -> Comment | Draft:
    """Keep what was sent; or else the draft, saying what is missing. A security check is taken with what it lets in."""
    sending = SendingForm(request.POST)
    if kept := kept_before(sending.key_given):
        return kept
    draft = sent_draft(request, thread, parent, sending)
    draft.problem = "" if draft.form.wants_other_question else problem_of(draft)
    if draft.problem:
        draft.form.is_refused = True
        draft.status = UNPROCESSABLE if thread.is_open else FORBIDDEN
        return draft
    with transaction.atomic():
        if not draft.form.is_valid() or draft.is_first_step:
            return (kept_before(draft.key) if draft.form.verdict is Verdict.USED else None) or draft
        again_at = limit_of(request, thread)
        if again_at is None:
            return keep(request, draft, visitor)
        transaction.set_rollback(True)
    draft.problem, draft.status = too_many(again_at), TOO_MANY
    draft.form.wait_seconds = seconds_until(again_at)
    return draft


def kept_before(key: str) -> Comment | None:
    """The comment that this form has left already: it was sent twice, perhaps at the same moment."""
    return Comment.objects.filter(key=key).first() if key else None


def problem_of(draft: Draft) -> str:
    """What is wrong with the whole; empty where nothing is."""
    if not draft.thread.is_open:
        return _("This thread takes no more comments. What you wrote is still below, for you to copy.")
    if draft.website:
        return str(LEFT_EMPTY)
    seconds = seconds_since(draft.started)
    if not draft.is_first_step and seconds < Policy.current().least_seconds:
        return _("That was very quick. Read your comment once more, then send it.")
    return ""


def limit_of(request: HttpRequest, thread: Thread):
    """The moment from which this member or address may write again, and anybody in this thread; None where both may."""
    whose = "comment_member" if request.user.is_authenticated else "comment"
    return allowed_again_at(request, whose) or allowed_again_at(request, "comment_thread", key=str(thread.pk))


def too_many(again_at) -> str:
    text = _("Many comments came from here just now. Yours is still below: send it in %(time)s.")
    return text % {"time": in_words(seconds_until(again_at))}


def keep(request: HttpRequest, draft: Draft, visitor: str) -> Comment:
    values = draft.form.cleaned_data
    if draft.member and values.get("name"):
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
    if values.get("follow"):
        follow(request, draft, values.get("email", ""))
    return comment


def follow(request: HttpRequest, draft: Draft, address: str) -> None:
    if draft.member:
        follows.follow_as_member(thread=draft.thread, member=draft.member)
    elif asked_too_often(request) is None and takes_one_more(request, address):
        follows.ask_to_confirm(thread=draft.thread, address=address)
