"""Following by mail, deciding from a mail, and what is one's own without an account: the pages as people use them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, axe_violations, come_in, new_email, press_and_wait

THREAD, MINE = "/comments/lessons/the-short-answer/", "/comments/mine/"
MAKE_THREAD = """
from lessons.models import Lesson
from tests.comments.factories import make_comment, make_thread

thread = make_thread(Lesson.objects.get(slug="the-short-answer"))
thread.comments.all().delete()
first = make_comment("How do you find out what stopped somebody?\\n\\nAsking did not help us.", thread=thread)
make_comment("Watch them for a day. " * 8, thread=thread, parent=first, email={email!r}, name="Anneliese")
long = "ThisIsOneWordThatIsMuchLongerThanAnyScreenIsWideAndMustBreakSomewhere" * 2
make_comment(long, thread=thread, email={email!r}, status="pending")
"""
SEND = """
from datetime import timedelta
from django.utils import timezone
from comments.models import Notice
from comments.mailing.notices import send_forgotten_notices

for _turn in range(2):
    Notice.objects.waiting().update(due_at=timezone.now() - timedelta(seconds=1))
    send_forgotten_notices()
"""
HOLD = """
from accounts.models import User
from comments.moderating import moderation
from comments.models import Comment

User.objects.filter(email={email!r}).update(is_superuser=True, is_staff=True)
moderation.moderate(comment_id=Comment.objects.get(status="pending").pk)
User.objects.filter(is_superuser=True).exclude(email={email!r}).update(is_superuser=False, is_staff=False)
"""
STATUS = "from comments.models import Comment; print(Comment.objects.latest('pk').status)"
FORGET = """
from comments.models import Comment, Follow
Comment.objects.all().delete()
Follow.objects.all().delete()
"""


@pytest.fixture
def email() -> str:
    return new_email()


@pytest.fixture(autouse=True)
def thread(site, email):
    site.run(MAKE_THREAD.format(email=email))
    yield
    site.run(FORGET)


def link_mailed(site, address: str, part: str, number: int = 0) -> str:
    """The path of a link in the newest mail to `address`."""
    site.run(SEND)
    mail = site.mails_to(address)[-1]
    return [path for path in re.findall(r"^https?://[^/\s]+(/\S+)$", mail, re.MULTILINE) if part in path][number]


def ask_to_follow(page, address: str) -> None:
    page.goto(THREAD)
    box = page.get_by_role("region", name="New comments by mail")
    box.get_by_role("textbox", name="Email address").fill(address)
    press_and_wait(page, box.get_by_role("button", name="Tell me by mail of new comments here"))
    expect(page.get_by_role("heading", name="You asked for new comments by mail")).to_be_visible()


@pytest.mark.parametrize("browser_page", ["page", "plain_page"])
def test_visitor_follows_by_mail_and_ends_it(site, email, request, browser_page):
    page = request.getfixturevalue(browser_page)
    address = new_email()
    ask_to_follow(page, address)
    page.goto(link_mailed(site, address, "/confirm/"))
    press_and_wait(page, page.get_by_role("button", name="Mail me new comments"))
    expect(page.get_by_role("heading", name="New comments are mailed to you")).to_be_visible()
    press_and_wait(page, page.get_by_role("link", name="No more mails about this thread"))
    press_and_wait(page, page.get_by_role("button", name="No more mails"))
    expect(page.get_by_text("Nothing more is sent to you.")).to_be_visible()


def test_wrong_address_leads_back_to_its_field(page):
    page.goto(THREAD)
    box = page.get_by_role("region", name="New comments by mail")
    box.get_by_role("textbox", name="Email address").fill("kim at home")
    press_and_wait(page, box.get_by_role("button"))

    assert axe_violations(page) == []
    page.get_by_role("link", name="Enter an email address in the form name@example.org").click()
    expect(page.get_by_role("textbox", name="Email address")).to_be_focused()
    expect(page.get_by_role("textbox", name="Email address")).to_have_value("kim at home")


def test_member_follows_with_a_press_by_keyboard(page, member):
    come_in(page, member)
    page.goto(THREAD)
    page.get_by_role("button", name="Tell me by mail of new comments here").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="No more mails about this thread")).to_be_visible()
    assert axe_violations(page) == []
    press_and_wait(page, page.get_by_role("button", name="No more mails about this thread"))
    expect(page.get_by_text("You get no more mails about new comments here.")).to_be_visible()


@pytest.mark.parametrize("browser_page", ["page", "plain_page"])
def test_somebody_without_an_account_takes_it_along_and_erases_it(site, email, request, browser_page):
    page = request.getfixturevalue(browser_page)
    page.goto(MINE)
    page.get_by_role("textbox", name="Email address").fill(email)
    press_and_wait(page, page.get_by_role("button", name="Mail me the link"))
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    path = link_mailed(site, email, MINE)
    page.goto(path)
    expect(page.get_by_text("Watch them for a day.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    assert re.fullmatch(r"ai-pm-course-comments-[\d-]{10}\.zip", download.value.suggested_filename)
    page.get_by_role("radio", name="They stay, by “Somebody who has left”").check()
    press_and_wait(page, page.get_by_role("button", name="Erase"))
    expect(page.get_by_text("Erased. Nothing here leads to your address any more.")).to_be_visible()
    page.goto(THREAD)
    expect(page.get_by_role("heading", name="Somebody who has left")).to_be_visible()
    expect(page.get_by_role("heading", name="Anneliese")).to_have_count(0)


def test_moderator_publishes_from_the_mail(site, page, member):
    site.run(HOLD.format(email=member.email))
    page.goto(link_mailed(site, member.email, "/decide/"))
    expect(page.get_by_text("You decide as Robin.")).to_be_visible()
    press_and_wait(page, page.get_by_role("button", name="Publish"))

    expect(page.get_by_text("It is now: Published.")).to_be_visible()
    assert site.run(STATUS).strip() == "approved"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_pages_fit_and_axe_finds_nothing(site, page, email, member, width):
    page.set_viewport_size({"width": width, "height": 900})
    ask_to_follow(page, email)
    assert_page_is_good(page, [width])
    confirm = link_mailed(site, email, "/confirm/")
    page.goto(MINE)
    page.get_by_role("textbox", name="Email address").fill(email)
    press_and_wait(page, page.get_by_role("button", name="Mail me the link"))
    assert_page_is_good(page, [width])
    mine = link_mailed(site, email, MINE)
    site.run(HOLD.format(email=member.email))
    publish, spam = (link_mailed(site, member.email, "/decide/", number) for number in (0, 1))
    for path in (THREAD, MINE, confirm, mine, publish, spam, "/privacy/"):
        page.goto(path)
        assert_page_is_good(page, [width])
