from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from accounts.devices import device_name
from accounts.learners import current_learner, note_visit


class LearnerMiddleware:
    """Shows times in the learner's zone and notes the day of the visit. A visitor without a session costs nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.session.session_key:
            return self.get_response(request)
        learner = current_learner(request)
        if learner is None:
            return self.get_response(request)
        note_visit(request)
        with timezone.override(learner.zone):
            return self.get_response(request)


class AccountPagesMiddleware:
    """Nothing below /accounts/ is kept by a browser: addresses, secrets and codes are gone when the page is.

    And of the browser, these pages see no more than its name: allauth stores and mails what it finds in the request.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith("/accounts/"):
            return self.get_response(request)
        request.META["HTTP_USER_AGENT"] = device_name(request.META.get("HTTP_USER_AGENT", ""))
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response
