"""Questions for other programs and from there: by keyboard, in both themes, at three widths, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, assert_page_is_good, come_in, new_email, press_and_wait

WIDTHS = (360, 768, 1280)
MAKE_INSTRUCTOR = """
from django.conf import settings
from tests.authoring.question_pages import browser, instructor

client = browser(instructor(email={email!r}))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
STATES = """
from quizzes.models import Question
print([(row.code, row.retired_at is None) for row in Question.objects.filter(revision__source__stem={stem!r})])
"""
GIFT = """\
::First::[markdown]{stem}{{=This#Yes. ~That#No. ~AVeryLongWordWithoutAnyPlaceWhereItCouldBreak{long}#No.}}

Type it{{=word}}
"""


@pytest.fixture
def ada(site) -> Person:
    email = new_email()
    session = site.run(MAKE_INSTRUCTOR.format(email=email)).strip().split("\n")[-1]
    return Person(email, cookie={"name": "session", "value": session, "url": site.url, "httpOnly": True})


def gift(stem: str) -> str:
    return GIFT.format(stem=stem, long="AndSoOn" * 20)


def test_pages_are_good_empty_filled_and_with_mistakes(page: Page, ada):
    come_in(page, ada)
    for path in ("/admin/exchange/", "/admin/exchange/?lesson=L05", "/admin/exchange/gift/", "/admin/lessons/fact/"):
        page.goto(path)
        assert_page_is_good(page, WIDTHS)

    page.goto("/admin/exchange/gift/")
    press_and_wait(page, page.get_by_role("button", name="Check"))
    expect(page.get_by_role("alert")).to_be_focused()
    assert_page_is_good(page, WIDTHS, "with mistakes")

    page.get_by_label("Or text in GIFT").fill(gift("Looked at?"))
    page.get_by_label("Lesson").select_option("L05")
    press_and_wait(page, page.get_by_role("button", name="Check"))
    expect(page.get_by_role("region", name="What cannot be taken")).to_contain_text("It asks for a word to be typed")
    assert_page_is_good(page, WIDTHS, "checked")


def test_question_is_imported_by_keyboard_and_out_of_use(page: Page, site, ada):
    stem = "Imported by keyboard?"
    come_in(page, ada)
    page.goto("/admin/exchange/gift/")

    page.get_by_label("Or text in GIFT").focus()
    page.keyboard.insert_text(gift(stem))
    page.keyboard.press("Tab")
    page.keyboard.type("L05")
    page.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What would be added")).to_contain_text(stem)
    page.get_by_role("button", name="Add 1 question").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("1 question was added. It is not asked before you bring it into use")).to_be_visible()
    assert "False" in site.run(STATES.format(stem=stem))


def test_file_is_taken_and_imported_without_javascript(plain_page: Page, site, ada, tmp_path):
    plain_page.context.add_cookies([ada.cookie])
    plain_page.goto(f"{site.url}/admin/exchange/?lesson=L05")
    with plain_page.expect_download() as taken:
        plain_page.get_by_role("link", name="Take the file in GIFT").click()
    path = tmp_path / "L05.gift.txt"
    taken.value.save_as(path)

    plain_page.goto(f"{site.url}/admin/exchange/gift/")
    plain_page.get_by_label("File in GIFT").set_input_files(path)
    plain_page.get_by_label("Lesson").select_option("L06")
    plain_page.get_by_role("button", name="Check").click()

    expect(plain_page.get_by_text("are here already, word for word.")).to_be_visible()
    expect(plain_page.get_by_text("0 questions would be added.")).to_be_visible()
    assert path.read_text() == plain_page.get_by_label("Or text in GIFT").input_value()
