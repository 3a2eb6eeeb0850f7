import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")

application = get_wsgi_application()

# What is loaded once stays: looked through by each full collection, it would hold a request up by a tenth of a second.
get_resolver().url_patterns  # noqa: B018 - with it, all pages are loaded
gc.collect()
gc.freeze()
