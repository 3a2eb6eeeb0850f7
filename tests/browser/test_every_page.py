"""What must hold on every page: accessible in both themes, no sideways scroll, nothing from elsewhere, light.

That no request leaves the site, no policy is violated and nothing is logged as an error is asserted by the `context`
fixture for each test in this folder.
"""

import pytest

from tests.browser.conftest import assert_page_is_good, axe_violations, come_in

LESSONS = [
    *("how-this-course-works", "the-role-behind-the-hype", "the-short-answer", "still-product-management"),
    *("the-six-core-areas", "value", "experience", "technical-reality", "trust", "metrics", "learning-loop"),
    *("logic-and-uncertainty", "five-skills", "a-working-day", "four-misconceptions", "who-the-role-suits"),
    *("six-readiness-questions", "synthesis"),
]
PAGES = [
    *(
        "/",
        "/course/",
        "/articles/",
        "/articles/what-an-ai-product-manager-does/",
        "/glossary/",
        "/about/",
        "/privacy/",
        "/accounts/export/",
        "/reminders/",
    ),
    *("/search/", "/search/?q=drift", "/search/?q=zzzz"),
    *("/brief/", "/brief/edit/context/", "/brief/edit/section/"),
    *("/calibration/", "/certificate/", "/questions/Q05.2/", "/questions/Q03.8/", "/questions/Q05.2/report/"),
    *("/readiness/", "/readiness/first/", "/readiness/rate/", "/readiness/sheet/"),
    *("/comments/lessons/value/", "/comments/articles/what-an-ai-product-manager-does/"),
    *("/progress/", "/progress/lessons/value/", "/progress/areas/", "/progress/recall/", "/review/", "/review/cards/"),
    *(f"/lessons/{slug}/" for slug in LESSONS),
]
ERROR_PAGES = ["/no-such-page/", "/lessons/no-such-lesson/"]
KILOBYTE = 1000


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_fits_in_light_and_dark(page, path):
    page.goto(path)

    assert_page_is_good(page)


@pytest.mark.parametrize("path", ERROR_PAGES)
def test_missing_page_says_what_to_do(page, context, path):
    response = page.goto(path)

    assert response.status == 404
    assert axe_violations(page) == []
    page.get_by_role("link", name="Go to the course").click()
    assert page.get_by_role("heading", level=1).inner_text() == "The course"
    context.complaints.clear()  # the browser logs the 404 that this test asked for


@pytest.mark.parametrize("path", ["/", "/course/", "/lessons/value/", "/articles/what-an-ai-product-manager-does/"])
def test_page_survives_text_spacing_and_four_times_zoom(page, path):
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(path)

    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
        document.adoptedStyleSheets = [sheet]; }"""
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_first_visit_of_a_lesson_is_light_and_still(page, context):
    sizes = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )

    page.goto("/lessons/technical-reality/", wait_until="networkidle")

    assert len(sizes) <= 8
    assert sum(sizes.values()) <= 120 * KILOBYTE
    assert page.evaluate("window.shift") < 0.02


def test_keyboard_reaches_everything_and_the_skip_link_comes_first(page):
    page.goto("/lessons/value/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    reached = set()
    for _ in range(120):
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        page.keyboard.press("Tab")
    for name in ("Show answer", "Mark as read and go on to Experience", "About the whole course", "Apply"):
        assert any(name in text for text in reached), name


@pytest.mark.parametrize("path", ["/", "/lessons/value/", "/accounts/preferences/"])
def test_controls_are_large_enough_to_press(page, member, path):
    come_in(page, member)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path)

    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, select, input')]
            .filter(e => !['hidden', 'radio', 'checkbox'].includes(e.type))
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
            .map(e => e.outerHTML.slice(0, 80))"""
    )

    assert small == []
