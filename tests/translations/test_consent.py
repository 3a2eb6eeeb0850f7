"""Asked before anything is sent; remembered, refused, taken back, and asked again when the policy is another."""

import dataclasses

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from accounts.services import carry_over
from tests.aipm_course.test_headers import POLICY, security_headers
from tests.conftest import SAME_ORIGIN
from tests.factories import make_guest, make_user
from tests.translations.actions import CHOOSE, GERMAN, keep_original, load, text_of
from translations import services
from translations.models import Consent, Translation

pytestmark = pytest.mark.usefixtures("provider", "pages", "worker")
CONSENT_TEXT = "You decide whether something is."


def new_policy(settings):
    settings.TRANSLATION = dataclasses.replace(settings.TRANSLATION, policy_version="2027-01")


@pytest.fixture
def member(client) -> User:
    member = make_user()
    client.force_login(member)
    return member


@pytest.mark.parametrize("path", ["/lessons/lesson-1/", "/articles/overview/", CHOOSE, GERMAN, "/privacy/"])
def test_ac_a19_11_nothing_is_asked_of_the_provider_before_consent(client, stand_in, path):
    response = client.get(path, follow=True)

    assert stand_in.seen == []
    assert Translation.objects.count() == 0
    assert security_headers(response)["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize(("path", "choose"), [("/lessons/lesson-1/", CHOOSE), ("/articles/overview/", None)])
def test_ac_a19_11_original_is_readable_with_the_control_on_it(client, path, choose):
    page = text_of(client.get(path))

    assert f'href="{choose or "/articles/overview/in/"}">Read in another language</a>' in page
    assert "Some teaching text" in page or "Some words about retrieval" in page


def test_ac_a19_12_text_says_who_gets_what_and_both_answers_look_the_same(client):
    page = text_of(client.get(CHOOSE))

    assert "<b>Sent to Elsewhere</b>" in page
    assert "the text of each page that you ask for, and the language" in page
    assert "<b>Not sent:</b> your IP address" in page
    assert "Elsewhere sees the IP address of our server and not yours" in page
    assert "<b>Elsewhere may gather data on activity here:</b>" in page
    assert '<button class="btn quiet" name="answer" value="load">Load translations</button>' in page
    assert '<button class="btn quiet" name="answer" value="original">Keep the original</button>' in page
    assert page.count('class="btn"') == 0


def test_ac_a19_13_privacy_policy_is_linked_before_choosing(client):
    page = text_of(client.get(CHOOSE))

    assert 'href="https://elsewhere.example/privacy" rel="noopener noreferrer external"' in page
    assert page.index("https://elsewhere.example/privacy") < page.index("Load translations")


def test_ac_a19_13_acceptance_of_a_member_is_kept_with_version_and_time_and_then_it_loads(client, member, stand_in):
    response = load(client)

    consent = Consent.objects.get()
    assert (consent.learner, consent.provider, consent.policy_version) == (member, "Elsewhere", "2026-05")
    assert consent.accepted_at is not None
    assert response.headers["Location"] == GERMAN
    assert "LESSON NUMBER 1" in text_of(client.get(GERMAN))
    assert len(stand_in.seen) == 1


def test_ac_a19_13_acceptance_of_a_visitor_is_a_signed_cookie_and_no_row(client, settings):
    load(client)

    cookie = client.cookies["translations"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 24 * 3600)
    assert (Consent.objects.count(), User.objects.count(), Session.objects.count()) == (0, 0, 0)
    assert client.get(GERMAN).status_code == 200
    client.cookies["translations"] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert client.get(GERMAN).headers["Location"] == f"{CHOOSE}?to=de"


def test_ac_a19_13_refusal_is_kept_for_this_visit_and_not_asked_again(client, stand_in):
    response = keep_original(client)

    assert response.headers["Location"] == "/lessons/lesson-1/"
    assert client.cookies["translations"]["max-age"] == ""
    for path in (CHOOSE, GERMAN, "/articles/overview/in/"):
        page = text_of(client.get(path, follow=True))
        assert CONSENT_TEXT not in page
        assert "you are not asked again in this visit" in page
    assert stand_in.seen == []


def test_ac_a19_13_who_refused_may_decide_anew(client):
    keep_original(client)

    client.post(CHOOSE, {"answer": "again"})

    assert CONSENT_TEXT in text_of(client.get(CHOOSE))


@pytest.mark.parametrize("where", ["/privacy/", "/accounts/preferences/"])
def test_ac_a19_13_withdrawal_takes_effect_at_once(client, member, stand_in, where):
    load(client)
    assert 'action="/translations/withdraw/"' in text_of(client.get(where))

    response = client.post("/translations/withdraw/", HTTP_REFERER=f"http://testserver{where}")

    assert response.headers["Location"] == where
    assert 'action="/translations/withdraw/"' not in text_of(client.get(where))
    assert client.get(GERMAN).headers["Location"] == f"{CHOOSE}?to=de"
    assert client.post("/lessons/lesson-1/in/fr/").headers["Location"] == f"{CHOOSE}?to=fr"
    assert Consent.objects.get().ended_at is not None
    assert len(stand_in.seen) == 1


def test_ac_a19_13_withdrawal_of_a_visitor_takes_the_cookie_away(client):
    load(client)

    client.post("/translations/withdraw/")

    assert client.cookies["translations"].value == ""
    assert client.get(GERMAN).status_code == 302


@pytest.mark.parametrize("is_member", [True, False])
def test_ac_a19_13_new_policy_version_asks_again(client, settings, stand_in, is_member):
    if is_member:
        client.force_login(make_user())
    load(client)

    new_policy(settings)

    assert client.get(GERMAN).headers["Location"] == f"{CHOOSE}?to=de"
    page = text_of(client.get(CHOOSE))
    assert "have changed since you agreed" in page
    assert CONSENT_TEXT in page
    load(client)
    assert client.get(GERMAN).status_code == 200


def test_ac_a19_13_new_policy_version_asks_those_who_refused_too(client, settings):
    keep_original(client)

    new_policy(settings)

    assert CONSENT_TEXT in text_of(client.get(CHOOSE))


def test_acceptance_without_a_language_says_what_is_missing_and_keeps_nothing(client, member, stand_in):
    for language in ("", "xx"):
        response = load(client, language)

        assert response.status_code == 422
        assert "There is a problem" in text_of(response)
    assert Consent.objects.count() == 0
    assert stand_in.seen == []


def test_language_alone_is_no_consent(client, stand_in):
    assert client.post(CHOOSE, {"language": "de"}).headers["Location"] == CHOOSE
    assert client.post(GERMAN).headers["Location"] == f"{CHOOSE}?to=de"
    assert stand_in.seen == []


def test_accepting_twice_is_one_consent(client, member):
    load(client)
    load(client, "fr")

    assert Consent.objects.count() == 1


def test_consent_of_one_member_is_not_that_of_another(client, member):
    load(client)
    other = Client(**SAME_ORIGIN)
    other.force_login(make_user())

    assert other.get(GERMAN).status_code == 302


def test_cookie_of_a_visitor_does_not_speak_for_a_member_who_signs_in_there(client):
    load(client)

    client.force_login(make_user())

    assert client.get(GERMAN).status_code == 302


def test_other_site_cannot_take_consent_back_nor_give_it(client, member):
    load(client)
    strict = Client(enforce_csrf_checks=True, HTTP_SEC_FETCH_SITE="cross-site")
    strict.cookies = client.cookies

    assert strict.post("/translations/withdraw/").status_code == 403
    assert strict.post(CHOOSE, {"answer": "load", "language": "de"}).status_code == 403
    assert Consent.objects.get().ended_at is None
    assert client.get("/translations/withdraw/").status_code == 405


def test_guest_s_consent_moves_to_the_member(db):
    guest, member = make_guest(), make_user()
    services.accept(learner=guest)

    carry_over(guest_id=guest.pk, member=member)

    assert Consent.objects.get(ended_at=None).learner == member


def test_of_two_consents_the_later_stands(db):
    guest, member = make_guest(), make_user()
    services.accept(learner=member)
    services.accept(learner=guest)

    carry_over(guest_id=guest.pk, member=member)

    first, second = Consent.objects.order_by("accepted_at")
    assert (first.ended_at is not None, second.ended_at, second.learner) == (True, None, member)


def test_what_the_member_took_back_later_stays_taken_back(db):
    guest, member = make_guest(), make_user()
    services.accept(learner=member)
    services.accept(learner=guest)
    services.withdraw(learner=member)

    carry_over(guest_id=guest.pk, member=member)

    assert not Consent.objects.filter(ended_at=None).exists()
