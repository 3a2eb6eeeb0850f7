"""What learners choose about reminders, and the links in the mails."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from anymail.exceptions import AnymailError
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.addresses import forget_undeliverable, is_undeliverable, verified_address_of
from accounts.learners import current_learner
from accounts.limits import allowed_again_at
from accounts.models import User
from accounts.same_origin import same_origin_post
from accounts.sealing import digest_of, digests_of
from reminders import links, services
from reminders.forms import PreferencesForm
from reminders.models import REPLIES, TOPICS, Preference, Reminder, topic_of
from reminders.occasions import WEEK
from reminders.outlook import outlook

LAST = 10
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
def preferences(request):
    """Everybody sees what reminders are; members choose theirs."""
    if not request.user.is_authenticated:
        is_guest = current_learner(request) is not None
        return render(request, "reminders/preferences.html", {"is_guest": is_guest})
    preference = services.preference_of(request.user)
    form = PreferencesForm(request.POST if request.method == "POST" else None, preference=preference)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"form": form, **context_of(services.preference_of(request.user))}
        return render(request, "reminders/preferences.html", context, status=status)
    form.save()
    messages.success(request, _("Your reminders are saved."))
    return redirect("reminders:preferences")


def context_of(preference: Preference) -> dict:
    member, now = preference.learner, timezone.now()
    rows = Reminder.objects.filter(learner=member)
    return {
        "preference": preference,
        "outlook": outlook(preference, now),
        "address": verified_address_of(member),
        "is_paused": preference.is_paused_on(member.today),
        "sent_this_week": rows.sent().filter(day__gt=member.today - WEEK).count(),
        "reminders": rows.order_by("-day")[:LAST],
    }


@csrf_exempt
@form_page
@never_cache
def end(request, token):
    """From each mail: its readers choose what ends. Mail programs post here for them, without cookies (RFC 8058)."""
    mail = links.mail_to_end(token)
    if mail is None:
        return render(request, "reminders/end.html", {"step": "none"}, status=HTTPStatus.NOT_FOUND)
    learner_id, kind = mail
    if request.method == "POST":
        what = request.POST.get("what", "topic" if kind == REPLIES else "all")
        services.switch_off(learner_id=learner_id, kind=kind if what == "topic" else "")
    learner = User.objects.filter(pk=learner_id).first()
    context = {"topic": TOPICS.get(topic_of(kind), ""), "step": step_of(learner, kind)}
    return render(request, "reminders/end.html", context)


def step_of(learner: User | None, kind: str) -> str:
    """What the page of a link that ends mails has to say."""
    if learner is None:
        return "gone"
    preference = services.preference_of(learner)
    if not preference.is_on:
        return "all"
    return "topic" if topic_of(kind) and not preference.wants(kind) else "ask"


@same_origin_post
def ask_for_arrival(request):
    """Mail a link to a member to whose address nothing is sent any more, to see whether mail arrives again."""
    address = verified_address_of(request.user) if request.user.is_authenticated else ""
    if address and is_undeliverable(address):
        if allowed_again_at(request, "confirm_email", key=digest_of(address)):
            messages.error(request, _("That was asked for just now. Wait a few minutes, then try again."))
        elif mail_link(request.user, address):
            messages.success(request, _("We have mailed you a link. Open it, and press the button on its page."))
        else:
            messages.error(request, _("We cannot send email just now. Try again in a few minutes."))
    return redirect("reminders:preferences")


def mail_link(member: User, address: str) -> bool:
    context = {"url": links.url_of_arrival(member.pk, address), "days": links.ARRIVES_DAYS}
    try:
        get_adapter().render_mail("reminders/mail/arrives", address, context).send()
    except (OSError, AnymailError):
        return False
    return True


@form_page
@never_cache
def arrives(request, token):
    """From that mail. Opening it changes nothing, since mail scanners open links too."""
    learner_id, digest = links.arrival_of(token) or (0, "")
    member = User.objects.filter(pk=learner_id).first()
    address = verified_address_of(member) if member else ""
    if digest not in digests_of(address):
        return render(request, "reminders/arrives.html", {"step": "none"}, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        forget_undeliverable(address)
        services.wake(learner_id=member.pk)
    step = "ask" if is_undeliverable(address) else "done"
    return render(request, "reminders/arrives.html", {"step": step, "address": address})
