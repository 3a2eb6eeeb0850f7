"""The queue as moderators work through it: by keyboard, without scripts, on narrow and wide screens, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Person, axe_violations, come_in, new_email

QUEUE = "/comments/queue/"
MAKE_MODERATOR = """
from django.conf import settings
from django.test import Client
from tests.accounts.actions import sign_in_with_app
from tests.comments.factories import make_moderator
from tests.conftest import SAME_ORIGIN

client = Client(**SAME_ORIGIN, HTTP_HOST="localhost")
sign_in_with_app(client, make_moderator(email={email!r}))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
MAKE_WAITING = """
from comments.moderating.classifier import train
from comments.models import Training
from lessons.models import Article, Lesson
from tests.comments.factories import make_comment, make_thread, make_waiting
from tests.comments.ordinary import ORDINARY
from tests.comments.spam import SPAM

if not Training.objects.exists():
    weights = train([(text, name, False) for text, name in ORDINARY] + [(text, name, True) for text, name in SPAM])
    Training.objects.create(weights=weights.to_bytes(), example_count=120, held_out_count=41, spam_count=22,
        precision=0.94, recall=0.72)
thread = make_thread(Lesson.objects.get(slug="the-short-answer"))
thread.comments.all().delete()
first = make_comment("How do you find out what stopped somebody?", thread=thread, name="Ines")
new = {"code": "first", "words": "No comment of this author was approved so far", "holds": True, "weight": 0.05}
links = {"code": "links", "words": "3 links; this site holds comments with more than 1", "holds": True, "weight": 0.4}
looks = {"code": "score", "words": "Looks like spam with a probability of 96 %", "holds": False, "weight": 0.96}
make_waiting("We asked and watched. Watching was better: people said what sounds good, and did what was quick.",
    thread=thread, parent=first, name="Tobi", email="tobi@example.org", score=0.08, reasons=[new])
make_waiting("Which of the two measures would you look at first, when the team has just begun?", thread=thread,
    name="Anneliese Brandstetter-Kowalczykowski", email="anne@example.org", score=0.2, reasons=[new])
make_waiting("Compare https://a.example/one https://b.example/two https://c.example/"+"long/"*20, thread=thread,
    name="Wei", email="wei@example.org", score=0.6, reasons=[links, new])
make_waiting("Best online casino, 200 free spins for new players!!! https://spin-palace.example/bonus", thread=thread,
    name="CasinoKing", email="king@example.org", score=0.97, reasons=[looks, new])
make_waiting("Buy cheap followers and likes now!!! http://boost-likes.example/go", thread=thread,
    name="SocialBoost", email="boost@example.org", score=0.98, reasons=[looks, new])
"""
FORGET = """
from comments.models import Comment, Decision
Comment.objects.all().delete()
Decision.objects.all().delete()
"""
CHANGE = """
from comments.models import Comment
comment = Comment.objects.get(name="Tobi")
comment.say("Something else.")
comment.save()
"""
BAN = """
from comments.moderating import bans
from comments.models import Comment
from tests.comments.factories import make_moderator
comment = Comment.objects.get(name="Wei")
Comment.objects.filter(pk=comment.pk).update(network="2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", name="W" * 60)
bans.ban(comment=comment, whom=["author", "network"], moderator=make_moderator(email={email!r}), reason="Insults" * 40)
"""
SMALL = """
[...document.querySelectorAll("main a, main button, main summary")]
  .filter((each) => each.checkVisibility() && !each.closest(".said"))
  .map((each) => [each.textContent.trim().slice(0, 40), each.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 24 || box.width < 24)).map(([words, box]) => [words, box.height])
"""
STATUSES = "from comments.models import Comment; print({each.name: each.status for each in Comment.objects.all()})"


@pytest.fixture(autouse=True)
def waiting(site):
    site.run(MAKE_WAITING)
    yield
    site.run(FORGET)


@pytest.fixture
def moderator(site):
    email = new_email()
    session = site.run(MAKE_MODERATOR.format(email=email)).strip()
    return Person(email, cookie={"name": "session", "value": session, "url": site.url, "httpOnly": True})


@pytest.fixture
def queue(page, moderator):
    """The queue, open."""
    come_in(page, moderator)
    page.goto(QUEUE)
    expect(page.get_by_role("heading", level=1)).to_have_text("5 comments wait")
    return page


def entry(page, name: str):
    return page.get_by_role("article", name=name)


def switch_keys_on(page):
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_role("checkbox", name="Use single keys").check()
    page.get_by_text("Keyboard shortcuts").click()


def into_the_list(page):
    """By Tab, from the last control before the list, with single keys on."""
    switch_keys_on(page)
    page.get_by_text("Keyboard shortcuts").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Choose the comment of Tobi")).to_be_focused()


def statuses(site) -> dict:
    return eval(site.run(STATUSES))


def test_worked_through_by_keyboard_alone(site, queue):
    page = queue
    into_the_list(page)

    page.keyboard.press("a")
    expect(page.locator("#queue-done")).to_contain_text("published.")
    expect(entry(page, "Anneliese")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Tobi, “We asked")
    expect(page.get_by_role("heading", level=1)).to_have_text("4 comments wait")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(entry(page, "CasinoKing")).to_be_focused()
    page.keyboard.press("s")
    expect(entry(page, "SocialBoost")).to_be_focused()
    page.keyboard.press("k")
    expect(entry(page, "Wei")).to_be_focused()
    page.keyboard.press("r")
    expect(entry(page, "Wei").get_by_label("Reason told to the author")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("a s r j u x are typed, not done")
    page.keyboard.press("Enter")
    expect(entry(page, "SocialBoost")).to_be_focused()

    assert statuses(site) == {
        "Ines": "approved",
        "Tobi": "approved",
        "Anneliese Brandstetter-Kowalczykowski": "pending",
        "Wei": "rejected",
        "CasinoKing": "spam",
        "SocialBoost": "pending",
    }
    page.keyboard.press("u")
    expect(entry(page, "Wei")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Undone.")
    assert statuses(site)["Wei"] == "pending"
    assert axe_violations(page) == []


def test_many_are_chosen_and_decided_by_keyboard(site, queue):
    page = queue
    into_the_list(page)
    for _number in range(3):
        page.keyboard.press("j")
    expect(entry(page, "CasinoKing")).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#announcer")).to_have_text("2 chosen")

    page.keyboard.press("s")

    expect(page.locator("#queue-done")).to_contain_text("2 comments: marked as spam.")
    expect(entry(page, "Wei")).to_be_focused()
    expect(page.get_by_role("heading", name="Probably spam")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 comments wait")
    expect(entry(page, "CasinoKing")).to_be_visible()


def test_keys_count_only_once_switched_on_and_in_the_list_and_that_is_remembered(site, queue):
    page = queue
    into_the_list(page)
    page.reload()
    page.get_by_role("checkbox", name="Choose the comment of Tobi").focus()
    page.keyboard.press("j")
    expect(entry(page, "Anneliese")).to_be_focused()
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("a")
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_role("checkbox", name="Use single keys").uncheck()
    page.reload()
    no_key_counts(site, page)


def test_no_single_key_counts_before_it_is_switched_on(site, queue):
    no_key_counts(site, queue)


def no_key_counts(site, page):
    page.get_by_role("checkbox", name="Choose the comment of Tobi").focus()
    for key in "asrjx":
        page.keyboard.press(key)

    expect(page.get_by_role("checkbox", name="Choose the comment of Tobi")).to_be_focused()
    assert set(statuses(site).values()) == {"approved", "pending"}
    assert list(statuses(site).values()).count("pending") == 5


def test_help_and_edit_by_key(queue):
    page = queue
    into_the_list(page)
    page.keyboard.press("?")
    expect(page.get_by_text("next, previous")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("e")

    expect(page.get_by_role("heading", level=1)).to_have_text("Comment of Tobi")
    page.get_by_role("textbox", name="Comment").fill("We watched.")
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_text("Done: edited.")).to_be_visible()


def test_rejection_without_a_reason_is_told_and_nothing_is_lost(site, queue):
    page = queue
    entry(page, "Tobi").get_by_text("Reject…").click()
    entry(page, "Tobi").get_by_role("button", name="Reject", exact=True).click()

    expect(page.locator("#queue-done")).to_contain_text("Choose or write a reason: the author reads it.")
    expect(page.locator("#queue-done")).to_be_focused()
    expect(entry(page, "Tobi")).to_be_visible()
    assert statuses(site)["Tobi"] == "pending"


def test_escape_closes_the_box_for_rejecting_and_focus_is_where_it_was(queue):
    page = queue
    entry(page, "Tobi").get_by_text("Reject…").click()
    entry(page, "Tobi").get_by_label("Reason told to the author").focus()

    page.keyboard.press("Escape")

    expect(entry(page, "Tobi").get_by_label("Reason told to the author")).to_be_hidden()
    expect(entry(page, "Tobi").locator("summary", has_text="Reject…")).to_be_focused()


def test_what_is_refused_stays_as_it_is_now_with_the_reason(site, queue):
    page = queue
    site.run(CHANGE)
    for name in ("Tobi", "Anneliese"):
        page.get_by_role("checkbox", name=re.compile(f"Choose the comment of {name}")).check()

    page.get_by_role("form", name="All chosen comments").get_by_role("button", name="Publish").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("4 comments wait")
    expect(entry(page, "Anneliese")).to_have_count(0)
    expect(entry(page, "Tobi")).to_contain_text("It has changed since you saw it: look again.")
    expect(entry(page, "Tobi")).to_contain_text("Something else.")
    expect(entry(page, "Tobi")).to_be_focused()
    expect(page).to_have_title(re.compile(r"\(4\)"))
    assert axe_violations(page) == []
    entry(page, "Tobi").get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 comments wait")
    assert statuses(site)["Tobi"] == "approved"


def test_choice_stays_without_scripts_when_the_reason_is_missing(plain_page, moderator):
    page = plain_page
    come_in(page, moderator)
    page.goto(QUEUE)
    page.get_by_role("checkbox", name=re.compile("CasinoKing")).check()
    page.get_by_role("form", name="All chosen comments").get_by_role("button", name="Reject").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose or write a reason: the author reads it.")
    expect(page.get_by_role("checkbox", name=re.compile("CasinoKing"))).to_be_checked()


def test_links_are_large_enough_to_be_pressed_and_long_words_fit(site, page, moderator):
    come_in(page, moderator)
    site.run(BAN.format(email=new_email()))
    page.set_viewport_size({"width": 360, "height": 900})
    for path in ("", "bans/", "history/"):
        page.goto(QUEUE + path)
        check(page, 360)
        small = page.evaluate(SMALL)
        assert small == [], path


def test_last_of_the_page_leads_to_what_is_left(queue):
    page = queue
    page.get_by_role("button", name="Choose all on this page").click()
    page.get_by_role("form", name="All chosen comments").get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    expect(page.locator("#queue-done")).to_contain_text("5 comments: published.")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 comments wait")


def test_line_that_is_away_loses_nothing(site, queue):
    page = queue
    page.context.set_offline(True)
    entry(page, "Tobi").get_by_role("button", name="Publish").click()

    expect(page.locator("#queue-done")).to_contain_text("There is no connection.")
    expect(entry(page, "Tobi")).to_be_visible()
    page.context.complaints.clear()  # the browser says that it is offline
    page.context.set_offline(False)
    entry(page, "Tobi").get_by_role("button", name="Publish").click()
    expect(page.locator("#queue-done")).to_contain_text("published.")


def test_without_scripts(site, plain_page, moderator):
    page = plain_page
    come_in(page, moderator)
    page.goto(QUEUE)
    entry(page, "Tobi").get_by_role("button", name="Publish").click()
    expect(page.locator("#queue-done")).to_contain_text("published.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    entry(page, "Wei").get_by_text("Reject…").click()
    entry(page, "Wei").get_by_label("Reason told to the author").select_option("It advertises something.")
    entry(page, "Wei").get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator("#queue-done")).to_contain_text("not published.")
    for name in ("CasinoKing", "SocialBoost"):
        page.get_by_role("checkbox", name=re.compile(name)).check()
    page.get_by_role("form", name="All chosen comments").get_by_role("button", name="Spam").click()
    expect(page.locator("#queue-done")).to_contain_text("2 comments: marked as spam.")

    assert statuses(site) == {
        "Ines": "approved",
        "Tobi": "pending",
        "Anneliese Brandstetter-Kowalczykowski": "pending",
        "Wei": "rejected",
        "CasinoKing": "spam",
        "SocialBoost": "spam",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_pages_fit_and_axe_finds_nothing(site, page, moderator, width, scheme):
    come_in(page, moderator)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(QUEUE)
    entry(page, "Tobi").get_by_role("button", name="Publish").click()
    expect(entry(page, "Anneliese")).to_be_focused()
    details = page.locator("[data-entry] details summary")
    for number in range(details.count()):
        details.nth(number).click()
    check(page, width)
    page.goto(f"{QUEUE}?view=decided")
    check(page, width)
    page.get_by_role("link", name=re.compile("^Thread, edit, ban")).first.click()
    page.get_by_role("button", name="Ban", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    check(page, width)
    page.get_by_label("this author’s email address").check()
    page.get_by_label("Reason", exact=True).fill("Again and again")
    page.get_by_role("button", name="Ban", exact=True).click()
    for path in ("bans/", "history/"):
        page.goto(QUEUE + path)
        check(page, width)


def check(page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    assert axe_violations(page) == [], page.url
