"""Every address of ours, found by walking the URLs."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from accounts.models import User
from briefs.models import Passage, Section
from certificates.models import Certificate
from lessons.models import Edition
from progress.models import Reading
from quizzes.models import Answer, Attempt, Decision, Note, Report
from quizzes.urls import ACTIVITY, QUESTION
from readiness.models import Pass, Share
from reviews.models import Card
from tests.factories import make_lesson
from tests.quizzes.factories import make_question

APPS = (
    *("accounts", "lessons", "quizzes", "reviews", "readiness", "briefs", "progress"),
    *("certificates", "translations", "aipm_course"),
)
WITHOUT_TOKEN = {
    "accounts/appearance/": "/accounts/appearance/",
    "accounts/keep/": "/accounts/keep/",
    "translations/withdraw/": "/translations/withdraw/",
    "lessons/<slug:slug>/read/": "/lessons/lesson-1/read/",
    "lessons/<slug:slug>/place/": "/lessons/lesson-1/place/",
    r"^prompts/(?P<code>P\d\d\.\d{1,2})/mark/$": "/prompts/P01.1/mark/",
    rf"^review/add/{QUESTION}/$": "/review/add/Q01.1/",
    rf"^questions/{QUESTION}/answer/$": "/questions/Q01.1/answer/",
    rf"^questions/{QUESTION}/report/send/$": "/questions/Q01.1/report/send/",
    "attempts/begin/": "/attempts/begin/",
    r"^notes/(?P<place>(PRE|TAKE)\d\d)/$": "/notes/TAKE01/",
    rf"^activities/{ACTIVITY}/decide/$": "/activities/ACT01/decide/",
    rf"^activities/{ACTIVITY}/rate/$": "/activities/ACT01/rate/",
    "readiness/first/keep/": "/readiness/first/keep/",
    "readiness/rate/keep/": "/readiness/rate/keep/",
    "readiness/tasks/<int:key>/keep/": "/readiness/tasks/1/keep/",
    r"^readiness/questions/(?P<code>R\d)/share/$": "/readiness/questions/R1/share/",
}
KEPT = (User, Card, Reading, Attempt, Answer, Note, Decision, Report, Certificate, Pass, Share, Passage, Section)
SENT = {"rating": "got-it", "theme": "dark", "at_end": "on", "text": "Words.", "kind": "lesson", "scope": "L01"}
ANSWERED = {"option": "0", "confidence": "80", "reason": "key"}


def patterns(resolver=None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        found += [(path, entry)] if isinstance(entry, URLPattern) else patterns(entry, path)
    return found


def test_only_the_forms_of_shared_pages_come_without_a_token():
    exempt = [
        path
        for path, entry in patterns()
        if getattr(entry.callback, "csrf_exempt", False) and entry.callback.__module__.startswith(APPS)
    ]

    assert sorted(exempt) == sorted(WITHOUT_TOKEN)


@pytest.mark.parametrize("path", WITHOUT_TOKEN.values())
@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_form_without_a_token_is_taken_from_our_own_pages_alone(db, path, site):
    make_question(make_lesson(1))

    response = Client().post(path, SENT | ANSWERED, HTTP_SEC_FETCH_SITE=site)

    assert response.status_code == 403
    assert response.cookies == {}
    assert [model for model in KEPT if model.objects.exists()] == []


def test_reading_changes_nothing(db, client):
    make_lesson(1)
    before = Edition.objects.get().number

    for path, entry in patterns():
        if entry.callback.__module__.startswith(APPS) and "<" not in path:
            client.get(f"/{path}")

    assert Edition.objects.get().number == before
    assert [model for model in KEPT if model.objects.exists()] == []
