"""An instructor's whole way, from the first word to a publication at a set time, beside a learner who reads along."""

import re
from datetime import datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import press_and_wait
from tests.browser.writing import FORGET, MAKE, box, come_in_as_staff, insert

numbers = count(90)
ENTRY = """\
id: Q{number}.1
kind: single
level: understand
difficulty: 1
points: []
stem: Where do the words come from?
options:
  - text: From their source
    key: true
    feedback: Yes, that is what the lesson says.
  - text: From nowhere
    feedback: The lesson names a source.
  - text: From everywhere
    feedback: One source is named.
idea: Words have a source.
"""
ITS_TIME_COMES = """
from datetime import timedelta
from django.utils import timezone
from authoring.models import Draft
from authoring.publishing.scheduling import due_drafts, publish_scheduled
Draft.objects.filter(publish_at__isnull=False).update(publish_at=timezone.now() - timedelta(seconds=1))
print([publish_scheduled(draft_id=number) for number in due_drafts()])
"""
FORGET_QUESTIONS = """
from quizzes.models import Question
written = Question.objects.filter(lesson__code__gte="L40")
written.update(revision=None)
written.delete()
"""


@pytest.fixture
def lesson(site):
    """A lesson that nobody sees yet: (its number, its page in the admin)."""
    number = next(numbers)
    yield number, f"/admin/lessons/lesson/{site.run(MAKE.format(number=number)).split()[-1]}"
    site.run(FORGET_QUESTIONS + FORGET)


@pytest.fixture
def learner(browser, site):
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def write(page, text: str) -> None:
    box(page).fill(text)
    expect(page.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))


def publish(page) -> None:
    press_and_wait(page, page.get_by_role("button", name="Save and go on to publishing"))
    press_and_wait(page, page.get_by_role("button", name="Publish now"))
    expect(page.get_by_text("The draft is published: readers see it now.")).to_be_visible()


def test_lesson_and_question_are_written_published_changed_restored_and_scheduled(page, lesson, learner, site):
    number, admin = lesson
    come_in_as_staff(page.context, site)
    page.goto(f"{admin}/write/")
    write(page, "## Origins\n\nWords on provenance.\n")
    box(page).press("Control+End")
    for question in ("Where is it from?", "And why?"):
        insert(page, "Recall prompt")
        page.keyboard.type(question)
    insert(page, "Question")
    expect(page.frame_locator("iframe").get_by_text("And why?")).to_be_visible()
    assert learner.goto(f"/lessons/lesson-{number}/").status == 404

    publish(page)
    page.goto(f"/admin/quizzes/question/add/?kind=single&lesson=L{number}")
    page.get_by_role("button", name="Write it as YAML").click()
    expect(page.get_by_label("Entry")).to_be_focused()
    page.get_by_label("Entry").fill(ENTRY.format(number=number))
    press_and_wait(page, page.get_by_role("button", name="Save"))
    learner.goto(f"/lessons/lesson-{number}/")
    expect(learner.get_by_text("Words on provenance.")).to_be_visible()
    expect(learner.locator(".recall")).to_have_count(2)
    expect(learner.get_by_text("Where do the words come from?")).to_be_visible()

    page.goto(f"{admin}/write/")
    write(page, "## Origins\n\nOther words.\n")
    learner.reload()
    expect(learner.get_by_text("Words on provenance.")).to_be_visible()
    publish(page)
    learner.reload()
    expect(learner.get_by_text("Other words.")).to_be_visible()
    expect(learner.locator(".recall")).to_have_count(0)

    page.goto(f"{admin}/history/")
    press_and_wait(page, page.get_by_role("link", name=re.compile("^Restore")).nth(1))
    press_and_wait(page, page.get_by_role("button", name="Restore as a draft"))
    learner.reload()
    expect(learner.get_by_text("Other words.")).to_be_visible()
    page.goto(f"{admin}/draft/")
    tomorrow = (datetime.now() + timedelta(days=1)).strftime("%Y-%m-%d")
    page.get_by_label("Publish at").fill(f"{tomorrow}T09:30")
    press_and_wait(page, page.get_by_role("button", name="Publish at this time"))
    expect(page.get_by_text(re.compile("It goes out on .* 09:30"))).to_be_visible()
    learner.reload()
    expect(learner.get_by_text("Other words.")).to_be_visible()

    site.run(ITS_TIME_COMES)
    learner.reload()
    expect(learner.get_by_text("Words on provenance.")).to_be_visible()
    expect(learner.locator(".recall")).to_have_count(2)
