"""From the rule to a certificate that a stranger verifies."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait

MEET_THE_RULE = """
from django.utils import timezone
from accounts.models import User
from quizzes.models import Activity, Answer, Attempt, Decision
from quizzes.pool import Pool

learner, pool = User.objects.get(email={email!r}), Pool()

def sit(kind, scope, codes):
    attempt = Attempt.objects.create(learner=learner, kind=kind, scope=scope, questions=codes)
    for code in codes:
        question, now = pool.get(code), timezone.now()
        Answer.objects.create(
            attempt=attempt, learner=learner, question=question, revision=question.revision, seed=0,
            response={{"option": 0}}, score=1.0, is_right=True, seconds=20, answered_at=now, completed_at=now,
        )

for number in range(1, {lessons} + 1):
    sit("lesson", f"L{{number:02}}", pool.first_quiz(f"L{{number:02}}"))
sit("final", "", [question.code for question in pool.of_lesson("L05") if question.kind != "free"][:6])
Decision.objects.create(learner=learner, activity=Activity.objects.get(code="ACT17"), choices={{}}, outcome={{}})
"""


@pytest.fixture
def ready(site, member):
    """A member who has met the rule."""
    site.run(MEET_THE_RULE.format(email=member.email, lessons=17))
    return member


@pytest.fixture
def nearly(site, member):
    """A member who lacks seven lessons."""
    site.run(MEET_THE_RULE.format(email=member.email, lessons=10))
    return member


def take(page, name: str) -> str:
    """Take a certificate in this name; returns the address of its page."""
    page.goto("/certificate/")
    page.get_by_label("Your name as it should stand").fill(name)
    page.get_by_label("Yes, publish my name").check()
    press_and_wait(page, page.get_by_role("button", name="Issue my certificate"))
    return page.url


def test_rule_is_reached_from_the_course_and_its_page_is_good(page):
    page.goto("/course/")

    press_and_wait(page, page.get_by_role("link", name="Certificate: its rule, and how far you are"))

    expect(page.get_by_role("list").get_by_text("Get at least 70% right in a final check")).to_be_visible()
    assert_page_is_good(page)


def test_learner_opens_what_a_figure_rests_on_and_goes_to_what_is_missing(page, nearly):
    come_in(page, nearly)
    page.goto("/certificate/")

    expect(page.get_by_text("10 of 17")).to_be_visible()
    for why in page.get_by_text("Why this number?").all():
        why.press("Enter")
    expect(page.get_by_role("link", name="Where AI creates real value")).to_be_visible()
    assert_page_is_good(page)
    press_and_wait(page, page.get_by_role("link", name="A working day"))

    expect(page).to_have_url(re.compile(r"/lessons/a-working-day/#quiz$"))


def test_form_and_its_errors_are_good_and_keep_the_name(page, ready):
    come_in(page, ready)
    page.goto("/certificate/")
    assert_page_is_good(page)
    page.get_by_label("Your name as it should stand").fill("山田 Robin")

    press_and_wait(page, page.get_by_role("button", name="Issue my certificate"))

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link", name=re.compile("^The PDF cannot write 山 田 in this name"))).to_be_visible()
    expect(page.get_by_label("Your name as it should stand")).to_have_value("山田 Robin")
    assert_page_is_good(page)


def test_stranger_verifies_a_certificate_without_signing_in(page, plain_page, ready):
    come_in(page, ready)
    address = take(page, "Robin Łukaszewicz")
    stranger = plain_page
    stranger.goto(address)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Robin Łukaszewicz")

    press_and_wait(stranger, stranger.get_by_role("button", name="Verify"))

    verdict = stranger.get_by_role("status")
    expect(verdict.get_by_role("heading", name="Genuine, and it stands")).to_be_visible()
    expect(verdict.get_by_role("listitem")).to_have_count(4)
    expect(stranger.get_by_role("button", name="Verify again")).to_be_visible()


def test_certificate_looks_good_valid_verified_and_revoked(page, ready):
    come_in(page, ready)
    address = take(page, "Robin")
    assert_page_is_good(page)
    page.goto(f"{address}?verify=now")
    assert_page_is_good(page)
    page.goto("/certificate/")
    assert_page_is_good(page)
    press_and_wait(page, page.get_by_role("link", name="Withdraw it"))
    assert_page_is_good(page)

    page.get_by_label("Yes, withdraw my certificate").check()
    press_and_wait(page, page.get_by_role("button", name="Withdraw it"))

    expect(page.get_by_role("heading", name="You withdrew your certificate")).to_be_visible()
    page.goto(f"{address}?verify=now")
    expect(page.get_by_role("heading", name="Revoked: it does not stand")).to_be_visible()
    assert_page_is_good(page)


def test_printed_page_is_the_certificate_alone(page, ready):
    come_in(page, ready)
    take(page, "Robin")

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", level=1, name="Robin")).to_be_visible()
    expect(page.get_by_text(page.url, exact=True)).to_be_visible()
    for hidden in (page.get_by_role("banner"), page.get_by_role("contentinfo"), page.get_by_text("Is it genuine?")):
        expect(hidden).to_be_hidden()
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_pdf_and_signed_file_are_handed_out(page, ready):
    come_in(page, ready)
    address = take(page, "Robin")

    pdf, signed = (page.request.get(f"{address}{file}") for file in ("certificate.pdf", "credential.json"))

    assert pdf.body().startswith(b"%PDF-")
    assert (pdf.headers["content-type"], signed.headers["content-type"]) == (
        "application/pdf",
        "application/vc+ld+json",
    )
    assert signed.json()["credentialSubject"]["name"] == "Robin"
