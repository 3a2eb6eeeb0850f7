import pytest

from tests.certificates.factories import make_ruled_course, meet_the_rule
from tests.factories import make_user


@pytest.fixture(autouse=True)
def address(settings):
    settings.SITE_URL = "https://course.example"


@pytest.fixture
def ruled_course(db):
    return make_ruled_course()


@pytest.fixture
def ready(ruled_course):
    """A member who has met the rule and has no certificate yet."""
    return meet_the_rule(make_user("lena@example.org", display_name="Lena"))
