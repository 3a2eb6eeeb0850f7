import zoneinfo

from django.utils import timezone

from accounts.learners import current_learner, note_visit


class LearnerMiddleware:
    """Shows times in the learner's time zone and notes the day of the visit. A visitor without a session costs nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.session.session_key:
            return self.get_response(request)
        learner = current_learner(request)
        if learner is None:
            return self.get_response(request)
        note_visit(request)
        with timezone.override(zoneinfo.ZoneInfo(learner.time_zone)):
            return self.get_response(request)
