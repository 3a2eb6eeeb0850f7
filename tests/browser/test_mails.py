"""The mails as HTML, in a browser as in a mailbox: nothing loaded, both themes, narrow and wide."""

import pytest

from reminders.models import Kind
from tests.browser.conftest import axe_violations
from tests.reminders.test_snapshots import FOLDER

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik"
RTL_NAME = "שרה־רחל בת־שבע"


def html_of(kind: str, name: str = "Lena") -> str:
    """The snapshot, which another test holds against what is sent."""
    return (FOLDER / f"{kind}.html").read_text().replace("<bdi>Lena</bdi>", f"<bdi>{name}</bdi>")


@pytest.fixture
def mailbox(page):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    yield page
    assert requests == []


@pytest.mark.parametrize("kind", Kind.values)
def test_mail_is_accessible_in_both_themes_and_fits_each_width(mailbox, kind):
    mailbox.set_content(html_of(kind))

    for theme in ("light", "dark"):
        mailbox.emulate_media(color_scheme=theme)
        assert axe_violations(mailbox) == [], theme
    for width in (320, 360, 768):
        mailbox.set_viewport_size({"width": width, "height": 800})
        assert mailbox.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"
    assert mailbox.evaluate("document.querySelector('main').offsetWidth") <= 632
    assert mailbox.locator(".preview").is_hidden()
    assert mailbox.locator(".button").bounding_box()["height"] >= 44


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dark_colours_reach_what_stands_at_the_elements(mailbox, theme):
    mailbox.emulate_media(color_scheme=theme)
    mailbox.set_content(html_of(Kind.WEEKLY))

    colours = [
        mailbox.locator(place).first.evaluate("e => getComputedStyle(e).backgroundColor")
        for place in ("body", ".card", ".button", ".some", ".count:not(.some)")
    ]

    light = ["rgb(251, 250, 246)", "rgb(255, 255, 255)", "rgb(11, 89, 104)", "rgb(226, 239, 241)", "rgb(241, 239, 232)"]
    dark = ["rgb(22, 23, 20)", "rgb(31, 33, 29)", "rgb(116, 198, 214)", "rgb(23, 42, 46)", "rgb(16, 17, 15)"]
    assert colours == (light if theme == "light" else dark)


@pytest.mark.parametrize("name", [LONG_WORD, "W" * 60, RTL_NAME])
def test_name_of_any_kind_fits_a_phone(mailbox, name):
    mailbox.set_viewport_size({"width": 360, "height": 800})
    mailbox.set_content(html_of(Kind.REVIEWS, name))

    assert mailbox.evaluate("document.documentElement.scrollWidth") <= 360
    comma = "p => [...p.childNodes].at(-1).textContent"
    assert mailbox.get_by_text("Hello").evaluate(comma) == ","
