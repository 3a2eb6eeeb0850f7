"""Readiness from the first lesson to the printed sheet, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.actions import totp
from tests.browser.conftest import Person, assert_page_is_good, come_in, new_email, press_and_wait, watch

WORDS = "Three people told us where they wait and what they do instead of it today, in their own words and ours. "
MAKE_LENA = """
from django.utils import timezone
from accounts.models import User
from quizzes.models import Answer, Attempt, Question
from readiness.guide import make_guide
from readiness.models import Sheet
from readiness.services import Said, keep_pass
from quizzes.pool import Pool

learner = User.objects.get(email={email!r})
answers = [("Q05.1", 1, 95), ("Q05.3", 1, 80), ("Q05.3b", 1, 80), ("Q05.4", 1, 60), ("Q05.5", 0, 95),
    ("Q05.7", 0, 95), ("Q05.7b", 0, 80), ("Q13.3", 0, 80), ("Q17.2", 0, 40)]
attempt = Attempt.objects.create(learner=learner, kind="practice", questions=[])
for code, is_right, confidence in answers:
    question = Question.objects.get(code=code)
    kind = "final" if code == "Q05.4" else "practice"
    sitting, _new = Attempt.objects.get_or_create(learner=learner, kind=kind, scope=code, questions=[code])
    now = timezone.now()
    Answer.objects.create(attempt=sitting, learner=learner, question=question, revision=question.revision, seed=0,
        response={{}}, confidence=confidence, score=float(is_right), is_right=bool(is_right), seconds=20,
        answered_at=now, completed_at=now)
guide = make_guide(Sheet.objects.get().content, Pool())
best = Said(3, {words!r}, confirmed_by="Mara, 3 May")
said = {{question.code: best for question in guide.questions}} | {{"R2": Said(3, {words!r})}}
keep_pass(learner=learner, guide=guide, number=1, with_evidence=False, said=said)
keep_pass(learner=learner, guide=guide, number=2, with_evidence=True, said=said)
"""


@pytest.fixture
def lena(site, member):
    """A member with the ratings and the nine linked answers of the worked example in R2."""
    site.run(MAKE_LENA.format(email=member.email, words=(WORDS * 12)[:1200]))
    return member


MAKE_INSTRUCTOR = """
from django.contrib.auth.models import Permission
from tests.factories import make_authenticator_app, make_user

instructor = make_user({email!r}, {password!r}, is_staff=True, display_name="Ada")
instructor.user_permissions.add(Permission.objects.get(codename="view_share"))
print(make_authenticator_app(instructor))
"""


@pytest.fixture
def staff_page(browser, site):
    """A browser of its own in which an instructor signed in with a second factor."""
    person = Person(new_email())
    made = site.run(MAKE_INSTRUCTOR.format(email=person.email, password=person.password))
    context = browser.new_context(base_url=site.url)
    complaints = watch(context, site)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    press_and_wait(page, page.get_by_role("button", name="Sign in", exact=True))
    page.get_by_label("Code", exact=True).fill(totp(made.split()[-1]))
    press_and_wait(page, page.get_by_role("button", name="Sign in", exact=True))
    yield page
    context.close()
    assert complaints == []


def question(page, number: int):
    return page.get_by_role("region", name=f"R{number} ·")


def rate(page, *levels: str) -> None:
    for number, level in enumerate(levels, start=1):
        question(page, number).get_by_role("radio", name=level).check()


def walk(page) -> None:
    """From the first lesson through both passes to a plan."""
    page.goto("/lessons/how-this-course-works/")
    press_and_wait(page, page.get_by_role("link", name="Rate yourself for the first time"))
    rate(page, "Starting", "Working", "Not yet", "Not yet", "Starting", "Not yet")
    press_and_wait(page, page.get_by_role("button", name="Keep my ratings"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your readiness")

    page.goto("/lessons/six-readiness-questions/")
    press_and_wait(page, page.get_by_role("link", name="Rate yourself with evidence"))
    rate(page, "Working", "Ready to show", "Starting", "Starting", "Working", "Starting")
    question(page, 2).get_by_label("Evidence").fill("We tried thirty cases.")
    press_and_wait(page, page.get_by_role("button", name="Keep and see my plan"))

    row = page.get_by_role("row", name=re.compile("^R2"))
    expect(row.get_by_role("cell")).to_have_text(["2 · Working", "3 · Ready to show", "2 · Working", "–"])
    plan = page.get_by_role("region", name="Your plan")
    expect(plan.get_by_role("button", name="Keep")).to_have_count(3)
    task = plan.get_by_role("listitem").filter(has=page.get_by_role("heading", name="R1 · Problem"))
    task.get_by_label("Which product of yours").fill("Receipts")
    task.get_by_label("Done").check()
    press_and_wait(page, task.get_by_role("button", name="Keep"))
    expect(task.get_by_text("✓ Done on")).to_be_visible()
    expect(task.get_by_label("Which product of yours")).to_have_value("Receipts")


def test_two_passes_lead_to_a_plan(page):
    walk(page)


def test_all_of_it_works_without_javascript(plain_page):
    walk(plain_page)


def test_missing_level_is_led_to_and_the_rest_stays(page):
    page.goto("/readiness/first/")
    rate(page, "Starting", "Working", "Not yet", "Not yet", "Starting")

    press_and_wait(page, page.get_by_role("button", name="Keep my ratings"))

    expect(page.get_by_role("alert")).to_be_focused()
    assert_page_is_good(page)
    page.get_by_role("link", name="R6: Choose a level.").click()
    expect(question(page, 6).get_by_role("radio", name="Not yet")).to_be_focused()
    page.keyboard.press("Space")
    press_and_wait(page, page.get_by_role("button", name="Keep my ratings"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your readiness")


def test_evidence_that_was_typed_and_not_sent_is_still_there(page):
    page.goto("/readiness/rate/")
    question(page, 1).get_by_label("Evidence").fill("Not sent yet.")
    page.goto("/course/")

    page.goto("/readiness/rate/")
    expect(question(page, 1).get_by_label("Evidence")).to_have_value("Not sent yet.")
    rate(page, *["Starting"] * 6)
    press_and_wait(page, page.get_by_role("button", name="Keep and see my plan"))

    page.goto("/readiness/rate/")
    question(page, 1).get_by_label("Evidence").fill("")
    press_and_wait(page, page.get_by_role("button", name="Keep and see my plan"))
    page.goto("/readiness/rate/")
    expect(question(page, 1).get_by_label("Evidence")).to_have_value("")


def test_lena_reads_her_numbers_and_where_they_come_from(page, lena):
    come_in(page, lena)
    page.goto("/readiness/")

    plan = page.get_by_role("region", name="Your plan").get_by_role("listitem").first
    expect(plan.get_by_role("paragraph").first).to_have_text(
        "You rated yourself ready. There is one example, and linked questions came out 4 of 9 at 78% confidence. "
        "First: Q05.3–Q05.7 with predict before you check. "
        "Then: one AI idea against its plainest alternative, half a page."
    )
    card = page.get_by_role("region", name="R2 · Right approach")
    card.get_by_text("R2: why these numbers?").click()
    expect(card.get_by_text("Right: 4 ÷ 9 = 44%.")).to_be_visible()
    expect(card.get_by_role("link", name=re.compile(r"^Q"))).to_have_count(9)
    for summary in page.locator("main summary").all():
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
    assert_page_is_good(page)


def test_form_and_sheet_with_much_in_them_are_good_at_each_width(page, lena):
    come_in(page, lena)
    for path in ("/readiness/rate/", "/readiness/rate/?new=1", "/readiness/sheet/"):
        page.goto(path)
        assert_page_is_good(page)


@pytest.mark.parametrize(
    "text", ["We tried it.", WORDS * 12, "Line by line.\n" * 85, "WIDE WORDS IN CAPITALS " * 60, "価値" * 600]
)
def test_sheet_prints_on_one_page_whatever_is_written(page, text):
    page.goto("/readiness/rate/")
    for number in range(1, 7):
        question(page, number).get_by_role("radio", name="Ready to show").check()
        question(page, number).get_by_label("Evidence").fill(text[:1200])
        question(page, number).get_by_label("Who else confirmed it").fill("" if number < 4 else text[:200])
    press_and_wait(page, page.get_by_role("button", name="Keep and see my plan"))
    for number in range(3):
        page.get_by_label("Which product of yours").nth(number).fill(text[:200])
        press_and_wait(page, page.get_by_role("button", name="Keep", exact=True).nth(number))
    page.goto("/readiness/sheet/")

    pdf = page.pdf(format="A4", prefer_css_page_size=True)

    assert page.locator("main .text").count() == 6
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_instructor_reads_and_confirms_what_a_learner_shares(page, lena, staff_page):
    come_in(page, lena)
    page.goto("/readiness/")
    press_and_wait(page, page.get_by_role("button", name="Share R2 with instructors"))
    expect(page.get_by_role("button", name="Take R2 back")).to_be_visible()

    staff_page.goto("/readiness/shared/")
    entry = staff_page.get_by_role("region", name="Robin · R2 Right approach")
    expect(entry).to_contain_text("Three people told us")
    assert_page_is_good(staff_page)
    press_and_wait(staff_page, entry.get_by_role("button", name="Send to the learner"))
    expect(staff_page.get_by_role("alert")).to_be_focused()
    assert_page_is_good(staff_page)
    entry.get_by_label("What you say").fill("Well tested.")
    entry.get_by_label("The evidence shows this level").check()
    press_and_wait(staff_page, entry.get_by_role("button", name="Send to the learner"))

    page.goto("/readiness/")
    expect(question(page, 2).get_by_text("Well tested.")).to_be_visible()
    expect(question(page, 2).get_by_text("the evidence shows level 3.")).to_be_visible()
    assert_page_is_good(page)
    press_and_wait(page, page.get_by_role("button", name="Take R2 back"))
    expect(page.get_by_role("button", name="Share R2 with instructors")).to_be_visible()
    staff_page.reload()
    expect(entry).to_have_count(0)
