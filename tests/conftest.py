from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from lessons.pages import shared_pages

COURSE = Path(settings.BASE_DIR) / "course"
SAME_ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def plain_surroundings(settings, tmp_path, request):
    """Each test has a cache and kept pages of its own, plain static files, and mail in memory."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if not request.node.get_closest_marker("broker"):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}}
        cache.clear()
    shared_pages.edition = None


@pytest.fixture
def client():
    """A browser on our own pages: it says where its posts come from, as all current browsers do."""
    return Client(**SAME_ORIGIN)


@pytest.fixture(scope="session")
def course_in_database(django_db_setup, django_db_blocker):
    """The real course, loaded once; tests that change it do so in a transaction that is rolled back."""
    with django_db_blocker.unblock():
        call_command("load_course", COURSE, verbosity=0, stdout=open("/dev/null", "w"))


@pytest.fixture
def course(course_in_database, db):
    from lessons.models import Course

    return Course.objects.get()
