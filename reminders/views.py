from http import HTTPStatus

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reminders import links, services
from reminders.models import Preference

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
def preferences(request):
    return render(request, "reminders/preferences.html")


@csrf_exempt
@form_page
@never_cache
def end(request, token):
    """From each reminder. Mail programs post here for their readers, without cookies (RFC 8058)."""
    learner_id = links.learner_to_end(token)
    if learner_id is None:
        return render(request, "reminders/end.html", {"step": "none"}, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        services.switch_off(learner_id=learner_id)
    is_on = Preference.objects.filter(learner=learner_id, is_on=True).exists()
    return render(request, "reminders/end.html", {"step": "end" if is_on else "ended"})
