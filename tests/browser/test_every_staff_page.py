"""What must hold on every page of the admin, also on those that Django and allauth bring along: good in both themes,
no wider than the screen however long a name is, by keyboard, and nothing said on the console.

Pages with a life of their own are looked at where it is tested: the editor, drafts, questions, activities, exchange,
the course as files, insights, the queue of comments.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, press_and_wait
from tests.browser.writing import come_in_as_staff

WIDTHS = (360, 768, 1280)
LONG = "Gerichtsbarkeit" * 8
"""A name of 120 letters, and no place to break it."""
ONE_OF_EACH = f"""
from datetime import timedelta
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from accounts.addresses import note_undeliverable
from authoring.publishing.revisions import note_revision
from certificates.models import Certificate, StatusPlace
from comments.models import Ban, Decision, Policy, Training
from lessons.image_forms import ImageForm
from lessons.models import Article, Fact, Lesson
from lessons.services import publish_changes, store_article
from quizzes.models import Question
from reminders.models import Reminder
from reminders.services import enrol
from tests.accounts.actions import another_browser, sign_in
from tests.authoring.editing import picture
from tests.comments.factories import make_comment, make_thread, make_waiting
from tests.factories import make_authenticator_app, make_user
from tests.insights.factories import make_report

long, now = {LONG!r}, timezone.now()
learner = make_user(long[:40] + "@example.org", display_name=long[:60])
make_authenticator_app(learner)
sign_in(another_browser(), learner.email)
article = Article(title=long, slug="long", status="published", source="## Part\\n\\nWords.\\n", summary="Words.",
    published_on=now.date())
store_article(article)
note_revision(thing=article, by=learner, how="edited")
publish_changes()
form = ImageForm({{"alt": long}}, {{"file": SimpleUploadedFile("a.png", picture())}})
form.is_valid() and form.keep()
Fact.objects.filter(pk=Fact.objects.latest("pk").pk).update(review_by=now.date() - timedelta(days=9))
thread = make_thread(Lesson.objects.get(code="L02"))
said = make_comment(long, thread=thread, author=learner)
make_waiting(long, thread=thread, name=long[:60])
Decision.objects.create(comment=said, moderator=learner, action="approve", reason=long)
Ban.objects.create(member=learner, comment=said, reason=long, network="2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")
Training.objects.create(weights=b"", example_count=1, held_out_count=1, spam_count=1, precision=1, recall=1)
Policy.objects.get_or_create(pk=1)
place = StatusPlace.objects.create(number=9, place=9)
Certificate.objects.create(learner=learner, status=place, name=long[:60], credential='{{"name": "' + long + '"}}')
enrol(member=learner)
Reminder.objects.create(learner=learner, day=now.date(), kind="reviews", state="failed", because="550 " + long,
    slot_at=now, due_at=now, ended_at=now)
note_undeliverable(learner.email, reason="bounced")
make_report(Question.objects.get(code="Q05.2"), text=long)
Group.objects.get_or_create(name=long)
LogEntry.objects.create(user=learner, content_type=ContentType.objects.get_for_model(Article), object_id=article.pk,
    object_repr=long, action_flag=CHANGE, change_message=long)
"""
FORGET = """
from accounts.models import UndeliverableAddress, User
from certificates.models import StatusPlace
from comments.models import Policy, Thread, Training
from django.contrib.auth.models import Group
from lessons.models import Article, Fact, LessonImage
from lessons.services import publish_changes, store_lesson
from quizzes.models import Report
from tests.browser.test_every_staff_page import LONG

store_lesson(Fact.objects.latest("pk").lesson)
Thread.objects.filter(lesson__code="L02").delete()
Article.objects.filter(slug="long").delete()
User.objects.filter(email__startswith=LONG[:40].lower()).delete()
StatusPlace.objects.filter(number=9).delete()
for model in (LessonImage, Policy, Report, Training, UndeliverableAddress):
    model.objects.all().delete()
Group.objects.filter(name=LONG).delete()
publish_changes()
"""
PAGES = """
import json
from django.contrib import admin
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from accounts.models import User

request = RequestFactory().get("/")
request.user = User.objects.filter(is_superuser=True).latest("pk")


def addresses(model, model_admin):
    def address(page, *args):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)

    yield "changelist", address("changelist")
    try:
        address("change", 1)
    except NoReverseMatch:
        return  # a page of its own
    if model_admin.has_add_permission(request):
        yield "add", address("add")
    row = model._default_manager.order_by("pk").last()
    yield "change", address("change", row.pk) if row else f"nothing to show of {model._meta.label}"
    if model_admin.has_delete_permission(request, row):
        yield "delete", address("delete", row.pk)


print(json.dumps([page for each in admin.site._registry.items() for page in addresses(*each)]))
"""
PK = "from {app}.models import {model}; print({model}.objects.latest('pk').pk)"


@pytest.fixture(scope="module", autouse=True)
def one_of_each(site):
    site.run(ONE_OF_EACH)
    yield
    site.run(FORGET)


@pytest.fixture
def staff(page, site):
    come_in_as_staff(page.context, site)
    return page


def pages(site, kind: str) -> list[str]:
    return [address for name, address in json.loads(site.run(PAGES)) if name == kind]


def latest(site, app: str, model: str) -> str:
    return site.run(PK.format(app=app, model=model)).strip()


def assert_all_are_good(page, addresses) -> None:
    wrong = []
    for address in addresses:
        assert page.goto(address).status == 200, address
        try:
            assert_page_is_good(page, WIDTHS)
        except AssertionError as error:
            wrong.append(str(error).partition("\nassert")[0])
    assert wrong == []


@pytest.mark.parametrize("kind", ["changelist", "add", "change", "delete"])
def test_pages_of_each_model_are_good(staff, site, kind):
    assert_all_are_good(staff, pages(site, kind))


def test_pages_beside_those_of_the_models_are_good(staff, site):
    article = f"/admin/lessons/article/{latest(site, 'lessons', 'Article')}"
    certificate = f"/admin/certificates/certificate/{latest(site, 'certificates', 'Certificate')}"
    preference = f"/admin/reminders/preference/{latest(site, 'reminders', 'Preference')}"

    assert_all_are_good(
        staff,
        [
            *("/admin/", "/admin/lessons/", "/admin/lessons/fact/?standing=stale", "/admin/lessons/fact/?q=zzzz"),
            *(f"{article}/write/", f"{article}/history/", f"{article}/draft/", f"{certificate}/revoke/"),
            *(
                f"{certificate}/history/",
                f"{preference}/preview/",
                "/admin/reminders/preference/dry-run/?address=x@example.org",
            ),
            "/admin/accounts/undeliverableaddress/take-again/",
        ],
    )


def test_mistakes_are_told_well(staff, site):
    forms = ["/admin/lessons/lessonimage/add/", "/admin/lessons/article/add/", "/admin/comments/thread/add/"]
    for address in forms:
        staff.goto(address)
        press_and_wait(staff, staff.locator(".submit-row .default"))
        expect(staff.locator(".errornote")).to_be_visible()
        assert_page_is_good(staff, WIDTHS, "with mistakes")
    for address, words in (
        (f"certificates/certificate/{latest(site, 'certificates', 'Certificate')}/revoke/", "Write the reason"),
        ("accounts/undeliverableaddress/take-again/", "Write the whole email address."),
    ):
        staff.goto(f"/admin/{address}")
        press_and_wait(staff, staff.locator(".submit-row input.default"))
        expect(staff.locator(".error-summary")).to_be_focused()
        expect(staff.locator(".error-summary a")).to_contain_text(words)
        assert_page_is_good(staff, WIDTHS, "with mistakes")


def test_list_is_worked_through_by_keyboard(staff):
    staff.goto("/admin/comments/thread/")

    staff.keyboard.press("Tab")
    expect(staff.get_by_role("link", name="Skip to main content")).to_be_focused()
    staff.keyboard.press("Enter")
    for _ in range(30):
        staff.keyboard.press("Tab")
        if staff.evaluate("document.activeElement.className") == "action-select":
            break
    assert staff.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    staff.keyboard.press("Space")
    staff.get_by_role("combobox", name="Action").focus()
    staff.keyboard.type("Lock")
    staff.keyboard.press("Tab")
    with staff.expect_navigation():
        staff.keyboard.press("Enter")

    expect(staff.get_by_text("1 decision is written down.")).to_be_visible()


def test_navigation_and_filters_are_opened_and_closed_by_keyboard(staff):
    staff.goto("/admin/lessons/lesson/")
    toggle = staff.get_by_role("button", name="Toggle navigation")

    toggle.press("Enter")
    expect(staff.get_by_role("navigation", name="Sidebar")).to_be_hidden()
    assert staff.get_by_role("heading", level=1).bounding_box()["x"] >= toggle.bounding_box()["width"]
    toggle.press("Enter")
    expect(staff.get_by_role("navigation", name="Sidebar")).to_be_visible()
    summary = staff.locator("#changelist-filter summary").first
    summary.press("Enter")
    expect(staff.locator("#changelist-filter details").first).not_to_have_attribute("open", "")
