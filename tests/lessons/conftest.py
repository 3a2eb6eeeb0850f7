"""Pages that are the same for every visitor, and something to see on each."""

import pytest

from tests.factories import make_article, make_lesson

PAGES = [
    "/",
    "/course/",
    "/lessons/lesson-1/",
    "/articles/",
    "/articles/overview/",
    "/glossary/",
    "/privacy/",
    "/about/",
]


@pytest.fixture
def site(db):
    """Something to see on each page."""
    make_lesson(1)
    make_article(slug="overview")
