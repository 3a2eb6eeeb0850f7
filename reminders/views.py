from http import HTTPStatus

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from reminders import links, services
from reminders.models import REPLIES, TOPICS, topic_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
def preferences(request):
    return render(request, "reminders/preferences.html")


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
